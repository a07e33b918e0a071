"""A race: ways take turns at the same filter changes, each on its own server and page."""

from __future__ import annotations

import random
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Error as PlaywrightError

from events_file import ROOT, EventsFile
from probe import QUIET_MS, ProbedPage
from served import Served, ServerError, served
from timings import Timings
from ways import Change, Way, changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

PEERS_PYTHON: Final = ROOT / ".venv-bench" / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what the command line asked for.

    Parameters
    ----------
    sizes : tuple of int
        Numbers of events.
    runs : int
        Timed changes of each way at each size.
    patience_s : float
        A change that takes longer is given up, and its way with it.
    budget_s : float
        A way that has taken longer at one size gets no more than `fewest_runs`.
    warm_ups : int
        Changes before them that are not timed.
    fewest_runs : int
    """

    sizes: tuple[int, ...]
    runs: int
    patience_s: float = 60.0
    budget_s: float = 60.0
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
        self.probed.page.goto(self.server.address, timeout=self.patience_ms)
        self.probed.wait_for(
            "painted", lambda state: self._has(state, self.events.rows), 0, self.patience_ms
        )
        self._settle(QUIET_MS)

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
        self._act(step)
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
        self._settle(max(QUIET_MS, painted_ms / 2.0))
        return painted_ms, counted

    def take_turn(self, *, is_timed: bool) -> None:
        """Make one change and note what it took; whoever does not finish is out."""
        started = time.monotonic()
        try:
            painted, counted = self.change()
        except (TimeoutError, PlaywrightError) as error:
            tell(f"{self.way.title}: {str(error).splitlines()[0]}")
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
        self.probed.close()

    def _act(self, step: Change) -> None:
        if self.way.script:
            change = {"category": step.category, "shown": list(step.shown)}
            self.probed.map_frame().evaluate(self.way.script, change)
        else:
            control = self.way.control.replace("{category}", step.category)
            self.probed.page.click(control, timeout=self.patience_ms)

    def _settle(self, quiet_ms: float) -> None:
        self.probed.settle(self.patience_ms, quiet_ms=quiet_ms, is_streamlit=self.way.is_streamlit)

    def _has(self, state: str, rows: int) -> bool:
        return state == str(rows) or not self.way.shows_rows


def race(running: Browser, ways: Sequence[Way], events: EventsFile, plan: Plan) -> list[Timings]:
    """Let the ways take turns.

    Parameters
    ----------
    running : Browser
    ways : sequence of Way
    events : EventsFile
    plan : Plan

    Returns
    -------
    timings : list of Timings
        One a way, in their order.
    """
    with ExitStack() as stack:
        contestants = [enter(stack, running, way, events, plan) for way in ways]
        chance = random.Random(events.rows)  # noqa: S311 - reproducible, not secret
        for turn in range(plan.warm_ups + plan.runs):
            # Shuffled, so that nobody always follows the one that leaves most work behind.
            for contestant in chance.sample(contestants, len(contestants)):
                if not _is_done(contestant, plan):
                    contestant.probed.page.bring_to_front()
                    contestant.take_turn(is_timed=turn >= plan.warm_ups)
        return [contestant.timings for contestant in contestants]


def tell(sentence: str) -> None:
    """Say what is going on, beside the tables."""
    sys.stderr.write(f"{sentence}\n")


def enter(
    stack: ExitStack, running: Browser, way: Way, events: EventsFile, plan: Plan
) -> Contestant:
    """Start the server of a way and open its page; whoever does not open is out.

    Parameters
    ----------
    stack : ExitStack
        Closes both.
    running : Browser
    way : Way
    events : EventsFile
    plan : Plan

    Returns
    -------
    contestant : Contestant
    """
    tell(f"{events.rows:,} events, {way.title}")
    variables = {"MAPDASH_EVENTS": str(events.path), "BENCH_WAY": way.name, **way.variables}
    python = PEERS_PYTHON if way.is_peer else None
    server = stack.enter_context(served(way.command, events.path.parent, variables, python=python))
    probed = ProbedPage(running, is_peer=way.is_followed)
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
        _wait_until_ready(server, way)
        contestant.open()
    except (TimeoutError, PlaywrightError, ServerError) as error:
        tell(f"{way.title}: {str(error).splitlines()[0]}")
        contestant.give_up()
    return contestant


def _wait_until_ready(server: Served, way: Way) -> None:
    if way.is_peer:
        server.wait_until_answering()
        return
    server.wait_until_healthy()
    if "--stock" not in way.command:
        server.wait_until_warm()


def _anything(_state: str) -> bool:
    return True


def _is_done(contestant: Contestant, plan: Plan) -> bool:
    is_slow = contestant.spent_s > plan.budget_s
    enough = plan.fewest_runs if is_slow else plan.runs
    return contestant.is_out or len(contestant.timings.painted_ms) >= enough
