"""GET: what the stores hold."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from .base import MemoryHandler


class OverviewHandler(MemoryHandler):
    """`Overview`; 304 when the client's ETag says that it knows."""

    # The panel asks every second or two; that must not keep an idle server from being culled.
    _track_activity = False

    @web.authenticated
    @authorized
    async def get(self) -> None:
        tag = f'"{await self.off_loop(self.service.overview_tag)}"'
        self.set_header("ETag", tag)
        self.set_header("Cache-Control", "no-cache")
        if self.request.headers.get("If-None-Match") == tag:
            self.set_status(304)
            self.finish()
            return
        self.finish(await self.off_loop(self.service.overview))


class StoresHandler(MemoryHandler):
    """`StoreList`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        self.finish(await self.off_loop(self.service.stores))


class FunctionsHandler(MemoryHandler):
    """`FunctionList` of one store."""

    @web.authenticated
    @authorized
    async def get(self, store: str) -> None:
        self.finish(await self.off_loop(lambda: self.service.functions(store)))
