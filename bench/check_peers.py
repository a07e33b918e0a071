"""Check with pixels that the picture of each way has changed when the probe says so.

Run as ``python bench/check_peers.py`` after a peer was upgraded. The browser's own frames, each with
the time at which it was shown, are compared with what the probe said: a way whose picture changes
much later than its report would be timed too well, and one that changes before, too badly.
"""

from __future__ import annotations

import base64
import io
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image

import peers
from events_file import EventsFile, write_events
from probe import browser
from race import Contestant, enter
from report import parse, print_table

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from playwright.sync_api import Browser

    from ways import Way

# Controls and counts lie left of it in every app, or above it.
_MAP: Final = (slice(100, 1000), slice(340, 1900))
_AFTER_MS: Final = 1_500
_SAME: Final = 8
"""How many pixels of the map may differ in pictures that are the same."""


def check(running: Browser, way: Way, events: EventsFile) -> tuple[str, ...]:
    """Make one change and say when the probe and when the pixels knew of it."""
    shown: list[tuple[float, NDArray[np.uint8]]] = []
    with ExitStack() as stack:
        contestant: Contestant = enter(stack, running, way, events, peers.QUICK)
        if contestant.is_out:
            return way.title, "did not open", "", ""
        page = contestant.probed.page
        page.bring_to_front()
        session = page.context.new_cdp_session(page)

        def keep(frame: dict[str, Any]) -> None:
            picture = Image.open(io.BytesIO(base64.b64decode(frame["data"]))).convert("RGB")
            at_ms = float(frame["metadata"]["timestamp"]) * 1000.0
            shown.append((at_ms, np.asarray(picture)[_MAP]))
            session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

        session.on("Page.screencastFrame", keep)
        session.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
        page.wait_for_timeout(_AFTER_MS)
        heard = len(contestant.probed.reports)
        contestant.change()
        page.wait_for_timeout(_AFTER_MS)
        session.send("Page.stopScreencast")
        reports = contestant.probed.reports[heard:]
    click = next(report.at_ms for report in reports if report.kind == "click")
    painted = next(r.at_ms for r in reports if r.kind == "painted" and r.at_ms > click)
    before = [picture for at, picture in shown if at <= click]
    after = [(at, picture) for at, picture in shown if at > click]
    last = after[-1][1] if after else None
    if not before or last is None or _differ(before[-1], last) <= _SAME:
        return way.title, f"{painted - click:.0f} ms", "the picture did not change", ""
    settled = next(at for at, picture in after if _differ(picture, last) <= _SAME)
    return (
        way.title,
        f"{painted - click:.0f} ms",
        f"{settled - click:.0f} ms",
        f"{settled - painted:+.0f} ms",
    )


def _differ(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> int:
    return int((one != other).any(axis=2).sum())


def main() -> int:
    """Check all ways and print what was found."""
    _is_quick, options = parse(__doc__)
    rows = (options.sizes or [1_000])[0]
    table: list[tuple[str, ...]] = [("way", "the probe says", "the pixels say", "later by")]
    with browser() as running, tempfile.TemporaryDirectory() as folder:
        events = write_events(Path(folder), rows)
        ways = [way for way in peers.WAYS if not way.script]
        table += [check(running, way, events) for way in ways]
    print_table(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
