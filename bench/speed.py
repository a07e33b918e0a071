"""Measure the whole speed table in one run, and print it: what is aimed at, measured, met or not.

Run as ``make bench``; ``ARGS="--quick"`` takes few runs at small sizes, ``ARGS="--only peers"``
one part. Each part can be run alone as well, such as ``python bench/brush.py``. It asserts
nothing; docs/performance.md says how each figure is taken and what limits it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Error as PlaywrightError

import brush
import burst
import filter_change
import memory
import peers
import present
import sessions
import start
from probe import browser
from race import PEERS_PYTHON, Plan, tell
from report import Line, print_lines
from served import ServerError
from timings import machine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Browser

    Part = Callable[[Browser, Path], list[Line]]


def main() -> int:
    """Run the parts and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few runs at small sizes")
    parser.add_argument("--only", choices=list(FULL), nargs="+", help="these parts")
    options = parser.parse_args()
    parts = QUICK if options.quick else FULL
    lines: list[Line] = []
    version = ""
    began = time.monotonic()
    for name in options.only or parts:
        print(f"\n## {name}\n", flush=True)
        with browser() as running, tempfile.TemporaryDirectory() as folder:
            version = running.version
            lines += _measured(name, parts[name], running, Path(folder))
    print("\n## the speed table\n")
    print_lines(lines)
    minutes = (time.monotonic() - began) / 60.0
    print(f"\n{machine(version)}; {minutes:.0f} minutes")
    return 0


def _measured(name: str, part: Part, running: Browser, folder: Path) -> list[Line]:
    """Run one part; what goes wrong in it leaves the others their time."""
    tell(f"-- {name}")
    try:
        return part(running, folder)
    except (TimeoutError, LookupError, PlaywrightError, ServerError) as error:
        return [Line(name, "–", f"did not finish: {str(error).splitlines()[0]}", None)]


def _peers(plan: Plan) -> Part:
    def measure(running: Browser, folder: Path) -> list[Line]:
        if not PEERS_PYTHON.exists():
            return [Line("peers", "–", "not installed: run `make bench`", None)]
        return peers.measure(running, plan, folder)

    return measure


def _burst(sizes: tuple[int, ...]) -> Part:
    return lambda running, folder: [
        line for rows in sizes for line in burst.measure(running, rows, folder)
    ]


FULL: Final[Mapping[str, Part]] = {
    "filter_change": lambda running, at: filter_change.measure(running, filter_change.FULL, at),
    "brush": lambda running, at: brush.measure(running, *brush.FULL, at),
    "present": lambda running, at: present.measure(running, *present.FULL, at),
    "peers": _peers(peers.FULL),
    "burst": _burst(burst.SIZES),
    "sessions": lambda running, at: sessions.measure(
        running, sessions.SESSIONS, sessions.SECONDS, at
    ),
    "memory": lambda running, at: memory.measure(running, memory.CHANGES, at),
    "start": lambda running, at: start.measure(running, 5, at),
}
QUICK: Final[Mapping[str, Part]] = {
    "filter_change": lambda running, at: filter_change.measure(running, filter_change.QUICK, at),
    "brush": lambda running, at: brush.measure(running, *brush.QUICK, at),
    "present": lambda running, at: present.measure(running, *present.QUICK, at),
    "peers": _peers(peers.QUICK),
    "burst": _burst(burst.QUICK_SIZES),
    "sessions": lambda running, at: sessions.measure(
        running, sessions.QUICK_SESSIONS, sessions.QUICK_SECONDS, at
    ),
    "memory": lambda running, at: memory.measure(running, memory.QUICK_CHANGES, at),
    "start": lambda running, at: start.measure(running, 1, at),
}


if __name__ == "__main__":
    sys.exit(main())
