from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from playwright.sync_api import expect

from tests.browser.harness import SHIPPED_EVENTS

if TYPE_CHECKING:
    from tests.browser.harness import Dashboard, Mark

BELGRADE = "?view=20.42,44.785,20.51,44.825"
FEATURED_ROW = 4  # E005, alone in Bavaria
OFF_MAP_TITLE = "China-Serbia free trade agreement enters into force"  # E106
MOST_KEYS = 60


@pytest.fixture(scope="module")
def raw_events() -> pd.DataFrame:
    return pd.read_csv(SHIPPED_EVENTS, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def belgrade_titles(raw_events: pd.DataFrame) -> list[str]:
    is_there = raw_events["latitude"].eq("44.804") & raw_events["longitude"].eq("20.4651")
    return raw_events.loc[is_there, "title"].tolist()


def stack(dashboard: Dashboard) -> Mark:
    return max(dashboard.marks(), key=lambda mark: len(mark.rows))


def expect_no_card(dashboard: Dashboard) -> None:
    expect(dashboard.card).to_have_count(0)
    dashboard.wait_query("event", None)


def tab_to_map_marks(dashboard: Dashboard) -> None:
    dashboard.page.get_by_role("button", name="Zoom to results").focus()
    for _ in range(MOST_KEYS):
        dashboard.page.keyboard.press("Tab")
        if "md-mark" in dashboard.focus().classes.split():
            return
    pytest.fail("Tab does not reach the marks of the map")


def arrow_to(dashboard: Dashboard, name: str) -> None:
    """Press the arrow that leads closest to a mark until the keyboard is on it."""
    for _ in range(MOST_KEYS):
        if dashboard.focus().name.startswith(name):
            return
        key = dashboard.in_map(
            """(name) => {
                const buttons = [...document.querySelectorAll('.md-mark')];
                const to = buttons.find((b) => b.getAttribute('aria-label').startsWith(name)).at;
                const from = document.activeElement.at;
                const [dx, dy] = [to.x - from.x, to.y - from.y];
                if (Math.abs(dx) > Math.abs(dy)) return dx > 0 ? 'ArrowRight' : 'ArrowLeft';
                return dy > 0 ? 'ArrowDown' : 'ArrowUp';
            }""",
            name,
        )
        dashboard.page.keyboard.press(key)
    pytest.fail(f"the arrow keys do not reach the mark {name!r}")


def test_click_on_a_single_mark_opens_its_card(
    dashboard: Dashboard, raw_events: pd.DataFrame
) -> None:
    event = raw_events.iloc[FEATURED_ROW]
    dashboard.open("?view=8,45,18,52")
    before = dashboard.camera()
    mark = dashboard.mark_of(FEATURED_ROW)
    assert len(mark.rows) == 1
    dashboard.click_mark(mark)
    expect(dashboard.card_title).to_have_text(event["title"])
    expect(dashboard.card).to_contain_text("3–17 July 2019 (15 days)")
    expect(dashboard.card).to_contain_text("48.8383, 12.5279")
    expect(dashboard.card).to_contain_text(event["summary"])
    expect(dashboard.card).to_contain_text(event["notes"])
    links = dashboard.card.get_by_role("link").all()
    assert [link.get_attribute("href") for link in links] == [
        event["source_url"],
        *event["further_source_urls"].split(" | "),
    ]
    assert {link.get_attribute("rel") for link in links} == {"noopener noreferrer"}
    dashboard.wait_query("event", ["E005"])
    expect(dashboard.map_part(".md-pulse")).to_have_count(1)
    expect(dashboard.map_part(".md-uncertainty")).to_have_count(1)
    after = dashboard.camera()
    assert after.zoom == before.zoom


def test_hovering_a_mark_names_it(dashboard: Dashboard, raw_events: pd.DataFrame) -> None:
    dashboard.open("?view=8,45,18,52")
    mark = dashboard.mark_of(FEATURED_ROW)
    dashboard.page.mouse.move(mark.x, mark.y)
    label = dashboard.map_part(".md-label strong")
    expect(label).to_have_text(raw_events["title"].iat[FEATURED_ROW])
    dashboard.page.mouse.move(mark.x + 60, mark.y + 60)
    expect(label).to_be_hidden()


def test_the_list_of_marks_close_together_comes_closer_until_one_place_is_left(
    dashboard: Dashboard,
) -> None:
    dashboard.open()
    zoom = dashboard.camera().zoom
    popup = dashboard.map_part(".md-list")
    for _ in range(12):
        mark = stack(dashboard)
        dashboard.click_mark(mark)
        expect(popup).to_be_visible()
        if not mark.is_spread:
            break
        closer = popup.get_by_role("button", name="Zoom to them")
        expect(closer).to_be_visible()
        dashboard.wait_still()  # the map makes room for the list, and the button moves with it
        closer.click()
        expect(popup).to_have_count(0)
        dashboard.map_frame.wait_for_function("(z) => mapdash.map.getZoom() > z", arg=zoom)
        zoom = dashboard.camera().zoom
    expect(popup.get_by_role("heading")).to_have_text("15 events at this place")


@pytest.mark.parametrize("view", ["-10,0,140,60", "18,43,23,46", "20.42,44.785,20.51,44.825"])
def test_an_event_in_belgrade_is_one_click_away_at_every_zoom(
    dashboard: Dashboard, belgrade_titles: list[str], view: str
) -> None:
    dashboard.open(f"?view={view}")
    before = dashboard.camera()
    dashboard.click_mark(stack(dashboard))
    dashboard.wait_still()  # the map makes room for the list
    entries = dashboard.map_part(".md-list li button strong")
    titles = entries.all_inner_texts()
    assert set(belgrade_titles) <= set(titles)
    entries.get_by_text(belgrade_titles[0], exact=True).click()
    expect(dashboard.card_title).to_have_text(belgrade_titles[0])
    assert dashboard.camera().zoom == before.zoom


def test_each_event_of_the_belgrade_stack_opens_with_a_click(
    dashboard: Dashboard, belgrade_titles: list[str]
) -> None:
    assert len(belgrade_titles) == 15
    dashboard.open(BELGRADE)
    mark = stack(dashboard)
    assert (len(mark.rows), mark.is_spread) == (15, False)
    dashboard.click_mark(mark)
    entries = dashboard.map_part(".md-list li button")
    expect(entries).to_have_count(15)
    dashboard.wait_still()  # the map makes room for the list
    titles = [entry.locator("strong").inner_text() for entry in entries.all()]
    assert sorted(titles) == sorted(belgrade_titles)
    for entry, title in zip(entries.all(), titles, strict=True):
        entry.click()
        expect(dashboard.card_title).to_have_text(title)


def test_each_event_of_the_belgrade_stack_opens_from_the_keyboard(
    dashboard: Dashboard, belgrade_titles: list[str]
) -> None:
    dashboard.open(BELGRADE)
    keyboard = dashboard.page.keyboard
    tab_to_map_marks(dashboard)
    arrow_to(dashboard, "15 events at this place")
    keyboard.press("Enter")
    expect(dashboard.map_part(".md-list li button").first).to_be_focused()
    opened = []
    for i in range(15):
        title = dashboard.map_part(".md-list button:focus strong").inner_text()
        keyboard.press("Enter")
        expect(dashboard.card_title).to_have_text(title)
        expect(dashboard.card_title).to_be_focused()
        opened.append(title)
        keyboard.press("Escape")
        expect_no_card(dashboard)
        if i < 14:
            keyboard.press("ArrowDown")
    assert sorted(opened) == sorted(belgrade_titles)
    keyboard.press("Escape")
    expect(dashboard.map_part(".md-list")).to_have_count(0)
    expect(dashboard.map_part(".md-mark:focus")).to_have_count(1)


def test_escape_closes_the_card_from_the_map_and_from_the_page(dashboard: Dashboard) -> None:
    dashboard.open("?view=8,45,18,52")
    dashboard.click_mark(dashboard.mark_of(FEATURED_ROW))
    expect(dashboard.card).to_be_visible()
    dashboard.page.keyboard.press("Escape")
    expect_no_card(dashboard)
    dashboard.click_mark(dashboard.mark_of(FEATURED_ROW))
    dashboard.card_title.click()
    dashboard.page.keyboard.press("Escape")
    expect_no_card(dashboard)
    dashboard.click_mark(dashboard.mark_of(FEATURED_ROW))
    dashboard.page.get_by_role("button", name="Close the card").click()
    expect_no_card(dashboard)


def test_entry_of_not_on_map_opens_the_card_and_no_pin(dashboard: Dashboard) -> None:
    dashboard.open()
    pins = {row for mark in dashboard.marks() for row in mark.rows}
    dashboard.off_map_count.click()
    entries = dashboard.page.locator("#off-map .entry")
    expect(entries).to_have_count(15)
    expect(dashboard.page.locator("#off-map summary")).to_have_text("Not on map (15)")
    entries.filter(has_text=OFF_MAP_TITLE).click()
    expect(dashboard.card_title).to_have_text(OFF_MAP_TITLE)
    expect(dashboard.card).to_contain_text("No mark on the map: only the country is known")
    expect(dashboard.card.get_by_text("Coordinates")).to_have_count(0)
    dashboard.wait_still()
    assert dashboard.map_part(".md-pulse, .md-uncertainty").count() == 0
    assert {row for mark in dashboard.marks() for row in mark.rows} <= pins
    assert dashboard.counts().pinned == 95


def test_row_of_the_table_opens_the_card(dashboard: Dashboard, raw_events: pd.DataFrame) -> None:
    dashboard.open("?country=SRB&from=2024&to=2025&table=1")
    assert dashboard.table_rows() == 19
    title = dashboard.table_cell(2, 2).text_content()
    assert title in set(raw_events["title"])
    dashboard.click_table_row(2)
    expect(dashboard.card_title).to_have_text(title)
    dashboard.page.locator("#table").click()
    expect(dashboard.table).to_have_count(0)
    dashboard.wait_query("table", None)
