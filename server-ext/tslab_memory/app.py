"""The server extension: its settings, and how it starts and stops."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

from jupyter_server.extension.application import ExtensionApp
from jupyter_server.serverapp import ServerApp
from traitlets import Float, Integer

from . import __version__
from .handlers import ROUTES
from .registry import Registry
from .scan import ScanLimits
from .service import MemoryService


class MemoryApp(ExtensionApp):
    """Serves `tslab-memory/api`. A setting is given as `--MemoryApp.scan_depth=3`, or as `c.MemoryApp…` in a config file."""

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
    worker_threads = Integer(4, min=1, help="Threads that read and change stores.").tag(config=True)

    service: MemoryService
    threads: ThreadPoolExecutor

    def initialize_settings(self) -> None:
        limits = ScanLimits(depth=self.scan_depth, folders=self.scan_folders)
        registry = Registry(
            Path(cast(ServerApp, self.serverapp).root_dir), limits, self.scan_interval, self.forget_after_days
        )
        self.service = MemoryService(registry)
        self.threads = ThreadPoolExecutor(self.worker_threads, thread_name_prefix="tslab-memory")

    def initialize_handlers(self) -> None:
        self.handlers.extend(ROUTES)

    async def stop_extension(self) -> None:
        self.threads.shutdown(wait=True, cancel_futures=True)
        self.service.close()
