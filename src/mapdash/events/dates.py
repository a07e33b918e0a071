"""Dates that keep their precision: a day, a month or a year of ISO 8601."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

DECEMBER = 12

_FORM = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Hold the days that a date covers, both ends included.

    Parameters
    ----------
    first, last : date
        The same day where the precision is "day".
    precision : str
        One of `mapdash.events.DATE_PRECISIONS`.
    """

    first: date
    last: date
    precision: str


def parse_date(text: str) -> DateSpan | None:
    """Read YYYY, YYYY-MM or YYYY-MM-DD (ISO 8601) as the days that it covers.

    Parameters
    ----------
    text : str
        Without space around it; the years 0001 to 9999 of the Gregorian calendar.

    Returns
    -------
    span : DateSpan or None
        None where *text* is no such date.

    Examples
    --------
    >>> parse_date("2024-02").last
    datetime.date(2024, 2, 29)
    """
    form = _FORM.fullmatch(text)
    if form is None:
        return None
    precision = "day" if form["day"] else "month" if form["month"] else "year"
    first_month = int(form["month"] or 1)
    last_month = int(form["month"] or DECEMBER)
    try:
        first = date(int(form["year"]), first_month, int(form["day"] or 1))
        last_day = form["day"] or calendar.monthrange(first.year, last_month)[1]
        return DateSpan(first, date(first.year, last_month, int(last_day)), precision)
    except ValueError:
        return None
