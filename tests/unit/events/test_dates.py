from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.events import DateSpan, parse_date


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "month"),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31), "month"),
        ("2024-07-08", date(2024, 7, 8), date(2024, 7, 8), "day"),
        ("0001", date(1, 1, 1), date(1, 12, 31), "year"),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31), "month"),
    ],
)
def test_a_date_covers_its_days(text: str, first: date, last: date, precision: str) -> None:
    assert parse_date(text) == DateSpan(first, last, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "0000",
        "24",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-7-8",
        "08.07.2024",
        "07/08/2024",
        "20240708",
        "2024-07-08T10:00",
        "2024-W28",
        " 2024",
        "2024\n",
        "２０２４",
        "-2024",
        "12024",
    ],
)
def test_what_is_no_iso_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates())
def test_every_day_is_read_as_itself(day: date) -> None:
    assert parse_date(day.isoformat()) == DateSpan(day, day, "day")


@given(st.dates())
def test_a_month_is_the_days_that_begin_with_its_text(day: date) -> None:
    month = day.isoformat()[:7]
    span = parse_date(month)
    assert span is not None
    assert span.first.isoformat() == f"{month}-01"
    assert span.last.isoformat()[:7] == month
    assert span.last == date.max or (span.last + timedelta(days=1)).day == 1


@given(st.text())
def test_any_text_is_a_span_or_none(text: str) -> None:
    span = parse_date(text)
    assert span is None or span.first <= span.last
