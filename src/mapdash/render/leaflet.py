"""MapView to a folium map: the base map that stays, and the command that changes what it shows.

The only place that swaps longitude and latitude. The map document loads Leaflet and our own
files; all data travels by URL, and a change of the view is a command of a few bytes that
travels in the feature group of streamlit-folium, so that the base map is never rebuilt.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import folium
import numpy as np
from branca.element import MacroElement
from folium.map import Layer
from folium.template import Template

from mapdash.render import assets
from mapdash.render.annotations import annotation_data
from mapdash.render.columns import encode_mask
from mapdash.render.filtering import filter_data
from mapdash.render.hardening import json_for_script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapdash.bounds import Bounds
    from mapdash.layers import CategoryLayer, MapView

RUNTIME_FILES = (
    "vendor/leaflet@1.9.3/dist/leaflet.js",
    "runtime.js",
    "columns.js",
    "folding.js",
    "search.js",
    "where.js",
    "filter.js",
    "reduce.js",
    "engine.js",
    "marks.js",
    "cells.js",
    "clusters.js",
    "vendor/protomaps-leaflet@5.1.0/dist/protomaps-leaflet.js",
    "basemap-source.js",
    "basemap-style.js",
    "basemap-labels.js",
    "basemap.js",
    "basemap-part.js",
    "areas.js",
    "routes.js",
    "labels.js",
    "event-hits.js",
    "event-words.js",
    "event-canvas.js",
    "obstacles.js",
    "events.js",
    "event-list.js",
    "interaction.js",
    "ticked.js",
    "keyboard.js",
    "legend.js",
    "reference.js",
    "timeline-dates.js",
    "timeline-bins.js",
    "timeline-draw.js",
    "timeline-model.js",
    "timeline-brush.js",
    "timeline-play.js",
    "timeline-fields.js",
    "timeline.js",
    "timeline-part.js",
    "layer-canvas.js",
    "regions.js",
    "density.js",
    "arc-ends.js",
    "arcs.js",
    "choropleth.js",
    "layers-legend.js",
    "selection-shapes.js",
    "selection-area.js",
    "selection-draw.js",
    "selection-view.js",
    "selection-tools.js",
    "annotations-geo.js",
    "annotations-shapes.js",
    "annotations-ink.js",
    "annotations-bar.js",
    "annotations-sketch.js",
    "annotations-pick.js",
    "annotations.js",
)
"""The scripts of a map document, in the order in which they run."""

ViewCommand: TypeAlias = folium.FeatureGroup
"""What carries a view to a map document; see `build_command`."""

MIN_ZOOM = 2
MAX_ZOOM = 14


@dataclass(frozen=True, slots=True)
class MapAddresses:
    """Hold where a map document fetches its data.

    Parameters
    ----------
    columns : str
        What `mapdash.render.columns` encodes, as `mapdash.render.assets.publish` answered.
    labels : str
        Of the `mapdash.render.labels.Labels`, as `mapdash.render.assets.publish_family` answered.
    filters, words : str
        What `mapdash.render.filtering` encodes.
    areas, routes : str
        What `mapdash.render.areas` and `mapdash.render.routes` encode.
    basemap : mapping
        What `mapdash.render.basemaps.basemap_config` says of the basemap.
    """

    columns: str
    labels: str
    filters: str
    words: str
    areas: str
    routes: str
    basemap: Mapping[str, Any]


def links(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """Return names and addresses as folium wants them."""
    return list(pairs)


RUNTIME = assets.bundle_address("map.js", RUNTIME_FILES)
"""Where a map document fetches all of its scripts at once."""


@dataclass(frozen=True, slots=True)
class RegionAddresses:
    """Hold where a map document fetches what counts by country and arcs need.

    Parameters
    ----------
    rows : str
        What `mapdash.render.regions.encode_regions` encodes.
    countries, provinces : str
        Outlines, as `mapdash.render.regions.encode_outlines` encodes them.
    """

    rows: str
    countries: str
    provinces: str


@dataclass(frozen=True, slots=True)
class LayerAddresses:
    """Hold where a map document fetches what only some views show.

    Parameters
    ----------
    rings : str, optional
        The rings round what distances are measured from, as `mapdash.render.rings` encodes
        them; "" for none.
    regions : RegionAddresses, optional
        Given when a layer is shown that needs them.
    """

    rings: str = ""
    regions: RegionAddresses | None = None


class NamedOnce:
    """An element that knows its name: folium makes it anew some hundred times a run, letter by letter."""

    _id: str
    prefix = "mapdash"

    def get_name(self) -> str:
        """Return the name of the variable that the element has in the map document."""
        return f"{self.prefix}_{self._id}"


class DashboardMap(NamedOnce, folium.Map):
    """A folium map that loads Leaflet and mapdash's own files, and no tiles."""

    prefix = "map"
    default_js = links(("mapdash", RUNTIME))
    default_css = links(
        ("leaflet_css", dict(folium.Map.default_css)["leaflet_css"]),
        ("mapdash.css", assets.asset_address("mapdash.css")),
        ("annotations.css", assets.asset_address("annotations.css")),
    )


class Attach(NamedOnce, MacroElement):  # type: ignore[misc] # branca ships no types
    """Hand the map to the runtime, with the addresses of its data."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "mapdash.attach({{ this._parent.get_name() }}, {{ this.config }});"
        "{% endmacro %}"
    )

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        self._name = "MapdashAttach"
        self.config = json_for_script(config)


class CategoryElement(NamedOnce, Layer):
    """The layer of one category; what it draws comes from the event columns."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = new mapdash.EventLayer({{ this.layer }});"
        "{{ this.get_name() }}.addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, layer: CategoryLayer) -> None:
        super().__init__(name=layer.title, overlay=True, control=False, show=True)
        self._name = "MapdashCategory"
        style = {"shape": layer.style.shape, "light": layer.style.light, "dark": layer.style.dark}
        self.layer = json_for_script({"code": layer.code, "title": layer.title, "style": style})


class Command(NamedOnce, MacroElement):  # type: ignore[misc] # branca ships no types
    """Tell the runtime what to show. It runs at every change and costs a few bytes."""

    _template = Template(
        "{% macro script(this, kwargs) %}mapdash.apply({{ this.command }});{% endmacro %}"
    )

    def __init__(self, command: dict[str, Any]) -> None:
        super().__init__()
        self._name = "MapdashCommand"
        self.command = json_for_script(command)


class View(NamedOnce, folium.FeatureGroup):
    """The feature group that carries a command."""

    # streamlit-folium counts on it.
    prefix = "feature_group"


@dataclass(frozen=True, slots=True)
class Spot:
    """Name a place that a reader flies to; it is marked until the next move or click.

    Parameters
    ----------
    name : str
    longitude, latitude : float
        Degrees, WGS 84.
    """

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class CameraMove:
    """Ask the camera to go somewhere, once.

    Parameters
    ----------
    nonce : int
        A move is made when its number is new to the map document.
    bounds : Bounds
    spot : Spot, optional
    """

    nonce: int
    bounds: Bounds
    spot: Spot | None = None


def _edges(bounds: Bounds) -> list[float]:
    return [bounds.west, bounds.south, bounds.east, bounds.north]


def build_base_map(
    view: MapView,
    addresses: MapAddresses,
    *,
    padding_px: int = 0,
    kind: type[DashboardMap] = DashboardMap,
) -> folium.Map:
    """Build the map that stays for the whole session.

    It depends on the dataset, the basemap and the first bounds only: anything else that went
    in would rebuild the document, which flashes and loses the camera.

    Parameters
    ----------
    view : MapView
        `visible`, `chosen` and `theme` are not looked at.
    addresses : MapAddresses
    padding_px : int, default 0
        Room between the bounds and the edge of the map; 0 for bounds that were an edge before.
    kind : type of DashboardMap, default DashboardMap
        One that loads other scripts and style sheets makes another document of the same map.

    Returns
    -------
    base_map : folium.Map
        New at every call: streamlit-folium changes what it is given.

    Raises
    ------
    AssetNotVendoredError
        If the document would load a file that is not served by mapdash itself.
    """
    base_map = kind(
        location=[0.0, 0.0],
        zoom_start=MIN_ZOOM,
        tiles=None,
        minZoom=MIN_ZOOM,
        maxZoom=MAX_ZOOM,
        zoomSnap=0.25,
        wheelPxPerZoomLevel=90,
        preferCanvas=False,
        worldCopyJump=True,
        boxZoom=False,
        trackResize=False,
    )
    config = {
        "version": view.columns.version,
        "events": addresses.columns,
        "labels": addresses.labels,
        "filters": addresses.filters,
        "words": addresses.words,
        "areas": addresses.areas,
        "routes": addresses.routes,
        "basemap": dict(addresses.basemap),
        "bounds": _edges(view.bounds) if view.bounds else None,
        "padding": padding_px,
    }
    Attach(config).add_to(base_map)
    for layer in view.layers:
        CategoryElement(layer).add_to(base_map)
    assets.check_assets(base_map)
    return base_map


def _fit(move: CameraMove) -> dict[str, Any]:
    spot = asdict(move.spot) if move.spot else None
    return {"nonce": move.nonce, "bounds": _edges(move.bounds), "spot": spot}


def command_data(
    view: MapView,
    move: CameraMove | None = None,
    *,
    layers: LayerAddresses = LayerAddresses(),
    seen: Mapping[str, int] | None = None,
    selected: Sequence[int] = (),
    has_mask: bool = False,
) -> dict[str, Any]:
    """Say a view as `runtime.js` takes it; see `build_command`.

    Returns
    -------
    command : dict
        Anything in it can be written as JSON.
    """
    total = len(view.columns)
    visible = np.ones(total, dtype=np.bool_) if view.visible is None else view.visible
    return {
        "name": view.name,
        "filter": filter_data(view.filter),
        "matched": int(np.count_nonzero(visible)),
        "visible": encode_mask(visible) if has_mask else None,
        "seen": dict(seen or {}),
        "chosen": view.chosen,
        "selected": list(selected),
        "theme": view.theme,
        "hidden": sorted(view.hidden_layers),
        "shown": sorted(view.shown_layers),
        "regions": asdict(layers.regions) if layers.regions else None,
        "reference": {"url": layers.rings} if layers.rings else None,
        "fit": _fit(move) if move else None,
        "annotations": annotation_data(view.annotations),
    }


def build_command(
    view: MapView,
    move: CameraMove | None = None,
    *,
    layers: LayerAddresses = LayerAddresses(),
    seen: Mapping[str, int] | None = None,
    selected: Sequence[int] = (),
    has_mask: bool = False,
) -> ViewCommand:
    """Build the feature group that carries the view to the map document.

    Parameters
    ----------
    view : MapView
    move : CameraMove, optional
        Where the camera shall go; without it the camera stays.
    layers : LayerAddresses, optional
        Where the document fetches what only this view shows.
    seen : mapping of str to int, optional
        How far the actions of each sender are carried out in *view*.
    selected : sequence of int, optional
        The rows that the reader ticked in the table.
    has_mask : bool, default False
        Whether to send which events are visible, for a document that found others.

    Returns
    -------
    group : folium.FeatureGroup
        New at every call.
    """
    command = command_data(
        view, move, layers=layers, seen=seen, selected=selected, has_mask=has_mask
    )
    group = View(name="view", control=False)
    Command(command).add_to(group)
    return group
