"""What a FilterIndex is made of, taken from an EventFrame column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from mapdash.events import (
    ACTOR_SEPARATOR,
    CATEGORIES,
    CONFIDENCES,
    DATE_PRECISIONS,
    GEO_PRECISIONS,
    STATUSES,
    EventFrame,
)
from mapdash.filters.coded import CodedColumn
from mapdash.filters.grouping import Grouping
from mapdash.filters.period import Period
from mapdash.filters.years import YearIndex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from mapdash.filters.coded import ValueOrder
    from mapdash.filters.search import TextOfEvents

_CODE_LISTS = {
    "categories": ("category", CATEGORIES),
    "geo_precisions": ("geo_precision", GEO_PRECISIONS),
    "date_precisions": ("date_precision", DATE_PRECISIONS),
    "confidences": ("confidence", CONFIDENCES),
    "statuses": ("status", STATUSES),
}


def coded_columns(
    events: EventFrame, names: Mapping[str, str]
) -> tuple[dict[str, CodedColumn], CodedColumn]:
    """Code the columns that have facets, and where each event happened."""
    country, actors = text_of(events, "country"), text_of(events, "actors")
    by_name = _most_frequent_first(names)
    columns = {
        "countries": CodedColumn.of_several([country, actors], ACTOR_SEPARATOR, by_name),
        "actors": CodedColumn.of_several([actors], ACTOR_SEPARATOR, by_name),
        "source_kinds": CodedColumn.of_single(
            text_of(events, "source_kind"), _most_frequent_first({})
        ),
    }
    for dimension, (name, code_list) in _CODE_LISTS.items():
        columns[dimension] = CodedColumn.of_single(text_of(events, name), _as_listed(code_list))
    return columns, CodedColumn.of_single(country, by_name)


def text_of(events: EventFrame, name: str) -> pa.Array:
    """Return a column as one array of text."""
    array = pa.array(events[name], type=pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def days_of(events: EventFrame, name: str) -> NDArray[np.int32]:
    """Return a column of moments as days since 1970-01-01."""
    return events[name].to_numpy(dtype="datetime64[D]").astype(np.int32)


def span_of(start_days: NDArray[np.int32], end_days: NDArray[np.int32]) -> Period | None:
    """Return the period that all events cover together; None without events."""
    if not len(start_days):
        return None
    return Period.of_days(int(start_days.min()), int(end_days.max()))


def years_of(events: EventFrame, categories: CodedColumn) -> YearIndex:
    """Index the calendar years that each event touches, by category."""
    first, last = (np.array(events[name].dt.year, dtype=np.int64) for name in ("start", "end"))
    return YearIndex.build(first, last, categories.codes, max(len(categories.values), 1))


def facts_of(columns: Mapping[str, CodedColumn], is_off_map: NDArray[np.bool_]) -> Grouping:
    """Group the events that are alike in all columns with one value."""
    single = {name: column for name, column in columns.items() if column.rows is None}
    keys = [column.codes for column in single.values()]
    return Grouping.build([*keys, is_off_map.astype(np.intp)], single, len(is_off_map))


def parties_of(
    events: EventFrame, columns: Mapping[str, CodedColumn], happened: CodedColumn
) -> Grouping:
    """Group the events that happened in one country with the same actors."""
    # The same actors in another order are another group, which costs little and changes nothing.
    actors = text_of(events, "actors").dictionary_encode().indices
    return Grouping.build(
        [happened.codes, actors.to_numpy(zero_copy_only=False)],
        {"countries": columns["countries"], "actors": columns["actors"], "places": happened},
        len(events),
    )


def names_of_involved(countries: CodedColumn, names: Mapping[str, str]) -> TextOfEvents:
    """Return codes and names of the countries of each event, for the search."""
    words = [f"{code} {names.get(code, '')}" for code in countries.values]
    return pa.array(words, pa.large_string()).take(pa.array(countries.codes)), countries.rows


def _most_frequent_first(names: Mapping[str, str]) -> ValueOrder:
    return lambda value, count: (-count, names.get(value, value))


def _as_listed(code_list: tuple[str, ...]) -> ValueOrder:
    positions = {value: position for position, value in enumerate(code_list)}
    # What nobody stated comes after everything that somebody did.
    return lambda value, _: (positions.get(value, len(positions) + (value == "")), value)
