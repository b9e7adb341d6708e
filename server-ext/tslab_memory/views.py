"""What the GET calls answer: finds the store, asks it, shapes the body."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from typing import Any

from .activity import activity
from .details import entry_details, function_details
from .entries import PageQuery
from .expiry import ExpiryWatch, next_expiry
from .faults import StoreUnusable
from .finding import Place, find_functions
from .functions import function_summaries, totals
from .payload import Piece, read_payload
from .places import shown_path, store_name
from .signing import is_trusted, user_signer
from .store import Store
from .stores import Stores

_NO_TOTALS = {"entries": 0, "bytes": 0, "hits": 0, "misses": 0, "timeSavedMs": 0, "maxBytes": None}


class Views:
    """Bodies of the GET calls. The methods block on disk: call them off the event loop.

    All raise ApiFault, with words for the person, when a store, function or entry is not there or not usable; but a
    store that cannot be used is listed with what is wrong with it.
    """

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._root = stores.root
        self._expiry = ExpiryWatch()

    def overview_tag(self) -> str:
        """An ETag (without quotes) of the overview: the same only if no store changed, and nothing expired, since."""
        stamps = "\n".join(
            f"{store.id} {store.stamp()} {self._expiry.passed(store.id)}" for store in self._stores.all()
        )
        return hashlib.sha256(stamps.encode("utf-8", "replace")).hexdigest()[:32]

    def overview(self) -> dict[str, Any]:
        """An `Overview` body."""
        return {"stores": [self._described(store) for store in self._stores.all()]}

    def stores(self) -> dict[str, Any]:
        """A `StoreList` body."""
        return {"stores": [self._described(store)["store"] for store in self._stores.all()]}

    def functions(self, store_id: str) -> dict[str, Any]:
        """A `FunctionList` body."""
        store = self._stores.get(store_id).store
        return {"functions": store.read(lambda db: function_summaries(db, self._root))}

    def function(self, store_id: str, function_id: int) -> dict[str, Any]:
        """A `FunctionDetails` body."""
        return self._stores.get(store_id).store.read(lambda db: function_details(db, function_id, self._root))

    def found(self, text: str, after: Place | None, given_up: Callable[[], bool]) -> dict[str, Any]:
        """A `Found` body, of all stores; the search ends early when it is `given_up`."""
        return find_functions(self._stores.all(), text, after, given_up)

    def entries_at_hand(self, store_id: str, function_id: int, query: PageQuery) -> dict[str, Any] | None:
        """An `EntryPage` body, unless that takes long: then None, and `entries` has it."""
        one = self._stores.get(store_id)
        return one.store.read(lambda db: one.lists.page_at_hand(db, function_id, query, self._root))

    def entries(
        self, store_id: str, function_id: int, query: PageQuery, given_up: Callable[[], bool] = lambda: False
    ) -> dict[str, Any]:
        """The `EntryPage` body that was not at hand; a search for `query.filter` ends early when it is `given_up`."""
        one = self._stores.get(store_id)
        # A sorting is of use to whoever asks next.
        ends = given_up if query.filter else lambda: False
        return one.store.read_apart(lambda db: one.lists.page(db, function_id, query, self._root), ends)

    def entry(self, store_id: str, key: bytes) -> dict[str, Any]:
        """An `EntryDetails` body."""
        return self._stores.get(store_id).store.read(lambda db: entry_details(db, key, self._root))

    def payload(self, store_id: str, key: bytes, wanted: str | None) -> Piece:
        """Stored bytes of an entry's value; `wanted` is a Range header."""
        store = self._stores.get(store_id).store
        return store.read_apart(lambda db: read_payload(db, store.folder, key, wanted))

    def activity(self, store_id: str, days: int, function_id: int | None) -> dict[str, Any]:
        """An `Activity` body."""
        return self._stores.get(store_id).store.read(lambda db: activity(db, days, function_id))

    def _summed_up(self, db: sqlite3.Connection) -> tuple[dict[str, Any], list[dict[str, Any]], int | None]:
        counts = {**totals(db), "trusted": is_trusted(db, user_signer())}
        return counts, function_summaries(db, self._root), next_expiry(db)

    def _described(self, store: Store) -> dict[str, Any]:
        named = {
            "id": store.id,
            "name": store_name(store.folder),
            "path": shown_path(str(store.folder), self._root),
        }
        try:
            counts, functions, expiry = store.read(self._summed_up)
        except StoreUnusable as fault:
            state = {"status": fault.state, "message": fault.message}
            return {"store": {**named, **state, **_NO_TOTALS}, "functions": []}
        self._expiry.expect(store.id, expiry)
        return {"store": {**named, "status": "ok", "message": "", **counts}, "functions": functions}
