"""Names of places: the user's data folder, ids of stores, and paths as they are shown to people."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

STORE_FOLDER = ".tslab-memory"
DATABASE = "cache.sqlite"
VALUES = "values"
# Kernels keep this file so that a store on a full disk can be cleared once it is removed.
RESERVE = "reserve"


def data_folder() -> Path:
    """The folder where kernels note the stores they opened; see schema/README.md. It may not exist."""
    chosen = os.environ.get("TSLAB_MEMORY_DATA_DIR")
    if chosen:
        return Path(chosen).absolute()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home(), "tslab-memory")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "tslab-memory"
    xdg = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (xdg if xdg.is_absolute() else Path.home() / ".local" / "share") / "tslab-memory"


def store_id(folder: Path) -> str:
    """Id of the store in `folder`, which must be a real path: 16 hex digits."""
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]


def store_name(folder: Path) -> str:
    """Short name of a store: the folder that holds `.tslab-memory`, or a chosen location's own name."""
    named = folder.parent if folder.name == STORE_FOLDER else folder
    return named.name or str(named)


def shown_path(path: str, root: Path) -> str:
    """`path` as a person reads it: relative to the server's root, else with `~` for home, with forward slashes."""
    for base, prefix in ((root, ""), (Path.home(), "~/")):
        inside = relative_to(path, base)
        if inside is not None:
            return prefix + inside
    return path


def relative_to(path: str, base: Path) -> str | None:
    """`path` below `base` with forward slashes (a contents path, when `base` is the server's root), or None."""
    try:
        return Path(path).relative_to(base).as_posix()
    except ValueError:
        return None
