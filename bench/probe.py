"""The probe in a real browser: pages that say when a click arrived and when it was painted."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Frame, Page

PROBE_FILE: Final = Path(__file__).with_name("probe.js")
PEERS_FILE: Final = Path(__file__).with_name("probe_peers.js")
WINDOW: Final = (1920, 1080)
QUIET_MS: Final = 300.0

_PREFIX: Final = "bench "
_IDLE: Final = '[data-testid="stApp"][data-test-script-state="notRunning"]'
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS: Final = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    # As good as a pulled cable: whoever asks for a basemap elsewhere gets none, at once.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@dataclass(frozen=True, slots=True)
class Report:
    """Hold one thing that the probe said.

    Parameters
    ----------
    kind : {"opened", "click", "painted", "counts"}
    state : str
        What is shown now; see `probe.js`.
    at_ms : float
        Milliseconds since the epoch, on one clock for all documents.
    """

    kind: str
    state: str
    at_ms: float


@contextmanager
def browser() -> Iterator[Browser]:
    """Run a Chromium while the context is open: the one that CHROMIUM names or that is installed.

    Yields
    ------
    browser : Browser
    """
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        try:
            yield running
        finally:
            running.close()


class ProbedPage:
    """A page with the probe in all its documents.

    Parameters
    ----------
    browser : Browser
        The page gets a context, and so a cache, of its own.
    is_peer : bool, default False
        Whether libraries of others draw, whose drawing has to be followed.

    Attributes
    ----------
    page : Page
    reports : list of Report
        All since the page was made.
    """

    def __init__(self, browser: Browser, *, is_peer: bool = False) -> None:
        width, height = WINDOW
        context = browser.new_context(viewport={"width": width, "height": height})
        context.add_init_script(path=PROBE_FILE)
        if is_peer:
            context.add_init_script(path=PEERS_FILE)
        self.page: Page = context.new_page()
        self.reports: list[Report] = []
        self.page.on("console", self._hear)

    def close(self) -> None:
        """Close the page and its context."""
        self.page.context.close()

    def wait_for(self, kind: str, is_meant: Callable[[str], bool], since: int, ms: float) -> Report:
        """Wait for a report.

        Parameters
        ----------
        kind : str
        is_meant : callable
            Gets the state of a report of this kind.
        since : int
            How many reports to pass over.
        ms : float
            How long to wait.

        Returns
        -------
        report : Report

        Raises
        ------
        TimeoutError
            If it does not come.
        """
        found = self._find(kind, is_meant, since)
        if found is None:
            try:
                self.page.wait_for_event(
                    "console",
                    lambda message: _is_meant(parse_report(message), kind, is_meant),
                    timeout=ms,
                )
            except PlaywrightError as error:
                raise TimeoutError(kind) from error
            found = self._find(kind, is_meant, since)
        if found is None:
            raise TimeoutError(kind)
        return found

    def map_frame(self) -> Frame:
        """Return the document of the map, once it has an engine.

        Raises
        ------
        LookupError
            If no document of the page holds one.
        """
        for frame in self.page.frames[1:]:
            if frame.evaluate("() => Boolean(window.mapdash?.map?.mapdashEngine)"):
                return frame
        message = "no document of the page holds a map with an engine"
        raise LookupError(message)

    def settle(self, ms: float, *, quiet_ms: float = QUIET_MS, is_streamlit: bool = True) -> None:
        """Wait until the script has ended and the page has been quiet for a moment.

        Parameters
        ----------
        ms : float
            How long to wait for the script.
        quiet_ms : float, default 300
            The moment.
        is_streamlit : bool, default True
            Whether there is a script.

        Raises
        ------
        TimeoutError
            If it runs on.
        """
        if not is_streamlit:
            self.page.wait_for_timeout(quiet_ms)
            return
        try:
            self.page.wait_for_selector(_IDLE, state="attached", timeout=ms)
            self.page.wait_for_timeout(quiet_ms)
            self.page.wait_for_selector(_IDLE, state="attached", timeout=ms)
        except PlaywrightError as error:
            message = "the script runs on"
            raise TimeoutError(message) from error

    def _find(self, kind: str, is_meant: Callable[[str], bool], since: int) -> Report | None:
        later = (report for report in self.reports[since:])
        return next((report for report in later if _is_meant(report, kind, is_meant)), None)

    def _hear(self, message: ConsoleMessage) -> None:
        report = parse_report(message)
        if report is not None:
            self.reports.append(report)


def parse_report(message: ConsoleMessage) -> Report | None:
    """Read a line of the console; None when it is not from the probe."""
    if not message.text.startswith(_PREFIX):
        return None
    said = json.loads(message.text.removeprefix(_PREFIX))
    return Report(said["kind"], said["state"], said["at"])


def _is_meant(report: Report | None, kind: str, is_meant: Callable[[str], bool]) -> bool:
    return report is not None and report.kind == kind and is_meant(report.state)
