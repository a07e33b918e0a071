from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from mapdash.events import EventFrame, empty_events
from mapdash.filters import EventFilter, FacetValue, FilterIndex, Period, apply_filter

if TYPE_CHECKING:
    from collections.abc import Callable

SERBIA = EventFilter(countries=frozenset({"SRB"}))
SERBIA_2024_2025 = EventFilter(countries=frozenset({"SRB"}), period=Period.of_years(2024, 2025))


def involves_serbia(table: pd.DataFrame) -> pd.Series[bool]:
    is_actor = table["actors"].map(lambda actors: "SRB" in actors.split(";"))
    return (table["country"] == "SRB") | is_actor


def touches_2024_or_2025(table: pd.DataFrame) -> pd.Series[bool]:
    ends = table["end_date"].where(table["end_date"] != "", table["start_date"])
    first, last = table["start_date"].str[:4].astype(int), ends.str[:4].astype(int)
    return (first <= 2025) & (last >= 2024)


def test_serbia_in_2024_and_2025_is_what_plain_pandas_finds(
    real_table: pd.DataFrame, real_events: EventFrame, real_index: FilterIndex
) -> None:
    expected = real_table[involves_serbia(real_table) & touches_2024_or_2025(real_table)]
    chosen = apply_filter(real_events, real_index, SERBIA_2024_2025)
    assert chosen["id"].tolist() == expected["id"].tolist()
    facets = real_index.facets(SERBIA_2024_2025)
    assert facets.matched == len(chosen) == 19
    assert facets.total == 113
    by_category = expected["category"].value_counts().to_dict()
    assert {choice.value: choice.count for choice in facets.categories if choice.count} == (
        by_category
    )
    assert facets.off_map == (expected["geo_precision"] == "country").sum() == 3


def test_other_countries_are_counted_as_if_serbia_were_not_chosen(
    real_table: pd.DataFrame, real_index: FilterIndex
) -> None:
    counts = {c.value: c.count for c in real_index.facets(SERBIA_2024_2025).countries}
    expected = real_table[touches_2024_or_2025(real_table)]
    assert counts["CHN"] == len(expected) == 30
    assert counts["BLR"] == (expected["actors"].str.contains("BLR")).sum() == 2
    assert counts["DEU"] == 0


def test_the_hebei_exercise_shows_for_china_and_for_serbia(real_index: FilterIndex) -> None:
    hebei = real_index.mask(EventFilter(search="Peace Guardian Hebei")).nonzero()[0]
    assert hebei.size > 0
    place_only = EventFilter(countries=frozenset({"SRB"}), is_place_only=True)
    assert real_index.mask(SERBIA)[hebei].all()
    assert real_index.mask(EventFilter(countries=frozenset({"CHN"})))[hebei].all()
    assert not real_index.mask(place_only)[hebei].any()
    assert real_index.facets(place_only).matched == 74


def test_a_span_over_new_year_is_in_both_years(index_of: Callable[..., FilterIndex]) -> None:
    index = index_of({"start_date": "2024-12-20", "end_date": "2025-01-05"})
    assert index.mask(EventFilter(period=Period.of_years(2024, 2024))).tolist() == [True]
    assert index.mask(EventFilter(period=Period.of_years(2025, 2030))).tolist() == [True]
    assert index.mask(EventFilter(period=Period.of_years(2026, 2030))).tolist() == [False]
    assert index.mask(EventFilter(period=Period.of_years(1, 2023))).tolist() == [False]
    assert index.facets(EventFilter()).years.counts == (1, 1)


def test_years_count_every_year_that_a_span_touches(
    index_of: Callable[..., FilterIndex],
) -> None:
    index = index_of(
        {"start_date": "2020", "date_precision": "year"},
        {"start_date": "2019-06", "end_date": "2022-02", "date_precision": "month"},
        {"start_date": "2024-05-01"},
    )
    facets = index.facets(EventFilter(period=Period.of_years(2024, 2024)))
    assert facets.years.years == (2019, 2020, 2021, 2022, 2023, 2024)
    assert facets.years.counts == (1, 2, 1, 1, 0, 1)
    assert (facets.first_year, facets.last_year) == (2019, 2024)
    assert facets.matched == 1


def test_the_first_and_the_last_year_of_the_calendar_work(
    index_of: Callable[..., FilterIndex],
) -> None:
    index = index_of({"start_date": "0001"}, {"start_date": "9999-12-31"})
    assert index.mask(EventFilter(period=Period.of_years(1, 1))).tolist() == [True, False]
    assert index.mask(EventFilter(period=Period.of_years(9999, 9999))).tolist() == [False, True]
    assert index.facets(EventFilter()).years.counts[::9998] == (1, 1)


def test_events_that_have_no_place_on_the_map_are_counted(
    index_of: Callable[..., FilterIndex],
) -> None:
    index = index_of(
        {"geo_precision": "exact"},
        {"geo_precision": "admin1"},
        {"geo_precision": "country"},
        {"geo_precision": "unknown"},
        {"geo_precision": "exact", "latitude": "", "longitude": ""},
    )
    assert index.facets(EventFilter()).off_map == 3
    assert index.facets(EventFilter(geo_precisions=frozenset({"exact"}))).off_map == 0


def test_an_option_that_gives_nothing_stays_with_a_count_of_zero(
    index_of: Callable[..., FilterIndex],
) -> None:
    index = index_of({"country": "SRB", "status": "agreed"}, {"country": "BLR"})
    facets = index.facets(EventFilter(countries=frozenset({"BLR"})))
    assert facets.statuses == (FacetValue("agreed", 0), FacetValue("", 1))
    assert facets.countries == (FacetValue("BLR", 1), FacetValue("SRB", 1))


def test_a_country_counts_once_an_event(index_of: Callable[..., FilterIndex]) -> None:
    index = index_of({"country": "SRB", "actors": "SRB;CHN;SRB"})
    facets = index.facets(EventFilter())
    assert facets.countries == (FacetValue("CHN", 1), FacetValue("SRB", 1))
    assert facets.actors == (FacetValue("CHN", 1), FacetValue("SRB", 1))


def test_with_the_place_only_countries_that_only_took_part_count_nothing(
    index_of: Callable[..., FilterIndex],
) -> None:
    index = index_of({"country": "SRB", "actors": "CHN"})
    facets = index.facets(EventFilter(is_place_only=True))
    assert facets.countries == (FacetValue("CHN", 0), FacetValue("SRB", 1))


def test_choices_stand_in_the_order_of_the_code_list_or_by_frequency(
    index_of: Callable[..., FilterIndex],
) -> None:
    index = index_of(
        {"category": "BRI other", "confidence": "", "country": "BLR", "source_kind": "b"},
        {"category": "who knows", "confidence": "low", "country": "CHN", "source_kind": "a"},
        {"category": "joint exercise", "confidence": "high", "country": "SRB", "actors": "CHN"},
    )
    assert index.values("categories") == ("joint exercise", "BRI other", "uncategorised")
    assert index.values("confidences") == ("high", "low", "")
    assert index.values("countries") == ("CHN", "BLR", "SRB")
    assert index.values("source_kinds") == ("", "a", "b")


def test_values_of_one_dimension_add_up_and_dimensions_narrow(
    index_of: Callable[..., FilterIndex],
) -> None:
    index = index_of(
        {"country": "SRB", "status": "agreed"},
        {"country": "BLR", "status": "agreed"},
        {"country": "BLR", "status": "completed"},
    )
    both = frozenset({"SRB", "BLR"})
    assert index.mask(EventFilter(countries=both)).tolist() == [True, True, True]
    wanted = EventFilter(countries=both, statuses=frozenset({"agreed"}))
    assert index.mask(wanted).tolist() == [True, True, False]


def test_data_without_events_give_empty_facets() -> None:
    index = FilterIndex.build(empty_events(), {})
    facets = index.facets(SERBIA_2024_2025)
    assert (facets.matched, facets.total, facets.off_map) == (0, 0, 0)
    assert (facets.first_year, facets.last_year, facets.years.counts) == (None, None, ())
    assert facets.countries == facets.categories == ()
    assert index.mask(EventFilter(search="x")).shape == (0,)


def test_the_chosen_events_keep_order_labels_and_crs(
    real_events: EventFrame, real_index: FilterIndex
) -> None:
    chosen = apply_filter(real_events, real_index, SERBIA)
    assert chosen.index.tolist() == real_index.mask(SERBIA).nonzero()[0].tolist()
    assert chosen.crs == real_events.crs
    assert apply_filter(real_events, real_index, EventFilter()) is real_events


def test_an_index_of_another_frame_is_refused(
    real_events: EventFrame, index_of: Callable[..., FilterIndex]
) -> None:
    with pytest.raises(ValueError, match="The index knows 1 events, the frame has 113"):
        apply_filter(real_events, index_of({}), SERBIA)


def test_building_and_filtering_change_neither_events_nor_index(
    real_events: EventFrame, real_index: FilterIndex
) -> None:
    before = pd.util.hash_pandas_object(pd.DataFrame(real_events).drop(columns="geometry")).sum()
    first = real_index.facets(SERBIA)
    real_index.mask(SERBIA)[:] = False
    chosen = apply_filter(real_events, real_index, SERBIA)
    chosen["title"] = "changed"
    after = pd.util.hash_pandas_object(pd.DataFrame(real_events).drop(columns="geometry")).sum()
    assert before == after
    assert real_index.facets(SERBIA) == first
    with pytest.raises(ValueError, match="read-only"):
        real_index.start_days[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        real_index.columns["actors"].codes[0] = 0


def test_facets_are_values_that_can_be_cached(real_index: FilterIndex) -> None:
    assert hash(real_index.facets(SERBIA)) == hash(real_index.facets(SERBIA))
    with pytest.raises(ValueError, match="“years” is none of"):
        real_index.facets(SERBIA).of("years")
