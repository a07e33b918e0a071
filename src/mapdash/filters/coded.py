"""A column of text as numbers, so that nothing touches one event at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

ValueOrder = Callable[[str, int], "tuple[int, str]"]
"""Give the sort key of a value and of how often it occurs."""


@dataclass(frozen=True, slots=True, eq=False)
class CodedColumn:
    """Hold the values of a column and, for each entry, which event has which value.

    An event may have no, one or several different values, so a count may exceed the number
    of events and need not reach it. All arrays are read-only.

    Parameters
    ----------
    size : int
        The number of events n.
    values : tuple of str
        The k distinct values, in the order in which a reader sees them.
    codes : ndarray of intp, shape (m,)
        For each entry the position of its value in *values*.
    rows : ndarray of intp, shape (m,), or None
        For each entry the position of its event, from 0; None where entry i is event i.
    """

    size: int
    values: tuple[str, ...]
    codes: NDArray[np.intp]
    rows: NDArray[np.intp] | None

    @classmethod
    def of_single(cls, column: pa.Array, order: ValueOrder) -> Self:
        """Code a column with one value an event.

        Parameters
        ----------
        column : pyarrow array of text, shape (n,)
            Without missing values.
        order : callable
            Gives the sort key of a value and its number of events.

        Returns
        -------
        column : CodedColumn
        """
        encoded = column.dictionary_encode()
        found: list[str] = encoded.dictionary.to_pylist()
        values, codes = _ordered(found, _positions(encoded.indices), order)
        return cls(len(column), values, codes, None)

    @classmethod
    def of_several(cls, columns: Iterable[pa.Array], separator: str, order: ValueOrder) -> Self:
        """Code columns that together give the values of an event.

        A value counts once an event, however often it stands there; empty parts are none.

        Parameters
        ----------
        columns : iterable of pyarrow arrays of text, each of shape (n,)
            Without missing values.
        separator : str
            What stands between the values within one text.
        order : callable
            Gives the sort key of a value and its number of events.

        Returns
        -------
        column : CodedColumn
        """
        lists = [pc.split_pattern(column, separator) for column in columns]
        entries = pa.concat_arrays([pc.utf8_trim_whitespace(pc.list_flatten(x)) for x in lists])
        rows = np.concatenate([_positions(pc.list_parent_indices(x)) for x in lists])
        is_stated = np.asarray(pc.not_equal(entries, ""), dtype=np.bool_)
        encoded = entries.filter(pa.array(is_stated)).dictionary_encode()
        found: list[str] = encoded.dictionary.to_pylist()
        width = max(len(found), 1)
        keys = sorted_distinct(rows[is_stated] * width + _positions(encoded.indices))
        values, codes = _ordered(found, keys % width, order)
        return cls(len(lists[0]), values, codes, _read_only(keys // width))


def sorted_distinct(keys: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the distinct keys in order.

    Parameters
    ----------
    keys : ndarray of intp, shape (m,)

    Returns
    -------
    keys : ndarray of intp, shape (k,), k <= m
        A new array. NumPy 2.4's `unique` hashes integers first, which takes a hundred times
        as long for millions of different ones.
    """
    ordered = np.sort(keys)
    is_first = np.ones(len(ordered), dtype=np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_first]


def _ordered(
    values: list[str], codes: NDArray[np.intp], order: ValueOrder
) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Return the values as a reader sees them, and the codes that fit them."""
    counts = np.bincount(codes, minlength=len(values)).tolist()
    by_order = sorted(range(len(values)), key=lambda code: order(values[code], counts[code]))
    rank = np.empty(len(values), dtype=np.intp)
    rank[by_order] = np.arange(len(values))
    return tuple(values[code] for code in by_order), _read_only(rank[codes])


def _positions(indices: pa.Array) -> NDArray[np.intp]:
    return np.asarray(indices.to_numpy(zero_copy_only=False)).astype(np.intp)


def _read_only(array: NDArray[np.intp]) -> NDArray[np.intp]:
    array.setflags(write=False)
    return array
