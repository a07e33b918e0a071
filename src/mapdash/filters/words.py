"""Filters in words: chips for what is set, and what to relax when nothing is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mapdash.events import DATE_PRECISION_LABELS, PINNED_PRECISIONS, PRECISION_LABELS
from mapdash.events.words import MONTHS
from mapdash.filters.cleaning import one_line
from mapdash.filters.folding import fold
from mapdash.filters.model import (
    DIMENSIONS,
    VALUE_DIMENSIONS,
    EventFilter,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from mapdash.filters.index import FilterIndex
    from mapdash.filters.period import Period

NOT_STATED = "not stated"
"""What a reader sees for the value ""."""

DIMENSION_LABELS: dict[str, str] = {
    "search": "Search",
    "countries": "Country",
    "is_place_only": "Only where it happened",
    "period": "Date",
    "region": "Area drawn on the map",
    "view": "Only what the map shows",
    "categories": "Category",
    "actors": "Actor",
    "geo_precisions": "Place precision",
    "date_precisions": "Date precision",
    "confidences": "Confidence",
    "statuses": "Status",
    "source_kinds": "Source kind",
}
"""What a reader sees for each of `DIMENSIONS`."""

AT_LEAST_TOWN = "Town or better"
"""What a reader sees for the precisions that are drawn as a dot, asked for together."""

MAX_LABEL_CHARACTERS = 60
MAX_LISTED_VALUES = 3


@dataclass(frozen=True, slots=True)
class Constraint:
    """Hold one thing that a filter asks for, as a chip shows it.

    Parameters
    ----------
    dimension : str
        One of `DIMENSIONS`; together with *value* what `without` takes.
    value : str or None
        None in a dimension that has no values, and where one chip stands for several.
    label : str
        In words; plain text that may hold text of the data.
    """

    dimension: str
    value: str | None
    label: str


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Hold a dimension that could be dropped, and what that would give.

    Parameters
    ----------
    dimension : str
        One of `DIMENSIONS`.
    label : str
        In words what the dimension asks for now.
    count : int
        Events that match once the dimension is dropped; more than match with it.
    """

    dimension: str
    label: str
    count: int


def value_in_words(dimension: str, value: str, names: Mapping[str, str]) -> str:
    """Say a value of a dimension as a reader sees it.

    Parameters
    ----------
    dimension : str
        One of `VALUE_DIMENSIONS`.
    value : str
        As in the data; "" becomes "not stated".
    names : mapping of str to str
        Alpha-3 codes to names; an unknown code is its own name.

    Returns
    -------
    words : str
        One line of plain text.
    """
    labels: Mapping[str, str] = {}
    if dimension in {"countries", "actors"}:
        labels = names
    elif dimension == "geo_precisions":
        labels = PRECISION_LABELS
    elif dimension == "date_precisions":
        labels = DATE_PRECISION_LABELS
    return one_line(labels.get(value, value), MAX_LABEL_CHARACTERS) or NOT_STATED


def period_in_words(period: Period) -> str:
    """Say a period as a reader sees it.

    Parameters
    ----------
    period : Period

    Returns
    -------
    words : str
        Whole years and months as such, every other period by its days. An open end is said
        in words.

    Examples
    --------
    >>> from mapdash.filters.period import Period
    >>> period_in_words(Period.of_text("2024-03", "2024-07"))
    'March 2024 – July 2024'
    >>> period_in_words(Period.of_text("2024-03-05", ""))
    '5 March 2024 and later'
    """
    first, last = (_day_in_words(day, period) for day in (period.first, period.last))
    if first == last:
        return first
    if period.is_open_at_end and not period.is_open_at_start:
        return f"{first} and later"
    if period.is_open_at_start and not period.is_open_at_end:
        return f"until {last}"
    return f"{first}–{last}" if period.is_whole_years else f"{first} – {last}"


def _day_in_words(day: date, period: Period) -> str:
    if period.is_whole_years:
        return str(day.year)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if period.is_whole_months else f"{day.day} {month}"


def active_constraints(
    event_filter: EventFilter, names: Mapping[str, str]
) -> tuple[Constraint, ...]:
    """List what a filter asks for, each as one chip.

    Parameters
    ----------
    event_filter : EventFilter
    names : mapping of str to str
        Alpha-3 codes to names.

    Returns
    -------
    constraints : tuple of Constraint
        In the order of `DIMENSIONS`, values by their words; empty for the empty filter.
    """
    constraints: list[Constraint] = []
    for dimension in DIMENSIONS:
        if is_at_least_town(event_filter) and dimension == "geo_precisions":
            label = _dimension_in_words(event_filter, dimension, names)
            constraints.append(Constraint(dimension, None, label))
        elif dimension in VALUE_DIMENSIONS:
            for words, value in _values_in_words(event_filter, dimension, names):
                label = f"{DIMENSION_LABELS[dimension]}: {words}"
                constraints.append(Constraint(dimension, value, label))
        elif getattr(event_filter, dimension):
            label = _dimension_in_words(event_filter, dimension, names)
            constraints.append(Constraint(dimension, None, label))
    return tuple(constraints)


def filter_in_words(event_filter: EventFilter, names: Mapping[str, str]) -> str:
    """Say what a filter asks for in one line, each dimension once.

    Parameters
    ----------
    event_filter : EventFilter
    names : mapping of str to str
        Alpha-3 codes to names.

    Returns
    -------
    words : str
        In the order of `DIMENSIONS`, of many values the first few and how many more there are;
        "" for the empty filter.

    Examples
    --------
    >>> filter_in_words(EventFilter(search="drill", countries=frozenset({"SRB"})), {"SRB": "Serbia"})
    'Search: “drill” · Country: Serbia'
    """
    return " · ".join(
        _dimension_in_words(event_filter, dimension, names)
        for dimension in DIMENSIONS
        if getattr(event_filter, dimension)
    )


def is_at_least_town(event_filter: EventFilter) -> bool:
    """Tell whether a filter asks for the places that are known to a town or better."""
    return event_filter.geo_precisions == frozenset(PINNED_PRECISIONS)


def relaxations(index: FilterIndex, event_filter: EventFilter) -> tuple[Relaxation, ...]:
    """List the dimensions that alone stand in the way of events, for an empty result.

    Parameters
    ----------
    index : FilterIndex
    event_filter : EventFilter

    Returns
    -------
    relaxations : tuple of Relaxation
        The one that gives most events first. Empty where dropping a single dimension gives
        nothing more: then only a reset helps.
    """
    matched = np.count_nonzero(index.mask(event_filter))
    found: list[Relaxation] = []
    for dimension in DIMENSIONS:
        if not getattr(event_filter, dimension):
            continue
        count = int(np.count_nonzero(index.mask(without(event_filter, dimension))))
        if count > matched:
            label = _dimension_in_words(event_filter, dimension, index.country_names)
            found.append(Relaxation(dimension, label, count))
    return tuple(sorted(found, key=lambda relaxation: -relaxation.count))


def restrict(event_filter: EventFilter, index: FilterIndex) -> tuple[EventFilter, tuple[str, ...]]:
    """Keep of a filter what the data know, for a filter that comes from elsewhere.

    A value that differs from a known one, or from its words, only in case, accents or
    script is taken for it: "srb" and "serbia" for SRB. Search, period, region and
    view stay: where they leave nothing, `relaxations` offers to drop them.

    Parameters
    ----------
    event_filter : EventFilter
    index : FilterIndex

    Returns
    -------
    event_filter : EventFilter
        *event_filter* itself where the data know all of it.
    sentences : tuple of str
        One for each value that was left out, each one line of plain text.
    """
    sentences: list[str] = []
    for dimension in VALUE_DIMENSIONS:
        wanted = event_filter.values(dimension)
        unknown = wanted.difference(index.values(dimension))
        if not unknown:
            continue
        spellings = _spellings(index, dimension)
        found = {value: spellings.get(fold(value)) for value in sorted(unknown)}
        label = DIMENSION_LABELS[dimension].lower()
        sentences.extend(
            f"No event has the {label} “{one_line(value, MAX_LABEL_CHARACTERS)}”; "
            "it was left out of the filter."
            for value, known in found.items()
            if known is None
        )
        recognised = {known for known in found.values() if known is not None}
        event_filter = event_filter.with_values(dimension, (wanted - unknown) | recognised)
    return event_filter, tuple(sentences)


def _spellings(index: FilterIndex, dimension: str) -> dict[str, str]:
    spellings: dict[str, str] = {}
    for value in index.values(dimension):
        words = value_in_words(dimension, value, index.country_names)
        spellings.setdefault(fold(words), value)
    for value in index.values(dimension):
        spellings[fold(value)] = value
    spellings.pop("", None)
    return spellings


def _values_in_words(
    event_filter: EventFilter, dimension: str, names: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return the words and the value of each value asked for, by the words."""
    return sorted(
        (value_in_words(dimension, value, names), value) for value in event_filter.values(dimension)
    )


def _dimension_in_words(event_filter: EventFilter, dimension: str, names: Mapping[str, str]) -> str:
    label = DIMENSION_LABELS[dimension]
    if dimension in {"is_place_only", "region", "view"}:
        return label
    if dimension == "search":
        return f"{label}: “{one_line(event_filter.search, MAX_LABEL_CHARACTERS)}”"
    if dimension == "period" and event_filter.period is not None:
        label = "Year" if event_filter.period.is_whole_years else label
        return f"{label}: {period_in_words(event_filter.period)}"
    if dimension == "geo_precisions" and is_at_least_town(event_filter):
        return f"{label}: {AT_LEAST_TOWN.lower()}"
    words = [words for words, _ in _values_in_words(event_filter, dimension, names)]
    listed = ", ".join(words[:MAX_LISTED_VALUES])
    more = len(words) - MAX_LISTED_VALUES
    return f"{label}: {listed} and {more} more" if more > 0 else f"{label}: {listed}"
