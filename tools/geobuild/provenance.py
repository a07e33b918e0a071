"""Write the account of what ships in ``geodata/``: source, version, licence and checksum."""

from __future__ import annotations

import hashlib
from pathlib import Path

from geobuild.sources import SOURCES

BUILT_ON = "2026-11-24"
FILE_DESCRIPTIONS = {
    "basemap/world.json": (
        "the offline basemap: land, countries, borders, provinces, lakes, rivers, names",
        "all four sources below, `tools/geobuild/*.csv`",
    ),
    "countries.csv": (
        "ISO 3166-1 alpha-3 code (Kosovo: XKX) and plain English name",
        "Natural Earth, GeoNames, `tools/geobuild/country_names.csv`",
    ),
    "events.csv": (
        "the events, each with its own source in `source_title` and `source_url`",
        "public sources, named in each row; a row with an `aiddata_id` follows AidData",
    ),
}
INTRODUCTION = """\
# Where the files of geodata/ come from

Written by `tools/build_geodata.py`; a test compares the checksums with the files.

## Files

| file | content | made from | SHA-256 |
|---|---|---|---|
"""
SOURCES_HEAD = """
## Sources of the basemap and of the country names

| package | version | fetched with | content | licence of the data | attribution |
|---|---|---|---|---|---|
"""
REST = """
The package files are pinned by SHA-256 in `tools/geobuild/sources.py`. The map prints the
attribution "Made with Natural Earth | GeoNames, CC BY 4.0". Changes made to the GeoNames data:
a selection by population and distance, and the names of `tools/geobuild/place_names.csv`.

## Point of view

Borders follow Natural Earth's German point of view: Crimea is part of Ukraine, Kosovo and Taiwan
stand on their own, Northern Cyprus is part of Cyprus. The pairs of `tools/geobuild/disputed.csv`
(Kosovo and Serbia first) are drawn dashed, and so are the lines of control of
`tools/geobuild/de_facto.csv`, which the file of that view does not have. Names of seas are in
`tools/geobuild/seas.csv`, written for mapdash. Borders are good to a few hundred metres at best.

## How to rebuild

    python tools/build_geodata.py

It needs pip, npm and the packages of the development environment, and writes the same bytes
every time. The format of `basemap/world.json` is described in `tools/build_geodata.py`.
"""


def write_account(out: Path) -> None:
    """Write ``PROVENANCE.md`` for the files that lie in the folder *out*."""
    files = "".join(
        f"| {path} | {content} | {origin} | {sha256_of(out / path)} |\n"
        for path, (content, origin) in FILE_DESCRIPTIONS.items()
        if (out / path).is_file()
    )
    sources = "".join(
        f"| {s.name} | {s.version} | {s.registry}, {BUILT_ON} | {s.content} | {s.data_licence} "
        f"| {s.attribution} |\n"
        for s in SOURCES
    )
    text = INTRODUCTION + files + SOURCES_HEAD + sources + REST
    (out / "PROVENANCE.md").write_text(text, encoding="utf-8", newline="\n")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file at *path* in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
