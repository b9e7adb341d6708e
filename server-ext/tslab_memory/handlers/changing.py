"""Changes of a whole store: clearing more than one function at a time, taking back a clear, trusting."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..faults import bad_parameter
from ..selection import parse_selection
from .base import MemoryHandler


class StoreEntriesHandler(MemoryHandler):
    """`Cleared` for DELETE of all entries of a store."""

    @web.authenticated
    @authorized
    async def delete(self, store: str) -> None:
        self.finish(await self.off_loop(lambda: self.changes.clear_store(store)))


class ClearHandler(MemoryHandler):
    """`Cleared` for POST of a `ClearRequest`."""

    @web.authenticated
    @authorized
    async def post(self, store: str) -> None:
        wanted = parse_selection(self.json_body())
        self.finish(await self.off_loop(lambda: self.changes.clear_selection(store, wanted), long=True))


class UndoHandler(MemoryHandler):
    """`Restored` for POST of an `UndoRequest`."""

    @web.authenticated
    @authorized
    async def post(self, store: str) -> None:
        body = self.json_body()
        token = body.get("token") if isinstance(body, dict) else None
        if not isinstance(token, str):
            raise bad_parameter('The body must be like {"token": "…"}, with the `undo` of a clear.')
        self.finish(await self.off_loop(lambda: self.changes.undo(store, token), long=True))


class TrustHandler(MemoryHandler):
    """`Trusted` for POST: all entries of the store count as the user's own from now on."""

    @web.authenticated
    @authorized
    async def post(self, store: str) -> None:
        self.finish(await self.off_loop(lambda: self.changes.trust(store), long=True))
