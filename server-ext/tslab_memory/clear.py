"""Clears entries as the header of schema/store.sql describes: at once for readers, rows are removed later."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass

from .faults import entry_not_found, function_not_found


@dataclass(frozen=True)
class Cleared:
    """What went: number of entries and their bytes on disk."""

    entries: int = 0
    bytes: int = 0


def clear_entry(connection: sqlite3.Connection, key: bytes) -> Cleared:
    """Clears one entry. Raises ApiFault when there is no live entry of this key."""
    entry = connection.execute(
        "SELECT id, function_id, bytes FROM live_entries WHERE id = ? AND key = ?", (row_id(key), key)
    ).fetchone()
    if entry is None:
        raise entry_not_found(key.hex())
    connection.execute("UPDATE entries SET generation = -generation WHERE id = ?", (entry["id"],))
    connection.execute("UPDATE functions SET cleared_at = ? WHERE id = ?", (_now(), entry["function_id"]))
    return Cleared(1, entry["bytes"])


def clear_function(connection: sqlite3.Connection, function_id: int) -> Cleared:
    """Clears all entries of a function, whatever their number, by raising its generation. Raises ApiFault."""
    function = connection.execute("SELECT entries, bytes FROM functions WHERE id = ?", (function_id,)).fetchone()
    if function is None:
        raise function_not_found(function_id)
    connection.execute(
        "UPDATE functions SET generation = generation + 1, live_from = generation + 1, entries = 0, bytes = 0,"
        " cleared_at = ? WHERE id = ?",
        (_now(), function_id),
    )
    return Cleared(function["entries"], function["bytes"])


def clear_store(connection: sqlite3.Connection) -> Cleared:
    """Clears all entries of all functions."""
    functions = connection.execute("SELECT id FROM functions").fetchall()
    went = [clear_function(connection, function["id"]) for function in functions]
    return Cleared(sum(one.entries for one in went), sum(one.bytes for one in went))


def row_id(key: bytes) -> int:
    """The row of an entry: the first 48 bits of its key."""
    return int.from_bytes(key[:6], "big")


def _now() -> int:
    return int(time.time() * 1000)
