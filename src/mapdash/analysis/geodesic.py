"""The shortest way along the ellipsoid, between points and to points at a distance."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyproj import Geod

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]

METRES_PER_KM = 1000.0


@functools.cache
def wgs84() -> Geod:
    """Return the ellipsoid to measure on; it is made at the first call, which takes a moment."""
    from pyproj import Geod  # noqa: PLC0415 - keeps the start of the server light

    return Geod(ellps="WGS84")


def geodesic_km(
    longitude: Floats, latitude: Floats, other_longitude: Floats, other_latitude: Floats
) -> Floats:
    """Measure the shortest way along the WGS 84 ellipsoid between pairs of points.

    Parameters
    ----------
    longitude, latitude, other_longitude, other_latitude : array of float, shape (n,)
        Degrees.

    Returns
    -------
    distance : array of float, shape (n,)
        Kilometres (Karney's algorithm, J. Geodesy 87, 2013: right to nanometres).
    """
    inverse = wgs84().inv(
        longitude, latitude, other_longitude, other_latitude, return_back_azimuth=False
    )
    return np.asarray(inverse[2], dtype=np.float64) / METRES_PER_KM
