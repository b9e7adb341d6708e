"""A page of a function's entries."""

from __future__ import annotations

import sqlite3
from array import array
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

from .faults import function_not_found
from .functions import shown_notebook
from .held import HeldLists
from .orders import SORTS, Ladders, Order, rows_of
from .search import find_ids
from .sorting import SortedRows, Sorting, Span

MAX_LIMIT = 1_000
_ARGS_SHOWN = 2_000
COLUMNS = (
    f"id, key, substr(args, 1, {_ARGS_SHOWN}) AS args, bytes, duration_ms, hits, created, last_hit, expires,"
    " version_id, notebook"
)


@dataclass(frozen=True)
class PageQuery:
    """Which entries are wanted. `filter` is plain text to be found in the arguments, case ignored; '' takes all."""

    limit: int = 100
    offset: int = 0
    sort: str = "created"
    order: str = "desc"
    filter: str = ""


class EntryLists:
    """Pages of one store's entries, with what makes the next page cheap."""

    def __init__(self, held: HeldLists | None = None) -> None:
        self._ladders = Ladders()
        self._held = held or HeldLists()
        self._sorting = Sorting(self._held)

    def page_at_hand(
        self, db: sqlite3.Connection, function_id: int, query: PageQuery, root: Path
    ) -> dict[str, Any] | None:
        """An `EntryPage` body, unless many entries would have to be looked through for it: then None.

        Not safe from several threads. Raises ApiFault.
        """
        listing = _listing(db, function_id, query)
        order, state = listing.order, listing.state
        if query.filter:
            found = self._held.known((order, query.filter), state)
            return None if found is None else _found(db, listing, found.ids, query, root)
        span = listing.span(query)
        if span is None:
            return _page(db, listing, [], query, root)
        if order.is_indexed:
            return _page(db, listing, self._walked(db, listing, span), query, root)
        rows = self._sorting.rows(db, order, state, span, COLUMNS, at_hand=True)
        return None if rows is None else _sorted_page(db, listing, rows, query, root)

    def page(self, db: sqlite3.Connection, function_id: int, query: PageQuery, root: Path) -> dict[str, Any]:
        """An `EntryPage` body of what `page_at_hand` does not give. Safe from several threads. Raises ApiFault."""
        listing = _listing(db, function_id, query)
        order, state = listing.order, listing.state
        if query.filter:
            found = self._held.ids((order, query.filter), state, lambda: find_ids(db, order, query.filter))
            return _found(db, listing, found.ids, query, root)
        span = listing.span(query)
        rows = None if span is None else self._sorting.rows(db, order, state, span, COLUMNS)
        return _sorted_page(db, listing, rows or SortedRows([], None), query, root)

    def forget_unused(self) -> None:
        """Gives up what nobody has asked for in a while."""
        self._held.forget_unused()

    def _walked(self, db: sqlite3.Connection, listing: _Listing, span: Span) -> list[sqlite3.Row]:
        """Walks from whichever end is nearer, so that the last page costs what the first one does."""
        order, state = listing.order, listing.state
        if span.first <= span.behind:
            return self._ladders.rows(db, order, state, span.first, span.count, COLUMNS)
        return self._ladders.rows(db, order.reverse, state, span.behind, span.count, COLUMNS)[::-1]


@dataclass(frozen=True)
class _Listing:
    """The order that is asked for, a state that tells whether it can have changed, and the number of entries in it."""

    order: Order
    state: object
    total: int

    def span(self, query: PageQuery) -> Span | None:
        """The rows that are asked for; None when there are none there."""
        # Asking for more than there is would make SQLite look through all dead rows for them.
        count = min(query.limit, self.total - query.offset)
        return Span(query.offset, count, self.total) if count > 0 else None


def _listing(db: sqlite3.Connection, function_id: int, query: PageQuery) -> _Listing:
    function = db.execute(
        "SELECT live_from, cleared_at, entries, bytes, misses, hits, last_used,"
        " (SELECT coalesce(sum(t.entries), 0) FROM totals t WHERE t.function_id = f.id AND generation = 0) AS evicted,"
        " (SELECT created FROM entries WHERE function_id = f.id ORDER BY created DESC LIMIT 1) AS newest"
        " FROM functions f JOIN function_totals USING (id) WHERE id = ?",
        (function_id,),
    ).fetchone()
    if function is None:
        raise function_not_found(function_id)
    reaped = function["cleared_at"] is None and function["evicted"] == 0
    column, cleared_at = SORTS[query.sort], function["cleared_at"]
    order = Order(function_id, function["live_from"], column, query.order, all_live=reaped, cleared_at=cleared_at)
    return _Listing(order, _state(function, column), function["entries"])


def _state(function: sqlite3.Row, column: str) -> tuple[Any, ...]:
    """Equal as long as the entries have not changed, nor their order by `column`, which hits change only of some."""
    ignored = () if column in ("hits", "last_hit") else ("hits", "last_used")
    return tuple(function[name] for name in function.keys() if name not in ignored)  # noqa: SIM118


def _found(db: sqlite3.Connection, listing: _Listing, ids: array[int], query: PageQuery, root: Path) -> dict[str, Any]:
    rows = rows_of(db, listing.order, ids[query.offset : query.offset + query.limit], COLUMNS)
    return _page(db, replace(listing, total=len(ids)), rows, query, root)


def _sorted_page(
    db: sqlite3.Connection, listing: _Listing, sorted_rows: SortedRows, query: PageQuery, root: Path
) -> dict[str, Any]:
    page = _page(db, listing, sorted_rows.rows, query, root)
    return page if sorted_rows.lasts is None else {**page, "againInMs": ceil(sorted_rows.lasts * 1000)}


def current_version(db: sqlite3.Connection, function_id: int) -> int | None:
    """Id of the newest code version of a function: the one used last."""
    row = db.execute("SELECT current_version FROM function_summaries WHERE id = ?", (function_id,)).fetchone()
    return None if row is None else row[0]


def _page(
    db: sqlite3.Connection, listing: _Listing, rows: list[sqlite3.Row], query: PageQuery, root: Path
) -> dict[str, Any]:
    current = current_version(db, listing.order.function)
    used = {row["version_id"] for row in rows}
    marks = ", ".join("?" * len(used))
    digests = dict(db.execute(f"SELECT id, hex(digest) FROM versions WHERE id IN ({marks})", tuple(used)).fetchall())
    return {
        "entries": [entry_body(row, digests[row["version_id"]], current, root) for row in rows],
        "total": listing.total,
        "offset": query.offset,
        "limit": query.limit,
    }


def entry_body(row: sqlite3.Row, digest: str, current: int | None, root: Path) -> dict[str, Any]:
    """An `Entry` body. `row` has COLUMNS, `digest` is that of its version in hex."""
    return {
        "key": row["key"].hex(),
        "args": row["args"],
        "bytes": row["bytes"],
        "durationMs": row["duration_ms"],
        "hits": row["hits"],
        "created": row["created"],
        "lastHit": row["last_hit"],
        "expires": row["expires"],
        "version": digest[:12].lower(),
        "current": row["version_id"] == current,
        "notebook": None if row["notebook"] is None else shown_notebook(row["notebook"], root),
    }
