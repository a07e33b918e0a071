"""The keys of a briefing file, in the order in which they are written."""

from __future__ import annotations

from typing import Final

from mapdash.filters import VALUE_DIMENSIONS

FORMAT_VERSION: Final = 1
VERSION_KEY: Final = "mapdash_briefing"

BRIEFING_KEYS: Final = (VERSION_KEY, "title", "as_of", "marking", "scenes")

SCENE_KEYS: Final = (
    "title",
    "caption",
    "notes",
    "event",
    "view",
    "theme",
    "filter",
    "layers",
    "near",
    "basemap",
    "open",
    "annotations",
)

FILTER_KEYS: Final = (
    "search",
    "countries",
    "only_where_it_happened",
    *(dimension for dimension in VALUE_DIMENSIONS if dimension != "countries"),
    "from",
    "to",
    "area",
    "only_in_view",
)

OPENABLE: Final = {"table": "is_table_open", "charts": "is_charts_open"}
"""What “open” can name, and the field of the scene that it sets."""
