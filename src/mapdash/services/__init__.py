"""Use cases: load a dataset, resolve a scene against it, measure, list what the map cannot show."""

from mapdash.services.areas import BorderAreas
from mapdash.services.dataset import Dataset, TableReader, load_dataset
from mapdash.services.distances import (
    Distances,
    is_measurable,
    measurable_borders,
    measure,
    rings_of,
)
from mapdash.services.regions import (
    EventRegions,
    country_outlines,
    province_outlines,
    regions_of,
)
from mapdash.services.views import (
    bounds_of,
    can_zoom,
    off_map_rows,
    on_map,
    resolve_scene,
    without_outline,
)

__all__ = [
    "BorderAreas",
    "Dataset",
    "Distances",
    "EventRegions",
    "TableReader",
    "bounds_of",
    "can_zoom",
    "country_outlines",
    "is_measurable",
    "load_dataset",
    "measurable_borders",
    "measure",
    "off_map_rows",
    "on_map",
    "province_outlines",
    "regions_of",
    "resolve_scene",
    "rings_of",
    "without_outline",
]
