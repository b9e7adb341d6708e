import random
import re
from dataclasses import replace

import pytest
from tslab_memory.orders import DIRECTIONS, Ladders, Order, rows_after, rows_of

from .helpers.stores import NOW

ENTRIES = 60


@pytest.fixture
def function(writer):
    """A function with many equal values, unhit entries, dead rows, and a neighbour."""
    chance = random.Random(1)
    function, other = writer.function("load"), writer.function("other")
    version, others = writer.version(function), writer.version(other)
    for n in range(ENTRIES):
        values = {
            "created": NOW + n // 4,
            "hits": 0 if (last_hit := chance.choice([None, None, NOW, NOW + 1])) is None else chance.randrange(1, 3),
            "last_hit": last_hit,
            "duration_ms": chance.choice([1.5, 2.5]),
            "generation": chance.choice([1, 1, 2]),
        }
        writer.entry(function, version, f"load({n})", b"x" * chance.randrange(1, 4), **values)
        writer.entry(other, others, f"other({n})")
    writer.connection.execute("UPDATE entries SET generation = -generation WHERE function_id = ? LIMIT 7", (function,))
    return function


def expected(db, order):
    """The places of the whole order as Python sorts them."""
    rows = db.execute(
        "SELECT * FROM entries WHERE function_id = ? AND generation >= ?", (order.function, order.live_from)
    ).fetchall()
    places = []
    for row in rows:
        part = 1 if len(order.parts) > 1 and row["last_hit"] is not None else 0
        places.append((part, *(row[term] for term in order.parts[part].terms)))
    return sorted(places, reverse=order.direction == "desc")


@pytest.fixture(
    params=[(column, direction) for column in ("created", "last_hit", "hits") for direction in DIRECTIONS], ids=str
)
def order(request, function):
    return Order(function, 1, *request.param)


def test_walks_on_from_any_place(db, order):
    whole = expected(db, order)
    assert len(whole) == ENTRIES - 7
    for at in (None, *range(len(whole))):
        place, start = (None, 0) if at is None else (whole[at], at + 1)
        for skip in (0, 1, 10, len(whole)):
            rows = rows_after(db, order, place, skip, 9, "id")
            assert [row["id"] for row in rows] == [place[-1] for place in whole[start + skip : start + skip + 9]]


@pytest.mark.parametrize("few_dead", [0, 1000])
@pytest.mark.parametrize("stride", [1, 7, 1000])
def test_pages_are_the_same_however_they_are_reached(db, order, stride, few_dead, monkeypatch):
    monkeypatch.setattr("tslab_memory.orders._FEW_DEAD", few_dead)
    ids = [place[-1] for place in expected(db, order)]
    ladders = Ladders(stride, stride)
    for offset in (0, 30, 10, 52, 31, len(ids), 10**9):
        rows = ladders.rows(db, order, "state", offset, 10, "id")
        assert [row["id"] for row in rows] == ids[offset : offset + 10]


def plans_of_walk(db, order, place):
    """How SQLite finds the rows behind a place, one plan a range."""
    statements = []
    db.set_trace_callback(statements.append)
    rows_after(db, order, place, 2, 1000, "id")
    db.set_trace_callback(None)
    listings = [sql for sql in statements if "OFFSET" in sql]
    return [" ".join(row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")) for sql in listings]


def test_each_step_is_a_range_of_the_index(db, order):
    plans = plans_of_walk(db, replace(order, all_live=True), expected(db, order)[20])

    indexes = {"created", order.column}
    searches = [re.match(r"SEARCH entries USING (?:COVERING )?INDEX entries_by_(\w+) ", plan) for plan in plans]
    assert {search[1] for search in searches} <= indexes
    assert re.search(r"(created|last_hit|hits)=\? .*AND (?:row)?id[<>]\?\)$", plans[0])


def test_dead_rows_are_passed_over_in_the_same_ranges(db, order):
    place = expected(db, order)[20]
    plans = plans_of_walk(db, order, place)
    assert [plan for plan in plans if "TEMP B-TREE" in plan] == []
    assert [plan.replace("COVERING ", "") for plan in plans] == [
        plan.replace("COVERING ", "") for plan in plans_of_walk(db, replace(order, all_live=True), place)
    ]


def ladder_statements(db, order, offset):
    """What is asked to reach a page."""
    statements = []
    db.set_trace_callback(statements.append)
    Ladders(20, 20).rows(db, order, "state", offset, 5, "id")
    db.set_trace_callback(None)
    return statements


def test_dead_rows_are_looked_for_only_on_the_way_to_a_later_page(db, order):
    assert len(ladder_statements(db, order, 0)) <= len(order.parts)
    assert any("INDEXED BY entries_by_created" in sql for sql in ladder_statements(db, order, 30))


def test_evicted_rows_are_found_by_an_index_of_their_own(db, order, writer):
    writer.connection.execute("UPDATE entries SET generation = 0 WHERE generation < 0")
    ids = [place[-1] for place in expected(db, order)]

    statements = ladder_statements(db, order, 30)

    assert any("INDEXED BY entries_evicted" in sql for sql in statements)
    assert not any("INDEXED BY entries_by_created" in sql for sql in statements)
    rows = Ladders(20, 20).rows(db, order, "state", 30, 5, "id")
    assert [row["id"] for row in rows] == ids[30:35]


def test_a_change_of_state_forgets_the_places(db, function, writer):
    order, ladders = Order(function, 1, "created", "desc"), Ladders(5, 5)
    ladders.rows(db, order, "before", 40, 5, "id")
    writer.entry(function, 1, "load(new)", created=NOW + 1000)
    ids = [place[-1] for place in expected(db, order)]
    assert [row["id"] for row in ladders.rows(db, order, "after", 40, 5, "id")] == ids[40:45]


def test_a_second_page_far_down_walks_one_stride_at_most(db, function):
    order, ladders = Order(function, 1, "created", "asc"), Ladders(10, 10)
    ladders.rows(db, order, "state", 45, 5, "id")
    statements = []
    db.set_trace_callback(statements.append)
    ladders.rows(db, order, "state", 45, 5, "id")
    db.set_trace_callback(None)
    skips = [int(sql.rsplit("OFFSET", 1)[1]) for sql in statements if "OFFSET" in sql]
    assert max(skips) < 10


def test_walks_further_at_a_time_where_all_are_live(db, function):
    order, ladders = replace(Order(function, 1, "hits", "asc"), all_live=True), Ladders(stride=20, stride_among_dead=1)
    statements = []
    db.set_trace_callback(statements.append)
    ladders.rows(db, order, "state", 45, 5, "id")
    db.set_trace_callback(None)
    assert 3 <= len(statements) <= 9


def test_rows_come_in_the_sequence_of_their_ids_without_those_that_are_dead(db, function, writer):
    order = Order(function, 1, "bytes", "asc")
    ids = [row["id"] for row in db.execute("SELECT id FROM entries WHERE function_id = ? LIMIT 4", (function,))]
    writer.connection.execute("UPDATE entries SET generation = 1")
    writer.connection.execute("UPDATE entries SET generation = 0 WHERE id = ?", (ids[1],))
    assert [row["id"] for row in rows_of(db, order, [ids[3], ids[1], ids[0], 999], "id")] == [ids[3], ids[0]]
