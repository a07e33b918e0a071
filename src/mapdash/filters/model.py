"""EventFilter: which events a reader asks for, as a value."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from mapdash.filters.cleaning import one_line

if TYPE_CHECKING:
    from mapdash.bounds import Bounds
    from mapdash.filters.period import Period
    from mapdash.filters.region import Region

MAX_SEARCH_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Say which events are wanted; the filter without any value wants all.

    An event must meet every dimension. Within one dimension any of the values will do, and
    no value means that the dimension does not matter. The value "" stands for events
    where nothing is stated.

    Parameters
    ----------
    search : str
        Words that all must occur (see `FilterIndex.mask`); kept as one clean line of at
        most 200 characters.
    countries : frozenset of str
        ISO 3166-1 alpha-3 codes of countries where it happened or that took part.
    is_place_only : bool
        Let *countries* mean only where it happened.
    period : Period or None
        An event is wanted when its span touches the period.
    region : Region or None
        What is known to lie inside a polygon drawn on the map: a point inside it, an outline
        with all corners of its box inside.
    view : Bounds or None
        What a map between these bounds shows: a point inside, an outline whose box meets them.
    categories, actors, geo_precisions, date_precisions : frozenset of str
        Values of the columns `category`, `actors`, `geo_precision` and `date_precision`.
    confidences, statuses, source_kinds : frozenset of str
        Values of the columns `confidence`, `status` and `source_kind`.
    """

    search: str = ""
    countries: frozenset[str] = frozenset()
    is_place_only: bool = False
    period: Period | None = None
    region: Region | None = None
    view: Bounds | None = None
    categories: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    geo_precisions: frozenset[str] = frozenset()
    date_precisions: frozenset[str] = frozenset()
    confidences: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    source_kinds: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Keep the search as one clean line, so that equal searches are equal filters."""
        object.__setattr__(self, "search", one_line(self.search, MAX_SEARCH_CHARACTERS))

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is set, so that every event is wanted."""
        return self == EventFilter()

    def values(self, dimension: str) -> frozenset[str]:
        """Return the values asked for in a dimension of values.

        Parameters
        ----------
        dimension : str
            One of `VALUE_DIMENSIONS`.

        Returns
        -------
        values : frozenset of str
            Empty where the dimension does not matter.

        Raises
        ------
        ValueError
            If the dimension has no values.
        """
        if dimension not in VALUE_DIMENSIONS:
            message = f"“{dimension}” is none of {', '.join(VALUE_DIMENSIONS)}."
            raise ValueError(message)
        values: frozenset[str] = getattr(self, dimension)
        return values

    def with_values(self, dimension: str, values: frozenset[str]) -> EventFilter:
        """Return this filter with other values in one dimension.

        Parameters
        ----------
        dimension : str
            One of `VALUE_DIMENSIONS`.
        values : frozenset of str
            None means that the dimension does not matter.

        Returns
        -------
        event_filter : EventFilter

        Raises
        ------
        ValueError
            If the dimension has no values.
        """
        if values == self.values(dimension):
            return self
        changed = {field.name: getattr(self, field.name) for field in fields(self)}
        return EventFilter(**{**changed, dimension: values})


DIMENSIONS = tuple(field.name for field in fields(EventFilter))
"""What a filter can ask about, named as the fields of EventFilter and in their order."""

_WITHOUT_VALUES: dict[str, Any] = {
    "search": "",
    "is_place_only": False,
    "period": None,
    "region": None,
    "view": None,
}

VALUE_DIMENSIONS = tuple(name for name in DIMENSIONS if name not in _WITHOUT_VALUES)
"""The dimensions that take any number of values, each of which has a facet."""


def without(event_filter: EventFilter, dimension: str, value: str | None = None) -> EventFilter:
    """Return the filter without one dimension, or without one value of it.

    Parameters
    ----------
    event_filter : EventFilter
    dimension : str
        One of `DIMENSIONS`.
    value : str or None, default None
        The value to take away; None takes all away. A value that the filter does not hold
        changes nothing.

    Returns
    -------
    event_filter : EventFilter

    Raises
    ------
    ValueError
        If there is no such dimension, or *value* is given where there are no values.
    """
    if dimension in VALUE_DIMENSIONS:
        kept = event_filter.values(dimension) - {value} if value is not None else frozenset()
        return event_filter.with_values(dimension, kept)
    if value is not None or dimension not in DIMENSIONS:
        message = f"A filter has no “{dimension}” to take {value or 'away'} from."
        raise ValueError(message)
    return replace(event_filter, **{dimension: _WITHOUT_VALUES[dimension]})
