"""A page of a function's entries, in an order that an index gives, filtered by plain text."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .faults import function_not_found
from .functions import shown_notebook

SORTS = {
    "created": "created",
    "lastHit": "last_hit",
    "hits": "hits",
    "bytes": "bytes",
    "durationMs": "duration_ms",
}
ORDERS = ("asc", "desc")
MAX_LIMIT = 1_000
_ARGS_SHOWN = 2_000


@dataclass(frozen=True)
class PageQuery:
    """Which entries are wanted. `filter` is plain text to be found in the arguments, case ignored; '' takes all."""

    limit: int = 100
    offset: int = 0
    sort: str = "created"
    order: str = "desc"
    filter: str = ""


def entry_page(connection: sqlite3.Connection, function_id: int, query: PageQuery, root: Path) -> dict[str, Any]:
    """An `EntryPage` body. Raises ApiFault for an unknown function."""
    function = connection.execute(
        "SELECT f.live_from, f.entries, s.current_version FROM functions f JOIN function_summaries s ON s.id = f.id"
        " WHERE f.id = ?",
        (function_id,),
    ).fetchone()
    if function is None:
        raise function_not_found(function_id)
    column, order = SORTS[query.sort], query.order.upper()
    where = "e.function_id = :function AND e.generation >= :live_from"
    values: dict[str, Any] = {
        "function": function_id,
        "live_from": function["live_from"],
        "limit": query.limit,
        "offset": query.offset,
        "shown": _ARGS_SHOWN,
    }
    if query.filter:
        where += " AND e.args LIKE :pattern ESCAPE '\\'"
        values["pattern"] = like_pattern(query.filter)
    rows = connection.execute(
        f"SELECT e.key, substr(e.args, 1, :shown) AS args, e.bytes, e.duration_ms, e.hits, e.created, e.last_hit,"
        f" e.expires, e.version_id, e.notebook, substr(hex(v.digest), 1, 12) AS version"
        f" FROM entries e JOIN versions v ON v.id = e.version_id WHERE {where}"
        f" ORDER BY e.{column} {order}, e.id {order} LIMIT :limit OFFSET :offset",
        values,
    ).fetchall()
    total = function["entries"]
    if query.filter:
        total = connection.execute(f"SELECT count(*) FROM entries e WHERE {where}", values).fetchone()[0]
    return {
        "entries": [_entry(row, function["current_version"], root) for row in rows],
        "total": total,
        "offset": query.offset,
        "limit": query.limit,
    }


def like_pattern(text: str) -> str:
    """A LIKE pattern (escape character backslash) that finds `text` anywhere, with nothing special in it."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _entry(row: sqlite3.Row, current_version: int | None, root: Path) -> dict[str, Any]:
    return {
        "key": row["key"].hex(),
        "args": row["args"],
        "bytes": row["bytes"],
        "durationMs": row["duration_ms"],
        "hits": row["hits"],
        "created": row["created"],
        "lastHit": row["last_hit"],
        "expires": row["expires"],
        "version": row["version"].lower(),
        "current": row["version_id"] == current_version,
        "notebook": None if row["notebook"] is None else shown_notebook(row["notebook"], root),
    }
