"""Writes stores as kernel-ext does: the tables, triggers and views of schema/store.sql."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from pathlib import Path

SCHEMA = Path(__file__).parents[3] / "schema"
NOW = 1_700_000_000_000
INLINE_BYTES = 512


def migrations() -> dict[int, str]:
    """SQL of each migration in schema/store.sql, by number."""
    text = (SCHEMA / "store.sql").read_text(encoding="utf-8")
    return {int(n): sql for n, sql in re.findall(r"^-- migration (\d+)$(.*?)^-- end$", text, re.M | re.S)}


def key_of(*parts: object) -> bytes:
    """A key that stands for a call."""
    return hashlib.sha256(repr(parts).encode()).digest()


def value_name(number: int) -> str:
    """Name of a value file, as kernel-ext gives it."""
    return f"{number:02x}/{number:030x}"


class StoreWriter:
    """A store being written, in autocommit mode. `connection` is open for whatever a test needs."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = Path(folder).resolve()
        self.id = hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]
        self.database = self.folder / "cache.sqlite"
        self.connection = sqlite3.connect(self.database, isolation_level=None)
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute(f"PRAGMA application_id = {0x54534D45}")
        for number, sql in sorted(migrations().items()):
            self.connection.executescript(sql)
            self.connection.execute(f"PRAGMA user_version = {number}")

    def __enter__(self) -> StoreWriter:
        return self

    def __exit__(self, *exception: object) -> None:
        self.connection.close()

    def function(self, name: str, **columns: object) -> int:
        """Adds a function; `columns` are of table functions."""
        return self._insert("functions", {"name": name, "created": NOW, **columns})

    def version(self, function: int, source: str = "x => x", **columns: object) -> int:
        """Adds a code version of a function."""
        row = {
            "function_id": function,
            "digest": key_of(function, source),
            "source": source,
            "parts": json.dumps([{"kind": "function", "name": "f", "digest": "00", "text": source}]),
            "created": NOW,
            "last_used": NOW,
            **columns,
        }
        return self._insert("versions", row)

    def entry(
        self,
        function: int,
        version: int,
        args: str,
        payload: bytes = b"value",
        output: str | None = None,
        **columns: object,
    ) -> bytes:
        """Adds an entry; returns its key. `output` is what the call printed, as JSON."""
        key = key_of(function, version, args)
        row = {
            "key": key,
            "function_id": function,
            "version_id": version,
            "generation": self.one("SELECT generation FROM functions WHERE id = ?", function),
            "created": NOW,
            "duration_ms": 12.5,
            "bytes": len(payload),
            "args": args,
            "digests": json.dumps([{"name": "x", "digest": "00", "text": args}]),
            "format": 1,
            "checksum": b"\0" * 8,
            **columns,
        }
        in_row = None if row.get("file") else payload
        inline = in_row is not None and output is None and len(in_row) <= INLINE_BYTES
        id = self._insert("entries", {**row, "value": in_row if inline else None})
        if not inline:
            self._insert("payloads", {"id": id, "value": in_row, "output": output})
        return key

    def value_file(self, name: str, content: bytes) -> Path:
        """Adds a file under values/."""
        path = self.folder / "values" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def row(self, key: bytes) -> int:
        """Number of the row of an entry."""
        return int(str(self.one("SELECT id FROM entries WHERE key = ?", key)))

    def one(self, sql: str, *values: object) -> object:
        """First column of the first row."""
        return self.connection.execute(sql, values).fetchone()[0]

    def _insert(self, table: str, row: dict[str, object]) -> int:
        columns, marks = ", ".join(row), ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        return self.connection.execute(sql, tuple(row.values())).lastrowid or 0
