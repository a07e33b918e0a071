"""Neutral layers: what a map shows, as columns and frozen styles, before any library draws it."""

from mapdash.layers.areas import NO_AREA, Area, AreaColumns, AreaLookup, areas_of
from mapdash.layers.columns import EventColumns, columns_of
from mapdash.layers.places import boxes_of, places_of
from mapdash.layers.routes import (
    ROUTE_MODES,
    SCHEMATIC,
    FindPlace,
    Route,
    RouteMode,
    RouteRow,
    Town,
    build_routes,
)
from mapdash.layers.style import CATEGORY_STYLES, SHAPES, CategoryStyle, style_of
from mapdash.layers.view import THEMES, CategoryLayer, Drawing, MapView, Theme, build_layers

__all__ = [
    "CATEGORY_STYLES",
    "NO_AREA",
    "ROUTE_MODES",
    "SCHEMATIC",
    "SHAPES",
    "THEMES",
    "Area",
    "AreaColumns",
    "AreaLookup",
    "CategoryLayer",
    "CategoryStyle",
    "Drawing",
    "EventColumns",
    "FindPlace",
    "MapView",
    "Route",
    "RouteMode",
    "RouteRow",
    "Theme",
    "Town",
    "areas_of",
    "boxes_of",
    "build_layers",
    "build_routes",
    "columns_of",
    "places_of",
    "style_of",
]
