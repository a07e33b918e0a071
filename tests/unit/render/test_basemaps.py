"""A map document gets what it needs to draw a basemap, and the one that ships besides."""

from __future__ import annotations

from dataclasses import replace

from mapdash.basemaps import BASEMAPS, Basemap
from mapdash.bounds import Bounds
from mapdash.render.basemaps import basemap_config

BUNDLED = replace(
    BASEMAPS["default"], attribution="Made with A", address="../../b", min_zoom=0, max_zoom=6
)
BUNDLED_CONFIG = {
    "kind": "bundled",
    "url": "../../b",
    "attribution": "Made with A · Borders: as C sees them",
    "view": "iso",
    "minZoom": 0,
    "maxNativeZoom": 6,
}
OWN = Basemap(
    name="own",
    title="town",
    kind="vector",
    attribution="<b>",
    address="../../mapdash-tiles/x/tiles.pmtiles",
    schema="protomaps",
    min_zoom=2,
    max_zoom=12,
    bounds=Bounds(18.0, 41.0, 23.0, 46.0),
)


def test_the_bundled_basemap_says_whose_borders_it_draws() -> None:
    config = basemap_config(BUNDLED, BUNDLED, view="iso", sentence="as C sees them")
    assert config == BUNDLED_CONFIG


def test_another_basemap_brings_the_bundled_one_along() -> None:
    config = basemap_config(OWN, BUNDLED, view="iso", sentence="as C sees them")
    assert config == {
        "kind": "vector",
        "url": "../../mapdash-tiles/x/tiles.pmtiles",
        "attribution": "<b>",
        "view": "iso",
        "minZoom": 2,
        "maxNativeZoom": 12,
        "bounds": [[41.0, 18.0], [46.0, 23.0]],
        "schema": "protomaps",
        "host": "",
        "fallback": BUNDLED_CONFIG,
    }


def test_bounds_across_the_antimeridian_are_left_to_the_tiles() -> None:
    fiji = replace(OWN, bounds=Bounds(176.0, -20.0, -178.0, -15.0))
    assert basemap_config(fiji, BUNDLED, view="iso", sentence="")["bounds"] is None
    assert (
        basemap_config(replace(OWN, bounds=None), BUNDLED, view="iso", sentence="")["bounds"]
        is None
    )


def test_a_tile_server_is_named() -> None:
    server = replace(
        OWN,
        kind="raster",
        host="tiles.example.org",
        address="https://tiles.example.org/{z}/{x}/{y}",
    )
    config = basemap_config(server, BUNDLED, view="iso", sentence="")
    assert (config["host"], config["url"]) == (
        "tiles.example.org",
        "https://tiles.example.org/{z}/{x}/{y}",
    )
