"""What the DELETE and POST calls do: clear, take back a clear, trust."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from .batches import batches
from .clearing import (
    WHOLE_FROM,
    Removal,
    Totals,
    clear_functions,
    clear_rows,
    clear_whole,
    restore_function,
    restore_rows,
)
from .faults import StoreUnusable, entry_not_found
from .reaper import Reaper
from .selection import Selected, Selection, select
from .signing import trust_all
from .store import Store
from .stores import Stores
from .undo import UndoLog


class Changes:
    """Clears entries, lets that be undone for a while, then has them removed; trusts stores. The methods block on disk.

    All raise ApiFault, with words for the person, when a store, function or entry is not there or not usable.
    """

    def __init__(self, stores: Stores, undo_log: UndoLog, reaper: Reaper) -> None:
        self._stores = stores
        self._undo_log = undo_log
        self._reaper = reaper

    def clear_entry(self, store_id: str, key: bytes) -> dict[str, Any]:
        """Clears one entry; a `Cleared` body."""
        store = self._stores.get(store_id).store
        removal = self._clear_selected(store, store.read(lambda db: select(db, Selection(keys=(key,)))))
        if removal.went.entries == 0:
            raise entry_not_found(key.hex())
        return self._cleared(store, removal)

    def clear_function(self, store_id: str, function_id: int) -> dict[str, Any]:
        """Clears a function's entries; a `Cleared` body."""
        store = self._stores.get(store_id).store
        return self._cleared(store, store.write(lambda db: clear_functions(db, [function_id])))

    def clear_store(self, store_id: str) -> dict[str, Any]:
        """Clears a whole store; a `Cleared` body."""
        store = self._stores.get(store_id).store
        every = "SELECT id FROM functions"
        return self._cleared(
            store, store.write(lambda db: clear_functions(db, [row["id"] for row in db.execute(every).fetchall()]))
        )

    def clear_selection(self, store_id: str, wanted: Selection) -> dict[str, Any]:
        """Clears what `wanted` describes, or only counts it; a `Cleared` body."""
        store = self._stores.get(store_id).store
        selected = store.read_apart(lambda db: select(db, wanted))
        if wanted.dry_run:
            return {**asdict(selected.totals), "undo": None}
        return self._cleared(store, self._clear_selected(store, selected))

    def undo(self, store_id: str, token: str) -> dict[str, Any]:
        """Takes back the clear of this token; a `Restored` body."""
        store = self._stores.get(store_id).store
        removal = self._undo_log.find(store_id, token)
        back = Totals()
        for clear in removal.functions:
            back.add(store.write(partial(restore_function, clear=clear)))
        for totals in store.write_each(partial(restore_rows, rows=batch) for batch in batches(removal.rows)):
            back.add(totals)
        # Only now: one that failed half-way can be tried again, as what is back already stays as it is.
        self._undo_log.forget(token)
        return asdict(back)

    def trust(self, store_id: str) -> dict[str, Any]:
        """Takes all entries of a store for the user's own; a `Trusted` body."""
        return {"entries": trust_all(self._stores.get(store_id).store)}

    def _clear_selected(self, store: Store, selected: Selected) -> Removal:
        """In several transactions, so that a kernel that wants to write never waits for all of it.

        When one of them fails, what went before is told all the same, so that it can be undone.
        """
        removal = Removal()
        if max(selected.functions.values(), default=0) >= WHOLE_FROM:
            removal = store.write(partial(clear_whole, chosen=selected.functions, chosen_at=selected.chosen_at))
        if removal.went.entries == selected.totals.entries:
            return removal
        changes = (partial(clear_rows, rows=batch, chosen_at=selected.chosen_at) for batch in batches(selected.rows))
        try:
            for part in store.write_each(changes):
                removal.went.add(part.went)
                removal.rows.extend(part.rows)
        except StoreUnusable:
            if removal.went.entries == 0:
                raise
        return removal

    def _cleared(self, store: Store, removal: Removal) -> dict[str, Any]:
        self._reaper.later(store)
        undo = self._undo_log.remember(store.id, removal) if removal.went.entries else None
        return {**asdict(removal.went), "undo": undo}
