from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from mapdash.borders import Borders, point_of_view
from mapdash.io import read_borders

SHIPPED = Path(__file__).resolve().parents[3] / "geodata" / "borders"


@pytest.fixture(scope="session")
def default() -> Borders:
    """The borders that ship, in the default point of view."""
    return read_borders(SHIPPED, view="default")


@pytest.fixture(scope="session")
def iso() -> Borders:
    """The borders that ship, as ISO 3166-1 lists countries."""
    return read_borders(SHIPPED, view="iso")


@pytest.fixture
def three_lands() -> Borders:
    """Three squares in a row, AAA, BBB and CCC, and an area without a code south of AAA.

    BBB has a line of control inside; each square is one province.
    """
    squares = {"AAA": shapely.box(0, 0, 1, 1), "BBB": shapely.box(1, 0, 2, 1)}
    squares |= {"CCC": shapely.box(2, 0, 3, 1), "": shapely.box(0, -1, 1, 0)}
    countries = gpd.GeoDataFrame(
        {
            "view": "default",
            "code": list(squares),
            "name": ["Aland", "Bland", "Cland", "Nowhere"],
            "kind": ["country", "country", "territory", "indeterminate"],
            "label_longitude": [0.5, 1.5, 2.5, 0.5],
            "label_latitude": [0.5, 0.5, 0.5, -0.5],
        },
        geometry=list(squares.values()),
        crs="EPSG:4326",
    )
    lines = gpd.GeoDataFrame(
        {
            "view": "default",
            "first": ["", "", "AAA", "AAA", "BBB"],
            "second": ["AAA", "BBB", "BBB", "BBB", "CCC"],
            "status": ["disputed", "control", "agreed", "disputed", "agreed"],
        },
        geometry=[
            shapely.LineString([(0, 0), (1, 0)]),
            shapely.LineString([(1.5, 0), (1.5, 1)]),
            shapely.LineString([(1, 0), (1, 0.5)]),
            shapely.LineString([(1, 0.5), (1, 1)]),
            shapely.MultiLineString([[(2, 0), (2, 0.4)], [(2, 0.6), (2, 1)]]),
        ],
        crs="EPSG:4326",
    )
    provinces = gpd.GeoDataFrame(
        {
            "code": ["AA-1", "BB-1", "CC-1"],
            "name": ["North", "North", "South"],
            "local_name": ["Sever", "Sever", "Jug"],
            "alternates": [["Север"], [], []],
            "country": ["AAA", "BBB", "CCC"],
            "type": ["Province", "", ""],
            "region": ["", "", "Coast"],
            "label_longitude": [0.5, 1.5, 2.5],
            "label_latitude": [0.5, 0.5, 0.5],
        },
        geometry=[squares[code] for code in ("AAA", "BBB", "CCC")],
        crs="EPSG:4326",
    )
    return Borders(point_of_view("default"), countries, provinces, lines)
