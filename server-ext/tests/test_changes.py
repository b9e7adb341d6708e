import logging

import pytest
from tslab_memory.changes import Changes
from tslab_memory.connections import open_writer
from tslab_memory.faults import ApiFault, StoreUnusable
from tslab_memory.reaper import Reaper
from tslab_memory.registry import Registry
from tslab_memory.selection import Selection
from tslab_memory.store import transact
from tslab_memory.stores import Stores
from tslab_memory.undo import UndoLog

from .conftest import note_store

ENTRIES = 10


@pytest.fixture
def function(writer, data_dir):
    """A noted store with one function of ten entries."""
    note_store(data_dir, writer)
    function = writer.function("load")
    version = writer.version(function)
    for n in range(ENTRIES):
        writer.entry(function, version, f"load({n})")
    return function


@pytest.fixture
def reaped():
    """Stores that were handed to the reaper."""
    return []


@pytest.fixture
def changes(tmp_path, reaped, monkeypatch):
    for name in ("_FIRST", "_LEAST", "_MOST"):
        monkeypatch.setattr(f"tslab_memory.batches.{name}", 3)
    stores = Stores(Registry(tmp_path / "root"))
    reaper = Reaper(3600, logging.getLogger("test"))
    monkeypatch.setattr(reaper, "later", lambda store: reaped.append(store.id))
    yield Changes(stores, UndoLog(10), reaper)
    stores.close()


def live(writer):
    return writer.one("SELECT sum(entries) FROM function_totals")


def test_clears_many_entries_in_short_transactions(changes, writer, function, monkeypatch):
    transactions = []
    monkeypatch.setattr("tslab_memory.store.transact", _counting(transactions))
    cleared = changes.clear_selection(writer.id, Selection(unused_for_ms=0))
    assert (cleared["entries"], len(transactions), live(writer)) == (ENTRIES, 4, 0)


def test_clears_all_that_a_function_has_in_one_transaction(changes, writer, function, monkeypatch):
    monkeypatch.setattr("tslab_memory.changes.WHOLE_FROM", ENTRIES)
    monkeypatch.setattr("tslab_memory.clearing.WHOLE_FROM", ENTRIES)
    transactions = []
    monkeypatch.setattr("tslab_memory.store.transact", _counting(transactions))
    cleared = changes.clear_selection(writer.id, Selection(filter="LOAD"))
    assert (cleared["entries"], len(transactions), live(writer)) == (ENTRIES, 1, 0)
    assert changes.undo(writer.id, cleared["undo"])["entries"] == ENTRIES
    assert live(writer) == ENTRIES


def test_clears_what_a_filter_finds_but_for_exceptions_and_brings_it_back(changes, writer, function):
    spared = writer.one("SELECT key FROM entries WHERE args = 'load(3)'")
    cleared = changes.clear_selection(writer.id, Selection(function, filter="load(", except_keys=(spared,)))
    assert (cleared["entries"], live(writer)) == (ENTRIES - 1, 1)
    assert changes.undo(writer.id, cleared["undo"])["entries"] == ENTRIES - 1
    assert live(writer) == ENTRIES


def test_clears_many_entries_over_one_connection(changes, writer, function, monkeypatch):
    opened = []
    monkeypatch.setattr("tslab_memory.store.open_writer", lambda folder: opened.append(folder) or open_writer(folder))
    changes.clear_selection(writer.id, Selection(unused_for_ms=0))
    assert len(opened) == 1


def _counting(transactions):
    def counted(connection, change):
        transactions.append(change)
        return transact(connection, change)

    return counted


def test_undoes_a_clear_of_many_entries(changes, writer, function):
    cleared = changes.clear_selection(writer.id, Selection(unused_for_ms=0))
    assert changes.undo(writer.id, cleared["undo"]) == {"entries": ENTRIES, "bytes": ENTRIES * 5}
    assert live(writer) == ENTRIES


def test_each_clear_is_reaped_and_can_be_undone(changes, writer, function, reaped):
    key = writer.one("SELECT key FROM entries LIMIT 1")
    tokens = [
        changes.clear_entry(writer.id, key)["undo"],
        changes.clear_function(writer.id, function)["undo"],
    ]
    assert all(tokens)
    assert reaped == [writer.id] * 2
    for token in reversed(tokens):
        changes.undo(writer.id, token)
    assert live(writer) == ENTRIES


def test_there_is_nothing_to_undo_when_nothing_went(changes, writer, function):
    changes.clear_store(writer.id)
    assert changes.clear_store(writer.id) == {"entries": 0, "bytes": 0, "undo": None}


def test_a_dry_run_leaves_everything_as_it_is(changes, writer, function, reaped):
    assert changes.clear_selection(writer.id, Selection(max_bytes=0, dry_run=True))["entries"] == ENTRIES
    assert (live(writer), reaped) == (ENTRIES, [])


@pytest.fixture
def locked_after(monkeypatch):
    """Lets so many transactions through, then says that the store is locked."""

    def lock(count):
        def limited(connection, change):
            nonlocal count
            count -= 1
            if count < 0:
                raise StoreUnusable("locked", "locked")
            return transact(connection, change)

        monkeypatch.setattr("tslab_memory.store.transact", limited)

    return lock


def test_a_clear_that_fails_half_way_tells_what_went_so_that_it_can_be_undone(changes, writer, function, locked_after):
    locked_after(2)
    cleared = changes.clear_selection(writer.id, Selection(unused_for_ms=0))
    locked_after(100)
    assert (cleared["entries"], live(writer)) == (6, ENTRIES - 6)
    changes.undo(writer.id, cleared["undo"])
    assert live(writer) == ENTRIES


def test_a_clear_that_fails_at_once_says_so(changes, writer, function, locked_after):
    locked_after(0)
    with pytest.raises(StoreUnusable):
        changes.clear_selection(writer.id, Selection(unused_for_ms=0))


def test_an_undo_that_fails_half_way_can_be_tried_again(changes, writer, function, locked_after):
    cleared = changes.clear_selection(writer.id, Selection(unused_for_ms=0))
    locked_after(2)
    with pytest.raises(StoreUnusable):
        changes.undo(writer.id, cleared["undo"])
    locked_after(100)
    changes.undo(writer.id, cleared["undo"])
    assert live(writer) == ENTRIES


def test_knows_no_other_stores(changes, function):
    for call in (
        lambda: changes.clear_store("0" * 16),
        lambda: changes.clear_function("0" * 16, function),
        lambda: changes.undo("0" * 16, "token"),
    ):
        with pytest.raises(ApiFault) as caught:
            call()
        assert caught.value.reason == "store_not_found"
