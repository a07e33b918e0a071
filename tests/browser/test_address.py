from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.harness import Chromium, Dashboard, Server


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)], ids=["small", "large"])
def test_address_restores_filters_event_and_camera_in_a_new_browser(
    chromium: Chromium, server: Server, size: tuple[int, int]
) -> None:
    first = chromium.new_dashboard(server, width=size[0], height=size[1]).open()
    first.choice("Serbia").check()
    first.expect_count(84)
    first.page.get_by_role("switch", name="Only where it happened").check()
    first.set_years(2012, 2025)
    expect(first.chips).to_have_count(3)
    first.page.get_by_role("button", name="Zoom to results").click()
    first.wait_query_shows_camera()
    alone = [mark for mark in first.marks() if len(mark.rows) == 1 and not mark.is_area]
    middle = first.map_box.bounding_box()
    assert middle is not None
    centre = (middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    chosen = min(alone, key=lambda m: (m.x - centre[0]) ** 2 + (m.y - centre[1]) ** 2)
    first.click_mark(chosen)
    first.wait_query_has("event")
    title = first.card_title.inner_text()
    zoom = first.camera().zoom
    first.map_box.hover(position={"x": 200, "y": 200})
    first.page.mouse.wheel(0, -300)
    first.map_frame.wait_for_function("(z) => mapdash.map.getZoom() > z", arg=zoom)
    first.wait_query_shows_camera()
    camera = first.camera()

    second = chromium.new_dashboard(server, width=size[0], height=size[1])
    second.page.goto(first.page.url)
    second.wait_painted()
    expect(second.shown).to_have_text(first.shown.inner_text())
    expect(second.chips).to_have_text(first.chips.all_text_contents())
    expect(second.card_title).to_have_text(title)
    expect(second.choice("Serbia")).to_be_checked()
    restored = second.camera()
    assert restored.longitude == pytest.approx(camera.longitude, abs=0.1)
    assert restored.latitude == pytest.approx(camera.latitude, abs=0.1)
    assert restored.zoom == pytest.approx(camera.zoom, abs=0.3)
    assert second.counts() == first.counts()


def test_back_and_forward_go_through_the_filters(dashboard: Dashboard) -> None:
    dashboard.open()
    dashboard.choice("Serbia").check()
    dashboard.expect_count(84)
    dashboard.wait_query("country", ["SRB"])
    dashboard.category("joint exercise").click()
    dashboard.expect_count(83)
    dashboard.wait_query_has("category")
    dashboard.page.go_back()
    dashboard.expect_count(84)
    expect(dashboard.category("joint exercise")).to_have_attribute("aria-pressed", "true")
    dashboard.page.go_back()
    dashboard.expect_count(113)
    expect(dashboard.choice("Serbia")).not_to_be_checked()
    dashboard.page.go_forward()
    dashboard.expect_count(84)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?from=20x4", "20x4"),
        ("?country=ZZZ", "ZZZ"),
        ("?event=E999", "E999"),
        ("?view=1,2,3", "1,2,3"),
        ("?theme=pink", "pink"),
        ("?category=%7B%7B%207*7%20%7D%7D", "{{ 7*7 }}"),
        ("?event=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "<img src=x onerror=alert(1)>"),
    ],
    ids=lambda text: None if text.startswith("?") else text,
)
def test_bad_value_in_the_address_is_dropped_with_a_notice(
    dashboard: Dashboard, query: str, said: str
) -> None:
    dashboard.open(query)
    expect(dashboard.shown).to_have_text("113 of 113 events")
    expect(dashboard.notices).to_have_count(1)
    expect(dashboard.notices).to_contain_text(said)
    dashboard.notices.get_by_role("button", name="Dismiss").click()
    expect(dashboard.notices).to_have_count(0)


def test_good_values_survive_beside_bad_ones(dashboard: Dashboard) -> None:
    dashboard.open("?country=SRB&country=ZZZ&from=2024&to=2025&precision=foo&utm_source=mail")
    dashboard.expect_count(19)
    expect(dashboard.notices).to_have_count(2)
