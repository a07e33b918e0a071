"""Read the places of the gazetteer from its sources."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from geobuild.names import code_of
from geobuild.tables import read_table
from mapdash.gazetteer.keys import strip_kind
from mapdash.gazetteer.vocabulary import AIR_BASE, AIRPORT, COUNTRY, PROVINCE, TOWN

GEONAMES = "GeoNames, CC BY 4.0"
NATURAL_EARTH = "Natural Earth"
AIRPORTS = "airportsdata, MIT"
AIRFIELD_RADIUS_KM = 3.0
TOWN_DECIMALS = 3
"""Of the degrees of a town's point: 110 m, of a place that is kilometres wide."""
MANY_STRIPS = 300
LEAST_PART = 0.01
SHORE_DEGREES = 0.2
"""How far off its province, drawn coarsely, a town on a coast may lie."""
INITIALS = re.compile(r"(?:[A-Z]\.){2,}")
IATA = re.compile(r"[A-Z]{3}")
"""What GeoNames has among the names of towns, too."""
FOUR_LETTERS = re.compile(r"[A-Z]{4}")


@dataclass
class Place:
    """A place to be looked up.

    ``derived`` are names that a reader may use though they are those of something else (the city
    of an airport), ``codes`` what only counts when written in capitals, ``cities`` the names by
    which the town of an airport is looked for.
    """

    id: str
    name: str
    country: str
    kind: str
    precision: str
    longitude: float
    latitude: float
    source: str
    alternates: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    admin1: str = ""
    radius_km: float = 0.0
    population: int = 0
    geonameid: int | None = None


def read_json(path: Path) -> Any:  # noqa: ANN401  # what the file holds
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def read_towns(path: Path, codes: dict[str, str], provinces: gpd.GeoDataFrame) -> list[Place]:
    """Read the populated places of GeoNames, each with the province that it lies in."""
    cities = sorted(read_json(path).values(), key=lambda city: int(city["geonameid"]))
    countries = [codes[city["countrycode"]] for city in cities]
    points = shapely.points([(city["longitude"], city["latitude"]) for city in cities])
    units = find_provinces(points, countries, provinces)
    return [
        Place(
            id=f"geonames:{city['geonameid']}",
            name=city["name"].strip(),
            country=country,
            kind=TOWN,
            precision="locality",
            longitude=round(city["longitude"], TOWN_DECIMALS),
            latitude=round(city["latitude"], TOWN_DECIMALS),
            source=GEONAMES,
            alternates=tuple(n for n in city["alternatenames"] if not IATA.fullmatch(n)),
            admin1=admin1,
            population=city["population"],
            geonameid=city["geonameid"],
        )
        for city, country, admin1 in zip(cities, countries, units, strict=True)
    ]


def find_provinces(
    points: NDArray[np.object_], countries: list[str], provinces: gpd.GeoDataFrame
) -> list[str]:
    """Return the code of the province of the same country that holds each point, else "".

    A point off every province has the nearest one of its country within `SHORE_DEGREES`.
    """
    found = [""] * len(points)
    nearest = [np.inf] * len(points)
    shapes = provinces.geometry.to_numpy()
    tree = shapely.STRtree(shapes)
    codes, owners = provinces["code"].tolist(), provinces["country"].tolist()
    for near, unit in tree.query(points, predicate="within").T.tolist():
        if owners[unit] == countries[near]:
            found[near], nearest[near] = codes[unit], 0.0
    lost = np.array([i for i, code in enumerate(found) if not code], dtype=np.intp)
    pairs = tree.query(points[lost], predicate="dwithin", distance=SHORE_DEGREES)
    for number, unit in pairs.T.tolist():
        point = int(lost[number])
        distance = shapely.distance(points[point], shapes[unit])
        if owners[unit] == countries[point] and distance < nearest[point]:
            found[point], nearest[point] = codes[unit], distance
    return found


def read_areas(files: dict[str, Path], countries: gpd.GeoDataFrame) -> list[Place]:
    """Read the countries of the default view, with their names in many languages."""
    source = gpd.read_file(files["ne_10m_admin_0_countries_deu.zip"], encoding="utf-8")
    names = {code_of(row): _country_names(row) for row in source.itertuples() if code_of(row)}
    own = countries[(countries["view"] == "default") & (countries["code"] != "")]
    two_letters = {c["iso3"]: c["iso"] for c in read_json(files["countries.json"]).values()}
    others = {c["iso3"]: [c["name"]] for c in read_json(files["countries.json"]).values()}
    own_names = {
        row["iso_a3"]: row["names"].split("|") for row in read_table("country_endonyms.csv")
    }
    rows: list[Any] = list(own.itertuples())
    return [
        Place(
            id=f"country:{row.code}",
            name=row.name,
            country=row.code,
            kind=COUNTRY,
            precision="country",
            longitude=row.label_longitude,
            latitude=row.label_latitude,
            source=NATURAL_EARTH,
            alternates=tuple(
                name for table in (names, others, own_names) for name in table.get(row.code, ())
            ),
            codes=(row.code, *filter(None, [two_letters.get(row.code)])),
            radius_km=reach_km(row.geometry, row.label_longitude, row.label_latitude),
        )
        for row in rows
    ]


def _country_names(row: Any) -> tuple[str, ...]:  # noqa: ANN401  # a row of an untyped frame
    columns = ["NAME", "NAME_LONG", "ADMIN", "BRK_NAME", "FORMAL_EN", "NAME_ALT", "NAME_CIAWF"]
    columns += [column for column in row._fields if re.fullmatch(r"NAME_[A-Z]{2,3}", column)]
    texts = [getattr(row, column, None) for column in columns]
    if INITIALS.fullmatch(row.ABBREV or ""):
        texts.append(row.ABBREV)
    return tuple(dict.fromkeys(text.strip() for text in texts if isinstance(text, str) and text))


def read_provinces(provinces: gpd.GeoDataFrame) -> list[Place]:
    """Return the units of ``borders/admin1.parquet`` as places."""
    rows: list[Any] = list(provinces.itertuples())
    return [
        Place(
            id=f"admin1:{row.code}",
            name=row.name,
            country=row.country,
            kind=PROVINCE,
            precision="admin1",
            longitude=row.label_longitude,
            latitude=row.label_latitude,
            source=NATURAL_EARTH,
            alternates=tuple(
                part.strip()
                for text in (row.local_name, *row.alternates)
                for part in text.split("|")
            ),
            codes=(row.code,),
            admin1=row.code,
            radius_km=reach_km(row.geometry, row.label_longitude, row.label_latitude),
        )
        for row in rows
    ]


def reach_km(shape: shapely.Geometry, longitude: float, latitude: float) -> float:
    """Return how far the farthest vertex of *shape* is from a point, in whole kilometres.

    Islands of less than a hundredth of the area do not count: some lie an ocean away.
    """
    parts = shapely.get_parts(shape)
    area = shapely.area(parts)
    points = shapely.get_coordinates(parts[area >= LEAST_PART * area.sum()])
    ends = np.full(len(points), longitude), np.full(len(points), latitude)
    metres = Geod(ellps="WGS84").inv(*ends, points[:, 0], points[:, 1])[2]
    return float(np.ceil(metres.max() / 1000.0))


def read_airports(path: Path, codes: dict[str, str], provinces: gpd.GeoDataFrame) -> list[Place]:
    """Read the airports with a code of the ICAO.

    Of the countries that list hundreds of strips, mostly private, those are left out.
    """
    with path.open(encoding="utf-8", newline="") as file:
        named = [row for row in csv.DictReader(file) if _is_named_airport(row, codes)]
    strips = Counter(row["country"] for row in named if _is_minor(row))
    rows = [row for row in named if not _is_minor(row) or strips[row["country"]] < MANY_STRIPS]
    rows.sort(key=lambda row: row["icao"])
    countries = [codes[row["country"]] for row in rows]
    points = shapely.points([(float(row["lon"]), float(row["lat"])) for row in rows])
    units = find_provinces(points, countries, provinces)
    return [
        Place(
            id=f"icao:{row['icao']}",
            name=row["name"].strip(),
            country=country,
            kind=AIR_BASE if strip_kind(row["name"])[1] == AIR_BASE else AIRPORT,
            precision="exact",
            longitude=float(row["lon"]),
            latitude=float(row["lat"]),
            source=AIRPORTS,
            derived=tuple(filter(None, [row["city"]])),
            codes=tuple(filter(None, [row["icao"], row["iata"]])),
            cities=tuple(filter(None, [row["city"], strip_kind(row["name"])[0]])),
            admin1=admin1,
            radius_km=AIRFIELD_RADIUS_KM,
        )
        for row, country, admin1 in zip(rows, countries, units, strict=True)
    ]


def _is_named_airport(row: dict[str, str], codes: dict[str, str]) -> bool:
    is_airport = bool(row["iata"]) or strip_kind(row["name"])[1] in {AIR_BASE, AIRPORT}
    return bool(FOUR_LETTERS.fullmatch(row["icao"])) and is_airport and row["country"] in codes


def _is_minor(row: dict[str, str]) -> bool:
    """Tell a strip: nobody books a flight to it, and no air force says that it is theirs."""
    return not row["iata"] and strip_kind(row["name"])[1] != AIR_BASE


def read_own_places() -> list[Place]:
    """Read our own places; each has the source and the coordinates of an event that ships."""
    return [
        Place(
            id=f"mapdash:{row['key']}",
            name=row["name"],
            country=row["country"],
            kind=row["kind"],
            precision=row["precision"],
            longitude=float(row["longitude"]),
            latitude=float(row["latitude"]),
            source=row["source"],
            alternates=tuple(filter(None, row["alternates"].split("|"))),
            admin1=row["admin1"],
            radius_km=float(row["radius_km"]),
        )
        for row in read_table("own_places.csv")
    ]
