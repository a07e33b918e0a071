"""Time the presenter: the first frame after a key, and the frames of every flight to another scene.

Run as ``python bench/present.py``. It asserts nothing; docs/performance.md says how to read it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from events_file import write_events
from probe import WINDOW, browser
from race import tell
from report import Line, parse, percentile, print_lines, print_table
from served import served
from timings import machine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, Page

FULL: Final = ((113, 5_000), 5)
QUICK: Final = ((5_000,), 1)
FIRST_FRAME_AIM_MS: Final = 100.0
FRAMES_AIM: Final = 50.0

_RECORDER: Final = Path(__file__).with_name("present_recorder.js")
_PATIENCE_MS: Final = 60_000.0
# As long as a sentence takes: the next scene is painted ahead meanwhile.
_TALK_MS: Final = 2_500.0


@dataclass(slots=True)
class Measured:
    """Hold what was timed of one number of events, in milliseconds.

    Parameters
    ----------
    rows : int
    firsts : list of float
        From a key until the first frame after it was painted, one for each change of scene.
    flights : list of list of float
        The frames of each change that moved the map.
    """

    rows: int
    firsts: list[float] = field(default_factory=list)
    flights: list[list[float]] = field(default_factory=list)

    @property
    def frames(self) -> list[float]:
        """All frames of all flights."""
        return [frame for flight in self.flights for frame in flight]

    @property
    def slowest_pace(self) -> float:
        """Frames a second of the flight that had fewest."""
        return min(1000.0 * len(flight) / sum(flight) for flight in self.flights)

    @property
    def pace(self) -> float:
        """Frames a second over all flights."""
        return 1000.0 * len(self.frames) / sum(self.frames)


def measure(running: Browser, sizes: Sequence[int], runs: int, folder: Path) -> list[Line]:
    """Time all sizes, print the times, and return the lines of the speed table."""
    measured = [_measure_size(running, rows, runs, folder) for rows in sizes]
    print_times(measured)
    return [line for each in measured for line in lines(each)]


def lines(measured: Measured) -> list[Line]:
    """Return the lines of the speed table for one number of events."""
    rows = f"{measured.rows:,} events"
    first = percentile(measured.firsts, 0.95)
    return [
        Line.at_most(
            f"first frame after the key for the next scene at {rows}, p95",
            FIRST_FRAME_AIM_MS,
            first,
            "ms",
        ),
        Line(
            f"frames of the flights to other scenes at {rows}",
            f"at least {FRAMES_AIM:.0f} a second",
            f"{measured.pace:.0f} a second",
            measured.pace >= FRAMES_AIM,
        ),
    ]


def print_times(measured: Sequence[Measured]) -> None:
    """Print all times of all sizes."""
    table: list[tuple[str, ...]] = [
        (
            "events",
            "changes",
            "first frame p50",
            "p95",
            "frames a second",
            "slowest flight",
            "frame p95",
            "longest",
        )
    ]
    table += [
        (
            f"{each.rows:,}",
            f"{len(each.firsts)}",
            f"{statistics.median(each.firsts):.0f} ms",
            f"{percentile(each.firsts, 0.95):.0f} ms",
            f"{each.pace:.1f}",
            f"{each.slowest_pace:.1f}",
            f"{percentile(each.frames, 0.95):.0f} ms",
            f"{max(each.frames):.0f} ms",
        )
        for each in measured
    ]
    print_table(table)


def _measure_size(running: Browser, rows: int, runs: int, folder: Path) -> Measured:
    tell(f"{rows:,} events, presenter")
    events = write_events(folder, rows)
    # The briefing that ships, over more events: they repeat the real ones, which it speaks of.
    briefing = Path(__file__).resolve().parents[1] / "geodata" / "briefing.yaml"
    variables = {"MAPDASH_EVENTS": str(events.path), "MAPDASH_BRIEFING": str(briefing)}
    measured = Measured(rows)
    with served(("app.py",), folder, variables) as server:
        server.wait_until_healthy()
        server.wait_until_warm()
        width, height = WINDOW
        context = running.new_context(viewport={"width": width, "height": height})
        try:
            context.add_init_script(path=_RECORDER)
            page = context.new_page()
            page.goto(f"{server.address}/present")
            page.wait_for_function(
                "() => document.documentElement.dataset.ahead === 'all'", timeout=_PATIENCE_MS
            )
            for _ in range(runs):
                _play(page, measured)
        finally:
            context.close()
    return measured


def _play(page: Page, measured: Measured) -> None:
    """Go once from the first scene to the last, with a sentence between two keys."""
    page.evaluate("() => mapdash.presenter.go(0, { isInstant: true })")
    page.wait_for_timeout(_TALK_MS)
    while page.evaluate("() => mapdash.presenter.index + 1 < mapdash.presenter.total"):
        page.evaluate("() => benchPresenter.start()")
        page.keyboard.press("PageDown")
        page.wait_for_function("() => benchPresenter.isOver()", timeout=_PATIENCE_MS)
        found = page.evaluate("() => benchPresenter.stop()")
        measured.firsts.append(found["first"])
        if len(found["frames"]) > 1:
            measured.flights.append(found["frames"])
        page.wait_for_timeout(_TALK_MS)


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
