"""Time a change of scenes in the presenter: first frame, frames of the flight, sharp basemap.

Run as ``python bench/present.py``. A briefing of ten scenes is played with the key of a remote
control, and Leaflet's own flight over the same views beside it. It asserts nothing;
docs/performance.md says how to read it.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from events_file import REAL_EVENTS, ROOT, EventsFile, write_events
from probe import ProbedPage, browser
from race import tell
from report import Line, parse, percentile, print_lines, print_table
from served import served
from tile_server import file_server
from timings import machine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, Page

FULL: Final = ((113, 5_000, 100_000), 3)
QUICK: Final = ((113, 5_000), 1)
FIRST_AIM_MS: Final = 100.0
FRAMES_AIM: Final = 50.0
AIMED_ROWS: Final = 5_000

_BRIEFING: Final = Path(__file__).with_name("present.yaml")
_RECORDER: Final = Path(__file__).with_name("present.js")
_PAGES: Final = Path(__file__).with_name("pages")
_WEB: Final = ROOT / "src" / "mapdash" / "render" / "web"
_PATIENCE_MS: Final = 120_000.0
_CHANGE_MS: Final = 20_000.0
_TALK_MS: Final = 2_000.0
"""How long a speaker stays with a scene at least; the next view is painted ahead meanwhile."""

_NOTES: Final = "presenter, notes window open"
_OURS: Final = "presenter"
_FLOOR: Final = "Leaflet's flight, circles, no basemap"


@dataclass(slots=True)
class Flights:
    """Hold what was timed of one way at one size; a number a change, in milliseconds.

    Parameters
    ----------
    title : str
    rows : int
    first, landed, sharp : list of float
        From the key to the first painted frame, to the end of the flight, and to the basemap of
        the new view.
    fps, longest : list of float
        Frames a second from the key to the landing, and the longest of them.
    frames : list of float
        All of them.
    after : list of float
        The longest frame of the moment after the landing.
    scenes : list of int
        Which scene each change led to.
    unfinished : int
        Changes that did not end in time.
    """

    title: str
    rows: int
    first: list[float] = field(default_factory=list)
    landed: list[float] = field(default_factory=list)
    sharp: list[float] = field(default_factory=list)
    fps: list[float] = field(default_factory=list)
    longest: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)
    scenes: list[int] = field(default_factory=list)
    unfinished: int = 0

    def note(self, scene: int, found: dict[str, Any] | None) -> None:
        """Keep what the recorder found of a change; None where it did not end."""
        if found is None or not found["frames"]:
            self.unfinished += 1
            return
        self.scenes.append(scene)
        self.frames += found["frames"]
        self.longest.append(max(found["frames"]))
        for name in ("first", "landed", "sharp", "fps", "after"):
            getattr(self, name).append(found[name])


def measure(running: Browser, sizes: Sequence[int], runs: int, folder: Path) -> list[Line]:
    """Time all ways at all sizes, print the times, and return the lines of the table."""
    found = [each for rows in sizes for each in _measure_size(running, rows, runs, folder)]
    print_flights(found)
    print()
    print_scenes([each for each in found if each.title == _OURS])
    return [line for each in found if each.title != _FLOOR for line in lines(each)]


def lines(flights: Flights) -> list[Line]:
    """Return the lines of the speed table for one way at one number of events."""
    what = f"{flights.title}, {flights.rows:,} events"
    first = statistics.median(flights.first) if flights.first else None
    fps = statistics.median(flights.fps) if flights.fps else None
    is_met = fps >= FRAMES_AIM if fps is not None else None
    said = "did not finish" if fps is None else f"{fps:.0f}, worst {min(flights.fps):.0f}"
    is_aimed = flights.rows <= AIMED_ROWS
    return [
        Line.at_most(f"{what}: key to first frame", FIRST_AIM_MS, first, "ms")
        if is_aimed
        else Line(f"{what}: key to first frame", "usable", f"{first or 0.0:.0f} ms", None),
        Line(
            f"{what}: frames a second",
            f"at least {FRAMES_AIM:.0f}" if is_aimed else "usable",
            said,
            is_met if is_aimed else None,
        ),
    ]


def print_flights(found: Sequence[Flights]) -> None:
    """Print medians and the worst of all changes."""
    table: list[tuple[str, ...]] = [
        (
            "events",
            "document",
            "changes",
            "key to first frame: median (worst)",
            "frames a second: median (worst)",
            "frame p95",
            "longest frame: median (worst)",
            "after landing",
            "key to sharp: median (worst)",
        )
    ]
    for each in found:
        if not each.first:
            table.append((f"{each.rows:,}", each.title, "did not finish", *[""] * 6))
            continue
        changes = str(len(each.first)) + (
            f", {each.unfinished} unfinished" if each.unfinished else ""
        )
        table.append(
            (
                f"{each.rows:,}",
                each.title,
                changes,
                _median_and_worst(each.first),
                f"{statistics.median(each.fps):.0f} ({min(each.fps):.0f})",
                f"{percentile(each.frames, 0.95):.0f} ms",
                _median_and_worst(each.longest),
                _median_and_worst(each.after),
                "–" if each.title == _FLOOR else _median_and_worst(each.sharp),
            )
        )
    print_table(table)


def print_scenes(found: Sequence[Flights]) -> None:
    """Print the medians of each scene, to see which is slow."""
    table: list[tuple[str, ...]] = [
        ("events", "to scene", "first frame", "frames a second", "longest", "sharp")
    ]
    for each in found:
        for scene in sorted(set(each.scenes)):
            mine = [n for n, other in enumerate(each.scenes) if other == scene]
            medians = [
                statistics.median(values[n] for n in mine)
                for values in (each.first, each.fps, each.longest, each.sharp)
            ]
            first, fps, longest, sharp = medians
            table.append(
                (
                    f"{each.rows:,}",
                    str(scene + 1),
                    f"{first:.0f} ms",
                    f"{fps:.0f}",
                    f"{longest:.0f} ms",
                    f"{sharp:.0f} ms",
                )
            )
    print_table(table)


def _measure_size(running: Browser, rows: int, runs: int, folder: Path) -> list[Flights]:
    is_real = rows == 113
    events = EventsFile(REAL_EVENTS, rows, {}) if is_real else write_events(folder, rows)
    ours, noted, floor = (Flights(title, rows) for title in (_OURS, _NOTES, _FLOOR))
    with _presenter(running, events, folder) as page, _static(running, folder, page) as other:
        for _ in range(runs):
            _play(page, ours)
            _play(other, floor)
        with page.expect_popup(timeout=_PATIENCE_MS) as popup:
            page.keyboard.press("w")
        popup.value.wait_for_timeout(_TALK_MS * 2.0)
        page.bring_to_front()
        _play(page, noted)
        return [floor, ours, noted]


def _play(page: Page, flights: Flights) -> None:
    """Play the briefing once, from the first scene to the last."""
    tell(f"{flights.rows:,} events, {flights.title}")
    page.bring_to_front()
    if flights.title == _FLOOR:
        page.reload()
        page.wait_for_function("window.staticFlight")
    else:
        page.keyboard.press("Home")
    page.wait_for_timeout(_TALK_MS * 2.0)
    count = page.evaluate("(window.mapdash?.presenter.total) ?? 0") or 10
    for scene in range(1, count):
        page.keyboard.press("PageDown")
        flights.note(scene, page.evaluate("(ms) => benchFlight.found(ms)", _CHANGE_MS))
        page.wait_for_timeout(_TALK_MS)


@contextmanager
def _presenter(running: Browser, events: EventsFile, folder: Path) -> Iterator[Page]:
    variables = {"MAPDASH_EVENTS": str(events.path), "MAPDASH_BRIEFING": str(_BRIEFING)}
    with served(("app.py",), folder, variables) as server:
        server.wait_until_healthy()
        server.wait_until_warm()
        probed = ProbedPage(running)
        try:
            probed.page.context.add_init_script(path=_RECORDER)
            probed.page.goto(f"{server.address}/present", timeout=_PATIENCE_MS)
            probed.page.wait_for_selector(
                "html[data-ahead='all']", state="attached", timeout=_PATIENCE_MS
            )
            yield probed.page
        finally:
            probed.close()


@contextmanager
def _static(running: Browser, folder: Path, page: Page) -> Iterator[Page]:
    """Open the static page with the scenes of the presenter, which is played once for them."""
    scenes = [page.evaluate("benchFlight.scene()")]
    for _ in range(1, page.evaluate("mapdash.presenter.total")):
        page.keyboard.press("PageDown")
        page.evaluate("(ms) => benchFlight.found(ms)", _CHANGE_MS)
        scenes.append(page.evaluate("benchFlight.scene()"))
    (folder / "scenes.json").write_text(json.dumps(scenes), "utf-8")
    with file_server({"web": _WEB, "pages": _PAGES, "data": folder}) as address:
        probed = ProbedPage(running)
        try:
            probed.page.context.add_init_script(path=_RECORDER)
            probed.page.goto(f"{address}/pages/flight.html")
            yield probed.page
        finally:
            probed.close()


def _median_and_worst(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.0f} ms ({max(values):.0f})"


def main() -> int:
    """Run the benchmark and print its tables."""
    is_quick, options = parse(__doc__)
    sizes, runs = QUICK if is_quick else FULL
    with browser() as running, tempfile.TemporaryDirectory() as folder:
        found = measure(running, options.sizes or sizes, options.runs or runs, Path(folder))
        version = running.version
    print()
    print_lines(found)
    print(f"\n{machine(version)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
