"""What a store holds, by function: totals that triggers keep, so the cost is the number of functions."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from .expiry import expired_entries
from .places import relative_to

_NOTEBOOKS_SHOWN = 20

_SUMMARIES = """
SELECT s.id, s.name, s.entries, s.bytes, s.hits, s.misses, s.time_saved_ms, s.last_used, s.versions,
       (SELECT coalesce(sum(t.entries), 0) FROM live_totals t
         WHERE t.function_id = s.id AND t.version_id = s.current_version) AS current_entries, f.live_from
  FROM function_summaries s JOIN functions f ON f.id = s.id
"""


def function_summaries(db: sqlite3.Connection, root: Path, only: int | None = None) -> list[dict[str, Any]]:
    """The functions of a store as `FunctionSummary` bodies, by name; with `only`, the one with this id."""
    where, bound = ("", ()) if only is None else ("WHERE s.id = ?", (only,))
    rows = db.execute(f"{_SUMMARIES} {where} ORDER BY s.name", bound).fetchall()
    expired = expired_entries(db, {row["id"]: row["live_from"] for row in rows if row["entries"] > 0})
    notebooks = _notebooks(db, root)
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "entries": row["entries"],
            "bytes": row["bytes"],
            "hits": row["hits"],
            "misses": row["misses"],
            "timeSavedMs": row["time_saved_ms"],
            "lastUsed": row["last_used"],
            "versions": row["versions"],
            "oldEntries": max(0, row["entries"] - row["current_entries"]),
            "expiredEntries": expired.get(row["id"], 0),
            "notebooks": notebooks.get(row["id"], []),
        }
        for row in rows
    ]


def totals(db: sqlite3.Connection) -> dict[str, Any]:
    """The totals of a store, by the names of a `Store` body."""
    row = db.execute(
        "SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(bytes), 0) AS bytes, coalesce(sum(hits), 0) AS hits,"
        " coalesce(sum(misses), 0) AS misses, coalesce(sum(time_saved_ms), 0) AS saved"
        " FROM functions JOIN function_totals USING (id)"
    ).fetchone()
    limit = db.execute("SELECT value FROM meta WHERE name = 'maxBytes'").fetchone()
    return {
        "entries": row["entries"],
        "bytes": row["bytes"],
        "hits": row["hits"],
        "misses": row["misses"],
        "timeSavedMs": row["saved"],
        "maxBytes": None if limit is None or limit["value"] is None else int(limit["value"]),
    }


def shown_notebook(path: str, root: Path) -> str:
    """A notebook's contents path when it lies below the server's root, else the path itself."""
    return relative_to(path, root) or path


def _notebooks(db: sqlite3.Connection, root: Path) -> dict[int, list[str]]:
    by_function: dict[int, list[str]] = {}
    for row in db.execute("SELECT function_id, notebook FROM uses ORDER BY last_used DESC"):
        known = by_function.setdefault(row["function_id"], [])
        if len(known) < _NOTEBOOKS_SHOWN:
            known.append(shown_notebook(row["notebook"], root))
    return by_function
