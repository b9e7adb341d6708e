import json
from pathlib import Path

import pytest
from tslab_memory.details import entry_details, function_details
from tslab_memory.faults import ApiFault

from .helpers.api import check_body
from .helpers.stores import NOW, key_of, value_name

ROOT = Path("/home/ada")


@pytest.fixture
def function(writer):
    """A function with an old and a current version, and a miss."""
    function = writer.function("load", last_miss=json.dumps({"reason": "changed"}))
    writer.version(function, "x => x", last_used=NOW)
    writer.version(function, "x => x + 1", last_used=NOW + 1)
    return function


def test_tells_where_an_entry_came_from(db, writer, function):
    key = writer.entry(function, 1, "load(1)", b"12345", output='["printed"]')

    body = entry_details(db, key, ROOT)

    check_body("EntryDetails", body)
    assert body["entry"]["args"] == "load(1)"
    assert (body["stored"], body["storedBytes"], body["format"], body["async"]) == ("row", 5, 1, False)
    assert body["checksum"] == "00" * 8
    assert body["output"] == ["printed"]
    assert body["arguments"] == [{"name": "x", "digest": "00", "text": "load(1)"}]
    assert body["version"]["source"] == "x => x"
    assert body["version"]["parts"][0]["kind"] == "function"
    assert body["currentVersion"]["source"] == "x => x + 1"
    assert body["lastMiss"] == {"reason": "changed"}


def test_has_nothing_to_compare_when_the_code_is_current(db, writer, function):
    assert entry_details(db, writer.entry(function, 2, "load(1)"), ROOT)["currentVersion"] is None


def test_tells_of_a_value_in_a_file(db, writer, function):
    key = writer.entry(function, 2, "load(1)", b"12345", file=value_name(1))
    body = entry_details(db, key, ROOT)
    assert (body["stored"], body["storedBytes"]) == ("file", 5)


@pytest.mark.parametrize("text", ["{", "7", "[7, {}, null]", "[" * 100_000, '{"name": 1}'], ids=lambda text: text[:15])
def test_damaged_details_are_left_out(db, writer, function, text):
    key = writer.entry(function, 1, "load(1)", digests=text)
    writer.connection.execute("UPDATE versions SET parts = ?", (text,))
    writer.connection.execute("UPDATE functions SET last_miss = '{'")

    body = entry_details(db, key, ROOT)

    check_body("EntryDetails", body)
    assert (body["arguments"], body["version"]["parts"], body["lastMiss"]) == ([], [], None)


def test_takes_no_members_that_it_does_not_know(db, writer, function):
    digests = json.dumps([{"name": "x", "digest": 7, "text": None, "other": {}}])
    body = entry_details(db, writer.entry(function, 1, "load(1)", digests=digests), ROOT)
    assert body["arguments"] == [{"name": "x", "digest": "7", "text": "None"}]


def test_a_cleared_entry_has_no_details(db, writer, function):
    key = writer.entry(function, 1, "load(1)", generation=-1)
    for wanted in (key, key_of("never"), key[:6] + bytes(26)):
        with pytest.raises(ApiFault) as caught:
            entry_details(db, wanted, ROOT)
        assert caught.value.reason == "entry_not_found"


def test_tells_the_versions_of_a_function_newest_first(db, writer, function):
    writer.entry(function, 1, "load(1)", b"123")

    body = function_details(db, function, ROOT)

    check_body("FunctionDetails", body)
    assert [(version["source"], version["entries"], version["bytes"]) for version in body["versions"]] == [
        ("x => x + 1", 0, 0),
        ("x => x", 1, 3),
    ]


def test_refuses_a_function_that_is_not_there(db):
    with pytest.raises(ApiFault, match="no function number 5"):
        function_details(db, 5, ROOT)
