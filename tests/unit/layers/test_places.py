"""Where events lie, as filters take it: points as drawn, and the box of each outline."""

from __future__ import annotations

import pytest
from shapely import MultiPolygon, box

from mapdash.layers import Area, boxes_of


def area(*parts: tuple[float, float, float, float]) -> Area:
    return Area(
        kind="country",
        code="XXX",
        name="x",
        longitude=0.0,
        latitude=0.0,
        geometry=MultiPolygon([box(*part) for part in parts]),
    )


@pytest.mark.parametrize(
    ("parts", "edges"),
    [
        ([(10, 40, 20, 50)], [10, 40, 20, 50]),
        ([(10, 40, 11, 41), (19, 45, 20, 50)], [10, 40, 20, 50]),
        ([(177, -20, 180, -16), (-180, -19, -178, -12)], [177, -20, 182, -12]),
        ([(27, 41, 180, 82), (-180, 62, -169, 72)], [27, 41, 191, 82]),
    ],
)
def test_a_box_goes_the_shorter_way_round_the_world(
    parts: list[tuple[float, float, float, float]], edges: list[float]
) -> None:
    assert boxes_of([area(*parts)]).tolist() == [edges]


def test_no_areas_have_no_boxes() -> None:
    assert boxes_of([]).shape == (0, 4)
