"""The card: what is claimed of an event, by whom, and how well it is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from mapdash.app.card import card_data
from mapdash.services import Dataset


def card_of(dataset: Dataset, row: int = 0, *, is_visible: bool = True) -> dict[str, Any]:
    visible = np.full(len(dataset), is_visible)
    return card_data(dataset, row, visible, takes_focus=True)


def event_of(dataset: Dataset) -> dict[str, Any]:
    return card_of(dataset)["event"]


def test_without_a_chosen_event_the_card_is_empty(shipped: Dataset) -> None:
    assert card_of(shipped, -1) == {"event": None, "takesFocus": False}


def test_the_card_of_a_shipped_event(shipped: Dataset) -> None:
    card = card_of(shipped, shipped.row_of("E002"))
    event = card["event"]
    assert card["takesFocus"] is True
    assert event["title"].startswith("Eagle Assault-2024")
    assert event["category"] == "joint exercise"
    assert event["style"]["shape"] == "circle"
    assert event["flags"] == []
    assert event["when"] == "8–19 July 2024 (12 days)"
    assert event["where"].endswith("Belarus; place known to ±25 km")
    assert event["coordinates"] == "52.1089, 23.7175"
    assert event["actors"] == "China, Belarus"
    assert event["status"] == "completed"
    assert event["confidence"] == "High"
    assert len(event["sources"]) == 4


def test_coordinates_are_latitude_and_longitude(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"latitude": "-18.5", "longitude": "178.25"})
    assert event_of(dataset)["coordinates"] == "-18.5000, 178.2500"


@pytest.mark.parametrize("precision", ["country", "unknown"])
def test_an_event_off_the_map_has_no_coordinates_and_says_why(
    dataset_of: Callable[..., Dataset], precision: str
) -> None:
    event = event_of(dataset_of({"geo_precision": precision}))
    assert event["coordinates"] == ""
    assert event["flags"] == ["Not on the map: the place is not known closely enough for a mark."]


def test_an_outlined_country_is_said_to_stand_for_its_event(shipped: Dataset) -> None:
    event = card_of(shipped, shipped.row_of("E106"))["event"]
    assert event["coordinates"] == ""
    assert event["flags"] == [
        "No mark on the map: only the country is known, and its outline stands for it."
    ]


def test_an_event_without_a_point_has_no_coordinates(
    dataset_of: Callable[..., Dataset],
) -> None:
    assert event_of(dataset_of({"latitude": "", "longitude": ""}))["coordinates"] == ""


def test_a_disputed_event_says_so_first(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"status": "disputed", "geo_precision": "country"})
    assert card_of(dataset, is_visible=False)["event"]["flags"] == [
        "Disputed, as the data has it: read the sources, the status and the notes.",
        "Not on the map: the place is not known closely enough for a mark.",
        "The current filters leave this event out.",
    ]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({}, ""),
        ({"status": "completed"}, "completed"),
        ({"status": "completed", "status_detail": "completed"}, "completed"),
        ({"status": "agreed", "status_detail": "signed"}, "agreed (source: signed)"),
        ({"status_detail": "signed"}, "Source: signed"),
    ],
)
def test_the_status_is_said_with_the_words_of_the_source(
    dataset_of: Callable[..., Dataset], cells: dict[str, str], words: str
) -> None:
    assert event_of(dataset_of(cells))["status"] == words


def test_an_amount_is_said_with_its_basis(dataset_of: Callable[..., Dataset]) -> None:
    cells = {"amount_usd_millions": "943", "amount_basis": "constant 2021"}
    assert event_of(dataset_of(cells))["amount"] == "USD 943 million (constant 2021)"


def test_actors_are_named_and_an_event_may_have_none(
    dataset_of: Callable[..., Dataset],
) -> None:
    assert event_of(dataset_of({"actors": "CHN;SRB;BLR"}))["actors"] == "China, Serbia, BLR"
    assert event_of(dataset_of({}))["actors"] == ""


@pytest.mark.parametrize(
    ("cells", "listed"),
    [
        ({}, []),
        (
            {"source_title": "AP", "source_url": "https://a.org/x", "source_kind": "news page"},
            [("AP", "https://a.org/x", "news page")],
        ),
        ({"source_url": "https://a.org/x"}, [("https://a.org/x", "https://a.org/x", "")]),
        ({"source_title": "a book"}, [("a book", "", "")]),
        (
            {
                "source_title": "AP",
                "source_kind": "news page",
                "source_date": "2024-07",
                "further_source_urls": "https://b.org/1 | https://c.org:8443/2",
            },
            [
                ("AP", "", "news page · July 2024"),
                ("b.org", "https://b.org/1", ""),
                ("c.org", "https://c.org:8443/2", ""),
            ],
        ),
        ({"further_source_urls": "https://b.org/1"}, [("b.org", "https://b.org/1", "")]),
        ({"source_title": "AP", "source_url": "javascript:alert(1)"}, [("AP", "", "")]),
        ({"further_source_urls": "https://[b.org/1"}, [("https://[b.org/1",) * 2 + ("",)]),
    ],
)
def test_all_sources_are_listed_the_first_one_first(
    dataset_of: Callable[..., Dataset], cells: dict[str, str], listed: list[tuple[str, ...]]
) -> None:
    found = event_of(dataset_of(cells))["sources"]
    assert [(source["title"], source["url"], source["detail"]) for source in found] == listed


def test_text_from_data_is_handed_on_as_it_is(dataset_of: Callable[..., Dataset]) -> None:
    probe = "{{ 7*7 }} <img src=x onerror=alert(1)> ![](https://example.org/a.png)"
    event = event_of(dataset_of({"title": probe, "summary": probe, "notes": probe}))
    assert (event["title"], event["summary"], event["notes"]) == (probe, probe, probe)
