"""mapdash's own routes: web files, published data, map tiles and health.

Map documents run in frames without an origin; to them every answer of this server is a
foreign one. So files and data carry the headers that let any page read them; what protects
data is an address that cannot be guessed.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Match, Route, Router

from mapdash import __version__
from mapdash.server.answers import (
    FOR_EVER,
    PREFLIGHT,
    READABLE_BY_ALL,
    is_known,
    missing,
    published,
    takes_gzip,
)
from mapdash.server.paths import base_path, path_below_base
from mapdash.server.present_routes import PresentRoutes
from mapdash.server.tile_routes import tiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from mapdash.server.warming import WarmUp

_METHODS: Final = ("GET", "HEAD", "OPTIONS")
# Named here, because what the standard library knows depends on the machine.
_MEDIA_TYPES: Final = {
    ".css": "text/css",
    ".geojson": "application/geo+json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
_COMPRESSED: Final = frozenset({".css", ".geojson", ".js", ".json", ".mjs", ".svg", ".txt"})


PRESENT_PATH: Final = "/present"
"""The short address of the briefing of the settings."""


def _briefing_address() -> str:
    from mapdash.app import caches  # noqa: PLC0415 - imports the libraries of the map

    return caches.opening_presenter()


class OwnRoutes(BaseRoute):
    """Match everything below /mapdash- and Streamlit's base path, and /present.

    Streamlit gives its base path to its own routes only, and it cannot be read when routes
    are made (see `paths.base_path`); so it is looked at with every request.

    Parameters
    ----------
    warm_up : WarmUp
        Whose state the health route tells.
    tile_origin : str or None, default None
        The origin of `Settings.tile_server`: a briefing may load pictures from it.
    briefing_address : callable, optional
        Returns where the briefing of the settings is, relative to a map's frame.
    """

    def __init__(
        self,
        warm_up: WarmUp,
        *,
        tile_origin: str | None = None,
        briefing_address: Callable[[], str] = _briefing_address,
    ) -> None:
        self._warm_up = warm_up
        present = PresentRoutes(tile_origin, briefing_address)
        self._router = Router(
            routes=[
                Route("/mapdash-assets/{path:path}", _asset, methods=_METHODS),
                Route("/mapdash-data/{digest}/{name}", _data, methods=_METHODS),
                Route("/mapdash-tiles/{digest}/{name:path}", tiles, methods=_METHODS),
                Route("/mapdash-present/{digest}/{name}", present.page),
                Route(PRESENT_PATH, present.redirect),
                Route("/mapdash-health", self._health),
            ],
            redirect_slashes=False,
        )

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether a request is for one of these routes."""
        path = path_below_base(scope) if scope["type"] == "http" else None
        if path is None or not (path.startswith("/mapdash-") or path == PRESENT_PATH):
            return Match.NONE, {}
        return Match.FULL, {"root_path": scope.get("root_path", "") + base_path()}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that matches."""
        await self._router(scope, receive, send)

    async def _health(self, _request: Request) -> JSONResponse:
        content = {"status": "ok", "version": __version__, "warm_up": self._warm_up.state}
        return JSONResponse(content, headers={"Cache-Control": "no-store"})


# The handlers are plain functions, which Starlette runs in a thread: files are read in them,
# and the first call may have to wait for the import of mapdash.render.


def _asset(request: Request) -> Response:
    from mapdash.render import assets  # noqa: PLC0415 - imports folium

    if request.method == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT)
    path = request.path_params["path"]
    bundle = assets.bundled(path)
    if bundle is not None:
        return _bundle(request, bundle)
    file = assets.asset_file(path)
    if file is None:
        return missing("This file does not ship with mapdash.\n")
    is_hashed = path.startswith(f"{assets.web_files_hash()}/")
    stat = file.stat()
    etag = f"{stat.st_mtime_ns:x}-{stat.st_size:x}"
    is_packed = (
        file.suffix in _COMPRESSED and "range" not in request.headers and takes_gzip(request)
    )
    headers = {
        **READABLE_BY_ALL,
        "Cache-Control": f"public, {FOR_EVER}" if is_hashed else "no-cache",
        "ETag": f'"{etag}-gzip"' if is_packed else f'"{etag}"',
        "Vary": "Accept-Encoding",
    }
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    media_type = _MEDIA_TYPES.get(file.suffix, "application/octet-stream")
    if is_packed:
        headers["Content-Encoding"] = "gzip"
        return Response(_packed(file, etag), headers=headers, media_type=media_type)
    return FileResponse(file, headers=headers, media_type=media_type, stat_result=stat)


def _bundle(request: Request, content: bytes) -> Response:
    is_packed = takes_gzip(request)
    etag = hashlib.sha256(content).hexdigest()[:16]
    headers = {
        **READABLE_BY_ALL,
        "Cache-Control": f"public, {FOR_EVER}",
        "ETag": f'"{etag}-gzip"' if is_packed else f'"{etag}"',
        "Vary": "Accept-Encoding",
    }
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if is_packed:
        headers["Content-Encoding"] = "gzip"
        content = _packed_bundle(content)
    return Response(content, headers=headers, media_type="text/javascript")


def _data(request: Request) -> Response:
    from mapdash.render.published import published_data  # noqa: PLC0415 - imports folium

    if request.method == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT)
    publication = published_data.find(request.path_params["digest"], request.path_params["name"])
    if publication is None:
        return missing("This data is not kept any more; reload the page.\n")
    return published(request, publication, READABLE_BY_ALL)


@lru_cache(maxsize=256)
def _packed(file: Path, _etag: str) -> bytes:
    return gzip.compress(file.read_bytes(), compresslevel=9, mtime=0)


@lru_cache(maxsize=8)
def _packed_bundle(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)
