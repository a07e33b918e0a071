"""Where events lie, prepared so that a polygon or the edges of a map find them quickly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapdash.bounds import Bounds
    from mapdash.filters.region import Region

_FULL_CIRCLE = 360.0


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Hold where the events of a data set lie, as the map draws them.

    Parameters
    ----------
    longitude, latitude : array of float32, shape (n,)
        Degrees, WGS 84; NaN for an event without a point. Single precision, because the map
        document has no more and must find the same events.
    area : array of int, shape (n,)
        Position in *boxes* of the outline that stands for the event; negative for none.
    boxes : array of float64, shape (k, 4)
        West, south, east and north of each outline; east is beyond 180 over the antimeridian.
    """

    longitude: NDArray[np.float32]
    latitude: NDArray[np.float32]
    area: NDArray[np.int32]
    boxes: NDArray[np.float64]

    @classmethod
    def of_points(cls, longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> Self:
        """Return the places of events that have no outline.

        Parameters
        ----------
        longitude, latitude : array of float, shape (n,)
            NaN for an event without a point.

        Returns
        -------
        places : Places
        """
        return cls(
            longitude.astype(np.float32),
            latitude.astype(np.float32),
            np.full(len(longitude), -1, dtype=np.int32),
            np.empty((0, 4), dtype=np.float64),
        )


@dataclass(frozen=True, slots=True, eq=False)
class PlaceIndex:
    """Find events by where they lie; make it with `PlaceIndex.build`.

    Parameters
    ----------
    places : Places
    rows : ndarray of int32, shape (m,)
        The events with a point and without an outline, from south to north.
    longitude, latitude : ndarray of float64, shape (m,)
        Their coordinates.
    """

    places: Places
    rows: NDArray[np.int32]
    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]

    @classmethod
    def build(cls, places: Places) -> Self:
        """Sort the points of *places*.

        Parameters
        ----------
        places : Places
            Kept.

        Returns
        -------
        index : PlaceIndex
        """
        has_point = ~(np.isnan(places.longitude) | np.isnan(places.latitude))
        rows = np.flatnonzero(has_point & (places.area < 0)).astype(np.int32)
        rows = rows[np.argsort(places.latitude[rows], kind="stable")]
        longitude = places.longitude[rows].astype(np.float64)
        latitude = places.latitude[rows].astype(np.float64)
        for array in (rows, longitude, latitude):
            array.setflags(write=False)
        return cls(places, rows, longitude, latitude)

    def inside(self, region: Region) -> NDArray[np.bool_]:
        """Tell which events are known to lie inside a region.

        Parameters
        ----------
        region : Region

        Returns
        -------
        mask : ndarray of bool, shape (n,)
            An event with an outline lies inside when all corners of its box do.
        """
        south = min(y for _, y in region.points)
        north = max(y for _, y in region.points)
        rows = self._between(south, north)
        is_inside = region.contains_sorted(self.longitude[rows], self.latitude[rows])
        return self._mask(rows, is_inside, region.holds_boxes(self.places.boxes))

    def in_view(self, bounds: Bounds) -> NDArray[np.bool_]:
        """Tell which events a map between these bounds shows something of.

        Parameters
        ----------
        bounds : Bounds

        Returns
        -------
        mask : ndarray of bool, shape (n,)
            An event with an outline is in view when its box meets the bounds.
        """
        rows = self._between(bounds.south, bounds.north)
        is_inside = bounds.contains(self.longitude[rows], self.latitude[rows])
        west, south, east, north = self.places.boxes.T
        reach = bounds.west + bounds.width_degrees
        is_met = np.zeros(len(self.places.boxes), dtype=np.bool_)
        for shift in (0.0, _FULL_CIRCLE, -_FULL_CIRCLE):
            is_met |= (west + shift <= reach) & (east + shift >= bounds.west)
        is_met &= (south <= bounds.north) & (north >= bounds.south)
        return self._mask(rows, is_inside, is_met)

    def _between(self, south: float, north: float) -> slice:
        """Return where the points between two parallels stand, both included."""
        return slice(
            int(np.searchsorted(self.latitude, south, side="left")),
            int(np.searchsorted(self.latitude, north, side="right")),
        )

    def _mask(
        self, rows: slice, is_inside: NDArray[np.bool_], is_area_inside: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        if is_area_inside.any():
            # The last answer is that of no area, which the position -1 finds.
            mask = np.append(is_area_inside, False)[self.places.area]
        else:
            mask = np.zeros(len(self.places.area), dtype=np.bool_)
        mask[self.rows[rows][is_inside]] = True
        return mask
