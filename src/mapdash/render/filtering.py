"""What a reader filters by, as the map document takes it: one filter, and all that filters ask.

The map document computes the same filters as `mapdash.filters`, so that a change shows at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mapdash.filters import VALUE_DIMENSIONS
from mapdash.filters.coded import sorted_distinct
from mapdash.filters.folding_table import folding_table
from mapdash.filters.search import MIN_SKELETON_LETTERS
from mapdash.render.columns import pack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapdash.filters import EventFilter, FilterIndex
    from mapdash.filters.coded import CodedColumn
    from mapdash.filters.search import SearchIndex

PLACES = "places"
"""The name under which the countries where events happened are sent, besides the dimensions."""

_ENTRIES_AT_ONCE = 2_000_000
_SEPTET = 7


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


def encode_filters(index: FilterIndex) -> bytes:
    """Encode the values of all events for `filter.js`.

    The form is that of `pack`. For each of `VALUE_DIMENSIONS`, and for `PLACES`, an array of
    its name holds one code an event: the position of its value in the header, or, where an
    event has any number of values, that of its set of values. The sets stand one after the
    other in ``<name>.members``, from ``<name>.starts`` on. ``boxes`` holds west, south, east
    and north of each outline.

    Parameters
    ----------
    index : FilterIndex

    Returns
    -------
    data : bytes
        Without what a search needs, and without what the event columns have.
    """
    arrays: dict[str, tuple[str, NDArray[np.generic]]] = {}
    dimensions: list[dict[str, Any]] = []
    for name, column in (*index.columns.items(), (PLACES, index.places)):
        dimensions.append({"name": name, "values": column.values})
        arrays.update(_coded(name, column))
    boxes = index.located.places.boxes
    arrays["boxes"] = ("f8", boxes.ravel())
    span = [index.span.first_day, index.span.last_day] if index.span else None
    return pack({"rows": index.total, "span": span, "dimensions": dimensions}, arrays)


def encode_words(search: SearchIndex) -> bytes:
    """Encode the words of all events for `search.js`.

    The form is that of `pack`, with one element a word. The header holds the words and their
    skeletons, one a line, and the table that texts are folded by. ``postings`` holds the
    events of each word, from ``starts`` on, in order: each as its distance from the one before,
    seven bits a byte, the lowest first, the eighth bit set where more follow.

    Parameters
    ----------
    search : SearchIndex

    Returns
    -------
    data : bytes
    """
    postings, starts = _postings(search)
    header = {
        "rows": len(search.words),
        "events": search.size,
        "words": "\n".join(search.words.to_pylist()),
        "skeletons": "\n".join(search.skeletons.to_pylist()),
        "minSkeletonLetters": MIN_SKELETON_LETTERS,
        "folding": folding_table(),
    }
    return pack(
        header,
        {
            "isVaried": ("u1", search.is_varied),
            "starts": ("u4", starts),
            "postings": ("u1", postings),
        },
    )


def _coded(name: str, column: CodedColumn) -> dict[str, tuple[str, NDArray[np.generic]]]:
    if column.rows is None:
        return {name: _smallest(column.codes, len(column.values))}
    sets, starts, members = _sets(column, column.rows)
    return {
        name: _smallest(sets, len(starts) - 1),
        f"{name}.starts": ("u4", starts),
        f"{name}.members": _smallest(members, len(column.values)),
    }


def _smallest(codes: NDArray[np.intp], count: int) -> tuple[str, NDArray[np.generic]]:
    kind = "u1" if count <= 1 << 8 else "u2" if count <= 1 << 16 else "u4"
    return kind, codes


def _sets(
    column: CodedColumn, rows: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Return the number of each event's set of values, where each set starts, and its members.

    Events share few sets of values, so that a filter has to look at few sets and then at one
    small number an event.
    """
    lengths = np.bincount(rows, minlength=column.size)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    # A tree of prefixes: equal sets end in the same node, whose number stands for them.
    nodes = np.zeros(column.size, dtype=np.intp)
    count, width = 1, len(column.values)
    for depth in range(int(lengths.max(initial=0))):
        longer = np.flatnonzero(lengths > depth)
        keys = nodes[longer] * width + column.codes[starts[longer] + depth]
        distinct = sorted_distinct(keys)
        nodes[longer] = count + np.searchsorted(distinct, keys)
        count += len(distinct)
    distinct = sorted_distinct(nodes)
    sets = np.searchsorted(distinct, nodes)
    of_set = np.zeros(len(distinct), dtype=np.intp)
    of_set[sets] = np.arange(column.size)
    ends = np.concatenate([[0], np.cumsum(lengths[of_set])])
    shift = np.repeat(starts[of_set] - ends[:-1], lengths[of_set])
    members = column.codes[np.arange(ends[-1]) + shift]
    return sets, ends, members


def _postings(search: SearchIndex) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """Return the bytes of all postings, and where those of each word start."""
    rows = search.rows.astype(np.int64)
    steps = np.diff(rows, prepend=0)
    begins = search.starts[:-1][np.diff(search.starts) > 0]
    steps[begins] = rows[begins]
    blocks = [
        _septets(steps[begin : begin + _ENTRIES_AT_ONCE])
        for begin in range(0, len(steps), _ENTRIES_AT_ONCE)
    ]
    lengths = np.concatenate([np.empty(0, dtype=np.intp), *(length for _, length in blocks)])
    ends = np.concatenate([[0], np.cumsum(lengths)])
    postings = np.concatenate([np.empty(0, dtype=np.uint8), *(data for data, _ in blocks)])
    return postings, ends[search.starts]


def _septets(numbers: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    lengths = np.ones(len(numbers), dtype=np.intp)
    for count in range(1, 5):
        lengths += numbers >> (_SEPTET * count) > 0
    ends = np.cumsum(lengths)
    data = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for count in range(int(lengths.max(initial=0))):
        has_it = lengths > count
        septet = numbers[has_it] >> (_SEPTET * count) & 0x7F
        more = (lengths[has_it] > count + 1).astype(np.int64) << _SEPTET
        data[(ends - lengths)[has_it] + count] = septet | more
    return data, lengths
