"""Project longitude and latitude to the square of the basemap file."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

WORLD_SIZE = 2**18
"""Units across the world: one unit is 153 m at the equator, as fine as the tiles of zoom 6 are."""

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
