"""Pages in an order that no index has: the entries are sorted when somebody looks, and what came of that is kept."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from .held import Held, HeldLists
from .orders import Order, rows_of
from .search import find_ids

# To find the first few rows takes a seventh of sorting all.
_HEAD = 1_000
# Sorting so many takes some milliseconds.
_FEW = 20_000


@dataclass(frozen=True)
class Span:
    """Which rows are wanted of how many: `count` from `first` on. `total` is at least what that makes."""

    first: int
    count: int
    total: int

    @property
    def behind(self) -> int:
        """How many rows follow."""
        return self.total - self.first - self.count


@dataclass(frozen=True)
class SortedRows:
    """Rows in an order. `lasts`: in that of some time ago; a newer one can be had after so many seconds."""

    rows: list[sqlite3.Row]
    lasts: float | None


class Sorting:
    """Pages of sorted entries. Safe to use from several threads."""

    def __init__(self, held: HeldLists) -> None:
        self._held = held

    def rows(
        self, db: sqlite3.Connection, order: Order, state: object, span: Span, columns: str, at_hand: bool = False
    ) -> SortedRows | None:
        """The rows of `span`; None, with `at_hand`, when many entries would have to be sorted for that.

        While the function is changing, rows find their new places only now and then; those that are gone are left out
        at once.
        """
        # Near an end rows lie right, even if some have come or gone since they were sorted.
        near, skip = (order, span.first) if span.first <= span.behind else (order.reverse, span.behind)
        found = self._known(near, state, skip + span.count)
        if found is None:
            if at_hand and span.total > _FEW:
                return None
            found = self._sorted(db, near, state, skip + span.count)
        ids, lasts = found
        rows: list[sqlite3.Row] = []
        for start in range(skip, len(ids), span.count):
            rows += rows_of(db, order, ids[start : start + span.count].tolist(), columns)
            if len(rows) >= span.count:
                break
        del rows[span.count :]
        return SortedRows(rows if near is order else rows[::-1], lasts)

    def _known(self, order: Order, state: object, least: int) -> _Found | None:
        """Ids from the start of `order` on, `least` of them or more, if they are held."""
        whole = self._held.known(_whole(order), state, least)
        if whole is not None:
            return _of_whole(whole, order)
        head = self._held.known(_head(order), state, least) if least <= _HEAD else None
        return None if head is None else _of_head(head)

    def _sorted(self, db: sqlite3.Connection, order: Order, state: object, least: int) -> _Found:
        if least <= _HEAD:
            return _of_head(self._held.ids(_head(order), state, lambda: find_ids(db, order, most=_HEAD), least))
        ascending = replace(order, direction="asc")
        return _of_whole(self._held.ids(_whole(order), state, lambda: find_ids(db, ascending), least), order)


# Ids in the order asked for, and for how long they last. Not copied: there may be millions.
_Found = tuple["memoryview[int]", "float | None"]


def _whole(order: Order) -> object:
    return "whole", replace(order, direction="asc", all_live=False)


def _of_whole(held: Held, order: Order) -> _Found:
    ids = memoryview(held.ids)
    return ids if order.direction == "asc" else ids[::-1], held.lasts


def _head(order: Order) -> object:
    return "head", replace(order, all_live=False)


def _of_head(held: Held) -> _Found:
    return memoryview(held.ids), held.lasts
