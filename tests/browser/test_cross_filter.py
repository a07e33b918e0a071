"""Map, strip of time, charts, table and chips are one state, whichever of them is used."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.harness import Dashboard


@pytest.fixture
def opened(dashboard: Dashboard) -> Dashboard:
    return dashboard.open("?charts=1")


def bar(dashboard: Dashboard, chart: str, name: str) -> Locator:
    section = dashboard.page.locator("section.chart").filter(
        has=dashboard.page.get_by_role("heading", name=chart, exact=True)
    )
    return section.get_by_role("button", name=name)


def test_a_bar_adds_a_chip_and_everything_follows(opened: Dashboard) -> None:
    serbia = bar(opened, "By country", "Serbia: 84 events")
    serbia.click()
    opened.expect_count(84)
    expect(opened.chips).to_have_text(["Country: Serbia×"])
    expect(serbia).to_have_attribute("aria-pressed", "true")
    expect(opened.choice("Serbia")).to_be_checked()
    expect(opened.map_part(".md-time-summary")).to_contain_text("84 events")
    expect(bar(opened, "By actor", "Russia")).to_have_attribute("aria-label", "Russia: 1 event")
    serbia.click()
    opened.expect_count(113)
    expect(opened.chips).to_have_count(0)


def test_a_column_is_its_year_and_shift_takes_the_years_up_to_another(opened: Dashboard) -> None:
    bar(opened, "By year", "2019: 17 events").click()
    opened.expect_count(17)
    opened.wait_query("from", ["2019"])
    opened.wait_query("to", ["2019"])
    bar(opened, "By year", "2021:").click(modifiers=["Shift"])
    opened.wait_query("to", ["2021"])
    expect(opened.map_part(".md-time-field input").first).to_have_value("2019")
    bar(opened, "By year", "2020:").click()
    opened.wait_query("from", ["2020"])
    bar(opened, "By year", "2020:").click()
    opened.wait_query("from", None)
    opened.expect_count(113)


def test_the_charts_follow_the_brush(opened: Dashboard) -> None:
    field = opened.map_part(".md-time-field input")
    field.first.fill("2024")
    field.first.press("Enter")
    opened.wait_query("from", ["2024"])
    expect(bar(opened, "By year", "2024:")).to_have_attribute("aria-pressed", "true")
    expect(bar(opened, "By year", "2019:")).to_have_attribute("aria-pressed", "false")


def test_a_bar_is_reached_and_pressed_with_the_keyboard(opened: Dashboard) -> None:
    belarus = bar(opened, "By country", "Belarus: 16 events")
    belarus.focus()
    opened.page.keyboard.press("Enter")
    opened.expect_count(16)
    expect(belarus).to_be_focused()
    opened.page.keyboard.press("Shift+Tab")
    assert opened.focus().name == "Serbia: 84 events"


def test_ticked_rows_have_rings_on_the_map_until_they_are_cleared(dashboard: Dashboard) -> None:
    dashboard.open("?table=1&country=BLR")
    dashboard.expect_count(16)
    dashboard.tick_table_row(0)
    dashboard.tick_table_row(3)
    expect(dashboard.page.get_by_text("2 rows are ticked")).to_be_visible()
    ticked = dashboard.in_map("() => [...mapdash.map.mapdashCanvas.ticked]")
    assert len(ticked) == 2
    ringed = "() => mapdash.map.mapdashCanvas.tickedMarks().flatMap(({ item }) => [...item.rows])"
    assert set(ticked) <= set(dashboard.in_map(ringed))
    expect(dashboard.map_part(".md-ticked").first).to_be_visible()
    dashboard.page.get_by_role("button", name="Clear ticks").click()
    dashboard.map_frame.wait_for_function("() => mapdash.map.mapdashCanvas.ticked.size === 0")
    expect(dashboard.map_part(".md-ticked")).to_have_count(0)


def test_charts_and_table_leave_the_map_room(dashboard: Dashboard) -> None:
    dashboard.open("?table=1&charts=1")
    box = dashboard.page.locator(".st-key-map iframe").bounding_box()
    assert box is not None
    assert box["height"] >= 0.45 * 768
    dashboard.table.scroll_into_view_if_needed()
    expect(dashboard.table).to_be_in_viewport()
