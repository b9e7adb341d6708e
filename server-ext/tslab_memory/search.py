"""Finds a function's entries by a text in their arguments, and remembers what was found for the next pages."""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections import OrderedDict

from .orders import Order

MAX_FILTER_CHARS = 1_000
_RESULTS_KEPT = 8
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


def find_ids(db: sqlite3.Connection, order: Order, text: str) -> array[int]:
    """Ids of the entries whose arguments contain `text`, case ignored, in `order`. Reads each entry once."""
    match, needle = argument_match(db, text)
    mine, all_of = db.execute(
        "SELECT coalesce(sum(entries) FILTER (WHERE function_id = ?), 0), coalesce(sum(entries), 0) FROM totals",
        (order.function,),
    ).fetchone()
    index = "NOT INDEXED" if mine > all_of * _SCAN_SHARE else "INDEXED BY entries_by_created"
    rows = db.execute(
        f"SELECT id FROM entries {index} WHERE function_id = :function AND generation >= :live_from AND {match}"
        f" ORDER BY {order.by}",
        {"function": order.function, "live_from": order.live_from, "needle": needle},
    )
    return array("q", (row[0] for row in rows))


class Searches:
    """Results of the last searches. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[object, array[int]] = OrderedDict()

    def ids(self, db: sqlite3.Connection, order: Order, state: object, text: str) -> array[int]:
        """As `find_ids`; a result is kept and holds as long as `state` is the same."""
        key = (order, state, text)
        with self._lock:
            known = self._known.get(key)
        if known is None:
            known = find_ids(db, order, text)
        with self._lock:
            self._known[key] = known
            self._known.move_to_end(key)
            while len(self._known) > _RESULTS_KEPT:
                self._known.popitem(last=False)
        return known
