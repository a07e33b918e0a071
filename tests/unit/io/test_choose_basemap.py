"""The basemap that the settings name is opened; a wrong one is a sentence and the bundled one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mapdash.basemaps import BASEMAPS, Basemap
from mapdash.bounds import Bounds
from mapdash.errors import AssetError
from mapdash.io import BasemapChoice, choose_basemap, open_bundled_basemap, publish_tiles
from mapdash.io.tile_files import read_tile_file
from mapdash.io.tile_publication import TilePublications, tile_publications
from mapdash.settings import Settings
from tests.tile_files import png, vector_tile, write_mbtiles, write_pmtiles

BUNDLED = replace(BASEMAPS["default"], address="../../mapdash-tiles/x/tiles.pmtiles")
SQUARE = [(0, 0), (4096, 0), (4096, 4096), (0, 4096)]
WORLD = {(0, 0, 0): png(1, 2, 3)}
PROTOMAPS = {"vector_layers": [{"id": "earth"}, {"id": "water"}, {"id": "places"}]}


def choose(**environ: str) -> BasemapChoice:
    """Choose for an environment; MAPDASH_ is put before each name."""
    given = {f"MAPDASH_{name}": value for name, value in environ.items()}
    return choose_basemap(Settings.from_environment(given), BUNDLED)


def test_without_a_setting_the_bundled_one_is_shown() -> None:
    assert choose() == BasemapChoice(BUNDLED, "")


def test_vector_tiles_of_protomaps_are_drawn_as_such(tmp_path: Path) -> None:
    path = write_pmtiles(
        tmp_path / "town.pmtiles",
        {(0, 0, 0): vector_tile({"earth": SQUARE}), (4, 8, 5): vector_tile({"earth": SQUARE})},
        tile_type="mvt",
        metadata={**PROTOMAPS, "attribution": "<b>Somebody</b>"},
        west=0,
        south=0,
        east=200_000_000,
        north=500_000_000,
    )
    choice = choose(BASEMAP=str(path))
    assert choice.problem == ""
    assert choice.basemap == Basemap(
        name="own",
        title="town",
        kind="vector",
        attribution="Somebody",
        address=choice.basemap.address,
        schema="protomaps",
        min_zoom=0,
        max_zoom=4,
        bounds=Bounds(0, 0, 20, 50),
    )
    assert choice.basemap.address.startswith("../../mapdash-tiles/")
    assert choice.basemap.address.endswith("/tiles.pmtiles")


def test_pictures_in_one_file_are_read_in_the_browser_those_of_mbtiles_one_by_one(
    tmp_path: Path,
) -> None:
    one = choose(BASEMAP=str(write_pmtiles(tmp_path / "a.pmtiles", WORLD))).basemap
    assert (one.kind, one.address[-14:]) == ("raster-pmtiles", "/tiles.pmtiles")
    many = choose(BASEMAP=str(write_mbtiles(tmp_path / "b.mbtiles", WORLD))).basemap
    assert (many.kind, many.address[-12:]) == ("raster", "/{z}/{x}/{y}")
    assert (one.attribution, many.attribution) == ("a.pmtiles", "b.mbtiles")
    assert (one.host, one.is_online, one.schema) == ("", False, None)


def test_the_attribution_of_the_settings_counts_more_than_that_of_the_file(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "a.mbtiles", WORLD, metadata={"attribution": "theirs"})
    assert choose(BASEMAP=str(path)).basemap.attribution == "theirs"
    own = choose(BASEMAP=str(path), BASEMAP_ATTRIBUTION="ours <b>").basemap
    assert own.attribution == "ours <b>"


def test_a_tile_server_elsewhere_needs_to_be_allowed() -> None:
    address = "https://Tiles.example.org/{z}/{x}/{y}.png?key=secret"
    refused = choose(BASEMAP=address)
    assert refused.basemap is BUNDLED
    assert refused.problem == (
        "The basemap at tiles.example.org is on another machine, which is asked only with "
        "MAPDASH_ONLINE=1 or --online. The basemap that ships is shown."
    )
    allowed = choose(BASEMAP=address, ONLINE="1")
    assert allowed.problem == ""
    assert allowed.basemap == Basemap(
        name="own",
        title="tiles.example.org",
        kind="raster",
        attribution="tiles.example.org",
        address="https://tiles.example.org/{z}/{x}/{y}.png?key=secret",
        host="tiles.example.org",
        is_online=True,
    )


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080"])
def test_a_tile_server_on_this_machine_needs_no_leave(host: str) -> None:
    choice = choose(BASEMAP=f"http://{host}/{{z}}/{{x}}/{{y}}.png", BASEMAP_ATTRIBUTION="Us")
    assert choice.problem == ""
    assert (choice.basemap.is_online, choice.basemap.attribution) == (False, "Us")
    assert choice.basemap.host == host


def test_a_file_that_cannot_be_used_is_a_sentence_and_the_bundled_one(tmp_path: Path) -> None:
    path = tmp_path / "absent.pmtiles"
    assert choose(BASEMAP=str(path)) == BasemapChoice(
        BUNDLED,
        f"The basemap file {str(path)!r} does not exist; check the path. "
        "The basemap that ships is shown.",
    )


def test_vector_tiles_of_another_schema_are_a_sentence_and_the_bundled_one(tmp_path: Path) -> None:
    path = write_pmtiles(
        tmp_path / "other.pmtiles",
        {(0, 0, 0): vector_tile({"transportation": SQUARE})},
        tile_type="mvt",
        metadata={"vector_layers": [{"id": "transportation"}, {"id": "water"}]},
    )
    choice = choose(BASEMAP=str(path))
    assert choice.basemap is BUNDLED
    assert choice.problem == (
        f"The basemap file {str(path)!r} draws no layer that mapdash knows; use picture tiles, or "
        "vector tiles in the schema of Protomaps' basemaps. The basemap that ships is shown."
    )


def test_own_layers_are_read_from_pmtiles_alone(tmp_path: Path) -> None:
    tiles = {(0, 0, 0): vector_tile({"land": SQUARE})}
    layers = [{"id": "land"}, {"id": "borders"}, {"id": "country_names"}]
    one = write_pmtiles(tmp_path / "a", tiles, tile_type="mvt", metadata={"vector_layers": layers})
    assert choose(BASEMAP=str(one)).basemap.schema == "mapdash"
    many = write_mbtiles(
        tmp_path / "b", tiles, metadata={"json": json.dumps({"vector_layers": layers})}
    )
    assert choose(BASEMAP=str(many)).problem == (
        f"The basemap file {str(many)!r} holds mapdash's own layers; convert it to PMTiles. "
        "The basemap that ships is shown."
    )


def test_the_bundled_basemap_is_served_for_all_with_its_zooms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(BASEMAPS, "default", replace(BASEMAPS["default"], file="world.pmtiles"))
    write_pmtiles(
        tmp_path / "world.pmtiles",
        {(0, 0, 0): vector_tile({"land": SQUARE}), (6, 1, 1): vector_tile({"land": SQUARE})},
        tile_type="mvt",
    )
    basemap = open_bundled_basemap(tmp_path)
    assert (basemap.kind, basemap.min_zoom, basemap.max_zoom) == ("bundled", 0, 6)
    published = tile_publications.find(basemap.address.split("/")[3])
    assert published is not None
    assert published.is_public


def test_a_bundled_basemap_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"does not exist.* install mapdash again\.$"):
        open_bundled_basemap(tmp_path)


# ---- addresses


def test_a_file_has_one_address_until_it_changes(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "a.mbtiles", WORLD)
    first = publish_tiles(read_tile_file(path))
    assert publish_tiles(read_tile_file(path)) == first
    path.unlink()
    write_mbtiles(path, {(0, 0, 0): png(9, 9, 9)})
    assert publish_tiles(read_tile_file(path)) != first


def test_the_address_of_an_own_file_differs_in_every_process(tmp_path: Path) -> None:
    tiles = read_tile_file(write_mbtiles(tmp_path / "a.mbtiles", WORLD))
    addresses = {TilePublications().publish(tiles).address for _ in range(3)}
    assert len(addresses) == 3


def test_the_address_of_what_ships_is_that_of_its_content(tmp_path: Path) -> None:
    addresses = set()
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        tiles = read_tile_file(write_pmtiles(folder / "world.pmtiles", WORLD))
        addresses.add(TilePublications().publish(tiles, is_public=True).address)
    assert len(addresses) == 1


def test_a_file_that_vanishes_between_reading_and_serving_is_refused(tmp_path: Path) -> None:
    tiles = read_tile_file(write_pmtiles(tmp_path / "a.pmtiles", WORLD))
    tiles.path.unlink()
    with pytest.raises(AssetError, match="cannot be read"):
        publish_tiles(tiles)
