"""The route of map tiles: a PMTiles file by ranges, the tiles of an MBTiles file one by one.

It is called in a thread, see `routes`: files are looked at in it, and the first call may have
to wait for the import of mapdash.io.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse, Response

from mapdash.errors import AssetError
from mapdash.server.answers import (
    FOR_EVER,
    PREFLIGHT,
    READABLE_BY_ALL,
    is_known,
    missing,
    takes_gzip,
)

if TYPE_CHECKING:
    import os

    from starlette.requests import Request

    from mapdash.io.tile_publication import PublishedTiles

_PMTILES_TYPE: Final = "application/vnd.pmtiles"
_NOT_KEPT: Final = "This basemap is not kept any more, or its file has changed; restart mapdash.\n"
_NO_TILE: Final = "There is no such tile.\n"
_RANGE: Final = re.compile(r"bytes=(?P<first>[0-9]{0,19})-(?P<last>[0-9]{0,19})", re.ASCII)
_TILE: Final = re.compile(r"(?P<z>[0-9]{1,2})/(?P<x>[0-9]{1,8})/(?P<y>[0-9]{1,8})", re.ASCII)
_GZIP_START: Final = b"\x1f\x8b"
_GZIP_FORMAT: Final = 31  # zlib's window bits for gzip
_MAX_UNPACKED_BYTES: Final = 32 * 2**20


def tiles(request: Request) -> Response:
    """Answer for /mapdash-tiles/{digest}/{name}."""
    from mapdash.io.tile_publication import (  # noqa: PLC0415 - mapdash.io imports pandas
        PMTILES_NAME,
        tile_publications,
    )

    if request.method == "OPTIONS":
        return Response(status_code=204, headers=PREFLIGHT)
    published = tile_publications.find(request.path_params["digest"])
    stat = published.stat() if published else None
    if published is None or stat is None:
        return missing(_NOT_KEPT)
    name = request.path_params["name"]
    headers = {
        **READABLE_BY_ALL,
        "Cache-Control": f"{'public' if published.is_public else 'private'}, {FOR_EVER}",
    }
    if published.tile_file.container == "mbtiles":
        place = _TILE.fullmatch(name)
        return _tile(request, published, place, headers) if place else missing(_NO_TILE)
    return _file(request, published, stat, headers) if name == PMTILES_NAME else missing(_NOT_KEPT)


def _file(
    request: Request, published: PublishedTiles, stat: os.stat_result, headers: dict[str, str]
) -> Response:
    headers["ETag"] = f'"{published.digest}"'
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    wanted = request.headers.get("range")
    if wanted is not None and not _is_answerable(wanted, stat.st_size):
        # Several ranges at once are refused, too: a few bytes could ask for many gigabytes.
        headers["Content-Range"] = f"bytes */{stat.st_size}"
        headers["Cache-Control"] = "no-store"
        return Response(status_code=416, headers=headers)
    return FileResponse(
        published.tile_file.path, headers=headers, media_type=_PMTILES_TYPE, stat_result=stat
    )


def _is_answerable(wanted: str, size: int) -> bool:
    match = _RANGE.fullmatch(wanted.replace(" ", ""))
    if match is None:
        return False
    first, last = match["first"], match["last"]
    if not first:
        return bool(last) and int(last) > 0
    return int(first) < size and (not last or int(last) >= int(first))


def _tile(
    request: Request, published: PublishedTiles, place: re.Match[str], headers: dict[str, str]
) -> Response:
    from mapdash.io.mbtiles import read_mbtiles_tile  # noqa: PLC0415 - mapdash.io imports pandas
    from mapdash.io.tile_model import MEDIA_TYPES  # noqa: PLC0415 - as above

    tile_file = published.tile_file
    zoom, column, row = (int(place[name]) for name in "zxy")
    if not tile_file.min_zoom <= zoom <= tile_file.max_zoom or max(column, row) >= 2**zoom:
        return missing(_NO_TILE)
    headers["ETag"] = f'"{published.digest}-{zoom}-{column}-{row}"'
    headers["Vary"] = "Accept-Encoding"
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    try:
        tile = read_mbtiles_tile(tile_file.path, zoom, column, row)
        if tile and tile.startswith(_GZIP_START):
            if takes_gzip(request):
                headers["Content-Encoding"] = "gzip"
            else:
                tile = zlib.decompressobj(_GZIP_FORMAT).decompress(tile, _MAX_UNPACKED_BYTES)
    except (AssetError, zlib.error):
        # The sentence names the file, which is the server's business alone.
        return missing("This tile cannot be read; its file is damaged.\n", status_code=500)
    if not tile:
        return Response(status_code=204, headers=headers)
    return Response(tile, headers=headers, media_type=MEDIA_TYPES[tile_file.tile_type])
