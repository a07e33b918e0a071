"""A scene resolved against the data: what is visible, chosen, and where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from mapdash.basemaps import BASEMAPS
from mapdash.bounds import Bounds
from mapdash.briefing import Annotation, Scene
from mapdash.filters import EventFilter, Period
from mapdash.layers import Area
from mapdash.services import (
    Dataset,
    bounds_of,
    can_zoom,
    off_map_rows,
    on_map,
    resolve_scene,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdash.layers import MapView


def view_of(dataset: Dataset, scene: Scene) -> MapView:
    return resolve_scene(dataset, scene, dataset.index.mask(scene.filter))


def test_a_scene_without_a_filter_shows_all_and_needs_no_mask(shipped: Dataset) -> None:
    view = view_of(shipped, Scene())
    assert view.visible is None
    assert view.columns is shipped.columns
    assert view.chosen == -1
    assert view.bounds is None
    assert view.theme is None
    assert len(view.layers) == 11


def test_the_filter_decides_what_is_visible(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"start_date": "2019"}, {"start_date": "2020"}, {"start_date": "2021"})
    scene = Scene(EventFilter(period=Period.of_years(2020, 2021)))
    assert view_of(dataset, scene).visible.tolist() == [False, True, True]


def test_what_the_scene_says_of_the_map_is_in_the_view(shipped: Dataset) -> None:
    bounds = Bounds(10, 40, 30, 50)
    view = view_of(shipped, Scene(chosen="E002", bounds=bounds, theme="dark"))
    assert (view.chosen, view.bounds, view.theme) == (1, bounds, "dark")


def test_what_is_drawn_on_the_scene_is_in_the_view(shipped: Dataset) -> None:
    circle = Annotation("circle", ((20.46, 44.81),), radius_km=25)
    assert view_of(shipped, Scene(annotations=(circle,))).annotations == (circle,)


def test_a_chosen_event_stays_chosen_when_the_filter_leaves_it_out(shipped: Dataset) -> None:
    scene = Scene(EventFilter(countries=frozenset({"SRB"})), chosen="E002")
    view = view_of(shipped, scene)
    assert not view.visible[1]
    assert view.chosen == 1


def test_an_event_that_is_not_in_the_data_is_not_chosen(shipped: Dataset) -> None:
    assert view_of(shipped, Scene(chosen="E999")).chosen == -1


@pytest.mark.parametrize("name", ["default", "no such basemap"])
def test_a_basemap_that_is_none_becomes_the_default(shipped: Dataset, name: str) -> None:
    assert view_of(shipped, Scene(basemap=name)).basemap is BASEMAPS["default"]


def test_two_views_of_the_same_events_have_one_name(shipped: Dataset) -> None:
    everything = view_of(shipped, Scene())
    same = view_of(shipped, Scene(EventFilter(period=Period.of_years(1, 9999)), theme="dark"))
    assert same.name == everything.name


def test_views_of_other_events_have_other_names(
    shipped: Dataset, dataset_of: Callable[..., Dataset]
) -> None:
    scenes = (Scene(), *(Scene(EventFilter(countries=frozenset({c}))) for c in ("SRB", "BLR")))
    names = {view_of(shipped, scene).name for scene in scenes}
    names |= {view_of(dataset_of({"title": title}), Scene()).name for title in ("a", "b")}
    assert len(names) == 5


def test_events_known_to_a_country_or_less_are_off_the_map_in_the_order_of_time(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        {"geo_precision": "country", "start_date": "2022"},
        {"geo_precision": "exact"},
        {"geo_precision": "unknown", "start_date": "2020"},
        {"geo_precision": "admin1"},
        {"geo_precision": "exact", "latitude": "", "longitude": "", "start_date": "2021"},
    )
    visible = np.ones(5, dtype=np.bool_)
    assert on_map(dataset, visible).tolist() == [False, True, False, True, False]
    assert off_map_rows(dataset, visible).tolist() == [2, 4, 0]


def test_only_visible_events_are_on_or_off_the_map(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"country": "CHN"}, {}, {"country": "CHN", "geo_precision": "country"}, {})
    wanted = EventFilter(countries=frozenset({"CHN"}))
    assert on_map(dataset, dataset.index.mask(wanted)).tolist() == [True, False, False, False]
    assert off_map_rows(dataset, dataset.index.mask(wanted)).tolist() == [2]


def test_fifteen_of_the_shipped_events_are_off_the_map(shipped: Dataset) -> None:
    rows = off_map_rows(shipped, shipped.index.mask(EventFilter()))
    assert len(rows) == 15
    assert set(shipped.events["geo_precision"].iloc[rows]) == {"country"}


def test_bounds_hold_what_is_on_the_map_with_a_margin(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        {"longitude": "20", "latitude": "44"},
        {"longitude": "22", "latitude": "46"},
        {"longitude": "100", "latitude": "10", "geo_precision": "country"},
    )
    visible = np.ones(3, dtype=np.bool_)
    assert bounds_of(dataset, visible) == Bounds(19.5, 43.5, 22.5, 46.5)


def test_bounds_take_the_short_way_over_the_antimeridian(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        {"longitude": "179", "latitude": "-18"}, {"longitude": "-178", "latitude": "-17"}
    )
    bounds = bounds_of(dataset, np.ones(2, dtype=np.bool_))
    assert bounds == Bounds(178.5, -18.5, -177.5, -16.5)


def test_there_are_no_bounds_where_nothing_is_on_the_map(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"geo_precision": "country"}, {})
    assert bounds_of(dataset, np.array([True, False])) is None
    assert bounds_of(dataset, np.array([False, False])) is None


class Squares:
    """A province or a country of any name: a square of two degrees."""

    def country(self, code: str) -> Area:
        return Area("country", code, code, 101, 11, shapely.box(100, 10, 102, 12))

    def province(self, text: str, country: str) -> Area:
        return Area("province", text, country, 31, 41, shapely.box(30, 40, 32, 42))


def test_bounds_hold_the_whole_province_and_not_its_middle(
    dataset_of: Callable[..., Dataset],
) -> None:
    cells = {"longitude": "31", "latitude": "41", "geo_precision": "admin1", "admin1": "x"}
    dataset = dataset_of(cells, {"longitude": "35", "latitude": "44"}, areas=Squares())
    assert bounds_of(dataset, np.array([True, False])) == Bounds(29.5, 39.5, 32.5, 42.5)
    assert bounds_of(dataset, np.array([True, True])) == Bounds(29.5, 39.5, 35.5, 44.5)


def test_bounds_are_those_of_the_country_when_nothing_closer_is_known(
    dataset_of: Callable[..., Dataset],
) -> None:
    country = {"geo_precision": "country", "longitude": "1", "latitude": "1"}
    dataset = dataset_of(country, {}, areas=Squares())
    alone = np.array([True, False])
    assert can_zoom(dataset, alone)
    assert bounds_of(dataset, alone) == Bounds(99.5, 9.5, 102.5, 12.5)
    assert bounds_of(dataset, np.array([True, True])) == Bounds(19.9, 44.3, 20.9, 45.3)


def test_without_an_outline_there_is_nowhere_to_zoom_to_for_a_country(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"geo_precision": "country"}, {"geo_precision": "unknown"})
    assert not can_zoom(dataset, np.array([True, True]))


def test_a_province_without_coordinates_is_on_the_map_and_counted_so(
    dataset_of: Callable[..., Dataset],
) -> None:
    nowhere = {"latitude": "", "longitude": "", "geo_precision": "admin1", "admin1": "x"}
    dataset = dataset_of(nowhere, {}, areas=Squares())
    assert off_map_rows(dataset, np.ones(2, dtype=np.bool_)).tolist() == []
    assert dataset.index.facets(EventFilter()).off_map == 0
    outlineless = dataset_of(nowhere, {})
    assert off_map_rows(outlineless, np.ones(2, dtype=np.bool_)).tolist() == [0]
    assert outlineless.index.facets(EventFilter()).off_map == 1
