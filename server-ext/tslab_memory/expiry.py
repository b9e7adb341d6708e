"""How many entries have expired but still take space, counted by index and only so far as to tell many from few."""

from __future__ import annotations

import sqlite3
import threading

from .clock import now_ms

# Counting costs less than 0.1 µs an entry, so a store of hundreds of functions is counted within milliseconds.
COUNTED = 1_000


def expired_entries(db: sqlite3.Connection, functions: dict[int, int], now: int | None = None) -> dict[int, int]:
    """Expired entries by function, those without any left out; COUNTED means that many or more.

    `functions`: the `live_from` of each function to look at, by id.
    """
    moment = now_ms() if now is None else now
    counts = {
        function: db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM entries WHERE function_id = ? AND expires <= ? AND generation >= ?"
            " LIMIT ?)",
            (function, moment, live_from, COUNTED),
        ).fetchone()[0]
        for function, live_from in functions.items()
    }
    return {function: count for function, count in counts.items() if count > 0}


def next_expiry(db: sqlite3.Connection, now: int | None = None) -> int | None:
    """When the next entry expires, in ms since 1970, or None: until then the counts stay unless the store changes."""
    moment = now_ms() if now is None else now
    row = db.execute(
        "SELECT min(next) FROM (SELECT (SELECT min(expires) FROM entries WHERE function_id = f.id AND expires > ?)"
        " AS next FROM functions f)",
        (moment,),
    ).fetchone()
    return None if row[0] is None else int(row[0])


class ExpiryWatch:
    """Notices that entries have expired since they were counted last: the store does not change by that.

    Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._due: dict[str, int | None] = {}
        self._passed: dict[str, int] = {}

    def expect(self, store: str, moment: int | None) -> None:
        """Says when the next entry of a store expires, as `next_expiry` told when they were counted."""
        with self._lock:
            self._due[store] = moment

    def passed(self, store: str, now: int | None = None) -> int:
        """A number that is another than before once the expected moment has passed."""
        with self._lock:
            due = self._due.get(store)
            if due is not None and due <= (now_ms() if now is None else now):
                self._due[store] = None
                self._passed[store] = self._passed.get(store, 0) + 1
            return self._passed.get(store, 0)
