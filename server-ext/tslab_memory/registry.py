"""Which stores there are: those that the user's kernels have noted, and those below the server's root.

A store is known by its id from here on; nothing that a client sends is ever made into a path.
"""

from __future__ import annotations

import json
import os
import re
import stat
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from .places import data_folder, store_id
from .scan import ScanLimits, find_stores

_NOTE = re.compile(r"^([0-9a-f]{16})\.json$")
_NOTE_BYTES = 64 * 1024
_DAY_MS = 86_400_000


@dataclass(frozen=True)
class KnownStore:
    """A store's id and folder (a real path)."""

    id: str
    folder: Path


class Registry:
    """The stores that this server may open, most recently noted first. Safe to use from several threads.

    `rescan_after` is in seconds; a noted store whose folder is gone is left out after `forget_after_days`.
    """

    def __init__(
        self,
        root: Path,
        limits: ScanLimits | None = None,
        rescan_after: float = 60.0,
        forget_after_days: float = 7.0,
    ) -> None:
        self.root = Path(os.path.realpath(root))
        self._limits = limits or ScanLimits()
        self._rescan_after = rescan_after
        self._forget_after_ms = forget_after_days * _DAY_MS
        self._lock = threading.Lock()
        self._scanned: list[Path] = []
        self._scanned_at: float | None = None

    def stores(self) -> list[KnownStore]:
        """All known stores, each once."""
        folders = [*self._noted(), *self._below_root()]
        return [KnownStore(store_id(folder), folder) for folder in dict.fromkeys(folders)]

    def find(self, wanted: str) -> KnownStore | None:
        """The store with this id, or None."""
        return next((store for store in self.stores() if store.id == wanted), None)

    def _below_root(self) -> list[Path]:
        with self._lock:
            now = time.monotonic()
            if self._scanned_at is None or now - self._scanned_at > self._rescan_after:
                self._scanned = find_stores(self.root, self._limits)
                self._scanned_at = time.monotonic()
            return list(self._scanned)

    def _noted(self) -> list[Path]:
        notes = data_folder() / "stores"
        try:
            names = os.listdir(notes)
        except OSError:
            return []
        read = (self._read_note(notes / name, match[1]) for name in names if (match := _NOTE.match(name)))
        return [folder for _, folder in sorted((note for note in read if note), reverse=True)]

    def _read_note(self, note: Path, named: str) -> tuple[float, Path] | None:
        """When the store was last used and where it is; None for a note that is damaged or not the user's own."""
        try:
            text = _read_own_file(note)
            content = json.loads(text)
            folder, used = Path(content["path"]), float(content.get("lastUsed") or 0)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        if not folder.is_absolute() or store_id(folder) != named:
            return None
        if not folder.is_dir() and time.time() * 1000 - used > self._forget_after_ms:
            return None
        return used, folder


def _read_own_file(path: Path) -> str:
    """Text of a small regular file of this user. Raises OSError for links and for files of others."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a regular file")
        if hasattr(os, "getuid") and status.st_uid != os.getuid():
            raise OSError("another user's file")
        return file.read(_NOTE_BYTES).decode("utf-8")
