"""Areas as bytes: decoded here by the documented format, as `areas.js` does."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

import mapdash.render
from mapdash.layers import Area
from mapdash.render.areas import GRID, encode_areas

SCRIPT = (Path(mapdash.render.__file__).parent / "web" / "areas.js").read_text("utf-8")


def decode(data: bytes) -> tuple[list[dict[str, Any]], NDArray[np.int32]]:
    """Return the areas of the header, and the vertices, shape (n, 2)."""
    (length,) = struct.unpack("<I", data[4:8])
    header = json.loads(data[8 : 8 + length])
    columns = [
        np.frombuffer(data, "<i4", count=header["rows"], offset=8 + length + array["offset"])
        for array in header["arrays"]
    ]
    assert [array["name"] for array in header["arrays"]] == ["x", "y"]
    return header["areas"], np.column_stack(columns)


def area(geometry: shapely.Geometry, **changes: Any) -> Area:
    values = {"kind": "province", "code": "CN-HE", "name": "Hebei", "longitude": 0, "latitude": 0}
    return Area(geometry=geometry, **{**values, **changes})


def test_an_area_comes_back_on_the_web_mercator_square() -> None:
    areas, vertices = decode(encode_areas([area(shapely.box(0, 0, 90, 45))]))
    assert areas == [
        {
            "kind": "province",
            "code": "CN-HE",
            "name": "Hebei",
            "label": [0.5, 0.5],
            "rings": [5],
            "solid": [5],
            "dashed": [],
        }
    ]
    assert vertices[:5].tolist() == vertices[5:].tolist()
    assert vertices.min(axis=0) == pytest.approx([GRID / 2, 0.3597 * GRID], abs=1e-4 * GRID)
    assert vertices.max(axis=0).tolist() == [GRID * 3 // 4, GRID // 2]
    assert vertices[0].tolist() == vertices[4].tolist()


def test_holes_and_parts_are_rings_of_their_own() -> None:
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(4, 4, 6, 6))
    two = shapely.union_all([ring, shapely.box(20, 0, 30, 10)])
    areas, vertices = decode(encode_areas([area(two), area(shapely.box(-20, 0, -10, 5))]))
    assert [sorted(found["rings"]) for found in areas] == [[5, 5, 5], [5]]
    assert len(vertices) == 40  # what is filled, and what is drawn round it


def test_an_outline_keeps_within_the_simplification_of_the_true_one() -> None:
    circle = shapely.Point(20, 44).buffer(2, quad_segs=500)
    areas, vertices = decode(encode_areas([area(circle)]))
    ring = vertices[: areas[0]["rings"][0]]
    longitude = ring[:, 0] / GRID * 360 - 180
    latitude = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * ring[:, 1] / GRID))))
    shape = shapely.Polygon(np.column_stack([longitude, latitude]))
    assert areas[0]["rings"][0] < 200
    assert shapely.hausdorff_distance(shape, circle, densify=0.1) < 0.004


def test_what_is_disputed_of_an_outline_is_dashed_and_not_solid() -> None:
    border = shapely.MultiLineString([[(10, 2), (10, 8)]])
    areas, vertices = decode(encode_areas([area(shapely.box(0, 0, 10, 10), disputed=border)]))
    assert areas[0]["rings"] == [5]
    assert areas[0]["dashed"] == [2]
    drawn = vertices[5 : 5 + sum(areas[0]["solid"])]
    east = drawn[drawn[:, 0] == drawn[:, 0].max(), 1]
    dashed = vertices[-2:, 1]
    assert not ((east > dashed.min()) & (east < dashed.max())).any()


def test_a_part_smaller_than_the_grid_leaves_no_ring_of_two_points() -> None:
    speck = shapely.box(10, 10, 10 + 1e-7, 10 + 1e-7)
    areas, vertices = decode(encode_areas([area(speck)]))
    assert areas[0]["rings"] == []
    assert len(vertices) == 0


def test_the_poles_stay_on_the_square() -> None:
    _, vertices = decode(encode_areas([area(shapely.box(-180, -90, 180, -60))]))
    assert vertices.min() == 0
    assert vertices.max() == GRID


def test_no_area_is_no_vertex() -> None:
    areas, vertices = decode(encode_areas([]))
    assert (areas, vertices.shape) == ([], (0, 2))


def test_the_script_reads_the_same_grid() -> None:
    assert re.search(r"const GRID = 2 \*\* (\d+);", SCRIPT).group(1) == "24"
    assert GRID == 2**24
