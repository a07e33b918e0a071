"""Region: a polygon that a reader drew on the map, and what lies in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

FEWEST_POINTS: Final = 3
MOST_POINTS: Final = 100
REGION_DECIMALS: Final = 4
"""Vertices are kept to about 11 m, so that an address can carry them exactly."""

_FULL_CIRCLE: Final = 360.0
_COPIES: Final = (0.0, _FULL_CIRCLE, -_FULL_CIRCLE)
_MAX_LONGITUDE: Final = 180.0
_MAX_LATITUDE: Final = 90.0


@dataclass(frozen=True, slots=True)
class Region:
    """Hold a polygon on the map, as a reader drew it.

    Its longitudes run on over the antimeridian: 170, 190 and not 170, -170. Equal polygons
    with the same first vertex are equal regions.

    Parameters
    ----------
    points : sequence of (longitude, latitude)
        3 to 100 vertices in degrees (WGS 84); the last is joined to the first. They are
        rounded to 4 decimals, vertices that repeat the one before are left out, and all are
        moved by whole turns so that the first longitude is at least -180 and below 180.

    Raises
    ------
    ValueError
        If there are too few or too many vertices, a number is not finite, a latitude is out
        of range, or the polygon is wider than the world.
    """

    points: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        """Bring the vertices into the one form in which they survive an address."""
        points = tuple(_vertex(*point) for point in self.points)
        if points and not -_MAX_LONGITUDE <= points[0][0] < _MAX_LONGITUDE:
            turns = math.floor((points[0][0] + _MAX_LONGITUDE) / _FULL_CIRCLE)
            points = tuple((_rounded(x - turns * _FULL_CIRCLE), y) for x, y in points)
        points = _without_repeats(points)
        if not FEWEST_POINTS <= len(points) <= MOST_POINTS:
            message = (
                f"A region of {len(points)} different corners cannot be: "
                f"give {FEWEST_POINTS} to {MOST_POINTS}."
            )
            raise ValueError(message)
        longitudes = [x for x, _ in points]
        if max(longitudes) - min(longitudes) > _FULL_CIRCLE:
            message = "The region is wider than the world: give at most 360 degrees of longitude."
            raise ValueError(message)
        object.__setattr__(self, "points", points)

    @classmethod
    def of_box(cls, west: float, south: float, east: float, north: float) -> Self:
        """Return the region between two meridians and two parallels.

        Parameters
        ----------
        west, east : float
            Degrees; *east* is beyond 180 where the box crosses the antimeridian.
        south, north : float

        Returns
        -------
        region : Region

        Raises
        ------
        ValueError
            As for any region.
        """
        return cls(((west, north), (east, north), (east, south), (west, south)))

    def contains(self, longitude: ArrayLike, latitude: ArrayLike) -> NDArray[np.bool_]:
        """Tell which points lie inside, by the even-odd rule.

        A ray from the point eastwards must cross an odd number of edges. Whether a point on an
        edge is inside, the formula says (W. R. Franklin, PNPOLY), computed in float64 exactly
        as the map document does.

        Parameters
        ----------
        longitude, latitude : array-like of float, shape (n,)
            Degrees, longitudes from -180 to 180; each is tried in the three copies of the
            world that the polygon may reach into.

        Returns
        -------
        is_inside : ndarray of bool, shape (n,), in the order given
            False where a coordinate is NaN.
        """
        x = np.asarray(longitude, dtype=np.float64)
        y = np.asarray(latitude, dtype=np.float64)
        rows = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        rows = rows[np.argsort(y[rows], kind="stable")]
        is_inside = np.zeros(len(x), dtype=np.bool_)
        is_inside[rows] = self.contains_sorted(x[rows], y[rows])
        return is_inside

    def contains_sorted(
        self, longitude: NDArray[np.float64], latitude: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Do as `contains` for points in ascending order of latitude, none of them NaN.

        Parameters
        ----------
        longitude, latitude : ndarray of float64, shape (n,)

        Returns
        -------
        is_inside : ndarray of bool, shape (n,)
        """
        is_inside = np.zeros(len(latitude), dtype=np.bool_)
        for shift in self._reached(longitude):
            is_inside |= _crosses_odd(self.points, longitude + shift, latitude)
        return is_inside

    def holds_boxes(self, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell of which boxes all four corners lie inside.

        Parameters
        ----------
        boxes : ndarray of float64, shape (k, 4)
            West, south, east and north; east is beyond 180 over the antimeridian.

        Returns
        -------
        is_inside : ndarray of bool, shape (k,)
            All corners in the same copy of the world.
        """
        west, south, east, north = boxes.T
        holds = np.zeros(len(boxes), dtype=np.bool_)
        for shift in _COPIES:
            is_held = np.ones(len(boxes), dtype=np.bool_)
            for x, y in ((west, south), (east, south), (east, north), (west, north)):
                order = np.argsort(y, kind="stable")
                is_held[order] &= _crosses_odd(self.points, x[order] + shift, y[order])
            holds |= is_held
        return holds

    def _reached(self, longitude: NDArray[np.float64]) -> list[float]:
        """Return by how much points are moved to get to where the polygon lies."""
        if not len(longitude):
            return []
        # A little more than the polygon, so that rounding cannot cost a point on its edge.
        west = min(x for x, _ in self.points) - 1e-6
        east = max(x for x, _ in self.points) + 1e-6
        least, most = float(longitude.min()), float(longitude.max())
        return [shift for shift in _COPIES if least + shift <= east and most + shift >= west]


def region_from_map(points: object) -> Region | None:
    """Read the polygon that a map document sent.

    A map can show several copies of the world and what lies beyond the poles: latitudes are
    cut at 90 degrees, and longitudes where the polygon has gone round the world.

    Parameters
    ----------
    points : object
        A list of [longitude, latitude] if all is well.

    Returns
    -------
    region : Region or None
        None for anything that is no region.
    """
    if not isinstance(points, (list, tuple)) or len(points) > MOST_POINTS + 1:
        return None
    if not all(_is_point(point) for point in points) or not points:
        return None
    west = min(x for x, _ in points)
    try:
        return Region(
            tuple(
                (min(x, west + _FULL_CIRCLE), min(max(y, -_MAX_LATITUDE), _MAX_LATITUDE))
                for x, y in points
            )
        )
    except (ValueError, OverflowError):
        return None


def _is_point(point: Any) -> bool:  # noqa: ANN401 - anything that JSON can hold
    return (
        isinstance(point, (list, tuple))
        and len(point) == len("xy")
        and all(type(number) in (int, float) and abs(number) < 1e6 for number in point)  # noqa: PLR2004
    )


def _vertex(longitude: float, latitude: float) -> tuple[float, float]:
    if not (math.isfinite(longitude) and abs(latitude) <= _MAX_LATITUDE):
        message = f"A region cannot have a corner at longitude {longitude}, latitude {latitude}."
        raise ValueError(message)
    return _rounded(float(longitude)), _rounded(float(latitude))


def _without_repeats(points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    kept = [
        point for number, point in enumerate(points) if number == 0 or point != points[number - 1]
    ]
    while len(kept) > 1 and kept[-1] == kept[0]:
        kept.pop()
    return tuple(kept)


def _rounded(degrees: float) -> float:
    # Adding 0.0 turns -0.0 into 0.0.
    return round(degrees, REGION_DECIMALS) + 0.0


def _crosses_odd(
    points: Sequence[tuple[float, float]], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Apply the formula to points in ascending order of *y*, each edge to those at its height."""
    is_odd = np.zeros(len(y), dtype=np.bool_)
    heights = np.searchsorted(y, [height for _, height in points])
    for number, (xi, yi) in enumerate(points):
        xj, yj = points[number - 1]
        begin, end = sorted((heights[number], heights[number - 1]))
        if begin < end:
            at_height = slice(begin, end)
            is_odd[at_height] ^= x[at_height] < (xj - xi) * (y[at_height] - yi) / (yj - yi) + xi
    return is_odd
