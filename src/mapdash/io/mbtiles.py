"""Read MBTiles: what a file says of itself, and its tiles one by one.

The file is a database that somebody else made: it is opened read-only, its tables may be views
that compute for ever, and its values may be of any type and size. So every statement has a
limit of time and of size, and nothing of the file becomes part of a statement.
"""

from __future__ import annotations

import html
import json
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mapdash.io.tile_model import (
    MAX_METADATA_BYTES,
    MAX_ZOOM,
    TileFile,
    TileType,
    bounds_or_none,
    layer_names,
    plain_text,
    tile_file_error,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mapdash.bounds import Bounds

MAX_TILE_BYTES: Final = 8 * 2**20
TIMEOUT_S: Final = 3.0

_STEPS_BETWEEN_LOOKS: Final = 10_000
_MAX_ENTRIES: Final = 200
_GZIP_START: Final = b"\x1f\x8b"
_EDGES: Final = 4
# The second where the damage makes names of tables and columns that are no text.
_UNREADABLE: Final = (sqlite3.Error, UnicodeDecodeError)


def read_mbtiles(path: Path) -> TileFile:
    """Read what an MBTiles file says of itself.

    The kind of the tiles is that of the first one, not what the metadata claims.

    Parameters
    ----------
    path : Path
        An SQLite database.

    Returns
    -------
    tile_file : TileFile

    Raises
    ------
    AssetError
        If it is damaged, is no MBTiles, holds no tiles, or tiles that the map cannot draw.
    """
    try:
        with _opened(path, max_bytes=MAX_METADATA_BYTES) as connection:
            metadata = _metadata(connection)
            zooms = _zooms(connection)
        with _opened(path, max_bytes=MAX_TILE_BYTES) as connection:
            row = connection.execute("SELECT tile_data FROM tiles LIMIT 1").fetchone()
    except _UNREADABLE as error:
        fault = f"cannot be read as MBTiles ({_said(error)}); copy it again, or make it anew"
        raise tile_file_error(path, fault) from error
    if row is None or zooms is None:
        raise tile_file_error(path, "holds no tiles; make it anew")
    return TileFile(
        path=path,
        container="mbtiles",
        tile_type=_tile_type(row[0], metadata, path),
        min_zoom=zooms[0],
        max_zoom=zooms[1],
        bounds=_bounds(metadata),
        attribution=plain_text(metadata.get("attribution")),
        layers=layer_names(_json(metadata)),
    )


def read_mbtiles_tile(path: Path, zoom: int, column: int, row: int) -> bytes | None:
    """Read one tile.

    Parameters
    ----------
    path : Path
    zoom, column, row : int
        As in web addresses: rows are counted from the north.

    Returns
    -------
    tile : bytes or None
        As it is kept, vector tiles mostly compressed with gzip; None when there is none.

    Raises
    ------
    AssetError
        If the file cannot be read, or takes too long over it.
    """
    southern_row = 2**zoom - 1 - row
    try:
        with _opened(path, max_bytes=MAX_TILE_BYTES) as connection:
            found = connection.execute(
                "SELECT tile_data FROM tiles"
                " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1",
                (zoom, column, southern_row),
            ).fetchone()
    except _UNREADABLE as error:
        raise tile_file_error(path, f"cannot be read as MBTiles ({_said(error)})") from error
    return found[0] if found is not None and isinstance(found[0], bytes) else None


@contextmanager
def _opened(path: Path, *, max_bytes: int) -> Iterator[sqlite3.Connection]:
    deadline = time.monotonic() + TIMEOUT_S
    # SQLite takes no host in an address: that of a network share goes into the path.
    address = path.as_uri().removeprefix("file://")
    address = address if address.startswith("/") else f"//{address}"
    connection = sqlite3.connect(f"file://{address}?mode=ro&immutable=1", uri=True)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max_bytes)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
        yield connection
    finally:
        connection.close()


def _said(error: Exception) -> str:
    """Return the reason in one line: it may quote the file."""
    if isinstance(error, UnicodeDecodeError):
        return "its names are no text"
    return plain_text(html.escape(str(error)))


def _metadata(connection: sqlite3.Connection) -> Mapping[str, str]:
    rows = connection.execute("SELECT name, value FROM metadata LIMIT ?", (_MAX_ENTRIES,))
    return {str(name): value for name, value in rows if isinstance(value, str)}


def _zooms(connection: sqlite3.Connection) -> tuple[int, int] | None:
    # Two statements: an index answers one of the two at once, never both together.
    lowest = connection.execute("SELECT min(zoom_level) FROM tiles").fetchone()[0]
    highest = connection.execute("SELECT max(zoom_level) FROM tiles").fetchone()[0]
    if not isinstance(lowest, int) or not isinstance(highest, int):
        return None
    return (lowest, highest) if 0 <= lowest <= highest <= MAX_ZOOM else None


def _bounds(metadata: Mapping[str, str]) -> Bounds | None:
    edges = metadata.get("bounds", "").split(",")
    try:
        return bounds_or_none([float(edge) for edge in edges]) if len(edges) == _EDGES else None
    except ValueError:
        return None


def _json(metadata: Mapping[str, str]) -> Mapping[str, object]:
    try:
        content = json.loads(metadata.get("json", "{}"))
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _tile_type(tile: object, metadata: Mapping[str, str], path: Path) -> TileType:
    start = tile[:12] if isinstance(tile, bytes) else b""
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if start.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "webp"
    if start[4:12] == b"ftypavif":
        return "avif"
    is_said_to_be_vector = metadata.get("format", "").lower() in {"pbf", "mvt"}
    # Field 3 of its kind "layers" is what a vector tile begins with.
    if start.startswith(_GZIP_START) or (is_said_to_be_vector and start.startswith(b"\x1a")):
        return "mvt"
    fault = "holds tiles of an unknown kind; vector tiles, PNG, JPEG, WebP and AVIF are known"
    raise tile_file_error(path, fault)
