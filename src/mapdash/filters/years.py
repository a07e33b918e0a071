"""How many events touch each year, by category, counted in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class YearIndex:
    """Count events by year and category; make it with `YearIndex.build`.

    Parameters
    ----------
    years : tuple of int
        Every year from the first to the last of the data; empty without data.
    width : int
        The number of categories k.
    starts : ndarray of unsigned int, shape (n,)
        For each event its first year and its category as one number.
    longer : ndarray of intp, shape (m,)
        The events that go on into another year.
    seconds, ends : ndarray of intp, shape (m,)
        For these, the year after their first and the year after their last one, each as one
        number with the category.
    """

    years: tuple[int, ...]
    width: int
    starts: NDArray[np.unsignedinteger]
    longer: NDArray[np.intp]
    seconds: NDArray[np.intp]
    ends: NDArray[np.intp]

    @classmethod
    def build(
        cls,
        first_years: NDArray[np.int64],
        last_years: NDArray[np.int64],
        categories: NDArray[np.intp],
        width: int,
    ) -> Self:
        """Prepare the years of a data set.

        Parameters
        ----------
        first_years, last_years : ndarray of int64, shape (n,)
            The calendar years that each event begins and ends in.
        categories : ndarray of intp, shape (n,)
            From 0 to *width* - 1.
        width : int

        Returns
        -------
        index : YearIndex
        """
        total = len(first_years)
        first = int(first_years.min()) if total else 0
        last = int(last_years.max()) if total else -1
        starts = (first_years - first) * width + categories
        longer = np.flatnonzero(last_years > first_years)
        ends = (last_years[longer] + 1 - first) * width + categories[longer]
        small = starts.astype(np.min_scalar_type((last - first + 1) * width))
        for array in (small, longer, ends):
            array.setflags(write=False)
        return cls(
            tuple(range(first, last + 1)), width, small, longer, starts[longer] + width, ends
        )

    def counts(self, mask: NDArray[np.bool_], rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Count events in every year that they touch.

        Parameters
        ----------
        mask : ndarray of bool, shape (n,)
            Which events are counted.
        rows : ndarray of intp
            Their positions.

        Returns
        -------
        counts : ndarray of intp, shape (number of years, k)
        """
        size = (len(self.years) + 1) * self.width
        begun = np.bincount(self.starts.take(rows), minlength=size).reshape(-1, self.width)
        goes_on = mask[self.longer]
        risen = np.bincount(self.seconds[goes_on], minlength=size)
        fallen = np.bincount(self.ends[goes_on], minlength=size)
        changed = (risen - fallen).reshape(-1, self.width)
        counts: NDArray[np.intp] = (begun + np.cumsum(changed, axis=0))[: len(self.years)]
        return counts
