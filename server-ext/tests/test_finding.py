import pytest
from tslab_memory import finding
from tslab_memory.faults import ApiFault
from tslab_memory.finding import Place, find_functions
from tslab_memory.store import Store

from .helpers.api import check_body
from .helpers.stores import StoreWriter


@pytest.fixture
def store(writer):
    for function in (writer.function("load"), writer.function("parse")):
        version = writer.version(function)
        for text in ("'AAPL'", "'aapl', 1", "'100%'", "'Ärger'"):
            writer.entry(function, version, f"{text}, {function}")
    return Store(writer.id, writer.folder)


@pytest.fixture
def small_steps(monkeypatch):
    monkeypatch.setattr(finding, "_BATCH", 3)


def matches(found):
    return {(one["function"], one["entries"]) for one in found["functions"]}


def test_counts_the_matching_entries_of_each_function(store):
    found = find_functions([store], "Aapl", None)
    check_body("Found", found)
    assert matches(found) == {(1, 2), (2, 2)}
    assert (found["searched"], found["next"]) == (8, None)


@pytest.mark.parametrize(("text", "count"), [("%", 1), ("ärg", 1), ("' OR 1=1 --", 0), ("[a-z]", 0)])
def test_takes_the_text_as_plain_text(store, text, count):
    assert matches(find_functions([store], text, None)) == ({(1, count), (2, count)} if count else set())


def test_leaves_out_functions_without_a_match(store):
    assert matches(find_functions([store], "aapl', 1, 2", None)) == {(2, 1)}


def test_does_not_find_cleared_entries(store, writer):
    writer.connection.execute("UPDATE entries SET generation = -generation WHERE args = '''AAPL'', 1'")
    writer.connection.execute("UPDATE functions SET generation = 2, live_from = 2 WHERE name = 'parse'")
    assert matches(find_functions([store], "aapl", None)) == {(1, 1)}


@pytest.mark.usefixtures("small_steps")
def test_goes_on_where_it_had_to_stop(store, tmp_path):
    with StoreWriter(tmp_path / "other") as other:
        load = other.function("load")
        other.entry(load, other.version(load), "'AAPL'")
        stores = [store, Store(other.id, other.folder)]
        total, searched, after, requests = 0, 0, None, 0
        while requests == 0 or after is not None:
            found = find_functions(stores, "aapl", after, seconds=0)
            total += sum(one["entries"] for one in found["functions"])
            searched += found["searched"]
            after = Place.parse(found["next"]) if found["next"] else None
            requests += 1
    assert (total, searched) == (5, 9)
    assert requests >= 3


@pytest.mark.usefixtures("small_steps")
def test_begins_with_the_newest_entries(store, writer):
    load = writer.function("new")
    writer.entry(load, writer.version(load), "'AAPL'")
    found = find_functions([store], "aapl", None, seconds=0)
    assert (matches(found), found["searched"]) == ({(3, 1)}, 3)


@pytest.mark.usefixtures("small_steps")
def test_stops_when_nobody_waits_any_more(store):
    found = find_functions([store], "aapl", None, given_up=lambda: True)
    assert found["searched"] == 3
    assert found["next"] is not None


def test_leaves_out_a_store_that_cannot_be_read(store, tmp_path):
    assert matches(find_functions([Store("0" * 16, tmp_path / "gone"), store], "aapl", None)) == {(1, 2), (2, 2)}


@pytest.mark.parametrize("text", ["", "x", "0123.", "0123.x", "0123.--1", "0123.1.5"])
def test_refuses_a_place_that_it_did_not_write(text):
    with pytest.raises(ApiFault):
        Place.parse(text)


def test_a_place_reads_as_it_was_written():
    place = Place("0123456789abcdef", -(2**63))
    assert Place.parse(str(place)) == place
