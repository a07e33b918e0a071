"""Who says so: the sources of events, numbered once so that those of a screen are found at once."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapdash.events import URL_SEPARATOR, day_in_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapdash.events import EventFrame

_NO_SOURCE: Final = -1
_TITLE_MARK: Final = "\n"
"""Stands before a title, and in no address, so that the one is never taken for the other."""
_COLUMNS: Final = ("source_title", "source_url", "source_kind", "source_date")


@dataclass(frozen=True, slots=True)
class Source:
    """Describe one source as a reader is told of it.

    Parameters
    ----------
    title : str
        Its address where it has no title, or the host of that where an event names it besides
        its first one.
    url : str
        "" when there is none that a browser may open.
    detail : str
        Its kind, as the data says it, and its date; "" when neither is known.
    """

    title: str
    url: str
    detail: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold the sources of a screen; the number of each is its position, from 1.

    Parameters
    ----------
    items : tuple of Source
    more : int
        How many there are besides.
    """

    items: tuple[Source, ...]
    more: int


class SourceIndex:
    """Know the sources of each event of a dataset by number, so that a screen's are found at once.

    Sources are the same one when they have the same address, or, without one, the same title.
    Made at the first question; may be asked from several threads.

    Parameters
    ----------
    events : EventFrame of shape (n, columns)
    order : array of int, shape (n,)
        Rank of each event in time.
    """

    def __init__(self, events: EventFrame, order: NDArray[np.int64]) -> None:
        self._events = events
        self._order = order
        self._lock = threading.Lock()
        self._known: _Numbered | None = None

    def of_events(self, shown: NDArray[np.bool_], chosen: int, limit: int) -> Sources:
        """Return the distinct sources of some events.

        Parameters
        ----------
        shown : array of bool, shape (n,)
        chosen : int
            The row of the event whose sources come first, all of them, when it is shown; -1 for
            none.
        limit : int
            The most sources to return.

        Returns
        -------
        sources : Sources
            After those of *chosen*, the first source of each event in the order of time, and
            then what the events name besides, in the same order.
        """
        known = self._numbers()
        rows = known.by_time[shown[known.by_time]]
        firsts = known.first[rows]
        firsts = firsts[firsts != _NO_SOURCE]
        sets = _distinct(known.further[rows], len(known.starts) - 1)
        is_meant = np.zeros(len(known.names), dtype=np.bool_)
        is_meant[firsts] = True
        is_used = np.zeros(len(known.starts) - 1, dtype=np.bool_)
        is_used[sets] = True
        is_meant[known.members[np.repeat(is_used, np.diff(known.starts))]] = True
        in_order = chain(
            known.all_of(chosen) if chosen >= 0 and shown[chosen] else (),
            _distinct(firsts, len(known.names)),
            (number for code in sets for number in known.set_of(code)),
        )
        listed: dict[int, None] = {}
        for number in in_order:
            if len(listed) == limit:
                break
            listed[int(number)] = None
        items = tuple(self._source(known, number) for number in listed)
        return Sources(items, int(np.count_nonzero(is_meant)) - len(items))

    def _source(self, known: _Numbered, number: int) -> Source:
        source = known.made.get(number)
        if source is None:
            row = known.examples[number]
            if row == _NO_SOURCE:
                source = _further(known.names[number].as_py())
            else:
                source = _first(*(str(self._events[name].iat[row]) for name in _COLUMNS))
            known.made[number] = source
        return source

    def _numbers(self) -> _Numbered:
        with self._lock:
            if self._known is None:
                self._known = _numbered(self._events, self._order)
            return self._known


def sources_named(
    title: str, url: str, *, kind: str, date: str, further: str
) -> tuple[Source, ...]:
    """List the sources that an event names.

    Parameters
    ----------
    title, url, kind, date, further : str
        As in the columns of an EventFrame that are called after them.

    Returns
    -------
    sources : tuple of Source
        The first one first.
    """
    first = _first(title, url, kind, date)
    others = (_further(address) for address in _addresses(further))
    return (first, *others) if first.title else tuple(others)


@dataclass(frozen=True, slots=True, eq=False)
class _Numbered:
    """Hold for each event the number of its first source and that of its set of further ones.

    ``names`` tells the sources apart; ``examples`` is the first row that has one as its first
    source, -1 where it is further ones only; ``made`` keeps the sources that were asked for.
    """

    names: pa.Array
    examples: NDArray[np.int32]
    first: NDArray[np.int32]
    further: NDArray[np.int32]
    starts: NDArray[np.int64]
    members: NDArray[np.int32]
    by_time: NDArray[np.int32]
    made: dict[int, Source] = field(default_factory=dict)

    def set_of(self, code: int | np.integer[Any]) -> list[int]:
        members: list[int] = self.members[self.starts[code] : self.starts[code + 1]].tolist()
        return members

    def all_of(self, row: int) -> list[int]:
        first = int(self.first[row])
        own = [] if first == _NO_SOURCE else [first]
        return [*own, *self.set_of(self.further[row])]


def _numbered(events: EventFrame, order: NDArray[np.int64]) -> _Numbered:
    title, url = _texts(events, "source_title"), _texts(events, "source_url")
    nothing, mark = (pa.scalar(text, pa.large_string()) for text in ("", _TITLE_MARK))
    titled = pc.binary_join_element_wise(nothing, title, mark)
    sets = _texts(events, "further_source_urls").dictionary_encode()
    lists = pc.split_pattern(sets.dictionary, URL_SEPARATOR.strip())
    addresses = pc.utf8_trim_whitespace(pc.list_flatten(lists))
    is_given = pc.not_equal(addresses, "")
    owners = pc.list_parent_indices(lists).filter(is_given).to_numpy()
    firsts = pc.if_else(pc.equal(url, ""), titled, url)
    encoded = pa.concat_arrays([firsts, addresses.filter(is_given)]).dictionary_encode()
    numbers = encoded.indices.to_numpy()
    first, members = numbers[: len(events)].copy(), numbers[len(events) :]
    examples = np.full(len(encoded.dictionary), _NO_SOURCE, dtype=np.int32)
    # Of several assignments to one element the last one stays.
    examples[first[::-1]] = np.arange(len(first), dtype=np.int32)[::-1]
    first[first == pc.index(encoded.dictionary, mark).as_py()] = _NO_SOURCE
    return _Numbered(
        names=encoded.dictionary,
        examples=examples,
        first=first,
        further=sets.indices.to_numpy(),
        starts=np.concatenate([[0], np.bincount(owners, minlength=len(lists)).cumsum()]),
        members=members,
        by_time=np.argsort(order).astype(np.int32),
    )


def _texts(events: EventFrame, name: str) -> pa.Array:
    array = pa.array(events[name], type=pa.large_string())
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _first(title: str, url: str, kind: str, date: str) -> Source:
    details = (kind, day_in_words(date) if date else "")
    return Source(title or url, url, " · ".join(detail for detail in details if detail))


def _further(url: str) -> Source:
    try:
        return Source(urlsplit(url).hostname or url, url, "")
    except ValueError:
        return Source(url, url, "")


def _addresses(text: str) -> list[str]:
    parts = (part.strip() for part in text.split(URL_SEPARATOR.strip()))
    return [part for part in parts if part]


def _distinct(numbers: NDArray[np.int32], count: int) -> NDArray[np.intp]:
    """Return the distinct ones of numbers below *count*, in the order in which they come."""
    place = np.full(count, len(numbers), dtype=np.intp)
    place[numbers[::-1]] = np.arange(len(numbers))[::-1]
    found = np.flatnonzero(place < len(numbers))
    return found[np.argsort(place[found])]
