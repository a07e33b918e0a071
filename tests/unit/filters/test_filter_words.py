from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapdash.bounds import Bounds
from mapdash.filters import (
    DIMENSION_LABELS,
    DIMENSIONS,
    VALUE_DIMENSIONS,
    Constraint,
    EventFilter,
    FilterIndex,
    Period,
    Region,
    Relaxation,
    active_constraints,
    relaxations,
    restrict,
    value_in_words,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def labels(event_filter: EventFilter, names: Mapping[str, str]) -> list[str]:
    return [constraint.label for constraint in active_constraints(event_filter, names)]


def test_every_dimension_has_a_label() -> None:
    assert set(DIMENSION_LABELS) == set(DIMENSIONS)


def test_each_value_has_a_chip_in_words(names: Mapping[str, str]) -> None:
    wanted = EventFilter(
        search="huawei",
        countries=frozenset({"SRB", "CHN", "QQQ"}),
        is_place_only=True,
        period=Period.of_years(2024, 2025),
        categories=frozenset({"joint exercise"}),
        actors=frozenset({"BLR"}),
        geo_precisions=frozenset({"locality"}),
        date_precisions=frozenset({"month"}),
        confidences=frozenset({""}),
        statuses=frozenset({"agreed"}),
        source_kinds=frozenset({"dataset"}),
    )
    assert labels(wanted, names) == [
        "Search: “huawei”",
        "Country: China",
        "Country: QQQ",
        "Country: Serbia",
        "Only where it happened",
        "Year: 2024–2025",
        "Category: joint exercise",
        "Actor: Belarus",
        "Place precision: Town or locality",
        "Date precision: Month only",
        "Confidence: not stated",
        "Status: agreed",
        "Source kind: dataset",
    ]


def test_the_empty_filter_has_no_chip(names: Mapping[str, str]) -> None:
    assert active_constraints(EventFilter(), names) == ()


def test_one_year_is_said_once(names: Mapping[str, str]) -> None:
    assert labels(EventFilter(period=Period.of_years(2024, 2024)), names) == ["Year: 2024"]


def test_removing_every_chip_empties_the_filter(names: Mapping[str, str]) -> None:
    wanted = EventFilter(
        search="x",
        countries=frozenset({"SRB", "CHN"}),
        period=Period.of_years(1, 2),
        is_place_only=True,
    )
    for constraint in active_constraints(wanted, names):
        wanted = without(wanted, constraint.dimension, constraint.value)
    assert wanted.is_empty


def test_a_chip_is_one_short_line_whatever_the_data_hold(names: Mapping[str, str]) -> None:
    hostile = "a\nb\u202e" + "x" * 300
    chip = active_constraints(EventFilter(source_kinds=frozenset({hostile})), names)[0]
    assert chip == Constraint("source_kinds", hostile, "Source kind: a b" + "x" * 57)


@pytest.fixture(scope="module")
def index(index_of: Callable[..., FilterIndex]) -> FilterIndex:
    return index_of(
        {"country": "SRB", "start_date": "2024", "category": "BRI other", "status": "agreed"},
        {"country": "SRB", "start_date": "2024", "category": "BRI other", "status": "agreed"},
        {"country": "BLR", "start_date": "2020", "category": "BRI other", "status": "agreed"},
        {"country": "CHN", "start_date": "2020", "category": "arms transfer", "actors": "SRB"},
    )


def test_what_stands_in_the_way_is_offered_best_first(index: FilterIndex) -> None:
    wanted = EventFilter(
        countries=frozenset({"BLR"}),
        period=Period.of_years(2024, 2025),
        categories=frozenset({"BRI other"}),
    )
    assert not index.mask(wanted).any()
    assert relaxations(index, wanted) == (
        Relaxation("countries", "Country: Belarus", 2),
        Relaxation("period", "Year: 2024–2025", 1),
    )


def test_the_switch_to_the_place_only_can_be_what_stands_in_the_way(index: FilterIndex) -> None:
    wanted = EventFilter(
        countries=frozenset({"SRB"}), is_place_only=True, period=Period.of_years(2020, 2020)
    )
    assert relaxations(index, wanted) == (
        Relaxation("countries", "Country: Serbia", 2),
        Relaxation("period", "Year: 2020", 2),
        Relaxation("is_place_only", "Only where it happened", 1),
    )


def test_where_no_single_step_helps_nothing_is_offered(index: FilterIndex) -> None:
    wanted = EventFilter(search="zzz", period=Period.of_years(1900, 1901))
    assert relaxations(index, wanted) == ()


def test_many_values_are_summed_up(index: FilterIndex) -> None:
    wanted = EventFilter(countries=frozenset({"AAA", "BBB", "CCC", "DDD", "EEE"}))
    assert relaxations(index, wanted) == (
        Relaxation("countries", "Country: AAA, BBB, CCC and 2 more", 4),
    )


def test_what_the_data_know_is_kept_as_it_is(index: FilterIndex) -> None:
    wanted = EventFilter(
        search="nowhere",
        countries=frozenset({"SRB"}),
        period=Period.of_years(1, 5),
        region=Region.of_box(1, 2, 3, 4),
        view=Bounds(1, 2, 3, 4),
        is_place_only=True,
    )
    kept, sentences = restrict(wanted, index)
    assert kept is wanted
    assert sentences == ()


def test_what_the_data_do_not_know_is_left_out_with_a_sentence(index: FilterIndex) -> None:
    wanted = EventFilter(
        countries=frozenset({"SRB", "ATL"}), statuses=frozenset({"so\nso"}), search="x"
    )
    assert restrict(wanted, index) == (
        EventFilter(countries=frozenset({"SRB"}), search="x"),
        (
            "No event has the country “ATL”; it was left out of the filter.",
            "No event has the status “so so”; it was left out of the filter.",
        ),
    )


@pytest.mark.parametrize(
    ("dimension", "typed", "known"),
    [
        ("countries", "srb", "SRB"),
        ("countries", "serbia", "SRB"),
        ("countries", "Belarus", "BLR"),
        ("categories", "Arms-Transfer", "arms transfer"),
        ("geo_precisions", "exact site", "exact"),
        ("statuses", "not stated", ""),
    ],
)
def test_a_value_typed_by_a_person_is_recognised(
    index: FilterIndex, dimension: str, typed: str, known: str
) -> None:
    typed_filter = EventFilter().with_values(dimension, frozenset({typed}))
    known_filter = EventFilter().with_values(dimension, frozenset({known}))
    assert restrict(typed_filter, index) == (known_filter, ())


def test_punctuation_is_not_recognised_as_anything(index: FilterIndex) -> None:
    kept, sentences = restrict(EventFilter(statuses=frozenset({"!!"})), index)
    assert kept.is_empty
    assert sentences == ("No event has the status “!!”; it was left out of the filter.",)


@pytest.mark.parametrize("dimension", VALUE_DIMENSIONS)
def test_nothing_stated_is_said_in_words(dimension: str, names: Mapping[str, str]) -> None:
    assert value_in_words(dimension, "", names) == "not stated"


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (2024, 2024, "Year: 2024"),
        (2024, 9999, "Year: 2024 and later"),
        (1, 2024, "Year: until 2024"),
        (1, 9999, "Year: 1–9999"),
    ],
)
def test_an_open_end_of_the_years_is_said_in_words(first: int, last: int, label: str) -> None:
    constraints = active_constraints(EventFilter(period=Period.of_years(first, last)), {})
    assert [constraint.label for constraint in constraints] == [label]


def test_town_or_better_is_one_chip_that_drops_both_values(names: Mapping[str, str]) -> None:
    wanted = EventFilter(geo_precisions=frozenset({"exact", "locality"}))
    assert active_constraints(wanted, names) == (
        Constraint("geo_precisions", None, "Place precision: town or better"),
    )
    assert without(wanted, "geo_precisions").is_empty


def test_other_precisions_keep_a_chip_each(names: Mapping[str, str]) -> None:
    wanted = EventFilter(geo_precisions=frozenset({"exact", "admin1"}))
    assert labels(wanted, names) == [
        "Place precision: Exact site",
        "Place precision: Province only",
    ]
