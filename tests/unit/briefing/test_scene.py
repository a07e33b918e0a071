from __future__ import annotations

from dataclasses import replace

import pytest

from mapdash.bounds import Bounds
from mapdash.briefing import Scene
from mapdash.filters import EventFilter


def test_a_scene_is_a_value_that_can_key_a_cache() -> None:
    one = Scene(filter=EventFilter(search="huawei"), bounds=Bounds(20, 44, 21, 45))
    same = Scene(filter=EventFilter(search="huawei"), bounds=Bounds(20.0, 44.0, 21.0, 45.0))
    assert {one: "cached"}[same] == "cached"
    assert one != replace(one, chosen="E001")


def test_the_default_scene_shows_everything() -> None:
    scene = Scene()
    assert scene.filter.is_empty
    assert (scene.chosen, scene.bounds, scene.theme, scene.basemap) == (None, None, None, "default")
    assert (scene.title, scene.caption, scene.notes) == ("", "", "")
    assert not scene.is_table_open


def test_edges_are_rounded_to_four_decimals() -> None:
    scene = Scene(bounds=Bounds(20.123456, -0.00001, -179.99996, 45.00005))
    assert scene.bounds == Bounds(20.1235, 0.0, -180.0, 45.0001)
    assert str(scene.bounds).count("-0.0") == 0


def test_the_view_that_is_filtered_by_is_that_of_the_map() -> None:
    wanted = EventFilter(view=Bounds(1, 2, 3, 4))
    assert Scene(wanted).bounds == Bounds(1, 2, 3, 4)
    moved = Scene(wanted, bounds=Bounds(5.00001, 6, 7, 8))
    assert moved.filter.view == moved.bounds == Bounds(5.0, 6, 7, 8)
    assert Scene(bounds=Bounds(5, 6, 7, 8)).filter.is_empty


def test_only_layers_that_there_are_are_hidden_or_shown() -> None:
    scene = Scene(hidden_layers=frozenset({"routes", "x"}), shown_layers=frozenset({"arcs", "y"}))
    assert (scene.hidden_layers, scene.shown_layers) == ({"routes"}, {"arcs"})
    assert Scene(hidden_layers=frozenset({"arcs"}), shown_layers=frozenset({"routes"})) == Scene()


def test_nothing_chosen_has_one_form() -> None:
    assert Scene(chosen="", basemap=" ") == Scene()


def test_texts_lose_control_characters_and_excess() -> None:
    scene = Scene(title=" a\nb\x07 ", caption="one\r\ntwo\x00", notes="n" * 5000)
    assert (scene.title, scene.caption) == ("a b", "one\ntwo")
    assert len(scene.notes) == 4000


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no theme “sepia”: choose light, dark or none"):
        Scene(theme="sepia")  # type: ignore[arg-type]
