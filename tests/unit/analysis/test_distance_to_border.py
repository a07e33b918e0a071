"""Distances to a border are those to the line as it is drawn, anywhere on the globe."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from mapdash.analysis import MeasuredBorder, distance_to_border
from mapdash.events import empty_events

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdash.events import EventFrame

EARTH = Geod(ellps="WGS84")


def kilometres(line: shapely.Geometry, longitude: float, latitude: float) -> float:
    """Measure from one point."""
    return float(MeasuredBorder(line).distance_km(np.array([longitude]), np.array([latitude]))[0])


def test_an_event_due_north_of_a_meridian_is_as_far_as_the_arc_of_that_meridian(
    events_at: Callable[..., EventFrame],
) -> None:
    events = events_at((20.0, 46.0, "exact"))
    border = shapely.LineString([(20.0, 40.0), (20.0, 45.0)])
    # One degree of the meridian from 45 N to 46 N on WGS 84.
    assert distance_to_border(events, border).tolist() == [pytest.approx(111.1417, abs=0.001)]


def test_distances_are_named_and_indexed_as_the_events(
    events_at: Callable[..., EventFrame],
) -> None:
    events = events_at((20.0, 46.0, "exact"), (20.0, 45.0, "locality"))
    distance = distance_to_border(events.iloc[::-1], shapely.LineString([(20, 40), (20, 45)]))
    assert distance.name == "distance_km"
    assert distance.dtype == np.float64
    assert distance.index.tolist() == events.index[::-1].tolist()
    assert distance.iloc[0] == 0.0


@pytest.mark.parametrize("precision", ["admin2", "admin1", "country", "unknown"])
def test_an_event_known_to_an_area_only_has_no_distance(
    events_at: Callable[..., EventFrame], precision: str
) -> None:
    events = events_at((20.0, 46.0, precision), (20.0, 46.0, "locality"))
    distance = distance_to_border(events, shapely.LineString([(20, 40), (20, 45)]))
    assert distance.isna().tolist() == [True, False]


def test_an_event_without_coordinates_has_no_distance(
    events_at: Callable[..., EventFrame],
) -> None:
    events = events_at(("", "", "exact"), (20.0, 46.0, "exact"))
    distance = distance_to_border(events, shapely.LineString([(20, 40), (20, 45)]))
    assert distance.isna().tolist() == [True, False]


@pytest.mark.parametrize(
    "border",
    [
        shapely.LineString(),
        shapely.MultiLineString(),
        shapely.GeometryCollection(),
        shapely.Point(1, 1),
    ],
)
def test_nothing_is_at_a_distance_from_an_empty_border(
    events_at: Callable[..., EventFrame], border: shapely.Geometry
) -> None:
    assert distance_to_border(events_at((20.0, 46.0, "exact")), border).isna().all()


def test_no_events_have_no_distances() -> None:
    distance = distance_to_border(empty_events(), shapely.LineString([(20, 40), (20, 45)]))
    pd.testing.assert_series_equal(
        distance, pd.Series([], dtype="float64", name="distance_km"), check_index_type=False
    )


def test_the_49th_parallel_is_no_great_circle() -> None:
    border = shapely.LineString([(-123.0, 49.0), (-95.0, 49.0)])
    assert kilometres(border, -109.0, 49.0) == pytest.approx(0.0, abs=0.001)
    assert kilometres(border, -109.0, 49.9) == pytest.approx(100.1, abs=0.1)


def test_a_border_with_ends_on_the_antimeridian_is_near_on_both_sides() -> None:
    border = shapely.LineString([(180.0, -20.0), (180.0, -10.0)])
    degree = EARTH.inv(179.0, -15.0, 180.0, -15.0)[2] / 1000
    assert kilometres(border, 179.0, -15.0) == pytest.approx(degree, abs=0.05)
    assert kilometres(border, -179.0, -15.0) == pytest.approx(degree, abs=0.05)


def test_a_segment_over_the_antimeridian_goes_the_short_way() -> None:
    border = shapely.LineString([(179.0, 0.0), (-179.0, 0.0)])
    assert kilometres(border, 180.0, 0.0) == 0.0
    assert kilometres(border, 0.0, 0.0) > 19000
    assert kilometres(shapely.LineString([(179, 0), (181, 0)]), -179.5, 0.0) == 0.0


def test_the_way_over_a_pole_is_found() -> None:
    border = shapely.LineString([(90.0, 84.0), (90.0, 85.0)])
    across = EARTH.inv(-90.0, 85.0, 90.0, 85.0)[2] / 1000
    assert kilometres(border, -90.0, 85.0) == pytest.approx(across, abs=0.001)
    assert kilometres(border, 0.0, 90.0) == pytest.approx(across / 2, abs=0.001)


def test_a_polygon_counts_as_its_outline_with_its_holes() -> None:
    square = shapely.box(0.0, 0.0, 10.0, 10.0)
    assert kilometres(square, 5.0, 1.0) == pytest.approx(110.57, abs=0.02)
    pierced = square.difference(shapely.box(4, 0.5, 6, 0.9))
    assert kilometres(shapely.MultiPolygon([pierced]), 5.0, 1.0) == pytest.approx(11.06, abs=0.01)


def test_a_collection_is_measured_to_all_its_lines() -> None:
    lines = shapely.MultiLineString([[(0, 0), (1, 0)], [(20, 0), (21, 0)]])
    mixed = shapely.GeometryCollection(
        [shapely.Point(10, 0), lines, shapely.LineString([(40, 0), (41, 0)])]
    )
    assert kilometres(mixed, 20.5, 0.0) == 0.0
    assert kilometres(mixed, 40.5, 0.0) == 0.0
    assert kilometres(mixed, 10.0, 0.0) > 1000


def test_a_segment_of_no_length_is_a_point() -> None:
    border = shapely.LineString([(20.0, 45.0), (20.0, 45.0)])
    assert kilometres(border, 20.0, 46.0) == pytest.approx(111.1417, abs=0.001)


def test_many_points_are_measured_as_one_by_one() -> None:
    seeded = np.random.default_rng(7)
    longitude, latitude = seeded.uniform(-180, 180, 5000), seeded.uniform(-90, 90, 5000)
    longitude[7] = np.nan
    border = MeasuredBorder(shapely.LineString([(0, 0), (30, 20), (50, 70)]))
    together = border.distance_km(longitude, latitude)
    assert math.isnan(together[7])
    for row in (0, 4095, 4096, 4999):
        alone = border.distance_km(longitude[row : row + 1], latitude[row : row + 1])
        assert together[row] == pytest.approx(alone[0], abs=1e-9)


def test_far_away_no_nearer_spot_is_passed_over() -> None:
    # Where the chord misleads most: many spots at nearly one distance, half a world away.
    seeded = np.random.default_rng(3)
    longitude, latitude = (
        seeded.uniform(-180, 180, 3000),
        np.degrees(np.arcsin(seeded.uniform(-1, 1, 3000))),
    )
    vertices = np.column_stack(
        [20 + np.cumsum(seeded.normal(0, 0.3, 200)), 50 + np.cumsum(seeded.normal(0, 0.3, 200))]
    )
    measured = MeasuredBorder(shapely.LineString(vertices)).distance_km(longitude, latitude)
    spots = np.concatenate(
        [vertices[:-1] + share * np.diff(vertices, axis=0) for share in np.linspace(0, 1, 9)]
    )
    for row in range(0, 3000, 10):
        count = len(spots)
        metres = EARTH.inv(np.full(count, longitude[row]), np.full(count, latitude[row]), *spots.T)[
            2
        ]
        assert measured[row] <= metres.min() / 1000 + 0.003


@pytest.mark.parametrize(("east", "north"), [(0.0, 0.0), (0.2, -0.1), (3.0, 1.0), (-15.0, 8.0)])
def test_on_the_far_side_of_the_earth_the_nearest_spot_is_found(
    dense_reference: Callable[..., float], east: float, north: float
) -> None:
    border = shapely.LineString([(30.97, -30.97), (30.84, -30.9), (31.14, -30.8), (31.29, -30.98)])
    there = 30.97 - 180 + east, 30.97 + north
    slow = dense_reference(*there, border)
    assert kilometres(border, *there) == pytest.approx(slow, abs=0.05)


LONGITUDES = st.floats(-180, 180)
LATITUDES = st.floats(-90, 90)


@st.composite
def borders(draw: st.DrawFn) -> shapely.LineString:
    longitude, latitude = draw(LONGITUDES), draw(st.floats(-85, 85))
    steps = draw(
        st.lists(st.tuples(st.floats(-3, 3), st.floats(-1.5, 1.5)), min_size=1, max_size=3)
    )
    vertices = [(longitude, latitude)]
    for east, north in steps:
        longitude, latitude = longitude + east, float(np.clip(latitude + north, -90, 90))
        vertices.append((longitude, latitude))
    return shapely.LineString(vertices)


@settings(deadline=None, max_examples=60)
@given(borders(), LONGITUDES, LATITUDES)
def test_anywhere_the_distance_is_that_of_the_dense_reference(
    dense_reference: Callable[..., float],
    border: shapely.LineString,
    longitude: float,
    latitude: float,
) -> None:
    slow = dense_reference(longitude, latitude, border)
    # The reference itself misses the nearest spot by half its spacing where that is 50 m.
    assert slow - 0.03 <= kilometres(border, longitude, latitude) <= slow + 0.003


@settings(deadline=None, max_examples=60)
@given(borders(), st.floats(-2, 2), st.floats(-2, 2))
def test_nearby_the_distance_is_that_of_the_dense_reference(
    dense_reference: Callable[..., float], border: shapely.LineString, east: float, north: float
) -> None:
    longitude, latitude = (
        border.coords[0][0] + east,
        float(np.clip(border.coords[0][1] + north, -90, 90)),
    )
    slow = dense_reference(longitude, latitude, border)
    assert slow - 0.03 <= kilometres(border, longitude, latitude) <= slow + 0.003


@given(borders(), st.floats(0, 1))
def test_a_point_on_the_line_is_at_distance_0(border: shapely.LineString, share: float) -> None:
    (west, south), (east, north) = border.coords[0], border.coords[1]
    on_line = west + share * (east - west), south + share * (north - south)
    assert kilometres(border, *on_line) == pytest.approx(0.0, abs=0.003)


@given(borders(), LONGITUDES, LATITUDES, st.sampled_from([-360.0, 360.0]))
def test_a_turn_of_the_globe_changes_nothing(
    border: shapely.LineString, longitude: float, latitude: float, turn: float
) -> None:
    turned = shapely.transform(border, lambda points: points + np.array([turn, 0.0]))
    here = kilometres(border, longitude, latitude)
    assert kilometres(turned, longitude, latitude) == pytest.approx(here, abs=0.005)
    reversed_line = shapely.LineString(border.coords[::-1])
    assert kilometres(reversed_line, longitude, latitude) == pytest.approx(here, abs=0.005)
