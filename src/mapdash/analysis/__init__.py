"""Analysis: geodesic distances to borders and places, their uncertainty in words, and rings."""

from mapdash.analysis.distance import (
    DISTANCE_COLUMN,
    MeasuredBorder,
    distance_to_border,
    distance_to_place,
)
from mapdash.analysis.reference import (
    MAX_PLACE_NAME_CHARACTERS,
    MAX_PLACE_RADIUS_KM,
    BorderReference,
    PlaceReference,
    Reference,
    reference_from_text,
)
from mapdash.analysis.rings import (
    MAX_RING_DISTANCE_KM,
    RING_DISTANCES_KM,
    Ring,
    rings_along_border,
    rings_around_place,
)
from mapdash.analysis.words import (
    BORDER_ACCURACY_KM,
    accuracy_km,
    distance_in_words,
    reference_label,
    uncertainty_km,
)

__all__ = [
    "BORDER_ACCURACY_KM",
    "DISTANCE_COLUMN",
    "MAX_PLACE_NAME_CHARACTERS",
    "MAX_PLACE_RADIUS_KM",
    "MAX_RING_DISTANCE_KM",
    "RING_DISTANCES_KM",
    "BorderReference",
    "MeasuredBorder",
    "PlaceReference",
    "Reference",
    "Ring",
    "accuracy_km",
    "distance_in_words",
    "distance_to_border",
    "distance_to_place",
    "reference_from_text",
    "reference_label",
    "rings_along_border",
    "rings_around_place",
    "uncertainty_km",
]
