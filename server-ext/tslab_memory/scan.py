"""Finds `.tslab-memory` folders below the server's root, within bounds that a home folder does not burst."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .places import DATABASE, STORE_FOLDER

_SKIPPED = frozenset({"node_modules", "__pycache__", "site-packages", "venv", "env", "dist", "lib"})


@dataclass(frozen=True)
class ScanLimits:
    """How far a walk goes: levels below the root, folders read, seconds spent."""

    depth: int = 6
    folders: int = 20_000
    seconds: float = 2.0


def find_stores(root: Path, limits: ScanLimits) -> list[Path]:
    """Real paths of the stores below `root`, nearest first.

    Breadth first, so that a bound cuts off what lies deepest. Links are never followed, hidden and
    dependency folders are skipped, folders that cannot be read count as empty.
    """
    found: list[Path] = []
    waiting: deque[tuple[str, int]] = deque([(os.path.realpath(root), 0)])
    deadline = time.monotonic() + limits.seconds
    visited = 0
    while waiting and visited < limits.folders and time.monotonic() < deadline:
        folder, depth = waiting.popleft()
        visited += 1
        for child in _subfolders(folder):
            if child.name == STORE_FOLDER:
                store = Path(child.path)
                if (store / DATABASE).is_file():
                    found.append(store)
            elif depth < limits.depth and not _is_skipped(child.name):
                waiting.append((child.path, depth + 1))
    return found


def _is_skipped(name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED


def _subfolders(folder: str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as children:
            for child in children:
                if child.is_dir(follow_symlinks=False):
                    yield child
    except OSError:
        return
