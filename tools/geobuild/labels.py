"""Choose the names on the map and the zoom from which each shows."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from geobuild.mercator import WORLD_SIZE, project
from geobuild.names import NO_CODE, code_of

TILE_PX = 256
LATE_LABELS = frozenset({"AND", "GGY", "GIB", "IMN", "JEY", "LIE", "MCO", "SMR", "VAT"})
LATE_LABEL_ZOOM = 7.0
"""Where the source would write a name over the much larger neighbours."""
CAPITAL, METROPOLIS, CITY, TOWN = range(4)
METROPOLIS_POPULATION = 1_000_000
CITY_POPULATION = 150_000
FLOORS = {4: 1_500_000, 5: 400_000, 6: 100_000, 7: 25_000, 8: 13_000}
"""Smallest population shown from each zoom."""
CAPITAL_FLOORS = {4: 250_000, 5: 80_000, 6: 0, 7: 0, 8: 0}
"""Smallest population of a capital shown from each zoom."""
SPACING_PX = {4: 70, 5: 70, 6: 60, 7: 36, 8: 64}
"""Closest two places may be side by side at the zoom from which the lesser one shows."""
HEIGHT_TO_WIDTH = 0.45
"""Names are wide and low, so places may be closer one above the other."""


def label_countries(features: gpd.GeoDataFrame, names: dict[str, str]) -> list[list[Any]]:
    """Return ``name, x, y, first zoom, last zoom, rank`` a country, most important first."""
    rows: list[Any] = [row for row in features.itertuples() if code_of(row) != NO_CODE]
    rows.sort(key=lambda row: (row.LABELRANK, row.MIN_LABEL, code_of(row)))
    return [
        [
            names[code_of(row)],
            *place(row.LABEL_X, row.LABEL_Y),
            LATE_LABEL_ZOOM if code_of(row) in LATE_LABELS else row.MIN_LABEL,
            row.MAX_LABEL,
            int(row.LABELRANK),
        ]
        for row in rows
    ]


def label_seas(path: Path) -> list[list[Any]]:
    """Return ``name, x, y, first zoom, rank`` a sea, most important first."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            [
                row["name"],
                *place(float(row["longitude"]), float(row["latitude"])),
                int(row["min_zoom"]),
                int(row["rank"]),
            ]
            for row in csv.DictReader(file)
        ]
    return sorted(rows, key=lambda row: (row[4], row[3], row[0]))


def place(longitude: float, latitude: float) -> tuple[int, int]:
    """Return the grid point of a place."""
    ((x, y),) = np.rint(project(np.array([[longitude, latitude]]))).astype(int).tolist()
    return x, y


def label_places(
    cities: dict[str, dict[str, Any]],
    countries: dict[str, dict[str, Any]],
    renamed: dict[int, str],
) -> dict[str, list[Any]]:
    """Return the places as columns, most important first.

    A place shows from the first zoom at which it is large enough (`FLOORS`, `CAPITAL_FLOORS`) and far enough from every more important one shown there (`SPACING_PX`): so thinly
    settled regions show small towns early, and dense ones do not crowd. *renamed* maps
    GeoNames ids to other names, "" to leave the place out.
    """
    capitals = find_capitals(cities, countries)
    ranked = sorted(
        (
            city
            for city in cities.values()
            if city["population"] >= FLOORS[8] or city["geonameid"] in capitals
            if renamed.get(city["geonameid"]) != ""
        ),
        key=lambda c: (c["geonameid"] not in capitals, -c["population"], c["geonameid"]),
    )
    points = np.array([[c["longitude"], c["latitude"]] for c in ranked])
    units = project(points)
    first_zoom = choose_first_zooms(ranked, units, capitals)
    shown = [i for i in range(len(ranked)) if i in first_zoom]
    columns: dict[str, list[Any]] = {"name": [], "x": [], "y": [], "zoom": [], "kind": []}
    for i in shown:
        x, y = np.rint(units[i]).astype(int).tolist()
        columns["name"].append(renamed.get(ranked[i]["geonameid"], ranked[i]["name"]))
        columns["x"].append(x)
        columns["y"].append(y)
        columns["zoom"].append(first_zoom[i])
        columns["kind"].append(kind_of(ranked[i], capitals))
    return columns


def read_place_names(path: Path) -> dict[int, str]:
    """Read the names that replace those of GeoNames, by GeoNames id."""
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["geonameid"]): row["name"] for row in csv.DictReader(file)}


def find_capitals(
    cities: dict[str, dict[str, Any]], countries: dict[str, dict[str, Any]]
) -> set[int]:
    """Return the GeoNames ids of the capitals that *cities* holds."""
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities.values():
        by_country[city["countrycode"]].append(city)
    capitals = set()
    for country in countries.values():
        name = country["capital"]
        named = [c for c in by_country[country["iso"]] if name and name == c["name"]]
        named = named or [
            c for c in by_country[country["iso"]] if name and name in c["alternatenames"]
        ]
        if named:
            largest = max(named, key=lambda c: (c["population"], -c["geonameid"]))
            capitals.add(largest["geonameid"])
    return capitals


def choose_first_zooms(
    ranked: list[dict[str, Any]], units: NDArray[np.float64], capitals: set[int]
) -> dict[int, int]:
    """Map the number of each place that shows at all to its first zoom."""
    first_zoom: dict[int, int] = {}
    for zoom, floor in FLOORS.items():
        spacing = SPACING_PX[zoom] * WORLD_SIZE / (TILE_PX * 2**zoom)
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for i, city in enumerate(ranked):
            is_capital = city["geonameid"] in capitals
            smallest = CAPITAL_FLOORS[zoom] if is_capital else floor
            if i not in first_zoom and city["population"] < smallest:
                continue
            x, y = units[i]
            cell = (int(x // spacing), int(y // spacing))
            own_spacing = spacing / 2 if is_capital else spacing
            if i not in first_zoom and is_crowded(cells, cell, units, i, own_spacing):
                continue
            first_zoom.setdefault(i, zoom)
            cells[cell].append(i)
    return first_zoom


def is_crowded(
    cells: dict[tuple[int, int], list[int]],
    cell: tuple[int, int],
    units: NDArray[np.float64],
    number: int,
    spacing: float,
) -> bool:
    """Say whether a place already chosen lies nearer than *spacing* to place *number*."""
    x, y = units[number]
    return any(
        abs(units[other][0] - x) < spacing and abs(units[other][1] - y) < spacing * HEIGHT_TO_WIDTH
        for column in range(cell[0] - 1, cell[0] + 2)
        for row in range(cell[1] - 1, cell[1] + 2)
        for other in cells.get((column, row), ())
    )


def kind_of(city: dict[str, Any], capitals: set[int]) -> int:
    """Return the class that decides size and dot of a place."""
    if city["geonameid"] in capitals:
        return CAPITAL
    if city["population"] >= METROPOLIS_POPULATION:
        return METROPOLIS
    return CITY if city["population"] >= CITY_POPULATION else TOWN
