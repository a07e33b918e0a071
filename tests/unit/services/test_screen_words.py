"""What a screen shows, and the line below it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from mapdash.bounds import Bounds
from mapdash.briefing import Scene
from mapdash.events import day_in_words
from mapdash.filters import EventFilter, Period
from mapdash.layers import Area
from mapdash.services import Dataset, on_screen, screen_line

if TYPE_CHECKING:
    from collections.abc import Callable


class Corners:
    """Two countries: an L at 10..20 east, and one on both sides of the antimeridian."""

    def country(self, code: str) -> Area:
        shapes = {
            "SRB": shapely.Polygon([(10, 10), (20, 10), (20, 11), (11, 11), (11, 20), (10, 20)]),
            "FJI": shapely.MultiPolygon(
                [shapely.box(178, -20, 180, -15), shapely.box(-180, -20, -178, -15)]
            ),
        }
        return Area("country", code, code, 0.0, 0.0, shapes[code])

    def province(self, text: str, country: str) -> None:
        del text, country


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-03-13", "13 March 2026"),
        ("2025-07", "July 2025"),
        ("2019", "2019"),
        ("undated", "undated"),
        ("9 July", "9 July"),
    ],
)
def test_a_date_or_a_part_of_one_is_said_in_words(text: str, words: str) -> None:
    assert day_in_words(text) == words


def test_the_line_of_a_screen(shipped: Dataset) -> None:
    scene = Scene(
        EventFilter(countries=frozenset({"SRB"}), period=Period.of_years(2024, 2025), search="cam")
    )
    assert screen_line(shipped, scene, matched=15, total=113) == {
        "asOf": "13 March 2026",
        "counts": "15 of 113 events",
        "filters": "Search: “cam” · Country: Serbia · Year: 2024–2025",
    }


def test_many_values_are_counted_in_the_line(shipped: Dataset) -> None:
    codes = frozenset({"SRB", "CHN", "BLR", "HUN", "GRC"})
    line = screen_line(shipped, Scene(EventFilter(countries=codes)), matched=1, total=113)
    assert line["filters"] == "Country: Belarus, China, Greece and 2 more"


def test_an_operator_says_when_the_data_was_true(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({})
    line = screen_line(dataset, Scene(), matched=1, total=1, as_of=date(2026, 3, 1))
    assert line == {"asOf": "1 March 2026", "counts": "1 of 1 event", "filters": "no filter"}
    assert screen_line(dataset, Scene(), matched=0, total=1)["asOf"] == ""


def shown_in(dataset: Dataset, bounds: Bounds | None) -> list[bool]:
    return on_screen(dataset, np.ones(len(dataset), dtype=bool), bounds).tolist()


def test_a_point_is_on_a_screen_when_it_lies_inside(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({}, {"longitude": "21.5"})
    assert shown_in(dataset, Bounds(19, 44, 21, 46)) == [True, False]
    assert shown_in(dataset, None) == [True, True]


def test_a_country_is_on_a_screen_when_its_outline_is_not_when_its_box_is(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"geo_precision": "country"}, areas=Corners())
    assert shown_in(dataset, Bounds(18, 5, 30, 30)) == [True]
    assert shown_in(dataset, Bounds(15, 15, 19, 19)) == [False]


def test_a_screen_across_the_antimeridian_shows_both_sides(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        {"geo_precision": "country", "country": "FJI"},
        {"longitude": "-179.5", "latitude": "-17"},
        areas=Corners(),
    )
    assert shown_in(dataset, Bounds(179, -19, -179, -16)) == [True, True]
    assert shown_in(dataset, Bounds(-179, -19, -100, -16)) == [True, False]


def test_what_no_map_can_show_is_on_a_screen_without_bounds_only(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"geo_precision": "unknown"}, {"geo_precision": "country"})
    assert shown_in(dataset, Bounds.world()) == [False, False]
    assert shown_in(dataset, None) == [True, True]


def test_what_the_filter_leaves_out_is_on_no_screen(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({}, {})
    visible = np.array([True, False])
    assert on_screen(dataset, visible, None).tolist() == [True, False]
    assert on_screen(dataset, visible, Bounds.world()).tolist() == [True, False]
    assert visible.tolist() == [True, False]
