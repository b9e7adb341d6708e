"""What can go wrong in a request, each with its status, its reason for programs and its words for people."""

from __future__ import annotations


class ApiFault(Exception):
    """A request that cannot be answered; becomes an `ApiError` body.

    `status` is the HTTP status, `reason` stable and for programs, `message` for people.
    """

    def __init__(self, status: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason
        self.message = message


def store_not_found(store_id: str) -> ApiFault:
    return ApiFault(
        404,
        "store_not_found",
        f"There is no store {store_id}. It may have been deleted; refresh the list of stores.",
    )


def function_not_found(function_id: int) -> ApiFault:
    return ApiFault(404, "function_not_found", f"This store has no function number {function_id}.")


def entry_not_found(key: str) -> ApiFault:
    return ApiFault(404, "entry_not_found", f"There is no entry {key[:12]}…; it may have been cleared already.")


def bad_parameter(message: str) -> ApiFault:
    return ApiFault(400, "bad_parameter", message)


class StoreUnusable(ApiFault):
    """A store that is there but cannot be used now. `state` is the `status` that the store is listed with."""

    def __init__(self, state: str, message: str) -> None:
        super().__init__(404 if state == "missing" else 503, "store_unusable", message)
        self.state = state


class DiskFull(StoreUnusable):
    """A store that cannot be changed for want of space."""

    def __init__(self) -> None:
        super().__init__("unreadable", "The disk is full, so the store cannot be changed. Free some space first.")
