"""Removes cleared entries for good once nobody can take the clear back, in steps that no kernel notices."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from array import array
from functools import partial

from .clearing import BATCH
from .clock import now_ms
from .faults import ApiFault
from .store import Store
from .values import remove_value

_PAGES = 500
# Left for what is written next, as kernels do.
_SPARE_PAGES = 256
# Long enough for a kernel's wait for the write lock to end between two steps.
_PAUSE_SECONDS = 0.02


def reap(store: Store, grace_ms: int, stopped: threading.Event | None = None) -> None:
    """Removes what was cleared more than `grace_ms` ago: rows, value files, free pages. Raises ApiFault, OSError."""
    stopped = stopped or threading.Event()
    before = now_ms() - grace_ms
    for function, cleared_at in store.read(lambda db: _functions_to_reap(db, before)):
        dead = store.read_apart(partial(_dead_rows, function=function))
        for start in range(0, len(dead), BATCH):
            batch = dead[start : start + BATCH]
            store.write(partial(_delete, rows=batch))
            if stopped.wait(_PAUSE_SECONDS):
                return
        store.write(partial(_settle, function=function, cleared_at=cleared_at))
    _empty_trash(store, stopped)
    _give_space_back(store, stopped)


def _functions_to_reap(db: sqlite3.Connection, before: int) -> list[tuple[int, int]]:
    found = db.execute("SELECT id, cleared_at FROM functions WHERE cleared_at <= ?", (before,))
    return [(row["id"], row["cleared_at"]) for row in found]


def _dead_rows(db: sqlite3.Connection, function: int) -> array[int]:
    rows = db.execute(
        "SELECT id FROM entries INDEXED BY entries_by_created WHERE function_id = :function"
        " AND generation < (SELECT live_from FROM functions WHERE id = :function)",
        {"function": function},
    )
    return array("q", (row["id"] for row in rows))


def _delete(db: sqlite3.Connection, rows: array[int]) -> None:
    marks = ", ".join("?" * len(rows))
    db.execute(
        f"DELETE FROM entries WHERE id IN ({marks})"
        " AND generation < (SELECT live_from FROM functions f WHERE f.id = function_id)",
        tuple(rows),
    )


def _settle(db: sqlite3.Connection, function: int, cleared_at: int) -> None:
    """Says that nothing is left to reap, unless something was cleared meanwhile."""
    db.execute("UPDATE functions SET cleared_at = NULL WHERE id = ? AND cleared_at = ?", (function, cleared_at))
    db.execute("DELETE FROM totals WHERE function_id = ? AND entries = 0", (function,))


def _empty_trash(store: Store, stopped: threading.Event) -> None:
    while not stopped.is_set():
        names = store.read(_trash)
        if not names:
            return
        for name in names:
            remove_value(store.folder, name)
        store.write(partial(_forget_trash, names=names))


def _trash(db: sqlite3.Connection) -> list[str]:
    return [row["file"] for row in db.execute("SELECT file FROM trash LIMIT ?", (BATCH,))]


def _forget_trash(db: sqlite3.Connection, names: list[str]) -> None:
    db.executemany("DELETE FROM trash WHERE file = ?", [(name,) for name in names])


def _give_space_back(store: Store, stopped: threading.Event) -> None:
    free = store.read(_free_pages)
    while free > _SPARE_PAGES:
        store.write(lambda db: db.execute(f"PRAGMA incremental_vacuum({_PAGES})").fetchall())
        left = store.read(_free_pages)
        if left >= free or stopped.wait(_PAUSE_SECONDS):
            return
        free = left


def _free_pages(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA freelist_count").fetchone()[0])


class Reaper:
    """Reaps stores in the background, each once its grace is over. Safe to use from several threads."""

    def __init__(self, grace_seconds: float, log: logging.Logger) -> None:
        self._grace = grace_seconds
        self._log = log
        self._changed = threading.Condition()
        self._due: dict[str, tuple[float, Store]] = {}
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def later(self, store: Store) -> None:
        """Reaps `store` when what was just cleared can no longer be taken back."""
        with self._changed:
            self._due[store.id] = (time.monotonic() + self._grace, store)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="tslab-memory-reaper", daemon=True)
                self._thread.start()
            self._changed.notify()

    def stop(self) -> None:
        """Ends the work at the next step; what is left is done by a kernel or at the next clear."""
        with self._changed:
            self._stopped.set()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (store := self._next()) is not None:
            try:
                reap(store, int(self._grace * 1000), self._stopped)
            except (ApiFault, OSError, sqlite3.Error) as error:
                self._log.info("tslab-memory: cleared entries of %s are not removed yet: %s", store.folder, error)

    def _next(self) -> Store | None:
        """Waits for the next store that is due; None when it is time to stop."""
        with self._changed:
            while not self._stopped.is_set():
                now = time.monotonic()
                first = min(self._due.values(), key=lambda due: due[0], default=None)
                if first is not None and first[0] <= now:
                    return self._due.pop(first[1].id)[1]
                self._changed.wait(None if first is None else first[0] - now)
            return None
