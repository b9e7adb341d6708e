"""The stores of one server, each opened once."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from .entries import EntryLists
from .faults import store_not_found
from .registry import Registry
from .store import Store


@dataclass(frozen=True)
class OpenStore:
    """A store, and what is remembered of the lists that were read from it."""

    store: Store
    lists: EntryLists = field(default_factory=EntryLists)


class Stores:
    """The stores of one server, each opened once. Safe to use from several threads."""

    def __init__(self, registry: Registry) -> None:
        self.root = registry.root
        self._registry = registry
        self._open: dict[str, OpenStore] = {}
        self._lock = threading.Lock()

    def all(self) -> list[Store]:
        """Every store that is known now. Closes those that no longer are, and gives up lists that are not in use."""
        known = self._registry.stores()
        with self._lock:
            for gone in self._open.keys() - {one.id for one in known}:
                self._open.pop(gone).store.close()
            for one in self._open.values():
                one.lists.forget_unused()
            return [self._opened(one.id, one.folder).store for one in known]

    def get(self, store_id: str) -> OpenStore:
        """The store of this id. Raises ApiFault for one that is not known."""
        folder = self._registry.find(store_id)
        if folder is None:
            raise store_not_found(store_id)
        with self._lock:
            return self._opened(store_id, folder)

    def close(self) -> None:
        """Closes all connections."""
        with self._lock:
            for one in self._open.values():
                one.store.close()
            self._open.clear()

    def _opened(self, store_id: str, folder: Path) -> OpenStore:
        if store_id not in self._open:
            self._open[store_id] = OpenStore(Store(store_id, folder))
        return self._open[store_id]
