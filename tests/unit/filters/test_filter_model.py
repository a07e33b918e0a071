from __future__ import annotations

from datetime import date

import pytest

from mapdash.filters import DIMENSIONS, VALUE_DIMENSIONS, EventFilter, Period, without


def test_dimensions_are_the_fields_of_a_filter() -> None:
    assert DIMENSIONS == (
        "search",
        "countries",
        "is_place_only",
        "period",
        "region",
        "view",
        "categories",
        "actors",
        "geo_precisions",
        "date_precisions",
        "confidences",
        "statuses",
        "source_kinds",
    )
    assert set(DIMENSIONS) - set(VALUE_DIMENSIONS) == {
        "search",
        "is_place_only",
        "period",
        "region",
        "view",
    }


@pytest.mark.parametrize(("first", "last"), [(2025, 2024), (0, 2024), (2024, 10_000), (-5, -1)])
def test_years_that_are_no_run_are_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match=f"{first} to {last} are no run of years"):
        Period.of_years(first, last)


def test_a_single_year_is_a_run() -> None:
    assert Period.of_years(1, 1) == Period(date(1, 1, 1), date(1, 12, 31))


def test_a_filter_is_a_value_that_can_key_a_cache() -> None:
    one = EventFilter(countries=frozenset({"SRB", "CHN"}), period=Period.of_years(2024, 2025))
    same = EventFilter(countries=frozenset({"CHN", "SRB"}), period=Period.of_years(2024, 2025))
    assert {one: "cached"}[same] == "cached"
    assert one != EventFilter(countries=frozenset({"SRB"}))


def test_searches_that_differ_in_white_space_are_the_same_filter() -> None:
    assert EventFilter(search=" novi \n sad\x00") == EventFilter(search="novi sad")
    assert EventFilter(search="x" * 500).search == "x" * 200


def test_a_filter_is_empty_until_something_is_set() -> None:
    assert EventFilter().is_empty
    assert EventFilter(search=" \t").is_empty
    assert not EventFilter(is_place_only=True).is_empty
    assert not EventFilter(statuses=frozenset({""})).is_empty


FULL = EventFilter(
    search="huawei",
    countries=frozenset({"SRB", "CHN"}),
    is_place_only=True,
    period=Period.of_years(2024, 2025),
    categories=frozenset({"joint exercise"}),
    actors=frozenset({"CHN"}),
    geo_precisions=frozenset({"exact"}),
    date_precisions=frozenset({"day"}),
    confidences=frozenset({"high"}),
    statuses=frozenset({"agreed"}),
    source_kinds=frozenset({"dataset"}),
)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_taking_a_dimension_away_leaves_the_others(dimension: str) -> None:
    smaller = without(FULL, dimension)
    assert not getattr(smaller, dimension)
    for other in set(DIMENSIONS) - {dimension}:
        assert getattr(smaller, other) == getattr(FULL, other)


def test_taking_every_dimension_away_leaves_the_empty_filter() -> None:
    rest = FULL
    for dimension in DIMENSIONS:
        rest = without(rest, dimension)
    assert rest.is_empty


def test_taking_one_value_away_leaves_its_neighbours() -> None:
    assert without(FULL, "countries", "CHN").countries == {"SRB"}
    assert without(FULL, "countries", "XYZ") == FULL
    assert without(EventFilter(statuses=frozenset({"", "agreed"})), "statuses", "").statuses == {
        "agreed"
    }


@pytest.mark.parametrize(("dimension", "value"), [("colour", None), ("period", "2024")])
def test_taking_away_what_no_filter_has_is_refused(dimension: str, value: str | None) -> None:
    with pytest.raises(ValueError, match=f"A filter has no “{dimension}”"):
        without(FULL, dimension, value)


def test_only_dimensions_of_values_have_values() -> None:
    assert FULL.values("countries") == {"SRB", "CHN"}
    with pytest.raises(ValueError, match="“period” is none of countries, categories"):
        FULL.values("period")
    with pytest.raises(ValueError, match="“search” is none of"):
        FULL.with_values("search", frozenset({"x"}))
