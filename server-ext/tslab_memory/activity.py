"""Hits and misses over time."""

from __future__ import annotations

import sqlite3
from typing import Any

from .clock import now_ms

HOUR_MS = 3_600_000
MAX_DAYS = 366


def activity(db: sqlite3.Connection, days: int, function_id: int | None = None) -> dict[str, Any]:
    """An `Activity` body: hits, misses and time saved for each hour of the last `days` in which there were any."""
    last = now_ms() // HOUR_MS
    first = last - days * 24 + 1
    one = "" if function_id is None else " AND function_id = :function"
    rows = db.execute(
        "SELECT hour, sum(hits) AS hits, sum(misses) AS misses, sum(time_saved_ms) AS saved FROM activity"
        f" WHERE hour BETWEEN :first AND :last{one} GROUP BY hour ORDER BY hour",
        {"first": first, "last": last, "function": function_id},
    )
    return {
        "from": first * HOUR_MS,
        "to": (last + 1) * HOUR_MS,
        "hours": [
            {
                "start": row["hour"] * HOUR_MS,
                "hits": row["hits"],
                "misses": row["misses"],
                "timeSavedMs": row["saved"],
            }
            for row in rows
        ],
    }
