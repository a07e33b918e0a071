"""The line above the map: how much is shown, what is filtered, what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from mapdash.app.header import header_data
from mapdash.briefing import Scene
from mapdash.errors import SourceUnreadableError
from mapdash.filters import EventFilter, Period
from mapdash.services import Dataset, load_dataset


def header_of(
    dataset: Dataset, event_filter: EventFilter | None = None, *notices: str
) -> dict[str, Any]:
    scene = Scene(event_filter or EventFilter())
    facets = dataset.index.facets(scene.filter)
    visible = dataset.index.mask(scene.filter)
    return header_data(dataset, scene, facets, visible, notices=notices)


def test_what_the_settings_ask_for_in_vain_stays_on_the_screen(shipped: Dataset) -> None:
    scene = Scene()
    header = header_data(
        shipped,
        scene,
        shipped.index.facets(scene.filter),
        shipped.index.mask(scene.filter),
        notices=(),
        warnings=("The basemap x cannot be read.",),
    )
    assert header["notices"] == [{"kind": "warning", "text": "The basemap x cannot be read."}]


def test_the_header_of_the_shipped_events(shipped: Dataset) -> None:
    assert header_of(shipped) == {
        "shown": "113 of 113 events",
        "offMap": "15 not on map",
        "asOf": "as of 13 March 2026",
        "canZoom": True,
        "chips": [],
        "notices": [],
        "empty": None,
    }


def test_each_filter_is_a_chip_that_can_be_dropped(shipped: Dataset) -> None:
    wanted = EventFilter(
        search="huawei",
        countries=frozenset({"SRB", "BLR"}),
        is_place_only=True,
        period=Period.of_years(2024, 2025),
    )
    assert header_of(shipped, wanted)["chips"] == [
        {"dimension": "search", "value": None, "label": "Search: “huawei”"},
        {"dimension": "countries", "value": "BLR", "label": "Country: Belarus"},
        {"dimension": "countries", "value": "SRB", "label": "Country: Serbia"},
        {"dimension": "is_place_only", "value": None, "label": "Only where it happened"},
        {"dimension": "period", "value": None, "label": "Year: 2024–2025"},
    ]


def test_more_than_four_values_are_one_chip(dataset_of: Callable[..., Dataset]) -> None:
    names = ["joint exercise", "arms transfer", "BRI energy", "BRI transport", "BRI other"]
    dataset = dataset_of(*({"category": name} for name in [*names, "police cooperation"]))
    four = header_of(dataset, EventFilter(categories=frozenset(names[:4])))["chips"]
    five = header_of(dataset, EventFilter(categories=frozenset(names)))["chips"]
    assert len(four) == 4
    assert five == [{"dimension": "categories", "value": None, "label": "Category: 5 of 6"}]


def test_an_empty_result_offers_the_filters_to_drop(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of(
        {"country": "CHN", "start_date": "2019"},
        {"country": "SRB", "start_date": "2021"},
        {"country": "SRB", "start_date": "2022"},
    )
    wanted = EventFilter(countries=frozenset({"SRB"}), period=Period.of_years(2019, 2019))
    assert header_of(dataset, wanted)["empty"] == {
        "sentence": "No event meets all of these filters.",
        "offers": [
            {"dimension": "period", "label": "Drop Year: 2019 (2 events)"},
            {"dimension": "countries", "label": "Drop Country: Serbia (1 event)"},
        ],
        "canReset": True,
    }
    assert header_of(dataset, wanted)["shown"] == "0 of 3 events"
    assert header_of(dataset, wanted)["canZoom"] is False


def test_there_is_nothing_to_zoom_to_when_all_results_are_off_the_map(
    dataset_of: Callable[..., Dataset],
) -> None:
    header = header_of(dataset_of({"geo_precision": "country"}))
    assert (header["shown"], header["offMap"]) == ("1 of 1 events", "1 not on map")
    assert header["canZoom"] is False


def test_what_the_address_asked_for_in_vain_can_be_dismissed(shipped: Dataset) -> None:
    assert header_of(shipped, None, "No.", "Nor that.")["notices"] == [
        {"kind": "info", "text": "No.", "isDismissable": True},
        {"kind": "info", "text": "Nor that.", "isDismissable": True},
    ]


def test_rows_that_were_not_taken_as_they_are_lead_to_the_data_page(
    dataset_of: Callable[..., Dataset],
) -> None:
    notices = header_of(dataset_of({}, {"title": ""}, {"category": "parade"}))["notices"]
    assert notices == [
        {
            "kind": "warning",
            "text": "3 rows read: 1 accepted, 1 repaired, 1 refused.",
            "page": "data",
            "pageLabel": "See which, and why",
        }
    ]


def test_a_file_that_cannot_be_used_is_an_error_and_no_empty_result() -> None:
    def refuse(path: Path) -> pd.DataFrame:
        message = f"{path.name} is empty."
        raise SourceUnreadableError(message)

    dataset = load_dataset(Path("e.csv"), read_table=refuse, country_names={})
    header = header_of(dataset)
    assert header["notices"] == [{"kind": "error", "text": "e.csv is empty."}]
    assert header["shown"] == "0 of 0 events"
    assert header["asOf"] == ""
    assert header["empty"] is None
