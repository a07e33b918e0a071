"""Areas as the bytes that a map document fetches once: outlines in Web Mercator, ready to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from mapdash.render.columns import pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mapdash.layers import Area

GRID = 2**24
"""Units along one side of the world: about 2.4 m at the equator."""

TOLERANCE_DEGREES = 0.0015
"""Outlines are simplified to about 170 m, a third of a pixel at zoom 9."""

_LATITUDE_LIMIT = 85.0511287798
_SMALLEST_RING = 4  # three corners and the first again


def encode_areas(areas: Sequence[Area]) -> bytes:
    """Encode areas for `areas.js`.

    The form is that of the event columns (`mapdash.render.columns.pack`): ``x`` and ``y`` hold
    the vertices of all rings one after the other, in whole units of a Web Mercator square with
    `GRID` units a side, from its north-west corner. The header names each area with its kind,
    the point of its label, and how many vertices each of its rings has.

    Parameters
    ----------
    areas : sequence of Area
        Any number, 0 included.

    Returns
    -------
    data : bytes
        The same for equal areas.
    """
    described: list[dict[str, Any]] = []
    runs: list[NDArray[np.int32]] = [np.empty((0, 2), dtype=np.int32)]
    for area in areas:
        rings = [_on_grid(ring) for ring in _rings(area)]
        kept = [ring for ring in rings if len(ring) >= _SMALLEST_RING]
        runs += kept
        label = np.array([[area.longitude, area.latitude]])
        described.append(
            {
                "kind": area.kind,
                "code": area.code,
                "name": area.name,
                "label": _project(label)[0].round(9).tolist(),
                "rings": [len(ring) for ring in kept],
            }
        )
    vertices = np.concatenate(runs)
    return pack(
        {"rows": len(vertices), "areas": described},
        {"x": ("i4", vertices[:, 0]), "y": ("i4", vertices[:, 1])},
    )


def _rings(area: Area) -> list[NDArray[np.float64]]:
    simple = shapely.simplify(area.geometry, TOLERANCE_DEGREES, preserve_topology=True)
    return [
        shapely.get_coordinates(ring)
        for polygon in shapely.get_parts(simple)
        for ring in (polygon.exterior, *polygon.interiors)
    ]


def _project(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    latitude = np.clip(degrees[:, 1], -_LATITUDE_LIMIT, _LATITUDE_LIMIT)
    x = degrees[:, 0] / 360 + 0.5
    y = 0.5 - np.arcsinh(np.tan(np.radians(latitude))) / (2 * np.pi)
    return np.column_stack([x, y])


def _on_grid(degrees: NDArray[np.float64]) -> NDArray[np.int32]:
    points = np.rint(_project(degrees) * GRID).astype(np.int32)
    is_new = np.ones(len(points), dtype=bool)
    is_new[1:] = np.any(points[1:] != points[:-1], axis=1)
    return points[is_new]
