"""Write the account of what ships in ``geodata/``: source, version, licence and checksum."""

from __future__ import annotations

import hashlib
from pathlib import Path

from geobuild.sources import SOURCES, TOOLS, Source

BUILT_ON = "2026-11-24"
GAZETTEER_SOURCES = (
    "GeoNames, Natural Earth, airportsdata, `own_places.csv` and `country_endonyms.csv` in "
    "`tools/geobuild/`"
)
FILE_DESCRIPTIONS = {
    "briefing.yaml": (
        "the briefing that opens with mapdash: ten scenes, in our own words",
        "`events.csv`; the notes of a scene name the rows",
    ),
    "basemap/world.pmtiles": (
        "the offline basemap as vector tiles: land, countries, provinces, waters, names",
        "all sources below but airportsdata, `tools/geobuild/*.csv`",
    ),
    "borders/admin0.parquet": (
        "countries in each point of view, as polygons (GeoParquet)",
        "Natural Earth, `tools/geobuild/border_*.csv`",
    ),
    "borders/admin1.parquet": (
        "provinces, states and districts with their names, as polygons (GeoParquet)",
        "Natural Earth, `tools/geobuild/province_*.csv`",
    ),
    "borders/lines.parquet": (
        "land boundaries in each point of view, not simplified (GeoParquet)",
        "Natural Earth, `tools/geobuild/disputed.csv`, `de_facto.csv`",
    ),
    "countries.csv": (
        "ISO 3166-1 alpha-3 code (Kosovo: XKX) and plain English name",
        "Natural Earth, GeoNames, `tools/geobuild/country_names.csv`",
    ),
    "gazetteer/names.parquet": (
        "the names of those places in many scripts, folded for look-ups",
        GAZETTEER_SOURCES,
    ),
    "gazetteer/places.parquet": (
        "places, provinces, countries, airports and air bases, and places of our own",
        GAZETTEER_SOURCES,
    ),
    "routes.csv": (
        "railways and roads as the towns that they pass, drawn as schematic lines",
        "public sources, named in each row",
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
## Sources

| package | version | fetched with | content | licence of the data | attribution |
|---|---|---|---|---|---|
"""
TOOLS_HEAD = """
## Tools that the files were made with

| package | version | fetched with | content | licence | attribution |
|---|---|---|---|---|---|
"""
REST = """
The package files are pinned by SHA-256 in `tools/geobuild/sources.py`. The map prints the
attribution "Made with Natural Earth | GeoNames, CC BY 4.0". Changes made to the GeoNames data for
the map: a selection by population and distance, and the names of
`tools/geobuild/place_names.csv`.

Changes made for the gazetteer: it holds every place of GeoNames' cities500, with coordinates
rounded to 0.001 degrees (110 m). Of a town below 100,000 people it keeps one to five alternate
names in Latin or Cyrillic letters and those in the scripts of its own country; codes of three
capitals among the names are left out, and names are kept as folded keys. Airports without an IATA
code are left out where a country lists 300 of them or more (air bases stay). `own_places.csv` has
places of our own; each repeats the point, radius, precision and source of an event in
`events.csv`, which a test checks. `country_endonyms.csv` has what 22 countries call themselves,
written for mapdash.

Notice of airportsdata: Copyright (c) 2020 Mike Borsetti; it includes data of Airports,
Copyright (c) 2014 mwgg. Both are under the MIT licence, whose text is in `LICENSE`.

## Points of view

`MAPDASH_POINT_OF_VIEW` chooses one; the attribution on the map names it.

- `default`: Natural Earth's German point of view. Crimea is part of Ukraine, Kosovo and Taiwan
  stand on their own, Northern Cyprus is part of Cyprus.
- `iso`: the same, but as ISO 3166-1 lists countries: Kosovo lies within Serbia. Its polygon is
  still there under XKX, as a territory, because events carry that code. Guantanamo is Cuba's.

In both, parts of a country with an alpha-3 code of their own have a row of their own
(`border_parts.csv`), and areas that no country has (`border_codes.csv`) have the code "". So do
those that the source leaves out as holes in the land (`border_holes.csv`): Abyei, the Golan
Heights, the Southern Patagonian Ice Field and Rincón de Artigas. An area on whose status the
source does not decide is called indeterminate.

The pairs of `tools/geobuild/disputed.csv` (Kosovo and Serbia first) and the edges of those holes
are drawn dashed, and so are the lines of control of `tools/geobuild/de_facto.csv`, which the file
of that view does not have. Names of seas are in `tools/geobuild/seas.csv`, written for mapdash.

## How good the borders are

Natural Earth's 1:10m borders are good to a few hundred metres at best; mapdash reckons with 1 km.
`lines.parquet` holds every vertex of the source, rounded to 0.1 m. The polygons are simplified
by 0.002 degrees (220 m along a meridian) as a coverage, so that neighbours still meet, and no
island is dropped; coordinates are rounded to 3 m.

The source of the provinces is the plain view: each is given to the country of the default view
that it lies in, so Crimea (UA-43) and Sevastopol (UA-40) are Ukraine's. `code` is the ISO 3166-2
code. 60 codes occur twice or more in the source (155 rows): parts of one unit were joined, and
`province_codes.csv` decides the others. A unit without an ISO code has Natural Earth's. Names
that are wrong or the same for two units are replaced in `province_names.csv`. Provinces reach
the borders of their country within 1.5 km, and within 2 m along half of the borders; the three
regions that Morocco has drawn across the line with Western Sahara are kept whole.

## How to rebuild

    python tools/build_geodata.py

It needs pip, npm, Linux on x86-64 and the packages of the development environment, and writes
the same bytes every time. With `--account` it writes this file alone.
"""


class AccountError(Exception):
    """A file has no description, so that nobody could tell where it comes from."""


def write_account(out: Path) -> None:
    """Write ``PROVENANCE.md`` for the files that lie in the folder *out*.

    Raises
    ------
    AccountError
        When one of them is not in `FILE_DESCRIPTIONS`.
    """
    there = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    unknown = sorted(there - set(FILE_DESCRIPTIONS) - {"PROVENANCE.md"})
    if unknown:
        message = f"geobuild/provenance.py does not describe {', '.join(unknown)}."
        raise AccountError(message)
    files = "".join(
        f"| {path} | {content} | {origin} | {sha256_of(out / path)} |\n"
        for path, (content, origin) in FILE_DESCRIPTIONS.items()
        if path in there
    )
    sources, tools = ("".join(row_of(s) for s in group) for group in (SOURCES, TOOLS))
    text = INTRODUCTION + files + SOURCES_HEAD + sources + TOOLS_HEAD + tools + REST
    (out / "PROVENANCE.md").write_text(text, encoding="utf-8", newline="\n")


def row_of(source: Source) -> str:
    """Return the table row of one package."""
    return (
        f"| {source.name} | {source.version} | {source.registry}, {BUILT_ON} | {source.content} "
        f"| {source.data_licence} | {source.attribution} |\n"
    )


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file at *path* in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
