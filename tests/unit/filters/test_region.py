"""A region drawn on the map: its one form, and what is known to lie inside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.bounds import Bounds
from mapdash.filters import (
    EventFilter,
    FilterIndex,
    Places,
    Region,
    active_constraints,
    region_from_map,
    relaxations,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdash.events import EventFrame

TRIANGLE = Region(((19, 44), (21, 44), (20, 46)))


def test_corners_are_rounded_and_repeated_ones_left_out() -> None:
    region = Region(((19.00004, 44), (21, 44), (21.00001, 44), (20, -0.00001), (19, 44)))
    assert region.points == ((19.0, 44.0), (21.0, 44.0), (20.0, 0.0))


def test_a_region_starts_in_the_world_that_coordinates_count_in() -> None:
    assert Region(((370, 0), (380, 0), (380, 5))).points == ((10, 0), (20, 0), (20, 5))
    assert Region(((180, 0), (190, 0), (190, 5))).points == ((-180, 0), (-170, 0), (-170, 5))
    assert Region(((170, 0), (190, 0), (190, 5))).points == ((170, 0), (190, 0), (190, 5))


@pytest.mark.parametrize(
    "points",
    [
        (),
        ((1, 1), (2, 2)),
        ((1, 1), (1, 1), (1, 1), (2, 2)),
        ((1, 1), (2, 2), (3, 91)),
        ((1, 1), (2, 2), (math.nan, 3)),
        ((1, 1), (2, 2), (3, math.nan)),
        ((1, 1), (2, math.inf), (3, 3)),
        ((0, 1), (361, 2), (3, 3)),
        tuple((math.cos(turn), math.sin(turn)) for turn in range(101)),
    ],
    ids=lambda points: str(points)[:40],
)
def test_what_is_no_region_is_refused(points: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError, match=r"region"):
        Region(points)


any_number = st.floats() | st.integers() | st.sampled_from([10**400, True, None, "1"])
any_points = st.lists(st.lists(any_number, max_size=3) | any_number, max_size=6)


@given(any_points | any_number)
def test_whatever_a_map_sends_is_a_region_or_none(points: object) -> None:
    region = region_from_map(points)
    assert region is None or region_from_map([list(point) for point in region.points]) == region


def test_a_map_may_send_what_lies_beyond_the_poles_and_round_the_world() -> None:
    region = region_from_map([[-200, 95], [300, 95], [300, -10], [-200, -10]])
    assert region is not None
    assert region.points == ((160, 90), (520, 90), (520, -10), (160, -10))


longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)


@given(
    st.floats(-180, 179),
    st.floats(0.01, 360),
    latitudes,
    latitudes,
    st.lists(longitudes),
    st.data(),
)
def test_a_box_holds_what_lies_between_its_edges(
    west: float, width: float, one: float, other: float, xs: list[float], data: st.DataObject
) -> None:
    edges = (west, min(one, other), west + width, max(one, other))
    try:
        region = Region.of_box(*edges)
    except ValueError:
        return
    west, south, east, north = (
        min(x for x, _ in region.points),
        min(y for _, y in region.points),
        max(x for x, _ in region.points),
        max(y for _, y in region.points),
    )
    ys = data.draw(st.lists(latitudes, min_size=len(xs), max_size=len(xs)))
    inside = region.contains(xs, ys).tolist()
    for x, y, is_inside in zip(xs, ys, inside, strict=True):
        turns = [x + turn for turn in (-360, 0, 360)]
        if south < y < north and any(west < turn < east for turn in turns):
            assert is_inside
        if not south <= y <= north or not any(west <= turn <= east for turn in turns):
            assert not is_inside


def test_points_in_any_order_keep_their_place_and_a_missing_one_is_outside() -> None:
    longitude, latitude = [20, 0, math.nan, 20, 20.0, 20], [45, 0, 45, math.nan, 44.5, 46.1]
    inside = [True, False, False, False, True, False]
    assert TRIANGLE.contains(longitude, latitude).tolist() == inside
    assert TRIANGLE.contains([], []).tolist() == []


def test_a_region_that_crosses_itself_leaves_out_what_it_surrounds_twice() -> None:
    star = Region(((0, 10), (6, -8), (-10, 3), (10, 3), (-6, -8)))
    assert star.contains([0.0, 0.0], [0.0, 8.0]).tolist() == [False, True]


@pytest.fixture(scope="module")
def index(index_of_places: Callable[..., FilterIndex]) -> FilterIndex:
    """Index a point in the triangle, one outside, areas within and partly within, and nowhere."""
    return index_of_places(
        [20, 0, math.nan, 20, math.nan],
        [45, 0, math.nan, 45, math.nan],
        area=[-1, -1, 0, 1, -1],
        boxes=[(19.9, 44.5, 20.1, 44.6), (19.9, 44.5, 30, 44.6)],
    )


@pytest.fixture(scope="module")
def index_of_places(
    events_of: Callable[..., EventFrame],
) -> Callable[..., FilterIndex]:
    def build(
        longitude: list[float],
        latitude: list[float],
        *,
        area: list[int],
        boxes: list[tuple[float, float, float, float]],
    ) -> FilterIndex:
        places = Places(
            np.array(longitude, dtype=np.float32),
            np.array(latitude, dtype=np.float32),
            np.array(area, dtype=np.int32),
            np.array(boxes, dtype=np.float64).reshape(-1, 4),
        )
        return FilterIndex.build(events_of(*({} for _ in area)), {}, places=places)

    return build


def test_an_area_lies_in_a_region_when_all_of_its_box_does(index: FilterIndex) -> None:
    mask = index.mask(EventFilter(region=TRIANGLE))
    assert mask.tolist() == [True, False, True, False, False]


def test_a_view_shows_points_inside_and_areas_that_reach_into_it(index: FilterIndex) -> None:
    narrow = Bounds(25, 44.55, 26, 50)
    assert index.mask(EventFilter(view=narrow)).tolist() == [False, False, False, True, False]
    wide = Bounds(19, -1, 21, 46)
    assert index.mask(EventFilter(view=wide)).tolist() == [True, False, True, True, False]


def test_regions_views_and_areas_go_on_over_the_antimeridian(
    index_of_places: Callable[..., FilterIndex],
) -> None:
    nan = math.nan
    index = index_of_places(
        [179, -179, 0, nan, nan],
        [0, 0, 0, nan, nan],
        area=[-1, -1, -1, 0, 1],
        boxes=[(178, -1, 182, 1), (-179, -1, -178, 1)],
    )
    for west in (175, -185, 535):
        region = Region.of_box(west, -5, west + 10, 5)
        assert index.mask(EventFilter(region=region)).tolist() == [True, True, False, True, True]
    view = EventFilter(view=Bounds(175, -5, -175, 5))
    assert index.mask(view).tolist() == [True, True, False, True, True]
    east = EventFilter(view=Bounds(-180, -5, -178.5, 5))
    assert index.mask(east).tolist() == [False, True, False, True, True]


def test_a_region_and_a_view_are_chips_and_can_be_what_stands_in_the_way(
    index: FilterIndex,
) -> None:
    far = EventFilter(region=Region.of_box(100, 0, 110, 10), view=Bounds(19, 44, 21, 46))
    assert [(chip.dimension, chip.value, chip.label) for chip in active_constraints(far, {})] == [
        ("region", None, "Area drawn on the map"),
        ("view", None, "Only what the map shows"),
    ]
    assert [(offer.dimension, offer.count) for offer in relaxations(index, far)] == [("region", 3)]
