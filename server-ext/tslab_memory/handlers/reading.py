"""GET: what the stores hold."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..activity import MAX_DAYS
from ..faults import bad_parameter
from ..finding import Place
from ..search import MAX_FILTER_CHARS
from .base import MemoryHandler

_MAX_ID = 2**62


class OverviewHandler(MemoryHandler):
    """`Overview`; 304 when the client's ETag says that it knows."""

    # The panel asks every second or two; that must not keep an idle server from being culled.
    _track_activity = False

    @web.authenticated
    @authorized
    async def get(self) -> None:
        tag = f'"{await self.off_loop(self.views.overview_tag)}"'
        self.set_header("ETag", tag)
        self.set_header("Cache-Control", "no-cache")
        if self.request.headers.get("If-None-Match") == tag:
            self.set_status(304)
            self.finish()
            return
        self.finish(await self.off_loop(self.views.overview))


class SearchHandler(MemoryHandler):
    """`Found` for a text in the arguments of all entries."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        text = self.text("text", MAX_FILTER_CHARS)
        if text == "":
            raise bad_parameter("`text` must say what to look for.")
        place = self.get_query_argument("after", "")
        after = Place.parse(place) if place else None
        self.finish(await self.off_loop(lambda: self.views.found(text, after, self.is_gone), long=True))


class StoresHandler(MemoryHandler):
    """`StoreList`."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        self.finish(await self.off_loop(self.views.stores))


class FunctionsHandler(MemoryHandler):
    """`FunctionList` of one store."""

    @web.authenticated
    @authorized
    async def get(self, store: str) -> None:
        self.finish(await self.off_loop(lambda: self.views.functions(store)))


class FunctionHandler(MemoryHandler):
    """`FunctionDetails` of one function."""

    @web.authenticated
    @authorized
    async def get(self, store: str, function: str) -> None:
        self.finish(await self.off_loop(lambda: self.views.function(store, int(function))))


class ActivityHandler(MemoryHandler):
    """`Activity` of a store, or of one of its functions."""

    @web.authenticated
    @authorized
    async def get(self, store: str) -> None:
        days = self.number("days", 7, 1, MAX_DAYS)
        function = self.number("function", 0, 1, _MAX_ID) if self.get_query_argument("function", "") else None
        self.finish(await self.off_loop(lambda: self.views.activity(store, days, function)))
