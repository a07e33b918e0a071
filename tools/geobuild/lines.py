"""Make the lines and waters that are not countries."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geobuild.mercator import WORLD_SIZE, encode_points, project_geometries, to_grid
from geobuild.topology import SMALLEST_RING, Owners, Point

EVERYWHERE = shapely.box(-180, -90, 180, 90)
BORDER_MARGIN_DEGREES = 0.02
SHORTEST_DE_FACTO_UNITS = 40.0
SHORTEST_PROVINCE_LINE_UNITS = 25.0
NARROWEST_MESH_KM = 26.0
UNIT_KM = 40_075 / WORLD_SIZE


def read_disputed(path: Path) -> Callable[[Owners, Point], bool]:
    """Return the answer to "is the border between these two disputed at this grid point"."""
    boxes: dict[Owners, list[shapely.Geometry]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pair = frozenset({row["first"], row["second"]})
            box = shapely.box(*edges_of(row)) if row["west"] else EVERYWHERE
            boxes.setdefault(pair, []).append(project_geometries(np.array([box]))[0])

    def is_disputed(owners: Owners, point: Point) -> bool:
        return any(bool(shapely.contains_xy(box, *point)) for box in boxes.get(owners, ()))

    return is_disputed


def edges_of(row: dict[str, str]) -> tuple[float, float, float, float]:
    """Return west, south, east and north of a table row, in degrees."""
    return float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])


def find_de_facto_lines(
    path: Path, boundaries: Path, countries: NDArray[np.object_]
) -> NDArray[np.object_]:
    """Return the lines of control that another point of view draws as borders, in units.

    In each box of the table these are the lines of *boundaries* (Natural Earth's plain view)
    that run along no border or coast of *countries* (degrees).
    """
    lines = gpd.read_file(boundaries).geometry.to_numpy()
    edges = shapely.boundary(countries)
    found: list[shapely.Geometry] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            box = edges_of(row)
            drawn = shapely.union_all(shapely.clip_by_rect(edges, *box))
            clipped = shapely.union_all(shapely.clip_by_rect(lines, *box))
            rest = shapely.difference(clipped, shapely.buffer(drawn, BORDER_MARGIN_DEGREES))
            (merged,) = shapely.line_merge(project_geometries(np.array([rest])))
            parts = shapely.get_parts(merged)
            found += [p for p in parts if shapely.length(p) >= SHORTEST_DE_FACTO_UNITS]
    return np.array(found)


def make_lakes(path: Path, *, tolerance: float, smallest_area: float) -> list[str]:
    """Return the rings of the lakes, largest first, as encoded points."""
    shapes = project_geometries(gpd.read_file(path).geometry.to_numpy())
    parts = shapely.get_parts(shapely.simplify(shapes, tolerance))
    parts = parts[shapely.area(parts) >= smallest_area]
    rings = shapely.get_rings(parts[np.argsort(-shapely.area(parts), kind="stable")])
    return [
        encode_points(grid)
        for ring in rings
        if len(grid := to_grid(shapely.get_coordinates(ring))) >= SMALLEST_RING
    ]


def make_rivers(path: Path, *, tolerance: float) -> list[str]:
    """Return the river lines of a TopoJSON file as encoded points."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]
    lines = []
    for river in topology["objects"]["rivers"]["geometries"]:
        runs = river["arcs"] if river["type"] == "MultiLineString" else [river["arcs"]]
        for run in runs:
            pieces = [decoded[a] if a >= 0 else decoded[~a][::-1] for a in run]
            lines.append(shapely.LineString(np.concatenate(pieces)))
    merged = shapely.line_merge(shapely.union_all(lines))
    return encode_lines(project_geometries(shapely.get_parts(merged)), tolerance=tolerance)


def make_province_lines(
    path: Path, countries: NDArray[np.object_], *, tolerance: float
) -> list[str]:
    """Return the lines between provinces as encoded points.

    Left out are those of the *countries* (units) where the source has municipalities: they
    would cover the map with a mesh. The lines carry no attributes, so the mesh is told by
    its width: twice the area by the length of the lines.
    """
    lines = gpd.read_file(path).geometry.to_numpy()
    merged = shapely.line_merge(shapely.multilinestrings(shapely.get_parts(lines)))
    parts = project_geometries(shapely.get_parts(merged))
    middles = shapely.line_interpolate_point(parts, 0.5, normalized=True)
    line, country = shapely.STRtree(countries).query(middles, predicate="within")
    lengths = np.bincount(country, shapely.length(parts)[line], len(countries))
    mesh = 2 * shapely.area(countries) / np.maximum(lengths, 1)
    narrowest = NARROWEST_MESH_KM / (UNIT_KM * np.cos(latitudes_of(countries)))
    is_kept = shapely.length(parts) >= SHORTEST_PROVINCE_LINE_UNITS
    is_kept[line[(mesh < narrowest)[country]]] = False
    return encode_lines(parts[is_kept], tolerance=tolerance)


def latitudes_of(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the latitude, in radians, of the middle of each of *shapes* (units)."""
    south_to_north = (0.5 - shapely.get_y(shapely.centroid(shapes)) / WORLD_SIZE) * 2 * np.pi
    return np.arctan(np.sinh(south_to_north))


def encode_lines(lines: NDArray[np.object_], *, tolerance: float) -> list[str]:
    """Simplify *lines* (units) and return them as encoded points, in a fixed order."""
    grids = [to_grid(shapely.get_coordinates(line)) for line in shapely.simplify(lines, tolerance)]
    return sorted(encode_points(grid) for grid in grids if len(grid) > 1)
