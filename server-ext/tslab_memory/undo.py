"""Remembers the last clears for as long as a person can take them back."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

from .clearing import Removal
from .faults import ApiFault


class UndoLog:
    """Clears by token, each to be taken back within `seconds`. Safe to use from several threads."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._removals: dict[str, tuple[float, str, Removal]] = {}

    def remember(self, store_id: str, removal: Removal) -> str:
        """Keeps what a clear did; returns the token that takes it back."""
        token = secrets.token_hex(16)
        with self._lock:
            self._forget_expired()
            self._removals[token] = (self._clock() + self._seconds, store_id, removal)
        return token

    def find(self, store_id: str, token: str) -> Removal:
        """The clear of this token. Raises ApiFault when it is too late."""
        with self._lock:
            self._forget_expired()
            _, owner, removal = self._removals.get(token, (0.0, "", None))
        if removal is None or owner != store_id:
            raise ApiFault(410, "undo_expired", "It is too late to undo this: what was cleared is being removed.")
        return removal

    def forget(self, token: str) -> None:
        """Says that the clear of this token was taken back."""
        with self._lock:
            self._removals.pop(token, None)

    def _forget_expired(self) -> None:
        now = self._clock()
        self._removals = {token: kept for token, kept in self._removals.items() if kept[0] > now}
