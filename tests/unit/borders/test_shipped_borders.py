"""What the shipped border files say of the world, in both points of view."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from mapdash.borders import Borders

COUNTRIES = Path(__file__).resolve().parents[3] / "geodata" / "countries.csv"
EARTH = Geod(ellps="WGS84")
POLYGON_TOLERANCE_KM = 0.25
"""How far a simplified polygon may be from the boundary line that it ends at."""
PROVINCE_TOLERANCE_KM = 1.5
"""The provinces are of another edition of the source than the countries."""
EVERY_NTH_VERTEX = 20
DRAWN_ACROSS = {"ESH", "MAR"}
"""Morocco's regions run across the line with Western Sahara; they are kept whole."""


@pytest.fixture(params=["default", "iso"])
def borders(request: pytest.FixtureRequest, default: Borders, iso: Borders) -> Borders:
    """The borders of each point of view."""
    return {"default": default, "iso": iso}[request.param]


def code_at(borders: Borders, longitude: float, latitude: float) -> list[str]:
    """Return the codes of the countries that hold a place."""
    shapes = borders.countries.geometry.to_numpy()
    return sorted(borders.countries["code"][shapely.contains_xy(shapes, longitude, latitude)])


def province_at(borders: Borders, longitude: float, latitude: float) -> list[str]:
    """Return the codes of the provinces that hold a place."""
    shapes = borders.provinces.geometry.to_numpy()
    return sorted(borders.provinces["code"][shapely.contains_xy(shapes, longitude, latitude)])


def gap_km(points: NDArray[np.object_], shape: shapely.Geometry) -> float:
    """Return how far the farthest of *points* is from *shape*."""
    ends = shapely.get_coordinates(shapely.shortest_line(points, shape)).reshape(-1, 4)
    return float(np.max(EARTH.inv(*ends.T)[2])) / 1000


def sampled_borders(borders: Borders) -> Iterable[tuple[str, str, NDArray[np.object_]]]:
    """Return both codes and some points of each land border between two countries."""
    lines = borders.lines[borders.lines["first"] != ""]
    for first, second, line in zip(lines["first"], lines["second"], lines.geometry, strict=True):
        points = shapely.points(shapely.get_coordinates(line)[::EVERY_NTH_VERTEX])
        yield first, second, points


def length_km(line: shapely.Geometry) -> float:
    """Return the geodesic length of *line*."""
    return float(EARTH.geometry_length(line)) / 1000


def test_every_country_that_has_a_name_has_one_row(borders: Borders) -> None:
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        names = {row["iso_a3"]: row["name"] for row in csv.DictReader(file)}
    rows = borders.countries[borders.countries["code"] != ""]
    assert dict(zip(rows["code"], rows["name"], strict=True)) == names
    assert rows["code"].is_unique


@pytest.mark.parametrize("code", ["FRA", "NOR", "XKX", "SSD", "PSE", "ESH", "ALA", "GUF", "SJM"])
def test_codes_that_the_source_lacks_or_writes_otherwise_are_there(
    borders: Borders, code: str
) -> None:
    assert borders.country(code) is not None


def test_areas_that_no_country_has_keep_their_names(default: Borders, iso: Borders) -> None:
    bases = ["Akrotiri Sovereign Base Area", "Dhekelia Cantonment"]
    claimed = ["Bir Tawil", "Brazilian Island", "Scarborough Shoal", "Spratly Islands"]
    claimed += ["Abyei", "Golan Heights", "Rincón de Artigas", "Southern Patagonian Ice Field"]
    unnamed = sorted(iso.countries["name"][iso.countries["code"] == ""])
    assert unnamed == sorted(bases + claimed)
    unnamed = sorted(default.countries["name"][default.countries["code"] == ""])
    assert unnamed == sorted([*bases, *claimed, "Guantanamo Bay Naval Base"])


def test_all_shapes_are_valid_polygons_on_the_globe(borders: Borders) -> None:
    for frame in (borders.countries, borders.provinces):
        assert frame.geometry.is_valid.all()
        assert set(frame.geom_type) <= {"Polygon", "MultiPolygon"}
        west, south, east, north = frame.total_bounds
        assert (west >= -180, south >= -90, east <= 180, north <= 90) == (True,) * 4
    assert set(borders.lines.geom_type) <= {"LineString", "MultiLineString"}
    assert borders.lines.geometry.is_valid.all()
    assert not borders.lines.geometry.is_empty.any()


def test_labels_stand_inside_what_they_name(borders: Borders) -> None:
    for frame in (borders.countries, borders.provinces):
        is_inside = shapely.contains_xy(
            frame.geometry.to_numpy(), frame["label_longitude"], frame["label_latitude"]
        )
        assert is_inside.all()


def test_countries_do_not_overlap_and_meet_without_gaps(borders: Borders) -> None:
    inner = {code for code, _ in borders.point_of_view.within}
    shapes = borders.countries[~borders.countries["code"].isin(inner)].geometry.to_numpy()
    assert len(shapes) >= 255
    assert shapely.coverage_is_valid(shapes)


def test_there_is_no_hole_in_the_land_but_the_caspian_sea(borders: Borders) -> None:
    land = shapely.coverage_union_all(borders.countries.geometry.to_numpy())
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(land) for ring in part.interiors]
    assert [hole.contains(shapely.Point(50.5, 41.8)) for hole in holes] == [True]


def test_areas_that_the_source_leaves_out_belong_to_nobody(borders: Borders) -> None:
    assert code_at(borders, 35.77, 33.27) == [""]
    assert code_at(borders, 28.40, 9.67) == [""]
    assert province_at(borders, 35.77, 33.27) == []
    assert province_at(borders, 28.40, 9.67) == []
    assert borders.neighbours("ISR") == ("EGY", "JOR", "LBN", "PSE")


def test_countries_end_at_the_lines_between_them(borders: Borders) -> None:
    edges = {
        code: shapely.boundary(shape)
        for code, shape in zip(borders.countries["code"], borders.countries.geometry, strict=True)
    }
    inner = set(borders.point_of_view.within)
    gaps = {
        (side, other): gap_km(points, edges[side])
        for first, second, points in sampled_borders(borders)
        for side, other in ((first, second), (second, first))
        if (other, side) not in inner
    }
    assert len(gaps) > 600
    assert {pair: gap for pair, gap in gaps.items() if gap > POLYGON_TOLERANCE_KM} == {}


def test_provinces_reach_the_borders_of_their_country(default: Borders) -> None:
    groups = default.provinces.groupby("country").indices
    shapes = {c: default.provinces.geometry.to_numpy()[rows] for c, rows in groups.items()}
    trees = {country: shapely.STRtree(parts) for country, parts in shapes.items()}
    gaps = {}
    for first, second, points in sampled_borders(default):
        for side in {first, second} if {first, second} != DRAWN_ACROSS else ():
            nearest = shapes[side][trees[side].nearest(points)]
            gaps[side, first, second] = gap_km(points, nearest)
    assert len(gaps) > 600
    assert {key: gap for key, gap in gaps.items() if gap > PROVINCE_TOLERANCE_KM} == {}


def test_provinces_lie_in_their_country(default: Borders) -> None:
    shapes = dict(zip(default.countries["code"], default.countries.geometry, strict=True))
    columns = ["code", "country", "label_longitude", "label_latitude"]
    outside = {
        code
        for code, country, longitude, latitude in default.provinces[columns].itertuples(index=False)
        if country and not shapely.contains_xy(shapes[country], longitude, latitude)
    }
    # Reefs that the file of countries does not have, and a village of Wallis on its coast.
    assert outside == {"CSI+00?", "PFA+00?", "WF-AL"}


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "codes"),
    [
        ("Simferopol", 34.10, 44.95, ["UKR"]),
        ("Sevastopol", 33.55, 44.60, ["UKR"]),
        ("Kyrenia", 33.32, 35.29, ["CYP"]),
        ("Taipei", 121.45, 24.95, ["TWN"]),
        ("Belgrade", 20.46, 44.79, ["SRB"]),
        ("Brest", 23.75, 52.10, ["BLR"]),
        ("Hargeisa", 44.06, 9.56, ["SOM"]),
        ("Cayenne", -52.33, 4.90, ["GUF"]),
        ("Longyearbyen", 15.80, 78.20, ["SJM"]),
        ("Chukotka beyond the antimeridian", -178.5, 66.8, ["RUS"]),
        ("the Adriatic", 16.0, 42.6, []),
    ],
)
def test_places_lie_in_their_country_in_both_views(
    borders: Borders, place: str, longitude: float, latitude: float, codes: list[str]
) -> None:
    assert code_at(borders, longitude, latitude) == codes, place


def test_kosovo_stands_apart_in_the_default_view_with_a_disputed_line(default: Borders) -> None:
    kosovo = default.country("XKX")
    assert kosovo is not None
    assert kosovo.kind == "country"
    assert code_at(default, 21.17, 42.66) == ["XKX"]
    assert default.neighbours("XKX") == ("ALB", "MKD", "MNE", "SRB")
    assert "ALB" not in default.neighbours("SRB")
    lines = default.lines[(default.lines["first"] == "SRB") & (default.lines["second"] == "XKX")]
    assert lines["status"].tolist() == ["disputed"]
    others = default.lines[default.lines["second"] == "XKX"]
    assert sorted(set(others["status"][others["first"] != "SRB"])) == ["agreed"]


def test_kosovo_lies_within_serbia_in_the_iso_view(iso: Borders) -> None:
    kosovo = iso.country("XKX")
    assert kosovo is not None
    assert kosovo.kind == "territory"
    assert code_at(iso, 21.17, 42.66) == ["SRB", "XKX"]
    assert "ALB" in iso.neighbours("SRB")
    assert "XKX" not in iso.neighbours("SRB") + iso.neighbours("ALB")
    assert iso.border_of("XKX").is_empty


def test_serbias_border_in_the_iso_view_is_kosovos_outer_one(
    default: Borders, iso: Borders
) -> None:
    inner = default.border_between("SRB", "XKX")
    outer = default.border_of("XKX").difference(inner)
    border = iso.border_of("SRB")
    expected = default.border_of("SRB").difference(inner).union(outer)
    assert length_km(border) == pytest.approx(length_km(expected), rel=1e-9)
    assert border.intersection(inner).length == 0
    line = iso.lines[(iso.lines["first"] == "SRB") & (iso.lines["second"] == "XKX")]
    assert line["status"].tolist() == ["disputed"]
    assert line.geometry.iloc[0].equals(inner)


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("BLR", "POL", {"agreed"}),
        ("IND", "PAK", {"agreed", "control"}),
        ("KOR", "PRK", {"control"}),
        ("ESH", "MAR", {"disputed"}),
        ("EGY", "SDN", {"agreed", "disputed"}),
        ("", "SYR", {"disputed"}),
        ("", "BRA", {"disputed"}),
        ("", "UKR", {"control"}),
        ("", "CYP", {"agreed", "control"}),
    ],
)
def test_lines_carry_their_status(
    borders: Borders, first: str, second: str, status: set[str]
) -> None:
    lines = borders.lines
    found = lines["status"][(lines["first"] == first) & (lines["second"] == second)]
    assert set(found) == status
    assert found.is_unique


def test_the_line_of_control_of_crimea_is_no_border_of_ukraine(borders: Borders) -> None:
    perekop = shapely.Point(33.7, 46.1)
    lines = borders.lines
    control = lines[(lines["second"] == "UKR") & (lines["status"] == "control")]
    assert shapely.distance(control.geometry.iloc[0], perekop) < 0.1
    assert shapely.distance(borders.border_of("UKR"), perekop) > 3
    assert borders.neighbours("UKR") == ("BLR", "HUN", "MDA", "POL", "ROU", "RUS", "SVK")


@pytest.mark.parametrize(
    ("first", "second", "kilometres"),
    [("USA", "MEX", 2641), ("BLR", "POL", 340), ("HUN", "SRB", 132), ("KOR", "PRK", 204)],
)
def test_borders_keep_the_length_of_the_source(
    borders: Borders, first: str, second: str, kilometres: float
) -> None:
    found = length_km(borders.border_between(first, second))
    assert found == pytest.approx(kilometres, abs=1)


def test_neighbours_are_mutual_and_share_a_border(borders: Borders) -> None:
    codes = [code for code in borders.countries["code"] if code]
    neighbours = {code: set(borders.neighbours(code)) for code in codes}
    pairs = {(a, b) for a, b in combinations(sorted(codes), 2) if b in neighbours[a]}
    assert pairs == {(a, b) for a, b in combinations(sorted(codes), 2) if a in neighbours[b]}
    assert len(pairs) > 300
    assert all(borders.border_between(a, b).length > 0 for a, b in pairs)


def test_islands_have_no_land_border(borders: Borders) -> None:
    assert [borders.neighbours(code) for code in ("ISL", "JPN", "AUS", "MDG", "TWN")] == [()] * 5


def test_codes_of_provinces_are_unique_and_mostly_those_of_iso(default: Borders) -> None:
    codes = default.provinces["code"]
    assert codes.is_unique
    assert int(codes.str.fullmatch("[A-Z]{2}-[A-Z0-9]{1,3}").sum()) > 4300
    assert default.provinces["name"].str.strip().ne("").all()


@pytest.mark.parametrize(
    ("code", "name", "country"),
    [
        ("UA-43", "Autonomous Republic of Crimea", "UKR"),
        ("UA-40", "Sevastopol", "UKR"),
        ("CYN+00?", "Northern Cyprus", "CYP"),
        ("SOL+00?", "Somaliland", "SOM"),
        ("KOS-5902", "Pristina", "XKX"),
        ("TW-TPE", "Taipei", "TWN"),
        ("SAH+00?", "Western Sahara", "ESH"),
        ("RE", "", ""),
        ("FR-RE", "Réunion", "REU"),
        ("BY-MI", "Minsk Region", "BLR"),
        ("IE-D", "Dublin", "IRL"),
        ("AU-NSW", "New South Wales", "AUS"),
    ],
)
def test_provinces_belong_to_the_country_of_the_default_view(
    default: Borders, code: str, name: str, country: str
) -> None:
    unit = default.province(code)
    assert ((unit.name, unit.country) if unit else ("", "")) == (name, country)


def test_hebei_holds_its_label_and_neither_beijing_nor_tianjin(default: Borders) -> None:
    hebei = default.province("CN-HE")
    assert hebei is not None
    assert province_at(default, hebei.longitude, hebei.latitude) == ["CN-HE"]
    assert province_at(default, 116.397, 39.908) == ["CN-BJ"]
    assert province_at(default, 117.20, 39.13) == ["CN-TJ"]
    assert province_at(default, 114.51, 38.04) == ["CN-HE"]
    beijing = default.province("CN-BJ")
    assert beijing is not None
    assert shapely.intersection(hebei.geometry, beijing.geometry).area == 0


def test_lone_islands_have_not_vanished(borders: Borders) -> None:
    for code in ("NRU", "TUV", "MCO", "VAT", "PCN", "TKL", "BVT", "MDV"):
        country = borders.country(code)
        assert country is not None
        assert country.geometry.area > 0
