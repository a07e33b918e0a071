"""Time geodesic distances to a border against a quick wrong way and a slow right one.

Run as ``python bench/distances.py [--runs N]``. Two peers are timed in the same run: GeoPandas'
``distance`` in degrees, which is quick and no distance at all, and a loop over the events with
`pyproj.Geod` to a spot every 100 m of the border, which is right to some metres. It prints tables
and asserts no figure; how far each is off is measured against the slow way.
"""

from __future__ import annotations

import argparse
import functools
import os
import platform
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod

from mapdash.analysis import MeasuredBorder, distance_to_border, rings_along_border
from mapdash.events import validate_events
from mapdash.io import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from mapdash.events import EventFrame

    Floats = NDArray[np.float64]

GEODATA: Final = Path(__file__).parents[1] / "geodata"
EARTH: Final = Geod(ellps="WGS84")
COUNTRIES: Final = ("POL", "RUS", "CHN")
SIZES: Final = (10_000, 100_000)
SPACING_KM: Final = 0.1
DEGREE_KM: Final = 111.32
SLOW_EVENTS: Final = 20


def main() -> None:
    """Time all ways and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="timed runs of each quick way")
    runs = parser.parse_args().runs
    events = validate_events(read_table(GEODATA / "events.csv"))[0]
    distance_to_border(events, shapely.LineString([(20, 45), (21, 45)]))
    lines = gpd.read_parquet(GEODATA / "borders" / "lines.parquet")
    lines = lines[lines["view"] == "default"]
    borders = {code: border_of(lines, code) for code in COUNTRIES}
    print_shipped(events, borders, runs)
    print_many(borders, runs)
    print_rings(borders, runs)
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, medians of {runs} runs")


def border_of(lines: gpd.GeoDataFrame, code: str) -> shapely.MultiLineString:
    """Return the border of a country with all its neighbours."""
    rows = lines[(lines["first"] == code) | (lines["second"] == code)]
    parts = [part for line in rows.geometry for part in shapely.get_parts(line)]
    return shapely.MultiLineString(parts)


def print_shipped(
    events: EventFrame, borders: dict[str, shapely.MultiLineString], runs: int
) -> None:
    """Compare the three ways on the shipped events."""
    pinned = events[events["geo_precision"].isin(["exact", "locality"])]
    # Without a reference system GeoPandas measures in degrees without its usual warning.
    points = gpd.GeoSeries(pinned.geometry.to_numpy())
    print(f"\n{len(events)} shipped events, {len(pinned)} of them measured")
    head = ("border", "mapdash", "degrees", "takes", "dense Geod", "takes", "off", "degrees off")
    print_row(head)
    for code, border in borders.items():
        ours = median_s(functools.partial(distance_to_border, events, border), runs)
        degrees = median_s(functools.partial(points.distance, border), runs)
        spots = dense_spots(border)
        few = pinned.iloc[:SLOW_EVENTS]
        start = time.perf_counter()
        slow_km = np.array(
            [
                slow(longitude, latitude, spots)
                for longitude, latitude in shapely.get_coordinates(points)[:SLOW_EVENTS]
            ]
        )
        slow_s = (time.perf_counter() - start) * len(pinned) / len(few)
        ours_km = distance_to_border(few, border).to_numpy()
        degrees_km = points.distance(border).to_numpy()[:SLOW_EVENTS] * DEGREE_KM
        print_row(
            (
                code,
                f"{ours * 1000:.1f} ms",
                f"{degrees * 1000:.1f} ms",
                f"{degrees / ours:.2f} x",
                f"{slow_s:.1f} s",
                f"{slow_s / ours:,.0f} x",
                f"{np.abs(ours_km - slow_km).max() * 1000:.1f} m",
                f"{np.abs(degrees_km - slow_km).max():,.0f} km",
            )
        )


def print_many(borders: dict[str, shapely.MultiLineString], runs: int) -> None:
    """Time many points, near Europe and all over the world."""
    print("\nMany points, border made ready before")
    print_row(("border", "made ready", "points", "where", "mapdash", "degrees", "takes"))
    seeded = np.random.default_rng(1)
    for code, border in borders.items():
        ready = median_s(functools.partial(MeasuredBorder, border), runs)
        measured = MeasuredBorder(border)
        for size in SIZES:
            for where, (longitude, latitude) in spread(seeded, size).items():
                few = max(runs * SIZES[0] // size, 1)
                ours = median_s(functools.partial(measured.distance_km, longitude, latitude), few)
                geometry = gpd.GeoSeries(shapely.points(longitude, latitude))
                degrees = median_s(functools.partial(geometry.distance, border), 1)
                cells = (f"{ours * 1000:,.0f} ms", f"{degrees * 1000:,.0f} ms")
                ratio = f"{degrees / ours:.2f} x"
                print_row((code, f"{ready * 1000:.1f} ms", f"{size:,}", where, *cells, ratio))


def print_rings(borders: dict[str, shapely.MultiLineString], runs: int) -> None:
    """Time the rings and measure how far their vertices are from the border."""
    print("\nRings at 50, 100 and 250 km")
    print_row(("border", "mapdash", "vertices", "nearest", "farthest"))
    for code, border in borders.items():
        taken = median_s(functools.partial(rings_along_border, border), runs)
        rings, measured = rings_along_border(border), MeasuredBorder(border)
        shares = np.concatenate(
            [
                measured.distance_km(*shapely.get_coordinates(ring.outline).T) / ring.distance_km
                for ring in rings
            ]
        )
        spread = (f"{shares.min():.2%}", f"{shares.max():.2%}")
        print_row((code, f"{taken * 1000:.0f} ms", f"{len(shares):,}", *spread))


def spread(seeded: np.random.Generator, size: int) -> dict[str, tuple[Floats, Floats]]:
    """Return points spread about Serbia and points spread evenly over the globe."""
    near = seeded.normal(20.0, 5.0, size), seeded.normal(45.0, 3.0, size)
    even = np.degrees(np.arcsin(seeded.uniform(-1, 1, size)))
    return {"near Serbia": near, "anywhere": (seeded.uniform(-180, 180, size), even)}


def dense_spots(border: shapely.MultiLineString) -> Floats:
    """Return a spot at least every 100 m along each segment as it is drawn."""
    return shapely.get_coordinates(shapely.segmentize(border, SPACING_KM / DEGREE_KM))


def slow(longitude: float, latitude: float, spots: Floats) -> float:
    """Measure to every spot and return the least distance in kilometres."""
    count = len(spots)
    start = np.full(count, longitude), np.full(count, latitude)
    return float(np.min(EARTH.inv(*start, spots[:, 0], spots[:, 1])[2])) / 1000


def median_s(work: Callable[[], object], runs: int) -> float:
    """Return the median time of a piece of work in seconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def print_row(cells: Sequence[str]) -> None:
    """Print cells as a row of a table."""
    print("| " + " | ".join(cell.ljust(11) for cell in cells) + " |")


if __name__ == "__main__":
    main()
