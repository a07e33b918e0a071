from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.analysis import (
    BorderReference,
    PlaceReference,
    accuracy_km,
    distance_in_words,
    reference_label,
    uncertainty_km,
)

NAMES = {
    "BLR": "Belarus",
    "CIV": "Côte d’Ivoire",
    "GIN": "Guinea",
    "POL": "Poland",
    "CZE": "Czechia",
}


@pytest.mark.parametrize(
    ("distance", "radius", "accuracy", "words"),
    [
        (
            4.87,
            25.0,
            1.0,
            "about 5 km from the border of Poland (0 to 30 km); place known to ±25 km",
        ),
        (
            6.12,
            25.0,
            1.0,
            "about 5 km from the border of Poland (0 to 30 km); place known to ±25 km",
        ),
        (312.4, 2.0, 0.3, "about 312 km from the border of Poland; place known to ±2 km"),
        (
            312.4,
            2.0,
            1.0,
            "about 312 km from the border of Poland; place known to ±2 km, distance to ±3 km",
        ),
        (312.4, math.nan, 1.0, "about 312 km from the border of Poland; distance known to ±1 km"),
        (312.4, 0.0, 0.0, "about 312 km from the border of Poland"),
        (486.75, 12.0, 1.0, "about 487 km from the border of Poland; place known to ±12 km"),
        (7275.2, 150.0, 1.0, "about 7,280 km from the border of Poland; place known to ±150 km"),
        (7275.2, 600.0, 1.0, "about 7,300 km from the border of Poland; place known to ±600 km"),
        (1.23, 2.0, 1.0, "about 1 km from the border of Poland (0 to 4 km); place known to ±2 km"),
        (0.4, 0.0, 1.0, "at or within 1 km of the border of Poland"),
        (0.4, 2.0, 1.0, "at or within 3 km of the border of Poland; place known to ±2 km"),
        (0.0, 0.0, 0.0, "at or within 1 km of the border of Poland"),
        (2.0, 25.0, 1.0, "at or within 30 km of the border of Poland; place known to ±25 km"),
        (9.5, 1.0, 10.0, "at or within 21 km of the border of Poland; place known to ±1 km"),
        (
            20.0,
            0.04,
            1.0,
            "about 20 km from the border of Poland; place known to ±0.04 km, distance to ±1 km",
        ),
    ],
)
def test_distances_in_words(distance: float, radius: float, accuracy: float, words: str) -> None:
    label = "the border of Poland"
    assert distance_in_words(distance, radius, accuracy_km=accuracy, reference_label=label) == words


@pytest.mark.parametrize("distance", [math.nan, math.inf])
def test_no_distance_has_no_words(distance: float) -> None:
    assert distance_in_words(distance, 5.0, accuracy_km=1.0, reference_label="Brest") == ""


KILOMETRES = st.floats(0, 20000)


@given(KILOMETRES, KILOMETRES, st.floats(0, 500))
def test_words_round_by_no_more_than_a_fifth_of_the_uncertainty(
    distance: float, radius: float, accuracy: float
) -> None:
    words = distance_in_words(distance, radius, accuracy_km=accuracy, reference_label="Brest")
    about = re.match(r"about ([0-9,]+) km from Brest", words)
    step = max((radius + accuracy) / 5, 1.0)
    if about is None:
        assert distance <= max(accuracy, step / 2)
        return
    said = int(about.group(1).replace(",", ""))
    assert said > 0
    assert abs(said - distance) <= step / 2 * (1 + 1e-9)
    assert ("(0 to " in words) == (distance <= radius + accuracy)


@given(KILOMETRES, st.floats(0.1, 20000), st.floats(0, 500))
def test_words_tell_no_side_and_always_how_well_the_place_is_known(
    distance: float, radius: float, accuracy: float
) -> None:
    words = distance_in_words(distance, radius, accuracy_km=accuracy, reference_label="Brest")
    assert "; place known to ±" in words
    assert not re.search(r"inside|outside|beyond|across|side", words)


@pytest.mark.parametrize(
    ("reference", "label"),
    [
        (BorderReference("POL"), "the border of Poland"),
        (BorderReference("POL", "BLR"), "the border between Belarus and Poland"),
        (BorderReference("CIV", "GIN"), "the border between Côte d’Ivoire and Guinea"),
        (BorderReference("ZZZ"), "the border of ZZZ"),
        (BorderReference("CZE", "ZZZ"), "the border between Czechia and ZZZ"),
        (PlaceReference("Brest", 23.7341, 52.0976), "Brest"),
    ],
)
def test_a_reference_has_a_label(reference: BorderReference | PlaceReference, label: str) -> None:
    assert reference_label(reference, NAMES) == label


def test_uncertainties_of_event_and_reference_add_up() -> None:
    border, place = BorderReference("POL"), PlaceReference("Belgrade", 20.4651, 44.804, 10.0)
    assert accuracy_km(border) == 1.0
    assert accuracy_km(place) == 10.0
    assert uncertainty_km(25.0, border) == 26.0
    assert uncertainty_km(25.0, place) == 35.0
    assert uncertainty_km(math.nan, place) == 10.0
