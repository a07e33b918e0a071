"""Small files of map tiles, made by hand from the specifications."""

from __future__ import annotations

import gzip
import json
import sqlite3
import struct
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Tiles = dict[tuple[int, int, int], bytes]

PMTILES_TYPES = {"unknown": 0, "mvt": 1, "png": 2, "jpeg": 3, "webp": 4, "avif": 5}
EXTENT = 4096


def write_pmtiles(
    path: Path,
    tiles: Tiles,
    *,
    tile_type: str = "png",
    metadata: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Path:
    """Write a PMTiles file of version 3; *changes* overwrite fields of its header."""
    by_id = sorted((hilbert_id(*place), content) for place, content in tiles.items())
    root = gzip.compress(_directory(by_id), mtime=0)
    packed = changes.pop("packed_metadata", None)
    if packed is None:
        packed = gzip.compress(json.dumps(metadata or {}).encode(), mtime=0)
    content = b"".join(tile for _, tile in by_id)
    zooms = [zoom for zoom, _, _ in tiles] or [0]
    fields: dict[str, Any] = {
        "root_offset": 127,
        "root_length": len(root),
        "metadata_offset": 127 + len(root),
        "metadata_length": len(packed),
        "leaves_offset": 127 + len(root) + len(packed),
        "leaves_length": 0,
        "tiles_offset": 127 + len(root) + len(packed),
        "tiles_length": len(content),
        "addressed": len(tiles),
        "entries": len(tiles),
        "contents": len(tiles),
        "clustered": 1,
        "internal_compression": 2,
        "tile_compression": 2 if tile_type == "mvt" else 1,
        "tile_type": PMTILES_TYPES[tile_type],
        "min_zoom": min(zooms),
        "max_zoom": max(zooms),
        "west": -1_800_000_000,
        "south": -850_000_000,
        "east": 1_800_000_000,
        "north": 850_000_000,
        "center_zoom": 0,
        "center_longitude": 0,
        "center_latitude": 0,
        **changes,
    }
    header = b"PMTiles\x03" + struct.pack("<11Q6B4iB2i", *fields.values())
    path.write_bytes(header + root + packed + content)
    return path


def write_mbtiles(
    path: Path, tiles: Tiles, *, metadata: Mapping[str, Any] | None = None, script: str = ""
) -> Path:
    """Write an MBTiles file; rows of *tiles* count from the north, as in web addresses."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    connection.execute(
        "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER,"
        " tile_data BLOB)"
    )
    connection.executemany("INSERT INTO metadata VALUES (?, ?)", (metadata or {}).items())
    connection.executemany(
        "INSERT INTO tiles VALUES (?, ?, ?, ?)",
        [(z, x, 2**z - 1 - y, content) for (z, x, y), content in tiles.items()],
    )
    connection.executescript(script)
    connection.commit()
    connection.close()
    return path


def png(red: int, green: int, blue: int, *, size: int = 256) -> bytes:
    """Return a picture of one colour."""
    row = b"\0" + bytes([red, green, blue]) * size
    header = struct.pack(">2I5B", size, size, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * size)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def vector_tile(layers: Mapping[str, list[tuple[int, int]]]) -> bytes:
    """Return a vector tile, compressed, whose layers have one polygon each."""
    return gzip.compress(b"".join(_field(3, _layer(*layer)) for layer in layers.items()), mtime=0)


def hilbert_id(zoom: int, x: int, y: int) -> int:
    """Return the number of a tile in PMTiles."""
    number = (4**zoom - 1) // 3
    side = 2 ** (zoom - 1) if zoom else 0
    while side:
        right, lower = int(bool(x & side)), int(bool(y & side))
        number += side * side * ((3 * right) ^ lower)
        if not lower:
            if right:
                x, y = side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))
            x, y = y, x
        x, y = x & (side - 1), y & (side - 1)
        side //= 2
    return number


def _directory(by_id: list[tuple[int, bytes]]) -> bytes:
    ids = [number for number, _ in by_id]
    steps = [number - before for number, before in zip(ids, [0, *ids], strict=False)]
    lengths = [len(content) for _, content in by_id]
    # An offset of 0 says that a tile follows the one before it.
    offsets = [1] + [0] * (len(ids) - 1) if ids else []
    return _varints([len(ids), *steps, *[1] * len(ids), *lengths, *offsets])


def _layer(name: str, ring: list[tuple[int, int]]) -> bytes:
    geometry, x, y = [9], 0, 0
    for number, (to_x, to_y) in enumerate(ring):
        if number == 1:
            geometry.append((len(ring) - 1) << 3 | 2)
        geometry += [_zigzag(to_x - x), _zigzag(to_y - y)]
        x, y = to_x, to_y
    geometry.append(15)
    feature = _varints([3 << 3, 3]) + _field(4, _varints(geometry))
    return _field(1, name.encode()) + _field(2, feature) + _varints([5 << 3, EXTENT, 15 << 3, 2])


def _zigzag(number: int) -> int:
    return number << 1 ^ number >> 63


def _field(number: int, content: bytes) -> bytes:
    return _varints([number << 3 | 2, len(content)]) + content


def _varints(numbers: Iterable[int]) -> bytes:
    result = bytearray()
    for number in numbers:
        rest = number & (2**64 - 1)
        while rest > 127:
            result.append(rest & 127 | 128)
            rest >>= 7
        result.append(rest)
    return bytes(result)
