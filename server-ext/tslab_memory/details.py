"""All there is to know about one entry, or one function: where it came from, and why its last call was a miss."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from .entries import COLUMNS, current_version, entry_body
from .faults import entry_not_found, function_not_found
from .functions import function_summaries
from .keys import BY_KEY
from .signing import is_own_entry, user_signer

_SOURCE_SHOWN = 200_000
_TEXT_SHOWN = 1_000_000
_VERSIONS_SHOWN = 50
_VERSION = (
    f"id, hex(digest) AS digest, substr(source, 1, {_SOURCE_SHOWN}) AS source, created, last_used,"
    " (SELECT coalesce(sum(entries), 0) FROM live_totals t WHERE t.function_id = v.function_id AND t.version_id = v.id)"
    " AS entries,"
    " (SELECT coalesce(sum(bytes), 0) FROM live_totals t WHERE t.function_id = v.function_id AND t.version_id = v.id)"
    " AS bytes"
)


def entry_details(db: sqlite3.Connection, key: bytes, root: Path) -> dict[str, Any]:
    """An `EntryDetails` body. Raises ApiFault when there is no live entry of this key."""
    row = db.execute(
        f"SELECT {COLUMNS}, function_id, format, hex(checksum) AS checksum, file IS NOT NULL AS in_file, async,"
        f" substr(digests, 1, {_TEXT_SHOWN}) AS digests FROM live_entries WHERE {BY_KEY}",
        {"key": key},
    ).fetchone()
    if row is None:
        raise entry_not_found(key.hex())
    function = db.execute("SELECT id, name, last_miss FROM functions WHERE id = ?", (row["function_id"],)).fetchone()
    payload = db.execute(
        f"SELECT length(value) AS bytes, substr(output, 1, {_TEXT_SHOWN}) AS output FROM stored_values WHERE id = ?",
        (row["id"],),
    ).fetchone()
    current = current_version(db, row["function_id"])
    made_by = _version(db, row["version_id"])
    return {
        "function": {"id": function["id"], "name": function["name"]},
        "entry": entry_body(row, made_by["digest"], current, root),
        "trusted": is_own_entry(db, row["id"], user_signer()),
        "format": row["format"],
        "checksum": row["checksum"].lower(),
        "async": bool(row["async"]),
        "stored": "file" if row["in_file"] else "row",
        "storedBytes": row["bytes"] if row["in_file"] or payload is None else payload["bytes"] or 0,
        "output": _parsed(payload["output"]) if payload is not None else None,
        "arguments": _named_list(row["digests"]),
        "version": made_by,
        "currentVersion": None if current in (None, row["version_id"]) else _version(db, current),
        "lastMiss": _parsed(function["last_miss"]),
    }


def function_details(db: sqlite3.Connection, function_id: int, root: Path) -> dict[str, Any]:
    """A `FunctionDetails` body: the summary, the code versions (newest first), and the last miss. Raises ApiFault."""
    summary = next((one for one in function_summaries(db, root, function_id)), None)
    if summary is None:
        raise function_not_found(function_id)
    last_miss = db.execute("SELECT last_miss FROM functions WHERE id = ?", (function_id,)).fetchone()[0]
    versions = db.execute(
        f"SELECT {_VERSION} FROM versions v WHERE function_id = ? ORDER BY last_used DESC, id DESC LIMIT ?",
        (function_id, _VERSIONS_SHOWN),
    )
    return {
        "function": summary,
        "versions": [_version_body(row) for row in versions],
        "lastMiss": _parsed(last_miss),
    }


def _version(db: sqlite3.Connection, version_id: int) -> dict[str, Any]:
    row = db.execute(
        f"SELECT {_VERSION}, substr(parts, 1, {_TEXT_SHOWN}) AS parts FROM versions v WHERE id = ?", (version_id,)
    ).fetchone()
    return {**_version_body(row), "parts": _named_list(row["parts"])}


def _version_body(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "digest": row["digest"].lower(),
        "source": row["source"],
        "created": row["created"],
        "lastUsed": row["last_used"],
        "entries": row["entries"],
        "bytes": row["bytes"],
    }


def _parsed(text: str | None) -> Any:
    """What a JSON text says; None for none, and for one that was cut off or is damaged."""
    try:
        return None if text is None else json.loads(text)
    except (ValueError, RecursionError):
        return None


def _named_list(text: str) -> list[dict[str, Any]]:
    """A JSON list of objects with texts as members, without whatever else it holds."""
    parsed = _parsed(text)
    items = parsed if isinstance(parsed, list) else []
    return [
        {name: str(value) for name, value in item.items() if name in ("kind", "name", "digest", "text")}
        for item in items
        if isinstance(item, dict) and "name" in item
    ]
