"""The middleware that refuses foreign requests and adds the security headers."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from mapdash.server.hosts import Host, is_host_allowed, is_origin_allowed, parse_host
from mapdash.server.paths import path_below_base
from mapdash.server.policies import (
    COMMON_HEADERS,
    INERT_POLICY,
    component_policy,
    inline_script_hashes,
    page_policy,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REFUSAL: Final = (
    "This server does not answer to the host name that was asked for: open it as localhost "
    "or by its IP address, or set MAPDASH_PUBLIC_ORIGIN to the address that readers use.\n"
)
_DATA_PATHS: Final = ("/_stcore/", "/media/")
_POLICY_VIOLATION: Final = 1008


class SecurityMiddleware:
    """Refuse requests that are not meant for this server; add headers to every answer.

    Parameters
    ----------
    app : ASGIApp
    public_origin : str or None
        `Settings.public_origin`.
    tile_origin : str or None, default None
        The origin of `Settings.tile_server`: maps may load pictures from it.
    """

    def __init__(
        self, app: ASGIApp, *, public_origin: str | None, tile_origin: str | None = None
    ) -> None:
        self._app = app
        self._public_origin = public_origin
        self._tile_origin = tile_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request, websocket or lifespan."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        host = self._allowed_host(scope)
        if scope["type"] == "websocket":
            if host is None or not self._is_own_page(scope, host):
                # Refused before Streamlit sees it, which would look up its own address.
                await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
                return
            await self._app(scope, receive, send)
            return
        if host is None:
            answer = PlainTextResponse(_REFUSAL, status_code=400, headers=_inert_headers())
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, _with_headers(send, self._headers(scope, host)))

    @cached_property
    def _script_hashes(self) -> tuple[str, ...]:
        page = files("streamlit").joinpath("static", "index.html")
        return inline_script_hashes(page.read_text("utf-8"))

    def _allowed_host(self, scope: Scope) -> Host | None:
        given = Headers(scope=scope).getlist("host")
        host = parse_host(given[0]) if len(given) == 1 else None
        if host is None:
            return None
        server_address = (scope.get("server") or (None,))[0]
        is_allowed = is_host_allowed(
            host, server_address=server_address, public_origin=self._public_origin
        )
        return host if is_allowed else None

    def _is_own_page(self, scope: Scope, host: Host) -> bool:
        origins = Headers(scope=scope).getlist("origin")
        return all(
            is_origin_allowed(origin, host, public_origin=self._public_origin) for origin in origins
        )

    def _headers(self, scope: Scope, host: Host) -> Mapping[str, str]:
        path = path_below_base(scope) or "/"
        public_origins = [self._public_origin] if self._public_origin else []
        if path.startswith("/mapdash-present/"):
            return {**COMMON_HEADERS, "Cross-Origin-Resource-Policy": "same-origin"}
        if path.startswith("/mapdash-"):
            return {**_inert_headers(), "Cross-Origin-Resource-Policy": "cross-origin"}
        if path.startswith("/component/"):
            origins = dict.fromkeys([f"{scope['scheme']}://{host.text}", *public_origins])
            policy = component_policy([*origins], tile_origin=self._tile_origin)
            return {**COMMON_HEADERS, "Content-Security-Policy": policy}
        if path.startswith(_DATA_PATHS):
            return {**_inert_headers(), "Cross-Origin-Resource-Policy": "same-origin"}
        hosts = dict.fromkeys([host.text, *(urlsplit(origin).netloc for origin in public_origins)])
        return {
            **COMMON_HEADERS,
            "Content-Security-Policy": page_policy([*hosts], self._script_hashes),
            "Cross-Origin-Resource-Policy": "same-origin",
        }


def _inert_headers() -> dict[str, str]:
    return {**COMMON_HEADERS, "Content-Security-Policy": INERT_POLICY}


def _with_headers(send: Send, headers: Mapping[str, str]) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            answered = MutableHeaders(scope=message)
            for name, value in headers.items():
                answered[name] = value
        await send(message)

    return send_with_headers
