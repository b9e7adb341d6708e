"""Finds functions of all stores by a text in the arguments of their entries, a bounded time in each request."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .faults import StoreUnusable, bad_parameter
from .search import argument_match
from .store import Store

# Long enough for a million entries that the system holds in memory, short enough to show that it goes on.
_SECONDS = 1.0
# Read from a cold disk these take a tenth of a second; the clock is looked at in between.
_BATCH = 10_000
_BEHIND_ALL = 2**63 - 1


@dataclass(frozen=True)
class Place:
    """Where a search goes on: before this row of this store."""

    store: str
    row: int

    @classmethod
    def parse(cls, text: str) -> Place:
        """The place that `str` wrote. Raises ApiFault."""
        store, _, row = text[:40].partition(".")
        if not row.removeprefix("-").isascii() or not row.removeprefix("-").isdigit():
            raise bad_parameter("`after` must be the `next` of an earlier answer.")
        return cls(store, max(-_BEHIND_ALL - 1, min(int(row), _BEHIND_ALL)))

    def __str__(self) -> str:
        return f"{self.store}.{self.row}"


def find_functions(
    stores: Sequence[Store],
    text: str,
    after: Place | None,
    given_up: Callable[[], bool] = lambda: False,
    seconds: float = _SECONDS,
) -> dict[str, Any]:
    """A `Found` body: how many entries of which functions have `text` in their arguments, case ignored.

    Starts at `after` and stops after `seconds`, or when `given_up`; `next` then tells where to go on. The newest
    entries of a store come first. Stores that cannot be read are left out.
    """
    deadline = time.monotonic() + seconds
    found: list[dict[str, Any]] = []
    searched, following = 0, None
    # By id, an order that does not change while a search goes on.
    for store in sorted(stores, key=lambda store: store.id):
        if after is not None and store.id < after.store:
            continue
        row = after.row if after is not None and after.store == store.id else _BEHIND_ALL
        walk = _Walk(text, row, lambda: time.monotonic() > deadline or given_up())
        try:
            store.read_apart(walk.go, given_up)
        except StoreUnusable:
            continue
        found += [
            {"store": store.id, "function": function, "entries": count} for function, count in walk.matches.items()
        ]
        searched += walk.searched
        if walk.is_over:
            following = Place(store.id, walk.row)
            break
    return {"functions": found, "searched": searched, "next": None if following is None else str(following)}


class _Walk:
    """A walk over the entries of one store, from the end of the file to its beginning."""

    def __init__(self, text: str, row: int, must_stop: Callable[[], bool]) -> None:
        self.matches: Counter[int] = Counter()
        self.searched = 0
        self.row = row
        self.is_over = False
        self._text = text
        self._must_stop = must_stop

    def go(self, db: sqlite3.Connection) -> None:
        """Goes on to the end, or until it must stop; but for a piece at least, so that each request gets further."""
        match, needle = argument_match(db, self._text)
        count = (
            "SELECT function_id, count(*) FROM entries NOT INDEXED WHERE id < :after AND id >= :last"
            f" AND {match} AND generation >= (SELECT live_from FROM functions WHERE functions.id = function_id)"
            " GROUP BY function_id"
        )
        size = _BATCH
        while size == _BATCH and not self.is_over:
            last, size = self._next_piece(db)
            for function, matches in db.execute(count, {"after": self.row, "last": last, "needle": needle}):
                self.matches[function] += matches
            self.searched += size
            self.row = last
            self.is_over = size == _BATCH and self._must_stop()

    def _next_piece(self, db: sqlite3.Connection) -> tuple[int, int]:
        """Row id of the last entry of the next piece, which is its lowest, and the number of entries in it."""
        ahead = "SELECT id FROM entries WHERE id < ? ORDER BY id DESC LIMIT ?"
        full = db.execute(f"{ahead} OFFSET ?", (self.row, 1, _BATCH - 1)).fetchone()
        if full is not None:
            return full[0], _BATCH
        last, size = db.execute(f"SELECT min(id), count(*) FROM ({ahead})", (self.row, _BATCH)).fetchone()
        return self.row if last is None else last, size
