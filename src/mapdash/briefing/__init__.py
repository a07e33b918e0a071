"""Briefing: scenes, and their form in an address."""

from mapdash.briefing.scene import EXTRA_LAYERS, OPTIONAL_LAYERS, Scene
from mapdash.briefing.url import scene_from_query, scene_to_query

__all__ = [
    "EXTRA_LAYERS",
    "OPTIONAL_LAYERS",
    "Scene",
    "scene_from_query",
    "scene_to_query",
]
