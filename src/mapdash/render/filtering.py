"""What a reader filters by, as the map document takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapdash.filters import VALUE_DIMENSIONS

if TYPE_CHECKING:
    from mapdash.filters import EventFilter


def filter_data(event_filter: EventFilter) -> dict[str, Any]:
    """Return a filter as `engine.js` takes it.

    Parameters
    ----------
    event_filter : EventFilter

    Returns
    -------
    data : dict of str to JSON
        Only the dimensions that are set, named as in `DIMENSIONS`; values sorted, the period
        as its first and last day in days since 1970-01-01, the region as [longitude,
        latitude] of its corners, the view as west, south, east and north.
    """
    data: dict[str, Any] = {}
    if event_filter.search:
        data["search"] = event_filter.search
    for dimension in VALUE_DIMENSIONS:
        values = event_filter.values(dimension)
        if values:
            data[dimension] = sorted(values)
    if event_filter.is_place_only:
        data["is_place_only"] = True
    if event_filter.period is not None:
        data["period"] = [event_filter.period.first_day, event_filter.period.last_day]
    if event_filter.region is not None:
        data["region"] = [list(point) for point in event_filter.region.points]
    if event_filter.view is not None:
        view = event_filter.view
        data["view"] = [view.west, view.south, view.east, view.north]
    return data
