"""Choose the towns that the tiles name, and the zoom of the map from which each shows.

Names should lie evenly: a town that is small for its zoom needs more room about it, so that
little ones show early where the land is empty; and the larger its neighbour, the more room it
needs, so that the suburbs of a metropolis show late.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geobuild.labels import find_capitals, kind_of
from geobuild.mercator import WORLD_SIZE, project
from geobuild.tile_shapes import TileFeature

PX_TILE = 256
FLOORS = {
    3: 6_000_000,
    4: 1_500_000,
    5: 400_000,
    6: 120_000,
    7: 40_000,
    8: 15_000,
    9: 6_000,
    10: 2_500,
}
"""Population from which a place needs no more than the usual room at each zoom."""
SPACING_PX = {3: 64, 4: 58, 5: 58, 6: 56, 7: 54, 8: 54, 9: 60, 10: 86}
"""Usual distance of two places side by side at the zoom from which the lesser one shows."""
HEIGHT_TO_WIDTH = 0.3
"""Names are wide and low, so places may be closer one above the other."""
SMALLEST_SHARE = 0.02
ROOM_OF_THE_SMALL = 1.4
ROOM_OF_THE_LARGE = 0.4
ROOM_BESIDE_THE_LARGE = 0.35
UNNOTICED_LEAD = 0.8
"""A neighbour so many powers of ten larger needs no room yet."""
LARGEST_ROOM = 3.2
CAPITAL_LEAD = 6.0
"""A capital counts as a town so many times its size."""
CITY_DEGREES = 0.15
SUBURB_ZOOM = 9
SUBURB_SHARE = 0.25
"""Of the people of the city that a suburb belongs to, at most."""
SMALLEST_CITY = 200_000
CITY_KM_PER_ROOT = 0.011
"""A city of a million people reaches 11 km from its middle, one of four million 22 km."""
EARTH_KM = 40_075.0
FEWEST_PEOPLE = 500
SIZE_STEPS = 10
"""The rank of a place, ``size``: ten times the logarithm of what it counts."""


def make_places(
    cities: dict[str, dict[str, Any]],
    countries: dict[str, dict[str, Any]],
    renamed: dict[int, str],
) -> Iterator[TileFeature]:
    """Yield the places, most important first; *renamed* has "" for those that are none."""
    capitals = find_capitals(cities, countries)
    sizes = weigh(cities, capitals)
    ranked = sorted(
        (
            city
            for city in cities.values()
            if city["population"] >= FEWEST_PEOPLE or city["geonameid"] in capitals
            if renamed.get(city["geonameid"]) != ""
        ),
        key=lambda c: (-sizes[c["geonameid"]], c["geonameid"]),
    )
    units = project(np.array([[c["longitude"], c["latitude"]] for c in ranked]))
    weights = np.array([sizes[city["geonameid"]] for city in ranked])
    people = np.array([float(max(city["population"], 1)) for city in ranked])
    zooms = choose_zooms(units, weights, people)
    for i in np.argsort(zooms, kind="stable"):
        if np.isinf(zooms[i]):
            break
        city = ranked[i]
        yield TileFeature(
            layer="places",
            geometry=shapely.Point(units[i]),
            first=first_tile_zoom(float(zooms[i])),
            properties={
                "name": renamed.get(city["geonameid"], city["name"]),
                "kind": kind_of(city, capitals),
                "zoom": int(zooms[i]),
                "size": round(SIZE_STEPS * float(np.log10(weights[i]))),
            },
        )


def first_tile_zoom(zoom: float) -> int:
    """Return the first zoom of the tiles that a map at *zoom* draws from."""
    return int(np.clip(np.ceil(zoom) - 1, 0, 6))


def weigh(cities: dict[str, dict[str, Any]], capitals: set[int]) -> dict[int, float]:
    """Return how large each place counts, by GeoNames id.

    A capital counts as a town some times its size; where it is a part of a larger city, as
    New Delhi is, that city's.
    """
    sizes = {c["geonameid"]: float(max(c["population"], 1)) for c in cities.values()}
    for city in cities.values():
        if city["geonameid"] not in capitals:
            continue
        around = [
            sizes[other["geonameid"]]
            for other in cities.values()
            if other["countrycode"] == city["countrycode"]
            and abs(other["latitude"] - city["latitude"]) < CITY_DEGREES
            and abs(other["longitude"] - city["longitude"]) < CITY_DEGREES
        ]
        sizes[city["geonameid"]] = CAPITAL_LEAD * max(around)
    return sizes


def find_suburbs(
    units: NDArray[np.float64], weights: NDArray[np.float64], people: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Say which places lie within a much larger city; *units* are their points."""
    large = np.flatnonzero(people >= SMALLEST_CITY)
    to_north = (0.5 - units[large, 1] / WORLD_SIZE) * 2 * np.pi
    stretch = np.cosh(to_north)  # of Mercator at that latitude
    reach = CITY_KM_PER_ROOT * np.sqrt(people[large]) * stretch * WORLD_SIZE / EARTH_KM
    points = np.asarray(shapely.points(units))
    city, place = shapely.STRtree(points).query(points[large], "dwithin", distance=reach)
    is_much_smaller = weights[place] <= people[large[city]] * SUBURB_SHARE
    suburbs = np.zeros(len(units), dtype=bool)
    suburbs[place[is_much_smaller]] = True
    return suburbs


def choose_zooms(
    units: NDArray[np.float64], weights: NDArray[np.float64], people: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the zoom from which each place shows, infinite for never; *weights* fall."""
    suburbs = find_suburbs(units, weights, people)
    zooms = np.full(len(units), np.inf)
    for zoom, floor in FLOORS.items():
        spacing = SPACING_PX[zoom] * WORLD_SIZE / (PX_TILE * 2**zoom)
        shown = Neighbours(spacing)
        for i in range(len(units)):
            if weights[i] < floor * SMALLEST_SHARE:
                break
            is_early = suburbs[i] and zoom < SUBURB_ZOOM
            own = own_room(float(weights[i]), floor)
            if is_early or (zooms[i] > zoom and shown.is_crowded(units[i], own, people[i])):
                continue
            zooms[i] = min(zooms[i], zoom)
            shown.add(units[i], people[i])
    return pd.Series(zooms).to_numpy()


def own_room(weight: float, floor: float) -> float:
    """Return the room that a place needs, as a share of the usual, where *floor* is usual."""
    lack = math.log10(floor / weight)
    return 1.0 + (ROOM_OF_THE_SMALL * lack if lack > 0 else ROOM_OF_THE_LARGE * max(-1.0, lack))


class Neighbours:
    """The places that show at one zoom, in cells as wide as the largest room of any."""

    def __init__(self, spacing: float) -> None:
        self.spacing = spacing
        self.cell = spacing * LARGEST_ROOM
        self.cells: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)

    def cell_of(self, point: NDArray[np.float64]) -> tuple[int, int]:
        """Return the cell that a point lies in."""
        return int(point[0] // self.cell), int(point[1] // self.cell)

    def add(self, point: NDArray[np.float64], people: float) -> None:
        """Remember a place."""
        self.cells[self.cell_of(point)].append((float(point[0]), float(point[1]), people))

    def is_crowded(self, point: NDArray[np.float64], own: float, people: float) -> bool:
        """Say whether a place lacks the room that it needs."""
        x, y = float(point[0]), float(point[1])
        column, row = self.cell_of(point)
        for c in (column - 1, column, column + 1):
            for r in (row - 1, row, row + 1):
                for other_x, other_y, other in self.cells.get((c, r), ()):
                    lead = max(0.0, math.log10(other / people) - UNNOTICED_LEAD)
                    room = min(LARGEST_ROOM, own + ROOM_BESIDE_THE_LARGE * lead) * self.spacing
                    if abs(other_x - x) < room and abs(other_y - y) < room * HEIGHT_TO_WIDTH:
                        return True
        return False
