"""The page works from the keyboard and for assistive technology."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

    from tests.browser.harness import Chromium, Dashboard, Server

AXE = next((Path(__file__).parents[1] / "vendor").rglob("axe.min.js"))
# axe goes into the page's own frames by itself, but not across origins: each is run on its own.
RUN_AXE = """() => axe.run(document, { iframes: false }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.flat().pop()).join(' ')}`))"""
VIEWS = {
    "start": "",
    "card and table": "?country=SRB&from=2024&to=2025&event=E001&table=1",
    "nothing found": "?q=zzzz&country=SRB",
    "a bad address": "?from=soon",
}
MOST_STOPS = 90


def violations(target: Page | Frame) -> list[str]:
    target.evaluate(AXE.read_text("utf-8"))
    found: list[str] = target.evaluate(RUN_AXE)
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_axe_finds_no_serious_violation(
    chromium: Chromium, server: Server, view: str, theme: str
) -> None:
    dashboard = chromium.new_dashboard(server, theme=theme).open(view)
    dashboard.open_section("More filters")
    dashboard.open_section("Not on map")
    assert violations(dashboard.page) == []
    assert violations(dashboard.map_frame) == []


def test_axe_finds_no_serious_violation_in_an_open_list(dashboard: Dashboard) -> None:
    dashboard.open("?view=20.42,44.785,20.51,44.825")
    dashboard.click_mark(max(dashboard.marks(), key=lambda mark: len(mark.rows)))
    expect(dashboard.map_part(".md-list button")).to_have_count(15)
    assert violations(dashboard.map_frame) == []


def test_tab_reaches_every_part_of_the_page_and_leaves_it_again(dashboard: Dashboard) -> None:
    dashboard.open("?country=SRB&event=E001")
    stops = []
    for _ in range(MOST_STOPS):
        dashboard.page.keyboard.press("Tab")
        stops.append(dashboard.focus())
    names = [stop.name for stop in stops]
    for expected in (
        "Search",
        "First year",
        "Last year",
        "Zoom to results",
        "Remove filter Country: Serbia",
        "Zoom in",
        "Close the card",
        "Table (84)",
        "Reset filters",
    ):
        assert any(name.startswith(expected) for name in names) or any(
            expected == "Search" and stop.id == "search" for stop in stops
        ), expected
    marks = [stop for stop in stops if stop.is_in_map and "md-mark" in stop.classes]
    assert marks
    # Having gone round, Tab comes to the search again: nothing traps it.
    searches = [position for position, stop in enumerate(stops) if stop.id == "search"]
    assert len(searches) >= 2


def test_filters_can_be_set_from_the_keyboard_alone(dashboard: Dashboard) -> None:
    dashboard.open()
    keyboard = dashboard.page.keyboard
    dashboard.choice("Serbia").focus()
    keyboard.press("Space")
    dashboard.expect_count(84)
    dashboard.page.get_by_label("First year").focus()
    keyboard.press("End")
    expect(dashboard.chips.filter(has_text="Year: 2026")).to_have_count(1)
    keyboard.press("Home")
    dashboard.expect_count(84)
    dashboard.category("BRI transport").focus()
    keyboard.press("Enter")
    dashboard.expect_count(68)
    dashboard.page.get_by_role("button", name="Only BRI energy").focus()
    keyboard.press("Enter")
    dashboard.expect_count(4)
