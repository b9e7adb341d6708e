import shutil
import sqlite3
import threading

import pytest
from tslab_memory.faults import StoreUnusable
from tslab_memory.store import Store

from .helpers.stores import StoreWriter


@pytest.fixture
def store(writer):
    store = Store(writer.id, writer.folder)
    yield store
    store.close()


def names(db):
    return [row["name"] for row in db.execute("SELECT name FROM functions ORDER BY id")]


def test_reads_what_is_written_since(store, writer):
    before = store.read(names)
    writer.function("load")
    assert (before, store.read(names), store.read_apart(names)) == ([], ["load"], ["load"])


def test_ends_a_long_query_when_nobody_waits_for_it_any_more(store):
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(StoreUnusable):
        store.read_apart(lambda db: db.execute(endless).fetchone(), given_up=lambda: True)


def test_the_stamp_changes_when_the_store_does_and_only_then(store, writer):
    first = store.stamp()
    assert store.stamp() == first
    store.read(names)
    assert store.stamp() == first
    writer.function("load")
    assert store.stamp() != first


def test_the_stamp_changes_with_own_writes(store):
    first = store.stamp()
    store.write(lambda db: db.execute("INSERT INTO meta VALUES ('a', 1)"))
    assert store.stamp() != first


def test_the_stamp_tells_a_store_that_cannot_be_used(store, writer):
    good = store.stamp()
    writer.connection.close()
    shutil.rmtree(writer.folder)
    gone = store.stamp()
    assert gone.startswith("missing")
    assert gone != good


def test_notices_that_the_store_was_deleted_and_made_again(store, writer):
    writer.function("old")
    assert store.read(names) == ["old"]
    stamp = store.stamp()
    writer.connection.close()
    shutil.rmtree(writer.folder)
    with pytest.raises(StoreUnusable):
        store.read(names)
    with StoreWriter(writer.folder) as again:
        again.function("new")
        assert store.read(names) == ["new"]
        assert store.stamp() != stamp


def test_a_read_sees_one_state_of_the_store(store, writer):
    def read_twice(db):
        first = names(db)
        writer.function("load")
        return first, names(db)

    assert store.read(read_twice) == ([], [])


def test_a_change_that_fails_is_undone(store, writer):
    def change(db):
        db.execute("INSERT INTO meta VALUES ('a', 1)")
        raise KeyError

    with pytest.raises(KeyError):
        store.write(change)
    assert writer.one("SELECT count(*) FROM meta") == 0


def test_a_change_on_a_full_disk_gets_the_reserved_space(store, writer):
    reserve = writer.folder / "reserve"
    reserve.write_bytes(b"x")

    def change(db):
        db.execute("INSERT INTO meta VALUES ('a', 1)")
        if reserve.exists():
            raise sqlite3.OperationalError("database or disk is full")

    store.write(change)
    assert writer.one("SELECT count(*) FROM meta") == 1
    assert not reserve.exists()


def test_a_change_on_a_full_disk_without_reserve_is_refused_in_words(store):
    def change(db):
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(StoreUnusable, match="disk is full"):
        store.write(change)


def test_a_damaged_query_result_is_said_in_words(store, writer):
    writer.connection.execute("DROP VIEW function_summaries")
    with pytest.raises(StoreUnusable, match="damaged"):
        store.read(lambda db: db.execute("SELECT * FROM function_summaries").fetchall())


def test_works_again_after_a_fault(store, writer):
    with pytest.raises(StoreUnusable):
        store.read(lambda db: db.execute("SELECT * FROM nothing"))
    assert store.read(names) == []


def test_says_that_a_writer_keeps_it_locked(store, writer, monkeypatch):
    monkeypatch.setattr("tslab_memory.connections._WRITE_BUSY_MS", 1)
    writer.connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnusable) as caught:
        store.write(lambda db: db.execute("INSERT INTO meta VALUES ('a', 1)"))
    assert caught.value.state == "locked"
    assert store.read(names) == []


def test_serves_many_threads(store, writer):
    writer.function("load")
    failed = []

    def work():
        try:
            for _ in range(50):
                assert store.read(names) == ["load"]
                store.stamp()
        except (AssertionError, sqlite3.Error, StoreUnusable) as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
