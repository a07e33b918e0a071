"""Drawn lines as short straight pieces in space, good to a metre or two.

A line of a map file is straight in longitude and latitude between two vertices: the 49th parallel
between Canada and the United States is two vertices far apart, and the geodesic between them runs
up to tens of kilometres north of the border. So distances are measured to the line *as drawn*. Each
segment is cut along itself into pieces so short that neither the bow of the drawn line beside the
chord nor that of the Earth above it exceeds `SAGITTA_KM`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mapdash.bounds import FULL_CIRCLE, MAX_LONGITUDE

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from mapdash.analysis.geodesic import Floats, Integers

SAGITTA_KM = 0.001
"""How far a piece may stray from the drawn line: a metre."""

SEMI_MAJOR_KM = 6378.137
"""Equatorial radius of the WGS 84 ellipsoid, in kilometres (NGA.STND.0036, 2014)."""

FLATTENING = 1 / 298.257223563
"""Of the WGS 84 ellipsoid (NGA.STND.0036, 2014)."""

_ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING)
_LINES = (1, 2)
_AREAS = (3, 6)


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Hold the k pieces of drawn lines in the order of the lines.

    Parameters
    ----------
    longitude, latitude : array of float, shape (k, 2)
        The two ends in degrees (WGS 84); longitudes may run beyond 180, never leap.
    line : array of int, shape (k,)
        Which line a piece belongs to.
    """

    longitude: Floats
    latitude: Floats
    line: Integers

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.line)


def pieces_of(lines: BaseGeometry) -> Pieces:
    """Cut lines into short pieces.

    Parameters
    ----------
    lines : (Multi)LineString, or a collection
        Longitude and latitude in degrees (WGS 84). A segment that spans more than 180 degrees
        of longitude goes the other, shorter way. Polygons count as their outlines, points not
        at all.

    Returns
    -------
    pieces : Pieces
        None at all where *lines* is empty.
    """
    longitude, latitude, line = _segments(lines)
    span, rise = np.diff(longitude)[:, 0], np.diff(latitude)[:, 0]
    counts = _piece_counts(span, rise, np.abs(latitude).max(axis=1, initial=0.0))
    segment = np.repeat(np.arange(len(counts)), counts)
    step = np.arange(len(segment)) - np.repeat(np.cumsum(counts) - counts, counts)
    ends = np.stack([step, step + 1], axis=1) / counts[segment, None]
    return Pieces(
        longitude[segment, :1] + ends * span[segment, None],
        latitude[segment, :1] + ends * rise[segment, None],
        line[segment],
    )


def to_space(longitude: Floats, latitude: Floats) -> Floats:
    """Turn points on the ellipsoid into points in space (Earth-centred, Earth-fixed).

    Parameters
    ----------
    longitude, latitude : array of float, shape (...)
        Degrees, WGS 84.

    Returns
    -------
    points : array of float, shape (..., 3)
        Kilometres.
    """
    lam, phi = np.radians(longitude), np.radians(latitude)
    curvature = SEMI_MAJOR_KM / np.sqrt(1 - _ECCENTRICITY_SQUARED * np.sin(phi) ** 2)
    across = curvature * np.cos(phi)
    height = curvature * (1 - _ECCENTRICITY_SQUARED) * np.sin(phi)
    return np.stack([across * np.cos(lam), across * np.sin(lam), height], axis=-1)


def _segments(lines: BaseGeometry) -> tuple[Floats, Floats, Integers]:
    import shapely  # noqa: PLC0415 - keeps the start of the server light

    parts = shapely.get_parts(lines)
    # A collection holds collections; twice is as deep as a valid GeoJSON or Parquet file goes.
    parts = shapely.get_parts(parts)
    kinds = shapely.get_type_id(parts)
    outlines = shapely.get_parts(shapely.boundary(parts[np.isin(kinds, _AREAS)]))
    parts = np.concatenate([parts[np.isin(kinds, _LINES)], outlines])
    vertices, line = shapely.get_coordinates(parts, return_index=True)
    first = np.flatnonzero(line[1:] == line[:-1])
    start, end = vertices[first], vertices[first + 1]
    span = end[:, 0] - start[:, 0]
    span -= FULL_CIRCLE * np.where(np.abs(span) > MAX_LONGITUDE, np.round(span / FULL_CIRCLE), 0)
    longitude = np.stack([start[:, 0], start[:, 0] + span], axis=1)
    return longitude, np.stack([start[:, 1], end[:, 1]], axis=1), line[first].astype(np.int64)


def _piece_counts(span: Floats, rise: Floats, highest: Floats) -> Integers:
    """Return into how many pieces each segment is cut.

    The bow of a chord of length L is L²/8R. A line that is straight in degrees bends away
    from the great circle by its geodesic acceleration / 8, whose two parts are
    sin φ cos φ Δλ² and 2 sin φ Δφ Δλ (the geodesic equations of the sphere).
    """
    lam, phi, top = np.radians(span), np.radians(rise), np.radians(np.minimum(highest, 90.0))
    # The widest part of a segment is where it is lowest; its length there is an upper limit.
    cosine = np.cos(np.maximum(top - np.abs(phi), 0.0))
    length = np.hypot(cosine * lam, phi)
    bend = np.sin(top) * np.abs(lam) * np.hypot(cosine * lam, 2 * phi)
    bow = SEMI_MAJOR_KM / 8 * (length**2 + bend)
    counts: Integers = np.maximum(np.ceil(np.sqrt(bow / SAGITTA_KM)), 1).astype(np.int64)
    return counts
