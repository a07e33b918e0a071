from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.events import DATE_PRECISIONS, amount_in_words, date_in_words, place_in_words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2024-07-08", "", "day", "8 July 2024"),
        ("2024-07-08", "2024-07-08", "day", "8 July 2024"),
        ("2025-07-19", "2025-07-28", "day", "19–28 July 2025 (10 days)"),
        ("2024-09-28", "2024-10-03", "day", "28 September – 3 October 2024 (6 days)"),
        ("2024-12-20", "2025-01-05", "day", "20 December 2024 – 5 January 2025 (17 days)"),
        ("2015-06", "", "month", "June 2015 (day not known)"),
        ("2025-12", "2025-12", "month", "December 2025 (day not known)"),
        ("2024-09", "2024-10", "month", "September–October 2024 (days not known)"),
        ("2024-12", "2025-01", "month", "December 2024 – January 2025 (days not known)"),
        ("2019", "", "year", "2019 (only the year is known)"),
        ("2022", "2023", "year", "2022–2023 (only the years are known)"),
        ("2023-09-28", "2023-10", "day", "28 September 2023 – October 2023 (last day not known)"),
        ("2024-06-01", "2025", "day", "1 June 2024 – 2025 (of the end only the year is known)"),
        ("2024-06", "2025", "month", "June 2024 – 2025 (of the end only the year is known)"),
    ],
)
def test_dates_in_words(start: str, end: str, precision: str, words: str) -> None:
    assert date_in_words(start, end, precision) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2024-01-01", "", "year", "2024 (only the year is known)"),
        ("2024-07-01", "2024-07-31", "month", "July 2024 (day not known)"),
        ("2024-07-01", "2024-08-15", "month", "July–August 2024 (days not known)"),
    ],
)
def test_a_precision_coarser_than_the_text_is_obeyed(
    start: str, end: str, precision: str, words: str
) -> None:
    assert date_in_words(start, end, precision) == words


def test_a_date_that_is_none_is_said_as_it_is() -> None:
    assert date_in_words("in spring", "", "day") == "in spring"


@given(st.dates(), st.integers(0, 5000), st.sampled_from(DATE_PRECISIONS))
def test_the_days_are_said_only_where_they_are_known(
    start: date, length: int, precision: str
) -> None:
    end = min(start, date.max - timedelta(days=length)) + timedelta(days=length)
    words = date_in_words(start.isoformat(), end.isoformat(), precision)
    assert ("known" in words) == (precision != "day")
    assert str(end.year) in words


@pytest.mark.parametrize(
    ("place", "admin1", "country", "precision", "radius", "words"),
    [
        (
            "training range near Brest",
            "Brest region (BY-BR)",
            "Belarus",
            "locality",
            25.0,
            "training range near Brest, Brest region, Belarus; place known to ±25 km",
        ),
        (
            "Belgrade",
            "Belgrade",
            "Serbia",
            "exact",
            0.5,
            "Belgrade, Serbia; place known to ±0.5 km",
        ),
        ("Beijing", "Beijing (CN-BJ)", "China", "exact", math.nan, "Beijing, China"),
        ("Minsk", "", "Belarus", "exact", 0.0, "Minsk, Belarus"),
        (
            "undisclosed site in Hebei province",
            "Hebei (CN-HE)",
            "China",
            "admin1",
            370.0,
            "undisclosed site in Hebei province, China: known to the province only",
        ),
        (
            "",
            "Hebei",
            "China",
            "admin1",
            370.0,
            "somewhere in Hebei, China: known to the province only",
        ),
        (
            "",
            "Bor",
            "Serbia",
            "admin2",
            9.0,
            "somewhere in Bor, Serbia: known to the district only",
        ),
        (
            "Serbia",
            "",
            "Serbia",
            "country",
            200.0,
            "somewhere in Serbia: known to the country only",
        ),
        ("", "", "Serbia", "country", 200.0, "somewhere in Serbia: known to the country only"),
        (
            "Belarus (site not given)",
            "",
            "Belarus",
            "country",
            300.0,
            "Belarus (site not given): known to the country only",
        ),
        (
            "venue not given",
            "",
            "Serbia",
            "country",
            9.0,
            "venue not given, Serbia: known to the country only",
        ),
        ("Bor", "", "Serbia", "unknown", math.nan, "Bor, Serbia: place on the map not known"),
        ("", "", "", "unknown", math.nan, "place not known"),
        ("Constanta", "", "Oman", "exact", 1.0, "Constanta, Oman; place known to ±1 km"),
        ("Romania", "", "Oman", "exact", 1.0, "Romania, Oman; place known to ±1 km"),
    ],
)
def test_places_in_words(
    place: str, admin1: str, country: str, precision: str, radius: float, words: str
) -> None:
    assert place_in_words(place, admin1, country, precision, radius) == words


@given(st.text(), st.text(), st.text(), st.text(), st.floats())
def test_any_place_has_words(
    place: str, admin1: str, country: str, precision: str, radius: float
) -> None:
    assert place_in_words(place, admin1, country, precision, radius)


@pytest.mark.parametrize(
    ("amount", "basis", "words"),
    [
        (943.0, "constant 2021", "USD 943 million (constant 2021)"),
        (0.732, "nominal", "USD 0.732 million (nominal)"),
        (1260.5, "", "USD 1,260.5 million"),
        (0.0, "", "USD 0 million"),
        (0.00021, "", "USD 0.00021 million"),
        (math.nan, "EUR 3.2 bn", "EUR 3.2 bn"),
        (math.nan, "", ""),
    ],
)
def test_amounts_in_words(amount: float, basis: str, words: str) -> None:
    assert amount_in_words(amount, basis) == words
