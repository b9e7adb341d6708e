import logging
import threading

import pytest
from tslab_memory.clearing import clear_functions
from tslab_memory.reaper import Reaper, reap
from tslab_memory.store import Store

from .helpers.stores import NOW, value_name

GRACE = 15_000


@pytest.fixture
def store(writer):
    store = Store(writer.id, writer.folder)
    yield store
    store.close()


@pytest.fixture
def function(writer):
    function = writer.function("load")
    version = writer.version(function)
    for n in range(10):
        writer.entry(function, version, f"load({n})", b"x" * 5000)
    return function


def clear(store, monkeypatch, function, at):
    monkeypatch.setattr("tslab_memory.clearing.now_ms", lambda: at)
    store.write(lambda db: clear_functions(db, [function]))


def reap_at(store, monkeypatch, now, **options):
    monkeypatch.setattr("tslab_memory.reaper.now_ms", lambda: now)
    reap(store, GRACE, **options)


def rows(writer):
    return writer.one("SELECT (SELECT count(*) FROM entries) + (SELECT count(*) FROM payloads)")


def test_removes_cleared_entries_when_their_grace_is_over(store, writer, function, monkeypatch):
    clear(store, monkeypatch, function, NOW)
    reap_at(store, monkeypatch, NOW + GRACE - 1)
    assert rows(writer) == 20
    reap_at(store, monkeypatch, NOW + GRACE)
    assert rows(writer) == 0
    assert writer.one("SELECT cleared_at FROM functions") is None


def test_removes_single_entries_and_leaves_the_others(store, writer, function, monkeypatch):
    writer.connection.execute("UPDATE entries SET generation = -generation WHERE args IN ('load(3)', 'load(4)')")
    writer.connection.execute("UPDATE functions SET cleared_at = ?", (NOW,))
    reap_at(store, monkeypatch, NOW + GRACE)
    assert rows(writer) == 16
    assert writer.one("SELECT entries FROM function_totals") == 8


def test_removes_more_than_fits_into_one_step(store, writer, function, monkeypatch):
    monkeypatch.setattr("tslab_memory.reaper.BATCH", 3)
    monkeypatch.setattr("tslab_memory.reaper._PAUSE_SECONDS", 0)
    clear(store, monkeypatch, function, NOW)
    reap_at(store, monkeypatch, NOW + GRACE)
    assert rows(writer) == 0


def test_leaves_what_is_brought_back_meanwhile(store, writer, function, monkeypatch):
    clear(store, monkeypatch, function, NOW)
    write = store.write

    def undo_first(change):
        writer.connection.execute("UPDATE functions SET live_from = 1")
        return write(change)

    monkeypatch.setattr(store, "write", undo_first)
    reap_at(store, monkeypatch, NOW + GRACE)
    assert writer.one("SELECT entries FROM function_totals") == 10


def test_stays_due_when_more_was_cleared_meanwhile(store, writer, function, monkeypatch):
    clear(store, monkeypatch, function, NOW)
    write = store.write

    def clear_first(change):
        writer.connection.execute("UPDATE functions SET cleared_at = ?", (NOW + GRACE,))
        return write(change)

    monkeypatch.setattr(store, "write", clear_first)
    reap_at(store, monkeypatch, NOW + GRACE)
    assert writer.one("SELECT cleared_at FROM functions") == NOW + GRACE


def test_deletes_the_files_of_removed_entries_and_no_others(store, writer, monkeypatch):
    function = writer.function("load")
    version = writer.version(function)
    gone, kept = (writer.value_file(value_name(n), b"1") for n in (4, 5))
    writer.entry(function, version, "gone()", file=value_name(4), generation=-1)
    writer.entry(function, version, "kept()", file=value_name(5))
    writer.connection.execute("UPDATE functions SET cleared_at = ?", (NOW,))
    reap_at(store, monkeypatch, NOW + GRACE)
    assert (gone.exists(), kept.exists()) == (False, True)
    assert writer.one("SELECT count(*) FROM trash") == 0


def test_deletes_nothing_outside_the_store(store, writer, tmp_path, monkeypatch):
    precious = tmp_path / "precious"
    precious.touch()
    for name in ("../../precious", str(precious), "..", ""):
        writer.connection.execute("INSERT INTO trash VALUES (?)", (name,))
    reap_at(store, monkeypatch, NOW)
    assert precious.exists()
    assert writer.one("SELECT count(*) FROM trash") == 0


def test_gives_space_back_to_the_system(store, writer, function, monkeypatch):
    monkeypatch.setattr("tslab_memory.reaper._SPARE_PAGES", 0)
    monkeypatch.setattr("tslab_memory.reaper._PAGES", 4)
    monkeypatch.setattr("tslab_memory.reaper._PAUSE_SECONDS", 0)
    before = writer.one("PRAGMA page_count")
    clear(store, monkeypatch, function, NOW)
    reap_at(store, monkeypatch, NOW + GRACE)
    assert writer.one("PRAGMA freelist_count") == 0
    assert writer.one("PRAGMA page_count") < before


def test_stops_between_steps(store, writer, function, monkeypatch):
    monkeypatch.setattr("tslab_memory.reaper.BATCH", 3)
    clear(store, monkeypatch, function, NOW)
    stopped = threading.Event()
    stopped.set()
    reap_at(store, monkeypatch, NOW + GRACE, stopped=stopped)
    assert writer.one("SELECT count(*) FROM entries") == 7


def test_works_in_the_background_and_goes_on_after_a_fault(store, writer, function, monkeypatch, tmp_path):
    reaped = threading.Event()

    def reap_or_fail(one, grace_ms, stopped):
        if one is broken:
            raise OSError("disk on fire")
        reaped.set()

    monkeypatch.setattr("tslab_memory.reaper.reap", reap_or_fail)
    reaper, broken = Reaper(0, logging.getLogger("test")), Store("broken", tmp_path / "nowhere")
    reaper.later(broken)
    reaper.later(store)
    assert reaped.wait(120)
    reaper.stop()


def test_waits_for_the_grace(store, monkeypatch):
    monkeypatch.setattr("tslab_memory.reaper.reap", lambda *_: pytest.fail("too early"))
    reaper = Reaper(3600, logging.getLogger("test"))
    reaper.later(store)
    reaper.stop()
    assert reaper._due.keys() == {store.id}


def test_stops_without_having_started():
    Reaper(0, logging.getLogger("test")).stop()
