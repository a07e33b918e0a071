"""How far the events of a dataset are from a border or a place, and in which words."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from mapdash.analysis import BorderReference, PlaceReference
from mapdash.borders import Borders
from mapdash.services import (
    Dataset,
    Distances,
    is_measurable,
    measurable_borders,
    measure,
    rings_of,
)

POLAND = BorderReference("POL")
BREST = PlaceReference("Brest", 23.7341, 52.0976, 5.0)


@pytest.fixture(scope="module")
def from_poland(shipped: Dataset, borders: Borders) -> Distances:
    return measure(shipped, POLAND, borders, shipped.country_names)


def test_the_exercise_near_brest_is_about_five_kilometres_from_poland(
    shipped: Dataset, from_poland: Distances
) -> None:
    row = shipped.row_of("E002")
    assert from_poland.distance_km[row] == pytest.approx(6.12, abs=0.05)
    assert from_poland.uncertainty_km[row] == 26.0
    assert from_poland.in_words(row) == (
        "about 5 km from the border of Poland (0 to 30 km); place known to ±25 km"
    )


@pytest.mark.parametrize("event_id", ["E001", "E004", "E009", "E106"])
def test_an_event_known_to_an_area_has_no_distance(
    shipped: Dataset, from_poland: Distances, event_id: str
) -> None:
    row = shipped.row_of(event_id)
    assert np.isnan(from_poland.distance_km[row])
    assert np.isnan(from_poland.uncertainty_km[row])
    assert from_poland.in_words(row) == "Not measured: the place is not known closely enough."


def test_a_place_is_measured_from_its_point_and_adds_its_radius(
    dataset_of: Callable[..., Dataset], borders: Borders
) -> None:
    dataset = dataset_of({"longitude": "23.7341", "latitude": "53.0976", "radius_km": "10"}, {})
    distances = measure(dataset, BREST, borders, {})
    assert distances.label == "Brest"
    assert distances.distance_km[0] == pytest.approx(111.26, abs=0.05)
    assert distances.uncertainty_km.tolist() == [15.0, 5.0]


def test_a_border_that_is_none_is_not_measurable(borders: Borders) -> None:
    assert is_measurable(POLAND, borders)
    assert is_measurable(BREST, borders)
    assert is_measurable(BorderReference("BLR", "POL"), borders)
    assert not is_measurable(BorderReference("SRB", "POL"), borders)
    assert not is_measurable(BorderReference("QQQ"), borders)
    assert not is_measurable(BorderReference("ISL"), borders)


def test_only_countries_with_a_neighbour_are_offered_by_name(borders: Borders) -> None:
    names = {"POL": "Poland", "BLR": "Belarus", "ISL": "Iceland", "XKX": "Kosovo"}
    offered = measurable_borders(borders, names)
    assert ("POL", "Poland") in offered
    assert ("XKX", "Kosovo") in offered
    assert all(code not in {"ISL", "JPN", "NZL", ""} for code, _ in offered)
    assert [name for _, name in offered] == sorted(name for _, name in offered)


def test_there_are_three_rings_round_a_border_and_round_a_place(borders: Borders) -> None:
    for reference in (BorderReference("BLR", "POL"), BREST):
        rings = rings_of(reference, borders)
        assert [ring.distance_km for ring in rings] == [50.0, 100.0, 250.0]
        assert not any(ring.outline.is_empty for ring in rings)
