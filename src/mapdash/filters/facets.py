"""Facets: what each choice of a filter would give, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from mapdash.filters.model import VALUE_DIMENSIONS


@dataclass(frozen=True, slots=True)
class FacetValue:
    """Hold a value of a dimension and how many events it would give.

    Parameters
    ----------
    value : str
        As in the data; "" where nothing is stated.
    count : int
        Events that have the value and meet every other dimension of the filter.
    """

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class YearCounts:
    """Hold the number of events that touch each calendar year.

    Parameters
    ----------
    years : tuple of int
        Every year from the first to the last of the data, without a gap; empty without data.
    counts : tuple of int
        Events that touch the year and meet every other dimension of the filter, one for
        each of *years*. An event over several years counts in each.
    by_category : tuple of tuple of int
        The same by category: for each of *years* one number for each of `Facets.categories`.
    """

    years: tuple[int, ...]
    counts: tuple[int, ...]
    by_category: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """Hold the counts of all choices under one filter.

    Every value of the data is there, with 0 where it would give nothing. A dimension counts
    under the filter without that dimension, so its counts say what choosing another value
    would give.

    Parameters
    ----------
    matched : int
        Events that meet the whole filter.
    total : int
        Events in the data.
    off_map : int
        Matched events that have no place on the map: known to a country at best, or
        without a point.
    years : YearCounts
    countries, actors, source_kinds : tuple of FacetValue
        The most frequent of the whole data first, so that filters do not reorder them.
        Countries are those that the filter's countries mean: any involved, or the place only.
    categories, geo_precisions, date_precisions, confidences, statuses : tuple of FacetValue
        In the order of their code lists, then what the lists do not know.
    """

    matched: int
    total: int
    off_map: int
    years: YearCounts
    countries: tuple[FacetValue, ...]
    categories: tuple[FacetValue, ...]
    actors: tuple[FacetValue, ...]
    geo_precisions: tuple[FacetValue, ...]
    date_precisions: tuple[FacetValue, ...]
    confidences: tuple[FacetValue, ...]
    statuses: tuple[FacetValue, ...]
    source_kinds: tuple[FacetValue, ...]

    @property
    def first_year(self) -> int | None:
        """Return the first year that the data touch; None without data."""
        return self.years.years[0] if self.years.years else None

    @property
    def last_year(self) -> int | None:
        """Return the last year that the data touch; None without data."""
        return self.years.years[-1] if self.years.years else None

    def of(self, dimension: str) -> tuple[FacetValue, ...]:
        """Return the values of one dimension.

        Parameters
        ----------
        dimension : str
            One of `VALUE_DIMENSIONS`.

        Returns
        -------
        values : tuple of FacetValue

        Raises
        ------
        ValueError
            If the dimension has no values.
        """
        if dimension not in VALUE_DIMENSIONS:
            message = f"“{dimension}” is none of {', '.join(VALUE_DIMENSIONS)}."
            raise ValueError(message)
        values: tuple[FacetValue, ...] = getattr(self, dimension)
        return values
