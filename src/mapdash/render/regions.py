"""Regions as what a map document fetches when it first counts by them or draws who took part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mapdash.render.areas import encode_areas, project
from mapdash.render.columns import pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdash.layers import Area
    from mapdash.services import EventRegions
    from mapdash.services.regions import RegionPlace

COUNTRY_TOLERANCE_DEGREES: Final = 0.03
"""A pixel at zoom 5.5, up to which countries are counted, and less than one further out."""

PROVINCE_TOLERANCE_DEGREES: Final = 0.004
"""A pixel at zoom 9: an outline that is filled, with the basemap's own line beneath it."""


def encode_regions(regions: EventRegions) -> bytes:
    """Encode where events happened and who took part, for `regions.js`.

    The form is that of `mapdash.render.columns.pack`: ``country``, ``province`` and
    ``actorSet`` of each event, and a header with ``countries`` and ``provinces``, each with
    code, name and the point of its label in the Web Mercator unit square (null for none), and
    ``actorSets``.

    Parameters
    ----------
    regions : EventRegions of n events

    Returns
    -------
    data : bytes
        The same for equal regions.
    """
    header = {
        "rows": len(regions.country),
        "countries": _described(regions.countries),
        "provinces": _described(regions.provinces),
        "actorSets": [list(actors) for actors in regions.actor_sets],
    }
    return pack(
        header,
        {
            "country": ("i4", regions.country),
            "province": ("i4", regions.province),
            "actorSet": ("i4", regions.actor_set),
        },
    )


def encode_outlines(areas: Sequence[Area], *, are_provinces: bool) -> bytes:
    """Encode the outlines that counts are drawn in, no finer than they are seen.

    Parameters
    ----------
    areas : sequence of Area
    are_provinces : bool

    Returns
    -------
    data : bytes
        As `mapdash.render.areas.encode_areas` has them.
    """
    tolerance = PROVINCE_TOLERANCE_DEGREES if are_provinces else COUNTRY_TOLERANCE_DEGREES
    return encode_areas(areas, tolerance_degrees=tolerance)


def _described(places: Sequence[RegionPlace]) -> list[dict[str, Any]]:
    return [
        {"code": place.code, "name": place.name, "label": _label(place.longitude, place.latitude)}
        for place in places
    ]


def _label(longitude: float | None, latitude: float | None) -> list[float] | None:
    if longitude is None or latitude is None:
        return None
    label: list[float] = project(np.array([[longitude, latitude]]))[0].round(9).tolist()
    return label
