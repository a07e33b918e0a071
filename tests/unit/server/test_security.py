"""Every answer carries the headers of its kind; foreign requests get one sentence."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from starlette.responses import PlainTextResponse

from mapdash.server.policies import INERT_POLICY
from mapdash.server.security import SecurityMiddleware

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

    from tests.unit.server.conftest import Ask

PUBLIC = "https://maps.example.org"


async def inner(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer every request with a text, every websocket with an acceptance."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        headers = {"X-Content-Type-Options": "none", "X-Inner": "kept"}
        await PlainTextResponse("inner", headers=headers)(scope, receive, send)


def guarded(public_origin: str | None = None) -> SecurityMiddleware:
    return SecurityMiddleware(inner, public_origin=public_origin)


@pytest.mark.parametrize("path", ["/", "/data", "/component/x/index.html", "/mapdash-health"])
def test_every_answer_forbids_guessing_types_and_telling_where_it_was_read(
    ask: Ask, path: str
) -> None:
    headers = ask(guarded(), path).headers
    assert headers.getlist("x-content-type-options") == ["nosniff"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["x-inner"] == "kept"


@pytest.mark.parametrize("path", ["/", "/data", "/componentary", "/static/js/index.js"])
def test_a_page_gets_the_strict_policy_with_its_own_host(ask: Ask, path: str) -> None:
    policy = ask(guarded(), path, {"host": "localhost:9000"}).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-")
    assert "connect-src 'self' ws://localhost:9000 wss://localhost:9000;" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_map_gets_the_sandbox_with_the_origin_that_was_asked_for(ask: Ask) -> None:
    headers = ask(guarded(), "/component/st/index.html", {"host": "localhost:9000"}).headers
    assert headers["content-security-policy"].startswith("sandbox allow-scripts; default-src")
    assert "connect-src http://localhost:9000;" in headers["content-security-policy"]
    assert "cross-origin-resource-policy" not in headers


def test_a_public_origin_is_named_beside_the_one_that_was_asked_for(ask: Ask) -> None:
    page = ask(guarded(PUBLIC), "/").headers["content-security-policy"]
    assert (
        "connect-src 'self' ws://127.0.0.1:8501 wss://127.0.0.1:8501 "
        "ws://maps.example.org wss://maps.example.org;"
    ) in page
    frame = ask(guarded(PUBLIC), "/component/st/index.html").headers["content-security-policy"]
    assert "connect-src http://127.0.0.1:8501 https://maps.example.org;" in frame


def test_only_a_map_may_load_pictures_of_the_tile_server(ask: Ask) -> None:
    app = SecurityMiddleware(inner, public_origin=None, tile_origin="https://tiles.example.org")
    frame = ask(app, "/component/st/index.html").headers["content-security-policy"]
    assert "img-src http://127.0.0.1:8501 https://tiles.example.org data: blob:;" in frame
    for path in ("/", "/mapdash-tiles/x/tiles.pmtiles", "/_stcore/health"):
        assert "tiles.example.org" not in ask(app, path).headers["content-security-policy"]


def test_behind_tls_the_maps_origin_is_https(ask: Ask) -> None:
    answer = ask(
        guarded(PUBLIC), "/component/x", {"host": "maps.example.org"}, scheme="https"
    ).headers["content-security-policy"]
    assert "connect-src https://maps.example.org;" in answer


@pytest.mark.parametrize(
    ("path", "resource_policy"),
    [
        ("/mapdash-assets/x.js", "cross-origin"),
        ("/mapdash-data/x/y", "cross-origin"),
        ("/mapdash-tiles/x/1/2/3", "cross-origin"),
        ("/_stcore/health", "same-origin"),
        ("/media/x.png", "same-origin"),
    ],
)
def test_files_and_data_can_never_be_documents_with_scripts(
    ask: Ask, path: str, resource_policy: str
) -> None:
    headers = ask(guarded(), path).headers
    assert headers["content-security-policy"] == INERT_POLICY
    assert headers["cross-origin-resource-policy"] == resource_policy


def test_paths_are_seen_below_a_root_path(ask: Ask) -> None:
    headers = ask(guarded(), "/proxy/component/x", root_path="/proxy").headers
    assert headers["content-security-policy"].startswith("sandbox allow-scripts;")


@pytest.mark.parametrize("host", ["rebound.example", "rebound.example:8501", "a b", ""])
@pytest.mark.parametrize("path", ["/", "/mapdash-health", "/_stcore/health", "/component/x"])
def test_a_foreign_host_name_gets_one_sentence_and_nothing_else(
    ask: Ask, host: str, path: str
) -> None:
    answer = ask(guarded(), path, {"host": host})
    assert (answer.status, answer.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert answer.body.decode() == (
        "This server does not answer to the host name that was asked for: open it as localhost "
        "or by its IP address, or set MAPDASH_PUBLIC_ORIGIN to the address that readers use.\n"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_two_host_headers_are_none(ask: Ask) -> None:
    # Names of headers are compared without regard to case, so these two are one name.
    assert ask(guarded(), "/", {"host": "localhost", "Host": "localhost"}).status == 400


@pytest.mark.parametrize(
    ("host", "origin", "answered"),
    [
        ("127.0.0.1:8501", "http://127.0.0.1:8501", "websocket.accept"),
        ("127.0.0.1:8501", None, "websocket.accept"),
        ("127.0.0.1:8501", "http://foreign.example", "websocket.close"),
        ("127.0.0.1:8501", "http://localhost:3000", "websocket.close"),
        ("127.0.0.1:8501", "null", "websocket.close"),
        ("rebound.example", "http://rebound.example", "websocket.close"),
    ],
)
def test_a_websocket_of_another_page_is_refused_before_streamlit_sees_it(
    host: str, origin: str | None, answered: str
) -> None:
    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    scope: Scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers}
    scope["server"] = ("127.0.0.1", 8501)
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(guarded()(scope, receive, send))
    assert [message["type"] for message in sent] == [answered]


def test_what_is_no_request_passes() -> None:
    seen: list[Any] = []

    async def lifespan(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    middleware = SecurityMiddleware(lifespan, public_origin=None)
    asyncio.run(middleware({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"]
