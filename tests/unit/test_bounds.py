from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mapdash.bounds import Bounds
from mapdash.errors import BoundsError

longitudes = st.floats(-180, 180)
latitudes = st.floats(-90, 90)
points = st.tuples(longitudes, latitudes)


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    south, north = sorted((draw(latitudes), draw(latitudes)))
    return Bounds(draw(longitudes), south, draw(longitudes), north)


def test_bounds_are_a_value() -> None:
    assert Bounds(19, 42, 23, 46.5) == Bounds(19.0, 42.0, 23.0, 46.5)
    assert hash(Bounds(19, 42, 23, 46)) == hash(Bounds(19, 42, 23, 46))


def test_bounds_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Bounds(19, 42, 23, 46).west = 0.0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("edges", "message"),
    [
        ((-181, 0, 0, 1), "The west edge is -181; give degrees from -180 to 180."),
        ((0, -90.5, 1, 0), "The south edge is -90.5; give degrees from -90 to 90."),
        ((0, 0, math.nan, 1), "The east edge is nan; give degrees from -180 to 180."),
        ((0, 0, 1, math.inf), "The north edge is inf; give degrees from -90 to 90."),
        (
            (0, 10, 1, 5),
            "The southern edge (10) lies north of the northern edge (5); swap them.",
        ),
    ],
)
def test_edges_that_bound_nothing_are_refused(
    edges: tuple[float, float, float, float], message: str
) -> None:
    with pytest.raises(BoundsError) as caught:
        Bounds(*edges)
    assert str(caught.value) == message


def test_east_less_than_west_crosses_the_antimeridian() -> None:
    fiji = Bounds(west=170, south=-20, east=-175, north=-10)
    assert fiji.crosses_antimeridian
    assert fiji.width_degrees == 15
    assert fiji.center == (177.5, -15.0)
    assert not Bounds(19, 42, 23, 46).crosses_antimeridian


def test_the_centre_across_the_antimeridian_wraps() -> None:
    assert Bounds(west=175, south=0, east=-165, north=0).center == (-175.0, 0.0)


def test_contains_knows_inside_edge_and_outside() -> None:
    serbia = Bounds(19, 42, 23, 46)
    inside = serbia.contains([21, 19, 23, 18.9, 21], [44, 42, 46, 44, 47])
    assert inside.tolist() == [True, True, True, False, False]


def test_contains_across_the_antimeridian() -> None:
    fiji = Bounds(170, -20, -175, -10)
    inside = fiji.contains([179, -179, 180, -180, 169, -174, 0], -15)
    assert inside.tolist() == [True, True, True, True, False, False, False]


def test_both_names_of_the_antimeridian_are_one_meridian() -> None:
    assert Bounds(170, -1, 180, 1).contains(-180, 0)
    assert Bounds(-180, -1, -170, 1).contains(180, 0)
    assert not Bounds(-170, -1, 170, 1).contains(180, 0)


def test_a_missing_coordinate_is_nowhere() -> None:
    inside = Bounds.world().contains([math.nan, 0, 0], [0, math.nan, 0])
    assert inside.tolist() == [False, False, True]


def test_around_is_the_smallest_with_a_margin() -> None:
    assert Bounds.around([20, 22], [43, 45]) == Bounds(19.5, 42.5, 22.5, 45.5)
    assert Bounds.around([20, 22], [43, 45], margin_degrees=0) == Bounds(20, 43, 22, 45)


def test_around_takes_the_shorter_way() -> None:
    across = Bounds.around([179, -178], [-17, -18], margin_degrees=1)
    assert across == Bounds(178, -19, -177, -16)
    assert Bounds.around([-1, 2], [0, 0], margin_degrees=1) == Bounds(-2, -1, 3, 1)


def test_around_stops_at_the_poles_and_goes_round_the_world_once() -> None:
    assert Bounds.around([0], [89.9], margin_degrees=1) == Bounds(-1, 88.9, 1, 90)
    everywhere = Bounds.around([-120, 0, 120], [0, 0, 0], margin_degrees=80)
    assert (everywhere.west, everywhere.east) == (-180.0, 180.0)


@pytest.mark.parametrize("nothing", [([], []), ([math.nan], [44.0]), ([20.0], [math.inf])])
def test_around_no_points_is_the_world(nothing: tuple[list[float], list[float]]) -> None:
    assert Bounds.around(*nothing) == Bounds(-180, -90, 180, 90)


def test_around_refuses_a_point_that_is_on_no_map() -> None:
    with pytest.raises(BoundsError, match="The west edge is 200"):
        Bounds.around([200], [0])


@pytest.mark.parametrize("margin", [-1, math.nan, math.inf])
def test_around_refuses_a_margin_that_is_none(margin: float) -> None:
    with pytest.raises(BoundsError, match="give 0 or more"):
        Bounds.around([0], [0], margin_degrees=margin)


@given(st.lists(points, min_size=1), st.floats(0, 200))
def test_around_contains_its_points(places: list[tuple[float, float]], margin: float) -> None:
    east, north = np.array(places).T
    # A margin that is lost in rounding at the antimeridian is not worth a test.
    assume(margin == 0 or margin > 1e-9)
    assert Bounds.around(east, north, margin_degrees=margin).contains(east, north).all()


@given(st.lists(points, min_size=1))
def test_around_is_never_wider_than_without_crossing(places: list[tuple[float, float]]) -> None:
    east, north = np.array(places).T
    around = Bounds.around(east, north, margin_degrees=0)
    assert around.width_degrees <= east.max() - east.min()


@given(bounds())
def test_the_centre_lies_inside(some: Bounds) -> None:
    longitude, latitude = some.center
    assert some.contains(longitude, latitude) or some.width_degrees < 1e-9
