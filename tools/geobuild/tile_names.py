"""Place the names of countries, provinces and seas, each with the zoom from which it shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geobuild.labels import label_countries, label_seas
from geobuild.mercator import WORLD_SIZE, project, project_geometries
from geobuild.names import KOSOVO
from geobuild.tile_places import PX_TILE, first_tile_zoom
from geobuild.tile_provinces import first_zooms
from geobuild.tile_shapes import TileFeature

ROOM_UNITS = WORLD_SIZE / 8192
LETTER_PX = 7.4
"""Width of a letter of a province's name, in capitals and spaced."""
ROOM_SHARE = 0.85
LATEST_ZOOM = 10.5
ZOOMS_PAST_LINES = 0.25
FIRST_PROVINCE_NAME = 5.5
TERRITORY_ZOOMS_AND_RANK = (5.0, 12.0, 6)
"""First and last zoom and rank of a name that the source does not have."""
FARTHEST_UNITS = WORLD_SIZE * 2 / 360
SMALL_TERRITORY_ZOOM = 4.5
SMALL_ROOM = 8
TYPE_WORDS = frozenset(
    {"Canton", "County", "District", "Governorate", "Municipality", "Oblast", "Prefecture"}
    | {"Province", "Region", "Republic", "Voivodeship"}
)
CITIES = frozenset({"City", "Municipality", "Capital City", "Federal City", "Autonomous City"})


def make_names(
    countries: gpd.GeoDataFrame,
    provinces: gpd.GeoDataFrame,
    source: gpd.GeoDataFrame,
    seas: Path,
    readable: dict[str, str],
) -> Iterator[TileFeature]:
    """Yield the names of countries, provinces and seas, each layer most important first."""
    yield from name_countries(countries, source, readable)
    yield from name_provinces(provinces, countries)
    for name, x, y, zoom, rank in label_seas(seas):
        properties = {"name": name, "zoom": float(zoom), "rank": rank}
        yield TileFeature("sea_names", shapely.Point(x, y), first_tile_zoom(zoom), 6, properties)


def name_countries(
    countries: gpd.GeoDataFrame, source: gpd.GeoDataFrame, readable: dict[str, str]
) -> Iterator[TileFeature]:
    """Yield the names of the countries of every view; ``view`` is that of the only one."""
    shown: list[Any] = list(countries[countries["view"] == "default"].itertuples())
    own = {row.code: row for row in shown if row.code}
    shapes = project_geometries(np.array([row.geometry for row in own.values()]))
    units = dict(zip(own, shapes, strict=True))
    labels = {name: rest for name, *rest in label_countries(source, readable)}
    for code, row in own.items():
        label = labels.get(readable.get(code, row.name))
        point, (first, last, rank) = point_of(row), TERRITORY_ZOOMS_AND_RANK
        if label:
            near, (first, last, rank) = (float(label[0]), float(label[1])), label[2:]
            # Names of island states stand beside them; a few stand too far away to be theirs.
            if shapely.distance(units[code], shapely.Point(near)) < FARTHEST_UNITS:
                point = near
        room = room_of(units[code])
        is_late = row.kind == "territory" and room <= SMALL_ROOM
        properties: dict[str, Any] = {
            "name": row.name,
            "zoom": max(float(first), SMALL_TERRITORY_ZOOM if is_late else 0.0),
            "last": float(last),
            "rank": rank,
            "room": room,
        }
        if code == KOSOVO:
            properties["view"] = "default"
        yield make_name("country_names", point, properties)


def name_provinces(
    provinces: gpd.GeoDataFrame, countries: gpd.GeoDataFrame
) -> Iterator[TileFeature]:
    """Yield the names of provinces from the zoom at which each fits into its own.

    A city that is a unit of its own has its name as a town, and a unit that is a whole
    country as a country.
    """
    shapes = project_geometries(provinces.geometry.to_numpy())
    zooms = first_zooms(shapes, provinces["country"].to_numpy())
    alone = provinces.groupby("country")["code"].transform("size") == 1
    names = dict(zip(countries["code"], countries["name"], strict=True))
    of_frame: list[Any] = list(provinces.itertuples())
    rows = []
    for row, shape, is_alone in zip(of_frame, shapes, alone, strict=True):
        is_said = is_alone or row.type in CITIES or row.name == names.get(row.country)
        if is_said or row.country == "":
            continue
        name = without_type(row.name)
        lines = zooms[row.country] + ZOOMS_PAST_LINES
        zoom = max(FIRST_PROVINCE_NAME, lines, fitting_zoom(name, shape))
        if zoom <= LATEST_ZOOM:
            largest_first = -float(shapely.area(shape))
            rows.append((zoom, largest_first, row.code, name, point_of(row), room_of(shape)))
    for zoom, _, _, name, point, room in sorted(rows):
        properties = {"name": name, "zoom": round(float(zoom) * 4) / 4, "room": room}
        yield make_name("province_names", point, properties)
    yield from name_kosovo_within_serbia(countries)


def name_kosovo_within_serbia(countries: gpd.GeoDataFrame) -> Iterator[TileFeature]:
    """Yield the name that Kosovo has where it is no country of its own."""
    is_it = (countries["view"] == "iso") & (countries["code"] == KOSOVO)
    rows: list[Any] = list(countries[is_it].itertuples())
    for row in rows:
        (shape,) = project_geometries(np.array([row.geometry]))
        properties = {"name": row.name, "zoom": FIRST_PROVINCE_NAME, "room": room_of(shape)}
        yield make_name("province_names", point_of(row), {**properties, "view": "iso"})


def room_of(shape: shapely.Geometry) -> int:
    """Return how far a name may be moved within *shape*, in `ROOM_UNITS`."""
    largest = float(np.max(shapely.area(shapely.get_parts(shape))))
    return round(float(np.sqrt(largest)) / 2 / ROOM_UNITS)


def without_type(name: str) -> str:
    """Return the *name* of a province without a last word that says what kind it is."""
    words = name.split(" ")
    return " ".join(words[:-1]) if len(words) > 1 and words[-1] in TYPE_WORDS else name


def fitting_zoom(name: str, shape: shapely.Geometry) -> float:
    """Return the zoom at which *name* is about as wide as *shape*."""
    largest = max(shapely.get_parts(shape), key=shapely.area)
    west, _, east, _ = largest.bounds
    width = min(float(np.sqrt(largest.area)) * 1.3, east - west) * ROOM_SHARE
    longest = max(len(word) for word in split(name))
    return float(np.log2((longest * LETTER_PX + 8) * WORLD_SIZE / (PX_TILE * max(width, 1e-6))))


def split(name: str) -> list[str]:
    """Return the lines that a long name is written in: two, when it has a space."""
    if len(name) < 12 or " " not in name:  # noqa: PLR2004  # as the map document wraps it
        return [name]
    middle = len(name) / 2
    at = min((i for i, c in enumerate(name) if c == " "), key=lambda i: abs(i - middle))
    return [name[:at], name[at + 1 :]]


def point_of(row: Any) -> tuple[float, float]:  # noqa: ANN401  # a row of an untyped frame
    """Return the place of a row's label, in units."""
    ((x, y),) = project(np.array([[row.label_longitude, row.label_latitude]]))
    return float(x), float(y)


def make_name(layer: str, point: tuple[float, float], properties: dict[str, Any]) -> TileFeature:
    """Return a name that shows from its ``zoom``."""
    first = first_tile_zoom(properties["zoom"])
    return TileFeature(layer, shapely.Point(point), first, 6, properties)
