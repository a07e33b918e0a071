"""Project longitude and latitude to the square of the basemap file."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

WORLD_SIZE = 2**18
"""Units across the world: one unit is 153 m at the equator and a quarter pixel at zoom 8."""

VLQ_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

LATITUDE_LIMIT = 85.05112877980659
"""Where the Web Mercator square ends; what lies beyond is drawn on its edge."""


def project(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project WGS 84 degrees, shape (n, 2), to units from the north-west corner of the world."""
    latitude = np.clip(lonlat[:, 1], -LATITUDE_LIMIT, LATITUDE_LIMIT)
    x = lonlat[:, 0] / 360 + 0.5
    y = 0.5 - np.arcsinh(np.tan(np.radians(latitude))) / (2 * np.pi)
    return np.column_stack([x, y]) * WORLD_SIZE


def project_geometries(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Project an array of shapely geometries from WGS 84 degrees to units."""
    return shapely.transform(geometries, project)


def to_grid(units: NDArray[np.float64]) -> NDArray[np.int64]:
    """Round *units*, shape (n, 2), to whole ones and drop vertices that repeat the one before."""
    rounded = np.rint(units).astype(np.int64)
    is_new = np.ones(len(rounded), dtype=bool)
    is_new[1:] = np.any(rounded[1:] != rounded[:-1], axis=1)
    return rounded[is_new]


def encode_points(points: NDArray[np.int64]) -> str:
    """Encode *points*, shape (n, 2), as the text of their steps.

    The numbers ``x0, y0, dx1, dy1, dx2, dy2, ...`` follow one another as Base64 VLQ, the
    encoding of source maps (sign in the lowest bit, five bits a character, a sixth to go on):
    half as long as decimal numbers and quick to read in a browser.
    """
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return "".join(map(encode_number, steps.ravel().tolist()))


def encode_number(number: int) -> str:
    """Encode one whole number as Base64 VLQ."""
    rest = (-number << 1 | 1) if number < 0 else number << 1
    text = ""
    while True:
        digit, rest = rest & 31, rest >> 5
        text += VLQ_ALPHABET[digit | 32 if rest else digit]
        if not rest:
            return text
