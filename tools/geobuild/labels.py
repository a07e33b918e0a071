"""Read what the names on the map are made from: labels of the source, seas, capitals."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np

from geobuild.mercator import project
from geobuild.names import NO_CODE, code_of

LATE_LABELS = frozenset({"AND", "GGY", "GIB", "IMN", "JEY", "LIE", "MCO", "SMR", "VAT"})
LATE_LABEL_ZOOM = 7.0
"""Where the source would write a name over the much larger neighbours."""
CAPITAL, METROPOLIS, CITY, TOWN = range(4)
METROPOLIS_POPULATION = 1_000_000
CITY_POPULATION = 150_000


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


def kind_of(city: dict[str, Any], capitals: set[int]) -> int:
    """Return the class that decides size and dot of a place."""
    if city["geonameid"] in capitals:
        return CAPITAL
    if city["population"] >= METROPOLIS_POPULATION:
        return METROPOLIS
    return CITY if city["population"] >= CITY_POPULATION else TOWN
