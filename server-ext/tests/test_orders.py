import random

import pytest
from tslab_memory.orders import DIRECTIONS, SORTS, Ladders, Order, Place, rows_after

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
            "hits": chance.randrange(3),
            "last_hit": chance.choice([None, None, NOW, NOW + 1]),
            "duration_ms": chance.choice([1.5, 2.5]),
            "generation": chance.choice([1, 1, 2]),
        }
        writer.entry(function, version, f"load({n})", b"x" * chance.randrange(1, 4), **values)
        writer.entry(other, others, f"other({n})")
    writer.connection.execute("UPDATE entries SET generation = -generation WHERE function_id = ? LIMIT 7", (function,))
    return function


def expected(db, order):
    """The whole order as Python sorts it."""
    rows = db.execute(
        f"SELECT {order.column}, generation, id FROM entries WHERE function_id = ? AND generation >= ?",
        (order.function, order.live_from),
    ).fetchall()
    lowest = float("-inf")
    rows.sort(key=lambda row: (lowest if row[0] is None else row[0], row[1], row[2]), reverse=order.direction == "desc")
    return [Place(*row) for row in rows]


@pytest.fixture(params=[(column, direction) for column in SORTS.values() for direction in DIRECTIONS], ids=str)
def order(request, function):
    return Order(function, 1, *request.param)


def test_walks_on_from_any_place(db, order):
    whole = expected(db, order)
    assert len(whole) == ENTRIES - 7
    for at in (None, *range(len(whole))):
        place, start = (None, 0) if at is None else (whole[at], at + 1)
        for skip in (0, 1, 10, len(whole)):
            rows = rows_after(db, order, place, skip, 9, "id")
            assert [row["id"] for row in rows] == [place.id for place in whole[start + skip : start + skip + 9]]


@pytest.mark.parametrize("stride", [1, 7, 1000])
def test_pages_are_the_same_however_they_are_reached(db, order, stride):
    ids = [place.id for place in expected(db, order)]
    ladders = Ladders(stride)
    for offset in (0, 30, 10, 52, 31, len(ids), 10**9):
        rows = ladders.rows(db, order, "state", offset, 10, "id")
        assert [row["id"] for row in rows] == ids[offset : offset + 10]


def test_each_step_is_a_range_of_the_index(db, order):
    place = Place(None if order.column == "last_hit" else 1, 1, 5)
    statements = []
    db.set_trace_callback(statements.append)
    rows_after(db, order, place, 2, 1000, "id")
    db.set_trace_callback(None)

    plans = [row["detail"] for sql in statements for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]

    assert len(plans) >= 3
    assert [plan for plan in plans if "TEMP B-TREE" in plan] == []
    assert [plan for plan in plans if "entries" in plan and "COVERING INDEX entries_by_" not in plan] == []
    assert any(
        plan.endswith(f"(function_id=? AND {order.column}=? AND generation=? AND rowid{sign}?)")
        for plan in plans
        for sign in "<>"
    )


def test_a_change_of_state_forgets_the_places(db, function, writer):
    order, ladders = Order(function, 1, "created", "desc"), Ladders(stride=5)
    ladders.rows(db, order, "before", 40, 5, "id")
    writer.entry(function, 1, "load(new)", created=NOW + 1000)
    ids = [place.id for place in expected(db, order)]
    assert [row["id"] for row in ladders.rows(db, order, "after", 40, 5, "id")] == ids[40:45]


def test_a_second_page_far_down_walks_one_stride_at_most(db, function):
    order, ladders = Order(function, 1, "created", "asc"), Ladders(stride=10)
    ladders.rows(db, order, "state", 45, 5, "id")
    statements = []
    db.set_trace_callback(statements.append)
    ladders.rows(db, order, "state", 45, 5, "id")
    db.set_trace_callback(None)
    skips = [int(sql.rsplit("OFFSET", 1)[1]) for sql in statements if "OFFSET" in sql]
    assert max(skips) == 5
