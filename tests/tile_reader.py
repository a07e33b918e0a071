"""A small reader of PMTiles and vector tiles, written from the specifications, for tests."""

from __future__ import annotations

import gzip
import json
import math
import struct
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import shapely

from tests.tile_files import hilbert_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Feature:
    """What a tile says of one thing, in degrees."""

    layer: str
    properties: dict[str, Any]
    geometry: shapely.GeometryCollection


class Reader:
    """Reads protocol buffers: (field number, value) a step, values as numbers or bytes."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.content[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def varints(self) -> list[int]:
        found = []
        while self.at < len(self.content):
            found.append(self.varint())
        return found

    def fields(self) -> Iterator[tuple[int, Any]]:
        while self.at < len(self.content):
            key = self.varint()
            kind = key & 7
            if kind == 0:
                yield key >> 3, self.varint()
                continue
            length = {1: 8, 5: 4}.get(kind) or self.varint()
            self.at += length
            yield key >> 3, self.content[self.at - length : self.at]


def signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def read_directory(packed: bytes) -> list[tuple[int, int, int, int]]:
    """Return number, run, length and offset of each entry."""
    numbers = Reader(gzip.decompress(packed)).varints()
    count, rest = numbers[0], numbers[1:]
    steps, runs, lengths, offsets = (rest[i * count : (i + 1) * count] for i in range(4))
    entries: list[tuple[int, int, int, int]] = []
    number = 0
    for i in range(count):
        number += steps[i]
        offset = entries[-1][3] + entries[-1][2] if offsets[i] == 0 else offsets[i] - 1
        entries.append((number, runs[i], lengths[i], offset))
    return entries


def value_of(body: bytes) -> Any:
    number, value = next(Reader(body).fields())
    if number == 1:
        return value.decode()
    if number in {2, 3}:
        return struct.unpack("<f" if number == 2 else "<d", value)[0]
    return signed(value) if number == 6 else value


def runs_of(commands: list[int]) -> list[list[tuple[int, int]]]:
    runs: list[list[tuple[int, int]]] = []
    x = y = at = 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if command == 7:
            runs[-1].append(runs[-1][0])
            continue
        for _ in range(count):
            x, y = x + signed(commands[at]), y + signed(commands[at + 1])
            at += 2
            if command == 1:
                runs.append([])
            runs[-1].append((x, y))
    return runs


def tile_of(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    y = 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)
    return int((longitude / 360 + 0.5) * 2**zoom), int(y * 2**zoom)


def features_of(layer: bytes, place: tuple[int, int, int]) -> Iterator[Feature]:
    zoom, column, row = place
    said = list(Reader(layer).fields())
    name = next(v for n, v in said if n == 1).decode()
    extent = next(v for n, v in said if n == 5)
    keys = [v.decode() for n, v in said if n == 3]
    values = [value_of(v) for n, v in said if n == 4]

    def degrees(point: tuple[int, int]) -> tuple[float, float]:
        x = (column + point[0] / extent) / 2**zoom
        y = (row + point[1] / extent) / 2**zoom
        return (x - 0.5) * 360, math.degrees(math.atan(math.sinh((0.5 - y) * 2 * math.pi)))

    for body in (v for n, v in said if n == 2):
        fields = dict(Reader(body).fields())
        tags = Reader(fields.get(2, b"")).varints()
        properties = {keys[k]: values[v] for k, v in zip(tags[::2], tags[1::2], strict=True)}
        runs = [[degrees(p) for p in run] for run in runs_of(Reader(fields[4]).varints())]
        parts = [shapely.LineString(run) if len(run) > 1 else shapely.Point(run[0]) for run in runs]
        yield Feature(name, properties, shapely.GeometryCollection(parts))


class TileFile:
    """A PMTiles file with vector tiles.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()
        self.header = struct.unpack_from("<11Q6B", self.content, 8)
        self._read: dict[tuple[int, int, int], tuple[Feature, ...]] = {}

    @property
    def zooms(self) -> tuple[int, int]:
        """The smallest and the largest zoom."""
        return self.header[15], self.header[16]

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """What the file says of itself."""
        start, length = self.header[2:4]
        read: dict[str, Any] = json.loads(gzip.decompress(self.content[start : start + length]))
        return read

    @cached_property
    def tiles(self) -> dict[int, bytes]:
        """The tiles by their number, compressed."""
        found: dict[int, bytes] = {}
        pending = read_directory(self.content[self.header[0] : sum(self.header[:2])])
        while pending:
            number, run, length, offset = pending.pop()
            start = self.header[6 if run else 4] + offset
            body = self.content[start : start + length]
            if run:
                found |= dict.fromkeys(range(number, number + run), body)
            else:
                pending += read_directory(body)
        return found

    def features(self, zoom: int, column: int, row: int) -> tuple[Feature, ...]:
        """Return the features of one tile; none where there is no tile."""
        place = (zoom, column, row)
        if place not in self._read:
            body = self.tiles.get(hilbert_id(*place))
            layers = (
                [v for n, v in Reader(gzip.decompress(body)).fields() if n == 3] if body else []
            )
            self._read[place] = tuple(f for layer in layers for f in features_of(layer, place))
        return self._read[place]
