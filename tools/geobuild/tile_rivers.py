"""Make the rivers, each piece with a rank that follows how much river lies above it.

The source is coarser than the boundaries. Where a boundary follows a river for a while, the
river is drawn along the boundary; elsewhere its corners are rounded.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
import shapely.ops
from numpy.typing import NDArray

from geobuild.mercator import WORLD_SIZE, project_geometries

RANK_KM = (250.0, 700.0, 1500.0, 4000.0)
"""Kilometres of river above the lower end, from which the next rank begins; rank 0 is least."""
DEGREE_KM = 111.2
NODE_DIGITS = 3
UNIT_KM = 40_075 / WORLD_SIZE
STEP_UNITS = 3.0
FARTHEST_UNITS = 6.0 / UNIT_KM
BLENDED_UNITS = 12.0 / UNIT_KM
"""Length over which a river comes over to the boundary that it then follows."""
SHORTEST_UNITS = 14.0 / UNIT_KM
LARGEST_DETOUR = 2.2
"""How much longer the boundary may be than the river that it follows."""
ROUNDINGS = 2
CORNER_UNITS = 0.3


def make_rivers(path: Path, boundaries: NDArray[np.object_]) -> pd.DataFrame:
    """Return the rivers of a TopoJSON file by ``rank``; they and *boundaries* are in units."""
    lines = read_lines(path)
    ranks = np.searchsorted(RANK_KM, lengths_above(lines))
    merged_boundaries = shapely.get_parts(
        shapely.line_merge(shapely.multilinestrings(shapely.get_parts(boundaries)))
    )
    tree = shapely.STRtree(merged_boundaries)
    rows = []
    for rank in range(len(RANK_KM) + 1):
        merged = shapely.line_merge(shapely.multilinestrings(lines[ranks == rank]))
        parts = project_geometries(shapely.get_parts(merged))
        rows += [(rank, follow_boundaries(part, tree)) for part in parts]
    return pd.DataFrame(rows, columns=["rank", "geometry"])


def read_lines(path: Path) -> NDArray[np.object_]:
    """Return the river lines of a TopoJSON file in degrees, cut where one ends on another."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = [np.cumsum(arc, axis=0) * scale + shift for arc in topology["arcs"]]
    numbers = set()
    for river in topology["objects"]["rivers"]["geometries"]:
        runs = river["arcs"] if river["type"] == "MultiLineString" else [river["arcs"]]
        numbers |= {a if a >= 0 else ~a for run in runs for a in run}
    return np.array([shapely.LineString(decoded[a]) for a in sorted(numbers)], dtype=object)


def lengths_above(lines: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return for each line the kilometres of river that flow into it, its own included.

    The source draws rivers from their springs downwards.
    """
    middles = shapely.get_y(shapely.centroid(lines))
    own = shapely.length(lines) * DEGREE_KM * np.cos(np.radians(middles)) ** 0.5
    ends: dict[tuple[float, ...], list[int]] = defaultdict(list)
    starts = []
    for number, line in enumerate(lines):
        first, *_, last = np.round(shapely.get_coordinates(line), NODE_DIGITS).tolist()
        starts.append(tuple(first))
        ends[tuple(last)].append(number)
    above = np.full(len(lines), np.nan)

    def measure(number: int, path: frozenset[int]) -> float:
        if np.isnan(above[number]):
            inflows = [n for n in ends[starts[number]] if n not in path]
            above[number] = own[number] + sum(measure(n, path | {n}) for n in inflows)
        return float(above[number])

    for number in range(len(lines)):
        measure(number, frozenset({number}))
    return above


def follow_boundaries(river: shapely.LineString, tree: shapely.STRtree) -> shapely.LineString:
    """Return *river* along the lines of *tree* where they run beside it, rounded elsewhere."""
    dense = shapely.get_coordinates(shapely.segmentize(river, STEP_UNITS))
    points = np.asarray(shapely.points(dense))
    river_at, line_at = tree.query_nearest(points, max_distance=FARTHEST_UNITS, all_matches=False)
    nearest = np.full(len(points), -1)
    nearest[river_at] = line_at
    edges = np.flatnonzero(np.diff(nearest)) + 1
    pieces: list[tuple[NDArray[np.float64], bool]] = []
    for run in np.split(np.arange(len(points)), edges):
        along = None
        if nearest[run[0]] >= 0:
            along = run_along(dense[run], tree.geometries[nearest[run[0]]])
        if along is not None:
            pieces.append((along, True))
        elif pieces and not pieces[-1][1]:
            pieces[-1] = (np.vstack([pieces[-1][0], dense[run]]), False)
        else:
            pieces.append((dense[run], False))
    return shapely.LineString(np.vstack(join(pieces)))


def join(pieces: list[tuple[NDArray[np.float64], bool]]) -> list[NDArray[np.float64]]:
    """Return the points of *pieces*, those that follow no boundary bent towards those that do."""
    joined = []
    for number, (points, is_fixed) in enumerate(pieces):
        bent = points
        if not is_fixed:
            if number > 0:
                bent = bend(bent[::-1], pieces[number - 1][0][-1])[::-1]
            if number + 1 < len(pieces):
                bent = bend(bent, pieces[number + 1][0][0])
            bent = round_corners(bent)
        joined.append(bent)
    return joined


def bend(points: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return *points* so that they lead to *end*, those far from it unmoved."""
    steps = np.linalg.norm(np.diff(points[::-1], axis=0), axis=1)
    to_end = np.concatenate([[0.0], np.cumsum(steps)])[::-1]
    reach = max(min(BLENDED_UNITS, float(to_end[0])), STEP_UNITS)
    share = np.clip(1 - to_end / reach, 0, 1)
    smooth = share * share * (3 - 2 * share)
    return np.asarray(points + smooth[:, None] * (end - points[-1]))


def run_along(run: NDArray[np.float64], boundary: shapely.LineString) -> NDArray[np.float64] | None:
    """Return the part of *boundary* beside *run*; None when it only crosses or strays."""
    length = float(shapely.length(shapely.linestrings(run))) if len(run) > 1 else 0.0
    if length < SHORTEST_UNITS:
        return None
    ends = np.asarray(shapely.points(run[[0, -1]]))
    first, last = np.asarray(shapely.line_locate_point(boundary, ends)).tolist()
    covered = abs(last - first)
    if not length / LARGEST_DETOUR <= covered <= length * LARGEST_DETOUR:
        return None
    part = shapely.ops.substring(boundary, first, last)
    points: NDArray[np.float64] = shapely.get_coordinates(part)
    return points


def round_corners(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a run of points with its corners cut (Chaikin), its ends where they are."""
    if len(points) < 3:  # noqa: PLR2004  # a straight line
        return points
    run = shapely.get_coordinates(shapely.simplify(shapely.linestrings(points), CORNER_UNITS))
    for _ in range(ROUNDINGS):
        before, after = run[:-1], run[1:]
        cut = np.stack([before * 0.75 + after * 0.25, before * 0.25 + after * 0.75], axis=1)
        run = np.vstack([run[:1], cut.reshape(-1, 2)[1:-1], run[-1:]])
    return run
