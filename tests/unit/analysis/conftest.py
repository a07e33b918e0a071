from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from mapdash.events import FILE_COLUMNS, EventFrame, validate_events

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

USUAL = {"title": "t", "category": "BRI other", "country": "SRB", "start_date": "2020-05-05"}
EARTH = Geod(ellps="WGS84")


@pytest.fixture(scope="session")
def events_at() -> Callable[..., EventFrame]:
    """Make an EventFrame from (longitude, latitude, precision) of each event."""

    def build(*places: tuple[float | str, float | str, str]) -> EventFrame:
        rows = [
            USUAL
            | {"id": f"E{number}", "geo_precision": precision}
            | {"longitude": str(longitude), "latitude": str(latitude)}
            for number, (longitude, latitude, precision) in enumerate(places, start=1)
        ]
        table = pd.DataFrame(rows, columns=list(FILE_COLUMNS), dtype="str").fillna("")
        return validate_events(table.set_axis(range(2, len(table) + 2)))[0]

    return build


@pytest.fixture(scope="session")
def dense_reference() -> Callable[..., float]:
    """Measure the slow way: to a spot every *spacing_km* along each segment as it is drawn."""

    def measure(
        longitude: float, latitude: float, line: shapely.LineString, spacing_km: float = 0.05
    ) -> float:
        vertices = shapely.get_coordinates(line)
        nearest = np.inf
        for start, end in itertools.pairwise(vertices):
            spots = _spots(start, end, spacing_km)
            count = len(spots)
            metres = EARTH.inv(
                np.full(count, longitude), np.full(count, latitude), spots[:, 0], spots[:, 1]
            )[2]
            nearest = min(nearest, metres.min() / 1000)
        return nearest

    return measure


def _spots(
    start: NDArray[np.float64], end: NDArray[np.float64], spacing_km: float
) -> NDArray[np.float64]:
    across, up = end - start
    # One degree is 111.7 km at most, and a meridian is no farther from the next than that.
    count = int(111.7 * (abs(across) + abs(up)) / spacing_km) + 2
    return start + np.linspace(0, 1, count)[:, None] * [across, up]
