"""Servers and pages for the tests with a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.harness import (
    CHROMIUM_FLAGS,
    SHIPPED_EVENTS,
    STEP_TIMEOUT_MS,
    Chromium,
    Dashboard,
    Server,
    chromium_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests and run them last: Playwright keeps an event loop in this thread.

    One that fails is run once more, for a browser may be starved on a shared machine. What was run
    again is listed at the end as RERUN; it is a fault to be looked at, not a success.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=STEP_TIMEOUT_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium
        program = chromium_path(chromium)
        launched = chromium.launch(executable_path=program, args=list(CHROMIUM_FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def chromium(browser: Browser) -> Iterator[Chromium]:
    """Open pages; the test fails when one of them asked another host or had an error."""
    opener = Chromium(browser)
    yield opener
    problems = opener.close_all()
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the events that ship with mapdash."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with Server(SHIPPED_EVENTS, log) as running:
        yield running


@pytest.fixture
def dashboard(chromium: Chromium, server: Server) -> Dashboard:
    """Return a page on the shipped events that has not gone anywhere yet."""
    return chromium.new_dashboard(server)
