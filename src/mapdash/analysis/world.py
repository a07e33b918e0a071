"""Areas of the globe on a map that ends at the antimeridian and at the poles."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mapdash.bounds import FULL_CIRCLE, MAX_LATITUDE, MAX_LONGITUDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely import MultiLineString
    from shapely.geometry.base import BaseGeometry

    from mapdash.analysis.geodesic import Floats

_EDGE_DEGREES = 1e-9


def areas_on_map(shapes: Iterable[list[Floats]]) -> BaseGeometry:
    """Unite areas given by rings on the globe, each smaller than a hemisphere.

    Parameters
    ----------
    shapes : iterable of list of array of float, shape (k, 2)
        The outline of an area and then its holes: longitudes and latitudes in degrees, any
        turn of the globe, the first point not repeated. Neighbouring points are less than
        180 degrees of longitude apart. An outline that goes round a pole holds that pole.

    Returns
    -------
    area : Polygon, MultiPolygon or empty
        Within longitudes of -180 to 180, cut along the antimeridian and closed along a pole.
    """
    import shapely  # noqa: PLC0415 - keeps the start of the server light

    parts: list[BaseGeometry] = []
    for outline, *holes in shapes:
        area = _unwrapped(outline, outline)
        for hole in holes:
            area = area.difference(_unwrapped(hole, outline))
        parts.extend(_split(area))
    return shapely.union_all(parts)


def outlines_of(area: BaseGeometry, tolerance_degrees: float) -> MultiLineString:
    """Draw the outlines of an area without the edges along the antimeridian and the poles.

    Parameters
    ----------
    area : (Multi)Polygon
        As `areas_on_map` gives it.
    tolerance_degrees : float
        How far an outline may be moved to have fewer vertices; none of those left is moved.

    Returns
    -------
    outlines : MultiLineString
        May be empty.
    """
    import shapely  # noqa: PLC0415 - as above

    runs: list[Floats] = []
    for ring in shapely.get_parts(shapely.boundary(shapely.get_parts(area))):
        runs.extend(_runs(shapely.get_coordinates(ring)))
    lines = shapely.line_merge(shapely.MultiLineString(runs))
    return shapely.MultiLineString([*shapely.get_parts(lines.simplify(tolerance_degrees))])


def _unwrapped(ring: Floats, outline: Floats) -> BaseGeometry:
    """Return the polygon of a ring in longitudes without a leap, near those of its outline."""
    import shapely  # noqa: PLC0415 - as above

    closed = np.concatenate([ring, ring[:1]])
    longitude = np.unwrap(closed[:, 0], period=FULL_CIRCLE)
    longitude += FULL_CIRCLE * np.round((outline[0, 0] - longitude[0]) / FULL_CIRCLE)
    closed[:, 0] = longitude
    leap = longitude[-1] - longitude[0]
    if abs(leap) > MAX_LONGITUDE:
        closed = _round_a_pole(closed, math.copysign(FULL_CIRCLE, leap))
    polygon = shapely.Polygon(closed)
    return polygon if polygon.is_valid else shapely.make_valid(polygon)


def _round_a_pole(closed: Floats, leap: float) -> Floats:
    """Close an outline that goes round a pole along that pole.

    It goes round three times, so that its two ends lie beyond the edges of the map.
    """
    turns = [closed[:-1] + np.array([leap * turn, 0.0]) for turn in (-1, 0, 1)]
    first, last = turns[0][0, 0], turns[-1][-1, 0]
    pole = math.copysign(MAX_LATITUDE, closed[:, 1].mean())
    return np.concatenate([*turns, [[last, pole], [first, pole]]])


def _split(area: BaseGeometry) -> Iterator[BaseGeometry]:
    """Cut an area at the antimeridian and turn the parts into -180 to 180 degrees."""
    import shapely  # noqa: PLC0415 - as above
    from shapely.affinity import translate  # noqa: PLC0415 - as above

    if area.is_empty:
        return
    west, _, east, _ = area.bounds
    first = math.floor((west + MAX_LONGITUDE) / FULL_CIRCLE)
    last = math.ceil((east - MAX_LONGITUDE) / FULL_CIRCLE)
    if first == last == 0:
        yield area
        return
    world = shapely.box(-MAX_LONGITUDE, -MAX_LATITUDE, MAX_LONGITUDE, MAX_LATITUDE)
    for turn in range(first, last + 1):
        moved = translate(area, -turn * FULL_CIRCLE)
        yield shapely.transform(moved.intersection(world), _snapped)


def _snapped(points: Floats) -> Floats:
    """Put on an edge of the map what misses it by rounding only."""
    for axis, edge in enumerate((MAX_LONGITUDE, MAX_LATITUDE)):
        is_at_edge = np.abs(np.abs(points[:, axis]) - edge) < _EDGE_DEGREES
        points[is_at_edge, axis] = np.copysign(edge, points[is_at_edge, axis])
    return points


def _runs(ring: Floats) -> Iterator[Floats]:
    """Yield what is left of a closed ring without its sides along an edge of the map."""
    along = np.zeros(len(ring) - 1, dtype=np.bool_)
    for axis, edge in enumerate((MAX_LONGITUDE, MAX_LATITUDE)):
        at_edge = np.abs(ring[:, axis]) >= edge
        along |= at_edge[1:] & at_edge[:-1] & (ring[1:, axis] == ring[:-1, axis])
    side = np.flatnonzero(~along)
    for run in np.split(side, np.flatnonzero(np.diff(side) > 1) + 1):
        if len(run):
            yield ring[run[0] : run[-1] + 2]
