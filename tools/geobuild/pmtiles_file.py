"""Read the header of a PMTiles file (specification version 3) and replace its metadata."""

from __future__ import annotations

import gzip
import json
import struct
from collections.abc import Callable
from typing import Any

MAGIC = b"PMTiles\x03"
HEADER_BYTES = 127
OFFSETS = struct.Struct("<8Q")
"""Root directory, metadata, leaf directories, tiles: offset and length of each, after MAGIC."""


def replace_metadata(content: bytes, change: Callable[[dict[str, Any]], dict[str, Any]]) -> bytes:
    """Return the file *content* with its metadata changed, and its sections in a fixed order.

    Directories count from the start of their section, so they stay as they are.
    """
    if content[: len(MAGIC)] != MAGIC:
        message = "not a PMTiles file of version 3"
        raise ValueError(message)
    numbers = OFFSETS.unpack_from(content, len(MAGIC))
    root, metadata, leaves, tiles = (
        content[offset : offset + length]
        for offset, length in zip(numbers[::2], numbers[1::2], strict=True)
    )
    changed = json.dumps(change(json.loads(gzip.decompress(metadata))), ensure_ascii=False)
    metadata = gzip.compress(changed.encode(), mtime=0)
    sections = (root, metadata, leaves, tiles)
    places: list[int] = []
    offset = HEADER_BYTES
    for section in sections:
        places += [offset, len(section)]
        offset += len(section)
    rest = content[len(MAGIC) + OFFSETS.size : HEADER_BYTES]
    return b"".join((MAGIC, OFFSETS.pack(*places), rest, *sections))
