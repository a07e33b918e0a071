"""Time a filter change in a real browser, from click to painted: mapdash, the usual ways, the floor.

Run as ``make bench`` or ``python bench/filter_change.py``; ``--help`` tells the options. The ways
take turns, so that what else the machine does meets all of them alike. It prints a table and
asserts no figure; docs/performance.md says how to read it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from events_file import write_events
from probe import browser
from race import Plan, race
from report import Line, parse, print_lines
from timings import Timings, machine, print_timings
from ways import FLOOR, OURS, WAYS, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

FULL: Final = Plan((113, 1_000, 10_000, 100_000), runs=17)
QUICK: Final = Plan((113, 1_000), runs=3, budget_s=20.0)
FLOOR_AIM: Final = 2.5
SAME_AIM: Final = 1.3
AIMED_SIZES: Final = (113, 10_000, 100_000)

_USUAL_UP_TO: Final = 1_000


def measure(running: Browser, plan: Plan, folder: Path) -> list[Line]:
    """Race at all sizes, print the times, and return the lines of the speed table."""
    timings: list[Timings] = []
    for rows in plan.sizes:
        # The usual ways take minutes at more.
        ways = WAYS if rows <= _USUAL_UP_TO else (FLOOR, OURS)
        timings += race(running, ways, write_events(folder, rows), plan)
    print_timings(timings)
    return lines(timings)


def lines(timings: Sequence[Timings]) -> list[Line]:
    """Return the lines of the speed table."""
    sizes = list(dict.fromkeys(timing.rows for timing in timings))
    made = []
    for rows in sizes:
        floor, ours = _of(timings, FLOOR, rows), _of(timings, OURS, rows)
        work = f"sidebar filter at {rows:,} events, click to painted"
        made.append(_against(work, FLOOR_AIM, ours.painted_ms, floor.painted_ms))
        made.append(_against(f"{work}, counts", None, ours.counts_ms, floor.painted_ms))
    medians = [_of(timings, OURS, rows).median_ms for rows in sizes if rows in AIMED_SIZES]
    finished = [median for median in medians if median is not None]
    if len(finished) > 1:
        ratio = max(finished) / min(finished)
        work = "sidebar filter, the slowest size against the fastest"
        made.append(Line.at_most(work, SAME_AIM, ratio, "times"))
    return made


def _against(work: str, aim: float | None, ours: Sequence[float], floor: Sequence[float]) -> Line:
    if not ours or not floor:
        return Line(work, f"at most {aim} times the floor" if aim else "–", "did not finish", None)
    ours_ms, floor_ms = statistics.median(ours), statistics.median(floor)
    ratio = ours_ms / floor_ms
    said = f"{ours_ms:.0f} ms, {ratio:.1f} times the floor of {floor_ms:.0f} ms"
    if aim is None:
        return Line(work, "–", said, None)
    return Line(work, f"at most {aim} times the floor", said, ratio <= aim)


def _of(timings: Sequence[Timings], way: Way, rows: int) -> Timings:
    return next(timing for timing in timings if timing.way == way and timing.rows == rows)


def main() -> int:
    """Run the benchmark and print its tables."""
    is_quick, options = parse(__doc__)
    plan = QUICK if is_quick else FULL
    plan = Plan(
        tuple(options.sizes or plan.sizes), options.runs or plan.runs, budget_s=plan.budget_s
    )
    with browser() as running, tempfile.TemporaryDirectory() as folder:
        found = measure(running, plan, Path(folder))
        version = running.version
    print()
    print_lines(found)
    print(f"\n{machine(version)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
