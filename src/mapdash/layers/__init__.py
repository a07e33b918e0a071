"""Neutral layers: what a map shows, as columns and frozen styles, before any library draws it."""

from mapdash.layers.columns import EventColumns, columns_of
from mapdash.layers.style import CATEGORY_STYLES, SHAPES, CategoryStyle, style_of
from mapdash.layers.view import THEMES, CategoryLayer, MapView, Theme, build_layers

__all__ = [
    "CATEGORY_STYLES",
    "SHAPES",
    "THEMES",
    "CategoryLayer",
    "CategoryStyle",
    "EventColumns",
    "MapView",
    "Theme",
    "build_layers",
    "columns_of",
    "style_of",
]
