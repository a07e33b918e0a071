"""Time what happens inside the map document: brush drag, legend and search, against a static page.

Run as ``python bench/brush.py``. It asserts nothing; docs/performance.md says how to read it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from events_file import EventsFile, write_events
from probe import ProbedPage, browser
from race import tell
from report import Line, parse, percentile, print_lines, print_table
from served import served
from static_server import static_page
from timings import machine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, Frame

FULL: Final = ((1_000, 100_000, 1_000_000), 9)
QUICK: Final = ((1_000,), 3)
FIRST_PAINT_AIM: Final = 1.15
FRAME_AIM_MS: Final = 25.0
USABLE_FRAME_MS: Final = 100.0
SEARCHES: Final = ("serb", "police", "belgrade", "bridge")

_RECORDER: Final = Path(__file__).with_name("recorder.js")
_BRUSH: Final = ".md-timeline"
_STRIP: Final = ".strip"
_DRAG_S: Final = 2.0
_FRAME_S: Final = 1.0 / 60.0
_DRAGS: Final = 5
_PATIENCE_MS: Final = 240_000.0
_CHANGE_MS: Final = 20_000.0
_QUIET_MS: Final = 400.0


@dataclass(slots=True)
class Measured:
    """Hold what was timed of one document at one size, in milliseconds.

    Parameters
    ----------
    title : str
    rows : int
    first, legend, search : list of float
        From the first move of a drag, from a toggle of the legend and from a search until shown.
    painted : dict of str to list of float
        The same until handed to the compositor.
    frames, tasks : list of float
        The frames of all drags, and the tasks over 50 ms in them.
    how : str
        What was dragged.
    """

    title: str
    rows: int
    first: list[float] = field(default_factory=list)
    legend: list[float] = field(default_factory=list)
    search: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    tasks: list[float] = field(default_factory=list)
    painted: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    how: str = "brush"

    def median(self, name: str) -> float | None:
        """Return the median of one of the lists; None when it is empty."""
        values: list[float] = getattr(self, name)
        return statistics.median(values) if values else None


def measure(running: Browser, sizes: Sequence[int], runs: int, folder: Path) -> list[Line]:
    """Time both documents at all sizes, print the times, and return the lines of the table."""
    pairs = [_measure_size(running, write_events(folder, rows), runs) for rows in sizes]
    print_times([measured for pair in pairs for measured in pair])
    return [line for floor, ours in pairs for line in lines(floor, ours)]


def lines(floor: Measured, ours: Measured) -> list[Line]:
    """Return the lines of the speed table for one number of events."""
    made = []
    for name, what in (
        ("first", f"{ours.how} drag, first paint"),
        ("legend", "legend"),
        ("search", "search"),
    ):
        mine, least = ours.median(name), floor.median(name)
        ratio = mine / least if mine and least else None
        work = f"{what} inside the map document at {ours.rows:,} events"
        if ours.rows > 100_000:
            said = f"{ratio:.2f} times the static page" if ratio else "did not finish"
            made.append(Line(work, "–", said, None))
        else:
            made.append(Line.at_most(work, FIRST_PAINT_AIM, ratio, "times the static page"))
    p95 = percentile(ours.frames, 0.95) if ours.frames else None
    limit = USABLE_FRAME_MS if ours.rows > 100_000 else FRAME_AIM_MS
    made.append(Line.at_most(f"frame of a drag at {ours.rows:,} events, p95", limit, p95, "ms"))
    return made


def print_times(measured: Sequence[Measured]) -> None:
    """Print all times of all documents."""
    table: list[tuple[str, ...]] = [
        (
            "events",
            "document",
            "drag shown (painted)",
            "legend",
            "search",
            "frame p50",
            "p95",
            "long tasks",
        )
    ]
    for each in measured:
        medians = [_shown(each, name) for name in ("first", "legend", "search")]
        medians.append(_ms(each.median("frames")))
        p95 = _ms(percentile(each.frames, 0.95) if each.frames else None)
        longest = max(each.tasks, default=0.0)
        tasks = f"{len(each.tasks)}, longest {longest:.0f} ms" if each.tasks else "none"
        table.append((f"{each.rows:,}", each.title, *medians, p95, tasks))
    print_table(table)


def _measure_size(running: Browser, events: EventsFile, runs: int) -> tuple[Measured, Measured]:
    with _static(running, events) as floor, _ours(running, events) as ours:
        for name, values in (("legend", _legend(events)), ("search", SEARCHES)):
            for run in range(runs + 1):
                for document in (floor, ours):
                    document.preview(name, values[run % len(values)], is_timed=run > 0)
        for _ in range(_DRAGS):
            for document in (floor, ours):
                document.drag()
        return floor.measured, ours.measured


def _legend(events: EventsFile) -> list[list[str]]:
    names = list(events.rows_of_category)
    return [[name for name in names if name != hidden] for hidden in names]


class _Document:
    """A document that is measured: it previews filters, and has something to drag on."""

    def __init__(self, probed: ProbedPage, frame: Frame, handle: str, measured: Measured) -> None:
        self.probed = probed
        self.frame = frame
        self.handle = handle
        self.measured = measured
        frame.evaluate(_RECORDER.read_text("utf-8"))

    def preview(self, name: str, value: object, *, is_timed: bool) -> None:
        """Show a filter and then none, and note how long the first took."""
        dimension = {"legend": "categories"}.get(name, name)
        self.probed.page.bring_to_front()
        show = "([changes, patience]) => benchRecorder.preview(changes, patience)"
        found = self.frame.evaluate(show, [{dimension: value}, _CHANGE_MS])
        if found is None:
            tell(f"{self.measured.title}: no paint after a change of {name}")
            return
        if is_timed:
            getattr(self.measured, name).append(found["shown"])
            self.measured.painted[name].append(found["painted"])
        self.frame.evaluate(show, [{dimension: None}, _CHANGE_MS])
        self.probed.page.wait_for_timeout(_QUIET_MS)

    def drag(self) -> None:
        """Drag for two seconds at sixty moves a second, and note what was painted when."""
        self.probed.page.bring_to_front()
        handle = self.frame.locator(self.handle)
        box = handle.first.bounding_box() if handle.count() else None
        self.frame.evaluate("benchRecorder.start()")
        if box is None:
            self.measured.how = "scripted"
            self.frame.evaluate("(ms) => benchRecorder.sweep(ms)", _DRAG_S * 1000.0)
        else:
            self._drag_over(box["x"], box["y"] + box["height"] / 2.0, box["width"])
        found = self.frame.evaluate("benchRecorder.stop()")
        self._note(found)
        self.probed.page.wait_for_timeout(_QUIET_MS)

    def _drag_over(self, left: float, y: float, width: float) -> None:
        mouse = self.probed.page.mouse
        mouse.move(left + 0.3 * width, y)
        mouse.down()
        began = time.monotonic()
        while (passed := time.monotonic() - began) < _DRAG_S:
            # The first move is one that changes the period, whatever a brush rounds to.
            mouse.move(left + (0.34 + 0.46 * passed / _DRAG_S) * width, y)
            time.sleep(max(0.0, _FRAME_S - (time.monotonic() - began - passed)))
        mouse.up()
        # What was dragged to is dropped, so that the next drag begins as this one did.
        self.frame.evaluate(
            """() => (window.staticPage
                ? staticPage.preview({ period: null })
                : mapdash.map.mapdashEngine.commit({ type: 'period' }, { period: null }))"""
        )

    def _note(self, found: dict[str, Any]) -> None:
        if found["first"] is not None:
            self.measured.first.append(found["first"]["shown"])
            self.measured.painted["first"].append(found["first"]["painted"])
        self.measured.frames += found["frames"]
        self.measured.tasks += found["tasks"]


@contextmanager
def _static(running: Browser, events: EventsFile) -> Iterator[_Document]:
    tell(f"{events.rows:,} events, static page")
    with static_page(events) as address:
        probed = ProbedPage(running)
        try:
            probed.page.goto(address)
            probed.wait_for("painted", bool, 0, _PATIENCE_MS)
            yield _Document(
                probed, probed.page.main_frame, _STRIP, Measured("static page", events.rows)
            )
        finally:
            probed.close()


@contextmanager
def _ours(running: Browser, events: EventsFile) -> Iterator[_Document]:
    tell(f"{events.rows:,} events, map document of mapdash")
    variables = {"MAPDASH_EVENTS": str(events.path)}
    with served(("app.py",), events.path.parent, variables) as server:
        server.wait_until_healthy()
        server.wait_until_warm()
        probed = ProbedPage(running)
        try:
            probed.page.goto(server.address)
            probed.wait_for("painted", lambda state: state == str(events.rows), 0, _PATIENCE_MS)
            probed.settle(_PATIENCE_MS)
            measured = Measured("map document of mapdash", events.rows)
            yield _Document(probed, probed.map_frame(), _BRUSH, measured)
        finally:
            probed.close()


def _shown(measured: Measured, name: str) -> str:
    painted = measured.painted[name]
    return f"{_ms(measured.median(name))} ({_ms(statistics.median(painted) if painted else None)})"


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f} ms"


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
