"""Time 25 clicks back to back: what a rerun takes on the server's side, and when the page is done.

Run as ``python bench/burst.py``. It asserts nothing; docs/performance.md says how to read it.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from events_file import write_events
from probe import ProbedPage, browser
from report import Line, parse, percentile, print_lines
from served import served
from session_client import Parcels, Traffic, closed_loop
from timings import machine
from ways import OURS, changes

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES: Final = (113, 10_000)
QUICK_SIZES: Final = (113,)
CLICKS: Final = 25
AIM_MS: Final = 10.0

_PATIENCE_MS: Final = 60_000.0


def measure(running: Browser, rows: int, folder: Path) -> list[Line]:
    """Click in a browser and over the websocket alone; return the lines of the speed table."""
    events = write_events(folder, rows)
    with served(("app.py",), folder, {"MAPDASH_EVENTS": str(events.path)}) as server:
        server.wait_until_healthy()
        server.wait_until_warm()
        probed = ProbedPage(running)
        traffic = Traffic(probed)
        probed.page.goto(server.address)
        probed.wait_for("painted", lambda state: state == str(rows), 0, _PATIENCE_MS)
        probed.settle(_PATIENCE_MS)
        steps = list(islice(changes(events), CLICKS + 1))
        before = len(traffic.sent)
        probed.page.click(OURS.control.replace("{category}", steps[0].category))
        probed.settle(_PATIENCE_MS)
        parcels = Parcels.like(traffic.sent[before])

        heard, runs, cpu = len(probed.reports), traffic.runs, server.cpu_s()
        for step in steps[1:]:
            probed.page.click(OURS.control.replace("{category}", step.category))
        shown = f"{steps[-1].rows:,} of {rows:,} events"
        probed.wait_for("counts", lambda state: state == shown, heard, _PATIENCE_MS)
        probed.settle(_PATIENCE_MS)
        later = probed.reports[heard:]
        clicks = [report.at_ms for report in later if report.kind == "click"]
        # The same filter may have been shown on the way.
        counted = max(report.at_ms for report in later if report.kind == "counts")
        reruns = max(1, traffic.runs - runs)
        cpu_ms = (server.cpu_s() - cpu) / reruns * 1000.0
        probed.close()

        cpu = server.cpu_s()
        actions = [{"type": "toggle_category", "value": step.category} for step in steps[1:]]
        loop = list(closed_loop(server, parcels, actions))
        loop_cpu_ms = (server.cpu_s() - cpu) / (len(loop) + 1) * 1000.0
    head = f"{CLICKS} clicks back to back at {rows:,} events"
    spread = f"{clicks[-1] - clicks[0]:.0f} ms of clicking, {reruns} reruns"
    late = counted - clicks[-1]
    return [
        Line.at_most(f"{head}, server time a rerun, median", AIM_MS, statistics.median(loop), "ms"),
        Line(f"{head}, the same, p95", "–", f"{percentile(loop, 0.95):.1f} ms", None),
        Line(f"{head}, processor time a rerun", "–", f"{loop_cpu_ms:.1f} ms", None),
        Line(
            f"{head} in a browser, processor time of the server a rerun",
            "–",
            f"{cpu_ms:.1f} ms",
            None,
        ),
        Line(
            f"{head} in a browser, last click to last counts",
            "–",
            f"{late:.0f} ms ({spread})",
            None,
        ),
    ]


def main() -> int:
    """Run the benchmark and print its table."""
    is_quick, options = parse(__doc__)
    sizes = options.sizes or (QUICK_SIZES if is_quick else SIZES)
    with browser() as running, tempfile.TemporaryDirectory() as folder:
        found = [line for rows in sizes for line in measure(running, rows, Path(folder))]
        version = running.version
    print_lines(found)
    print(f"\n{machine(version)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
