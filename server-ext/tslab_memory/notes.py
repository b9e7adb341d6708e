"""Reads the notes that kernels leave in the user's registry about the stores they opened; see schema/README.md."""

from __future__ import annotations

import json
import os
import re
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from .clock import now_ms
from .places import data_folder, store_id

_NOTE = re.compile(r"([0-9a-f]{16})\.json")
_MOST_BYTES = 64 * 1024
_DAY_MS = 86_400_000
# A file system's clock ticks in steps: what changed twice in one looks as if it had changed once.
_TICK_NS = 1_000_000_000


@dataclass(frozen=True)
class Note:
    """Where a store is and when it was last used, in milliseconds since 1970."""

    folder: Path
    last_used: float


class Notes:
    """The noted stores; a store whose folder is gone is left out `forget_after_days` after its last use."""

    def __init__(self, forget_after_days: float) -> None:
        self._forget_after_ms = forget_after_days * _DAY_MS
        self._read: tuple[tuple[str, int], list[Note]] | None = None

    def folders(self) -> list[Path]:
        """Folders of the noted stores, those used last first."""
        oldest = now_ms() - self._forget_after_ms
        return [note.folder for note in self._notes() if note.last_used >= oldest or note.folder.is_dir()]

    def _notes(self) -> list[Note]:
        """All notes, read again when one was written: kernels rename them into place, which changes the folder."""
        folder = data_folder() / "stores"
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            return []
        known = self._read
        if known is not None and known[0] == (str(folder), changed):
            return known[1]
        notes = sorted(_read_notes(folder), key=lambda note: note.last_used, reverse=True)
        if time.time_ns() - changed > _TICK_NS:
            self._read = ((str(folder), changed), notes)
        return notes


def _read_notes(folder: Path) -> list[Note]:
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    notes = (_read_note(folder / name, match[1]) for name in names if (match := _NOTE.fullmatch(name)))
    return [note for note in notes if note is not None]


def _read_note(path: Path, named: str) -> Note | None:
    """None for a note that is damaged, or not the user's own, or that is about another store than its name says."""
    try:
        content = json.loads(read_own_file(path))
        note = Note(Path(content["path"]), float(content.get("lastUsed") or 0))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return note if note.folder.is_absolute() and store_id(note.folder) == named else None


def read_own_file(path: Path) -> bytes:
    """Content of a small regular file of this user. Raises OSError for links and for files of others."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a regular file")
        if hasattr(os, "getuid") and status.st_uid != os.getuid():
            raise OSError("another user's file")
        return file.read(_MOST_BYTES)
