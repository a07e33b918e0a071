"""A dataset is loaded whatever the file is like, and says what is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from mapdash.errors import SourceUnreadableError
from mapdash.filters import EventFilter
from mapdash.services import Dataset, load_dataset

if TYPE_CHECKING:
    from collections.abc import Callable


def read_nothing(path: Path) -> pd.DataFrame:
    message = f"The file {path.name} is on fire; put it out."
    raise SourceUnreadableError(message)


def test_the_shipped_events_are_all_there(shipped: Dataset) -> None:
    assert len(shipped) == 113
    assert shipped.problem == ""
    assert shipped.report.accepted == 113
    assert shipped.as_of == "2026-03-13"


def test_a_file_that_cannot_be_read_gives_no_events_and_the_reason() -> None:
    dataset = load_dataset(Path("events.csv"), read_table=read_nothing, country_names={})
    assert len(dataset) == 0
    assert dataset.problem == "The file events.csv is on fire; put it out."
    assert dataset.report.read == 0
    assert dataset.as_of == ""


def test_a_dataset_without_events_answers_like_any_other() -> None:
    dataset = load_dataset(Path("events.csv"), read_table=read_nothing, country_names={})
    facets = dataset.index.facets(EventFilter())
    assert (facets.matched, facets.total, facets.off_map) == (0, 0, 0)
    assert dataset.index.mask(EventFilter(search="x")).tolist() == []
    assert dataset.row_of("E1") == -1
    assert len(dataset.columns) == 0


def test_a_file_without_a_needed_column_gives_no_events_and_names_it() -> None:
    table = pd.DataFrame({"id": ["1"], "title": ["t"]}, index=[2], dtype="str")
    dataset = load_dataset(Path("events.csv"), read_table=lambda _: table, country_names={})
    assert len(dataset) == 0
    assert "category, country, start_date" in dataset.problem


def test_when_and_where_are_said_in_words(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of(
        {"start_date": "2024-07-08", "end_date": "2024-07-19", "place_name": "Bor"},
        {"start_date": "2019", "country": "CHN", "geo_precision": "country", "place_name": ""},
    )
    assert dataset.when.tolist() == [
        "8–19 July 2024 (12 days)",
        "2019 (only the year is known)",
    ]
    assert dataset.where.tolist() == [
        "Bor, Serbia",
        "somewhere in China: known to the country only",
    ]


def test_the_order_is_that_of_time_and_equal_days_keep_that_of_the_file(
    dataset_of: Callable[..., Dataset],
) -> None:
    days = ("2021-01-01", "2019-06-01", "2021-01-01", "2020")
    dataset = dataset_of(*({"start_date": day} for day in days))
    assert dataset.order.tolist() == [2, 0, 3, 1]


def test_the_data_are_as_of_their_latest_source(dataset_of: Callable[..., Dataset]) -> None:
    dates = ("2024-07-09", "2025-07", "", "2019")
    assert dataset_of(*({"source_date": day} for day in dates)).as_of == "2025-07"


def test_a_source_date_that_is_none_does_not_date_the_data(
    dataset_of: Callable[..., Dataset],
) -> None:
    dates = ("2024-07-09", "undated", "9 July")
    assert dataset_of(*({"source_date": day} for day in dates)).as_of == "2024-07-09"


def test_a_setting_overrides_what_the_data_are_as_of(
    dataset_of: Callable[..., Dataset],
) -> None:
    assert dataset_of({"source_date": "2025-07"}, as_of=date(2026, 1, 2)).as_of == "2026-01-02"


def test_an_event_is_found_by_its_id(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"id": "a"}, {"id": "7"}, {"id": "NA"})
    assert [dataset.row_of(event_id) for event_id in ("a", "7", "NA")] == [0, 1, 2]


@pytest.mark.parametrize("event_id", [None, "", "e1", "E1 ", "\ud800", "\x00", "E1\x00"])
def test_an_id_that_is_none_is_not_found(
    dataset_of: Callable[..., Dataset], event_id: str | None
) -> None:
    assert dataset_of({}).row_of(event_id) == -1


def test_each_of_many_events_is_found_by_its_own_id(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(*({"id": f"E{number}"} for number in range(300)))
    assert [dataset.row_of(f"E{number}") for number in range(300)] == list(range(300))
    assert dataset.row_of("E300") == -1


def test_events_that_say_the_same_share_their_words(dataset_of: Callable[..., Dataset]) -> None:
    bor, sid = {"place_name": "Bor"}, {"place_name": "Šid"}
    dataset = dataset_of({"id": "a", **bor}, {"id": "b", **sid}, {"id": "c", **bor})
    assert dataset.where.tolist() == ["Bor, Serbia", "Šid, Serbia", "Bor, Serbia"]
    assert dataset.where[0] is dataset.where[2]


def test_equal_content_has_one_version(dataset_of: Callable[..., Dataset]) -> None:
    assert dataset_of({}, {"title": "u"}).version == dataset_of({}, {"title": "u"}).version


@pytest.mark.parametrize(
    "cells",
    [
        {"title": "u"},
        {"notes": "n"},
        {"latitude": "44.80001"},
        {"end_date": "2020-05-06"},
        {"amount_usd_millions": "0"},
        {"country": "CHN"},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_any_other_cell_is_another_version(
    dataset_of: Callable[..., Dataset], cells: dict[str, str]
) -> None:
    assert dataset_of({}, cells).version != dataset_of({}, {}).version


def test_another_order_of_events_is_another_version(
    dataset_of: Callable[..., Dataset],
) -> None:
    one = dataset_of({"id": "a"}, {"id": "b"})
    other = dataset_of({"id": "b"}, {"id": "a"})
    assert one.version != other.version
