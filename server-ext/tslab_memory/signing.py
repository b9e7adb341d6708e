"""Tells entries that this user's kernels wrote from those that came with a copied store; see schema/README.md."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import sqlite3
from functools import partial
from pathlib import Path

from .clearing import BATCH
from .notes import read_own_file
from .places import data_folder
from .store import Store

_SECRET_BYTES = 32
_KEY_BYTES = 32
_FUNCTIONS_SAMPLED = 100
_SIGNED = "e.id, e.key, e.checksum, e.mac, p.output FROM entries e LEFT JOIN payloads p ON p.id = e.id"


class Signer:
    """Signs entries with the user's secret, as kernels do."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def sign(self, key: bytes, checksum: bytes, output: str | None) -> bytes:
        """The signature of an entry: over its key, the checksum of its value, and what it would print."""
        parts = (self._secret, key, bytes([len(checksum) & 0xFF]), checksum, (output or "").encode("utf-8"))
        return hashlib.new("sha512_256", b"".join(parts)).digest()

    def is_own(self, row: sqlite3.Row) -> bool:
        """Whether this user wrote the entry. `row` has key, checksum, mac and output."""
        mac = row["mac"]
        return mac is not None and hmac.compare_digest(mac, self.sign(row["key"], row["checksum"], row["output"]))


def user_signer() -> Signer | None:
    """A signer with the user's secret; None while no kernel has made one."""
    try:
        secret = read_own_file(data_folder() / "secret")
    except OSError:
        return None
    return Signer(secret) if len(secret) == _SECRET_BYTES else None


def is_trusted(db: sqlite3.Connection, signer: Signer | None) -> bool:
    """Whether the store looks like this user's own: looks at the oldest and the newest entry of each function."""
    functions = db.execute(
        "SELECT id, live_from FROM functions JOIN function_totals USING (id) WHERE entries > 0 ORDER BY id LIMIT ?",
        (_FUNCTIONS_SAMPLED,),
    ).fetchall()
    return all(
        signer is not None and signer.is_own(row) for function in functions for row in _oldest_and_newest(db, function)
    )


def is_own_entry(db: sqlite3.Connection, row_id: int, signer: Signer | None) -> bool:
    """Whether this user wrote the entry in this row."""
    row = db.execute(f"SELECT {_SIGNED} WHERE e.id = ?", (row_id,)).fetchone()
    return row is not None and signer is not None and signer.is_own(row)


def trust_all(store: Store) -> int:
    """Signs all entries of a store as this user's own; returns how many were not before. Raises ApiFault, OSError."""
    signer = user_signer() or Signer(_make_secret(data_folder() / "secret"))
    signed, last = 0, -1
    while True:
        rows = store.read_apart(partial(_rows_after, last=last))
        if not rows:
            return signed
        last = rows[-1]["id"]
        foreign = [row for row in rows if len(row["key"]) == _KEY_BYTES and not signer.is_own(row)]
        if foreign:
            store.write(partial(_sign_rows, rows=foreign, signer=signer))
        signed += len(foreign)


def _oldest_and_newest(db: sqlite3.Connection, function: sqlite3.Row) -> list[sqlite3.Row]:
    return [
        row
        for direction in ("ASC", "DESC")
        for row in db.execute(
            f"SELECT {_SIGNED} WHERE e.function_id = ? AND e.generation >= ? ORDER BY e.created {direction} LIMIT 1",
            (function["id"], function["live_from"]),
        )
    ]


def _rows_after(db: sqlite3.Connection, last: int) -> list[sqlite3.Row]:
    return db.execute(f"SELECT {_SIGNED} WHERE e.id > ? ORDER BY e.id LIMIT ?", (last, BATCH)).fetchall()


def _sign_rows(db: sqlite3.Connection, rows: list[sqlite3.Row], signer: Signer) -> None:
    db.executemany(
        "UPDATE entries SET mac = ? WHERE id = ? AND checksum = ?",
        [(signer.sign(row["key"], row["checksum"], row["output"]), row["id"], row["checksum"]) for row in rows],
    )


def _make_secret(path: Path) -> bytes:
    """The user's secret, made now unless a kernel is faster: a link never replaces what is there."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f"secret.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(_SECRET_BYTES))
    try:
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        temporary.unlink()
    return read_own_file(path)
