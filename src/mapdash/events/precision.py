"""How closely a point fixes the place of an event, and how closely a date fixes its time."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PINNED_PRECISIONS = ("exact", "locality")
"""Places close enough to be drawn as a dot."""

AREA_PRECISIONS = ("admin2", "admin1")
"""Places that are drawn as the area they are known to, never as a pin."""

OFF_MAP_PRECISIONS = ("country", "unknown")
"""Places that are listed under *Not on map*, never drawn as a mark of their own."""

UNKNOWN_PRECISION = "unknown"

GEO_PRECISIONS = PINNED_PRECISIONS + AREA_PRECISIONS + OFF_MAP_PRECISIONS
"""All precisions of a place, from the closest to none."""

DATE_PRECISIONS = ("day", "month", "year")
"""All precisions of a date, from the closest to the coarsest."""

PRECISION_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "exact": "Exact site",
        "locality": "Town or locality",
        "admin2": "District only",
        "admin1": "Province only",
        "country": "Country only",
        "unknown": "Place unknown",
    }
)
"""What a reader sees for each of `GEO_PRECISIONS`."""

DATE_PRECISION_LABELS: Mapping[str, str] = MappingProxyType(
    {"day": "Day known", "month": "Month only", "year": "Year only"}
)
"""What a reader sees for each of `DATE_PRECISIONS`."""
