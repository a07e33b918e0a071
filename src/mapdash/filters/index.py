"""FilterIndex: a data set prepared once, so that every later filter costs milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa

from mapdash.events import (
    ACTOR_SEPARATOR,
    CATEGORIES,
    CONFIDENCES,
    DATE_PRECISIONS,
    GEO_PRECISIONS,
    OFF_MAP_PRECISIONS,
    STATUSES,
    EventFrame,
)
from mapdash.filters.coded import CodedColumn
from mapdash.filters.facets import Facets, FacetValue, YearCounts
from mapdash.filters.model import VALUE_DIMENSIONS, EventFilter
from mapdash.filters.period import Period
from mapdash.filters.places import PlaceIndex, Places
from mapdash.filters.search import SearchIndex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from mapdash.filters.coded import ValueOrder
    from mapdash.filters.search import TextOfEvents

SEARCHED_COLUMNS = (
    "title",
    "place_name",
    "admin1",
    "summary",
    "source_title",
    "source_kind",
)
"""The columns of text that a search looks in, besides the countries and their names."""

_CODE_LISTS = {
    "categories": ("category", CATEGORIES),
    "geo_precisions": ("geo_precision", GEO_PRECISIONS),
    "date_precisions": ("date_precision", DATE_PRECISIONS),
    "confidences": ("confidence", CONFIDENCES),
    "statuses": ("status", STATUSES),
}


@dataclass(frozen=True, slots=True, eq=False)
class FilterIndex:
    """Hold what filtering needs of a data set; safe to share, for nothing in it changes.

    Make it with `FilterIndex.build`. Two indexes are equal only when they are the same one,
    so an index can be the key of a cache.

    Parameters
    ----------
    total : int
        The number of events n.
    columns : mapping of str to CodedColumn
        For each of `VALUE_DIMENSIONS` its values; for countries, any involved one.
    places : CodedColumn
        Where each event happened.
    start_days, end_days : ndarray of int32, shape (n,)
        The first and the last day of each span, counted from 1970-01-01.
    first_years, last_years : ndarray of int64, shape (n,)
        The calendar years that each span begins and ends in.
    span : Period or None
        From the first to the last day that an event touches; None without events.
    located : PlaceIndex
        Where the events lie.
    is_off_map : ndarray of bool, shape (n,)
        Whether the event has no place on the map.
    search : SearchIndex
    country_names : mapping of str to str
        Alpha-3 codes to names.
    """

    total: int
    columns: Mapping[str, CodedColumn]
    places: CodedColumn
    start_days: NDArray[np.int32]
    end_days: NDArray[np.int32]
    first_years: NDArray[np.int64]
    last_years: NDArray[np.int64]
    span: Period | None
    located: PlaceIndex
    is_off_map: NDArray[np.bool_]
    search: SearchIndex
    country_names: Mapping[str, str]

    @classmethod
    def build(
        cls,
        events: EventFrame,
        country_names: Mapping[str, str],
        *,
        places: Places | None = None,
    ) -> Self:
        """Prepare a data set for filtering; takes a second or two for 100,000 events.

        Parameters
        ----------
        events : EventFrame of shape (n, columns)
            Not changed, and not kept.
        country_names : mapping of str to str
            Alpha-3 codes to names, for the search and for the order of the choices.
        places : Places, optional
            Where the map draws the events; without it at their points, without outlines.

        Returns
        -------
        index : FilterIndex
            Positions in it are those of the rows of *events*.
        """
        names = MappingProxyType(dict(country_names))
        columns, happened = _coded_columns(events, names)
        texts: list[TextOfEvents] = [(_text(events, name), None) for name in SEARCHED_COLUMNS]
        texts.append(_names_of_involved(columns["countries"], names))
        is_vague = events["geo_precision"].isin(OFF_MAP_PRECISIONS).to_numpy()
        if places is None:
            places = Places.of_points(events["longitude"].to_numpy(), events["latitude"].to_numpy())
        is_nowhere = np.isnan(places.latitude) & (places.area < 0)
        is_off_map = np.array(is_vague | is_nowhere, dtype=np.bool_)
        start_days, end_days = _days(events, "start"), _days(events, "end")
        first_years, last_years = _years(events, "start"), _years(events, "end")
        for array in (start_days, end_days, first_years, last_years, is_off_map):
            array.setflags(write=False)
        return cls(
            total=len(events),
            columns=MappingProxyType(columns),
            places=happened,
            start_days=start_days,
            end_days=end_days,
            first_years=first_years,
            last_years=last_years,
            span=_span(start_days, end_days),
            located=PlaceIndex.build(places),
            is_off_map=is_off_map,
            search=SearchIndex.build(texts, len(events)),
            country_names=names,
        )

    def values(self, dimension: str) -> tuple[str, ...]:
        """Return all values that the data have in a dimension, in the order of its facet.

        Parameters
        ----------
        dimension : str
            One of `VALUE_DIMENSIONS`.

        Returns
        -------
        values : tuple of str
        """
        return self.columns[dimension].values

    def mask(self, event_filter: EventFilter) -> NDArray[np.bool_]:
        """Tell which events meet a filter.

        A search finds an event when each of its words occurs in the title, the place, the
        admin1 unit, the summary, the source's title or kind, or the code or name of an
        involved country. Case, accents, hyphens and Cyrillic or Latin spelling do not matter.

        Parameters
        ----------
        event_filter : EventFilter

        Returns
        -------
        mask : ndarray of bool, shape (n,), in the order of the events
            A new array, all True for the empty filter.
        """
        mask = np.ones(self.total, dtype=np.bool_)
        for part in self._parts(event_filter).values():
            mask &= part
        return mask

    def facets(self, event_filter: EventFilter) -> Facets:
        """Count what each choice would give; see `Facets`.

        Parameters
        ----------
        event_filter : EventFilter

        Returns
        -------
        facets : Facets
        """
        parts = self._parts(event_filter)
        misses = np.zeros(self.total, dtype=np.int8)
        for part in parts.values():
            misses += ~part
        mask = np.asarray(misses == 0, dtype=np.bool_)

        def mask_without(dimension: str) -> NDArray[np.bool_]:
            if dimension not in parts:
                return mask
            return np.asarray(mask | ((misses == 1) & ~parts[dimension]), dtype=np.bool_)

        columns = {**self.columns, "countries": self._countries(event_filter)}
        return Facets(
            matched=int(np.count_nonzero(mask)),
            total=self.total,
            off_map=int(np.count_nonzero(mask & self.is_off_map)),
            years=self._year_counts(mask_without("period")),
            **{
                dimension: _facet(
                    columns[dimension], mask_without(dimension), self.values(dimension)
                )
                for dimension in VALUE_DIMENSIONS
            },
        )

    def _parts(self, event_filter: EventFilter) -> dict[str, NDArray[np.bool_]]:
        """Return the mask of each dimension that is set."""
        parts: dict[str, NDArray[np.bool_]] = {}
        if event_filter.search:
            parts["search"] = self.search.mask(event_filter.search)
        if event_filter.period is not None:
            first, last = event_filter.period.first_day, event_filter.period.last_day
            parts["period"] = np.asarray(
                (self.start_days <= last) & (self.end_days >= first), dtype=np.bool_
            )
        if event_filter.region is not None:
            parts["region"] = self.located.inside(event_filter.region)
        if event_filter.view is not None:
            parts["view"] = self.located.in_view(event_filter.view)
        for dimension in VALUE_DIMENSIONS:
            wanted = event_filter.values(dimension)
            if wanted:
                is_countries = dimension == "countries"
                column = self._countries(event_filter) if is_countries else self.columns[dimension]
                parts[dimension] = column.matches(wanted)
        return parts

    def _countries(self, event_filter: EventFilter) -> CodedColumn:
        return self.places if event_filter.is_place_only else self.columns["countries"]

    def _year_counts(self, mask: NDArray[np.bool_]) -> YearCounts:
        if self.total == 0:
            return YearCounts((), ())
        first, last = int(self.first_years.min()), int(self.last_years.max())
        width = last - first + 2
        begun = np.bincount(self.first_years[mask] - first, minlength=width)
        over = np.bincount(self.last_years[mask] - first + 1, minlength=width)
        counts = np.cumsum(begun - over)[:-1]
        return YearCounts(tuple(range(first, last + 1)), tuple(counts.tolist()))


def apply_filter(events: EventFrame, index: FilterIndex, event_filter: EventFilter) -> EventFrame:
    """Return the events that meet a filter.

    Parameters
    ----------
    events : EventFrame of shape (n, columns)
        The frame that *index* was built from; not changed.
    index : FilterIndex
    event_filter : EventFilter

    Returns
    -------
    events : EventFrame of shape (m, columns), m <= n
        In the same order and with their labels, so that a label still tells the row of the
        whole data set; *events* itself for the empty filter.

    Raises
    ------
    ValueError
        If the index was built from a frame of another length.
    """
    if len(events) != index.total:
        message = f"The index knows {index.total} events, the frame has {len(events)}: rebuild it."
        raise ValueError(message)
    if event_filter.is_empty:
        return events
    return EventFrame(events.loc[index.mask(event_filter)])


def _coded_columns(
    events: EventFrame, names: Mapping[str, str]
) -> tuple[dict[str, CodedColumn], CodedColumn]:
    country, actors = _text(events, "country"), _text(events, "actors")
    by_name = _most_frequent_first(names)
    columns = {
        "countries": CodedColumn.of_several([country, actors], ACTOR_SEPARATOR, by_name),
        "actors": CodedColumn.of_several([actors], ACTOR_SEPARATOR, by_name),
        "source_kinds": CodedColumn.of_single(
            _text(events, "source_kind"), _most_frequent_first({})
        ),
    }
    for dimension, (name, code_list) in _CODE_LISTS.items():
        columns[dimension] = CodedColumn.of_single(_text(events, name), _as_listed(code_list))
    return columns, CodedColumn.of_single(country, by_name)


def _text(events: EventFrame, name: str) -> pa.Array:
    array = pa.array(events[name], type=pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _days(events: EventFrame, name: str) -> NDArray[np.int32]:
    return events[name].to_numpy(dtype="datetime64[D]").astype(np.int32)


def _span(start_days: NDArray[np.int32], end_days: NDArray[np.int32]) -> Period | None:
    if not len(start_days):
        return None
    return Period.of_days(int(start_days.min()), int(end_days.max()))


def _years(events: EventFrame, name: str) -> NDArray[np.int64]:
    return np.array(events[name].dt.year, dtype=np.int64)


def _names_of_involved(countries: CodedColumn, names: Mapping[str, str]) -> TextOfEvents:
    words = [f"{code} {names.get(code, '')}" for code in countries.values]
    return pa.array(words, pa.large_string()).take(pa.array(countries.codes)), countries.rows


def _facet(
    column: CodedColumn, mask: NDArray[np.bool_], values: tuple[str, ...]
) -> tuple[FacetValue, ...]:
    counts = dict(zip(column.values, column.counts(mask), strict=True))
    return tuple(FacetValue(value, counts.get(value, 0)) for value in values)


def _most_frequent_first(names: Mapping[str, str]) -> ValueOrder:
    return lambda value, count: (-count, names.get(value, value))


def _as_listed(code_list: tuple[str, ...]) -> ValueOrder:
    positions = {value: position for position, value in enumerate(code_list)}
    # What nobody stated comes after everything that somebody did.
    return lambda value, _: (positions.get(value, len(positions) + (value == "")), value)
