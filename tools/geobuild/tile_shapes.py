"""Make the land, waters and boundary lines that the tiles hold, a copy for each zoom.

Shapes are in units of `geobuild.mercator`. Each copy is simplified to what its zoom can show:
tippecanoe would simplify inside each tile, and lines would not meet across tiles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geobuild.holes import point_of
from geobuild.mercator import LATITUDE_LIMIT, WORLD_SIZE, project_geometries
from geobuild.tables import read_table
from geobuild.tile_provinces import make_province_lines
from geobuild.tile_rivers import make_rivers

LARGEST_ZOOM = 6
TILE_PX = 512
"""A tile is drawn at twice the usual size, so zoom 6 is what a map at zoom 7 shows."""
TOLERANCE_PX = dict.fromkeys(range(LARGEST_ZOOM), 0.4) | {LARGEST_ZOOM: 0.12}
"""The largest zoom is drawn up to eight times as large."""
SMALLEST_ISLAND_PX = dict.fromkeys(range(LARGEST_ZOOM), 1.2) | {LARGEST_ZOOM: 0.1}
SMALLEST_LAKE_PX = dict.fromkeys(range(LARGEST_ZOOM), 9.0) | {LARGEST_ZOOM: 2.0}
"""Areas in square pixels."""
FIRST_PROVINCE_ZOOM = 3
FIRST_RIVER_ZOOM = 2


@dataclass(frozen=True)
class TileFeature:
    """One feature of the tiles; ``geometry`` in units, shown from ``first`` to ``last`` zoom."""

    layer: str
    geometry: shapely.Geometry
    first: int
    last: int = LARGEST_ZOOM
    properties: Mapping[str, str | int | float] = field(default_factory=dict)


def px_units(zoom: int) -> float:
    """Return how many units a pixel is at *zoom*."""
    return WORLD_SIZE / (TILE_PX * 2.0**zoom)


def make_shapes(
    files: dict[str, Path], borders: gpd.GeoDataFrame, provinces: gpd.GeoDataFrame
) -> Iterator[TileFeature]:
    """Yield every area and line of the tiles, in the order in which they are drawn."""
    countries = gpd.read_file(files["ne_10m_admin_0_countries_deu.zip"], encoding="utf-8")
    land = project_areas(make_land(countries.geometry.to_numpy()))
    lakes = project_areas(shapely.union_all(gpd.read_file(files["ne_10m_lakes.shp"]).geometry))
    yield from copy_areas("land", land, SMALLEST_ISLAND_PX)
    province_lines = make_province_lines(provinces)
    border_lines = group_borders(borders)
    boundaries = np.concatenate([border_lines["geometry"], province_lines["geometry"]])
    rivers = make_rivers(files["world_50m.json"], boundaries)
    yield from copy_lines("rivers", rivers, FIRST_RIVER_ZOOM)
    yield from copy_areas("lakes", lakes, SMALLEST_LAKE_PX)
    yield from copy_lines("provinces", province_lines, FIRST_PROVINCE_ZOOM)
    yield from copy_lines("borders", border_lines, 0)


def make_land(countries: NDArray[np.object_]) -> shapely.Geometry:
    """Return the union of *countries* (degrees), with what lies between them and is no water."""
    water = [point_of(r) for r in read_table("border_holes.csv") if r["kind"] == "water"]
    parts = shapely.get_parts(shapely.coverage_union_all(countries))
    filled = []
    for part in parts:
        holes = [r for r in part.interiors if any(shapely.Polygon(r).contains(w) for w in water)]
        filled.append(shapely.Polygon(part.exterior, holes))
    return shapely.MultiPolygon(filled)


def project_areas(shape: shapely.Geometry) -> NDArray[np.object_]:
    """Return the polygons of *shape* (degrees) in units, cut off where the world's square ends."""
    square = shapely.box(-180, -LATITUDE_LIMIT, 180, LATITUDE_LIMIT)
    projected = project_geometries(shapely.get_parts(shapely.intersection(shape, square)))
    return np.array([p for p in shapely.get_parts(projected) if p.geom_type == "Polygon"])


def copy_areas(
    layer: str, parts: NDArray[np.object_], smallest: dict[int, float]
) -> Iterator[TileFeature]:
    """Yield *parts* as one shape for each zoom, without what is too small there."""
    for zoom in range(LARGEST_ZOOM + 1):
        unit = px_units(zoom)
        kept = parts[shapely.area(parts) >= smallest[zoom] * unit**2]
        kept = shapely.coverage_simplify(kept, TOLERANCE_PX[zoom] * unit)
        kept = kept[~shapely.is_empty(kept)]
        if len(kept):
            yield TileFeature(layer, shapely.MultiPolygon(kept.tolist()), zoom, zoom)


def copy_lines(layer: str, lines: pd.DataFrame, first: int) -> Iterator[TileFeature]:
    """Yield *lines* for each zoom, those of the same properties as one shape.

    The column ``zoom``, where there is one, says from which zoom of the map a line shows.
    """
    columns = [column for column in lines.columns if column != "geometry"]
    for zoom in range(first, LARGEST_ZOOM + 1):
        shown = lines
        if "zoom" in columns and zoom < LARGEST_ZOOM:
            shown = lines[lines["zoom"] <= zoom + 1]
        for values, group in shown.groupby(columns, sort=True):
            shapes = shapely.simplify(
                group["geometry"].to_numpy(), TOLERANCE_PX[zoom] * px_units(zoom)
            )
            properties = {c: plain(v) for c, v in zip(columns, values, strict=True) if v != ""}
            merged = shapely.MultiLineString(shapely.get_parts(shapes).tolist())
            yield TileFeature(layer, merged, zoom, zoom, properties)


def plain(value: object) -> str | int:
    """Return a cell of a frame as a plain Python value."""
    return value if isinstance(value, str) else int(value)  # type: ignore[call-overload]


def group_borders(lines: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the lines between countries by status and by the one view that has them.

    ``view`` is "" for the lines that every view has, so that they are in the tiles once.
    """
    views: dict[tuple[str, bytes], set[str]] = defaultdict(set)
    of_source: list[Any] = list(lines.itertuples())
    for row in of_source:
        for part in shapely.get_parts(shapely.line_merge(row.geometry)):
            views[row.status, shapely.to_wkb(shapely.normalize(part))].add(row.view)
    rows = [
        (status, next(iter(found)) if len(found) == 1 else "", shapely.from_wkb(wkb))
        for (status, wkb), found in views.items()
    ]
    frame = pd.DataFrame(rows, columns=["status", "view", "geometry"])
    frame["geometry"] = project_geometries(frame["geometry"].to_numpy())
    return frame
