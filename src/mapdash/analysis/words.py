"""Distances in the words of a reader, never closer than they are known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdash.analysis.reference import Reference

BORDER_ACCURACY_KM = 1.0
"""How closely the shipped borders are drawn: to a few hundred metres at best, so 1 km is said."""

_STEPS_KM = (100, 50, 10, 5, 1)
_STEPS_IN_UNCERTAINTY = 5
_NOTABLY = 1.5


def accuracy_km(reference: Reference) -> float:
    """Return how closely it is known where a reference itself is.

    Parameters
    ----------
    reference : Reference

    Returns
    -------
    accuracy : float
        Kilometres: `BORDER_ACCURACY_KM` for a border, the radius of a place for a place.
    """
    return BORDER_ACCURACY_KM if reference.kind == "border" else reference.radius_km


def uncertainty_km(radius_km: float, reference: Reference) -> float:
    """Return by how much a distance may be wrong in either direction.

    The two are added, not combined as squares: each is the most that a place can be off, not
    the usual error of a measurement.

    Parameters
    ----------
    radius_km : float
        The uncertainty of the event's place, NaN where none is given.
    reference : Reference

    Returns
    -------
    uncertainty : float
        Kilometres; without a radius that of the reference alone, which is then the least.

    Examples
    --------
    >>> from mapdash.analysis.reference import BorderReference
    >>> uncertainty_km(25.0, BorderReference("POL"))
    26.0
    """
    return _known(radius_km) + accuracy_km(reference)


def reference_label(reference: Reference, country_names: Mapping[str, str]) -> str:
    """Say what is measured from, to follow the word "from".

    Parameters
    ----------
    reference : Reference
    country_names : mapping of str to str
        From alpha-3 code to plain name; a code that it lacks is said itself.

    Returns
    -------
    label : str
        Such as "the border of Poland", "the border between Belarus and Poland" or "Brest".
    """
    if reference.kind == "place":
        return reference.name
    first = country_names.get(reference.first, reference.first)
    if not reference.second:
        return f"the border of {first}"
    second = country_names.get(reference.second, reference.second)
    return "the border between {} and {}".format(*sorted((first, second)))


def distance_in_words(
    distance_km: float, radius_km: float, *, accuracy_km: float, reference_label: str
) -> str:
    """Say how far an event was from a border or a place, and how closely that is known.

    The distance is rounded to a fifth of its uncertainty or finer, never finer than 1 km.
    Where it is no larger than its uncertainty, the range is said too; where nothing is left of
    it, the farthest alone. What the reference adds to the uncertainty is said where it shows
    beside the event's own. On which side of a border the event was is never said, since the
    distance does not know.

    Parameters
    ----------
    distance_km : float
        As measured; NaN where there is none.
    radius_km : float
        The uncertainty of the event's place; NaN or 0 where none is given.
    accuracy_km : float
        That of the border or place, see `mapdash.analysis.accuracy_km`.
    reference_label : str
        See `mapdash.analysis.reference_label`.

    Returns
    -------
    words : str
        "" where *distance_km* is NaN.

    Examples
    --------
    >>> border = "the border of Poland"
    >>> distance_in_words(312.4, 2, accuracy_km=0.3, reference_label=border)
    'about 312 km from the border of Poland; place known to ±2 km'
    >>> distance_in_words(4.87, 25, accuracy_km=1, reference_label=border)
    'about 5 km from the border of Poland (0 to 30 km); place known to ±25 km'
    >>> distance_in_words(0.4, 0, accuracy_km=1, reference_label=border)
    'at or within 1 km of the border of Poland'
    """
    if not math.isfinite(distance_km):
        return ""
    radius, accuracy = _known(radius_km), _known(accuracy_km)
    uncertainty = radius + accuracy
    step = _step_km(uncertainty)
    rounded, farthest = _rounded(distance_km, step), _rounded(distance_km + uncertainty, step)
    remarks = [f"place known to ±{_number(radius)} km"] if radius else []
    if distance_km <= accuracy or rounded == 0:
        words = f"at or within {max(farthest, step):,} km of {reference_label}"
    elif distance_km <= uncertainty:
        words = f"about {rounded:,} km from {reference_label} (0 to {farthest:,} km)"
    else:
        words = f"about {rounded:,} km from {reference_label}"
        if accuracy and uncertainty >= _NOTABLY * radius:
            known = "to" if remarks else "known to"
            remarks.append(f"distance {known} ±{_number(uncertainty)} km")
    return "; ".join([words, ", ".join(remarks)] if remarks else [words])


def _known(kilometres: float) -> float:
    return kilometres if math.isfinite(kilometres) and kilometres > 0 else 0.0


def _step_km(uncertainty: float) -> int:
    limit = uncertainty / _STEPS_IN_UNCERTAINTY
    return next((step for step in _STEPS_KM if step <= limit), _STEPS_KM[-1])


def _rounded(kilometres: float, step: int) -> int:
    return math.floor(kilometres / step + 0.5) * step


def _number(value: float) -> str:
    text = f"{value:,.1f}".rstrip("0").rstrip(".")
    return text if float(text.replace(",", "")) else f"{value:.1g}"
