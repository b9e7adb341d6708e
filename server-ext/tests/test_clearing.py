from array import array

import pytest
from tslab_memory.clearing import (
    FunctionClear,
    Totals,
    clear_functions,
    clear_rows,
    clear_whole,
    restore_function,
    restore_rows,
)
from tslab_memory.faults import ApiFault

from .helpers.stores import NOW

LATER = NOW + 10_000


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr("tslab_memory.clearing.now_ms", lambda: LATER)


@pytest.fixture
def function(writer):
    """A function with two code versions and four entries of 1 to 4 bytes."""
    function = writer.function("load")
    versions = [writer.version(function, source) for source in "ab"]
    for n in range(4):
        writer.entry(function, versions[n % 2], f"load({n})", b"x" * (n + 1))
    return function


def ids(writer, *numbers):
    return array("q", (writer.one("SELECT id FROM entries WHERE args = ?", f"load({n})") for n in numbers))


def live(writer):
    """Live entries, and whether all totals that triggers keep agree with them."""
    connection = writer.connection
    counted = connection.execute("SELECT function_id, count(*), sum(bytes) FROM live_entries GROUP BY 1").fetchall()
    kept = connection.execute("SELECT id, entries, bytes FROM function_totals WHERE entries > 0").fetchall()
    by_version = connection.execute("SELECT version_id, count(*), sum(bytes) FROM live_entries GROUP BY 1").fetchall()
    versions = connection.execute("SELECT version_id, sum(entries), sum(bytes) FROM live_totals GROUP BY 1").fetchall()
    assert (kept, versions) == (counted, by_version)
    return [row[0] for row in connection.execute("SELECT args FROM live_entries ORDER BY args")]


def test_clears_only_the_chosen_function(db, writer, function):
    other = writer.function("other")
    writer.entry(other, writer.version(other), "other()")

    removal = clear_functions(db, [function])

    assert removal.went == Totals(4, 10)
    assert live(writer) == ["other()"]
    assert writer.one("SELECT cleared_at FROM functions WHERE id = ?", function) == LATER


def test_costs_one_row_however_many_entries_there_are(db, writer, function):
    before = db.total_changes
    clear_functions(db, [function])
    changed = db.total_changes - before
    assert changed < 10
    for n in range(100):
        writer.entry(function, 1, f"more({n})", generation=2)
    before = db.total_changes
    clear_functions(db, [function])
    assert db.total_changes - before == changed


def test_refuses_a_function_that_is_not_there(db):
    with pytest.raises(ApiFault, match="no function number 9"):
        clear_functions(db, [9])


def test_an_entry_whose_computation_began_before_the_clear_is_not_live(db, writer, function):
    clear_functions(db, [function])
    writer.entry(function, 1, "late()", generation=1)
    writer.entry(function, 1, "new()")
    assert live(writer) == ["new()"]


def test_an_undo_brings_back_what_was_cleared(db, writer, function):
    (clear,) = clear_functions(db, [function]).functions
    writer.entry(function, 1, "new()", b"12345")

    assert restore_function(db, clear) == Totals(4, 10)
    assert live(writer) == ["load(0)", "load(1)", "load(2)", "load(3)", "new()"]


def test_an_undo_changes_as_little_as_the_clear(db, writer, function):
    before = db.total_changes
    (clear,) = clear_functions(db, [function]).functions
    changed = db.total_changes - before
    for n in range(100):
        writer.entry(function, 1, f"more({n})")
    before = db.total_changes
    assert restore_function(db, clear) == Totals(4, 10)
    assert db.total_changes - before == changed == 1


def test_an_undo_counts_what_was_written_and_cleared_singly_since(db, writer, function):
    (clear,) = clear_functions(db, [function]).functions
    writer.entry(function, 1, "new(1)", b"123")
    writer.entry(function, 2, "new(2)", b"1234")
    new = array("q", [writer.one("SELECT id FROM entries WHERE args = 'new(1)'")])
    assert clear_rows(db, new, LATER).went == Totals(1, 3)
    writer.connection.execute("DELETE FROM entries WHERE args = 'load(3)'")

    assert restore_function(db, clear) == Totals(3, 6)
    assert live(writer) == ["load(0)", "load(1)", "load(2)", "new(2)"]
    assert restore_rows(db, new) == Totals(1, 3)
    assert live(writer) == ["load(0)", "load(1)", "load(2)", "new(1)", "new(2)"]


def test_an_undo_does_not_bring_back_earlier_clears(db, writer, function):
    clear_functions(db, [function])
    writer.entry(function, 1, "second()")
    (clear,) = clear_functions(db, [function]).functions

    assert restore_function(db, clear) == Totals(1, 5)
    assert live(writer) == ["second()"]


def test_an_undo_of_a_clear_that_was_followed_by_another_does_nothing(db, writer, function):
    (clear,) = clear_functions(db, [function]).functions
    clear_functions(db, [function])
    assert restore_function(db, clear) == Totals()
    assert live(writer) == []


def test_an_undo_keeps_what_was_computed_again(db, writer, function):
    (clear,) = clear_functions(db, [function]).functions
    again = ids(writer, 0)[0]
    writer.connection.execute("UPDATE entries SET generation = 2, bytes = 100 WHERE id = ?", (again,))

    assert restore_function(db, clear) == Totals(3, 9)
    assert live(writer) == ["load(0)", "load(1)", "load(2)", "load(3)"]


def test_an_undo_of_a_function_that_is_gone_brings_back_nothing(db):
    assert restore_function(db, FunctionClear(9, 1, 2)) == Totals()


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr("tslab_memory.clearing.WHOLE_FROM", 4)


def test_clears_a_whole_function_when_all_of_it_was_chosen(db, writer, function, small):
    other = writer.function("other")
    for n in range(5):
        writer.entry(other, writer.version(other, f"v{n}"), f"other({n})")
    removal = clear_whole(db, {function: 4, other: 4}, LATER)
    assert (removal.went, [clear.function for clear in removal.functions]) == (Totals(4, 10), [function])
    assert len(live(writer)) == 5


def test_clears_no_whole_function_that_has_another_entry_since_or_only_a_few(db, writer, function, small):
    assert clear_whole(db, {function: 3}, LATER).functions == []
    writer.connection.execute("UPDATE entries SET created = ? WHERE args = 'load(0)'", (LATER + 1,))
    assert clear_whole(db, {function: 4}, LATER).functions == []
    assert len(live(writer)) == 4


def test_clears_single_entries(db, writer, function):
    removal = clear_rows(db, ids(writer, 1, 2), LATER)

    assert (removal.went, sorted(removal.rows)) == (Totals(2, 5), sorted(ids(writer, 1, 2)))
    assert live(writer) == ["load(0)", "load(3)"]
    assert writer.one("SELECT cleared_at FROM functions") == LATER


def test_clears_a_single_entry_once(db, writer, function):
    clear_rows(db, ids(writer, 1), LATER)
    assert clear_rows(db, ids(writer, 1), LATER).went == Totals()


def test_leaves_alone_what_was_computed_after_the_choice(db, writer, function):
    chosen = ids(writer, 1)
    writer.connection.execute("UPDATE entries SET created = ? WHERE id = ?", (NOW + 2, chosen[0]))
    assert clear_rows(db, chosen, NOW + 1).went == Totals()


def test_a_computation_of_a_cleared_entry_is_not_stored(db, writer, function):
    key = writer.one("SELECT key FROM entries WHERE args = 'load(1)'")
    writer.connection.execute(
        "INSERT INTO running (key, pid, process_start, host, since) VALUES (?, 1, '', '', 1)", (key,)
    )
    clear_rows(db, ids(writer, 1), LATER)
    assert writer.one("SELECT count(*) FROM running") == 0


def test_brings_back_single_entries(db, writer, function):
    removal = clear_rows(db, ids(writer, 1, 2), LATER)
    assert restore_rows(db, removal.rows) == Totals(2, 5)
    assert len(live(writer)) == 4


def test_bringing_back_leaves_alone_what_was_computed_again(db, writer, function):
    removal = clear_rows(db, ids(writer, 1), LATER)
    writer.connection.execute("UPDATE entries SET generation = 1 WHERE id = ?", (removal.rows[0],))
    assert restore_rows(db, removal.rows) == Totals()
    assert len(live(writer)) == 4


def test_an_entry_brought_back_stays_dead_when_its_function_was_cleared_since(db, writer, function):
    removal = clear_rows(db, ids(writer, 1), LATER)
    clear_functions(db, [function])
    restore_rows(db, removal.rows)
    assert live(writer) == []
