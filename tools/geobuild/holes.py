"""Fill the holes that the source leaves in the land.

The file of the German point of view lacks areas that it gives to no country. Without them the
map would have sea there, and their neighbours no border.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geobuild.tables import read_table

SMALLEST_AREA = 0.002
"""Square degrees; smaller holes are slips of the source and go to a neighbour."""
SMALLEST_PART = 0.01
"""Of the largest: smaller parts that a cut leaves are slivers."""


def find_holes(shapes: NDArray[np.object_]) -> list[shapely.Polygon]:
    """Return the holes in the union of *shapes*, a coverage, largest first."""
    land = shapely.get_parts(shapely.coverage_union_all(shapes))
    holes = [shapely.Polygon(ring) for part in land for ring in part.interiors]
    return sorted(holes, key=lambda hole: -hole.area)


def fill_holes(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return *units* with the holes between them filled.

    A hole of ``border_holes.csv`` becomes a unit of its own without a code, with its name as
    ``key``; water stays; a very small one goes to the neighbour with the longest edge.
    """
    shapes = units.geometry.to_numpy().copy()
    table = read_table("border_holes.csv")
    named: list[dict[str, object]] = []
    for hole in find_holes(shapes):
        inside = [r for r in table if hole.contains(point_of(r))]
        if inside:
            (row,) = inside
            if row["kind"] != "water":
                unit = {"key": row["name"], "default": "", "iso": "", "name": row["name"]}
                named.append(
                    {**unit, "kind": row["kind"], "geometry": shapely.multipolygons([hole])}
                )
        elif hole.area < SMALLEST_AREA:
            at = longest_edge(hole, shapes)
            parts = [*shapely.get_parts(shapes[at]), hole]
            shapes[at] = shapely.multipolygons(shapely.get_parts(shapely.coverage_union_all(parts)))
        else:
            message = f"border_holes.csv does not say what lies at {hole.representative_point()}"
            raise ValueError(message)
    filled = units.set_geometry(gpd.GeoSeries(shapes, crs=units.crs))
    frames = [filled, gpd.GeoDataFrame(named, geometry="geometry", crs=units.crs)]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), geometry="geometry")


def point_of(row: dict[str, str]) -> shapely.Point:
    """Return the place of a table row."""
    return shapely.Point(float(row["longitude"]), float(row["latitude"]))


def longest_edge(hole: shapely.Polygon, shapes: NDArray[np.object_]) -> int:
    """Return the number of the shape that has most of the edge of *hole*."""
    near = np.flatnonzero(shapely.intersects(shapes, hole))
    edges = shapely.intersection(shapely.boundary(shapes[near]), hole.exterior)
    return int(near[np.argmax(shapely.length(edges))])


def cut_holes(shapes: NDArray[np.object_], units: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return provinces without what lies in a named hole.

    The provinces are of the plain view, which gives those areas to a country.
    """
    names = {row["name"] for row in read_table("border_holes.csv")}
    holes = units.geometry.to_numpy()[units["key"].isin(names).to_numpy()]
    cut = shapes.copy()
    tree = shapely.STRtree(shapes)
    for hole in holes:
        for at in tree.query(hole, predicate="intersects"):
            parts = shapely.get_parts(shapely.difference(cut[at], hole))
            parts = parts[shapely.area(parts) >= SMALLEST_PART * shapely.area(parts).max()]
            if shapely.area(cut[at]) - shapely.area(parts).sum() > SMALLEST_AREA:
                cut[at] = parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
    return cut
