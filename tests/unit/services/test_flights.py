"""Where a search flies to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapdash.borders import Borders
from mapdash.bounds import Bounds
from mapdash.services import Dataset, EventPlace, boxes_of_borders, places_of_events

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def boxes(borders: Borders) -> dict[str, Bounds]:
    return boxes_of_borders(borders)


def rounded(box: Bounds) -> tuple[int, ...]:
    return tuple(round(edge) for edge in (box.west, box.south, box.east, box.north))


@pytest.mark.parametrize(
    ("place", "edges"),
    [
        ("country:SRB", (19, 42, 23, 46)),
        ("country:XKX", (20, 42, 22, 43)),
        ("admin1:CN-HE", (113, 36, 120, 43)),
        # Without Guiana and Réunion, without the Azores, without Svalbard's like far away.
        ("country:FRA", (-5, 41, 10, 51)),
        ("country:PRT", (-9, 37, -6, 42)),
        # Islands near by belong to it, as does Alaska, which is as large as a tenth of it.
        ("country:IDN", (95, -10, 141, 6)),
        ("country:USA", (-168, 25, -67, 71)),
        # On both sides of the antimeridian.
        ("country:FJI", (177, -19, -180, -16)),
    ],
)
def test_the_box_of_a_country_holds_what_a_reader_means_by_it(
    boxes: dict[str, Bounds], place: str, edges: tuple[int, ...]
) -> None:
    assert rounded(boxes[place]) == edges


def test_every_country_and_province_has_a_box(boxes: dict[str, Bounds], borders: Borders) -> None:
    provinces = [key for key in boxes if key.startswith("admin1:")]
    assert len(provinces) == len(borders.provinces)
    assert "country:" not in boxes


def test_places_of_events_come_once_the_most_frequent_first(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        {"place_name": "Nikinci"},
        {"place_name": "Pasuljanske livade", "longitude": "21.5"},
        {"place_name": "Pasuljanske livade", "longitude": "21.6"},
        {"place_name": "Nikinci", "country": "CHN"},
    )
    assert places_of_events(dataset) == (
        EventPlace("Pasuljanske livade", "SRB", 21.5, 44.8),
        EventPlace("Nikinci", "SRB", 20.4, 44.8),
        EventPlace("Nikinci", "CHN", 20.4, 44.8),
    )


def test_a_place_that_is_listed_already_or_not_known_closely_is_left_out(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        {"place_name": "Смедерево"},
        {"place_name": "Hebei", "geo_precision": "admin1"},
        {"place_name": "Serbia", "geo_precision": "country"},
        {"place_name": ""},
        {"place_name": "Bor", "latitude": "", "longitude": ""},
    )
    assert places_of_events(dataset, [("Smederevo", "SRB")]) == ()
    assert places_of_events(dataset_of()) == ()
