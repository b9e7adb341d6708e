"""Lists of entries that took a while to make, kept for the pages that are asked for next."""

from __future__ import annotations

import threading
import time
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

_LISTS_KEPT = 16
# 32 MB.
_IDS_KEPT = 4_000_000
_UNUSED_SECONDS = 300.0
# Making lists again and again takes a tenth of the time at most.
_REST = 9
# What takes no longer may be made for each request.
_INSTANT_SECONDS = 0.02


@dataclass(frozen=True)
class Held:
    """A list of ids. `lasts`: of another state than was asked for; a newer one can be had after so many seconds."""

    ids: array[int]
    lasts: float | None = None


@dataclass
class _Slot:
    """One list, or the place for it while it is being made."""

    making: threading.Lock = field(default_factory=threading.Lock)
    ids: array[int] | None = None
    state: object = None
    took: float = 0.0
    made_at: float = 0.0
    used_at: float = 0.0


class HeldLists:
    """Lists of ids by name, the last ones used. A list is of a `state`, which is equal as long as nothing has changed.

    Safe to use from several threads. `clock` tells seconds, `work_clock` those that the processor gave to the thread.

    Example: `held.ids(("largest", 7), state, lambda: sort(db)).ids`
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, work_clock: Callable[[], float] = time.thread_time
    ) -> None:
        self._clock = clock
        self._work_clock = work_clock
        self._lock = threading.Lock()
        self._slots: OrderedDict[Hashable, _Slot] = OrderedDict()

    def known(self, name: Hashable, state: object, least: int | None = None) -> Held | None:
        """The list of this name, if it is held and of this `state`.

        `least`: one of another state will do that has so many ids, until nine times what making it took has gone by.
        """
        with self._lock:
            slot = self._slots.get(name)
            if slot is None or slot.ids is None:
                return None
            held = Held(slot.ids, None if slot.state == state else self._lasts(slot))
            if held.lasts is not None and (held.lasts <= 0 or least is None or len(held.ids) < least):
                return None
            slot.used_at = self._clock()
            self._slots.move_to_end(name)
            return held

    def ids(self, name: Hashable, state: object, make: Callable[[], array[int]], least: int | None = None) -> Held:
        """As `known`, but made where it is not. Who asks while it is being made waits for that."""
        with self._lock:
            slot = self._slots.setdefault(name, _Slot())
        with slot.making:
            known = self.known(name, state, least)
            if known is not None:
                return known
            started = self._work_clock()
            ids = make()
            took = self._work_clock() - started
            with self._lock:
                slot.ids, slot.state, slot.took = ids, state, took
                slot.made_at = slot.used_at = self._clock()
                self._slots[name] = slot
                self._slots.move_to_end(name)
                self._forget_some()
            return Held(ids)

    def forget_unused(self) -> None:
        """Gives up what nobody has asked for in five minutes."""
        with self._lock:
            before = self._clock() - _UNUSED_SECONDS
            for name in [name for name, slot in self._slots.items() if slot.ids is not None and slot.used_at < before]:
                del self._slots[name]

    def _lasts(self, slot: _Slot) -> float:
        """For how many seconds it will do for other states."""
        return slot.made_at + _REST * slot.took - self._clock() if slot.took > _INSTANT_SECONDS else 0.0

    def _forget_some(self) -> None:
        """Keeps the last one used, however long it is."""
        held = sum(len(slot.ids or ()) for slot in self._slots.values())
        while len(self._slots) > 1 and (len(self._slots) > _LISTS_KEPT or held > _IDS_KEPT):
            held -= len(self._slots.popitem(last=False)[1].ids or ())
