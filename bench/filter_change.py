"""Time a filter change in a real browser, from click to painted: mapdash, its peers, the floor.

Run as ``make bench`` or ``python bench/filter_change.py``; ``--help`` tells the options. The ways
take turns, so that what else the machine does meets all of them alike. It prints a table and
asserts no figure; docs/performance.md says how to read it.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError

from events_file import EventsFile, write_events
from probe import QUIET_MS, ProbedPage, browser
from served import Served, served
from timings import Timings, print_table
from ways import WAYS, Change, Way, changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what the command line asked for.

    Parameters
    ----------
    sizes : tuple of int
        Numbers of events.
    runs : int
        Timed changes of each way at each size.
    warm_ups : int
        Changes before them that are not timed.
    patience_s : float
        A change that takes longer is given up, and its way with it.
    budget_s : float
        A way that has taken longer at one size gets no more than `fewest_runs`.
    fewest_runs : int
    """

    sizes: tuple[int, ...]
    runs: int
    patience_s: float
    budget_s: float
    warm_ups: int = 1
    fewest_runs: int = 3


@dataclass(slots=True)
class Contestant:
    """Hold a way at work: its server, its page, and what was timed."""

    way: Way
    server: Served
    probed: ProbedPage
    events: EventsFile
    patience_ms: float
    steps: Iterator[Change]
    timings: Timings
    spent_s: float = 0.0
    is_out: bool = field(default=False)

    def open(self) -> None:
        """Open the page and wait until it shows all events."""
        self.probed.page.goto(self.server.address)
        self.probed.wait_for(
            "painted", lambda state: self._has(state, self.events.rows), 0, self.patience_ms
        )
        self.probed.settle(self.patience_ms)

    def change(self) -> tuple[float, float | None]:
        """Make one change.

        Returns
        -------
        painted_ms : float
            From the click to the paint that shows it.
        counts_ms : float or None
            From the click to the paint of the new counts in the header, where there is one.
        """
        step = next(self.steps)
        heard = len(self.probed.reports)
        control = self.way.control.replace("{category}", step.category)
        self.probed.page.click(control, timeout=self.patience_ms)
        wait = self.probed.wait_for
        painted = wait(
            "painted", lambda state: self._has(state, step.rows), heard, self.patience_ms
        )
        click = wait("click", _anything, heard, self.patience_ms)
        counted = None
        if self.way.has_header:
            shown = f"{step.rows:,} of {self.events.rows:,} events"
            counts = wait("counts", lambda state: state == shown, heard, self.patience_ms)
            counted = counts.at_ms - click.at_ms
        painted_ms = painted.at_ms - click.at_ms
        # A large map goes on working after its paint, and then has the script run again.
        self.probed.settle(self.patience_ms, quiet_ms=max(QUIET_MS, painted_ms / 2.0))
        return painted_ms, counted

    def take_turn(self, *, is_timed: bool) -> None:
        """Make one change and note what it took; whoever does not finish is out."""
        started = time.monotonic()
        try:
            painted, counted = self.change()
        except (TimeoutError, PlaywrightError):
            self.give_up()
            return
        self.spent_s += time.monotonic() - started
        if is_timed:
            self.timings.painted_ms.append(painted)
            if counted is not None:
                self.timings.counts_ms.append(counted)

    def give_up(self) -> None:
        """Note that it did not finish, and stop its server: busy, it would slow the others."""
        self.is_out = True
        self.timings.unfinished_after_s = self.patience_ms / 1000.0
        self.server.stop()

    def _has(self, state: str, rows: int) -> bool:
        return state == str(rows) or not self.way.shows_rows


def main() -> int:
    """Run the benchmark and print its table."""
    plan = _plan()
    timings: list[Timings] = []
    with browser() as running, tempfile.TemporaryDirectory() as folder:
        for rows in plan.sizes:
            timings += _time_size(running, write_events(Path(folder), rows), plan)
        version = running.version
    print_table(timings, version)
    return 0


def _plan() -> Plan:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[113, 1_000, 10_000])
    parser.add_argument("--runs", type=int, default=17, help="timed changes of each way")
    parser.add_argument("--patience", type=float, default=60.0, help="seconds for one change")
    parser.add_argument(
        "--budget", type=float, default=60.0, help="seconds after which a slow way gets fewer runs"
    )
    options = parser.parse_args()
    return Plan(tuple(options.sizes), options.runs, options.patience, options.budget)


def _time_size(running: Browser, events: EventsFile, plan: Plan) -> list[Timings]:
    with ExitStack() as stack:
        contestants = [_enter(stack, running, way, events, plan) for way in WAYS]
        chance = random.Random(events.rows)  # noqa: S311 - reproducible, not secret
        for turn in range(plan.warm_ups + plan.runs):
            # Shuffled, so that nobody always follows the one that leaves most work behind.
            for contestant in chance.sample(contestants, len(contestants)):
                if not _is_done(contestant, plan):
                    contestant.probed.page.bring_to_front()
                    contestant.take_turn(is_timed=turn >= plan.warm_ups)
        return [contestant.timings for contestant in contestants]


def _enter(
    stack: ExitStack, running: Browser, way: Way, events: EventsFile, plan: Plan
) -> Contestant:
    _tell(f"{events.rows:,} events, {way.title}")
    variables = {"MAPDASH_EVENTS": str(events.path), "BENCH_WAY": way.name}
    server = stack.enter_context(served(way.command, events.path.parent, variables))
    server.wait_until_healthy()
    if "--stock" not in way.command:
        server.wait_until_warm()
    probed = ProbedPage(running)
    stack.callback(probed.close)
    contestant = Contestant(
        way,
        server,
        probed,
        events,
        plan.patience_s * 1000.0,
        changes(events),
        Timings(way, events.rows),
    )
    try:
        contestant.open()
    except (TimeoutError, PlaywrightError):
        contestant.give_up()
    return contestant


def _anything(_state: str) -> bool:
    return True


def _is_done(contestant: Contestant, plan: Plan) -> bool:
    is_slow = contestant.spent_s > plan.budget_s
    enough = plan.fewest_runs if is_slow else plan.runs
    return contestant.is_out or len(contestant.timings.painted_ms) >= enough


def _tell(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    sys.exit(main())
