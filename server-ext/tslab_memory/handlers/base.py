"""What all handlers share: who may call them, how an answer and a fault are written, how parameters are read."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from jupyter_server.base.handlers import APIHandler
from jupyter_server.extension.handler import ExtensionHandlerMixin
from tornado.web import HTTPError

from ..changes import Changes
from ..faults import ApiFault, bad_parameter
from ..views import Views

if TYPE_CHECKING:
    from ..app import MemoryApp

T = TypeVar("T")
_REASONS = {400: "bad_parameter", 401: "forbidden", 403: "forbidden", 404: "not_found", 405: "not_found"}
_MESSAGES = {
    401: "You are not logged in to this Jupyter server.",
    403: "This Jupyter server does not allow you to do this. Reload the page to log in again.",
    404: "There is no such call. The panel and the server extension may be of different versions.",
    405: "There is no such call. The panel and the server extension may be of different versions.",
}


class MemoryHandler(ExtensionHandlerMixin, APIHandler):
    """Base of the handlers under `tslab-memory/api`."""

    auth_resource = "tslab-memory"

    @property
    def app(self) -> MemoryApp:
        """The extension that this handler belongs to."""
        return cast("MemoryApp", self.extensionapp)

    @property
    def views(self) -> Views:
        """What answers GET calls. It blocks: use it inside `off_loop`."""
        return self.app.views

    @property
    def changes(self) -> Changes:
        """What answers DELETE and POST calls. It blocks: use it inside `off_loop`."""
        return self.app.changes

    def initialize(self, name: str, *args: Any, **options: Any) -> None:
        super().initialize(name, *args, **options)
        self._gone = threading.Event()

    def on_connection_close(self) -> None:
        self._gone.set()
        super().on_connection_close()

    def is_gone(self) -> bool:
        """Whether who asked has given up, so that an answer would reach nobody. For any thread."""
        return self._gone.is_set()

    async def off_loop(self, work: Callable[[], T], long: bool = False) -> T:
        """What `work` returns, done on a thread so that a slow disk never holds up other requests.

        `long`: on the threads for work that grows with the store, so that the rest need not queue behind it.
        """
        threads = self.app.long_threads if long else self.app.threads
        return await asyncio.get_running_loop().run_in_executor(threads, work)

    def text(self, name: str, longest: int) -> str:
        """A query parameter that is plain text, '' when it is missing. Raises ApiFault when it is too long."""
        text = self.get_query_argument(name, "", strip=False)
        if len(text) > longest:
            raise bad_parameter(f"`{name}` may have {longest} characters at most.")
        return text

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A query parameter that is a whole number. Raises ApiFault outside `low` to `high`."""
        text = self.get_query_argument(name, str(default))
        if not text.isascii() or not text.isdigit() or not low <= int(text[:20]) <= high:
            raise bad_parameter(f"`{name}` must be a whole number from {low} to {high}, not {text[:40]!r}.")
        return int(text)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """A query parameter that is one of `allowed`. Raises ApiFault."""
        text = self.get_query_argument(name, default)
        if text not in allowed:
            raise bad_parameter(f"`{name}` must be one of {', '.join(allowed)}, not {text[:40]!r}.")
        return text

    def json_body(self) -> Any:
        """The body of the request. Raises ApiFault when it is no JSON."""
        try:
            return json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise bad_parameter("The body must be JSON.") from None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Writes an `ApiError` body; what is unexpected goes to the server's log, never to the answer."""
        error = (kwargs.get("exc_info") or (None, None, None))[1]
        if isinstance(error, ApiFault):
            self.set_status(error.status)
            message, reason = error.message, error.reason
        elif isinstance(error, HTTPError):
            message = _MESSAGES.get(status_code) or error.log_message or error.reason or "The request failed."
            reason = _REASONS.get(status_code, "failed")
        else:
            message, reason = "Something went wrong in the server extension; its log says what.", "failed"
        self.finish(json.dumps({"message": message, "reason": reason}))

    def log_exception(self, *exception: Any) -> None:
        """Faults of requests are answers, not errors of the server: they are not logged."""
        if not isinstance(exception[1], ApiFault):
            super().log_exception(*exception)


class UnknownCallHandler(MemoryHandler):
    """Answers calls that do not exist with an `ApiError` instead of a page."""

    async def prepare(self, **options: Any) -> None:
        await super().prepare(**options)
        raise HTTPError(404 if self.current_user else 403)
