"""Rings: the lines on which everything is equally far from a border or a place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mapdash.analysis.drawn_lines import pieces_of
from mapdash.analysis.geodesic import METRES_PER_KM, geodesic_km, wgs84
from mapdash.analysis.world import areas_on_map, outlines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely import MultiLineString, Polygon
    from shapely.geometry.base import BaseGeometry

    from mapdash.analysis.geodesic import Floats
    from mapdash.analysis.reference import PlaceReference

RING_DISTANCES_KM = (50.0, 100.0, 250.0)
"""The distances of the rings of a map."""

MAX_RING_DISTANCE_KM = 1000.0
"""Up to here a ring is right within 1 %: beyond, the projections that make it stretch too much."""

_STRETCH_KM = 300.0
_QUARTER_SEGMENTS = 16
_STRAIGHT_KM = 10.0
_SIMPLER_SHARE = 0.005
_DEGREE_KM = 111.32
_BEARINGS = np.arange(0.0, 360.0, 2.0)


@dataclass(frozen=True, slots=True)
class Ring:
    """Hold the line on which everything is equally far from a border or a place.

    Parameters
    ----------
    distance_km : float
    outline : MultiLineString
        Longitudes from -180 to 180 and latitudes, in degrees (WGS 84): cut where it crosses
        the antimeridian, and with no edge along it or along a pole. Empty where there is
        nothing to measure from.
    """

    distance_km: float
    outline: MultiLineString


def rings_around_place(
    place: PlaceReference, distances_km: Sequence[float] = RING_DISTANCES_KM
) -> tuple[Ring, ...]:
    """Draw geodesic circles around a place.

    Parameters
    ----------
    place : PlaceReference
        Its radius plays no part: a ring is measured from the point.
    distances_km : sequence of float, optional
        Above 0, at most 1,000.

    Returns
    -------
    rings : tuple of Ring
        In the order given. Every second degree of the circle is at the distance exactly;
        between them a ring runs at most 0.02 % inside.

    Raises
    ------
    ValueError
        If a distance is out of range.
    """
    _check(distances_km)
    centre = np.full(len(_BEARINGS), place.longitude), np.full(len(_BEARINGS), place.latitude)
    rings = []
    for distance in distances_km:
        metres = np.full(len(_BEARINGS), distance * METRES_PER_KM)
        longitude, latitude, _ = wgs84().fwd(*centre, _BEARINGS, metres)
        circle = np.column_stack([longitude, latitude])
        outline = outlines_of(areas_on_map([[circle]]), tolerance_degrees=0.0)
        rings.append(Ring(float(distance), outline))
    return tuple(rings)


def rings_along_border(
    lines: BaseGeometry, distances_km: Sequence[float] = RING_DISTANCES_KM
) -> tuple[Ring, ...]:
    """Draw the outline of everything that lies within some distances of a border.

    On both sides of it; where the border turns back on itself, a ring may have inner outlines.

    Parameters
    ----------
    lines : (Multi)LineString
        Longitude and latitude in degrees (WGS 84), as drawn. May be empty.
    distances_km : sequence of float, optional
        Above 0, at most 1,000.

    Returns
    -------
    rings : tuple of Ring
        In the order given, right within 1 % of their distance.

    Raises
    ------
    ValueError
        If a distance is out of range.

    Notes
    -----
    The border is cut into stretches of 300 km. Each is widened in an azimuthal equidistant
    projection of its own, whose scale is off by less than r²/6R² at r from its centre (Snyder,
    USGS Professional Paper 1395, 1987), and the shapes are united in degrees.
    """
    _check(distances_km)
    stretches = [_Stretch.of(part) for part in _stretches(lines)]
    rings = []
    for distance in distances_km:
        shapes = (shape for stretch in stretches for shape in stretch.widened(distance))
        tolerance = distance * _SIMPLER_SHARE / _DEGREE_KM
        rings.append(Ring(float(distance), outlines_of(areas_on_map(shapes), tolerance)))
    return tuple(rings)


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    """A stretch of a border in the plane that touches the Earth at its centre, in kilometres."""

    longitude: float
    latitude: float
    line: BaseGeometry

    @classmethod
    def of(cls, vertices: Floats) -> _Stretch:
        import shapely  # noqa: PLC0415 - keeps the start of the server light

        longitude, latitude = (float(value) for value in vertices[len(vertices) // 2])
        count = len(vertices)
        bearing, _, metres = wgs84().inv(
            np.full(count, longitude), np.full(count, latitude), vertices[:, 0], vertices[:, 1]
        )
        angle, reach = np.radians(bearing), np.asarray(metres) / METRES_PER_KM
        plane = np.column_stack([reach * np.sin(angle), reach * np.cos(angle)])
        return cls(longitude, latitude, shapely.LineString(plane))

    def widened(self, distance_km: float) -> Iterator[list[Floats]]:
        """Yield what lies within a distance: the rings of each polygon, in degrees."""
        import shapely  # noqa: PLC0415 - as above

        line = self.line.simplify(distance_km * _SIMPLER_SHARE / 2)
        shape = line.buffer(distance_km, quad_segs=_QUARTER_SEGMENTS)
        shape = shapely.segmentize(shape, _STRAIGHT_KM)
        for polygon in shapely.get_parts(shape):
            yield [self._to_degrees(ring) for ring in _rings_of(polygon)]

    def _to_degrees(self, plane: Floats) -> Floats:
        count = len(plane)
        bearing = np.degrees(np.arctan2(plane[:, 0], plane[:, 1]))
        metres = np.hypot(plane[:, 0], plane[:, 1]) * METRES_PER_KM
        longitude, latitude, _ = wgs84().fwd(
            np.full(count, self.longitude), np.full(count, self.latitude), bearing, metres
        )
        return np.column_stack([longitude, latitude])


def _rings_of(polygon: Polygon) -> Iterable[Floats]:
    """Yield the vertices of the outline and of the holes, the last not repeated."""
    for ring in (polygon.exterior, *polygon.interiors):
        yield np.asarray(ring.coords, dtype=np.float64)[:-1]


def _stretches(lines: BaseGeometry) -> Iterator[Floats]:
    """Yield the vertices of connected stretches of about 300 km, short pieces apart."""
    pieces = pieces_of(lines)
    if not len(pieces):
        return
    longitude, latitude = pieces.longitude, pieces.latitude
    length = geodesic_km(longitude[:, 0], latitude[:, 0], longitude[:, 1], latitude[:, 1])
    is_line_start = np.diff(pieces.line, prepend=-1) != 0
    so_far = np.cumsum(length) - length
    line_number = np.cumsum(is_line_start) - 1
    within = so_far - so_far[is_line_start][line_number]
    stretch = np.floor(within / _STRETCH_KM)
    begins = np.flatnonzero(is_line_start | (np.diff(stretch, prepend=-1) != 0))
    for first, last in zip(begins, [*begins[1:], len(pieces)], strict=True):
        start = np.column_stack([longitude[first:last, 0], latitude[first:last, 0]])
        end = [[longitude[last - 1, 1], latitude[last - 1, 1]]]
        yield np.concatenate([start, end])


def _check(distances_km: Sequence[float]) -> None:
    for distance in distances_km:
        if not (math.isfinite(distance) and 0 < distance <= MAX_RING_DISTANCE_KM):
            message = (
                f"A ring cannot be drawn at {distance:g} km; "
                f"give a distance above 0 and up to {MAX_RING_DISTANCE_KM:g} km."
            )
            raise ValueError(message)
