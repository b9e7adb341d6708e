"""Entries: a page of them, one in detail, and the bytes of its value."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..entries import MAX_LIMIT, PageQuery
from ..orders import DIRECTIONS, SORTS
from ..search import MAX_FILTER_CHARS
from .base import MemoryHandler

_MAX_OFFSET = 10**12


class FunctionEntriesHandler(MemoryHandler):
    """`EntryPage` for GET, `Cleared` for DELETE."""

    @web.authenticated
    @authorized
    async def get(self, store: str, function: str) -> None:
        query = PageQuery(
            limit=self.number("limit", 100, 1, MAX_LIMIT),
            offset=self.number("offset", 0, 0, _MAX_OFFSET),
            sort=self.choice("sort", "created", tuple(SORTS)),
            order=self.choice("order", "desc", DIRECTIONS),
            filter=self.text("filter", MAX_FILTER_CHARS),
        )
        page = await self.off_loop(lambda: self.views.entries_at_hand(store, int(function), query))
        if page is None:
            page = await self.off_loop(lambda: self.views.entries(store, int(function), query, self.is_gone), long=True)
        self.finish(page)

    @web.authenticated
    @authorized
    async def delete(self, store: str, function: str) -> None:
        self.finish(await self.off_loop(lambda: self.changes.clear_function(store, int(function))))


class EntryHandler(MemoryHandler):
    """`EntryDetails` for GET, `Cleared` for DELETE."""

    @web.authenticated
    @authorized
    async def get(self, store: str, key: str) -> None:
        self.finish(await self.off_loop(lambda: self.views.entry(store, bytes.fromhex(key))))

    @web.authenticated
    @authorized
    async def delete(self, store: str, key: str) -> None:
        self.finish(await self.off_loop(lambda: self.changes.clear_entry(store, bytes.fromhex(key))))


class PayloadHandler(MemoryHandler):
    """The stored bytes of an entry's value: 206 with what a Range header asks for, or with the first of a long one."""

    @web.authenticated
    @authorized
    async def get(self, store: str, key: str) -> None:
        wanted = self.request.headers.get("Range")
        piece = await self.off_loop(lambda: self.views.payload(store, bytes.fromhex(key), wanted), long=True)
        partial = wanted is not None or piece.span.end < piece.span.total
        if partial:
            self.set_status(206)
            self.set_header("Content-Range", piece.span.content_range)
        self.set_header("Accept-Ranges", "bytes")
        self.set_header("ETag", f'"{piece.tag}"')
        self.set_header("Cache-Control", "private, no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(piece.content, set_content_type="application/octet-stream")
