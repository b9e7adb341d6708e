"""Entries of one function: a page of them, and clearing them."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from ..entries import MAX_LIMIT, ORDERS, SORTS, PageQuery
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
            order=self.choice("order", "desc", ORDERS),
            filter=self.get_query_argument("filter", "", strip=False),
        )
        self.finish(await self.off_loop(lambda: self.service.entries(store, int(function), query)))

    @web.authenticated
    @authorized
    async def delete(self, store: str, function: str) -> None:
        self.finish(await self.off_loop(lambda: self.service.clear_function(store, int(function))))


class EntryHandler(MemoryHandler):
    """`Cleared` for DELETE of one entry."""

    @web.authenticated
    @authorized
    async def delete(self, store: str, key: str) -> None:
        self.finish(await self.off_loop(lambda: self.service.clear_entry(store, bytes.fromhex(key))))


class StoreEntriesHandler(MemoryHandler):
    """`Cleared` for DELETE of all entries of a store."""

    @web.authenticated
    @authorized
    async def delete(self, store: str) -> None:
        self.finish(await self.off_loop(lambda: self.service.clear_store(store)))
