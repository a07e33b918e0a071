"""What the makers of countries, provinces and lines do to shapes in degrees."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

WGS84 = "EPSG:4326"
POLYGON_GRID = 2.0**-15
LINE_GRID = 2.0**-20
"""Steps in degrees (3.4 m and 0.11 m along a meridian) that coordinates are rounded to.

Powers of two leave the low bytes of a double at zero, so that the files compress to half."""
LABEL_TOLERANCE_SHARE = 0.01


def snap(shapes: NDArray[np.object_], grid: float) -> NDArray[np.object_]:
    """Round the coordinates of *shapes* to *grid*, and mend the polygons that this spoils.

    Neighbours stay matched, since a vertex moves the same way wherever it is.
    """
    snapped = np.asarray(shapely.transform(shapes, lambda points: np.rint(points / grid) * grid))
    is_bad = ~shapely.is_valid(snapped)
    snapped[is_bad] = [only_polygons(shapely.make_valid(s)) for s in snapped[is_bad]]
    return snapped


def only_polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the polygons of *shape* alone, as one geometry."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    polygons = [p for p in parts if p.geom_type == "Polygon" and p.area > 0]
    mended: shapely.Geometry = shapely.multipolygons(polygons)
    return mended


def simplify_coverage(shapes: NDArray[np.object_], tolerance: float) -> NDArray[np.object_]:
    """Simplify *shapes* so that neighbours keep sharing their borders."""
    return np.asarray(shapely.coverage_simplify(shapes, tolerance))


def label_points(shapes: NDArray[np.object_]) -> list[tuple[float, float]]:
    """Return longitude and latitude of the place in each shape that is farthest from its edge."""
    return [label_point(shape) for shape in shapes]


def label_point(shape: shapely.Geometry) -> tuple[float, float]:
    """Return the pole of inaccessibility of the largest part of *shape*, in degrees.

    Degrees of longitude are narrowed to the width that they have in the middle of the part.
    """
    parts = shapely.get_parts(shape)
    largest = parts[np.argmax(shapely.area(parts))]
    west, south, east, north = largest.bounds
    narrowing = max(float(np.cos(np.radians((south + north) / 2))), 0.01)
    flat = shapely.transform(largest, lambda points: points * (narrowing, 1.0))
    size = max((east - west) * narrowing, north - south)
    radius = shapely.maximum_inscribed_circle(flat, tolerance=size * LABEL_TOLERANCE_SHARE)
    x, y = shapely.get_coordinates(radius)[0]
    return round(float(x / narrowing), 5), round(float(y), 5)
