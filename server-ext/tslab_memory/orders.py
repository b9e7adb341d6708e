"""The orders in which a function's entries can be listed, and walking along one without counting from its start."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

SORTS = {
    "created": "created",
    "lastHit": "last_hit",
    "hits": "hits",
    "bytes": "bytes",
    "durationMs": "duration_ms",
}
DIRECTIONS = ("asc", "desc")

# Skipping an index row costs 30 ns, so a page is never further than a millisecond from a known place.
_STRIDE = 25_000
# With dead rows in between, each of those last skipped has to be looked at, which costs a microsecond.
_STRIDE_AMONG_DEAD = 2_500
_LADDERS_KEPT = 16
_FEW_DEAD = 2_000


@dataclass(frozen=True)
class Part:
    """Rows that one index of schema/store.sql has in its order. The row's id is last, so that no two are equal."""

    terms: tuple[str, ...]
    where: str = ""


_BY_CREATED = ("created", "id")
_NEVER_HIT = Part(_BY_CREATED, " AND used = 0")
_ONCE_HIT = " AND last_hit IS NOT NULL"
_PARTS: dict[str, tuple[Part, ...]] = {
    "created": (Part(_BY_CREATED),),
    "last_hit": (_NEVER_HIT, Part(("last_hit", "id"), _ONCE_HIT)),
    "hits": (_NEVER_HIT, Part(("hits", "id"), _ONCE_HIT)),
}
# No index has these orders: who lists by them sorts (sorting.py).
_SORTED = {"bytes": ("bytes", "created", "id"), "duration_ms": ("duration_ms", "id")}


@dataclass(frozen=True)
class Order:
    """The live entries of one function in one order. `column` and `direction` go into SQL: only from this module.

    `all_live`: the function has no dead rows, so that the index alone tells which rows come next. `cleared_at`: when
    something of it was cleared last.
    """

    function: int
    live_from: int
    column: str
    direction: str
    all_live: bool = False
    cleared_at: int | None = None

    @property
    def is_indexed(self) -> bool:
        """Whether an index has this order."""
        return self.column in _PARTS

    @property
    def parts(self) -> tuple[Part, ...]:
        """What an order that is indexed lists one after the other, ascending."""
        return _PARTS[self.column]

    @property
    def reverse(self) -> Order:
        """The same entries from the last to the first."""
        return replace(self, direction="asc" if self.direction == "desc" else "desc")

    @property
    def by(self) -> str:
        """An ORDER BY clause for rows of all parts."""
        if not self.is_indexed:
            terms = _SORTED[self.column]
        elif len(self.parts) == 1:
            terms = self.parts[0].terms
        else:
            terms = ("used", self.column, "iif(used, 0, created)", "id")
        return _directed(terms, self.direction)


# A row's place in an order: the number of its part, and the values of that part's terms.
Place = tuple[Any, ...]


def rows_after(
    db: sqlite3.Connection, order: Order, place: Place | None, skip: int, take: int, columns: str | None = None
) -> list[sqlite3.Row]:
    """Up to `take` rows of `order` behind `place` (None: from its start), the first `skip` of them left out.

    The order must be indexed. Without `columns` their places.
    """
    rows: list[sqlite3.Row] = []
    base = {"function": order.function, "live_from": order.live_from}
    # The plus keeps SQLite from searching by this term, which would be a worse choice than the place.
    live = "" if order.all_live else " AND +generation >= :live_from"
    for part, where, bound in _ranges(order, place):
        terms = order.parts[part].terms
        wanted = columns or f"{part}, {', '.join(terms)}"
        source = f"FROM entries WHERE function_id = :function{order.parts[part].where}{where}{live}"
        found = db.execute(
            f"SELECT {wanted} {source} ORDER BY {_directed(terms, order.direction)} LIMIT :take OFFSET :skip",
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


def rows_of(db: sqlite3.Connection, order: Order, ids: Sequence[int], columns: str) -> list[sqlite3.Row]:
    """The rows of these ids, one for each that is still live."""
    marks = ", ".join("?" * len(ids))
    rows = db.execute(
        f"SELECT {columns} FROM entries WHERE id IN ({marks}) AND generation >= ?", (*ids, order.live_from)
    )
    by_id = {row["id"]: row for row in rows}
    return [by_id[id] for id in ids if id in by_id]


def _directed(terms: tuple[str, ...], direction: str) -> str:
    return ", ".join(f"{term} {direction}" for term in terms)


def _ranges(order: Order, place: Place | None) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Parts of the order and conditions for what lies behind `place` in them, one range of an index each.

    A comparison of rows would be one condition, but SQLite does not look for the id in the index then, and of some
    functions all entries are equal but for it.
    """
    sign, step = (">", 1) if order.direction == "asc" else ("<", -1)
    parts = range(len(order.parts))[::step]
    if place is not None:
        part, *values = place
        terms = order.parts[part].terms
        bound = {f"place{n}": value for n, value in enumerate(values)}
        for last in reversed(range(len(terms))):
            same = "".join(f" AND {term} = :place{n}" for n, term in enumerate(terms[:last]))
            yield part, f"{same} AND {terms[last]} {sign} :place{last}", bound
        parts = parts[parts.index(part) + 1 :]
    yield from ((part, "", {}) for part in parts)


@dataclass
class _Ladder:
    """Places at every so many rows, with how many live rows lie up to them; and the dead rows, if they are few."""

    positions: list[int] = field(default_factory=lambda: [0])
    places: list[Place | None] = field(default_factory=lambda: [None])
    _dead: _DeadRows | None = None
    _looked: bool = False

    def dead(self, db: sqlite3.Connection, order: Order) -> _DeadRows | None:
        """The dead rows among those of `order`; None when they are many. Looked for once, and not for a first page."""
        if not self._looked:
            self._dead, self._looked = _DeadRows.of(db, order), True
        return self._dead


class Ladders:
    """Remembers places along the orders that were read, so that each page costs the same however far down it is.

    Not safe to use from several threads at once.
    """

    def __init__(self, stride: int = _STRIDE, stride_among_dead: int = _STRIDE_AMONG_DEAD) -> None:
        self._stride = stride
        self._stride_among_dead = stride_among_dead
        self._known: OrderedDict[object, _Ladder] = OrderedDict()

    def rows(
        self, db: sqlite3.Connection, order: Order, state: object, offset: int, limit: int, columns: str
    ) -> list[sqlite3.Row]:
        """Rows `offset` to `offset + limit` of `order`. What is remembered holds as long as `state` is the same."""
        ladder = self._ladder(order, state)
        stride = self._stride if order.all_live else self._stride_among_dead
        rung = bisect_right(ladder.positions, offset) - 1
        while offset - ladder.positions[rung] >= stride:
            dead = None if order.all_live else ladder.dead(db, order)
            # Few dead rows can be counted apart, so that the steps need the index only.
            stepped = order if dead is None else replace(order, all_live=True)
            step = rows_after(db, stepped, ladder.places[rung], stride - 1, 1)
            if not step:
                return []
            place = tuple(step[0])
            passed = 0 if dead is None else dead.between(ladder.places[rung], place)
            ladder.positions.append(ladder.positions[-1] + stride - passed)
            ladder.places.append(place)
            rung += 1
        return rows_after(db, order, ladder.places[rung], offset - ladder.positions[rung], limit, columns)

    def _ladder(self, order: Order, state: object) -> _Ladder:
        key = (order, state)
        if key not in self._known:
            self._known[key] = _Ladder()
        self._known.move_to_end(key)
        while len(self._known) > _LADDERS_KEPT:
            self._known.popitem(last=False)
        return self._known[key]


class _DeadRows:
    """Where the cleared and evicted entries lie that are not removed yet."""

    def __init__(self, places: list[Place], direction: str) -> None:
        self._descending = direction == "desc"
        self._places = sorted(places)

    @classmethod
    def of(cls, db: sqlite3.Connection, order: Order) -> _DeadRows | None:
        """Those of one order; None when they are many."""
        all_dead, evicted = db.execute(
            "SELECT coalesce(sum(entries), 0), coalesce(sum(iif(generation = 0, entries, 0)), 0) FROM totals"
            " WHERE function_id = ? AND generation < ?",
            (order.function, order.live_from),
        ).fetchone()
        if all_dead > _FEW_DEAD:
            return None
        # The index by age has to be read from end to end.
        index = "entries_evicted" if evicted == all_dead else "entries_by_created"
        evicted_only = " AND generation = 0" if evicted == all_dead else ""
        places: list[Place] = []
        for number, part in enumerate(order.parts):
            rows = db.execute(
                f"SELECT {number}, {', '.join(part.terms)} FROM entries INDEXED BY {index}"
                f" WHERE function_id = ? AND generation < ?{evicted_only}{part.where}",
                (order.function, order.live_from),
            )
            places += map(tuple, rows)
        return cls(places, order.direction)

    def between(self, start: Place | None, end: Place) -> int:
        """How many lie behind `start` (None: the beginning), up to and with `end`."""
        return self._until(end) - (0 if start is None else self._until(start))

    def _until(self, place: Place) -> int:
        if self._descending:
            return len(self._places) - bisect_left(self._places, place)
        return bisect_right(self._places, place)
