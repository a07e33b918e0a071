"""Areas of the globe end at the edges of the map, and their outlines do not run along these."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from mapdash.analysis.world import areas_on_map, outlines_of

SQUARE = np.array([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)])


def test_a_hole_is_taken_out_whatever_turn_of_the_globe_it_is_given_in() -> None:
    hole = SQUARE / 2 + np.array([2.0 - 360.0, 2.0])
    area = areas_on_map([[SQUARE, hole]])
    assert area.area == pytest.approx(75.0)
    assert len(outlines_of(area, 0.0).geoms) == 2


def test_a_hole_as_large_as_its_outline_leaves_nothing() -> None:
    area = areas_on_map([[SQUARE, SQUARE]])
    assert area.is_empty
    assert outlines_of(area, 0.0).is_empty
    assert areas_on_map([]).is_empty


@pytest.mark.parametrize("turn", [-720.0, -360.0, 0.0, 360.0])
def test_an_area_over_the_antimeridian_is_cut_in_two(turn: float) -> None:
    area = areas_on_map([[SQUARE + np.array([175.0 + turn, 0.0])]])
    assert area.bounds == (-180.0, 0.0, 180.0, 10.0)
    assert area.area == pytest.approx(100.0)
    outlines = outlines_of(area, 0.0)
    assert [line.length for line in outlines.geoms] == [pytest.approx(20.0)] * 2


@pytest.mark.parametrize(("latitude", "area"), [(80.0, 3600.0), (-80.0, 3600.0)])
@pytest.mark.parametrize("direction", [1, -1])
@pytest.mark.parametrize("first", [-180, 30, 179])
def test_an_outline_that_goes_round_a_pole_holds_it(
    latitude: float, area: float, direction: int, first: int
) -> None:
    longitude = (first + direction * np.arange(0.0, 360.0, 10.0) + 180) % 360 - 180
    ring = np.column_stack([longitude, np.full(36, latitude)])
    polar = areas_on_map([[ring]])
    assert polar.area == pytest.approx(area)
    (outline,) = outlines_of(polar, 0.01).geoms
    assert outline.length == pytest.approx(360.0)


def test_the_whole_world_has_no_outline() -> None:
    assert outlines_of(shapely.box(-180, -90, 180, 90), 0.0).is_empty
