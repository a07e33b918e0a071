"""Regions as bytes: decoded here by the documented format."""

from __future__ import annotations

import json
import struct

import numpy as np
import shapely

from mapdash.layers import Area
from mapdash.render.regions import encode_outlines, encode_regions
from mapdash.services import EventRegions
from mapdash.services.regions import RegionPlace


def header_of(data: bytes) -> tuple[dict[str, object], int]:
    (length,) = struct.unpack("<I", data[4:8])
    return json.loads(data[8 : 8 + length]), 8 + length


def test_regions_come_back() -> None:
    regions = EventRegions(
        countries=(RegionPlace("AAA", "Aland", 0.0, 0.0), RegionPlace("BBB", "Bland", None, None)),
        provinces=(RegionPlace("AA-1", "North", -180.0, 0.0),),
        country=np.array([0, -1], dtype=np.int32),
        province=np.array([-1, 0], dtype=np.int32),
        actor_set=np.array([0, 0], dtype=np.int32),
        actor_sets=((0, 1),),
    )
    data = encode_regions(regions)
    header, start = header_of(data)
    arrays = header.pop("arrays")
    assert header == {
        "rows": 2,
        "countries": [
            {"code": "AAA", "name": "Aland", "label": [0.5, 0.5]},
            {"code": "BBB", "name": "Bland", "label": None},
        ],
        "provinces": [{"code": "AA-1", "name": "North", "label": [0.0, 0.5]}],
        "actorSets": [[0, 1]],
    }
    assert isinstance(arrays, list)
    found = {
        array["name"]: np.frombuffer(data, "<i4", count=2, offset=start + array["offset"]).tolist()
        for array in arrays
    }
    assert found == {"country": [0, -1], "province": [-1, 0], "actorSet": [0, 0]}


def test_outlines_of_countries_are_coarser_than_those_of_provinces() -> None:
    circle = shapely.Point(20, 45).buffer(2, quad_segs=500)
    area = Area("country", "AAA", "Aland", 20, 45, circle)
    countries, _ = header_of(encode_outlines([area], are_provinces=False))
    provinces, _ = header_of(encode_outlines([area], are_provinces=True))
    assert isinstance(countries["rows"], int)
    assert isinstance(provinces["rows"], int)
    assert countries["rows"] < provinces["rows"] < 2000
