"""Clears entries and brings them back, as the header of schema/store.sql describes.

Nothing is deleted here: an entry is dead from one moment to the next, and the reaper removes its row later.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .clock import now_ms
from .faults import function_not_found

# Rows read or changed in one step, where steps are not measured.
BATCH = 500
# Fewer entries are cleared one by one: a clear of the whole function would also clear what is being computed.
WHOLE_FROM = 1_000


@dataclass
class Totals:
    """Number of entries and their bytes on disk."""

    entries: int = 0
    bytes: int = 0

    def add(self, other: Totals) -> None:
        self.entries += other.entries
        self.bytes += other.bytes


@dataclass(frozen=True)
class FunctionClear:
    """What a clear of a function changed, so that it can be changed back."""

    function: int
    live_from_before: int
    live_from: int


@dataclass
class Removal:
    """What one clear did."""

    went: Totals = field(default_factory=Totals)
    functions: list[FunctionClear] = field(default_factory=list)
    rows: array[int] = field(default_factory=lambda: array("q"))


def clear_functions(db: sqlite3.Connection, functions: Iterable[int]) -> Removal:
    """Clears all entries of functions, in an instant however many they are. Raises ApiFault for an unknown one."""
    removal = Removal()
    for function in functions:
        before = db.execute(
            "SELECT entries, bytes, live_from FROM functions JOIN function_totals USING (id) WHERE id = ?", (function,)
        ).fetchone()
        if before is None:
            raise function_not_found(function)
        db.execute(
            "UPDATE functions SET generation = generation + 1, live_from = generation + 1,"
            " cleared_at = :now, emptied_at = :now WHERE id = :function",
            {"now": now_ms(), "function": function},
        )
        after = db.execute("SELECT live_from FROM functions WHERE id = ?", (function,)).fetchone()
        removal.went.add(Totals(before["entries"], before["bytes"]))
        removal.functions.append(FunctionClear(function, before["live_from"], after["live_from"]))
    return removal


def clear_whole(db: sqlite3.Connection, chosen: Mapping[int, int], chosen_at: int) -> Removal:
    """Clears those of many `chosen` entries (their number by function) that are all that their functions have.

    In an instant, as they need not be touched. A function that got another entry after `chosen_at` (ms) is left alone.
    """
    return clear_functions(
        db, [function for function, entries in chosen.items() if _is_whole(db, function, entries, chosen_at)]
    )


def clear_rows(db: sqlite3.Connection, rows: array[int], chosen_at: int) -> Removal:
    """Clears entries by their ids; what was computed after `chosen_at` (ms) is left alone."""
    changed = _flip(db, rows, "generation >= (SELECT live_from FROM functions f WHERE f.id = function_id)", chosen_at)
    for function in {row["function_id"] for row in changed}:
        db.execute("UPDATE functions SET cleared_at = ? WHERE id = ?", (now_ms(), function))
    return Removal(_sum(changed), rows=array("q", (row["id"] for row in changed)))


def restore_function(db: sqlite3.Connection, clear: FunctionClear) -> Totals:
    """Undoes a clear of a function: nothing comes back when it was cleared again since, or its rows are gone."""
    totals = "SELECT entries, bytes FROM function_totals WHERE id = ?"
    before = db.execute(totals, (clear.function,)).fetchone()
    db.execute(
        "UPDATE functions SET live_from = ? WHERE id = ? AND live_from = ?",
        (clear.live_from_before, clear.function, clear.live_from),
    )
    after = db.execute(totals, (clear.function,)).fetchone()
    if before is None:
        return Totals()
    return Totals(max(0, after["entries"] - before["entries"]), max(0, after["bytes"] - before["bytes"]))


def restore_rows(db: sqlite3.Connection, rows: array[int]) -> Totals:
    """Undoes a clear of single entries. One that was computed again since stays as it is."""
    return _sum(_flip(db, rows, "generation < 0", now_ms()))


def _is_whole(db: sqlite3.Connection, function: int, entries: int, chosen_at: int) -> bool:
    total = db.execute("SELECT entries FROM function_totals WHERE id = ?", (function,)).fetchone()
    if entries < WHOLE_FROM or total is None or total["entries"] != entries:
        return False
    newer = db.execute("SELECT 1 FROM entries WHERE function_id = ? AND created > ? LIMIT 1", (function, chosen_at))
    return newer.fetchone() is None


def _flip(db: sqlite3.Connection, rows: array[int], condition: str, created_until: int) -> list[sqlite3.Row]:
    # As JSON, for SQLite may not take as many parameters as there are rows.
    return db.execute(
        f"UPDATE entries SET generation = -generation WHERE id IN (SELECT value FROM json_each(?)) AND {condition}"
        " AND created <= ? RETURNING id, function_id, bytes",
        (json.dumps(rows.tolist()), created_until),
    ).fetchall()


def _sum(rows: list[sqlite3.Row]) -> Totals:
    return Totals(len(rows), sum(row["bytes"] for row in rows))
