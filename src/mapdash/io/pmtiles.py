"""Read the header and the metadata of a PMTiles file, version 3."""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

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
    from collections.abc import Mapping
    from pathlib import Path

HEADER_BYTES: Final = 127

_MAGIC: Final = b"PMTiles"
_VERSION: Final = 3
_LAYOUT: Final = struct.Struct("<8x11Q6B4iB2i")
_NOTHING, _GZIP = 1, 2
_COMPRESSIONS: Final = {3: "Brotli", 4: "Zstandard"}
_TILE_TYPES: Final[Mapping[int, TileType]] = {
    1: "mvt",
    2: "png",
    3: "jpeg",
    4: "webp",
    5: "avif",
}
_E7: Final = 1e7
_GZIP_FORMAT: Final = 31  # zlib's window bits for gzip


class _Header(NamedTuple):
    root_offset: int
    root_length: int
    metadata_offset: int
    metadata_length: int
    leaves_offset: int
    leaves_length: int
    tiles_offset: int
    tiles_length: int
    addressed_tiles: int
    tile_entries: int
    tile_contents: int
    is_clustered: int
    internal_compression: int
    tile_compression: int
    tile_type: int
    min_zoom: int
    max_zoom: int
    west_e7: int
    south_e7: int
    east_e7: int
    north_e7: int
    center_zoom: int
    center_longitude_e7: int
    center_latitude_e7: int

    @property
    def end(self) -> int:
        """Where the last of its parts ends."""
        return max(
            self.root_offset + self.root_length,
            self.metadata_offset + self.metadata_length,
            self.leaves_offset + self.leaves_length,
            self.tiles_offset + self.tiles_length,
        )


def read_pmtiles(path: Path) -> TileFile:
    """Read what a PMTiles file says of itself.

    Parameters
    ----------
    path : Path
        A file that begins as PMTiles of any version do.

    Returns
    -------
    tile_file : TileFile

    Raises
    ------
    AssetError
        If it is of another version than 3, cut short, or of a kind that the map cannot draw.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            header = _read_header(file, path, size)
            metadata = _read_metadata(file, path, header)
    except OSError as error:
        raise tile_file_error(path, f"cannot be read ({error.strerror})") from error
    edges = (header.west_e7, header.south_e7, header.east_e7, header.north_e7)
    return TileFile(
        path=path,
        container="pmtiles",
        tile_type=_tile_type(header, path),
        min_zoom=header.min_zoom,
        max_zoom=header.max_zoom,
        bounds=bounds_or_none([edge / _E7 for edge in edges]),
        attribution=plain_text(metadata.get("attribution")),
        layers=layer_names(metadata),
    )


def _read_header(file: BinaryIO, path: Path, size: int) -> _Header:
    file.seek(0)
    start = file.read(HEADER_BYTES)
    if not start.startswith(_MAGIC):
        if start[2:4] in {b"\1\0", b"\2\0"}:
            fault = f"is PMTiles of version {start[2]}; convert it to version 3"
            raise tile_file_error(path, fault)
        fault = "is neither PMTiles nor MBTiles; convert it to one of them"
        raise tile_file_error(path, fault)
    if len(start) < HEADER_BYTES:
        raise tile_file_error(path, "is cut short within its header; copy it again")
    if start[7] != _VERSION:
        fault = f"is PMTiles of version {start[7]}; convert it to version {_VERSION}"
        raise tile_file_error(path, fault)
    header = _Header._make(_LAYOUT.unpack(start))
    if header.end > size:
        fault = f"is cut short: {size:,} bytes of {header.end:,} are there; copy it again"
        raise tile_file_error(path, fault)
    if not header.min_zoom <= header.max_zoom <= MAX_ZOOM:
        fault = f"gives zooms from {header.min_zoom} to {header.max_zoom}, which no map has"
        raise tile_file_error(path, fault)
    _check_compression(header, path)
    return header


def _check_compression(header: _Header, path: Path) -> None:
    for code in (header.internal_compression, header.tile_compression):
        if code > _GZIP:
            name = _COMPRESSIONS.get(code, f"a way unknown to mapdash ({code})")
            fault = f"is compressed with {name}; make it again with gzip"
            raise tile_file_error(path, fault)


def _tile_type(header: _Header, path: Path) -> TileType:
    if header.tile_type not in _TILE_TYPES:
        fault = "holds tiles of an unknown kind; vector tiles, PNG, JPEG, WebP and AVIF are known"
        raise tile_file_error(path, fault)
    return _TILE_TYPES[header.tile_type]


def _read_metadata(file: BinaryIO, path: Path, header: _Header) -> Mapping[str, object]:
    if header.metadata_length > MAX_METADATA_BYTES:
        raise _too_much(path)
    file.seek(header.metadata_offset)
    packed = file.read(header.metadata_length)
    try:
        text = _unpack(packed, path) if header.internal_compression == _GZIP else packed
        metadata = json.loads(text) if text.strip() else {}
    # RecursionError: brackets within brackets, a hundred thousand deep.
    except (zlib.error, ValueError, RecursionError) as error:
        fault = "has metadata that cannot be read; copy the file again, or make it anew"
        raise tile_file_error(path, fault) from error
    return metadata if isinstance(metadata, dict) else {}


def _unpack(packed: bytes, path: Path) -> bytes:
    unpacker = zlib.decompressobj(_GZIP_FORMAT)
    text = unpacker.decompress(packed, MAX_METADATA_BYTES)
    if unpacker.unconsumed_tail:
        raise _too_much(path)
    return text


def _too_much(path: Path) -> Exception:
    limit = MAX_METADATA_BYTES // 2**20
    return tile_file_error(path, f"has metadata of more than {limit} MB; make it anew with less")
