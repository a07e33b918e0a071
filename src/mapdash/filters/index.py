"""FilterIndex: a data set prepared once, so that every later filter costs milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

import numpy as np

from mapdash.events import OFF_MAP_PRECISIONS, EventFrame
from mapdash.filters.facets import Facets, FacetValue, YearCounts
from mapdash.filters.model import VALUE_DIMENSIONS, EventFilter
from mapdash.filters.places import PlaceIndex, Places
from mapdash.filters.preparing import (
    coded_columns,
    days_of,
    facts_of,
    names_of_involved,
    parties_of,
    span_of,
    text_of,
    years_of,
)
from mapdash.filters.recent import Recent
from mapdash.filters.search import SearchIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from mapdash.filters.coded import CodedColumn
    from mapdash.filters.grouping import Grouping
    from mapdash.filters.period import Period
    from mapdash.filters.search import TextOfEvents
    from mapdash.filters.years import YearIndex

SEARCHED_COLUMNS = (
    "title",
    "place_name",
    "admin1",
    "summary",
    "source_title",
    "source_kind",
)
"""The columns of text that a search looks in, besides the countries and their names."""

RECENT_KEPT = 16


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
        In which country each event happened.
    facts, parties : Grouping
        The events by the dimensions that have one value an event, and by the countries that
        are part of it.
    start_days, end_days : ndarray of int32, shape (n,)
        The first and the last day of each span, counted from 1970-01-01.
    span : Period or None
        From the first to the last day that an event touches; None without events.
    years : YearIndex
    located : PlaceIndex
        Where the events lie.
    is_off_map : ndarray of bool, shape (n,)
        Whether the event has no place on the map.
    search : SearchIndex
    country_names : mapping of str to str
        Alpha-3 codes to names.
    recent : Recent
        What the last searches and regions found.
    """

    total: int
    columns: Mapping[str, CodedColumn]
    places: CodedColumn
    facts: Grouping
    parties: Grouping
    start_days: NDArray[np.int32]
    end_days: NDArray[np.int32]
    span: Period | None
    years: YearIndex
    located: PlaceIndex
    is_off_map: NDArray[np.bool_]
    search: SearchIndex
    country_names: Mapping[str, str]
    recent: Recent[NDArray[np.bool_]]

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
        columns, happened = coded_columns(events, names)
        texts: list[TextOfEvents] = [(text_of(events, name), None) for name in SEARCHED_COLUMNS]
        texts.append(names_of_involved(columns["countries"], names))
        is_vague = events["geo_precision"].isin(OFF_MAP_PRECISIONS).to_numpy()
        if places is None:
            places = Places.of_points(events["longitude"].to_numpy(), events["latitude"].to_numpy())
        is_nowhere = np.isnan(places.latitude) & (places.area < 0)
        is_off_map = np.array(is_vague | is_nowhere, dtype=np.bool_)
        start_days, end_days = days_of(events, "start"), days_of(events, "end")
        for array in (start_days, end_days, is_off_map):
            array.setflags(write=False)
        return cls(
            total=len(events),
            columns=MappingProxyType(columns),
            places=happened,
            facts=facts_of(columns, is_off_map),
            parties=parties_of(events, columns, happened),
            start_days=start_days,
            end_days=end_days,
            span=span_of(start_days, end_days),
            years=years_of(events, columns["categories"]),
            located=PlaceIndex.build(places),
            is_off_map=is_off_map,
            search=SearchIndex.build(texts, len(events)),
            country_names=names,
            recent=Recent(RECENT_KEPT),
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
        return _all_of(self._parts(event_filter).masks.values(), self.total)

    def facets(self, event_filter: EventFilter) -> Facets:
        """Count what each choice would give; see `Facets`.

        Parameters
        ----------
        event_filter : EventFilter

        Returns
        -------
        facets : Facets
        """
        return self.result(event_filter).facets

    def result(self, event_filter: EventFilter) -> FilterResult:
        """Return mask and facets together, for little more than one of them costs.

        Parameters
        ----------
        event_filter : EventFilter

        Returns
        -------
        result : FilterResult
        """
        parts = self._parts(event_filter)
        mask = _all_of(parts.masks.values(), self.total)
        mask.setflags(write=False)
        rows = np.flatnonzero(mask)

        def without(name: str) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
            if name not in parts.masks:
                return mask, rows
            others = [part for other, part in parts.masks.items() if other != name]
            wider = _all_of(others, self.total)
            return wider, np.flatnonzero(wider)

        facts = self.facts.counts(without("facts")[1])
        parties = self.parties.counts(without("parties")[1])
        counts = {
            **self._counts(self.facts, facts, parts.facts),
            **self._counts(self.parties, parties, parts.parties),
        }
        if event_filter.is_place_only:
            happened = dict(zip(self.places.values, counts["places"], strict=True))
            counts["countries"] = [happened.get(code, 0) for code in self.values("countries")]
        matched = np.where(_all_of(parts.facts.values(), len(facts)), facts, 0)
        facets = Facets(
            matched=len(rows),
            total=self.total,
            off_map=int(matched[self.is_off_map[self.facts.examples]].sum()),
            years=self._year_counts(*without("period")),
            **{
                dimension: tuple(map(FacetValue, self.values(dimension), counts[dimension]))
                for dimension in VALUE_DIMENSIONS
            },
        )
        return FilterResult(mask, facets)

    def _parts(self, event_filter: EventFilter) -> _Parts:
        """Return what each part of the filter that is set lets through."""
        masks: dict[str, NDArray[np.bool_]] = {}
        search, region = event_filter.search, event_filter.region
        if search:
            masks["search"] = self.recent.get(search, lambda: self.search.mask(search))
        if event_filter.period is not None:
            first, last = event_filter.period.first_day, event_filter.period.last_day
            masks["period"] = (self.start_days <= last) & (self.end_days >= first)
        if region is not None:
            masks["region"] = self.recent.get(region, lambda: self.located.inside(region))
        if event_filter.view is not None:
            masks["view"] = self.located.in_view(event_filter.view)
        asked = {name: event_filter.values(name) for name in VALUE_DIMENSIONS}
        countries = asked.pop("countries")
        asked["places" if event_filter.is_place_only else "countries"] = countries
        allowed: dict[str, dict[str, NDArray[np.bool_]]] = {}
        for name, grouping in (("facts", self.facts), ("parties", self.parties)):
            of_groups = {key: values for key, values in asked.items() if values}
            allowed[name] = grouping.allowed(
                {key: values for key, values in of_groups.items() if key in grouping.columns}
            )
            if allowed[name]:
                masks[name] = grouping.mask(_all_of(allowed[name].values(), len(grouping.examples)))
        return _Parts(masks, allowed["facts"], allowed["parties"])

    @staticmethod
    def _counts(
        grouping: Grouping,
        events: NDArray[np.intp],
        allowed: Mapping[str, NDArray[np.bool_]],
    ) -> dict[str, list[int]]:
        """Count the values of each dimension, under the others of its grouping."""
        counts: dict[str, list[int]] = {}
        for dimension, column in grouping.columns.items():
            others = [part for name, part in allowed.items() if not _is_same(name, dimension)]
            is_counted = _all_of(others, len(events))
            counts[dimension] = column.counts(np.where(is_counted, events, 0))
        return counts

    def _year_counts(self, mask: NDArray[np.bool_], rows: NDArray[np.intp]) -> YearCounts:
        counts = self.years.counts(mask, rows)
        return YearCounts(
            self.years.years,
            tuple(counts.sum(axis=1).tolist()),
            tuple(map(tuple, counts.tolist())),
        )


@dataclass(frozen=True, slots=True, eq=False)
class FilterResult:
    """Hold what a filter lets through, and what each choice would give.

    Parameters
    ----------
    mask : ndarray of bool, shape (n,), in the order of the events
        Read-only.
    facets : Facets
    """

    mask: NDArray[np.bool_]
    facets: Facets


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """Hold the masks that together are a filter, and for the groups that of each dimension."""

    masks: Mapping[str, NDArray[np.bool_]]
    facts: Mapping[str, NDArray[np.bool_]]
    parties: Mapping[str, NDArray[np.bool_]]


def _all_of(masks: Iterable[NDArray[np.bool_]], size: int) -> NDArray[np.bool_]:
    """Return a new mask of what all of *masks* let through; everything without any."""
    answer: NDArray[np.bool_] | None = None
    for mask in masks:
        answer = mask.copy() if answer is None else np.logical_and(answer, mask, out=answer)
    return np.ones(size, dtype=np.bool_) if answer is None else answer


def _is_same(dimension: str, other: str) -> bool:
    """Tell whether two dimensions are one to a reader: where it happened is a country, too."""
    return dimension == other or {dimension, other} == {"countries", "places"}


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
