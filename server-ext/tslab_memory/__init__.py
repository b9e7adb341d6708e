"""Jupyter Server extension of tslab-memory: shows what the stores hold and clears it, over REST."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__version__ = "0.1.0"


_PANEL = Path(__file__).resolve().parents[2] / "labextension" / "dist"


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where the prebuilt panel lies in an editable install; a wheel puts it into share/jupyter itself."""
    description = _PANEL / "package.json"
    if not description.is_file():
        return []
    return [{"src": str(_PANEL), "dest": json.loads(description.read_text(encoding="utf-8"))["name"]}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .app import MemoryApp

    return [{"module": "tslab_memory", "app": MemoryApp}]
