"""A page of a function's entries."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .faults import function_not_found
from .functions import shown_notebook
from .orders import SORTS, Ladders, Order
from .search import Searches

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

    def __init__(self) -> None:
        self._ladders = Ladders()
        self._searches = Searches()

    def page(self, db: sqlite3.Connection, function_id: int, query: PageQuery, root: Path) -> dict[str, Any]:
        """An `EntryPage` body of all live entries. Not safe from several threads. Raises ApiFault."""
        order, state, total = _listing(db, function_id, query)
        # Asking for more than there is would make SQLite look through all dead rows for them.
        limit = min(query.limit, total - query.offset)
        rows = self._rows(db, order, state, query.offset, limit, total) if limit > 0 else []
        return _page(db, function_id, rows, total, query, root)

    def _rows(
        self, db: sqlite3.Connection, order: Order, state: object, offset: int, limit: int, total: int
    ) -> list[sqlite3.Row]:
        """Walks from whichever end is nearer, so that the last page costs what the first one does."""
        behind = total - offset - limit
        if offset <= behind:
            return self._ladders.rows(db, order, state, offset, limit, COLUMNS)
        return self._ladders.rows(db, order.reverse, state, behind, limit, COLUMNS)[::-1]

    def found(self, db: sqlite3.Connection, function_id: int, query: PageQuery, root: Path) -> dict[str, Any]:
        """An `EntryPage` body of the entries that `query.filter` finds. Raises ApiFault."""
        order, state, _ = _listing(db, function_id, query)
        ids = self._searches.ids(db, order, state, query.filter)
        wanted = ids[query.offset : query.offset + query.limit]
        marks = ", ".join("?" * len(wanted))
        rows = db.execute(
            f"SELECT {COLUMNS} FROM entries WHERE id IN ({marks}) AND generation >= ?", (*wanted, order.live_from)
        )
        by_id = {row["id"]: row for row in rows}
        return _page(db, function_id, [by_id[id] for id in wanted if id in by_id], len(ids), query, root)


def _listing(db: sqlite3.Connection, function_id: int, query: PageQuery) -> tuple[Order, object, int]:
    """The order that is asked for, a state that tells whether it can have changed, and the number of entries in it."""
    function = db.execute(
        "SELECT live_from, cleared_at, entries, bytes, hits, misses, last_used,"
        " (SELECT coalesce(sum(t.entries), 0) FROM totals t WHERE t.function_id = id AND t.generation = 0) AS evicted"
        " FROM functions JOIN function_totals USING (id) WHERE id = ?",
        (function_id,),
    ).fetchone()
    if function is None:
        raise function_not_found(function_id)
    reaped = function["cleared_at"] is None and function["evicted"] == 0
    order = Order(function_id, function["live_from"], SORTS[query.sort], query.order, all_live=reaped)
    return order, tuple(function), function["entries"]


def current_version(db: sqlite3.Connection, function_id: int) -> int | None:
    """Id of the newest code version of a function: the one used last."""
    row = db.execute("SELECT current_version FROM function_summaries WHERE id = ?", (function_id,)).fetchone()
    return None if row is None else row[0]


def _page(
    db: sqlite3.Connection, function_id: int, rows: list[sqlite3.Row], total: int, query: PageQuery, root: Path
) -> dict[str, Any]:
    current = current_version(db, function_id)
    used = {row["version_id"] for row in rows}
    marks = ", ".join("?" * len(used))
    digests = dict(db.execute(f"SELECT id, hex(digest) FROM versions WHERE id IN ({marks})", tuple(used)).fetchall())
    return {
        "entries": [entry_body(row, digests[row["version_id"]], current, root) for row in rows],
        "total": total,
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
