"""Bounds: a part of the world between two meridians and two parallels, with named edges."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from mapdash.errors import BoundsError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

FULL_CIRCLE = 360.0
MAX_LONGITUDE = 180.0
MAX_LATITUDE = 90.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """Hold the four edges of a part of the world, in degrees (WGS 84, EPSG:4326).

    Where *east* is less than *west*, the bounds cross the antimeridian: they run eastwards
    from *west* over 180 degrees to *east*. No edge is ever missing or infinite.

    Parameters
    ----------
    west, east : float
        Longitudes from -180 to 180.
    south, north : float
        Latitudes from -90 to 90; *south* is not greater than *north*.

    Raises
    ------
    BoundsError
        If an edge is not a finite number, is out of range, or *south* is above *north*.

    Examples
    --------
    >>> Bounds(west=170.0, south=-50.0, east=-170.0, north=-30.0).center
    (180.0, -40.0)
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse edges that bound nothing, and keep them as plain floats."""
        limits = {
            "west": MAX_LONGITUDE,
            "south": MAX_LATITUDE,
            "east": MAX_LONGITUDE,
            "north": MAX_LATITUDE,
        }
        for edge, limit in limits.items():
            object.__setattr__(self, edge, _edge(edge, getattr(self, edge), limit))
        if self.south > self.north:
            message = (
                f"The southern edge ({self.south:g}) lies north of the northern edge "
                f"({self.north:g}); swap them."
            )
            raise BoundsError(message)

    @classmethod
    def world(cls) -> Self:
        """Return the bounds of the whole world.

        Returns
        -------
        bounds : Bounds
            From -180 to 180 and from -90 to 90 degrees.
        """
        return cls(-MAX_LONGITUDE, -MAX_LATITUDE, MAX_LONGITUDE, MAX_LATITUDE)

    @classmethod
    def around(
        cls, longitude: ArrayLike, latitude: ArrayLike, *, margin_degrees: float = 0.5
    ) -> Self:
        """Return the smallest bounds that hold all points, and a margin.

        The shorter way round the world is taken, so points on both sides of the
        antimeridian give bounds that cross it.

        Parameters
        ----------
        longitude, latitude : array-like of float, shape (n,)
            Degrees, in any order. Points where either is NaN or infinite are left out.
        margin_degrees : float, default 0.5
            Added on every side, as far as the world goes; not negative.

        Returns
        -------
        bounds : Bounds
            The whole world where no point is left.

        Raises
        ------
        BoundsError
            If a finite coordinate is out of range, or the margin is negative or no number.
        """
        if not (math.isfinite(margin_degrees) and margin_degrees >= 0):
            message = f"The margin is {margin_degrees:g} degrees; give 0 or more."
            raise BoundsError(message)
        longitudes = np.asarray(longitude, dtype=np.float64).ravel()
        latitudes = np.asarray(latitude, dtype=np.float64).ravel()
        has_point = np.isfinite(longitudes) & np.isfinite(latitudes)
        if not has_point.any():
            return cls.world()
        latitudes = latitudes[has_point]
        west, east = _shortest_arc(longitudes[has_point])
        tight = cls(west, float(latitudes.min()), east, float(latitudes.max()))
        return tight._grown(margin_degrees)

    @property
    def crosses_antimeridian(self) -> bool:
        """Tell whether the bounds run over the 180th meridian."""
        return self.east < self.west

    @property
    def width_degrees(self) -> float:
        """Return the width from west to east in degrees of longitude, 0 to 360."""
        return self.east - self.west + (FULL_CIRCLE if self.crosses_antimeridian else 0.0)

    @property
    def center(self) -> tuple[float, float]:
        """Return the longitude and the latitude midway between the edges.

        Returns
        -------
        longitude, latitude : float
            Degrees; the longitude is from -180 to 180, also across the antimeridian.
        """
        longitude = self.west + self.width_degrees / 2
        return _wrapped(longitude), (self.south + self.north) / 2

    def contains(self, longitude: ArrayLike, latitude: ArrayLike) -> NDArray[np.bool_]:
        """Tell which points lie inside the bounds or on an edge.

        Parameters
        ----------
        longitude, latitude : array-like of float, of shapes that broadcast
            Degrees; longitudes from -180 to 180, where -180 and 180 are the same meridian.

        Returns
        -------
        is_inside : ndarray of bool, in the broadcast shape, in the order given
            False where a coordinate is NaN.
        """
        longitudes = np.asarray(longitude, dtype=np.float64)
        latitudes = np.asarray(latitude, dtype=np.float64)
        is_east_of_west = longitudes >= self.west
        is_west_of_east = longitudes <= self.east
        if self.crosses_antimeridian:
            is_between = is_east_of_west | is_west_of_east
        else:
            is_between = is_east_of_west & is_west_of_east
        if MAX_LONGITUDE in (-self.west, self.east):
            is_between = is_between | (np.abs(longitudes) == MAX_LONGITUDE)
        return np.asarray(is_between & (latitudes >= self.south) & (latitudes <= self.north))

    def _grown(self, margin: float) -> Self:
        south = max(self.south - margin, -MAX_LATITUDE)
        north = min(self.north + margin, MAX_LATITUDE)
        if self.width_degrees + 2 * margin >= FULL_CIRCLE:
            return type(self)(-MAX_LONGITUDE, south, MAX_LONGITUDE, north)
        return type(self)(_wrapped(self.west - margin), south, _wrapped(self.east + margin), north)


def _edge(name: str, degrees: float, limit: float) -> float:
    if not math.isfinite(degrees) or abs(degrees) > limit:
        message = f"The {name} edge is {degrees:g}; give degrees from {-limit:g} to {limit:g}."
        raise BoundsError(message)
    return float(degrees)


def _wrapped(longitude: float) -> float:
    if -MAX_LONGITUDE <= longitude <= MAX_LONGITUDE:
        return longitude
    return (longitude + MAX_LONGITUDE) % FULL_CIRCLE - MAX_LONGITUDE


def _shortest_arc(longitudes: NDArray[np.float64]) -> tuple[float, float]:
    """Return the west and east ends of what is left when the widest gap is cut out."""
    ordered = np.unique(longitudes)
    gaps = np.diff(ordered)
    gap_over_antimeridian = ordered[0] + FULL_CIRCLE - ordered[-1]
    if gaps.size == 0 or gap_over_antimeridian >= gaps.max():
        return float(ordered[0]), float(ordered[-1])
    widest = int(gaps.argmax())
    return float(ordered[widest + 1]), float(ordered[widest])
