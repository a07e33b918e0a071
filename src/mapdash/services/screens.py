"""What a screen shows and what it says below it: data as of, counts, filters in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from mapdash.events import day_in_words
from mapdash.filters import filter_in_words
from mapdash.layers import NO_AREA
from mapdash.services.views import OFF_MAP_CODES

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from mapdash.bounds import Bounds
    from mapdash.briefing import Scene
    from mapdash.services.dataset import Dataset

NO_FILTER: Final = "no filter"

_EAST_END: Final = 180.0


def screen_line(
    dataset: Dataset, scene: Scene, *, matched: int, total: int, as_of: date | None = None
) -> dict[str, str]:
    """Say what a reader must know of a screen: how old it is, how many events, which filters.

    Parameters
    ----------
    dataset : Dataset
    scene : Scene
    matched : int
        How many events the filter lets through.
    total : int
    as_of : date, optional
        The day that the data is true for; without it what the data says of itself.

    Returns
    -------
    line : dict
        "asOf" ("" when nothing says so), "counts" and "filters", each plain text.
    """
    day = as_of.isoformat() if as_of else dataset.as_of
    return {
        "asOf": day_in_words(day),
        "counts": f"{matched:,} of {total:,} {'event' if total == 1 else 'events'}",
        "filters": filter_in_words(scene.filter, dataset.country_names) or NO_FILTER,
    }


def on_screen(
    dataset: Dataset, visible: NDArray[np.bool_], bounds: Bounds | None
) -> NDArray[np.bool_]:
    """Tell which of the visible events a map between these bounds shows.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)
    bounds : Bounds or None
        None for all of the map and what is not on it.

    Returns
    -------
    is_shown : array of bool, shape (n,)
        New. A point must lie inside; of a province or country that stands for an event, some
        part must. What has neither is shown without bounds only.
    """
    if bounds is None:
        return visible.copy()
    columns = dataset.columns
    shown = visible & dataset.index.located.in_view(bounds)
    has_area = columns.area != NO_AREA
    # An outline meets the bounds more seldom than its box, which for France holds an ocean.
    is_met = np.append(_outlines_met(dataset, bounds), True)
    shown &= is_met[columns.area]
    shown &= has_area | ~np.isin(columns.precision, OFF_MAP_CODES)
    return shown


def _outlines_met(dataset: Dataset, bounds: Bounds) -> NDArray[np.bool_]:
    is_met = np.zeros(len(dataset.columns.areas), dtype=np.bool_)
    for box in _boxes(bounds):
        is_met[dataset.outlines.query(box, predicate="intersects")] = True
    return is_met


def _boxes(bounds: Bounds) -> list[shapely.Polygon]:
    """Return the bounds as one box, or as two where they cross the antimeridian."""
    south, north = bounds.south, bounds.north
    if not bounds.crosses_antimeridian:
        return [shapely.box(bounds.west, south, bounds.east, north)]
    return [
        shapely.box(bounds.west, south, _EAST_END, north),
        shapely.box(-_EAST_END, south, bounds.east, north),
    ]
