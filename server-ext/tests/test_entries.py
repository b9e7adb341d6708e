import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from tslab_memory.entries import EntryLists, PageQuery, current_version
from tslab_memory.faults import ApiFault
from tslab_memory.held import HeldLists
from tslab_memory.orders import DIRECTIONS, SORTS

from .helpers.api import check_body
from .helpers.stores import NOW

ROOT = Path("/home/ada")


def listed(lists, db, function, query):
    """A page as the server comes to it."""
    return lists.page_at_hand(db, function, query, ROOT) or lists.page(db, function, query, ROOT)


def test_tells_of_each_entry_what_the_panel_shows(db, writer):
    function = writer.function("load")
    old, new = (writer.version(function, source, last_used=NOW + n) for n, source in enumerate(("a", "b")))
    key = writer.entry(
        function, old, "load(1)", b"123", hits=4, last_hit=NOW + 5, expires=NOW + 9, notebook="/home/ada/a.ipynb"
    )
    writer.entry(function, new, "load(2)", created=NOW - 1)

    page = listed(EntryLists(), db, function, PageQuery())

    check_body("EntryPage", page)
    digest = writer.one("SELECT lower(hex(digest)) FROM versions WHERE id = ?", old)
    assert page["entries"][0] == {
        "key": key.hex(),
        "args": "load(1)",
        "bytes": 3,
        "durationMs": 12.5,
        "hits": 4,
        "created": NOW,
        "lastHit": NOW + 5,
        "expires": NOW + 9,
        "version": digest[:12],
        "current": False,
        "notebook": "a.ipynb",
    }
    assert page["entries"][1]["current"] is True


def test_shortens_arguments_that_are_very_long(db, writer):
    function = writer.function("load")
    writer.entry(function, writer.version(function), "x" * 100_000)
    page = listed(EntryLists(), db, function, PageQuery())
    assert len(page["entries"][0]["args"]) == 2000


@pytest.mark.parametrize("sort", SORTS)
def test_leaves_out_evicted_entries_that_wait_to_be_removed(db, writer, sort):
    function = writer.function("load")
    version = writer.version(function)
    gone, _ = (writer.entry(function, version, f"load({n})") for n in range(2))
    writer.connection.execute("UPDATE entries SET generation = 0 WHERE key = ?", (gone,))

    page = listed(EntryLists(), db, function, PageQuery(sort=sort))

    assert ([entry["args"] for entry in page["entries"]], page["total"]) == (["load(1)"], 1)


def test_leaves_out_cleared_entries(db, writer):
    function = writer.function("load")
    version = writer.version(function)
    gone, _ = (writer.entry(function, version, f"load({n})") for n in range(2))
    writer.connection.execute("UPDATE entries SET generation = -generation WHERE key = ?", (gone,))

    for query in (PageQuery(), PageQuery(filter="load")):
        page = listed(EntryLists(), db, function, query)
        assert ([entry["args"] for entry in page["entries"]], page["total"]) == (["load(1)"], 1)


def test_what_was_found_is_at_hand_until_something_changes(db, writer):
    function = writer.function("load")
    version = writer.version(function)
    writer.entry(function, version, "load(1)")
    lists, query = EntryLists(), PageQuery(filter="load")
    assert lists.page_at_hand(db, function, query, ROOT) is None
    page = lists.page(db, function, query, ROOT)
    assert lists.page_at_hand(db, function, query, ROOT) == page
    writer.connection.execute("UPDATE functions SET hits = hits + 1, last_used = last_used + 1")
    assert lists.page_at_hand(db, function, query, ROOT) == page
    writer.entry(function, version, "load(2)", created=NOW - 1)
    assert lists.page_at_hand(db, function, query, ROOT) is None
    assert lists.page(db, function, query, ROOT)["total"] == 2


def test_hits_change_the_orders_by_hits(db, writer):
    function = writer.function("load", last_used=NOW)
    writer.entry(function, writer.version(function), "load(1)")
    for sort in ("hits", "lastHit"):
        lists, query = EntryLists(), PageQuery(sort=sort, filter="load")
        lists.page(db, function, query, ROOT)
        writer.connection.execute("UPDATE functions SET hits = hits + 1")
        assert lists.page_at_hand(db, function, query, ROOT) is None


def test_an_entry_cleared_after_a_search_is_not_shown(db, writer, monkeypatch):
    function = writer.function("load")
    version = writer.version(function)
    gone, _ = (writer.entry(function, version, f"load({n})") for n in range(2))
    lists = EntryLists()
    monkeypatch.setattr("tslab_memory.entries._state", lambda *_: "state")
    lists.page(db, function, PageQuery(filter="load"), ROOT)
    writer.connection.execute("DELETE FROM entries WHERE key = ?", (gone,))

    page = lists.page(db, function, PageQuery(filter="load"), ROOT)

    assert [entry["args"] for entry in page["entries"]] == ["load(1)"]


def test_pages_through_what_was_found(db, writer):
    function = writer.function("load")
    version = writer.version(function)
    for n in range(5):
        writer.entry(function, version, f"load({n})", created=NOW + n)

    page = listed(EntryLists(), db, function, PageQuery(limit=2, offset=1, filter="load", order="asc"))

    assert [entry["args"] for entry in page["entries"]] == ["load(1)", "load(2)"]
    assert (page["total"], page["offset"], page["limit"]) == (5, 1, 2)


@pytest.fixture
def mixed(writer):
    """A function of thirty entries of many equal values, a third of them hit, and three of them dead."""
    function = writer.function("load", cleared_at=NOW)
    version = writer.version(function)
    for n in range(30):
        hit = {"hits": n % 2 + 1, "last_hit": NOW + n % 4} if n % 3 == 0 else {}
        columns = {"created": NOW + n // 3, "duration_ms": n % 5, "generation": -1 if n % 10 == 4 else 1, **hit}
        writer.entry(function, version, f"load({n})", b"x" * (n % 3 + 1), **columns)
    return function


@pytest.mark.parametrize("order", DIRECTIONS)
@pytest.mark.parametrize("sort", SORTS)
def test_pages_join_to_the_whole_whichever_end_they_are_nearer_to(db, mixed, sort, order):
    whole = listed(EntryLists(), db, mixed, PageQuery(sort=sort, order=order))["entries"]
    assert len(whole) == 27
    for limit in (1, 4, 26):
        lists = EntryLists()
        for offset in range(29):
            page = listed(lists, db, mixed, PageQuery(limit, offset, sort, order))
            assert (page["entries"], page["total"]) == (whole[offset : offset + limit], 27)


def test_the_last_page_is_read_from_the_end(db, mixed):
    statements = []
    db.set_trace_callback(statements.append)
    listed(EntryLists(), db, mixed, PageQuery(limit=5, offset=22))
    db.set_trace_callback(None)
    (listing,) = [sql for sql in statements if "OFFSET" in sql]
    assert "created asc" in listing
    assert listing.endswith("LIMIT 5 OFFSET 0")


def test_refuses_a_function_that_is_not_there(db):
    with pytest.raises(ApiFault, match="no function number 5"):
        EntryLists().page_at_hand(db, 5, PageQuery(), ROOT)


def test_the_current_version_is_the_one_used_last(db, writer):
    function = writer.function("load")
    assert current_version(db, function) is None
    first = writer.version(function, "a", last_used=NOW + 1)
    writer.version(function, "b", last_used=NOW)
    assert current_version(db, function) == first
    assert current_version(db, 99) is None


def test_asks_for_no_more_than_there_is(db, writer):
    """Else SQLite would look through all dead rows of a cleared function for one more."""
    function = writer.function("load")
    writer.entry(function, writer.version(function), "load(1)")
    statements = []
    db.set_trace_callback(statements.append)
    listed(EntryLists(), db, function, PageQuery())
    listed(EntryLists(), db, function, PageQuery(offset=1))
    db.set_trace_callback(None)
    assert [sql.split("LIMIT ")[1] for sql in statements if "OFFSET" in sql] == ["1 OFFSET 0"]


@pytest.mark.parametrize("cleared_at", [None, NOW])
def test_looks_for_dead_rows_only_while_there_can_be_any(db, writer, cleared_at):
    function = writer.function("load", cleared_at=cleared_at)
    writer.entry(function, writer.version(function), "load(1)")
    statements = []
    db.set_trace_callback(statements.append)
    listed(EntryLists(), db, function, PageQuery())
    db.set_trace_callback(None)
    (listing,) = [sql for sql in statements if "OFFSET" in sql]
    assert ("+generation >=" in listing) == (cleared_at is not None)


def test_says_when_to_ask_again_for_a_newer_order(db, writer, monkeypatch):
    function = writer.function("load")
    version = writer.version(function)
    writer.entry(function, version, "load(1)", b"x")
    now = itertools.count()
    lists, query = EntryLists(HeldLists(work_clock=lambda: next(now))), PageQuery(sort="bytes")
    assert "againInMs" not in lists.page_at_hand(db, function, query, ROOT)
    writer.entry(function, version, "load(2)", b"xx")
    monkeypatch.setattr("tslab_memory.held._REST", 100)

    page = lists.page_at_hand(db, function, replace(query, limit=1), ROOT)

    check_body("EntryPage", page)
    assert ([entry["args"] for entry in page["entries"]], page["total"]) == (["load(1)"], 2)
    assert 0 < page["againInMs"] <= 100_000
