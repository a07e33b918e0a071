"""Open the basemap that the settings name; a wrong one never stops the start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdash.basemaps import BASEMAPS, DEFAULT_BASEMAP, OWN_BASEMAP, Basemap, schema_of
from mapdash.errors import AssetError
from mapdash.io.tile_files import read_tile_file
from mapdash.io.tile_model import tile_file_error
from mapdash.io.tile_publication import publish_tiles
from mapdash.settings import TileAddress

if TYPE_CHECKING:
    from pathlib import Path

    from mapdash.basemaps import BasemapKind
    from mapdash.io.tile_model import TileFile
    from mapdash.settings import Settings

_MEANWHILE = "The basemap that ships is shown"


@dataclass(frozen=True, slots=True)
class BasemapChoice:
    """Hold the basemap of a server, and why it is not another.

    Parameters
    ----------
    basemap : Basemap
        What is shown, with its address.
    problem : str
        Why the basemap that the settings name is not shown, in one or two sentences; "" when
        it is, or when they name none.
    """

    basemap: Basemap
    problem: str = ""


def open_bundled_basemap(geodata_path: Path) -> Basemap:
    """Serve the basemap that ships.

    Parameters
    ----------
    geodata_path : Path
        `Settings.geodata_path`.

    Returns
    -------
    basemap : Basemap
        With its address and zooms.

    Raises
    ------
    AssetError
        If its file is missing or broken.
    """
    basemap = BASEMAPS[DEFAULT_BASEMAP]
    try:
        tiles = read_tile_file(geodata_path / basemap.file)
    except AssetError as error:
        message = f"{error} It ships with mapdash: install mapdash again."
        raise AssetError(message) from error
    return replace(
        basemap,
        address=publish_tiles(tiles, is_public=True),
        min_zoom=tiles.min_zoom,
        max_zoom=tiles.max_zoom,
    )


def choose_basemap(settings: Settings, bundled: Basemap) -> BasemapChoice:
    """Open the basemap that the settings name, or say why the bundled one is shown.

    Parameters
    ----------
    settings : Settings
    bundled : Basemap
        The one that ships.

    Returns
    -------
    choice : BasemapChoice
        Whatever the settings name: nothing is raised. No tile server is asked for anything.
    """
    if settings.basemap is None:
        return BasemapChoice(bundled)
    if isinstance(settings.basemap, TileAddress):
        return _tile_server(settings, settings.basemap, bundled)
    try:
        return BasemapChoice(_own_file(settings, settings.basemap))
    except AssetError as error:
        return BasemapChoice(bundled, f"{error} {_MEANWHILE}.")


def _tile_server(settings: Settings, address: TileAddress, bundled: Basemap) -> BasemapChoice:
    if settings.tile_server is None:
        problem = (
            f"The basemap at {address.host} is on another machine, which is asked only with "
            f"MAPDASH_ONLINE=1 or --online. {_MEANWHILE}."
        )
        return BasemapChoice(bundled, problem)
    basemap = Basemap(
        name=OWN_BASEMAP,
        title=address.host,
        kind="raster",
        attribution=settings.basemap_attribution or address.host,
        address=address.template,
        host=address.origin.partition("//")[2],
        is_online=not address.is_loopback,
    )
    return BasemapChoice(basemap)


def _own_file(settings: Settings, path: Path) -> Basemap:
    tiles = read_tile_file(path)
    schema = schema_of(tiles.layers) if tiles.tile_type == "mvt" else None
    if tiles.tile_type == "mvt" and schema is None:
        fault = (
            "draws no layer that mapdash knows; use picture tiles, or vector tiles in the "
            "schema of Protomaps' basemaps"
        )
        raise tile_file_error(tiles.path, fault)
    if schema == "mapdash" and tiles.container != "pmtiles":
        raise tile_file_error(tiles.path, "holds mapdash's own layers; convert it to PMTiles")
    return Basemap(
        name=OWN_BASEMAP,
        title=path.stem,
        kind=_kind(tiles),
        attribution=settings.basemap_attribution or tiles.attribution or path.name,
        address=publish_tiles(tiles),
        schema=schema,
        min_zoom=tiles.min_zoom,
        max_zoom=tiles.max_zoom,
        bounds=tiles.bounds,
    )


def _kind(tiles: TileFile) -> BasemapKind:
    if tiles.tile_type == "mvt":
        return "vector"
    return "raster-pmtiles" if tiles.container == "pmtiles" else "raster"
