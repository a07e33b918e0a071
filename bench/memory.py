"""Follow the memory of browser and server over many filter changes: it must stay flat.

Run as ``python bench/memory.py``. It asserts nothing; docs/performance.md says how to read it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from playwright.sync_api import Error as PlaywrightError

from events_file import write_events
from probe import ProbedPage, browser
from report import Line, parse, print_lines, print_table
from served import served
from timings import machine
from ways import OURS, changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, CDPSession

CHANGES: Final = 1_000
QUICK_CHANGES: Final = 60
ROWS: Final = 1_000
LOOKS: Final = 10
FLAT_MB: Final = 2.0
"""Growth over all changes, after the first tenth, that counts as flat."""

_PATIENCE_MS: Final = 60_000.0
_MB: Final = 1_048_576.0


def measure(running: Browser, many: int, folder: Path) -> list[Line]:
    """Make the changes, print the memory on the way, and return the lines of the speed table."""
    events = write_events(folder, ROWS)
    looks: list[tuple[int, float, float]] = []
    with served(("app.py",), folder, {"MAPDASH_EVENTS": str(events.path)}) as server:
        server.wait_until_healthy()
        server.wait_until_warm()
        probed = ProbedPage(running)
        probed.page.goto(server.address)
        probed.wait_for("painted", lambda state: state == str(events.rows), 0, _PATIENCE_MS)
        probed.settle(_PATIENCE_MS)
        heaps = _heaps(probed)
        looks.append((0, _heap_mb(heaps), server.memory_mb()))
        steps = changes(events)
        for number in range(1, many + 1):
            step, heard = next(steps), len(probed.reports)
            shown = f"{step.rows:,} of {events.rows:,} events"
            probed.page.click(OURS.control.replace("{category}", step.category))
            probed.wait_for("counts", shown.__eq__, heard, _PATIENCE_MS)
            if number % (many // LOOKS) == 0:
                probed.settle(_PATIENCE_MS)
                probed.reports.clear()
                looks.append((number, _heap_mb(heaps), server.memory_mb()))
        probed.close()
    _print_looks(looks)
    return [
        _line("heap of the browser", looks, 1, many),
        _line("memory of the server", looks, 2, many),
    ]


def _line(what: str, looks: Sequence[tuple[int, float, float]], column: int, many: int) -> Line:
    # What is loaded with the first changes stays, and is no leak.
    settled = looks[1:]
    numbers = np.array([look[0] for look in settled], dtype=float)
    megabytes = np.array([look[column] for look in settled], dtype=float)
    slope = float(np.polyfit(numbers, megabytes, 1)[0])
    growth = slope * many
    work = f"{what}, growth over {many:,} filter changes"
    said = f"{growth:+.2f} MB, {slope * 1024.0:+.2f} kB a change"
    return Line(work, f"flat: at most {FLAT_MB:.0f} MB", said, growth <= FLAT_MB)


def _heaps(probed: ProbedPage) -> list[CDPSession]:
    """Return what asks for the heap of each process; frames of the page's own process have none."""
    page = probed.page
    sessions = [page.context.new_cdp_session(page)]
    for frame in page.frames[1:]:
        try:
            sessions.append(page.context.new_cdp_session(frame))
        except PlaywrightError:
            continue
    for session in sessions:
        session.send("Performance.enable")
        session.send("HeapProfiler.enable")
    return sessions


def _heap_mb(sessions: Sequence[CDPSession]) -> float:
    total = 0.0
    for session in sessions:
        session.send("HeapProfiler.collectGarbage")
        metrics = session.send("Performance.getMetrics")["metrics"]
        total += next(each["value"] for each in metrics if each["name"] == "JSHeapUsedSize")
    return total / _MB


def _print_looks(looks: Sequence[tuple[int, float, float]]) -> None:
    rows = [
        ("changes", "heap of the browser", "memory of the server"),
        *((f"{n:,}", f"{heap:.2f} MB", f"{memory:.1f} MB") for n, heap, memory in looks),
    ]
    print_table(rows)


def main() -> int:
    """Run the benchmark and print its tables."""
    is_quick, options = parse(__doc__)
    many = options.runs or (QUICK_CHANGES if is_quick else CHANGES)
    with browser() as running, tempfile.TemporaryDirectory() as folder:
        found = measure(running, many, Path(folder))
        version = running.version
    print()
    print_lines(found)
    print(f"\n{machine(version)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
