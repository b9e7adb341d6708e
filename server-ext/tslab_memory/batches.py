"""Cuts a long change into transactions that a kernel can wait for."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterator

# A kernel that waits for the write lock looks for it every 25 ms at least during the first 100 ms. So it gets it in the
# pause after a transaction of this length.
_SECONDS = 0.04
_PAUSE_SECONDS = 0.03
_FIRST = 500
_LEAST = 50
_MOST = 10_000


def batches(
    rows: array[int], clock: Callable[[], float] = time.monotonic, pause: Callable[[float], object] = time.sleep
) -> Iterator[array[int]]:
    """`rows` in pieces, in their order in the file; each as large as can be worked off before the next is asked for.

    Large ones are worth it: rows that lie on one page of an index are written to the log once for all of them.
    """
    ordered = array("q", sorted(rows))
    size, start = _FIRST, 0
    while start < len(ordered):
        began = clock()
        yield ordered[start : start + size]
        took = clock() - began
        start += size
        size = max(_LEAST, min(_MOST, 2 * size, int(size * _SECONDS / max(took, 0.001))))
        if start < len(ordered):
            pause(_PAUSE_SECONDS)
