"""Period: a run of days, as a value and as the shortest ISO dates that say it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from mapdash.events.dates import DECEMBER, parse_date

FIRST_YEAR: Final = 1
LAST_YEAR: Final = 9999
FIRST_DATE: Final = date(FIRST_YEAR, 1, 1)
LAST_DATE: Final = date(LAST_YEAR, 12, 31)

_EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Period:
    """Hold the first and the last of a run of days.

    Parameters
    ----------
    first, last : date
        Both included, of the Gregorian calendar; *first* is not later than *last*. A period
        that begins on 0001-01-01 or ends on 9999-12-31 is open at that end.

    Raises
    ------
    ValueError
        If the days are in the wrong order.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse an empty run."""
        if self.first > self.last:
            message = (
                f"The days {self.first} to {self.last} are no run of days: "
                "give a first and a later last day."
            )
            raise ValueError(message)

    @classmethod
    def of_years(cls, first: int, last: int) -> Self:
        """Return the period of whole calendar years.

        Parameters
        ----------
        first, last : int
            Years from 1 to 9999, both included.

        Returns
        -------
        period : Period

        Raises
        ------
        ValueError
            If a year is out of range or the years are in the wrong order.
        """
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            message = (
                f"The years {first} to {last} are no run of years: "
                f"give a first and a later last year from {FIRST_YEAR} to {LAST_YEAR}."
            )
            raise ValueError(message)
        return cls(date(first, 1, 1), date(last, 12, 31))

    @classmethod
    def of_days(cls, first: int, last: int) -> Self:
        """Return the period between two days that are counted from 1970-01-01.

        Parameters
        ----------
        first, last : int
            Both included.

        Returns
        -------
        period : Period

        Raises
        ------
        ValueError
            If a day is out of the calendar or the days are in the wrong order.
        """
        for day in (first, last):
            if not FIRST_DATE.toordinal() <= day + _EPOCH <= LAST_DATE.toordinal():
                message = f"The day {day} after 1970-01-01 is not in the years 1 to 9999."
                raise ValueError(message)
        return cls(date.fromordinal(first + _EPOCH), date.fromordinal(last + _EPOCH))

    @classmethod
    def of_text(cls, first: str, last: str) -> Self:
        """Return the period that two ISO dates, or parts of them, say.

        Parameters
        ----------
        first, last : str
            YYYY, YYYY-MM or YYYY-MM-DD; all days of both are included. "" leaves that end open.

        Returns
        -------
        period : Period

        Raises
        ------
        ValueError
            If a text is no date or the dates are in the wrong order.

        Examples
        --------
        >>> Period.of_text("2024-02", "2024").last_text
        '2024'
        """
        spans = [parse_date(text) for text in (first or "0001", last or "9999")]
        if spans[0] is None or spans[1] is None:
            message = f"“{first}” to “{last}” is no period: write 2024, 2024-03 or 2024-03-15."
            raise ValueError(message)
        return cls(spans[0].first, spans[1].last)

    def touches(self, other: Period) -> bool:
        """Tell whether the two periods have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: Period) -> bool:
        """Tell whether every day of the other period is one of this."""
        return self.first <= other.first and other.last <= self.last

    @property
    def first_day(self) -> int:
        """Return the first day, counted from 1970-01-01."""
        return self.first.toordinal() - _EPOCH

    @property
    def last_day(self) -> int:
        """Return the last day, counted from 1970-01-01."""
        return self.last.toordinal() - _EPOCH

    @property
    def is_open_at_start(self) -> bool:
        """Tell whether no day is too early."""
        return self.first == FIRST_DATE

    @property
    def is_open_at_end(self) -> bool:
        """Tell whether no day is too late."""
        return self.last == LAST_DATE

    @property
    def is_whole_months(self) -> bool:
        """Tell whether the period holds every day of the months that it touches."""
        return self.first.day == 1 and _ends_month(self.last)

    @property
    def is_whole_years(self) -> bool:
        """Tell whether the period holds every day of the years that it touches."""
        return self.is_whole_months and self.first.month == 1 and self.last.month == DECEMBER

    @property
    def first_text(self) -> str:
        """Return the first day as the shortest ISO date that begins with it."""
        if self.first.day > 1:
            return self.first.isoformat()
        return self.first.isoformat()[: len("YYYY" if self.first.month == 1 else "YYYY-MM")]

    @property
    def last_text(self) -> str:
        """Return the last day as the shortest ISO date that ends with it."""
        if not _ends_month(self.last):
            return self.last.isoformat()
        return self.last.isoformat()[: len("YYYY" if self.last.month == DECEMBER else "YYYY-MM")]


def _ends_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
