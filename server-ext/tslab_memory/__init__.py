"""Jupyter Server extension of tslab-memory: shows what the stores hold and clears it, over REST."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__version__ = "0.1.0"


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where the prebuilt panel lies in an editable install; a wheel puts it into share/jupyter itself."""
    built = Path(__file__).parents[2] / "labextension" / "dist"
    if not (built / "package.json").is_file():
        return []
    name = json.loads((built / "package.json").read_text(encoding="utf-8"))["name"]
    return [{"src": str(built), "dest": name}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .app import MemoryApp

    return [{"module": "tslab_memory", "app": MemoryApp}]
