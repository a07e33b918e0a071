"""The charts below the map: events by year, by country and by actor; each bar is a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mapdash.app.panel import years_of_a_bar
from mapdash.filters import FIRST_YEAR, LAST_YEAR, Period, value_in_words
from mapdash.layers import style_of
from mapdash.render.cards import style_data

if TYPE_CHECKING:
    from mapdash.briefing import Scene
    from mapdash.filters import EventFilter, Facets
    from mapdash.services import Dataset

MOST_COLUMNS: Final = 60
BARS_AT_FIRST: Final = 7


def charts_data(dataset: Dataset, scene: Scene, facets: Facets) -> dict[str, Any]:
    """Say what the charts show.

    Parameters
    ----------
    dataset : Dataset
    scene : Scene
    facets : Facets
        Of the scene's filter. A chart counts under the filter without its own dimension, so
        that its bars say what a click on them would give.

    Returns
    -------
    data : dict
        What `charts.js` takes.
    """
    event_filter = scene.filter
    return {
        "years": _years(event_filter, facets),
        "categories": [
            {"label": facet.value, "style": style_data(style_of(facet.value))}
            for facet in facets.categories
        ],
        "countries": _bars(dataset, event_filter, facets, "countries"),
        "actors": _bars(dataset, event_filter, facets, "actors"),
        "barsAtFirst": BARS_AT_FIRST,
    }


def _years(event_filter: EventFilter, facets: Facets) -> dict[str, Any]:
    years = facets.years
    step = years_of_a_bar(len(years.years), MOST_COLUMNS)
    columns: dict[int, tuple[int, tuple[int, ...]]] = {}
    for year, count, parts in zip(years.years, years.counts, years.by_category, strict=True):
        start = max(year // step * step, FIRST_YEAR)
        # An event of several years counts in each: of a run of years the busiest one is shown.
        columns[start] = max(columns.get(start, (-1, ())), (count, parts))
    period = event_filter.period
    return {
        "step": step,
        "isFiltered": period is not None,
        "columns": [_column(year, step, column, period) for year, column in columns.items()],
    }


def _column(
    year: int, step: int, column: tuple[int, tuple[int, ...]], period: Period | None
) -> dict[str, Any]:
    last = min(year // step * step + step - 1, LAST_YEAR)
    own = Period.of_years(year, last)
    count, parts = column
    return {
        "first": year,
        "last": last,
        "label": str(year) if step == 1 else f"{year}–{last}",
        "count": count,
        "parts": list(parts),
        "isOn": period is not None and period.first <= own.last and own.first <= period.last,
        "isExactly": period == own,
    }


def _bars(
    dataset: Dataset, event_filter: EventFilter, facets: Facets, dimension: str
) -> dict[str, Any]:
    chosen = event_filter.values(dimension)
    return {
        "dimension": dimension,
        "isFiltered": bool(chosen),
        "bars": [
            {
                "value": facet.value,
                "label": value_in_words(dimension, facet.value, dataset.country_names),
                "count": facet.count,
                "isOn": facet.value in chosen,
            }
            for facet in facets.of(dimension)
            if facet.count or facet.value in chosen
        ],
    }
