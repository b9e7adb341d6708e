"""Calls the REST interface and checks each answer against schema/api.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import jsonschema
from tornado.httpclient import HTTPClientError

from .stores import SCHEMA

_SCHEMA = json.loads((SCHEMA / "api.json").read_text(encoding="utf-8"))


def check_body(name: str, body: Any) -> None:
    """Fails unless `body` is what schema/api.json calls `name`."""
    jsonschema.validate(body, {"$ref": f"#/$defs/{name}", "$defs": _SCHEMA["$defs"]})


@dataclass
class Answer:
    """Status, headers, and the body (parsed when it is JSON)."""

    status: int
    headers: Any
    body: Any


class Api:
    """`await api.get("Overview", "overview")`: checks that the answer is an Overview and returns its body."""

    def __init__(self, fetch) -> None:
        self._fetch = fetch

    async def get(self, schema: str, *path: str, **params: object) -> Any:
        return await self._checked(schema, "GET", path, params)

    async def delete(self, schema: str, *path: str, **params: object) -> Any:
        return await self._checked(schema, "DELETE", path, params)

    async def post(self, schema: str, *path: str, body: object = None) -> Any:
        return await self._checked(schema, "POST", path, {}, body={} if body is None else body)

    async def fails(self, method: str, *path: str, body: object = None, headers=None, **params: object) -> Answer:
        """The answer of a call that must fail, with an ApiError body."""
        answer = await self.call(method, *path, body=body, headers=headers, **params)
        assert answer.status >= 400
        check_body("ApiError", answer.body)
        return answer

    async def call(self, method: str, *path: str, body: object = None, headers=None, **params: object) -> Answer:
        """Any call, whatever its status."""
        text = json.dumps(body) if body is not None else ("{}" if method in ("POST", "PUT", "PATCH") else None)
        query = {name: str(value) for name, value in params.items()}
        try:
            response = await self._fetch(
                "tslab-memory", "api", *path, method=method, body=text, params=query, headers=headers or {}
            )
        except HTTPClientError as error:
            response = error.response
        is_json = response.headers.get("Content-Type", "").startswith("application/json")
        content = json.loads(response.body) if is_json and response.body else response.body
        return Answer(response.code, response.headers, content)

    async def _checked(self, schema: str, method: str, path, params, body=None) -> Any:
        answer = await self.call(method, *path, body=body, **params)
        assert answer.status == 200, answer.body
        check_body(schema, answer.body)
        return answer.body
