"""Briefing: scenes, and their form in an address."""

from mapdash.briefing.scene import DEFAULT_BASEMAP, THEMES, Scene, Theme
from mapdash.briefing.url import scene_from_query, scene_to_query

__all__ = [
    "DEFAULT_BASEMAP",
    "THEMES",
    "Scene",
    "Theme",
    "scene_from_query",
    "scene_to_query",
]
