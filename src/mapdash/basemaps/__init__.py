"""The catalogue of basemaps, as data: what may lie under the layers, and what must be said of it."""

from mapdash.basemaps.model import Basemap, BasemapKind, credit
from mapdash.basemaps.schemas import VectorSchema, schema_of

__all__ = [
    "BASEMAPS",
    "DEFAULT_BASEMAP",
    "OWN_BASEMAP",
    "Basemap",
    "BasemapKind",
    "VectorSchema",
    "credit",
    "schema_of",
]

DEFAULT_BASEMAP = "default"
"""The basemap of a scene that names none: the one that ships."""

OWN_BASEMAP = "own"
"""The basemap that the settings name: a file of tiles or a tile server."""

BASEMAPS = {
    DEFAULT_BASEMAP: Basemap(
        name=DEFAULT_BASEMAP,
        title="Countries and places",
        kind="bundled",
        file="basemap/world.pmtiles",
        attribution="Made with Natural Earth · GeoNames, CC BY 4.0",
    ),
}
"""All basemaps that ship, by name."""
