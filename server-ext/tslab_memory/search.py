"""Finds a function's entries, all of them or by a text in their arguments, in any order."""

from __future__ import annotations

import sqlite3
from array import array

from .orders import Order

MAX_FILTER_CHARS = 1_000
# Reading the whole table in its own order costs a tenth per row of following an index into it.
_SCAN_SHARE = 0.1


def like_pattern(text: str) -> str:
    """A LIKE pattern (escape character backslash) that finds `text` anywhere, with nothing special in it."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def argument_match(db: sqlite3.Connection, text: str) -> tuple[str, str]:
    """A condition on `args` that finds `text` anywhere, case ignored, and the value to bind to its `:needle`."""
    if text.isascii():
        return "args LIKE :needle ESCAPE '\\'", like_pattern(text)
    # LIKE ignores the case of ASCII letters only.
    db.create_function("contains_folded", 2, lambda args, folded: folded in args.casefold(), deterministic=True)
    return "contains_folded(args, :needle)", text.casefold()


def find_ids(db: sqlite3.Connection, order: Order, text: str = "", most: int | None = None) -> array[int]:
    """Ids of the entries whose arguments contain `text`, case ignored, in `order`; the first `most`, or all.

    Reads each entry of the function once; without a text, the index by age.
    """
    match, needle = argument_match(db, text) if text else ("TRUE", "")
    # With any limit SQLite sorts in another way, which takes three times as long for all.
    limit = "" if most is None else " LIMIT :most"
    rows = db.cursor()
    # A million rows with names take twice as long.
    rows.row_factory = None
    rows.execute(
        f"SELECT id FROM entries {_way(db, order, text)}"
        f" WHERE function_id = :function AND generation >= :live_from AND {match} ORDER BY {order.by}{limit}",
        {"function": order.function, "live_from": order.live_from, "needle": needle, "most": most},
    )
    return array("q", (row[0] for row in rows))


def _way(db: sqlite3.Connection, order: Order, text: str) -> str:
    """How to come to the entries."""
    mine, all_of = db.execute(
        "SELECT coalesce(sum(entries) FILTER (WHERE function_id = ?), 0), coalesce(sum(entries), 0) FROM totals",
        (order.function,),
    ).fetchone()
    return "NOT INDEXED" if text and mine > all_of * _SCAN_SHARE else "INDEXED BY entries_by_created"
