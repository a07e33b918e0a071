"""What ships in geodata/ is what PROVENANCE.md says, and says of the world what it should."""

from __future__ import annotations

import csv
import hashlib
import json
import math
import re
import sys
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely

ROOT = Path(__file__).resolve().parents[2]
GEODATA = ROOT / "geodata"
FILE_ROW = re.compile(r"^\| (?P<path>[\w./]+) \|.*\| (?P<sha256>[0-9a-f]{64}) \|$", re.MULTILINE)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def read_account() -> dict[str, str]:
    """Return the SHA-256 that PROVENANCE.md gives, by file."""
    text = (GEODATA / "PROVENANCE.md").read_text("utf-8")
    return {row["path"]: row["sha256"] for row in FILE_ROW.finditer(text)}


@cache
def read_world() -> dict[str, Any]:
    """Return the content of the basemap."""
    world: dict[str, Any] = json.loads((GEODATA / "basemap/world.json").read_text("utf-8"))
    return world


def read_names() -> dict[str, str]:
    """Return the country names by code."""
    with (GEODATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso_a3"]: row["name"] for row in csv.DictReader(file)}


def decode(text: str) -> list[tuple[int, int]]:
    """Return the points of an encoded run."""
    steps, value, shift = [], 0, 0
    for character in text:
        digit = ALPHABET.index(character)
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            steps.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    points, x, y = [], 0, 0
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def join(ring: list[int]) -> list[tuple[int, int]]:
    """Return the points of a ring given by arc numbers."""
    arcs = read_world()["arcs"]
    points: list[tuple[int, int]] = []
    for number in ring:
        arc = decode(arcs[number if number >= 0 else ~number])
        points += arc if number >= 0 else arc[::-1]
    return points


def ends(number: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the first and last point of an arc, in the direction given."""
    points = join([number])
    return points[0], points[-1]


def to_units(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees to the units of the basemap."""
    size = read_world()["world_size"]
    y = 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)
    return (longitude / 360 + 0.5) * size, y * size


def code_at(longitude: float, latitude: float) -> str | None:
    """Return the code of the country that holds a place."""
    point = shapely.Point(to_units(longitude, latitude))
    for code, polygons in read_world()["countries"]:
        for outer, *holes in polygons:
            shape = shapely.make_valid(shapely.Polygon(join(outer), [join(h) for h in holes]))
            if shapely.contains(shape, point):
                return str(code)
    return None


def arcs_of(code: str) -> set[int]:
    """Return the numbers of the arcs round a country."""
    return {
        number if number >= 0 else ~number
        for country, polygons in read_world()["countries"]
        if country == code
        for polygon in polygons
        for ring in polygon
        for number in ring
    }


def first_zoom(name: str) -> int:
    """Return the zoom from which the first place of that name shows."""
    places = read_world()["places"]
    return int(places["zoom"][places["name"].index(name)])


def test_every_file_of_geodata_is_accounted_for_with_its_checksum() -> None:
    files = [p for p in GEODATA.rglob("*") if p.is_file() and p.name != "PROVENANCE.md"]
    found = {
        p.relative_to(GEODATA).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }
    assert set(found) >= {"basemap/world.json", "countries.csv"}
    assert found == read_account()


def test_the_account_names_each_source_with_version_and_licence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    sources = __import__("geobuild.sources", fromlist=["SOURCES"]).SOURCES
    text = (GEODATA / "PROVENANCE.md").read_text("utf-8")
    assert len(sources) == 4
    for source in sources:
        assert f"| {source.name} | {source.version} | {source.registry}, 2026-11-24 |" in text
        assert source.data_licence in text
    assert "python tools/build_geodata.py" in text
    for name in [name for name in sys.modules if name.split(".")[0] == "geobuild"]:
        monkeypatch.delitem(sys.modules, name)


def test_countries_hold_every_iso_code_and_kosovo() -> None:
    names = read_names()
    assert len(names) == 250
    assert all(re.fullmatch("[A-Z]{3}", code) for code in names)
    assert all(name == name.strip() != "" for name in names.values())


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("BLR", "Belarus"),
        ("CHN", "China"),
        ("FRA", "France"),
        ("IRN", "Iran"),
        ("NOR", "Norway"),
        ("REU", "Réunion"),
        ("RUS", "Russia"),
        ("SRB", "Serbia"),
        ("TUV", "Tuvalu"),
        ("TZA", "Tanzania"),
        ("USA", "United States"),
        ("XKX", "Kosovo"),
    ],
)
def test_countries_have_the_names_that_readers_use(code: str, name: str) -> None:
    assert read_names()[code] == name


def test_every_country_of_the_basemap_has_a_name() -> None:
    codes = {code for code, _ in read_world()["countries"]} - {""}
    assert len(codes) >= 235
    assert codes <= set(read_names())


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "code"),
    [
        ("Simferopol", 34.10, 44.95, "UKR"),
        ("Pristina", 21.17, 42.66, "XKX"),
        ("Kyrenia", 33.32, 35.29, "CYP"),
        ("Taipei", 121.45, 24.95, "TWN"),
        ("Belgrade", 20.46, 44.79, "SRB"),
        ("Brest", 23.75, 52.10, "BLR"),
        ("Maseru", 27.60, -29.40, "LSO"),
        ("Anadyr", 177.40, 64.72, "RUS"),
        ("Chukotka beyond the antimeridian", -178.5, 66.8, "RUS"),
        ("the Adriatic", 16.0, 42.6, None),
    ],
)
def test_places_lie_in_the_country_of_the_point_of_view(
    place: str, longitude: float, latitude: float, code: str | None
) -> None:
    assert code_at(longitude, latitude) == code, place


def test_the_border_of_kosovo_with_serbia_is_disputed_and_no_other_of_kosovo() -> None:
    world = read_world()
    shared = arcs_of("XKX") & arcs_of("SRB")
    rest = arcs_of("XKX") - shared
    assert shared
    assert shared <= set(world["disputed"])
    assert rest <= set(world["borders"])


def test_a_border_is_drawn_once_and_belongs_to_two_countries() -> None:
    world = read_world()
    drawn = world["borders"] + world["disputed"]
    assert len(drawn) == len(set(drawn)) > 300
    sides: dict[int, int] = {}
    for _, polygons in world["countries"]:
        for ring in (ring for polygon in polygons for ring in polygon):
            for number in ring:
                arc = number if number >= 0 else ~number
                sides[arc] = sides.get(arc, 0) + 1
    assert {number: sides[number] for number in drawn} == dict.fromkeys(drawn, 2)


def test_the_rings_of_land_and_countries_are_closed() -> None:
    world = read_world()
    rings = world["land"] + [
        ring for _, polygons in world["countries"] for polygon in polygons for ring in polygon
    ]
    open_rings = [
        ring
        for ring in rings
        if any(ends(a)[1] != ends(b)[0] for a, b in pairwise([*ring, ring[0]]))
    ]
    assert len(rings) > 7000
    assert open_rings == []


def test_lines_of_control_are_drawn_where_the_view_has_no_border() -> None:
    perekop = shapely.Point(to_units(33.7, 46.1))
    distances = [
        shapely.distance(shapely.LineString(decode(line)), perekop)
        for line in read_world()["de_facto"]
    ]
    assert min(distances) < 100  # units of 153 m at the equator


@pytest.mark.parametrize(
    ("name", "zoom"),
    [
        ("Belgrade", 5),
        ("Minsk", 4),
        ("Beijing", 4),
        ("Novi Sad", 6),
        ("Smederevo", 7),
        ("Bor", 7),
        ("Baranovichi", 6),
        ("Shijiazhuang", 6),
        ("Baoding", 6),
    ],
)
def test_places_of_the_events_show_at_the_latest_from_that_zoom(name: str, zoom: int) -> None:
    assert first_zoom(name) <= zoom


def test_the_basemap_is_small_enough_to_load_at_once() -> None:
    assert (GEODATA / "basemap/world.json").stat().st_size < 2_200_000
