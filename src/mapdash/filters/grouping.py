"""Events grouped by what they have in common, so that a filter asks each group once.

A hundred thousand events have a few hundred different combinations of category, precision,
confidence and so on. To tell which combinations are wanted, and to count their values, costs
nothing beside a pass over the events; with groups one pass does for all of their dimensions.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from mapdash.filters.coded import CodedColumn


@dataclass(frozen=True, slots=True, eq=False)
class GroupValues:
    """Hold which values of one dimension each of g groups has: none, one or several.

    Parameters
    ----------
    size : int
        The number of groups g.
    values : tuple of str
        The k values, as in the column that they come from.
    codes, groups : ndarray of intp, shape (m,)
        For each entry the position of its value and its group.
    """

    size: int
    values: tuple[str, ...]
    codes: NDArray[np.intp]
    groups: NDArray[np.intp]

    def matches(self, wanted: frozenset[str]) -> NDArray[np.bool_]:
        """Tell which groups have at least one of the wanted values.

        Parameters
        ----------
        wanted : frozenset of str
            Values that the column does not know match nothing.

        Returns
        -------
        mask : ndarray of bool, shape (g,)
        """
        is_wanted = np.array([value in wanted for value in self.values], dtype=np.bool_)
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[self.groups[is_wanted[self.codes]]] = True
        return mask

    def counts(self, events: NDArray[np.intp]) -> list[int]:
        """Count the events of each value.

        Parameters
        ----------
        events : ndarray of int, shape (g,)
            How many events of each group are counted.

        Returns
        -------
        counts : list of int, in the order of `values`
        """
        # Weights are summed as float64, which holds every number of events exactly.
        sums = np.bincount(self.codes, weights=events[self.groups], minlength=len(self.values))
        counts: list[int] = sums.astype(np.intp).tolist()
        return counts


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Hold in which of g groups each of n events is, and what its group has.

    Parameters
    ----------
    codes : ndarray of unsigned int, shape (n,)
        The group of each event, in the smallest type that holds it.
    examples : ndarray of intp, shape (g,)
        For each group the position of one of its events.
    columns : mapping of str to GroupValues
        For each dimension that the groups know.
    sizes : ndarray of intp, shape (g,)
        How many events each group has.
    """

    codes: NDArray[np.unsignedinteger]
    examples: NDArray[np.intp]
    columns: Mapping[str, GroupValues]
    sizes: NDArray[np.intp]

    @classmethod
    def build(
        cls, keys: Sequence[NDArray[np.integer]], columns: Mapping[str, CodedColumn], total: int
    ) -> Self:
        """Group events that agree in all *keys*.

        Parameters
        ----------
        keys : sequence of ndarray of int, each of shape (n,)
            Positions from 0 in lists of not too many values each.
        columns : mapping of str to CodedColumn
            Their values must follow from the keys.
        total : int
            The number of events n.

        Returns
        -------
        grouping : Grouping
        """
        codes = _combined(keys, total)
        size = int(codes.max()) + 1 if total else 0
        examples = np.empty(size, dtype=np.intp)
        examples[codes] = np.arange(total)
        is_example = np.zeros(total, dtype=np.bool_)
        is_example[examples] = True
        small = codes.astype(np.min_scalar_type(size))
        sizes = np.bincount(codes, minlength=size)
        for array in (small, examples, sizes):
            array.setflags(write=False)
        values = {
            name: _values_of(column, codes, examples, is_example)
            for name, column in columns.items()
        }
        return cls(small, examples, values, sizes)

    def allowed(self, asked: Mapping[str, frozenset[str]]) -> dict[str, NDArray[np.bool_]]:
        """Tell for each dimension which groups it lets through.

        Parameters
        ----------
        asked : mapping of str to frozenset of str
            Of the dimensions that matter, the values that are wanted.

        Returns
        -------
        allowed : dict of str to ndarray of bool, shape (g,)
        """
        return {name: self.columns[name].matches(values) for name, values in asked.items()}

    def mask(self, is_allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Tell which events are in a group that is allowed.

        Parameters
        ----------
        is_allowed : ndarray of bool, shape (g,)

        Returns
        -------
        mask : ndarray of bool, shape (n,)
        """
        return is_allowed.take(self.codes)

    def counts(self, rows: NDArray[np.intp] | None) -> NDArray[np.intp]:
        """Count the events of each group among some.

        Parameters
        ----------
        rows : ndarray of intp, shape (m,), or None
            Their positions; None for all events.

        Returns
        -------
        counts : ndarray of intp, shape (g,)
        """
        if rows is None:
            return self.sizes
        return np.bincount(self.codes.take(rows), minlength=len(self.sizes))


def _combined(keys: Sequence[NDArray[np.integer]], total: int) -> NDArray[np.intp]:
    """Give each combination of keys a number, from 0 in the order in which they occur."""
    combined = np.zeros(total, dtype=np.int64)
    for key in keys:
        width = int(key.max()) + 1 if total else 1
        is_crowded = prod((int(combined.max(initial=0)) + 1, width)) > np.iinfo(np.int64).max
        if is_crowded:
            combined = _numbered(combined)
        combined = combined * width + key
    return _numbered(combined)


def _numbered(keys: NDArray[np.int64]) -> NDArray[np.intp]:
    indices = pa.array(keys).dictionary_encode().indices
    return np.asarray(indices.to_numpy(zero_copy_only=False)).astype(np.intp)


def _values_of(
    column: CodedColumn,
    codes: NDArray[np.intp],
    examples: NDArray[np.intp],
    is_example: NDArray[np.bool_],
) -> GroupValues:
    if column.rows is None:
        return GroupValues(
            len(examples), column.values, column.codes[examples], np.arange(len(examples))
        )
    is_kept = is_example[column.rows]
    groups = codes[column.rows[is_kept]]
    return GroupValues(len(examples), column.values, column.codes[is_kept], groups)
