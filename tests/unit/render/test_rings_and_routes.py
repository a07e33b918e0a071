"""Rings and routes as the JSON that `reference.js` and `routes.js` read."""

from __future__ import annotations

import json
from typing import Any

import shapely

from mapdash.analysis import BorderReference, PlaceReference, Ring
from mapdash.layers import Route
from mapdash.render.rings import encode_rings
from mapdash.render.routes import encode_routes

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


def route(**changes: Any) -> Route:
    values = {
        "id": "R1",
        "title": "Novi Sad–Subotica <b>",
        "mode": "railway",
        "event_ids": ("E9", "E1", "E2"),
        "part_of": "",
        "stops": ("Novi Sad", "Subotica"),
        "points": ((19.8, 45.3), (19.7, 46.1)),
        "label": "schematic",
        "note": "",
    }
    return Route(**{**values, **changes})


def test_a_route_names_the_rows_of_its_events_in_the_dataset() -> None:
    rows = {"E1": 4, "E2": 0}
    data = json.loads(encode_routes([route()], lambda event_id: rows.get(event_id, -1)))
    assert data == {
        "routes": [
            {
                "id": "R1",
                "title": "Novi Sad–Subotica <b>",
                "mode": "railway",
                "points": [[19.8, 45.3], [19.7, 46.1]],
                "stops": ["Novi Sad", "Subotica"],
                "partOf": "",
                "rows": [4, 0],
            }
        ]
    }


def test_a_route_without_an_event_of_the_dataset_is_left_out() -> None:
    assert json.loads(encode_routes([route()], lambda _: -1)) == {"routes": []}
