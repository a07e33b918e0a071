"""Give every ISO 3166-1 country the plain English name that readers see."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import geopandas as gpd

KOSOVO = "XKX"
NO_CODE = ""
CODES_BY_FEATURE = {"FRA": "FRA", "NOR": "NOR", "KOS": KOSOVO}
"""Where Natural Earth gives -99 although a code exists."""

RETIRED_CODES = frozenset({"ANT", "SCG"})
"""Codes that GeoNames keeps and ISO 3166-1 has withdrawn."""


def code_of(feature: Any) -> str:  # noqa: ANN401  # a row of an untyped frame
    """Return the ISO 3166-1 alpha-3 code of a Natural Earth row, "" when it has none."""
    if feature.ADM0_A3 in CODES_BY_FEATURE:
        return CODES_BY_FEATURE[feature.ADM0_A3]
    return NO_CODE if feature.ISO_A3 == "-99" else str(feature.ISO_A3)


def read_overrides(path: Path) -> dict[str, str]:
    """Read the names that replace those of the sources."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["iso_a3"]: row["name"] for row in csv.DictReader(file)}


def name_countries(
    features: gpd.GeoDataFrame,
    geonames: dict[str, dict[str, Any]],
    overrides: dict[str, str],
) -> dict[str, str]:
    """Map every alpha-3 code to a name: the override, else Natural Earth's, else GeoNames'."""
    names = {
        entry["iso3"]: entry["name"]
        for entry in geonames.values()
        if entry["iso3"] not in RETIRED_CODES
    }
    names |= {code_of(row): row.NAME_EN for row in features.itertuples() if code_of(row)}
    return dict(sorted((names | overrides).items()))


def encode_names(names: dict[str, str]) -> str:
    """Write *names* as the text of ``countries.csv``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["iso_a3", "name"])
    writer.writerows(names.items())
    return text.getvalue()
