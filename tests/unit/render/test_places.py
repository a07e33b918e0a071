"""Places travel as names, with where each of them is."""

from __future__ import annotations

import json
from dataclasses import dataclass

from mapdash.bounds import Bounds
from mapdash.render.places import encode_places
from mapdash.services import EventPlace


@dataclass(frozen=True)
class Place:
    id: str
    name: str
    kind: str
    country: str
    longitude: float = 1.23456
    latitude: float = 2.0
    others: tuple[str, ...] = ()


def test_a_place_is_a_box_or_a_point() -> None:
    listed = [
        Place("country:FJI", "Fiji", "country", "FJI"),
        Place("admin1:CN-HE", "Hebei", "province", "CHN", others=("河北", "hopeh")),
        Place("geonames:1", "Bor", "town", "SRB"),
        Place("country:XYZ", "Isle", "country", "XYZ"),
    ]
    boxes = {
        "country:FJI": Bounds(177.25244, -19, -179.8, -16),
        "admin1:CN-HE": Bounds(113, 36, 120, 43),
    }
    of_events = [EventPlace("“Great” range {{ 7*7 }}", "SRB", 20.0004, 44.0)]
    names = {"SRB": "Serbia", "CHN": "China"}
    assert json.loads(encode_places(listed, of_events, boxes, names)) == [
        {"n": "“Great” range {{ 7*7 }}", "c": "Serbia", "kind": "place", "lon": 20.0, "lat": 44.0},
        {"n": "Fiji", "kind": "country", "b": [177.252, -19.0, -179.8, -16.0]},
        {
            "n": "Hebei",
            "c": "China",
            "kind": "province",
            "a": "河北 hopeh",
            "b": [113.0, 36.0, 120.0, 43.0],
        },
        {"n": "Bor", "c": "Serbia", "kind": "town", "lon": 1.235, "lat": 2.0},
        {"n": "Isle", "kind": "country", "lon": 1.235, "lat": 2.0},
    ]


def test_without_any_place_the_list_is_empty() -> None:
    assert encode_places([], [], {}, {}) == b"[]"
