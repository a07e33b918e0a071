"""Make the lines between provinces, each with the zoom at which its country can bear them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geobuild.mercator import WORLD_SIZE, project_geometries

UNIT_PX = 44.0
"""How wide the middle province of a country is when the lines begin to show."""
FIRST_ZOOM, LAST_ZOOM = 4, 9
PX_TILE = 256


def make_province_lines(provinces: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the lines within each country in units, and the zoom from which they show.

    Provinces are a coverage: an edge that two of one country have is a line between them, one
    that only one has is a coast, and one of two countries is a border.
    """
    shapes = project_geometries(provinces.geometry.to_numpy())
    countries = provinces["country"].to_numpy()
    zooms = first_zooms(shapes, countries)
    rows = []
    for country in sorted(set(countries) - {""}):
        lines = inner_lines(shapes[countries == country])
        if lines is not None:
            rows.append((zooms[country], lines))
    return pd.DataFrame(rows, columns=["zoom", "geometry"])


def first_zooms(shapes: NDArray[np.object_], countries: NDArray[np.object_]) -> dict[str, int]:
    """Return for each country the zoom at which its middle province is `UNIT_PX` wide."""
    widths = pd.Series(np.sqrt(shapely.area(shapes))).groupby(countries).median()
    zooms = np.ceil(np.log2(UNIT_PX * WORLD_SIZE / (PX_TILE * widths.to_numpy())))
    found = np.clip(zooms, FIRST_ZOOM, LAST_ZOOM).astype(int).tolist()
    return dict(zip(widths.index.astype(str), found, strict=True))


def inner_lines(shapes: NDArray[np.object_]) -> shapely.Geometry | None:
    """Return the edges that two of *shapes* share, as merged lines; None when there are none."""
    rings = shapely.get_rings(shapely.get_parts(shapes))
    edges = []
    for ring in rings:
        points = shapely.get_coordinates(ring)
        pairs = np.hstack([points[:-1], points[1:]])
        is_turned = (pairs[:, 0] > pairs[:, 2]) | (
            (pairs[:, 0] == pairs[:, 2]) & (pairs[:, 1] > pairs[:, 3])
        )
        pairs[is_turned] = pairs[is_turned][:, [2, 3, 0, 1]]
        edges.append(pairs)
    found, counts = np.unique(np.vstack(edges), axis=0, return_counts=True)
    shared = found[counts == 2].reshape(-1, 2, 2)  # noqa: PLR2004  # one edge, two neighbours
    if not len(shared):
        return None
    merged: shapely.Geometry = shapely.line_merge(
        shapely.multilinestrings(shapely.linestrings(shared))
    )
    return merged
