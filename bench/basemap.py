"""Print what the basemap costs, beside picture tiles and the same borders as GeoJSON.

Run as ``python bench/basemap.py``. Three pages show the same view and make the same tour: the
basemap that ships, picture tiles drawn beforehand from that very basemap and served from this
machine, and Leaflet with the countries and provinces as GeoJSON on a canvas. It asserts nothing.
"""

from __future__ import annotations

import argparse
import base64
import statistics
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd

from events_file import ROOT
from probe import browser
from tile_server import file_server
from timings import machine

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

WAYS: Final = {
    "tiles": "mapdash's basemap",
    "raster": "picture tiles, served from this machine",
    "geojson": "Leaflet, countries and provinces as GeoJSON on a canvas",
}
TOUR: Final = (
    ((48.0, 18.0), 4),
    ((45.0, 60.0), 3),
    ((52.1, 23.7), 7),
    ((39.0, 116.0), 7),
    ((44.66, 20.93), 9),
    ((44.2, 20.9), 6.5),
)
BASEMAP_SCRIPTS: Final[tuple[str, ...]] = (
    "vendor/protomaps-leaflet@5.1.0/dist/protomaps-leaflet.js",
    "basemap-source.js",
    "basemap-style.js",
    "basemap-labels.js",
    "basemap.js",
)
VIEW: Final[ViewportSize] = {"width": 1240, "height": 800}
# Cut from what is painted; beyond its edge a tile stays blank, as the sea does.
SAVE_TILES: Final = """() => {
    const { canvas, frame } = window.layer._front;
    const tiles = [];
    for (let x = Math.floor(frame.left / 256); x * 256 < frame.left + frame.width; x += 1) {
        for (let y = Math.floor(frame.top / 256); y * 256 < frame.top + frame.height; y += 1) {
            const picture = document.createElement('canvas');
            picture.width = picture.height = 256;
            picture.getContext('2d').drawImage(canvas, frame.left - x * 256, frame.top - y * 256);
            tiles.push([frame.zoom, x, y, picture.toDataURL('image/png').split(',')[1]]);
        }
    }
    return tiles;
}"""


@dataclass(slots=True)
class Costs:
    """Hold what one way cost, one number a run.

    Parameters
    ----------
    first_ms : list of float
        From the start of the page to the first full view.
    tour_ms : list of float
        All stops of the tour, each until it is wholly painted.
    longest_ms : list of float
        The longest task of the main thread in a run.
    blocked_ms : list of float
        What tasks of the main thread took beyond 50 ms each.
    first_bytes, bytes : list of int
        On the wire, for the first view and for all of a run.
    """

    first_ms: list[float] = field(default_factory=list)
    tour_ms: list[float] = field(default_factory=list)
    longest_ms: list[float] = field(default_factory=list)
    blocked_ms: list[float] = field(default_factory=list)
    first_bytes: list[int] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="runs of each way (default: 7)")
    options = parser.parse_args()
    costs: dict[str, Costs] = defaultdict(Costs)
    with tempfile.TemporaryDirectory() as scratch, browser() as chromium:
        folder = Path(scratch)
        (folder / "raster").mkdir()
        write_geojson(folder / "geojson")
        write_pages(folder / "made")
        folders = {
            "web": ROOT / "src" / "mapdash" / "render" / "web",
            "basemap": ROOT / "geodata" / "basemap",
            "raster": folder / "raster",
            "geojson": folder / "geojson",
            "made": folder / "made",
            "pages": ROOT / "bench" / "pages",
        }
        with file_server(folders) as address:
            draw_picture_tiles(chromium, address, folder / "raster")
            for _ in range(options.runs):
                for way in WAYS:
                    time_one(chromium, address, way, costs[way])
        print_costs(costs)
        print(f"\n{machine(chromium.version)}")
    return 0


def write_geojson(folder: Path) -> None:
    """Write the shipped countries and provinces as GeoJSON, to a metre or so."""
    folder.mkdir()
    borders = ROOT / "geodata" / "borders"
    countries = gpd.read_parquet(borders / "admin0.parquet", filters=[("view", "=", "default")])
    provinces = gpd.read_parquet(borders / "admin1.parquet")
    for name, frame in (("countries", countries), ("provinces", provinces)):
        shapes = frame.geometry.set_precision(1e-5)
        (folder / f"{name}.json").write_text(shapes.to_json(drop_id=True), encoding="utf-8")


def write_pages(folder: Path) -> None:
    """Write a page a way, each with the scripts that it needs."""
    folder.mkdir()
    template = (ROOT / "bench" / "pages" / "basemap.html").read_text(encoding="utf-8")
    for way in WAYS:
        scripts = BASEMAP_SCRIPTS if way == "tiles" else ()
        tags = "\n".join(f'<script src="/web/{name}"></script>' for name in scripts)
        page = template.replace("<!-- scripts -->", tags)
        (folder / f"{way}.html").write_text(page, encoding="utf-8")


def open_page(chromium: Browser, address: str, way: str) -> Page:
    """Open the page of one way, in a browser context of its own, before it shows anything."""
    page = chromium.new_context(viewport=VIEW).new_page()
    page.goto(f"{address}/made/{way}.html?way={way}")
    return page


def draw_picture_tiles(chromium: Browser, address: str, folder: Path) -> None:
    """Draw the tiles of the tour with the basemap that ships, and keep them as pictures."""
    page = open_page(chromium, address, "tiles")
    page.evaluate("window.shown")
    # The stop between two zooms shows the pictures of the start, smaller.
    stops: list[Any] = [None, *(stop for stop in TOUR if stop[1] == int(stop[1]))]
    for stop in stops:
        if stop is not None:
            page.evaluate("([center, zoom]) => window.goTo(center, zoom)", list(stop))
        for z, x, y, picture in page.evaluate(SAVE_TILES):
            path = folder / str(z) / str(x) / f"{y}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(base64.b64decode(picture))
    page.context.close()


def time_one(chromium: Browser, address: str, way: str, costs: Costs) -> None:
    """Time the first view and the tour of one way, and add them to its costs."""
    page = chromium.new_context(viewport=VIEW).new_page()
    received: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(f"{address}/made/{way}.html?way={way}")
    costs.first_ms.append(page.evaluate("window.shown"))
    costs.first_bytes.append(round(sum(received)))
    tour = [
        page.evaluate("([center, zoom]) => window.goTo(center, zoom)", list(stop)) for stop in TOUR
    ]
    costs.tour_ms.append(sum(tour))
    tasks = page.evaluate("window.longTasks") or [0.0]
    costs.longest_ms.append(max(tasks))
    costs.blocked_ms.append(sum(task - 50 for task in tasks if task > 50))
    costs.bytes.append(round(sum(received)))
    page.context.close()


def print_costs(costs: dict[str, Costs]) -> None:
    """Print medians, and the times of mapdash's basemap as ratios of the others."""
    base = costs["tiles"]
    print(
        "| way | first full view | tour of 6 views | longest task | blocked | bytes first | all |"
    )
    print("|---|---|---|---|---|---|---|")
    for way, title in WAYS.items():
        cost = costs[way]
        print(
            f"| {title} | {_times(cost.first_ms, base.first_ms)} "
            f"| {_times(cost.tour_ms, base.tour_ms)} "
            f"| {statistics.median(cost.longest_ms):,.0f} ms "
            f"| {statistics.median(cost.blocked_ms):,.0f} ms "
            f"| {statistics.median(cost.first_bytes) / 1000:,.0f} kB "
            f"| {statistics.median(cost.bytes) / 1000:,.0f} kB |"
        )


def _times(values: list[float], base: list[float]) -> str:
    median = statistics.median(values)
    ratio = statistics.median(base) / median
    spread = f"{min(values):,.0f} to {max(values):,.0f}"
    return f"{median:,.0f} ms ({spread}); mapdash takes {ratio:.2f} times as long"


if __name__ == "__main__":
    sys.exit(main())
