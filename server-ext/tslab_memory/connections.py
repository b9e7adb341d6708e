"""Opens a store's database, and tells in words why one cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .faults import DiskFull, StoreUnusable
from .places import DATABASE

SCHEMA_VERSION = 5
_APPLICATION_ID = 0x54534D45
_READ_BUSY_MS = 250
_WRITE_BUSY_MS = 5_000
_QUERY_SECONDS = 10.0
LONG_SECONDS = 60.0
_OPCODES_PER_CHECK = 100_000
# A long change comes back to the same pages of the indexes again and again.
_WRITE_CACHE_KIB = 32_768
_COMPANIONS = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")

_REPAIR = "Run `await memory.check({ fix: true })` in a notebook, or delete the folder: it is only a cache."


@dataclass(frozen=True)
class Reader:
    """A read-only connection. `frozen`: SQLite takes the file as unchanging, so a change needs a new connection."""

    connection: sqlite3.Connection
    frozen: bool


def open_reader(folder: Path) -> Reader:
    """A read-only connection to the store in `folder`, checked to be one that this server can read.

    Where SQLite cannot make the files that WAL mode needs (a read-only place), the database is read as it lies there.
    Raises StoreUnusable.
    """
    _refuse_links(folder)
    try:
        return Reader(_checked(_connect(folder, "mode=ro", _READ_BUSY_MS)), frozen=False)
    except sqlite3.Error as error:
        if not _needs_writable_folder(error):
            raise unusable(error) from error
    try:
        return Reader(_checked(_connect(folder, "mode=ro&immutable=1", _READ_BUSY_MS)), frozen=True)
    except sqlite3.Error as error:
        raise unusable(error) from error


def open_writer(folder: Path) -> sqlite3.Connection:
    """A connection that may write, in autocommit mode. Raises StoreUnusable."""
    _refuse_links(folder)
    try:
        connection = _checked(_connect(folder, "mode=rw", _WRITE_BUSY_MS))
    except sqlite3.Error as error:
        raise unusable(error) from error
    connection.execute("PRAGMA synchronous = NORMAL")
    # As kernels do: with SQLite's own limit each large change would wait for the disk.
    connection.execute("PRAGMA wal_autocheckpoint = 4000")
    connection.execute(f"PRAGMA cache_size = -{_WRITE_CACHE_KIB}")
    return connection


def unusable(error: sqlite3.Error) -> StoreUnusable:
    """The state of a store for which SQLite reported `error`."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreUnusable("locked", "Another program keeps this store locked. It is tried again by itself.")
    if "readonly" in text:
        return StoreUnusable("unreadable", "The store's folder is read-only, so nothing in it can be cleared.")
    if "unable to open" in text:
        return StoreUnusable("unreadable", "The store cannot be opened. Check the permissions of its folder.")
    if "full" in text:
        return DiskFull()
    if "interrupted" in text:
        return StoreUnusable("unreadable", "The store took too long to answer. Try it again.")
    return StoreUnusable("unreadable", f"The store is damaged ({text}). {_REPAIR}")


def _connect(folder: Path, mode: str, busy_ms: int) -> sqlite3.Connection:
    uri = f"file:{quote((folder / DATABASE).as_posix())}?{mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=busy_ms / 1000)
    # A store can come with a cloned repository: its views and triggers are somebody else's SQL.
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.row_factory = sqlite3.Row
    return connection


def limit_time(
    connection: sqlite3.Connection, seconds: float = _QUERY_SECONDS, given_up: Callable[[], bool] = lambda: False
) -> None:
    """Interrupts what runs on `connection` from now on once `seconds` have gone by, or when it was `given_up`."""
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline or given_up()), _OPCODES_PER_CHECK)


def _checked(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        limit_time(connection)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        _check_version(application, version, tables)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_version(application: int, version: int, tables: int) -> None:
    if tables == 0:
        raise StoreUnusable("older", "The store is empty. It fills when a cached function is called in a notebook.")
    if application != _APPLICATION_ID:
        raise StoreUnusable("unreadable", f"{DATABASE} was not written by tslab-memory. Move it out of this folder.")
    if version > SCHEMA_VERSION:
        raise StoreUnusable(
            "newer",
            f"A newer tslab-memory wrote this store (version {version}; this server reads {SCHEMA_VERSION}). "
            "Upgrade the server's side: pip install --upgrade tslab-memory",
        )
    if version < SCHEMA_VERSION:
        raise StoreUnusable(
            "older",
            f"An older tslab-memory wrote this store (version {version}; this server reads {SCHEMA_VERSION}). "
            "Call a cached function in a notebook beside it: that brings it up to date.",
        )


def _needs_writable_folder(error: sqlite3.Error) -> bool:
    return "readonly" in str(error) or "unable to open" in str(error)


def _refuse_links(folder: Path) -> None:
    """A folder or file that is a link could lead the server to a database of somebody else."""
    try:
        if os.path.realpath(folder) != str(folder) or not stat.S_ISREG(os.lstat(folder / DATABASE).st_mode):
            raise StoreUnusable("unreadable", "The store's folder or database is a link. Links are not followed.")
    except FileNotFoundError:
        raise StoreUnusable(
            "missing", "The store was deleted. The next call of a cached function beside it makes a new one."
        ) from None
    except OSError as error:
        raise StoreUnusable("unreadable", f"The store cannot be opened: {error.strerror}.") from error
    if any((folder / name).is_symlink() for name in _COMPANIONS):
        raise StoreUnusable("unreadable", "A file of the store is a link. Links are not followed.")
