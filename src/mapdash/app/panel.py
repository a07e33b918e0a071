"""The sidebar: what can be filtered, with counts, and what is not on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mapdash.events import PINNED_PRECISIONS
from mapdash.filters import (
    AT_LEAST_TOWN,
    DIMENSION_LABELS,
    FIRST_YEAR,
    EventFilter,
    period_in_words,
    value_in_words,
)
from mapdash.layers import style_of
from mapdash.render.cards import style_data
from mapdash.services import off_map_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mapdash.briefing import Scene
    from mapdash.filters import Facets
    from mapdash.services import Dataset

MORE_DIMENSIONS: Final = (
    "actors",
    "geo_precisions",
    "date_precisions",
    "confidences",
    "statuses",
    "source_kinds",
)
LISTED_OFF_MAP: Final = 200
MOST_BARS: Final = 200
YEARS_OF_A_BAR: Final = (1, 10, 100)


def panel_data(
    dataset: Dataset,
    scene: Scene,
    facets: Facets,
    visible: NDArray[np.bool_],
    *,
    off_map_opened: int,
) -> dict[str, Any]:
    """Say what the sidebar shows.

    Parameters
    ----------
    dataset : Dataset
    scene : Scene
    facets : Facets
        Of the scene's filter.
    visible : array of bool, shape (n,)
        Which events the filter lets through.
    off_map_opened : int
        How often the reader asked for the list *Not on map*.

    Returns
    -------
    data : dict
        What `panel.js` takes.
    """
    event_filter = scene.filter
    return {
        "search": event_filter.search,
        "countries": _options(dataset, event_filter, facets, "countries"),
        "isPlaceOnly": event_filter.is_place_only,
        "years": _years(event_filter, facets),
        "categories": _legend(event_filter, facets),
        "more": [
            {
                "dimension": dimension,
                "title": DIMENSION_LABELS[dimension],
                "values": _options(dataset, event_filter, facets, dimension),
                "picks": _picks(dataset, event_filter, dimension),
            }
            for dimension in MORE_DIMENSIONS
        ],
        "offMap": {**_off_map(dataset, scene, visible), "opened": off_map_opened},
        "canReset": not event_filter.is_empty,
    }


def _options(
    dataset: Dataset, event_filter: EventFilter, facets: Facets, dimension: str
) -> list[dict[str, Any]]:
    chosen = event_filter.values(dimension)
    return [
        {
            "value": facet.value,
            "label": value_in_words(dimension, facet.value, dataset.country_names),
            "count": facet.count,
            "isOn": facet.value in chosen,
        }
        for facet in facets.of(dimension)
    ]


def _picks(dataset: Dataset, event_filter: EventFilter, dimension: str) -> list[dict[str, Any]]:
    if dimension != "geo_precisions":
        return []
    known = dataset.index.values(dimension)
    values = [value for value in PINNED_PRECISIONS if value in known]
    is_on = event_filter.values(dimension) == frozenset(values)
    return [{"label": AT_LEAST_TOWN, "values": values, "isOn": is_on}] if values else []


def _years(event_filter: EventFilter, facets: Facets) -> dict[str, Any]:
    """Say how many events each year has, or each run of years where there are too many to see."""
    first, last = facets.first_year or 0, facets.last_year or 0
    period = event_filter.period
    return {
        "counts": _year_bars(facets.years.years, facets.years.counts),
        "step": years_of_a_bar(len(facets.years.years)),
        # A period that the thumbs, which stand at whole years, cannot say.
        "words": period_in_words(period) if period and not period.is_whole_years else "",
        "firstOfData": first,
        "lastOfData": last,
        "first": min(max(period.first.year, first), last) if period else first,
        "last": max(min(period.last.year, last), first) if period else last,
    }


def years_of_a_bar(years: int, most: int = MOST_BARS) -> int:
    """Return how many years one bar stands for, so that there are not too many bars.

    Parameters
    ----------
    years : int
        From the first to the last of the data.
    most : int, optional
        The most bars that can be seen.

    Returns
    -------
    step : int
        One of `YEARS_OF_A_BAR`, the longest where none is long enough.
    """
    return next((step for step in YEARS_OF_A_BAR if years <= most * step), YEARS_OF_A_BAR[-1])


def _year_bars(years: tuple[int, ...], counts: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the first year of each bar and the events of its busiest year."""
    step = years_of_a_bar(len(years))
    if step == 1:
        return list(zip(years, counts, strict=True))
    # An event of many years would count in each of them, so they are not added up.
    highest: dict[int, int] = {}
    for year, count in zip(years, counts, strict=True):
        start = max(year // step * step, FIRST_YEAR)
        highest[start] = max(highest.get(start, 0), count)
    return list(highest.items())


def _legend(event_filter: EventFilter, facets: Facets) -> list[dict[str, Any]]:
    shown = event_filter.categories
    return [
        {
            "value": facet.value,
            "label": facet.value,
            "count": facet.count,
            "isOn": not shown or facet.value in shown,
            "isAlone": shown == {facet.value},
            "style": style_data(style_of(facet.value)),
        }
        for facet in facets.categories
    ]


def _off_map(dataset: Dataset, scene: Scene, visible: NDArray[np.bool_]) -> dict[str, Any]:
    rows = off_map_rows(dataset, visible)
    events = dataset.events
    listed = rows[:LISTED_OFF_MAP]
    named = zip(
        *(events[name].take(listed).tolist() for name in ("id", "title", "category")), strict=True
    )
    entries = [
        {
            "id": event_id,
            "title": title,
            "line": f"{dataset.when[row]} · {dataset.where[row]}",
            "style": style_data(style_of(category)),
            "isChosen": event_id == scene.chosen,
        }
        for row, (event_id, title, category) in zip(listed, named, strict=True)
    ]
    return {"count": len(rows), "entries": entries}
