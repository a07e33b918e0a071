"""Rings and routes as the JSON that `reference.js` and `routes.js` read."""

from __future__ import annotations

import json

import shapely

from mapdash.analysis import BorderReference, PlaceReference, Ring
from mapdash.render.rings import encode_rings

LINE = shapely.MultiLineString([[(20, 44), (21.123456789, 45)], [(179, 1), (180, 2)]])


def test_rings_of_a_place_name_and_mark_it() -> None:
    data = encode_rings([Ring(50.0, LINE)], PlaceReference("Брест <b>", 23.7341, 52.0976))
    assert json.loads(data) == {
        "rings": [
            {"km": 50, "lines": [[[20.0, 44.0], [21.1235, 45.0]], [[179.0, 1.0], [180.0, 2.0]]]}
        ],
        "place": [23.7341, 52.0976],
        "name": "Брест <b>",
    }


def test_rings_of_a_border_mark_no_place() -> None:
    data = json.loads(encode_rings([], BorderReference("POL")))
    assert data == {"rings": [], "place": None, "name": ""}
