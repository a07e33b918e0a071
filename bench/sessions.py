"""Time many browser sessions at once, each changing a filter about once a second.

Run as ``python bench/sessions.py``. It asserts nothing; docs/performance.md says how to read it.
"""

from __future__ import annotations

import random
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from events_file import EventsFile, write_events
from probe import ProbedPage, browser
from race import tell
from report import Line, parse, percentile, print_lines
from served import Served, served
from session_client import Parcels, Traffic, closed_loop
from timings import machine
from ways import changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

    from probe import Report
    from ways import Change

SESSIONS: Final = 20
SECONDS: Final = 30
QUICK_SESSIONS: Final = 3
QUICK_SECONDS: Final = 8
ROWS: Final = 1_000
P50_AIM_MS: Final = 30.0
P95_AIM_MS: Final = 100.0
MEMORY_AIM_MB: Final = 0.3

_PATIENCE_MS: Final = 120_000.0
_LAST_ANSWERS_MS: Final = 3_000
_BUTTONS: Final = ".st-key-surface-panel button.category"
# The page clicks by itself: twenty pages clicked from outside would wait for one another.
_CLICKER: Final = """(buttons, { names, seconds }) => {
    const until = performance.now() + seconds * 1000;
    let next = 0;
    const click = () => {
        if (performance.now() > until || next >= names.length) return;
        buttons.find((button) => button.textContent.includes(names[next])).click();
        next += 1;
        setTimeout(click, 500 + Math.random() * 1000);
    };
    setTimeout(click, Math.random() * 1000);
}"""


@dataclass(slots=True)
class Answers:
    """Hold the milliseconds from each click to what it led to, and how many led to nothing."""

    painted: list[float] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)
    lost: int = 0

    def add(self, reports: Sequence[Report], steps: Sequence[Change], rows: int) -> None:
        """Match what one page said with the changes that it made."""
        clicks = [i for i, report in enumerate(reports) if report.kind == "click"]
        for place, step in zip(clicks, steps, strict=False):
            later = reports[place + 1 :]
            shown = {"painted": str(step.rows), "counts": f"{step.rows:,} of {rows:,} events"}
            for kind, state in shown.items():
                found = next((r for r in later if r.kind == kind and r.state == state), None)
                if found is None:
                    self.lost += 1
                else:
                    times: list[float] = getattr(self, kind)
                    times.append(found.at_ms - reports[place].at_ms)


def measure(running: Browser, sessions: int, seconds: int, folder: Path) -> list[Line]:
    """Run the sessions and return the lines of the speed table."""
    events = write_events(folder, ROWS)
    with served(("app.py",), folder, {"MAPDASH_EVENTS": str(events.path)}) as server:
        server.wait_until_healthy()
        server.wait_until_warm()
        first = ProbedPage(running)
        traffic = Traffic(first)
        pages = [_opened(first, server.address, events)]
        first_mb = server.memory_mb()
        for number in range(1, sessions):
            tell(f"session {number + 1} of {sessions}")
            pages.append(_opened(ProbedPage(running), server.address, events))
        all_mb = server.memory_mb()
        steps = list(islice(changes(events), 2 * seconds + 2))
        heard = [len(page.reports) for page in pages]
        cpu = server.cpu_s()
        for page in pages:
            order = {"names": [step.category for step in steps], "seconds": seconds}
            page.page.locator(_BUTTONS).evaluate_all(_CLICKER, order)
        pages[0].page.wait_for_timeout(seconds * 1000 + _LAST_ANSWERS_MS)
        share = (server.cpu_s() - cpu) / seconds
        used_mb = server.memory_mb()
        answers = Answers()
        for page, since in zip(pages, heard, strict=True):
            answers.add(page.reports[since:], steps, events.rows)
            page.close()
        alone = _without_browsers(server, traffic.sent, steps[:seconds], sessions)
    head = f"{sessions} sessions, {len(answers.painted)} changes"
    p50, p95 = (percentile(answers.painted, share) for share in (0.5, 0.95))
    counts = [f"{percentile(answers.counts, share):.0f} ms" for share in (0.5, 0.95)]
    others = max(1, sessions - 1)
    return [
        Line.at_most(f"{head}, click to painted, p50", P50_AIM_MS, p50, "ms"),
        Line.at_most(f"{head}, click to painted, p95", P95_AIM_MS, p95, "ms"),
        Line(f"{head}, click to counts, p50 and p95", "–", " and ".join(counts), None),
        Line.at_most(
            f"{sessions} sessions without browsers, action to the end of its run, p50",
            P50_AIM_MS,
            percentile(alone, 0.5),
            "ms",
        ),
        Line.at_most(
            f"{sessions} sessions without browsers, action to the end of its run, p95",
            P95_AIM_MS,
            percentile(alone, 0.95),
            "ms",
        ),
        Line(f"{head}, answers that never came", "–", str(answers.lost), None),
        Line(f"{head}, processor of the server", "–", f"{share:.2f} cores", None),
        Line.at_most(
            "server memory a session after the first",
            MEMORY_AIM_MB,
            max(0.0, (all_mb - first_mb) / others),
            "MB",
        ),
        Line(
            "the same after all changes",
            "–",
            f"{max(0.0, (used_mb - first_mb) / others):.2f} MB",
            None,
        ),
    ]


def _without_browsers(
    server: Served, sent: Sequence[bytes], steps: Sequence[Change], sessions: int
) -> list[float]:
    """Let as many sessions do the same over the websocket alone, at the same pace."""
    actions = [{"type": "toggle_category", "value": step.category} for step in steps]

    def one(number: int) -> list[float]:
        pace = random.Random(number)  # noqa: S311 - a pace is no secret
        parcels = Parcels.of_traffic(sent)
        return list(closed_loop(server, parcels, actions, lambda: pace.uniform(0.5, 1.5)))

    with ThreadPoolExecutor(sessions) as pool:
        return [ms for times in pool.map(one, range(sessions)) for ms in times]


def _opened(probed: ProbedPage, address: str, events: EventsFile) -> ProbedPage:
    probed.page.goto(address)
    probed.wait_for("painted", lambda state: state == str(events.rows), 0, _PATIENCE_MS)
    probed.settle(_PATIENCE_MS)
    return probed


def main() -> int:
    """Run the benchmark and print its table."""
    is_quick, _options = parse(__doc__)
    sessions, seconds = (QUICK_SESSIONS, QUICK_SECONDS) if is_quick else (SESSIONS, SECONDS)
    with browser() as running, tempfile.TemporaryDirectory() as folder:
        found = measure(running, sessions, seconds, Path(folder))
        version = running.version
    print_lines(found)
    print(f"\n{machine(version)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
