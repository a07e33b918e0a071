"""Use cases: load a dataset, resolve scenes against it, measure, list what the map cannot show."""

from mapdash.services.areas import BorderAreas
from mapdash.services.briefings import (
    ResolvedScene,
    problems_in_words,
    resolve_briefing,
)
from mapdash.services.dataset import Dataset, TableReader, load_dataset
from mapdash.services.distances import (
    Distances,
    is_measurable,
    measurable_borders,
    measure,
    rings_of,
)
from mapdash.services.flights import EventPlace, boxes_of_borders, places_of_events
from mapdash.services.regions import (
    EventRegions,
    country_outlines,
    province_outlines,
    regions_of,
)
from mapdash.services.screens import on_screen, screen_line
from mapdash.services.source_index import (
    Source,
    SourceIndex,
    Sources,
    sources_named,
)
from mapdash.services.sources import MOST_SOURCES, sources_on_screen
from mapdash.services.views import (
    bounds_of,
    can_zoom,
    off_map_rows,
    on_map,
    resolve_scene,
    without_outline,
)

__all__ = [
    "MOST_SOURCES",
    "BorderAreas",
    "Dataset",
    "Distances",
    "EventPlace",
    "EventRegions",
    "ResolvedScene",
    "Source",
    "SourceIndex",
    "Sources",
    "TableReader",
    "bounds_of",
    "boxes_of_borders",
    "can_zoom",
    "country_outlines",
    "is_measurable",
    "load_dataset",
    "measurable_borders",
    "measure",
    "off_map_rows",
    "on_map",
    "on_screen",
    "places_of_events",
    "problems_in_words",
    "province_outlines",
    "regions_of",
    "resolve_briefing",
    "resolve_scene",
    "rings_of",
    "screen_line",
    "sources_named",
    "sources_on_screen",
    "without_outline",
]
