"""Where a search flies to: the bounds of countries and provinces, and the places of events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from mapdash.bounds import Bounds
from mapdash.events import PINNED_PRECISIONS
from mapdash.filters import fold

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd
    from numpy.typing import NDArray

    from mapdash.borders import Borders
    from mapdash.services.dataset import Dataset

MOST_EVENT_PLACES: Final = 2_000

_LEAST_SHARE: Final = 0.01
_FULL_CIRCLE: Final = 360.0
_HALF_CIRCLE: Final = 180.0


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Describe a place that an event names.

    Parameters
    ----------
    name : str
    country : str
        Alpha-3 code.
    longitude, latitude : float
        Degrees, WGS 84.
    """

    name: str
    country: str
    longitude: float
    latitude: float


def places_of_events(
    dataset: Dataset, known: Collection[tuple[str, str]] = ()
) -> tuple[EventPlace, ...]:
    """List the places that events name and have a point for.

    Parameters
    ----------
    dataset : Dataset
    known : collection of (name, country), optional
        Places that need not be listed.

    Returns
    -------
    places : tuple of EventPlace
        Each once, those of most events first, at most 2,000; an event that is known to its
        province or country only has none.
    """
    events = dataset.events
    is_pinned = events["geo_precision"].isin(PINNED_PRECISIONS) & (events["place_name"] != "")
    is_pinned &= events["latitude"].notna() & events["longitude"].notna()
    named = events.loc[is_pinned, ["place_name", "country", "longitude", "latitude"]]
    # A place that is spelled alike in several events is one place: where the first of them was.
    counts = named.groupby(["place_name", "country"], sort=False, observed=True)
    first = counts[["longitude", "latitude"]].first()
    first["count"] = counts.size()
    first = first.sort_values("count", ascending=False, kind="stable").reset_index()
    is_known = {(fold(name), country) for name, country in known}
    found: list[EventPlace] = []
    for name, country, longitude, latitude, _ in first.itertuples(index=False, name=None):
        if len(found) == MOST_EVENT_PLACES:
            break
        if (fold(name), country) not in is_known:
            found.append(EventPlace(name, country, float(longitude), float(latitude)))
    return tuple(found)


def boxes_of_borders(borders: Borders) -> dict[str, Bounds]:
    """Return where a map must look to show a country or a province.

    Parameters
    ----------
    borders : Borders

    Returns
    -------
    boxes : dict
        By "country:" and the alpha-3 code, or "admin1:" and the code of the province. Parts
        that are small, or far away from the rest as overseas ones are, lie outside.
    """
    return {
        **_boxes("country", borders.countries),
        **_boxes("admin1", borders.provinces),
    }


def _boxes(kind: str, frame: gpd.GeoDataFrame) -> dict[str, Bounds]:
    geometries = frame["geometry"].to_numpy()
    parts, of = shapely.get_parts(geometries, return_index=True)
    bounds, areas = shapely.bounds(parts), shapely.area(parts)
    largest = np.maximum.reduceat(areas, np.searchsorted(of, np.arange(len(geometries))))
    is_kept = areas >= _LEAST_SHARE * largest[of]
    bounds, areas, of = bounds[is_kept], areas[is_kept], of[is_kept]
    starts = np.searchsorted(of, np.arange(len(geometries) + 1))
    return {
        f"{kind}:{code}": _main(bounds[start:end], areas[start:end])
        for code, start, end in zip(frame["code"], starts[:-1], starts[1:], strict=True)
        if code
    }


def _main(boxes: NDArray[np.float64], areas: NDArray[np.float64]) -> Bounds:
    """Return the box of the largest part and of all that are not farther off than it is wide."""
    order = np.argsort(-areas, kind="stable")
    west, south, east, north = boxes[order[0]]
    rest = [boxes[number] for number in order[1:]]
    has_grown = True
    while has_grown:
        has_grown, left = False, []
        reach = np.hypot(east - west, north - south)
        for box in rest:
            turn = _FULL_CIRCLE * np.round(((west + east) - (box[0] + box[2])) / 2 / _FULL_CIRCLE)
            w, e = box[0] + turn, box[2] + turn
            gap = np.hypot(max(0.0, w - east, west - e), max(0.0, box[1] - north, south - box[3]))
            if gap > reach:
                left.append(box)
                continue
            west, east = min(west, w), max(east, e)
            south, north = min(south, box[1]), max(north, box[3])
            has_grown = True
        rest = left
    if east - west >= _FULL_CIRCLE:
        return Bounds(-_HALF_CIRCLE, float(south), _HALF_CIRCLE, float(north))
    return Bounds(_wrapped(west), float(south), _wrapped(east), float(north))


def _wrapped(longitude: float) -> float:
    if -_HALF_CIRCLE <= longitude <= _HALF_CIRCLE:
        return float(longitude)
    return float((longitude + _HALF_CIRCLE) % _FULL_CIRCLE - _HALF_CIRCLE)
