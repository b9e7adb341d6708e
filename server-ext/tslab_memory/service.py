"""What the REST calls do, as plain functions of ids: finds the store, asks it, shapes the answer."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import clear
from .entries import PageQuery, entry_page
from .faults import StoreUnusable, store_not_found
from .functions import function_summaries, totals
from .places import shown_path, store_name
from .registry import KnownStore, Registry
from .store import Store

_NO_TOTALS = {"entries": 0, "bytes": 0, "hits": 0, "misses": 0, "timeSavedMs": 0, "maxBytes": None}


class MemoryService:
    """The stores of one server. Its methods block on disk: call them off the event loop.

    All raise ApiFault with words for the person when a store, function or entry is not there or not usable.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._root: Path = registry.root
        self._stores: dict[str, Store] = {}
        self._lock = threading.Lock()

    def overview_tag(self) -> str:
        """An ETag (without quotes) of the overview: the same only if no store changed in between."""
        stamps = [f"{known.id} {self._opened(known).stamp()}" for known in self._registry.stores()]
        return hashlib.sha256("\n".join(stamps).encode("utf-8", "replace")).hexdigest()[:32]

    def overview(self) -> dict[str, Any]:
        """An `Overview` body."""
        return {"stores": [self._described(known) for known in self._registry.stores()]}

    def stores(self) -> dict[str, Any]:
        """A `StoreList` body."""
        return {"stores": [self._described(known)["store"] for known in self._registry.stores()]}

    def functions(self, store_id: str) -> dict[str, Any]:
        """A `FunctionList` body."""
        return {"functions": self._store(store_id).read(lambda db: function_summaries(db, self._root))}

    def entries(self, store_id: str, function_id: int, query: PageQuery) -> dict[str, Any]:
        """An `EntryPage` body."""
        return self._store(store_id).read(lambda db: entry_page(db, function_id, query, self._root))

    def clear_entry(self, store_id: str, key: bytes) -> dict[str, Any]:
        """Clears one entry; a `Cleared` body."""
        return asdict(self._store(store_id).write(lambda db: clear.clear_entry(db, key)))

    def clear_function(self, store_id: str, function_id: int) -> dict[str, Any]:
        """Clears a function's entries; a `Cleared` body."""
        return asdict(self._store(store_id).write(lambda db: clear.clear_function(db, function_id)))

    def clear_store(self, store_id: str) -> dict[str, Any]:
        """Clears a whole store; a `Cleared` body."""
        return asdict(self._store(store_id).write(clear.clear_store))

    def close(self) -> None:
        """Closes all connections."""
        with self._lock:
            for store in self._stores.values():
                store.close()
            self._stores.clear()

    def _store(self, store_id: str) -> Store:
        known = self._registry.find(store_id)
        if known is None:
            raise store_not_found(store_id)
        return self._opened(known)

    def _opened(self, known: KnownStore) -> Store:
        with self._lock:
            return self._stores.setdefault(known.id, Store(known.id, known.folder))

    def _described(self, known: KnownStore) -> dict[str, Any]:
        named = {
            "id": known.id,
            "name": store_name(known.folder),
            "path": shown_path(str(known.folder), self._root),
        }
        try:
            counts, functions = self._opened(known).read(lambda db: (totals(db), function_summaries(db, self._root)))
        except StoreUnusable as fault:
            state = {"status": fault.state, "message": fault.message}
            return {"store": {**named, **state, **_NO_TOTALS}, "functions": []}
        return {"store": {**named, "status": "ok", "message": "", **counts}, "functions": functions}
