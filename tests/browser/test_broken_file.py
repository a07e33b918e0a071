"""A file that cannot be used leaves a page that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.harness import Chromium


@pytest.fixture
def server_without_events(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "absent.csv", tmp_path / "log.txt") as running:
        yield running


def test_a_missing_file_is_named_and_the_empty_map_works(
    server_without_events: Server, chromium: Chromium
) -> None:
    dashboard = chromium.new_dashboard(server_without_events).open()
    expect(dashboard.page.get_by_role("alert")).to_contain_text("absent.csv")
    expect(dashboard.shown).to_have_text("0 of 0 events")
    assert dashboard.marks() == []
    assert dashboard.colours(".leaflet-tile-pane canvas") >= 10
