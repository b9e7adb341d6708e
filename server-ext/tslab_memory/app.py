"""The server extension: its settings, and how it starts and stops."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

from jupyter_server.extension.application import ExtensionApp
from jupyter_server.serverapp import ServerApp
from traitlets import Float, Integer

from . import __version__
from .changes import Changes
from .handlers import ROUTES
from .reaper import Reaper
from .registry import Registry
from .scan import ScanLimits
from .stores import Stores
from .undo import UndoLog
from .views import Views

_THREADS = 4
_LONG_THREADS = 2


class MemoryApp(ExtensionApp):
    """Serves `tslab-memory/api`. A setting is given as `--MemoryApp.scan_depth=3`, or so in a config file."""

    name = "tslab_memory"
    description = "Shows and clears what TypeScript notebooks have cached with tslab-memory."
    version = __version__

    scan_depth = Integer(6, min=0, help="How many levels below the server's root stores are looked for.").tag(
        config=True
    )
    scan_folders = Integer(20_000, min=1, help="How many folders one search for stores reads at most.").tag(config=True)
    scan_interval = Float(
        60.0, min=1.0, help="Seconds after which stores are looked for again. Stores noted by a kernel show at once."
    ).tag(config=True)
    forget_after_days = Float(
        7.0, min=0.0, help="Days after which a noted store whose folder is gone is no longer listed."
    ).tag(config=True)
    undo_seconds = Float(
        12.0, min=0.0, help="Seconds in which a clear can be taken back: the panel's ten, and what the way there takes."
    ).tag(config=True)
    grace_seconds = Float(
        15.0, min=0.0, help="Seconds after which cleared entries are removed from the disk; more than undo_seconds."
    ).tag(config=True)

    views: Views
    changes: Changes
    threads: ThreadPoolExecutor
    long_threads: ThreadPoolExecutor

    def initialize_settings(self) -> None:
        limits = ScanLimits(depth=self.scan_depth, folders=self.scan_folders)
        root = Path(cast(ServerApp, self.serverapp).root_dir)
        self._stores = Stores(Registry(root, limits, self.scan_interval, self.forget_after_days))
        self._reaper = Reaper(max(self.grace_seconds, self.undo_seconds), self.log)
        self.views = Views(self._stores)
        self.changes = Changes(self._stores, UndoLog(self.undo_seconds), self._reaper)
        self.threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="tslab-memory")
        self.long_threads = ThreadPoolExecutor(_LONG_THREADS, thread_name_prefix="tslab-memory-long")

    def initialize_handlers(self) -> None:
        self.handlers.extend(ROUTES)

    async def stop_extension(self) -> None:
        self._reaper.stop()
        for threads in (self.threads, self.long_threads):
            threads.shutdown(wait=True, cancel_futures=True)
        self._stores.close()
