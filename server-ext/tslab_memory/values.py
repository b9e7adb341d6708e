"""Value files: their names come out of a database that anybody may have written, so they are never trusted."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from .places import VALUES

# Without O_NONBLOCK a pipe in place of the file would hold the thread for good.
_READ_ONLY = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
_NAME = re.compile(r"([0-9a-f]{2})/[0-9a-f]{30}")


def open_value(folder: Path, name: str) -> BinaryIO:
    """Opens a value file for reading. Raises OSError for a name that could lead elsewhere, for links, for no file."""
    path = _checked_path(folder, name)
    handle = os.open(path, _READ_ONLY)
    file = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        file.close()
        raise OSError(f"not a file: {name}")
    return file


def remove_value(folder: Path, name: str) -> None:
    """Deletes a value file; one that is gone, or whose name could lead elsewhere, is left at that."""
    try:
        _checked_path(folder, name).unlink(missing_ok=True)
    except ValueError:
        return


def _checked_path(folder: Path, name: str) -> Path:
    match = _NAME.fullmatch(name)
    if match is None:
        raise _BadName(f"not the name of a value file: {name[:40]!r}")
    values = folder / VALUES
    if values.is_symlink() or (values / match[1]).is_symlink():
        raise _BadName(f"{name} lies behind a link")
    return values / name


class _BadName(OSError, ValueError):
    """A name that no value file has."""
