"""A period is a run of days; its two texts are the shortest ISO dates that say it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.filters import EventFilter, Period, active_constraints

dates = st.dates()
periods = st.tuples(dates, dates).map(lambda pair: Period(min(pair), max(pair)))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2024", "2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02", "2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2023-02", "2024", (date(2023, 2, 1), date(2024, 12, 31))),
        ("2024-03-15", "2024-03-15", (date(2024, 3, 15), date(2024, 3, 15))),
        ("2024-03", "", (date(2024, 3, 1), date(9999, 12, 31))),
        ("", "0001", (date(1, 1, 1), date(1, 12, 31))),
    ],
)
def test_parts_of_dates_stand_for_all_of_their_days(
    first: str, last: str, days: tuple[date, date]
) -> None:
    period = Period.of_text(first, last)
    assert (period.first, period.last) == days


@pytest.mark.parametrize(
    ("first", "last", "texts"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), ("2024", "2024")),
        (date(2024, 1, 1), date(2024, 3, 31), ("2024", "2024-03")),
        (date(2024, 2, 1), date(2024, 2, 29), ("2024-02", "2024-02")),
        (date(2023, 2, 1), date(2023, 2, 27), ("2023-02", "2023-02-27")),
        (date(1, 1, 2), date(9999, 12, 31), ("0001-01-02", "9999")),
    ],
)
def test_a_period_has_the_shortest_texts(first: date, last: date, texts: tuple[str, str]) -> None:
    period = Period(first, last)
    assert (period.first_text, period.last_text) == texts


@given(periods)
def test_a_period_comes_back_from_its_texts_and_from_its_days(period: Period) -> None:
    assert Period.of_text(period.first_text, period.last_text) == period
    assert Period.of_days(period.first_day, period.last_day) == period
    assert period.last_day - period.first_day == (period.last - period.first).days


def test_days_are_counted_from_1970() -> None:
    assert (Period.of_years(1970, 1970).first_day, Period.of_years(1969, 1969).last_day) == (0, -1)
    assert (Period.of_years(1, 9999).first_day, Period.of_years(1, 9999).last_day) == (
        -719162,
        2932896,
    )


@pytest.mark.parametrize(
    ("first", "last"), [("2025", "2024"), ("2024-13", ""), ("2024-1", ""), ("24", ""), ("x", "y")]
)
def test_what_is_no_period_is_refused(first: str, last: str) -> None:
    with pytest.raises(ValueError, match=r"no period|no run of days"):
        Period.of_text(first, last)


@pytest.mark.parametrize("days", [(1, 0), (-719163, 0), (0, 2932897)])
def test_days_out_of_the_calendar_or_of_order_are_refused(days: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"not in the years 1 to 9999|no run of days"):
        Period.of_days(*days)


@given(periods, periods)
def test_touching_and_holding_are_what_their_days_say(one: Period, other: Period) -> None:
    common = min(one.last, other.last) >= max(one.first, other.first)
    assert one.touches(other) is other.touches(one) is common
    held = min(one.first, other.first) == one.first and max(one.last, other.last) == one.last
    assert one.holds(other) is held


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        ("2024", "2025", "Year: 2024–2025"),
        ("2024-03", "2024-07", "Date: March 2024 – July 2024"),
        ("2024-03", "2024-03", "Date: March 2024"),
        ("2024", "2024-06", "Date: January 2024 – June 2024"),
        ("2024-03-15", "2024-07", "Date: 15 March 2024 – 31 July 2024"),
        ("2024-03-15", "2024-03-15", "Date: 15 March 2024"),
        ("2024-03", "", "Date: March 2024 and later"),
        ("", "2024-03-15", "Date: until 15 March 2024"),
        ("", "", "Year: 1–9999"),
    ],
)
def test_a_period_is_said_no_more_closely_than_it_needs(first: str, last: str, label: str) -> None:
    wanted = EventFilter(period=Period.of_text(first, last))
    assert [chip.label for chip in active_constraints(wanted, {})] == [label]
