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
    "TableReader",
    "bounds_of",
    "can_zoom",
    "is_measurable",
    "load_dataset",
    "measurable_borders",
    "measure",
    "off_map_rows",
    "on_map",
    "resolve_scene",
    "rings_of",
    "without_outline",
]
