"""The tiles of the bundled basemap hold what the map draws, and name and divide nothing wrongly."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from tests.tile_reader import Feature, TileFile, tile_of

GEODATA = Path(__file__).resolve().parents[3] / "geodata"
FILE = GEODATA / "basemap" / "world.pmtiles"
LARGEST_BYTES = 7_000_000
LAYERS = {
    *("land", "lakes", "rivers", "provinces", "borders"),
    *("country_names", "province_names", "sea_names", "places"),
}
NEAR_DEGREES = 0.05
# Names stand off the coast of some island states.
FARTHEST_NAME_DEGREES = 2.5
PEREKOP = shapely.box(33.4, 45.9, 34.9, 46.25)
KERCH = shapely.box(36.3, 45.0, 36.8, 45.6)


@cache
def world() -> TileFile:
    return TileFile(FILE)


def all_names(layer: str) -> list[Feature]:
    found = []
    for column in range(64):
        for row in range(64):
            found += [f for f in world().features(6, column, row) if f.layer == layer]
    return found


def borders_near(place: shapely.Polygon | shapely.Point) -> list[Feature]:
    """Return the boundary lines close to a place, from the tile of the largest zoom there."""
    centre = place.centroid
    found = world().features(6, *tile_of(centre.x, centre.y, 6))
    return [f for f in found if f.layer == "borders" and f.geometry.distance(place) < NEAR_DEGREES]


@cache
def boundary(view: str, first: str, second: str) -> shapely.Geometry:
    lines = gpd.read_parquet(GEODATA / "borders" / "lines.parquet")
    rows = lines[(lines["view"] == view) & (lines["first"] == first) & (lines["second"] == second)]
    return shapely.union_all(rows.geometry.to_numpy())


def test_file_is_small_enough_and_holds_the_zooms_and_layers_that_the_map_draws() -> None:
    assert world().content.startswith(b"PMTiles\x03")
    assert len(world().content) <= LARGEST_BYTES
    assert world().zooms == (0, 6)
    assert {layer["id"] for layer in world().metadata["vector_layers"]} == LAYERS


def test_metadata_gives_the_credit_and_nothing_of_the_machine_that_made_it() -> None:
    assert world().metadata["attribution"] == "Made with Natural Earth | GeoNames, CC BY 4.0"
    assert set(world().metadata) == {
        *("name", "description", "attribution", "type", "version", "format", "vector_layers")
    }


@pytest.mark.parametrize("view", ["default", "iso"])
def test_border_between_serbia_and_kosovo_is_disputed_in_every_view(view: str) -> None:
    longest = max(shapely.get_parts(boundary(view, "SRB", "XKX")), key=shapely.length)
    place = longest.interpolate(0.5, normalized=True)
    statuses = {
        f.properties["status"]
        for f in borders_near(place)
        if f.properties.get("view", view) == view
    }
    assert statuses == {"disputed"}


def test_no_agreed_border_cuts_crimea_from_ukraine() -> None:
    assert {f.properties["status"] for f in borders_near(PEREKOP)} == {"control"}
    assert borders_near(KERCH) == []


def test_every_country_is_named_as_in_the_list_and_in_its_place() -> None:
    with (GEODATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["name"] for row in csv.DictReader(file)}
    frame = gpd.read_parquet(GEODATA / "borders" / "admin0.parquet")
    shapes = frame[frame["view"] == "default"].set_index("name").geometry
    names = all_names("country_names")
    assert {f.properties["name"] for f in names} <= listed
    assert len({f.properties["name"] for f in names}) >= 240
    strays = {
        f.properties["name"]
        for f in names
        if shapes[f.properties["name"]].distance(f.geometry) > FARTHEST_NAME_DEGREES
    }
    assert strays == set()


def test_kosovo_is_named_as_a_country_in_the_default_view_alone() -> None:
    countries = {
        f.properties.get("view")
        for f in all_names("country_names")
        if f.properties["name"] == "Kosovo"
    }
    parts = {
        f.properties.get("view")
        for f in all_names("province_names")
        if f.properties["name"] == "Kosovo"
    }
    assert (countries, parts) == ({"default"}, {"iso"})


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "latest_zoom"),
    [
        ("Belgrade", 20.47, 44.8, 5),
        ("Minsk", 27.57, 53.9, 4),
        ("Beijing", 116.4, 39.91, 4),
        ("Novi Sad", 19.84, 45.25, 6),
        ("Smederevo", 20.93, 44.66, 7),
        ("Bor", 22.1, 44.07, 7),
        ("Baranovichi", 26.02, 53.13, 6),
        ("Shijiazhuang", 114.48, 38.04, 6),
        ("Baoding", 115.49, 38.85, 6),
        ("Niš", 21.9, 43.32, 6),
        ("Brest", 23.69, 52.1, 6),
        ("Łódź", 19.47, 51.75, 6),
    ],
)
def test_towns_have_their_spelling_and_place_and_show_early_enough(
    name: str, longitude: float, latitude: float, latest_zoom: int
) -> None:
    spot = shapely.Point(longitude, latitude)
    named = [
        f
        for f in world().features(6, *tile_of(longitude, latitude, 6))
        if f.layer == "places" and f.properties["name"] == name
    ]
    (town,) = (f for f in named if f.geometry.distance(spot) < NEAR_DEGREES)
    assert town.properties["zoom"] <= latest_zoom


def test_names_of_towns_lie_evenly_where_the_land_is_empty_and_where_it_is_full() -> None:
    """As many towns show at zoom 7 in half a tile of Serbia as in one of China, within bounds."""
    counts = {}
    for region, place in {
        "Serbia": (20.5, 44.2),
        "Hebei": (115, 39),
        "Mongolia": (104, 46),
    }.items():
        inside = world().features(6, *tile_of(*place, 6))
        counts[region] = sum(f.layer == "places" and f.properties["zoom"] <= 7 for f in inside)
    assert all(8 <= count <= 60 for count in counts.values()), counts
