"""A ring is as far from its border or place as it says, anywhere on the globe."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from mapdash.analysis import (
    MeasuredBorder,
    PlaceReference,
    Ring,
    rings_along_border,
    rings_around_place,
)

EARTH = Geod(ellps="WGS84")
STEP_DEGREES = 0.05


def distances_along(ring: Ring, border: shapely.Geometry) -> np.ndarray:
    """Measure from the vertices of a ring and from between them."""
    along = shapely.get_coordinates(shapely.segmentize(ring.outline, STEP_DEGREES))
    return MeasuredBorder(border).distance_km(along[:, 0], along[:, 1])


def distances_around(ring: Ring, place: PlaceReference) -> np.ndarray:
    along = shapely.get_coordinates(shapely.segmentize(ring.outline, STEP_DEGREES))
    count = len(along)
    centre = np.full(count, place.longitude), np.full(count, place.latitude)
    return np.asarray(EARTH.inv(*centre, along[:, 0], along[:, 1])[2]) / 1000


def assert_is_on_the_map(ring: Ring) -> None:
    points = shapely.get_coordinates(ring.outline)
    assert (np.abs(points) <= [180.0, 90.0]).all()
    for line in ring.outline.geoms:
        ends = shapely.get_coordinates(line)[[0, -1]]
        assert line.is_closed or (np.abs(ends[:, 0]) == 180).all()


BORDERS = {
    "plain": shapely.LineString([(20, 45), (21, 46), (23, 46), (24, 50), (19, 50.5)]),
    "along a parallel": shapely.LineString([(-123, 49), (-95, 49)]),
    "over the antimeridian": shapely.MultiLineString([[(178, 66), (180, 67)], [(-180, 67), (-178, 66)]]),
    "along the antimeridian": shapely.LineString([(180, -20), (180, -10)]),
    "high in the north": shapely.LineString([(10, 84), (60, 86), (90, 85)]),
    "round the south pole": shapely.LineString([(longitude, -88.0) for longitude in range(-180, 181, 10)]),
    "through the north pole": shapely.LineString([(20, 88), (20, 90), (200, 90), (200, 88)]),
    "closed": shapely.LineString([(20, 45), (24, 45), (24, 48), (20, 48), (20, 45)]),
    "short": shapely.LineString([(20, 45), (20.001, 45)]),
}  # fmt: skip


@pytest.mark.parametrize("border", BORDERS.values(), ids=BORDERS.keys())
def test_a_ring_along_a_border_is_at_its_distance(border: shapely.Geometry) -> None:
    rings = rings_along_border(border)
    assert [ring.distance_km for ring in rings] == [50.0, 100.0, 250.0]
    for ring in rings:
        assert_is_on_the_map(ring)
        along = distances_along(ring, border)
        assert along.min() >= 0.99 * ring.distance_km
        assert along.max() <= 1.01 * ring.distance_km


def test_a_ring_goes_round_both_sides_and_has_an_inner_outline_where_a_border_closes() -> None:
    narrow, wide = rings_along_border(BORDERS["closed"], (50.0, 250.0))
    assert len(narrow.outline.geoms) == 2
    assert len(wide.outline.geoms) == 1
    west, south, east, north = wide.outline.bounds
    assert west < 17.5
    assert east > 26.5
    assert south < 43
    assert north > 50


def test_a_ring_over_the_antimeridian_is_cut_there_without_an_edge_along_it() -> None:
    (ring,) = rings_along_border(BORDERS["along the antimeridian"], [100.0])
    assert len(ring.outline.geoms) == 2
    for line in ring.outline.geoms:
        points = shapely.get_coordinates(line)
        assert (np.abs(points[:, 0]) == 180).sum() == 2


@pytest.mark.parametrize(
    "border", [shapely.LineString(), shapely.MultiLineString(), shapely.GeometryCollection()]
)
def test_nothing_has_no_ring(border: shapely.Geometry) -> None:
    (ring,) = rings_along_border(border, [50.0])
    assert ring.outline.is_empty
    assert rings_along_border(border, []) == ()


PLACES = {
    "Brest": PlaceReference("Brest", 23.7341, 52.0976),
    "on the antimeridian": PlaceReference("x", 180.0, 0.0),
    "beside the antimeridian": PlaceReference("x", -179.9, 70.0),
    "near the pole": PlaceReference("x", 30.0, 89.0),
    "at the pole": PlaceReference("x", 0.0, 90.0),
    "near the south pole": PlaceReference("x", 100.0, -89.5),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_a_ring_around_a_place_is_at_its_distance(place: PlaceReference) -> None:
    for ring in rings_around_place(place):
        assert_is_on_the_map(ring)
        around = distances_around(ring, place)
        assert around.min() >= 0.995 * ring.distance_km
        assert around.max() <= 1.005 * ring.distance_km


def test_a_ring_round_a_pole_runs_from_edge_to_edge_of_the_map() -> None:
    (ring,) = rings_around_place(PLACES["near the pole"], [250.0])
    assert len(ring.outline.geoms) == 1
    assert ring.outline.bounds[0] == -180.0
    assert ring.outline.bounds[2] == 180.0
    assert ring.outline.bounds[3] < 89.0


@pytest.mark.parametrize("distance", [0.0, -1.0, 1000.1, np.nan, np.inf])
def test_a_ring_out_of_range_is_refused(distance: float) -> None:
    with pytest.raises(ValueError, match=r"A ring cannot be drawn at .* km; give a distance above"):
        rings_around_place(PLACES["Brest"], [50.0, distance])
    with pytest.raises(ValueError, match="up to 1000 km"):
        rings_along_border(BORDERS["plain"], [distance])


@settings(deadline=None, max_examples=40)
@given(
    st.floats(-180, 180),
    st.floats(-89.9, 89.9),
    st.sampled_from([1.0, 50.0, 250.0, 1000.0]),
)
def test_anywhere_a_ring_around_a_place_is_at_its_distance(
    longitude: float, latitude: float, distance: float
) -> None:
    place = PlaceReference("x", longitude, latitude)
    (ring,) = rings_around_place(place, [distance])
    assert_is_on_the_map(ring)
    vertices = shapely.get_coordinates(ring.outline)
    inner = vertices[np.abs(vertices[:, 0]) < 180]
    metres = EARTH.inv(
        np.full(len(inner), place.longitude), np.full(len(inner), place.latitude), *inner.T
    )[2]
    assert np.asarray(metres) / 1000 == pytest.approx(distance, rel=0.005)


@settings(deadline=None, max_examples=40)
@given(
    st.floats(-180, 180),
    st.floats(-80, 80),
    st.lists(st.tuples(st.floats(-3, 3), st.floats(-2, 2)), min_size=1, max_size=5),
    st.sampled_from([10.0, 100.0, 500.0]),
)
def test_anywhere_a_ring_along_a_border_is_at_its_distance(
    longitude: float, latitude: float, steps: list[tuple[float, float]], distance: float
) -> None:
    vertices = np.cumsum([(longitude, latitude), *steps], axis=0)
    border = shapely.LineString(vertices)
    (ring,) = rings_along_border(border, [distance])
    assert_is_on_the_map(ring)
    along = distances_along(ring, border)
    assert along.min() >= 0.99 * distance
    assert along.max() <= 1.01 * distance


def test_a_stretch_that_closes_on_itself_has_an_inner_outline() -> None:
    border = shapely.LineString([(20, 45), (20.6, 45), (20.6, 45.4), (20, 45.4), (20, 45)])
    (ring,) = rings_along_border(border, [10.0])
    assert len(ring.outline.geoms) == 2
    along = distances_along(ring, border)
    assert along.min() >= 9.9
    assert along.max() <= 10.1
