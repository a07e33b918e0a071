"""The charts: every bar says what a click on it would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mapdash.app.charts import charts_data
from mapdash.briefing import Scene
from mapdash.filters import EventFilter, Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdash.services import Dataset


def charts_of(dataset: Dataset, **wanted: Any) -> dict[str, Any]:
    scene = Scene(EventFilter(**wanted))
    return charts_data(dataset, scene, dataset.index.facets(scene.filter))


def test_years_are_columns_with_the_count_of_each_category(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        {"start_date": "2019-06-01", "end_date": "2020-02-01"},
        {"start_date": "2020", "category": "joint exercise"},
        {"start_date": "2021"},
    )
    charts = charts_of(dataset, period=Period.of_years(2020, 2021))
    assert [category["label"] for category in charts["categories"]] == [
        "joint exercise",
        "BRI other",
    ]
    columns = charts["years"]["columns"]
    assert [(column["label"], column["count"], column["parts"]) for column in columns] == [
        ("2019", 1, [0, 1]),
        ("2020", 2, [1, 1]),
        ("2021", 1, [0, 1]),
    ]
    assert [column["isOn"] for column in columns] == [False, True, True]
    assert charts["years"]["isFiltered"]


@pytest.mark.parametrize(
    ("period", "exactly"),
    [(Period.of_years(2020, 2020), [2020]), (Period.of_text("2020-01", "2020-11"), [])],
    ids=["a whole year", "a part of it"],
)
def test_a_column_knows_whether_it_alone_is_the_filter(
    dataset_of: Callable[..., Dataset], period: Period, exactly: list[int]
) -> None:
    dataset = dataset_of({"start_date": "2019"}, {"start_date": "2020"})
    columns = charts_of(dataset, period=period)["years"]["columns"]
    assert [column["first"] for column in columns if column["isExactly"]] == exactly


def test_many_years_share_columns_as_high_as_their_busiest_year(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"start_date": "1501", "end_date": "1999"}, {"start_date": "1815"})
    years = charts_of(dataset)["years"]
    assert years["step"] == 10
    assert len(years["columns"]) == 50
    (decade,) = (column for column in years["columns"] if column["first"] == 1810)
    assert (decade["label"], decade["count"], decade["parts"]) == ("1810–1819", 2, [2])


def test_a_bar_counts_under_the_filter_without_its_own_dimension(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        {"actors": "CHN;SRB"}, {"actors": "CHN"}, {"country": "FJI", "actors": "CHN"}
    )
    countries = charts_of(dataset, countries=frozenset({"FJI"}))["countries"]
    assert countries["isFiltered"]
    assert countries["bars"] == [
        {"value": "CHN", "label": "China", "count": 3, "isOn": False},
        {"value": "SRB", "label": "Serbia", "count": 2, "isOn": False},
        {"value": "FJI", "label": "Fiji", "count": 1, "isOn": True},
    ]


def test_what_would_give_nothing_has_no_bar_unless_it_is_chosen(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"actors": "CHN"}, {"actors": "FJI", "start_date": "2019"})
    wanted = {"period": Period.of_years(2020, 2020), "actors": frozenset({"FJI"})}
    bars = charts_of(dataset, **wanted)["actors"]["bars"]
    assert [(bar["value"], bar["count"], bar["isOn"]) for bar in bars] == [
        ("CHN", 1, False),
        ("FJI", 0, True),
    ]


def test_no_events_give_empty_charts(dataset_of: Callable[..., Dataset]) -> None:
    charts = charts_of(dataset_of())
    assert charts["years"]["columns"] == []
    assert charts["countries"]["bars"] == charts["actors"]["bars"] == []


def test_the_shipped_events_are_in_the_charts_as_in_the_file(shipped: Dataset) -> None:
    charts = charts_of(shipped)
    assert charts["countries"]["bars"][0] == {
        "value": "CHN",
        "label": "China",
        "count": 113,
        "isOn": False,
    }
    by_year = {column["first"]: column["count"] for column in charts["years"]["columns"]}
    assert (min(by_year), max(by_year), by_year[2019]) == (2008, 2026, 17)
