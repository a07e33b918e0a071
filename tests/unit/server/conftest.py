"""A client that asks an ASGI application directly, with any address and any headers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from starlette.datastructures import Headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """Hold what an application answered to an HTTP request."""

    status: int
    headers: Headers
    body: bytes


class Ask(Protocol):
    """The type of the fixture `ask`."""

    def __call__(
        self,
        app: ASGIApp,
        path: str,
        headers: Mapping[str, str] | None = None,
        **scope: Any,
    ) -> Answer: ...


@pytest.fixture
def ask() -> Ask:
    """Return a function that sends one HTTP request and returns the answer."""

    def ask_once(
        app: ASGIApp, path: str, headers: Mapping[str, str] | None = None, **scope: Any
    ) -> Answer:
        messages = asyncio.run(_exchange(app, path, headers or {}, scope))
        start = messages[0]
        body = b"".join(message.get("body", b"") for message in messages[1:])
        return Answer(start["status"], Headers(raw=start["headers"]), body)

    return ask_once


async def _exchange(
    app: ASGIApp, path: str, headers: Mapping[str, str], scope: Mapping[str, Any]
) -> list[Message]:
    sent: list[Message] = []
    given = {"host": "127.0.0.1:8501", **headers}
    whole_scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [
            (name.lower().encode(), value.encode("latin-1")) for name, value in given.items()
        ],
        "server": ("127.0.0.1", 8501),
        "client": ("127.0.0.1", 50_000),
        **scope,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(whole_scope, receive, send)
    return sent
