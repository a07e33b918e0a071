"""What distances are measured from, as a text of an address, whatever a browser sends."""

from __future__ import annotations

import math
import pickle
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from mapdash.analysis import BorderReference, PlaceReference, reference_from_text

CODES = st.from_regex(r"[A-Z]{3}", fullmatch=True)


def test_a_border_is_the_same_from_either_side() -> None:
    assert BorderReference("POL", "BLR") == BorderReference("BLR", "POL")
    assert BorderReference("POL", "BLR").code == "BLR-POL"
    assert BorderReference("POL").code == "POL"
    assert BorderReference("POL").kind == "border"
    assert reference_from_text("border:POL-BLR") == BorderReference("BLR", "POL")


@pytest.mark.parametrize(
    ("first", "second"),
    [("pol", ""), ("", ""), ("POL", "bl"), ("PO", ""), ("POL\n", ""), ("POL", "POL")],
)
def test_what_is_no_code_names_no_border(first: str, second: str) -> None:
    with pytest.raises(ValueError, match="border"):
        BorderReference(first, second)


def test_a_place_is_cleaned_and_rounded() -> None:
    place = PlaceReference("  Novi\tSad \x07", 19.83690001, -0.000001, 5.00049)
    assert place == PlaceReference("Novi Sad", 19.8369, 0.0, 5.0)
    assert place.to_text() == "place:0,19.8369,5,Novi Sad"
    assert place.kind == "place"


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "radius", "message"),
    [
        (
            "x",
            180.1,
            0.0,
            0.0,
            "The longitude of the place 'x' is 180.1; give a number from -180 to 180",
        ),
        ("x", 0.0, math.nan, 0.0, "The latitude of the place 'x' is nan"),
        ("x", 0.0, 0.0, -1.0, "The radius_km of the place 'x' is -1"),
        ("x", 0.0, 0.0, math.inf, "The radius_km of the place 'x' is inf"),
        (" \x00 ", 0.0, 0.0, 0.0, "needs a name"),
    ],
)
def test_what_is_no_place_on_earth_is_refused(
    name: str, longitude: float, latitude: float, radius: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        PlaceReference(name, longitude, latitude, radius)


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("border:POL", BorderReference("POL")),
        ("border:XKX-SRB", BorderReference("SRB", "XKX")),
        ("place:52.0976,23.7341,0,Brest", PlaceReference("Brest", 23.7341, 52.0976)),
        (
            "place:44.8,20.5,12.5,Belgrade, Serbia",
            PlaceReference("Belgrade, Serbia", 20.5, 44.8, 12.5),
        ),
        ("place:-90,-180,0,South Pole", PlaceReference("South Pole", -180.0, -90.0)),
        ("place:39.9,116.4,0,北京", PlaceReference("北京", 116.4, 39.9)),
        ("place:-0.0,-0,0,Null <b>Island</b>", PlaceReference("Null <b>Island</b>", 0.0, 0.0)),
    ],
)
def test_a_text_becomes_a_reference(text: str, reference: object) -> None:
    assert reference_from_text(text) == reference


@pytest.mark.parametrize(
    "text",
    [
        "", "border:", "border:pol", "border:POLAND", "border:POL-", "border:POL-POL", "border:POL-BLR-UKR",
        "border: POL", "border:POL ", "border:POL\n", "Border:POL", "place:", "place:52,23,0", "place:52,23,0,",
        "place:52,23,0, ", "place:52,23,0, Brest", "place:52,23,0,Brest ", "place:52,23,0,a  b", "place:52,23,0,a\nb",
        "place:52,23,0,a\x00b", "place:52,23,0,\u202eb", "place:52,23,0,\ud800", "place:91,23,0,x", "place:52,181,0,x",
        "place:52,23,-1,x", "place:nan,23,0,x", "place:1e1,23,0,x", "place:52,inf,0,x", "place:52.123456,23,0,x",
        "place:+52,23,0,x", "place:52,23,10000,x", "place:٥٢,23,0,x", "place:52;23;0;x",
        "place:52,23,0," + "x" * 81, "place:90.00001,0,0,x", "place:0,180.00001,0,x",
    ],
)  # fmt: skip
def test_any_other_text_is_none(text: str) -> None:
    assert reference_from_text(text) is None


@given(CODES, st.one_of(st.just(""), CODES))
def test_a_border_survives_its_text(first: str, second: str) -> None:
    assume(first != second)
    border = BorderReference(first, second)
    assert reference_from_text(border.to_text()) == border
    assert hash(reference_from_text(border.to_text())) == hash(border)


@given(st.text(), st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 9999))
@example("Brest", -1e-9, -1e-9, 1e-9)
@example("x" * 79 + "  y", 179.999999, 89.999999, 9998.9999)
def test_a_place_survives_its_text_an_address_and_pickle(
    name: str, longitude: float, latitude: float, radius: float
) -> None:
    try:
        place = PlaceReference(name, longitude, latitude, radius)
    except ValueError:
        assume(condition=False)
    text = place.to_text()
    again = reference_from_text(text)
    assert again == place
    assert hash(again) == hash(place)
    assert again is not None
    assert again.to_text() == text
    assert parse_qs(urlencode({"near": text})) == {"near": [text]}
    assert pickle.loads(pickle.dumps(place)) == place  # noqa: S301 - it is our own
    assert abs(place.longitude - longitude) <= 0.000005 * (1 + 1e-9)


@given(
    st.one_of(st.text(), st.text().map("place:52,23,0,".__add__), st.text().map("border:".__add__))
)
def test_whatever_a_browser_sends_gives_a_reference_or_none(text: str) -> None:
    reference = reference_from_text(text)
    assert reference is None or reference_from_text(reference.to_text()) == reference
