"""Dates, places and amounts in the words of a reader."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from mapdash.events.dates import DateSpan, parse_date
from mapdash.events.precision import DATE_PRECISIONS, PINNED_PRECISIONS

if TYPE_CHECKING:
    from datetime import date

EN_DASH = "\N{EN DASH}"

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_REMARKS = {
    ("month", False): "day not known",
    ("month", True): "days not known",
    ("year", False): "only the year is known",
    ("year", True): "only the years are known",
}
_LAST_REMARKS = {
    ("day", "month"): "last day not known",
    ("day", "year"): "of the end only the year is known",
    ("month", "year"): "of the end only the year is known",
}
_AREAS = {"admin1": "province", "admin2": "district", "country": "country"}
_PRECISION_OF_LENGTH = {4: "year", 7: "month", 10: "day"}
_SUBDIVISION_CODE = re.compile(r"\s*\([A-Z]{2}-[A-Z0-9]{1,3}\)$")


def date_in_words(start_date: str, end_date: str, date_precision: str) -> str:
    """Say when an event was, and how closely that is known.

    Parameters
    ----------
    start_date, end_date, date_precision : str
        As in an EventFrame; *end_date* may be "".

    Returns
    -------
    words : str
        A date is never said more closely than its own text and the precision allow.
        *start_date* as it is where it is no date.

    Examples
    --------
    >>> date_in_words("2024-07-08", "", "day")
    '8 July 2024'
    >>> date_in_words("2015-06", "", "month")
    'June 2015 (day not known)'
    >>> date_in_words("2022", "2023", "year") == "2022\N{EN DASH}2023 (only the years are known)"
    True
    """
    start, end = parse_date(start_date), parse_date(end_date)
    if start is None:
        return start_date
    first_unit = _coarser(start.precision, date_precision)
    if end is None:
        end = DateSpan(start.first, start.first, first_unit)
    last_unit = _coarser(end.precision, first_unit)
    if first_unit == last_unit:
        return _alike(start.first, end.last, first_unit)
    words = f"{_say(start.first, first_unit)} {EN_DASH} {_say(end.last, last_unit)}"
    return f"{words} ({_LAST_REMARKS[first_unit, last_unit]})"


def day_in_words(text: str) -> str:
    """Say an ISO date, or a part of one, in words; any other text as it is.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> day_in_words("2026-03-12"), day_in_words("2025-07"), day_in_words("undated")
    ('12 March 2026', 'July 2025', 'undated')
    """
    precision = _PRECISION_OF_LENGTH.get(len(text))
    return date_in_words(text, "", precision).split(" (")[0] if precision else text


def place_in_words(
    place_name: str, admin1: str, country_name: str, geo_precision: str, radius_km: float
) -> str:
    """Say where an event was, and how closely that is known.

    Parameters
    ----------
    place_name, admin1, geo_precision : str
        As in an EventFrame; a code of ISO 3166-2 at the end of *admin1* is not said.
    country_name : str
        The name of the country, not its code.
    radius_km : float
        The uncertainty in kilometres, NaN when there is none.

    Returns
    -------
    words : str
        A name that an earlier one contains is not said again.

    Examples
    --------
    >>> place_in_words("range near Brest", "Brest region (BY-BR)", "Belarus", "locality", 25)
    'range near Brest, Brest region, Belarus; place known to ±25 km'
    >>> place_in_words("", "Hebei", "China", "admin1", 370.0)
    'somewhere in Hebei, China: known to the province only'
    """
    names: list[str] = []
    for name in (place_name, _SUBDIVISION_CODE.sub("", admin1), country_name):
        if name and not any(_names(longer, name) for longer in names):
            names.append(name)
    if not names:
        return "place not known"
    where = ", ".join(names)
    if geo_precision in PINNED_PRECISIONS:
        is_radius = math.isfinite(radius_km) and radius_km > 0
        return f"{where}; place known to ±{_number(radius_km)} km" if is_radius else where
    if geo_precision not in _AREAS:
        return f"{where}: place on the map not known"
    is_bare = names[0] != place_name or place_name == country_name
    return f"{'somewhere in ' * is_bare}{where}: known to the {_AREAS[geo_precision]} only"


def amount_in_words(amount_usd_millions: float, amount_basis: str) -> str:
    """Say an amount and what kind of figure it is.

    Parameters
    ----------
    amount_usd_millions : float
        Millions of US dollars, NaN when there is none.
    amount_basis : str
        Such as "constant 2021"; "" when it is not known.

    Returns
    -------
    words : str
        The basis alone where there is no amount, "" where there is neither.

    Examples
    --------
    >>> amount_in_words(943.0, "constant 2021")
    'USD 943 million (constant 2021)'
    """
    if not math.isfinite(amount_usd_millions):
        return amount_basis
    words = f"USD {_number(amount_usd_millions)} million"
    return f"{words} ({amount_basis})" if amount_basis else words


def _coarser(*precisions: str) -> str:
    known = [name for name in precisions if name in DATE_PRECISIONS]
    return max(known, key=DATE_PRECISIONS.index)


def _say(day: date, unit: str) -> str:
    if unit == "year":
        return str(day.year)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if unit == "month" else f"{day.day} {month}"


def _alike(first: date, last: date, unit: str) -> str:
    """Say a span whose two ends are known equally closely."""
    is_span = _say(first, unit) != _say(last, unit)
    words = _span(first, last, unit) if is_span else _say(first, unit)
    if unit != "day":
        return f"{words} ({_REMARKS[unit, is_span]})"
    return f"{words} ({(last - first).days + 1:,} days)" if is_span else words


def _span(first: date, last: date, unit: str) -> str:
    if unit == "year":
        return f"{first.year}{EN_DASH}{last.year}"
    if first.year != last.year:
        return f"{_say(first, unit)} {EN_DASH} {_say(last, unit)}"
    if unit == "month":
        return f"{MONTHS[first.month - 1]}{EN_DASH}{_say(last, unit)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} {EN_DASH} {_say(last, unit)}"
    return f"{first.day}{EN_DASH}{_say(last, unit)}"


def _names(text: str, name: str) -> bool:
    return bool(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE))


def _number(value: float) -> str:
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text if float(text.replace(",", "")) else f"{value:.2g}"
