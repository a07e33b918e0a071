"""Turn country polygons into arcs that neighbours share, so that a border exists once."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from geobuild.mercator import to_grid

SMALLEST_RING = 4  # three corners and the first again

Point = tuple[int, int]
Segment = tuple[Point, Point]
Ring = list[Point]
Polygons = list[list[Ring]]
Owners = frozenset[str]


@dataclass(slots=True)
class Topology:
    """Arcs and what is made of them.

    ``arcs`` are runs of grid points; a ring is a list of arc numbers in order, ``~n`` meaning
    arc *n* backwards (as in TopoJSON). ``borders`` maps an arc number to the two or more codes
    on its sides, and ``is_disputed`` says which of them are drawn dashed.
    """

    arcs: list[tuple[Point, ...]] = field(default_factory=list)
    countries: dict[str, list[list[list[int]]]] = field(default_factory=dict)
    land: list[list[int]] = field(default_factory=list)
    borders: dict[int, Owners] = field(default_factory=dict)
    disputed: set[int] = field(default_factory=set)


def simplify_countries(
    geometries: NDArray[np.object_], *, tolerance: float, smallest_area: float
) -> NDArray[np.object_]:
    """Simplify a coverage so that neighbours keep sharing their borders.

    Islands below *smallest_area* go, except the largest part of a country; a small part that
    touches another country stays, because a hole would be left in its neighbour.
    """
    parts, owner = shapely.get_parts(geometries, return_index=True)
    areas = shapely.area(parts)
    largest = np.zeros(len(geometries))
    np.maximum.at(largest, owner, areas)
    tree = shapely.STRtree(parts)
    first, second = tree.query(parts, predicate="intersects")
    touches = np.zeros(len(parts), dtype=bool)
    touches[first[first != second]] = True
    keep = (areas >= smallest_area) | (areas == largest[owner]) | touches
    kept = [shapely.multipolygons(parts[keep & (owner == i)]) for i in range(len(geometries))]
    return np.asarray(shapely.coverage_simplify(kept, tolerance))


def polygons_on_grid(geometry: shapely.Geometry) -> Polygons:
    """Return the polygons of *geometry* as closed rings of grid points, outer ring first."""
    polygons: Polygons = []
    for part in shapely.get_parts(geometry):
        outline = shapely.geometry.polygon.orient(part)
        rings = [ring_on_grid(r) for r in (outline.exterior, *outline.interiors)]
        if len(rings[0]) >= SMALLEST_RING:
            polygons.append([r for r in rings if len(r) >= SMALLEST_RING])
    return polygons


def ring_on_grid(ring: shapely.Geometry) -> Ring:
    """Return *ring* as grid points, the first repeated at the end."""
    return [(x, y) for x, y in to_grid(shapely.get_coordinates(ring)).tolist()]


def build_topology(
    countries: dict[str, Polygons], is_disputed: Callable[[Owners, Point], bool]
) -> Topology:
    """Cut the rings of *countries* into shared arcs.

    A ring is cut wherever its neighbour, or the answer of *is_disputed* for the neighbours and
    a place, changes, and wherever more than two segments meet.
    """
    labels = label_segments(countries, is_disputed)
    junctions = find_junctions(labels)
    topology = Topology()
    numbers: dict[tuple[Point, ...], int] = {}
    coast: list[int] = []
    for code, polygons in countries.items():
        topology.countries[code] = [
            [ring_to_arcs(ring, labels, junctions, numbers) for ring in polygon]
            for polygon in polygons
        ]
        coast += [arc for polygon in topology.countries[code] for ring in polygon for arc in ring]
    topology.arcs = list(numbers)
    for number, arc in enumerate(topology.arcs):
        owners, disputed = labels[segment_of(arc[0], arc[1])]
        if len(owners) > 1:
            topology.borders[number] = owners
            if disputed:
                topology.disputed.add(number)
    outer = [arc for arc in coast if (arc if arc >= 0 else ~arc) not in topology.borders]
    topology.land = stitch_rings(outer, topology.arcs)
    return topology


def segment_of(a: Point, b: Point) -> Segment:
    """Return the segment between *a* and *b* without direction."""
    return (a, b) if a <= b else (b, a)


def label_segments(
    countries: dict[str, Polygons], is_disputed: Callable[[Owners, Point], bool]
) -> dict[Segment, tuple[Owners, bool]]:
    """Say for every segment whose border it is and whether it is disputed."""
    owners: dict[Segment, set[str]] = defaultdict(set)
    for code, polygons in countries.items():
        for ring in (ring for polygon in polygons for ring in polygon):
            for a, b in itertools.pairwise(ring):
                owners[segment_of(a, b)].add(code)
    labels = {}
    for (a, b), codes in owners.items():
        pair = frozenset(codes)
        middle = ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2)
        labels[a, b] = (pair, len(pair) > 1 and is_disputed(pair, middle))
    return labels


def find_junctions(segments: Iterable[Segment]) -> set[Point]:
    """Return the points where other than two segments meet."""
    degree: dict[Point, int] = defaultdict(int)
    for a, b in segments:
        degree[a] += 1
        degree[b] += 1
    return {point for point, count in degree.items() if count != 2}  # noqa: PLR2004


def ring_to_arcs(
    ring: Ring,
    labels: dict[Segment, tuple[Owners, bool]],
    junctions: set[Point],
    numbers: dict[tuple[Point, ...], int],
) -> list[int]:
    """Express *ring* by arc numbers, adding new arcs to *numbers*."""
    points = ring[:-1]
    n = len(points)
    of_segment = [labels[segment_of(points[i], points[(i + 1) % n])] for i in range(n)]
    cuts = [i for i in range(n) if points[i] in junctions or of_segment[i] != of_segment[i - 1]]
    if not cuts:
        cuts = [points.index(min(points))]
    arcs = []
    for start, end in zip(cuts, [*cuts[1:], cuts[0] + n], strict=True):
        run = tuple(points[i % n] for i in range(start, end + 1))
        backwards = run[::-1]
        if backwards in numbers:
            arcs.append(~numbers[backwards])
        else:
            arcs.append(numbers.setdefault(run, len(numbers)))
    return arcs


def stitch_rings(arcs: Sequence[int], points: Sequence[tuple[Point, ...]]) -> list[list[int]]:
    """Chain directed *arcs* end to start until every one belongs to a closed ring."""
    by_start: dict[Point, list[int]] = defaultdict(list)
    for arc in reversed(arcs):
        by_start[end_points(arc, points)[0]].append(arc)
    rings = []
    for first in arcs:
        start, end = end_points(first, points)
        if first not in by_start[start]:
            continue
        by_start[start].remove(first)
        ring = [first]
        while end != start:
            arc = by_start[end].pop()
            ring.append(arc)
            end = end_points(arc, points)[1]
        rings.append(ring)
    return rings


def end_points(arc: int, points: Sequence[tuple[Point, ...]]) -> tuple[Point, Point]:
    """Return the first and last point of directed *arc*."""
    run = points[arc if arc >= 0 else ~arc]
    return (run[0], run[-1]) if arc >= 0 else (run[-1], run[0])
