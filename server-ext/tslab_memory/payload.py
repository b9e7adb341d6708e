"""The stored bytes of an entry, in pieces, for the browser to decode."""

from __future__ import annotations

import os
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from .faults import ApiFault, bad_parameter, entry_not_found
from .keys import BY_KEY
from .values import open_value

MAX_BYTES = 16 * 2**20
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@dataclass(frozen=True)
class Span:
    """Bytes `start` to `end` (exclusive) of `total`."""

    start: int
    end: int
    total: int

    @property
    def content_range(self) -> str:
        return f"bytes {self.start}-{self.end - 1}/{self.total}"


@dataclass(frozen=True)
class Piece:
    """Part of a stored value. `tag` changes when the value does."""

    content: bytes
    span: Span
    tag: str


def parse_range(header: str | None, total: int) -> Span:
    """The bytes that a Range header asks for, at most MAX_BYTES of them; without one, the first.

    Raises ApiFault for a range that is malformed or begins behind the end.

    >>> parse_range("bytes=10-19", 100)
    Span(start=10, end=20, total=100)
    """
    if header is None:
        return Span(0, min(total, MAX_BYTES), total)
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[1] == match[2] == "":
        raise bad_parameter("The Range header must be like `bytes=0-1048575`.")
    if match[1] == "":
        start, end = max(0, total - int(match[2])), total
    else:
        start, end = int(match[1]), min(total, int(match[2]) + 1 if match[2] else total)
    if start >= end:
        raise ApiFault(416, "bad_range", f"The value has {total} bytes; there is nothing in that range.")
    return Span(start, min(end, start + MAX_BYTES), total)


def read_payload(db: sqlite3.Connection, folder: Path, key: bytes, wanted: str | None) -> Piece:
    """The bytes of an entry's value that the Range header `wanted` names. Raises ApiFault."""
    row = db.execute(
        "SELECT e.id, e.file, hex(e.checksum) AS checksum, length(v.value) AS bytes"
        f" FROM live_entries e JOIN stored_values v ON v.id = e.id WHERE {BY_KEY}",
        {"key": key},
    ).fetchone()
    if row is None:
        raise entry_not_found(key.hex())
    tag = row["checksum"].lower()
    if row["file"] is not None:
        return _from_file(folder, row["file"], wanted, tag)
    span = parse_range(wanted, row["bytes"] or 0)
    content = db.execute(
        "SELECT substr(value, ?, ?) FROM stored_values WHERE id = ?",
        (span.start + 1, span.end - span.start, row["id"]),
    ).fetchone()
    return Piece(bytes(content[0] or b"") if content else b"", span, tag)


def _from_file(folder: Path, name: str, wanted: str | None, tag: str) -> Piece:
    try:
        with open_value(folder, name) as file:
            span = parse_range(wanted, os.fstat(file.fileno()).st_size)
            file.seek(span.start)
            return Piece(file.read(span.end - span.start), span, tag)
    except OSError as error:
        raise ApiFault(
            404, "value_not_found", "The file with this value is gone or not readable; the next call computes it again."
        ) from error
