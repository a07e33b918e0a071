"""Rings round a border or a place as what a map document fetches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from mapdash.analysis import PlaceReference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdash.analysis import Reference, Ring

DECIMALS = 4
"""Degrees are kept to about 11 m; a ring along a border is good to 1 % of its distance."""


def encode_rings(rings: Sequence[Ring], reference: Reference) -> bytes:
    """Encode rings for `reference.js`.

    Parameters
    ----------
    rings : sequence of Ring
    reference : BorderReference or PlaceReference
        What they lie round; a place is marked and named.

    Returns
    -------
    data : bytes
        JSON in UTF-8: ``rings``, each with ``km`` and ``lines`` of longitude and latitude,
        ``place`` (longitude and latitude, or null) and ``name``.
    """
    data: dict[str, Any] = {
        "rings": [{"km": round(ring.distance_km), "lines": _lines(ring)} for ring in rings],
        "place": None,
        "name": "",
    }
    if isinstance(reference, PlaceReference):
        data |= {"place": [reference.longitude, reference.latitude], "name": reference.name}
    return json.dumps(data, ensure_ascii=False, allow_nan=False).encode()


def _lines(ring: Ring) -> list[list[list[float]]]:
    return [
        np.round(shapely.get_coordinates(line), DECIMALS).tolist()
        for line in shapely.get_parts(ring.outline)
    ]
