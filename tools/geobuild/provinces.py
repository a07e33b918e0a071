"""Make the polygons of provinces, states, districts: the units right below a country."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geobuild.holes import cut_holes
from geobuild.shapes import POLYGON_GRID, WGS84, label_points, simplify_coverage, snap
from geobuild.tables import read_table

TOLERANCE_DEGREES = 0.002
"""Of the simplification: 220 m along a meridian."""
ISO_3166_2 = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
"""The source marks codes of its own making with a tilde or a country -99."""
LANGUAGES = [
    "ar",
    "bn",
    "de",
    "el",
    "es",
    "fa",
    "fr",
    "he",
    "hi",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "nl",
    "pl",
    "pt",
    "ru",
    "sv",
    "tr",
    "uk",
    "ur",
    "vi",
    "zh",
    "zht",
]
WORDS_OF_TYPE = {"Captial District": "Capital District"}
MINOR_ISLANDS = re.compile(r"\((?P<name>.+) minor island\)")


def make_provinces(path: Path, units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the rows of ``admin1.parquet`` from the GeoJSON file at *path*.

    *units* are those of `geobuild.borders.cut_units`.
    """
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    source = pd.DataFrame([f["properties"] for f in features])
    shapes = shapely.from_geojson([json.dumps(f["geometry"]) for f in features])
    order = source["adm1_code"].argsort(kind="stable").to_numpy()
    source, shapes = source.iloc[order].reset_index(drop=True), shapes[order]
    shapes = cut_holes(simplify_coverage(shapes, TOLERANCE_DEGREES), units)
    shapes = snap(shapes, POLYGON_GRID)
    source["code"] = choose_codes(source)
    source["english"] = choose_names(source)
    source["country"], source["is_moved"] = find_countries(source["adm0_a3"], shapes, units)
    rows = [
        make_province(str(code), source.loc[numbers], shapes[numbers])
        for code, numbers in source.groupby("code").indices.items()
    ]
    frame = gpd.GeoDataFrame(mend_names(rows), geometry="geometry", crs=WGS84)
    points = label_points(frame.geometry.to_numpy())
    frame.insert(7, "label_longitude", [x for x, _ in points])
    frame.insert(8, "label_latitude", [y for _, y in points])
    return frame


def choose_codes(source: pd.DataFrame) -> list[str]:
    """Return the ISO 3166-2 code of each row, else Natural Earth's own.

    Rows with the same code are parts of one unit: the source repeats 60 codes, and
    ``province_codes.csv`` holds the decision wherever the parts have different names.
    """
    decided = {row["adm1_code"]: row["code"] for row in read_table("province_codes.csv")}
    rows: list[Any] = list(source.itertuples())
    codes = []
    for row in rows:
        iso = decided.get(row.adm1_code, row.iso_3166_2)
        codes.append(iso if ISO_3166_2.fullmatch(iso) else row.adm1_code)
    return codes


def choose_names(source: pd.DataFrame) -> list[str]:
    """Return the English name of each row, the source's local one where the English repeats.

    Units that were merged after the source was drawn all have the new unit's English name.
    """
    rows: list[Any] = list(source.itertuples())
    names = [text_of(row.name_en) or text_of(row.name) or name_minor_islands(row) for row in rows]
    keys = pd.DataFrame({"country": source["adm0_a3"], "name": names, "code": source["code"]})
    repeats = keys.groupby(["country", "name"])["code"].transform("nunique")
    return [
        (text_of(row.name) or name) if count > 1 else name
        for row, name, count in zip(rows, names, repeats, strict=True)
    ]


def find_countries(
    keys: pd.Series[str], shapes: NDArray[np.object_], units: gpd.GeoDataFrame
) -> tuple[list[str], NDArray[np.bool_]]:
    """Return the country of each shape in the default view, and whether it is not the source's.

    It is the one that a point in the middle of the shape lies in; what lies in none keeps the
    country that the source (*keys*) gives, or the nearest.
    """
    tree = shapely.STRtree(units.geometry.to_numpy())
    inside = shapely.point_on_surface(shapes)
    numbers = {key: number for number, key in enumerate(units["key"])}
    own = keys.map(numbers).fillna(-1).to_numpy(dtype=int)
    found = np.where(own >= 0, own, tree.nearest(inside))
    shape, unit = tree.query(inside, predicate="within")
    found[shape] = unit
    return [str(code) for code in units["default"].to_numpy()[found]], found != own


def make_province(code: str, parts: pd.DataFrame, shapes: NDArray[np.object_]) -> dict[str, object]:
    """Return the row of one unit; its words are those of its largest part."""
    main = parts.iloc[int(np.argmax(shapely.area(shapes)))]
    shape = shapes[0]
    if len(shapes) > 1:
        shape = shapely.coverage_union_all(shapes)
    name = main["english"]
    others = {text for _, part in parts.iterrows() for text in names_of(part)} - {name}
    type_ = text_of(main["type_en"]).split("|")[0]
    return {
        "code": code,
        "name": name,
        "local_name": text_of(main["name_local"]) or text_of(main["name"]) or name,
        "alternates": sorted(others),
        "country": main["country"],
        "type": WORDS_OF_TYPE.get(type_, type_),
        "region": "" if main["is_moved"] else text_of(main["region"]),
        "geometry": shape,
    }


def mend_names(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Replace what ``province_names.csv`` replaces in *rows*."""
    mended = {row["code"]: row for row in read_table("province_names.csv")}
    unknown = sorted(set(mended) - {row["code"] for row in rows})
    if unknown:
        message = f"province_names.csv names units that do not exist: {', '.join(unknown)}"
        raise ValueError(message)
    for row in rows:
        if row["code"] in mended:
            new = mended[row["code"]]
            own = new["alternates"].split("|") if new["alternates"] else row["alternates"]
            row["alternates"] = sorted(set(own) - {new["name"]})
            row["local_name"] = own[0] if new["alternates"] else row["local_name"]
            row["name"], row["type"] = new["name"], new["type"]
    return rows


def names_of(part: pd.Series) -> list[str]:
    """Return every name of a row of the source, in all its languages."""
    columns = ["name", "name_en", "name_local", "gn_name", *(f"name_{x}" for x in LANGUAGES)]
    found = [text_of(part[column]) for column in columns]
    found += text_of(part["name_alt"]).split("|")
    return [name for text in found if (name := text.strip())]


def name_minor_islands(row: Any) -> str:  # noqa: ANN401  # a row of an untyped frame
    """Return a name for the nameless islands of which the source has a note only."""
    match = MINOR_ISLANDS.search(text_of(row.note))
    return f"Minor islands of {match['name']}" if match else str(row.adm1_code)


def text_of(value: Any) -> str:  # noqa: ANN401  # a cell, NaN when empty
    """Return the text of a cell, "" when it is empty."""
    return value.strip() if isinstance(value, str) else ""
