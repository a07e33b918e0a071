"""Drawings are handed to the map document as what they are, in their order."""

from __future__ import annotations

from mapdash.briefing import Annotation
from mapdash.render.annotations import annotation_data


def test_each_kind_carries_what_it_needs_and_nothing_else() -> None:
    drawn = [
        Annotation("pen", ((1.0, 2.0), (1.5, 2.5), (2.0, 2.0))),
        Annotation("distance", ((20.46, 44.81), (114.5, 38.04))),
        Annotation("circle", ((20.46, 44.81),), radius_km=0.5),
        Annotation("text", ((23.6, 52.1),), text="Polish border"),
    ]
    assert annotation_data(drawn) == [
        {"kind": "pen", "points": [[1.0, 2.0], [1.5, 2.5], [2.0, 2.0]]},
        {"kind": "distance", "points": [[20.46, 44.81], [114.5, 38.04]]},
        {"kind": "circle", "points": [[20.46, 44.81]], "radiusKm": 0.5},
        {"kind": "text", "points": [[23.6, 52.1]], "text": "Polish border"},
    ]


def test_nothing_drawn_is_an_empty_list() -> None:
    assert annotation_data(()) == []
