"""Cards are told in blocks of rows, as the dashboard shows them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from mapdash.events import FILE_COLUMNS
from mapdash.io import read_table
from mapdash.render.cards import Cards, event_cards
from mapdash.services import Dataset, load_dataset

NAMES = {"SRB": "Serbia", "CHN": "China", "BLR": "Belarus"}


@pytest.fixture(scope="module")
def shipped(project_root: Path) -> Dataset:
    path = project_root / "geodata" / "events.csv"
    return load_dataset(path, read_table=read_table, country_names=NAMES)


def dataset_of(count: int, **cells: str) -> Dataset:
    usual = {"title": "t", "category": "BRI other", "country": "SRB", "start_date": "2020"}
    rows = [{**usual, "id": f"E{number}", **cells} for number in range(count)]
    table = pd.DataFrame(rows, columns=list(FILE_COLUMNS), dtype="str").fillna("")
    table = table.set_axis(range(2, len(table) + 2))
    return load_dataset(Path("x.csv"), read_table=lambda _: table, country_names=NAMES)


def told(dataset: Dataset, name: str) -> list[dict[str, Any]]:
    part = Cards(dataset).member(name)
    assert part is not None
    cards: list[dict[str, Any]] = json.loads(part)
    return cards


def test_the_card_of_a_shipped_event(shipped: Dataset) -> None:
    card = told(shipped, "cards-1-1.json")[0]
    assert sorted(card) == [
        "actors",
        "amount",
        "category",
        "confidence",
        "coordinates",
        "distance",
        "flags",
        "id",
        "notes",
        "sources",
        "status",
        "style",
        "summary",
        "title",
        "when",
        "where",
    ]
    assert card["id"] == "E002"
    assert card["when"] == "8–19 July 2024 (12 days)"
    assert card["actors"] == "China, Belarus"
    assert card["coordinates"] == "52.1089, 23.7175"
    assert card["distance"] == ""
    assert card["flags"] == []
    assert card["sources"][0] == {
        "title": "AP via KEYT: Belarus and China join forces in a military drill near the Polish border",
        "url": "https://keyt.com/news/2024/07/09/belarus-and-china-join-forces-in-a-military-drill-near-the-polish-border/",
        "detail": "seed article + news page · 9 July 2024",
    }


def test_a_block_ends_with_the_dataset(shipped: Dataset) -> None:
    assert len(told(shipped, "cards-0-499.json")) == 113
    assert [card["id"] for card in told(shipped, "cards-110-499.json")] == ["E112", "E113", "E114"]


def test_cards_come_in_the_order_asked_for(shipped: Dataset) -> None:
    assert [card["id"] for card in event_cards(shipped, [2, 0])] == ["E003", "E001"]
    assert event_cards(shipped, []) == []


@pytest.mark.parametrize(
    "name",
    ["cards-113-113.json", "cards-0-500.json", "cards-2-1.json", "cards-0.json", "cards-0-1.txt",
     "cards-٠-1.json", "labels-0-1.json", "cards-0-9999999999.json", "cards-0-1.json\n", ""],
)  # fmt: skip
def test_what_is_no_block_is_not_told(shipped: Dataset, name: str) -> None:
    assert Cards(shipped).member(name) is None


def test_a_dataset_without_events_has_no_cards() -> None:
    assert Cards(dataset_of(0)).member("cards-0-0.json") is None
    assert len(Cards(dataset_of(0)).digest()) == 64


def test_equal_data_have_one_address_and_other_data_another(shipped: Dataset) -> None:
    assert Cards(shipped).digest() == Cards(shipped).digest()
    assert Cards(dataset_of(1)).digest() == Cards(dataset_of(1)).digest()
    assert Cards(dataset_of(1)).digest() != Cards(dataset_of(1, notes="seen")).digest()
    assert Cards(dataset_of(1)).digest() != Cards(dataset_of(2)).digest()


def test_text_from_data_is_handed_on_as_it_is() -> None:
    probe = "{{ 7*7 }} <img src=x onerror=alert(1)> ![](https://example.org/a.png)"
    card = told(dataset_of(1, title=probe, summary=probe, notes=probe), "cards-0-0.json")[0]
    assert (card["title"], card["summary"], card["notes"]) == (probe, probe, probe)
