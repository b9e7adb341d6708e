"""Which handler answers which path. The patterns admit ids, numbers and keys only, never a path."""

from __future__ import annotations

from .base import MemoryHandler, UnknownCallHandler
from .changing import ClearHandler, StoreEntriesHandler, TrustHandler, UndoHandler
from .entries import EntryHandler, FunctionEntriesHandler, PayloadHandler
from .reading import ActivityHandler, FunctionHandler, FunctionsHandler, OverviewHandler, SearchHandler, StoresHandler

_API = "/tslab-memory/api"
_STORE = rf"{_API}/stores/([0-9a-f]{{16}})"
_FUNCTION = rf"{_STORE}/functions/([0-9]{{1,18}})"
_ENTRY = rf"{_STORE}/entries/([0-9a-f]{{64}})"

ROUTES: list[tuple[str, type[MemoryHandler]]] = [
    (rf"{_API}/overview", OverviewHandler),
    (rf"{_API}/search", SearchHandler),
    (rf"{_API}/stores", StoresHandler),
    (rf"{_STORE}/functions", FunctionsHandler),
    (_FUNCTION, FunctionHandler),
    (rf"{_FUNCTION}/entries", FunctionEntriesHandler),
    (_ENTRY, EntryHandler),
    (rf"{_ENTRY}/payload", PayloadHandler),
    (rf"{_STORE}/activity", ActivityHandler),
    (rf"{_STORE}/entries", StoreEntriesHandler),
    (rf"{_STORE}/clear", ClearHandler),
    (rf"{_STORE}/undo", UndoHandler),
    (rf"{_STORE}/trust", TrustHandler),
    (rf"{_API}/.*", UnknownCallHandler),
]
