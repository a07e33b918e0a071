"""The catalogue says what ships, and tells which vector tiles mapdash can draw."""

from __future__ import annotations

import pytest

from mapdash.basemaps import BASEMAPS, DEFAULT_BASEMAP, credit, schema_of


def test_the_default_basemap_ships_and_names_its_sources() -> None:
    basemap = BASEMAPS[DEFAULT_BASEMAP]
    assert (basemap.kind, basemap.is_online, basemap.host) == ("bundled", False, "")
    assert "Natural Earth" in basemap.attribution
    assert "GeoNames, CC BY 4.0" in basemap.attribution


def test_a_credit_has_the_point_of_view_where_there_is_one() -> None:
    assert credit("Made with A", "as B sees them") == "Made with A · Borders: as B sees them"
    assert credit("Made with A", "") == "Made with A"


@pytest.mark.parametrize(
    ("layers", "schema"),
    [
        (["earth", "landuse", "water", "roads", "places", "boundaries"], "protomaps"),
        (("places", "water", "earth"), "protomaps"),
        (["earth", "water"], None),
        (["transportation", "water", "place"], None),
        ([], None),
    ],
)
def test_vector_tiles_are_known_by_their_layers(layers: list[str], schema: str | None) -> None:
    assert schema_of(layers) == schema
