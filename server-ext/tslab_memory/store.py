"""One store as the server holds it: a read connection that is kept, and write connections that are not."""

from __future__ import annotations

import itertools
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

from .connections import LONG_SECONDS, Reader, limit_time, open_reader, open_writer, unusable
from .faults import DiskFull, StoreUnusable
from .places import DATABASE, RESERVE

T = TypeVar("T")
_Query = Callable[[sqlite3.Connection], T]
_serials = itertools.count()


class Store:
    """Reads and changes one store, raising StoreUnusable where that cannot be done. Safe to use from several threads.

    Example: `store.read(lambda connection: connection.execute("SELECT …").fetchall())`
    """

    def __init__(self, store_id: str, folder: Path) -> None:
        self.id = store_id
        self.folder = folder
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._identity: tuple[int, ...] = ()
        self._serial = -1

    def stamp(self) -> str:
        """A text that is the same as before only if nothing in the store changed in between. Never raises."""
        with self._lock:
            try:
                connection = self._connected()
                version = connection.execute("PRAGMA data_version").fetchone()[0]
            except StoreUnusable as fault:
                return f"{fault.state}:{fault.message}"
            except sqlite3.Error as error:
                self._drop()
                return f"error:{error}"
            return f"{self._serial}.{version}"

    def read(self, query: _Query[T]) -> T:
        """What `query` returns for one consistent state of the store. Calls take turns: not for what takes long."""
        with self._lock:
            connection = self._connected()
            try:
                limit_time(connection)
                connection.execute("BEGIN")
                try:
                    return query(connection)
                finally:
                    connection.execute("COMMIT")
            except sqlite3.Error as error:
                self._drop()
                raise unusable(error) from error

    def read_apart(self, query: _Query[T], given_up: Callable[[], bool] = lambda: False) -> T:
        """As `read`, on a connection of its own: for what takes long, so that nobody waits for it.

        `given_up` tells that the answer is no longer wanted; the query is interrupted then.
        """
        try:
            with closing(open_reader(self.folder).connection) as connection:
                limit_time(connection, LONG_SECONDS, given_up)
                return query(connection)
        except sqlite3.Error as error:
            raise unusable(error) from error

    def write(self, change: _Query[T]) -> T:
        """What `change` returns, run in one transaction that an exception undoes. See `write_each`."""
        [result] = self.write_each([change])
        return result

    def write_each(self, changes: Iterable[_Query[T]]) -> Iterator[T]:
        """What each of `changes` returns, each run in a transaction of its own that an exception undoes.

        Where the disk is full, they get the space that kernels keep for this.
        """
        try:
            with closing(self._making_room(lambda: open_writer(self.folder))) as connection:
                for change in changes:
                    yield self._making_room(partial(transact, connection, change))
        except sqlite3.Error as error:
            raise unusable(error) from error

    def _making_room(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except (DiskFull, sqlite3.Error) as error:
            if not (isinstance(error, DiskFull) or "full" in str(error)) or not self._release_reserve():
                raise
            return action()

    def _release_reserve(self) -> bool:
        try:
            (self.folder / RESERVE).unlink()
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Closes the kept connection. The next use opens another."""
        with self._lock:
            self._drop()

    def _connected(self) -> sqlite3.Connection:
        """The kept connection, or a new one where the file it was opened for is no longer the one that is there."""
        frozen = self._reader is not None and self._reader.frozen
        if self._reader is None or self._identity != _identity(self.folder, frozen):
            self._drop()
            self._reader = open_reader(self.folder)
            self._identity = _identity(self.folder, self._reader.frozen)
            self._serial = next(_serials)
        return self._reader.connection

    def _drop(self) -> None:
        if self._reader is not None:
            self._reader.connection.close()
            self._reader = None


def transact(connection: sqlite3.Connection, change: _Query[T]) -> T:
    """What `change` returns, run in one transaction of `connection` that an exception undoes."""
    limit_time(connection, LONG_SECONDS)
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = change(connection)
        connection.execute("COMMIT")
        return result
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _identity(folder: Path, frozen: bool) -> tuple[int, ...]:
    """Which file the database is; of a frozen one also when it was changed, since its connection would not notice."""
    try:
        status = os.lstat(folder / DATABASE)
    except OSError:
        return ()
    which = (status.st_dev, status.st_ino)
    return (*which, status.st_mtime_ns, status.st_size) if frozen else which
