"""Make the country polygons, provinces and boundary lines of each point of view.

The source (`geobuild.sources.COUNTRIES`) is a clean coverage: neighbours have the same vertices
along their border. A line is a run of segments that two countries share, so it keeps every
vertex of the source; the polygons are simplified, as a coverage, so that neighbours still meet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geobuild import names
from geobuild.border_lines import make_lines
from geobuild.holes import fill_holes
from geobuild.provinces import make_provinces
from geobuild.shapes import POLYGON_GRID, WGS84, label_point, simplify_coverage, snap
from geobuild.tables import TABLES, edges_of, read_table

VIEWS = ("default", "iso")
TOLERANCE_DEGREES = 0.002
"""Of the simplification: 220 m along a meridian."""
TERRITORIES_IN_ISO = frozenset({"ESH", "PSE", "TWN", names.KOSOVO})
"""Countries or indeterminate in the source; the list of ISO 3166-1 is no list of states."""
UNIT_COLUMNS = ["key", "default", "iso", "name", "kind", "label_x", "label_y", "geometry"]


@dataclass(frozen=True)
class Borders:
    """The content of the three files of ``geodata/borders/``."""

    countries: gpd.GeoDataFrame
    provinces: gpd.GeoDataFrame
    lines: gpd.GeoDataFrame


def build_borders(files: dict[str, Path]) -> Borders:
    """Make the frames of ``admin0``, ``admin1`` and ``lines`` from the source files."""
    source = gpd.read_file(files["ne_10m_admin_0_countries_deu.zip"], encoding="utf-8")
    units = fill_holes(cut_units(source))
    countries = make_countries(units, read_names(files))
    lines = make_lines(units, files["ne_10m_admin_0_boundary_lines_land.shp"], VIEWS)
    return Borders(
        countries=sort(countries, ["code", "name", "view"]),
        provinces=sort(make_provinces(files["admin1.json"], units), ["code"]),
        lines=sort(lines, ["first", "second", "status", "view"]),
    )


def read_names(files: dict[str, Path]) -> dict[str, str]:
    """Return the name of every alpha-3 code, as ``countries.csv`` has it."""
    return names.name_countries(
        gpd.read_file(files["ne_10m_admin_0_countries_deu.zip"], encoding="utf-8"),
        json.loads(files["countries.json"].read_text(encoding="utf-8")),
        names.read_overrides(TABLES / "country_names.csv"),
    )


def sort(frame: gpd.GeoDataFrame, by: list[str]) -> gpd.GeoDataFrame:
    """Sort *frame*, so that its order does not depend on how it was made."""
    return frame.sort_values(by, kind="stable").reset_index(drop=True)


def cut_units(source: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the units that the views are made of.

    These are the countries of the *source*, with the parts of ``border_parts.csv`` cut off.
    ``key`` is the source's ADM0_A3 or the code of the part; ``default`` and ``iso`` are the
    codes of the country in each view; ``label_x`` and ``label_y`` are NaN for a part.
    """
    codes = {row["adm0_a3"]: row for row in read_table("border_codes.csv")}
    mended = {row["adm0_a3"]: row["name"] for row in read_table("border_names.csv")}
    of_source: list[Any] = list(source.sort_values("ADM0_A3", kind="stable").itertuples())
    rows: list[tuple[Any, ...]] = []
    for unit in of_source:
        rest = shapely.get_parts(unit.geometry)
        for code, area in boxes_within(unit.ADM0_A3).items():
            is_part = shapely.within(rest, area)
            if not is_part.any():
                message = f"no part of {unit.ADM0_A3} lies in the boxes of {code}"
                raise ValueError(message)
            part = shapely.multipolygons(rest[is_part])
            rows.append((code, code, code, "", "territory", np.nan, np.nan, part))
            rest = rest[~is_part]
        if len(rest):
            own = codes.get(unit.ADM0_A3, {"default": unit.ISO_A3, "iso": unit.ISO_A3})
            label = (unit.LABEL_X, unit.LABEL_Y, shapely.multipolygons(rest))
            name = mended.get(unit.ADM0_A3, unit.NAME_EN)
            kind = kind_of(unit.TYPE, unit.HOMEPART)
            rows.append((unit.ADM0_A3, own["default"], own["iso"], name, kind, *label))
    frame = pd.DataFrame(rows, columns=UNIT_COLUMNS)
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=WGS84)


def boxes_within(parent: str) -> dict[str, shapely.Geometry]:
    """Return the areas of the parts of *parent* that have codes of their own, by code."""
    boxes: dict[str, list[shapely.Geometry]] = {}
    for row in read_table("border_parts.csv"):
        if row["parent"] == parent:
            boxes.setdefault(row["code"], []).append(shapely.box(*edges_of(row)))
    return {code: shapely.union_all(parts) for code, parts in boxes.items()}


def kind_of(source_type: str, home_part: float) -> str:
    """Return the kind that the source's words mean."""
    if source_type == "Indeterminate":
        return "indeterminate"
    return "country" if home_part == 1 else "territory"


def make_countries(units: gpd.GeoDataFrame, readable: dict[str, str]) -> gpd.GeoDataFrame:
    """Return one row a view and country; units without a code have a row each."""
    simplified = simplify_coverage(units.geometry.to_numpy(), TOLERANCE_DEGREES)
    units = units.set_geometry(gpd.GeoSeries(snap(simplified, POLYGON_GRID), crs=WGS84))
    rows = []
    for view in VIEWS:
        has_code = units[view] != ""
        rows += [make_country(view, str(code), g) for code, g in units[has_code].groupby(view)]
        rows += [make_country(view, "", units.loc[[i]]) for i in units.index[~has_code]]
    is_kosovo = units["default"] == names.KOSOVO
    rows.append(make_country("iso", names.KOSOVO, units[is_kosovo]))
    frame = gpd.GeoDataFrame(rows, geometry="geometry", crs=WGS84)
    frame["name"] = frame["code"].map(readable).fillna(frame["name"])
    return frame


def make_country(view: str, code: str, units: pd.DataFrame) -> dict[str, object]:
    """Return the row of the country of *view* that consists of *units*."""
    shapes = units["geometry"].to_numpy()
    largest = units.iloc[int(np.argmax(shapely.area(shapes)))]
    shape = shapes[0] if len(shapes) == 1 else shapely.coverage_union_all(shapes)
    longitude, latitude = largest.label_x, largest.label_y
    if not shapely.contains_xy(shape, longitude, latitude):
        longitude, latitude = label_point(shape)
    is_territory = view == "iso" and code in TERRITORIES_IN_ISO
    return {
        "view": view,
        "code": code,
        "name": largest["name"],
        "kind": "territory" if is_territory else largest["kind"],
        "label_longitude": round(float(longitude), 5),
        "label_latitude": round(float(latitude), 5),
        "geometry": shape,
    }
