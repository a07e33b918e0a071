"""The sidebar: every choice with what it would give, and what the map cannot show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mapdash.app.panel import panel_data
from mapdash.briefing import Scene
from mapdash.filters import EventFilter, Period
from mapdash.services import Dataset


def panel_of(dataset: Dataset, scene: Scene | None = None) -> dict[str, Any]:
    scene = scene or Scene()
    facets = dataset.index.facets(scene.filter)
    visible = dataset.index.mask(scene.filter)
    return panel_data(dataset, scene, facets, visible, off_map_opened=2)


def test_countries_are_options_with_names_and_counts(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"actors": "CHN;SRB"}, {}, {"country": "FJI", "start_date": "2019"})
    wanted = EventFilter(countries=frozenset({"SRB"}), period=Period.of_years(2020, 2020))
    assert panel_of(dataset, Scene(wanted))["countries"] == [
        {"value": "SRB", "label": "Serbia", "count": 2, "isOn": True},
        {"value": "CHN", "label": "China", "count": 1, "isOn": False},
        {"value": "FJI", "label": "Fiji", "count": 0, "isOn": False},
    ]


def test_years_have_counts_and_stay_within_the_data(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"start_date": "2019"}, {"start_date": "2021"})
    wanted = EventFilter(period=Period.of_years(1990, 2020))
    assert panel_of(dataset, Scene(wanted))["years"] == {
        "counts": [(2019, 1), (2020, 0), (2021, 1)],
        "step": 1,
        "words": "",
        "firstOfData": 2019,
        "lastOfData": 2021,
        "first": 2019,
        "last": 2020,
    }


def test_a_period_of_months_stands_at_the_years_that_it_touches(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"start_date": "2019"}, {"start_date": "2023"})
    wanted = EventFilter(period=Period.of_text("2020-11", "2022-02"))
    years = panel_of(dataset, Scene(wanted))["years"]
    assert (years["first"], years["last"]) == (2020, 2022)
    assert years["words"] == "November 2020 – February 2022"


@pytest.mark.parametrize(("first", "last", "edge"), [(1, 2, 2019), (2030, 2031, 2023)])
def test_a_period_outside_the_data_stands_at_their_edge(
    dataset_of: Callable[..., Dataset], first: int, last: int, edge: int
) -> None:
    dataset = dataset_of({"start_date": "2019"}, {"start_date": "2023"})
    years = panel_of(dataset, Scene(EventFilter(period=Period.of_years(first, last))))["years"]
    assert (years["first"], years["last"]) == (edge, edge)


def test_many_years_share_bars_as_high_as_their_busiest_year(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"start_date": "1501", "end_date": "1999"}, {"start_date": "1815"})
    years = panel_of(dataset)["years"]
    assert years["step"] == 10
    assert years["counts"][:2] == [(1500, 1), (1510, 1)]
    assert dict(years["counts"])[1810] == 2
    assert len(years["counts"]) == 50


def test_all_years_of_the_calendar_give_at_most_200_bars(
    dataset_of: Callable[..., Dataset],
) -> None:
    years = panel_of(dataset_of({"start_date": "0001"}, {"start_date": "9999"}))["years"]
    assert years["step"] == 100
    assert years["counts"][0] == (1, 1)
    assert years["counts"][-1] == (9900, 1)
    assert len(years["counts"]) == 100


def test_the_legend_is_on_for_all_categories_or_for_those_asked_for(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"category": "BRI other"}, {"category": "joint exercise"})
    on = [(entry["value"], entry["isOn"]) for entry in panel_of(dataset)["categories"]]
    assert on == [("joint exercise", True), ("BRI other", True)]
    scene = Scene(EventFilter(categories=frozenset({"BRI other"})))
    entries = panel_of(dataset, scene)["categories"]
    assert [(entry["count"], entry["isOn"]) for entry in entries] == [(1, False), (1, True)]
    assert entries[0]["style"] == {"shape": "circle", "light": "#b3122b", "dark": "#ff6b7d"}


def test_more_filters_are_six_with_plain_titles(shipped: Dataset) -> None:
    more = panel_of(shipped)["more"]
    assert [group["dimension"] for group in more] == [
        "actors",
        "geo_precisions",
        "date_precisions",
        "confidences",
        "statuses",
        "source_kinds",
    ]
    precisions = {value["label"]: value["count"] for value in more[1]["values"]}
    assert precisions["Country only"] == 15
    assert precisions["Province only"] == 3


def test_what_is_not_on_the_map_is_listed_in_the_order_of_time(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        {"geo_precision": "country", "start_date": "2022", "title": "late"},
        {},
        {"geo_precision": "country", "start_date": "2019-05", "title": "early"},
    )
    off_map = panel_of(dataset, Scene(chosen="E1"))["offMap"]
    assert (off_map["count"], off_map["opened"]) == (2, 2)
    assert [(entry["id"], entry["title"], entry["isChosen"]) for entry in off_map["entries"]] == [
        ("E3", "early", False),
        ("E1", "late", True),
    ]
    assert off_map["entries"][0]["line"] == (
        "May 2019 (day not known) · somewhere in Serbia: known to the country only"
    )


def test_a_long_list_of_what_is_not_on_the_map_is_cut_and_its_count_is_not(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(*({"geo_precision": "country"} for _ in range(201)))
    off_map = panel_of(dataset)["offMap"]
    assert off_map["count"] == 201
    assert len(off_map["entries"]) == 200


def test_the_search_is_shown_and_the_filters_can_be_reset(shipped: Dataset) -> None:
    assert panel_of(shipped)["canReset"] is False
    panel = panel_of(shipped, Scene(EventFilter(search="Бор", is_place_only=True)))
    assert (panel["search"], panel["isPlaceOnly"], panel["canReset"]) == ("Бор", True, True)
