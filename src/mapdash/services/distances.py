"""Measure how far the events of a dataset are from a border or a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mapdash.analysis import (
    BorderReference,
    accuracy_km,
    distance_in_words,
    distance_to_border,
    distance_to_place,
    reference_label,
    rings_along_border,
    rings_around_place,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from shapely import MultiLineString

    from mapdash.analysis import Reference, Ring
    from mapdash.borders import Borders
    from mapdash.services.dataset import Dataset

NOT_MEASURED = "Not measured: the place is not known closely enough."


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Hold how far each event of a dataset is from one border or place.

    Parameters
    ----------
    reference : BorderReference or PlaceReference
    label : str
        What is measured from, to follow the word "from".
    distance_km : array of float, shape (n,)
        Geodesic; NaN for an event whose place is not known to a town or better.
    radius_km : array of float, shape (n,)
        The uncertainty of each place; 0 where none is given.
    accuracy_km : float
        How closely it is known where the reference itself is.
    """

    reference: Reference
    label: str
    distance_km: NDArray[np.float64]
    radius_km: NDArray[np.float64]
    accuracy_km: float

    @property
    def uncertainty_km(self) -> NDArray[np.float64]:
        """How far each distance may be off; NaN where there is no distance."""
        return np.where(np.isnan(self.distance_km), np.nan, self.radius_km + self.accuracy_km)

    def in_words(self, row: int) -> str:
        """Say the distance of one event, and how closely it is known.

        Parameters
        ----------
        row : int

        Returns
        -------
        words : str
            A sentence that says why where nothing was measured.
        """
        words = distance_in_words(
            float(self.distance_km[row]),
            float(self.radius_km[row]),
            accuracy_km=self.accuracy_km,
            reference_label=self.label,
        )
        return words or NOT_MEASURED


def line_of(reference: BorderReference, borders: Borders) -> MultiLineString:
    """Return the line of a border, empty when this point of view has no such border.

    Parameters
    ----------
    reference : BorderReference
    borders : Borders
    """
    if reference.second:
        return borders.border_between(reference.first, reference.second)
    return borders.border_of(reference.first)


def is_measurable(reference: Reference, borders: Borders) -> bool:
    """Tell whether there is anything to measure from.

    Parameters
    ----------
    reference : BorderReference or PlaceReference
    borders : Borders

    Returns
    -------
    is_measurable : bool
        False for the border of an island, or of a country that the point of view does not have.
    """
    return not isinstance(reference, BorderReference) or not line_of(reference, borders).is_empty


def measure(
    dataset: Dataset,
    reference: Reference,
    borders: Borders,
    country_names: Mapping[str, str],
) -> Distances:
    """Measure how far all events of a dataset are from a border or a place.

    Parameters
    ----------
    dataset : Dataset of n events
    reference : BorderReference or PlaceReference
    borders : Borders
    country_names : mapping of alpha-3 code to name

    Returns
    -------
    distances : Distances of length n
    """
    if isinstance(reference, BorderReference):
        found = distance_to_border(dataset.events, line_of(reference, borders))
    else:
        found = distance_to_place(dataset.events, reference.longitude, reference.latitude)
    radius = dataset.events["radius_km"].to_numpy(dtype=float)
    return Distances(
        reference=reference,
        label=reference_label(reference, country_names),
        distance_km=np.asarray(found, dtype=np.float64),
        radius_km=np.nan_to_num(radius, nan=0.0),
        accuracy_km=accuracy_km(reference),
    )


def rings_of(reference: Reference, borders: Borders) -> tuple[Ring, ...]:
    """Draw the rings of 50, 100 and 250 km round a border or a place.

    Parameters
    ----------
    reference : BorderReference or PlaceReference
    borders : Borders

    Returns
    -------
    rings : tuple of Ring
    """
    if isinstance(reference, BorderReference):
        return rings_along_border(line_of(reference, borders))
    return rings_around_place(reference)


def measurable_borders(
    borders: Borders, country_names: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """List the countries that have a land border.

    Parameters
    ----------
    borders : Borders
    country_names : mapping of alpha-3 code to name

    Returns
    -------
    countries : tuple of (code, name)
        By name.
    """
    codes = {*borders.lines["first"], *borders.lines["second"]} - {""}
    with_border = (code for code in codes if not borders.border_of(code).is_empty)
    named = ((code, country_names.get(code, code)) for code in with_border)
    return tuple(sorted(named, key=lambda pair: pair[1]))
