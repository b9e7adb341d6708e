import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import tslab_memory
from tslab_memory.connections import SCHEMA_VERSION, limit_time, open_reader, open_writer, unusable
from tslab_memory.faults import StoreUnusable

from .helpers.stores import migrations


@pytest.fixture
def store(writer):
    return writer


def state_of(folder):
    """Status and message of a store that cannot be opened."""
    with pytest.raises(StoreUnusable) as caught:
        open_reader(folder)
    return caught.value.state, caught.value.message


def test_knows_the_version_that_schema_store_sql_describes():
    assert max(migrations()) == SCHEMA_VERSION


def test_a_reader_cannot_write(store):
    connection = open_reader(store.folder).connection
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM functions")
    connection.close()


def test_a_reader_sees_what_is_still_in_the_log(store):
    store.function("load")
    connection = open_reader(store.folder).connection
    assert connection.execute("SELECT name FROM functions").fetchone()[0] == "load"
    connection.close()


def test_a_writer_writes_as_kernels_do(store):
    connection = open_writer(store.folder)
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 1
    connection.execute("INSERT INTO meta VALUES ('a', 1)")
    connection.close()
    assert store.one("SELECT count(*) FROM meta") == 1


@pytest.mark.parametrize(
    ("change", "state", "words"),
    [
        (f"PRAGMA user_version = {SCHEMA_VERSION + 1}", "newer", "Upgrade"),
        ("PRAGMA user_version = 0", "older", "Call a cached function"),
        ("PRAGMA application_id = 7", "unreadable", "not written by tslab-memory"),
    ],
)
def test_names_the_version_that_does_not_fit(store, change, state, words):
    store.connection.execute(change)
    status, message = state_of(store.folder)
    assert status == state
    assert words in message


def test_names_a_store_that_is_gone(store):
    shutil.rmtree(store.folder)
    assert state_of(store.folder)[0] == "missing"


def test_names_a_store_that_was_just_made(tmp_path):
    (tmp_path / "cache.sqlite").touch()
    assert state_of(tmp_path)[0] == "older"


@pytest.mark.parametrize("content", [b"this is no database, not at all" * 100, b"SQLite format 3\0" + b"\1" * 5000])
def test_names_a_file_that_is_no_database(tmp_path, content):
    (tmp_path / "cache.sqlite").write_bytes(content)
    status, message = state_of(tmp_path)
    assert status == "unreadable"
    assert "memory.check" in message


def test_names_a_database_that_was_copied_in_half(store):
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.connection.close()
    whole = store.database.read_bytes()
    store.database.write_bytes(whole[: len(whole) // 2])
    with pytest.raises((StoreUnusable, sqlite3.DatabaseError)):
        open_reader(store.folder).connection.execute("SELECT * FROM function_summaries").fetchall()


def test_names_a_store_that_is_locked(store, monkeypatch):
    monkeypatch.setattr("tslab_memory.connections._READ_BUSY_MS", 1)
    store.connection.execute("PRAGMA journal_mode = DELETE")
    store.connection.execute("BEGIN EXCLUSIVE")
    assert state_of(store.folder)[0] == "locked"


@pytest.mark.parametrize("name", ["cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm", "cache.sqlite-journal"])
def test_follows_no_link_in_place_of_a_file(store, tmp_path, name):
    store.connection.close()
    part, target = store.folder / name, tmp_path / "target"
    if part.exists():
        part.rename(target)
    part.symlink_to(target)
    status, message = state_of(store.folder)
    assert status == "unreadable"
    assert "link" in message


def test_follows_no_link_in_place_of_the_folder(store, tmp_path):
    (tmp_path / "link").symlink_to(store.folder)
    assert "link" in state_of(tmp_path / "link")[1]


def test_runs_no_unsafe_function_from_the_views_of_a_foreign_store(store):
    store.connection.create_function("dangerous", 0, lambda: 1)
    store.connection.execute("CREATE VIEW trap AS SELECT dangerous()")
    connection = open_reader(store.folder).connection
    connection.create_function("dangerous", 0, lambda: pytest.fail("was run"))
    with pytest.raises(sqlite3.OperationalError, match="unsafe"):
        connection.execute("SELECT * FROM trap").fetchall()
    connection.close()


def test_ends_what_takes_too_long(store):
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    connection = open_reader(store.folder).connection
    limit_time(connection, seconds=0)
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute(endless).fetchone()
    connection.close()
    assert "took too long" in unusable(caught.value).message


def test_text_that_is_no_utf8_is_read_all_the_same(store):
    store.connection.execute("INSERT INTO functions (name, created) VALUES (CAST(x'61ff62' AS TEXT), 1)")
    connection = open_reader(store.folder).connection
    assert connection.execute("SELECT name FROM functions").fetchone()[0] == "a\ufffdb"
    connection.close()


READ_AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from tslab_memory.connections import open_reader
os.setuid(65534)
reader = open_reader(Path(sys.argv[1]))
print(reader.frozen, reader.connection.execute("SELECT name FROM functions").fetchone()[0])
"""


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become somebody who may not write"
)
def test_reads_a_store_where_nothing_can_be_written(store, tmp_path_factory):
    store.function("load")
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.connection.close()
    for folder in (store.folder, *store.folder.parents):
        if str(folder).startswith(str(tmp_path_factory.getbasetemp().parent)):
            folder.chmod(0o755)
    store.folder.chmod(0o555)
    package = Path(tslab_memory.__file__).parents[1]

    output = subprocess.run(
        [sys.executable, "-c", READ_AS_ANOTHER_USER, str(store.folder)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(package)},
        check=False,
    )

    assert output.stdout.split() == ["True", "load"], output.stderr
