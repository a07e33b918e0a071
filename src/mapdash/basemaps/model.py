"""What a basemap is: its tiles, where they are, and what must be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mapdash.basemaps.schemas import VectorSchema
    from mapdash.bounds import Bounds

BasemapKind = Literal["bundled", "vector", "raster", "raster-pmtiles"]
"""How a map draws it: mapdash's own, vector tiles, pictures one by one, pictures in one file."""


@dataclass(frozen=True, slots=True)
class Basemap:
    """Describe one basemap.

    Parameters
    ----------
    name : str
        How a scene and an address call it.
    title : str
        What a reader sees.
    kind : {"bundled", "vector", "raster", "raster-pmtiles"}
    attribution : str
        Plain text that stands on every screen and export that shows the basemap.
    file : str, default ""
        Path below the geodata folder, with forward slashes; "" for one that does not ship.
    address : str, default ""
        Where a map document fetches it: one file, or tiles with {z}, {x} and {y}. Relative to
        the map's frame, or absolute for a tile server; "" until it is served.
    schema : {"mapdash", "protomaps"} or None, default None
        What the layers of vector tiles mean; None for pictures.
    min_zoom : int, default 0
    max_zoom : int, default 19
        The first and the last zoom that it has tiles for; beyond the last they are enlarged.
    bounds : Bounds or None, default None
        The part of the world that it covers; None for all of it, or where nothing says so.
    host : str, default ""
        The tile server that is asked, with its port; "" when all comes from mapdash itself.
    is_online : bool, default False
        Whether that server is another machine.
    """

    name: str
    title: str
    kind: BasemapKind
    attribution: str
    file: str = ""
    address: str = ""
    schema: VectorSchema | None = None
    min_zoom: int = 0
    max_zoom: int = 19
    bounds: Bounds | None = None
    host: str = ""
    is_online: bool = False


def credit(attribution: str, point_of_view: str) -> str:
    """Say whose map it is and whose view of borders it draws.

    Parameters
    ----------
    attribution : str
        `Basemap.attribution`.
    point_of_view : str
        Whose view of disputed borders is drawn, in words; "" leaves it out.

    Returns
    -------
    credit : str
        Plain text, never HTML.

    Examples
    --------
    >>> credit("Made with Natural Earth", "as ISO 3166-1 lists countries")
    'Made with Natural Earth · Borders: as ISO 3166-1 lists countries'
    >>> credit("tiles.example.org", "")
    'tiles.example.org'
    """
    return f"{attribution} · Borders: {point_of_view}" if point_of_view else attribution
