"""Readers: from a file to a raw table, a briefing, or what may lie under the layers."""

from mapdash.io.basemap_files import BasemapChoice, choose_basemap, open_bundled_basemap
from mapdash.io.borders import read_borders
from mapdash.io.briefings import read_briefing
from mapdash.io.countries import read_countries
from mapdash.io.routes import ROUTE_COLUMNS, read_routes
from mapdash.io.tables import read_table
from mapdash.io.tile_files import read_tile_file
from mapdash.io.tile_publication import publish_tiles

__all__ = [
    "ROUTE_COLUMNS",
    "BasemapChoice",
    "choose_basemap",
    "open_bundled_basemap",
    "publish_tiles",
    "read_borders",
    "read_briefing",
    "read_countries",
    "read_routes",
    "read_table",
    "read_tile_file",
]
