"""Areas as the bytes that a map document fetches once: outlines in Web Mercator, ready to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from mapdash.render.columns import pack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from mapdash.layers import Area

GRID = 2**24
"""Units along one side of the world: about 2.4 m at the equator."""

TOLERANCE_DEGREES = 0.0015
"""Outlines are simplified to about 170 m, a third of a pixel at zoom 9."""

_LATITUDE_LIMIT = 85.0511287798
_SMALLEST_RING = 4  # three corners and the first again
_SHORTEST_LINE = 2


def encode_areas(areas: Sequence[Area], *, tolerance_degrees: float = TOLERANCE_DEGREES) -> bytes:
    """Encode areas for `areas.js`.

    The form is that of the event columns (`mapdash.render.columns.pack`): ``x`` and ``y`` hold
    the vertices of all rings one after the other, in whole units of a Web Mercator square with
    `GRID` units a side, from its north-west corner. The header names each area with its kind,
    the point of its label, and how many vertices each of its rings has, and then each of the
    ``solid`` and ``dashed`` lines that its outline is drawn with.

    Parameters
    ----------
    areas : sequence of Area
        Any number, 0 included.
    tolerance_degrees : float
        How far a simplified outline may lie from the given one.

    Returns
    -------
    data : bytes
        The same for equal areas.
    """
    described: list[dict[str, Any]] = []
    runs: list[NDArray[np.int32]] = [np.empty((0, 2), dtype=np.int32)]
    for area in areas:
        simple = shapely.simplify(area.geometry, tolerance_degrees, preserve_topology=True)
        rings = _runs(_rings(simple), _SMALLEST_RING)
        solid, dashed = (
            _runs(lines, _SHORTEST_LINE) for lines in _outlines(area, simple, tolerance_degrees)
        )
        runs += [*rings, *solid, *dashed]
        label = np.array([[area.longitude, area.latitude]])
        described.append(
            {
                "kind": area.kind,
                "code": area.code,
                "name": area.name,
                "label": project(label)[0].round(9).tolist(),
                "rings": [len(run) for run in rings],
                "solid": [len(run) for run in solid],
                "dashed": [len(run) for run in dashed],
            }
        )
    vertices = np.concatenate(runs)
    return pack(
        {"rows": len(vertices), "areas": described},
        {"x": ("i4", vertices[:, 0]), "y": ("i4", vertices[:, 1])},
    )


def _rings(geometry: BaseGeometry) -> list[BaseGeometry]:
    return [
        ring
        for polygon in shapely.get_parts(geometry)
        for ring in (polygon.exterior, *polygon.interiors)
    ]


def _outlines(
    area: Area, simple: BaseGeometry, tolerance_degrees: float
) -> tuple[list[BaseGeometry], list[BaseGeometry]]:
    """Return the lines of an outline that are drawn solid and dashed."""
    if area.disputed is None:
        return _rings(simple), []
    near = shapely.buffer(area.disputed, 2 * tolerance_degrees, quad_segs=2)
    solid = shapely.line_merge(shapely.difference(shapely.boundary(simple), near))
    dashed = shapely.simplify(shapely.line_merge(area.disputed), tolerance_degrees)
    return list(shapely.get_parts(solid)), list(shapely.get_parts(dashed))


def _runs(lines: Sequence[BaseGeometry], fewest: int) -> list[NDArray[np.int32]]:
    runs = (_on_grid(shapely.get_coordinates(line)) for line in lines)
    return [run for run in runs if len(run) >= fewest]


def project(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project longitudes and latitudes to the Web Mercator unit square, south down.

    Parameters
    ----------
    degrees : array of float, shape (n, 2)

    Returns
    -------
    places : array of float, shape (n, 2)
    """
    latitude = np.clip(degrees[:, 1], -_LATITUDE_LIMIT, _LATITUDE_LIMIT)
    x = degrees[:, 0] / 360 + 0.5
    y = 0.5 - np.arcsinh(np.tan(np.radians(latitude))) / (2 * np.pi)
    return np.column_stack([x, y])


def _on_grid(degrees: NDArray[np.float64]) -> NDArray[np.int32]:
    points = np.rint(project(degrees) * GRID).astype(np.int32)
    is_new = np.ones(len(points), dtype=bool)
    is_new[1:] = np.any(points[1:] != points[:-1], axis=1)
    return points[is_new]
