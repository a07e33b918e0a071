"""What was timed, and the table that says it."""

from __future__ import annotations

import os
import platform
import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from report import print_table
from ways import FLOOR, HARDENED, USUAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ways import Way

_HEADINGS: Final = (
    "events",
    "way",
    "runs",
    "median",
    "fastest to slowest",
    "times the floor",
    "(a) takes times as long",
    "(a+) takes",
)


@dataclass(slots=True)
class Timings:
    """Hold what was timed of one way at one size.

    Parameters
    ----------
    way : Way
    rows : int
        The number of events.
    painted_ms, counts_ms : list of float
        Milliseconds from the click to the paint of the map, and of the counts in the header.
    unfinished_after_s : float or None
        Set when a change was given up after that time.
    """

    way: Way
    rows: int
    painted_ms: list[float] = field(default_factory=list)
    counts_ms: list[float] = field(default_factory=list)
    unfinished_after_s: float | None = None

    @property
    def median_ms(self) -> float | None:
        """The median of the map's paints; None when a change did not finish."""
        if self.unfinished_after_s is not None or not self.painted_ms:
            return None
        return statistics.median(self.painted_ms)


def print_timings(timings: Sequence[Timings]) -> None:
    """Print medians and ratios as a Markdown table; ratios are taken within one number of events.

    Parameters
    ----------
    timings : sequence of Timings
    """
    print_table([_HEADINGS, *(cells for timing in timings for cells in _rows(timing, timings))])


def machine(browser_version: str) -> str:
    """Say in neutral words what was timed on.

    Parameters
    ----------
    browser_version : str
    """
    chromium, *_ = browser_version.split(".")
    python = platform.python_version()
    return f"{os.cpu_count()} cores, Chromium {chromium} without a GPU, Python {python}"


def _rows(timing: Timings, all_timings: Sequence[Timings]) -> Iterator[tuple[str, ...]]:
    title = timing.way.title
    if timing.unfinished_after_s is not None:
        sentence = f"did not finish in {timing.unfinished_after_s:.0f} s"
        yield (f"{timing.rows:,}", title, str(len(timing.painted_ms)), sentence, "", "", "", "")
        return
    peers = [_median(all_timings, way, timing.rows) for way in (FLOOR, USUAL, HARDENED)]
    yield _timed(title, timing.painted_ms, timing.rows, peers)
    if timing.counts_ms:
        yield _timed(f"{title}, counts in the header", timing.counts_ms, timing.rows, peers)


def _timed(
    title: str, values: Sequence[float], rows: int, peers: Sequence[float | None]
) -> tuple[str, ...]:
    median = statistics.median(values)
    floor, *usual = peers
    return (
        f"{rows:,}",
        title,
        str(len(values)),
        f"{median:,.0f} ms",
        f"{min(values):,.0f} to {max(values):,.0f} ms",
        f"{median / floor:.1f}" if floor else "",
        *(f"{peer / median:.1f}" if peer else "" for peer in usual),
    )


def _median(timings: Sequence[Timings], way: Way, rows: int) -> float | None:
    of_way = (timing for timing in timings if timing.way == way and timing.rows == rows)
    return next((timing.median_ms for timing in of_way), None)
