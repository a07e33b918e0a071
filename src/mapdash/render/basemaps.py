"""Basemap to the configuration that a map document draws it by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapdash.basemaps import credit

if TYPE_CHECKING:
    from mapdash.basemaps import Basemap
    from mapdash.bounds import Bounds


def basemap_config(
    basemap: Basemap, bundled: Basemap, *, view: str, sentence: str
) -> dict[str, Any]:
    """Build what `basemap-part.js` takes.

    Parameters
    ----------
    basemap : Basemap
        What is to be drawn, with its address.
    bundled : Basemap
        The one that ships, which is drawn where the other cannot be had.
    view : str
        The name of the point of view that the bundled basemap draws.
    sentence : str
        That view in words, for the bundled basemap's credit. What borders another basemap
        draws is up to its makers, and nothing is said of them.

    Returns
    -------
    config : dict
        For JSON; its texts are plain text, never HTML.
    """
    fallback = {
        "kind": "bundled",
        "url": bundled.address,
        "attribution": credit(bundled.attribution, sentence),
        "view": view,
        "minZoom": bundled.min_zoom,
        "maxNativeZoom": bundled.max_zoom,
    }
    if basemap.kind == "bundled":
        return fallback
    return {
        "kind": basemap.kind,
        "url": basemap.address,
        "attribution": basemap.attribution,
        "view": view,
        "minZoom": basemap.min_zoom,
        "maxNativeZoom": basemap.max_zoom,
        "bounds": _corners(basemap.bounds),
        "schema": basemap.schema,
        "host": basemap.host,
        "fallback": fallback,
    }


def _corners(bounds: Bounds | None) -> list[list[float]] | None:
    # Leaflet has no bounds across the antimeridian; without any it asks for all tiles.
    if bounds is None or bounds.crosses_antimeridian:
        return None
    return [[bounds.south, bounds.west], [bounds.north, bounds.east]]
