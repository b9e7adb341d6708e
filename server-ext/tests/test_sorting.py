import random

import pytest
from tslab_memory.held import HeldLists
from tslab_memory.orders import DIRECTIONS, Order
from tslab_memory.search import find_ids
from tslab_memory.sorting import Sorting, Span

from .helpers.stores import NOW

ENTRIES = 90


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """What is many, and what a head has, in miniature."""
    monkeypatch.setattr("tslab_memory.sorting._HEAD", 20)
    monkeypatch.setattr("tslab_memory.sorting._FEW", 30)


@pytest.fixture
def function(writer):
    """A function of many equal values, with a neighbour."""
    chance = random.Random(1)
    function, other = writer.function("load"), writer.function("other")
    version, others = writer.version(function), writer.version(other)
    for n in range(ENTRIES):
        values = {"created": NOW + n // 4, "duration_ms": chance.choice([0.5, 1.5, 10.5])}
        writer.entry(function, version, f"load({n})", b"x" * chance.randrange(1, 12), **values)
        writer.entry(other, others, f"other({n})")
    return function


@pytest.fixture(params=["bytes", "duration_ms"])
def column(request):
    return request.param


@pytest.fixture
def seconds(monkeypatch):
    """Each sorting takes three of them."""
    now = [0.0]
    finds = []

    def find(*args, **options):
        now[0] += 3.0
        finds.append(options.get("most"))
        return find_ids(*args, **options)

    monkeypatch.setattr("tslab_memory.sorting.find_ids", find)
    return now, finds


def held_by(seconds):
    def clock():
        return seconds[0][0]

    return HeldLists(clock, clock)


def expected(db, function, column, direction):
    """The ids of the whole order as Python sorts them."""
    rows = db.execute("SELECT * FROM entries WHERE function_id = ? AND generation >= 1", (function,)).fetchall()
    key = {"bytes": ("bytes", "created", "id"), "duration_ms": ("duration_ms", "id")}[column]
    rows.sort(key=lambda row: tuple(row[term] for term in key), reverse=direction == "desc")
    return [row["id"] for row in rows]


def ids_of(found):
    return [row["id"] for row in found.rows]


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_pages_are_the_same_however_they_are_reached(db, function, column, direction):
    order, whole = Order(function, 1, column, direction), expected(db, function, column, direction)
    for firsts in ((0, 10, 80), (80, 40, 0), (40, 30, 85, 0)):
        sorting = Sorting(HeldLists())
        for first in firsts:
            span = Span(first, min(10, ENTRIES - first), ENTRIES)
            rows = sorting.rows(db, order, "state", span, "id")
            assert ids_of(rows) == whole[first : first + 10]


def test_the_first_and_the_last_rows_are_found_without_sorting_all(db, function, column, seconds):
    sorting, order = Sorting(HeldLists()), Order(function, 1, column, "desc")
    for first in (0, 10, 80, 70):
        sorting.rows(db, order, "state", Span(first, 10, ENTRIES), "id")
    assert seconds[1] == [20, 20]
    for first in (40, 50, 0):
        sorting.rows(db, order, "state", Span(first, 10, ENTRIES), "id")
    assert seconds[1] == [20, 20, None]


def test_both_directions_share_what_was_sorted(db, function, column, seconds):
    sorting = Sorting(HeldLists())
    for direction in DIRECTIONS:
        sorting.rows(db, Order(function, 1, column, direction), "state", Span(40, 10, ENTRIES), "id")
    assert seconds[1] == [None]


def test_only_what_is_held_is_at_hand_of_many_entries(db, function, column):
    sorting, order = Sorting(HeldLists(work_clock=lambda: 0.0)), Order(function, 1, column, "asc")
    for first in (0, 80, 40):
        span = Span(first, 10, ENTRIES)
        assert sorting.rows(db, order, "state", span, "id", at_hand=True) is None
        rows = sorting.rows(db, order, "state", span, "id")
        assert sorting.rows(db, order, "state", span, "id", at_hand=True) == rows
        assert sorting.rows(db, order, "other state", span, "id", at_hand=True) is None


def test_few_entries_are_always_at_hand(db, function, column):
    order = Order(function, 1, column, "asc")
    rows = Sorting(HeldLists()).rows(db, order, "state", Span(5, 20, 30), "id", at_hand=True)
    assert ids_of(rows) == expected(db, function, column, "asc")[5:25]


def test_rows_that_are_gone_are_left_out_at_once_and_the_page_stays_full(db, function, column, writer, seconds):
    sorting, order = Sorting(held_by(seconds)), Order(function, 1, column, "desc")
    before = expected(db, function, column, "desc")
    sorting.rows(db, order, "before", Span(40, 10, ENTRIES), "id")
    for id in (before[2], before[31], before[85]):
        writer.connection.execute("DELETE FROM entries WHERE id = ?", (id,))

    left = ENTRIES - 3
    first, middle, last = (
        ids_of(sorting.rows(db, order, "after", Span(first, 10, left), "id")) for first in (0, 30, left - 10)
    )

    after = expected(db, function, column, "desc")
    assert (first, last) == (after[:10], after[-10:])
    assert middle == [before[30], *before[32:41]]
    assert seconds[1] == [None]


def test_rows_come_to_their_places_once_sorting_may_take_its_time_again(db, function, column, writer, seconds):
    now, finds = seconds
    sorting, order = Sorting(held_by(seconds)), Order(function, 1, column, "desc")
    sorting.rows(db, order, "before", Span(40, 10, ENTRIES), "id")
    before = expected(db, function, column, "desc")
    version = writer.one("SELECT id FROM versions")
    writer.entry(function, version, "largest", b"x" * 100, duration_ms=99.5, created=NOW + 1000)
    after = expected(db, function, column, "desc")
    span = Span(40, 10, ENTRIES + 1)

    now[0] += 26.9
    old = sorting.rows(db, order, "after", span, "id")
    assert (ids_of(old), old.lasts) == (before[40:50], pytest.approx(0.1))
    now[0] += 0.2
    new = sorting.rows(db, order, "after", span, "id")
    assert (ids_of(new), new.lasts) == (after[40:50], None)
    assert finds == [None, None]


def test_a_clear_is_followed_at_once(db, function, column, writer, seconds):
    sorting, order = Sorting(held_by(seconds)), Order(function, 1, column, "desc")
    sorting.rows(db, order, "before", Span(40, 10, ENTRIES), "id")
    writer.connection.execute("UPDATE entries SET generation = -1 WHERE function_id = ? AND bytes > 6", (function,))
    after = expected(db, function, column, "desc")
    cleared = Order(function, 1, column, "desc", cleared_at=NOW)

    rows = sorting.rows(db, cleared, "after", Span(21, 10, len(after)), "id")

    assert ids_of(rows) == after[21:31]
