"""Find the boundary lines between countries, and the lines of control within one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geobuild.shapes import LINE_GRID, WGS84, snap
from geobuild.tables import edges_of, read_table

BORDER_MARGIN_DEGREES = 0.02
SHORTEST_CONTROL_LINE_DEGREES = 0.05
AGREED, DISPUTED, CONTROL = "agreed", "disputed", "control"
EVERYWHERE = (-180.0, -90.0, 180.0, 90.0)
COLUMNS = ["view", "first", "second", "status", "geometry"]


@dataclass(frozen=True)
class Shared:
    """Segments that two units share.

    ``ends`` has the shape (n, 2, 2): two points of longitude and latitude. ``left`` and
    ``right`` are the numbers of the units, the lower first.
    """

    ends: NDArray[np.float64]
    left: NDArray[np.intp]
    right: NDArray[np.intp]


def make_lines(
    units: gpd.GeoDataFrame, boundaries: Path, views: tuple[str, ...]
) -> gpd.GeoDataFrame:
    """Return the rows of ``lines.parquet`` for *units* (`geobuild.borders.read_units`).

    *boundaries* are the boundary lines of Natural Earth's plain view.
    """
    shared = find_shared(units.geometry.to_numpy())
    status = find_status(shared, units.key.to_numpy())
    control = find_control_lines(boundaries, units.geometry.to_numpy())
    rows = [
        row
        for view in views
        for row in [*lines_of(shared, status, units, view), *[(view, *c) for c in control]]
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame["geometry"] = snap(frame["geometry"].to_numpy(), LINE_GRID)
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=WGS84)


def find_shared(shapes: NDArray[np.object_]) -> Shared:
    """Find the segments that occur in two of *shapes*, a coverage with matched vertices."""
    parts, shape_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    points, ring_of = shapely.get_coordinates(rings, return_index=True)
    is_same_ring = ring_of[1:] == ring_of[:-1]
    start, end = points[:-1][is_same_ring], points[1:][is_same_ring]
    owner = shape_of_part[part_of[ring_of[:-1][is_same_ring]]]
    is_forward = (start[:, 0] < end[:, 0]) | (
        (start[:, 0] == end[:, 0]) & (start[:, 1] <= end[:, 1])
    )
    low = np.where(is_forward[:, None], start, end)
    high = np.where(is_forward[:, None], end, start)
    order = np.lexsort((owner, high[:, 1], high[:, 0], low[:, 1], low[:, 0]))
    low, high, owner = low[order], high[order], owner[order]
    is_pair = np.all((low[1:] == low[:-1]) & (high[1:] == high[:-1]), axis=1)
    is_pair &= owner[1:] != owner[:-1]
    at = np.flatnonzero(is_pair)
    return Shared(np.stack([low[at], high[at]], axis=1), owner[at], owner[at + 1])


def find_status(shared: Shared, keys: NDArray[np.object_]) -> NDArray[np.object_]:
    """Say of each segment whether it is agreed, disputed or a line of control."""
    status = np.full(len(shared.left), AGREED, dtype=object)
    middle = shared.ends.mean(axis=1)
    number = {key: i for i, key in enumerate(keys)}
    claimed = [
        number[row["name"]] for row in read_table("border_holes.csv") if row["name"] in number
    ]
    status[np.isin(shared.left, claimed) | np.isin(shared.right, claimed)] = DISPUTED
    for row in read_table("disputed.csv"):
        low, high = sorted((number[row["first"]], number[row["second"]]))
        west, south, east, north = edges_of(row) if row["west"] else EVERYWHERE
        inside = (
            (shared.left == low)
            & (shared.right == high)
            & (middle >= (west, south)).all(axis=1)
            & (middle <= (east, north)).all(axis=1)
        )
        status[inside] = row["status"]
    return status


def lines_of(
    shared: Shared, status: NDArray[np.object_], units: gpd.GeoDataFrame, view: str
) -> list[tuple[str, str, str, str, shapely.Geometry]]:
    """Return the rows of one view, a pair of countries and a status each.

    Between two units of one country there is no line, unless one of them is a country of its
    own in the default view: then the line stays, between their codes of that view.
    """
    codes = units[view].to_numpy()
    own_codes = units["default"].to_numpy()
    a, b = codes[shared.left], codes[shared.right]
    is_within = (a == b) & (own_codes[shared.left] != own_codes[shared.right]) & (a != "")
    is_within &= (own_codes[shared.left] != "") & (own_codes[shared.right] != "")
    first = np.where(is_within, own_codes[shared.left], a)
    second = np.where(is_within, own_codes[shared.right], b)
    segments = pd.DataFrame(
        {"first": np.minimum(first, second), "second": np.maximum(first, second), "status": status}
    )
    is_line = (segments["first"] != segments["second"]).to_numpy() | ((a == "") & (b == ""))
    rows = []
    for (low, high, word), numbers in (
        segments[is_line].groupby(["first", "second", "status"], sort=True).groups.items()
    ):
        pieces = shapely.linestrings(shared.ends[np.asarray(numbers)])
        rows.append((view, low, high, word, merge(pieces)))
    return rows


def merge(pieces: NDArray[np.object_]) -> shapely.Geometry:
    """Join *pieces* end to end, in a fixed order and direction."""
    merged = shapely.line_merge(shapely.MultiLineString(list(pieces)))
    return merged.normalize()


def find_control_lines(
    boundaries: Path, countries: NDArray[np.object_]
) -> list[tuple[str, str, str, shapely.Geometry]]:
    """Return the lines of control within one country: "", its code, status and line.

    In each box of ``de_facto.csv`` these are the lines of *boundaries* that run along no border
    or coast of *countries*.
    """
    lines = gpd.read_file(boundaries).geometry.to_numpy()
    edges = shapely.boundary(countries)
    found = []
    for row in read_table("de_facto.csv"):
        box = edges_of(row)
        drawn = shapely.union_all(shapely.clip_by_rect(edges, *box))
        clipped = shapely.union_all(shapely.clip_by_rect(lines, *box))
        rest = shapely.difference(clipped, shapely.buffer(drawn, BORDER_MARGIN_DEGREES))
        parts = shapely.get_parts(shapely.line_merge(rest))
        kept = parts[shapely.length(parts) >= SHORTEST_CONTROL_LINE_DEGREES]
        found.append(("", row["inside"], CONTROL, merge(kept)))
    return found
