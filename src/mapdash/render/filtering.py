"""What a reader filters by, as the map document takes it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mapdash.filters import VALUE_DIMENSIONS

if TYPE_CHECKING:
    from mapdash.filters import EventFilter

_EPOCH = date(1970, 1, 1).toordinal()


def filter_data(event_filter: EventFilter) -> dict[str, Any]:
    """Return a filter as `engine.js` takes it.

    Parameters
    ----------
    event_filter : EventFilter

    Returns
    -------
    data : dict of str to JSON
        Only the dimensions that are set, named as in `DIMENSIONS`; values sorted, the period
        as its first and last day in days since 1970-01-01.
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
    if event_filter.years is not None:
        first = date(event_filter.years.first, 1, 1).toordinal() - _EPOCH
        last = date(event_filter.years.last, 12, 31).toordinal() - _EPOCH
        data["period"] = [first, last]
    return data
