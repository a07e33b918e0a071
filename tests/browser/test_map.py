from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.harness import Chromium, Dashboard, Server

HEBEI_ROW = 0  # E001, known to the province only
CHENGDE = (117.9, 40.9)  # a town in the north of Hebei
BEIJING = (116.4074, 39.9042)
MARK_WINDOW = "() => { window.__mark = 'still here'; }"


def test_map_shows_basemap_and_events(dashboard: Dashboard) -> None:
    dashboard.open()
    expect(dashboard.shown).to_have_text("113 of 113 events")
    assert dashboard.colours(".leaflet-mapdash-events-pane canvas") >= 50
    assert dashboard.colours(".leaflet-tile-pane canvas") >= 10
    counts = dashboard.counts()
    assert (counts.visible, counts.pinned, counts.areas) == (113, 95, 3)


def test_map_says_where_its_borders_come_from(dashboard: Dashboard) -> None:
    dashboard.open()
    attribution = dashboard.map_part(".leaflet-control-attribution")
    expect(attribution).to_contain_text("Natural Earth")
    expect(attribution).to_contain_text("Crimea")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_map_follows_the_theme_of_the_reader(
    chromium: Chromium, server: Server, theme: str
) -> None:
    dashboard = chromium.new_dashboard(server, theme=theme).open()
    assert dashboard.in_map("() => document.documentElement.dataset.theme") == theme


def test_filter_changes_marks_without_remount_or_camera_move(dashboard: Dashboard) -> None:
    dashboard.open()
    frame, before = dashboard.map_frame, dashboard.camera()
    many = len(dashboard.marks())
    dashboard.in_map(MARK_WINDOW)
    dashboard.choice("Belarus").check()
    dashboard.expect_count(16)
    assert dashboard.in_map("() => window.__mark") == "still here"
    assert dashboard.map_frame == frame
    after = dashboard.camera()
    # The line of chips takes some height: half a pixel may be lost to rounding, no more.
    pixel = 360 / (256 * 2**before.zoom)
    assert after.zoom == before.zoom
    assert after.longitude == pytest.approx(before.longitude, abs=pixel)
    assert after.latitude == pytest.approx(before.latitude, abs=pixel)
    assert 0 < len(dashboard.marks()) < many


def test_tour_of_everything_keeps_the_map_and_its_memory(dashboard: Dashboard) -> None:
    """The page fixture adds: no request elsewhere and no error on the console."""
    dashboard.open("?view=19,43,23,46")
    dashboard.in_map(MARK_WINDOW)
    page = dashboard.page
    for country, shown in [("Serbia", 84), ("Belarus", 100), ("Serbia", 16), ("Belarus", 113)] * 3:
        dashboard.choice(country).click()
        dashboard.expect_count(shown)
    assert dashboard.in_map("() => window.feature_group.length") <= 1

    page.mouse.wheel(0, -200)
    dashboard.click_mark(max(dashboard.marks(), key=lambda mark: len(mark.rows)))
    dashboard.open_section("More filters")
    dashboard.open_section("Not on map")
    page.locator("#off-map .entry").first.click()
    expect(dashboard.card).to_be_visible()
    page.locator("#table").click()
    expect(dashboard.table).to_be_visible()
    page.get_by_role("button", name="Zoom to results").click()
    dashboard.wait_settled()
    dashboard.wait_still()
    assert dashboard.in_map("() => window.__mark") == "still here"

    page.get_by_text("Data and refused rows").click()
    expect(page.get_by_role("heading", name="Data and refused rows")).to_be_visible()
    page.get_by_text("Back to the map").click()
    dashboard.wait_painted()
    expect(dashboard.shown).to_have_text("113 of 113 events")


def test_place_known_to_its_province_is_an_area_and_never_a_pin(dashboard: Dashboard) -> None:
    dashboard.open("?view=100,28,132,50")
    assert dashboard.mark_of(HEBEI_ROW).kind == "province"
    at = dashboard.page_point(*CHENGDE)
    dashboard.page.mouse.click(*at)
    expect(dashboard.card_title).to_have_text(
        'Peace Guardian-2025 ("Peacekeeper 2025"): Chinese and Serbian special forces train together'
    )
    expect(dashboard.card).to_contain_text("province")
    assert dashboard.map_part(".md-pulse, .md-uncertainty").count() == 0
    assert dashboard.mark_of(HEBEI_ROW).is_area


def test_no_mark_of_the_hebei_exercise_falls_on_beijing(dashboard: Dashboard) -> None:
    dashboard.open("?view=100,28,132,50")
    x, y = dashboard.page_point(*BEIJING)
    label = dashboard.mark_of(HEBEI_ROW)
    assert max(abs(label.x - x), abs(label.y - y)) > 25
    dashboard.page.mouse.click(x, y)
    popup = dashboard.map_part(".md-list")
    expect(popup).to_be_visible()
    expect(popup).not_to_contain_text("Peace Guardian-2025")
