"""How an entry is found by its key: by the index `entries_by_key`, which has the first bytes of each."""

from __future__ import annotations

from collections.abc import Sequence

_PREFIX_BYTES = 8

# SQL for rows with a column `key`; the key is bound as `:key`.
BY_KEY = f"substr(key, 1, {_PREFIX_BYTES}) = substr(:key, 1, {_PREFIX_BYTES}) AND key = :key"


def by_keys(keys: Sequence[bytes]) -> str:
    """SQL for the rows `e` with one of these keys."""
    prefixes, whole = (", ".join(f"x'{key[:length].hex()}'" for key in keys) for length in (_PREFIX_BYTES, None))
    return f"substr(e.key, 1, {_PREFIX_BYTES}) IN ({prefixes}) AND e.key IN ({whole})"
