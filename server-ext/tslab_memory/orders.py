"""The orders in which a function's entries can be listed, and walking along one without counting from its start."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

SORTS = {
    "created": "created",
    "lastHit": "last_hit",
    "hits": "hits",
    "bytes": "bytes",
    "durationMs": "duration_ms",
}
DIRECTIONS = ("asc", "desc")

# Skipping an index row costs some 80 ns, so a page is never further than 2 ms from a known place.
_STRIDE = 25_000
_LADDERS_KEPT = 16


@dataclass(frozen=True)
class Order:
    """The live entries of one function in one order. `column` and `direction` go into SQL: only from this module."""

    function: int
    live_from: int
    column: str
    direction: str

    @property
    def by(self) -> str:
        """ORDER BY terms that an index of schema/store.sql gives, ending in the row's id, so that no two are equal."""
        return ", ".join(f"{term} {self.direction}" for term in (self.column, "generation", "id"))


class Place(NamedTuple):
    """A row's place in an order: the values that it is sorted by."""

    value: Any
    generation: int
    id: int


def rows_after(
    db: sqlite3.Connection, order: Order, place: Place | None, skip: int, take: int, columns: str
) -> list[sqlite3.Row]:
    """Up to `take` rows of `order` behind `place` (None: from its start), the first `skip` of them left out."""
    rows: list[sqlite3.Row] = []
    base = {"function": order.function, "live_from": order.live_from}
    for where, bound in _segments(order, place):
        source = f"FROM entries WHERE function_id = :function AND {where}"
        found = db.execute(
            f"SELECT {columns} {source} ORDER BY {order.by} LIMIT :take OFFSET :skip",
            {**base, **bound, "take": take - len(rows), "skip": skip},
        ).fetchall()
        rows += found
        if len(rows) == take:
            break
        if found or skip == 0:
            skip = 0
        else:
            skipped = f"SELECT count(*) FROM (SELECT 1 {source} LIMIT :skip)"
            skip -= db.execute(skipped, {**base, **bound, "skip": skip}).fetchone()[0]
    return rows


def _segments(order: Order, place: Place | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Conditions for what lies behind `place`, one range of the index each.

    A comparison of rows would be one condition, but SQLite uses no more than two of its columns, and entries that
    were never hit are all equal in those. NULL compares with nothing and sorts lowest.
    """
    live = "generation >= :live_from"
    if place is None:
        yield live, {}
        return
    column, sign = order.column, ">" if order.direction == "asc" else "<"
    bound = {"value": place.value, "generation": place.generation, "id": place.id}
    yield f"{column} IS :value AND generation = :generation AND id {sign} :id", bound
    yield f"{column} IS :value AND generation {sign} :generation AND {live}", bound
    if place.value is not None:
        yield f"{column} {sign} :value AND {live}", bound
        if order.direction == "desc":
            yield f"{column} IS NULL AND {live}", {}
    elif order.direction == "asc":
        yield f"{column} IS NOT NULL AND {live}", {}


@dataclass
class _Ladder:
    positions: list[int] = field(default_factory=lambda: [0])
    places: list[Place | None] = field(default_factory=lambda: [None])


class Ladders:
    """Remembers places along the orders that were read, so that each page costs the same however far down it is.

    Not safe to use from several threads at once.
    """

    def __init__(self, stride: int = _STRIDE) -> None:
        self._stride = stride
        self._known: OrderedDict[object, _Ladder] = OrderedDict()

    def rows(
        self, db: sqlite3.Connection, order: Order, state: object, offset: int, limit: int, columns: str
    ) -> list[sqlite3.Row]:
        """Rows `offset` to `offset + limit` of `order`. What is remembered holds as long as `state` is the same."""
        ladder = self._ladder((order, state))
        rung = bisect_right(ladder.positions, offset) - 1
        while offset - ladder.positions[rung] >= self._stride:
            step = rows_after(
                db,
                order,
                ladder.places[rung],
                self._stride - 1,
                1,
                f"{order.column} AS value, generation, id",
            )
            if not step:
                return []
            rung += 1
            ladder.positions.append(ladder.positions[-1] + self._stride)
            ladder.places.append(Place(*step[0]))
        return rows_after(db, order, ladder.places[rung], offset - ladder.positions[rung], limit, columns)

    def _ladder(self, key: object) -> _Ladder:
        ladder = self._known.setdefault(key, _Ladder())
        self._known.move_to_end(key)
        while len(self._known) > _LADDERS_KEPT:
            self._known.popitem(last=False)
        return ladder
