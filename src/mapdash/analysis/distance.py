"""How far events were from a border or a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mapdash.analysis.drawn_lines import pieces_of
from mapdash.analysis.geodesic import geodesic_km
from mapdash.analysis.nearest import index_pieces, nearest_km
from mapdash.events import PINNED_PRECISIONS

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from mapdash.analysis.geodesic import Floats
    from mapdash.analysis.nearest import PieceIndex
    from mapdash.events import EventFrame

DISTANCE_COLUMN = "distance_km"
"""The name of the series of distances."""

_CELLS_AT_ONCE = 1_000_000
_POINTS_AT_ONCE = 4096


class MeasuredBorder:
    """A border made ready once for measuring from it many times.

    Parameters
    ----------
    lines : (Multi)LineString
        Longitude and latitude in degrees (WGS 84), as drawn: straight in degrees between two
        vertices. Use lines that are not simplified. May be empty.
    """

    def __init__(self, lines: BaseGeometry) -> None:
        """Cut the lines into pieces and index them."""
        pieces = pieces_of(lines)
        self._index: PieceIndex | None = index_pieces(pieces) if len(pieces) else None

    def distance_km(self, longitude: Floats, latitude: Floats) -> Floats:
        """Measure how far points are from the nearest spot of the border.

        Parameters
        ----------
        longitude, latitude : array of float, shape (n,)
            Degrees, WGS 84.

        Returns
        -------
        distance : array of float, shape (n,)
            Geodesic, in kilometres, as right as `nearest_km` says; NaN where a coordinate is,
            and everywhere for an empty border.
        """
        distance = np.full(len(longitude), np.nan)
        rows = np.flatnonzero(np.isfinite(longitude) & np.isfinite(latitude))
        if self._index is None:
            return distance
        blocks = len(self._index.radius)
        size = min(max(_CELLS_AT_ONCE // blocks, 1), _POINTS_AT_ONCE)
        for begin in range(0, len(rows), size):
            some = rows[begin : begin + size]
            distance[some] = nearest_km(longitude[some], latitude[some], self._index)
        return distance


def distance_to_border(
    events: EventFrame, border: MeasuredBorder | BaseGeometry
) -> pd.Series[float]:
    """Measure how far each event was from a border.

    The distance is geodesic (WGS 84), across the antimeridian and the poles too, and says
    nothing of which side of the border the event was on. A border runs as it is drawn,
    straight in longitude and latitude between two vertices: along the 49th parallel, say,
    not along the great circle north of it. The figure is right within a metre of that line
    (within 20 m beyond 10,000 km); how well the line is drawn is another matter, see
    `BORDER_ACCURACY_KM`.

    Parameters
    ----------
    events : EventFrame of shape (n, columns)
    border : MeasuredBorder, or (Multi)LineString in WGS 84
        Give a MeasuredBorder to measure from one border more than once. A polygon counts as
        its outline: a point inside is not at distance 0.

    Returns
    -------
    distance : Series of float, shape (n,)
        Kilometres, never negative, named "distance_km", indexed as *events*. NaN for events
        without coordinates or known to a district, province or country only: their point is
        not where they happened. NaN for all where the border is empty.
    """
    measured = border if isinstance(border, MeasuredBorder) else MeasuredBorder(border)
    longitude, latitude = _known_points(events)
    return _column(events, measured.distance_km(longitude, latitude))


def distance_to_place(events: EventFrame, longitude: float, latitude: float) -> pd.Series[float]:
    """Measure how far each event was from a point.

    Parameters
    ----------
    events : EventFrame of shape (n, columns)
    longitude, latitude : float
        Degrees, WGS 84, of a `PlaceReference`; its radius is not taken off.

    Returns
    -------
    distance : Series of float, shape (n,)
        Geodesic (WGS 84), as that of `distance_to_border`.
    """
    longitudes, latitudes = _known_points(events)
    rows = np.flatnonzero(np.isfinite(longitudes) & np.isfinite(latitudes))
    distance = np.full(len(events), np.nan)
    count = len(rows)
    distance[rows] = geodesic_km(
        longitudes[rows], latitudes[rows], np.full(count, longitude), np.full(count, latitude)
    )
    return _column(events, distance)


def _known_points(events: EventFrame) -> tuple[Floats, Floats]:
    """Return the coordinates of the events, NaN where they are not where the event was."""
    is_pinned = events["geo_precision"].isin(PINNED_PRECISIONS).to_numpy()
    longitude = np.where(is_pinned, events["longitude"].to_numpy(dtype=np.float64), np.nan)
    latitude = np.where(is_pinned, events["latitude"].to_numpy(dtype=np.float64), np.nan)
    return longitude, latitude


def _column(events: EventFrame, distance: Floats) -> pd.Series[float]:
    return pd.Series(distance, index=events.index, name=DISTANCE_COLUMN, dtype="float64")
