"""Which stores there are: those that the user's kernels have noted, and those below the server's root.

A store is known by its id from here on; nothing that a client sends is ever made into a path.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .notes import Notes
from .places import store_id
from .scan import ScanLimits, find_stores

# Each takes a connection and three open files.
_MOST_STORES = 200


def _on_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="tslab-memory-scan", daemon=True).start()


@dataclass(frozen=True)
class KnownStore:
    """A store's id and folder (a real path)."""

    id: str
    folder: Path


class Registry:
    """The stores that this server may open, those used last first. Safe to use from several threads.

    `rescan_after` is in seconds; a noted store whose folder is gone is left out after `forget_after_days`.
    `background` runs a new search below the root while the last one's result serves; the first is waited for.
    """

    def __init__(
        self,
        root: Path,
        limits: ScanLimits | None = None,
        rescan_after: float = 60.0,
        forget_after_days: float = 7.0,
        background: Callable[[Callable[[], None]], object] = _on_thread,
    ) -> None:
        self.root = Path(os.path.realpath(root))
        self._limits = limits or ScanLimits()
        self._rescan_after = rescan_after
        self._notes = Notes(forget_after_days)
        self._background = background
        self._lock = threading.Lock()
        self._first_scan = threading.Lock()
        self._scanned: list[Path] | None = None
        self._scan_due = 0.0

    def stores(self) -> list[KnownStore]:
        """All known stores, each once, at most a few hundred."""
        folders = dict.fromkeys([*self._notes.folders(), *self._below_root()])
        return [KnownStore(store_id(folder), folder) for folder in islice(folders, _MOST_STORES)]

    def find(self, wanted: str) -> Path | None:
        """Folder of the store with this id, or None."""
        return next((store.folder for store in self.stores() if store.id == wanted), None)

    def _below_root(self) -> list[Path]:
        with self._first_scan:
            if self._scanned is None:
                self._scan()
        with self._lock:
            due = time.monotonic() > self._scan_due
            if due:
                self._scan_due = float("inf")
        if due:
            self._background(self._scan)
        return self._scanned or []

    def _scan(self) -> None:
        try:
            self._scanned = find_stores(self.root, self._limits)
        finally:
            self._scan_due = time.monotonic() + self._rescan_after
