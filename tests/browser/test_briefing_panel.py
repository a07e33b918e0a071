"""The briefing beside the map, in a browser: its list, its file, and what outlives the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness import SHIPPED_EVENTS, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.harness import Chromium, Dashboard


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the shipped events from a process that a test may kill."""
    with Server(SHIPPED_EVENTS, tmp_path_factory.mktemp("own") / "log.txt") as running:
        yield running


class Briefing:
    """The briefing of a dashboard, and what a person does with it."""

    def __init__(self, dashboard: Dashboard) -> None:
        self.dashboard = dashboard
        self.page = dashboard.page

    def open(self) -> Briefing:
        self.page.get_by_role("button", name="Briefing (").click()
        expect(self.panel).to_be_visible()
        return self

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("region", name="Briefing", exact=True)

    @property
    def rows(self) -> Locator:
        return self.panel.locator(".scene-show")

    @property
    def titles(self) -> Locator:
        return self.rows.locator("strong")

    @property
    def said(self) -> Locator:
        return self.panel.locator(".said")

    def button(self, name: str) -> Locator:
        return self.panel.get_by_role("button", name=name)

    def focused(self) -> str:
        return self.dashboard.focus().name


def test_scenes_are_saved_renamed_moved_deleted_and_brought_back(dashboard: Dashboard) -> None:
    page = dashboard.open("?country=SRB&from=2024&to=2025").page
    page.get_by_role("button", name="Save scene", exact=True).click()
    expect(page.locator(".heard")).to_have_text("Saved as scene 11: Serbia, 2024–2025")
    briefing = Briefing(dashboard).open()
    expect(briefing.titles.last).to_have_text("Serbia, 2024–2025")

    briefing.button("Edit scene 11:").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("塞尔维亚 · صربيا")
    page.keyboard.press("Tab")
    expect(briefing.titles.last).to_have_text("塞尔维亚 · صربيا")
    page.keyboard.press("Escape")
    assert briefing.focused().startswith("Edit scene 11:")

    first, second = briefing.titles.all_inner_texts()[:2]
    briefing.rows.nth(1).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(briefing.titles.first).to_have_text(second)
    assert briefing.focused() == f"Show scene 1: {second}"
    page.keyboard.press("Delete")
    expect(briefing.rows).to_have_count(10)
    expect(briefing.titles.first).to_have_text(first)
    assert briefing.focused() == f"Show scene 1: {first}"
    briefing.button("Undo").click()
    expect(briefing.titles.first).to_have_text(second)
    page.keyboard.press("Enter")
    expect(briefing.titles.first).to_have_text(first)
    expect(briefing.said).to_contain_text("Undone: move")

    page.reload()
    dashboard.wait_painted()
    # It was open before.
    expect(briefing.titles.last).to_have_text("塞尔维亚 · صربيا")
    expect(briefing.panel).to_contain_text("Your browser kept this draft.")


def test_a_scene_is_shown_and_a_file_that_is_no_briefing_says_why(
    dashboard: Dashboard, tmp_path: Path
) -> None:
    briefing = Briefing(dashboard.open()).open()
    page = dashboard.page
    briefing.rows.nth(1).click()
    dashboard.wait_query("event", ["E001"])
    expect(briefing.rows.nth(1)).to_have_attribute("aria-current", "true")
    bad = tmp_path / "bad.yaml"
    bad.write_text("mapdash_briefing: 1\nscenes: [<b>oh</b>\n", "utf-8")
    with page.expect_file_chooser() as chooser:
        briefing.button("Load file").click()
    chooser.value.set_files(bad)
    problems = briefing.panel.get_by_role("alert")
    expect(problems).to_contain_text("This is no briefing file; the briefing stays as it was.")
    expect(problems.get_by_role("listitem")).to_contain_text("Line")
    expect(briefing.rows).to_have_count(10)
    with page.expect_download() as download:
        briefing.button("Save file").click()
    assert download.value.suggested_filename == "briefing.yaml"
    assert download.value.path().read_text("utf-8").startswith("mapdash_briefing: 1\n")

    bad.write_text("mapdash_briefing: 1\nmarking: OFFICIAL\nscenes:\n  - title: One\n", "utf-8")
    with page.expect_file_chooser() as chooser:
        briefing.button("Load file").click()
    chooser.value.set_files(bad)
    expect(briefing.rows).to_have_count(1)
    expect(page.locator(".mapdash-marking")).to_have_text(["OFFICIAL", "OFFICIAL"])
    page.get_by_role("link", name="Data and refused rows").click()
    expect(page.get_by_role("heading", name="Data and refused rows")).to_be_visible()
    expect(page.locator(".mapdash-marking")).to_have_text(["OFFICIAL", "OFFICIAL"])


def test_the_briefing_is_presented_over_the_page_and_esc_leads_back(dashboard: Dashboard) -> None:
    page = dashboard.open("?country=SRB").page
    page.evaluate("window.isSamePage = true")
    page.get_by_role("button", name="Present", exact=True).click()
    inside = page.frame_locator("dialog.mapdash-presenting iframe")
    expect(inside.locator(".leaflet-container")).to_be_visible()
    page.wait_for_function("() => document.activeElement.tagName === 'IFRAME'")
    page.keyboard.press("PageDown")
    talk = "JSON.parse(sessionStorage.getItem('mapdash:talk:/') || '{}').index"
    page.wait_for_function(f"() => {talk} === 1")
    # Whatever takes the keyboard away from it: the key counts all the same.
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("PageDown")
    page.wait_for_function(f"() => {talk} === 2")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.mapdash-presenting")).to_have_count(0)
    assert dashboard.focus().name == "Present"
    assert page.evaluate("window.isSamePage")
    assert dashboard.query() == {"country": ["SRB"]}


def test_a_server_that_is_killed_while_presenting_is_not_missed_and_has_the_draft_again(
    chromium: Chromium, own_server: Server
) -> None:
    server = own_server
    dashboard = chromium.new_dashboard(server)
    page = dashboard.open().page
    page.get_by_role("button", name="Save scene", exact=True).click()
    expect(page.get_by_role("button", name="Briefing (11)")).to_be_visible()
    page.get_by_role("button", name="Present", exact=True).click()
    inside = page.frame_locator("dialog.mapdash-presenting iframe")
    expect(inside.locator(".leaflet-container")).to_be_visible()
    server.kill()
    app = page.get_by_test_id("stApp")
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    server.start()
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    session = "JSON.parse(sessionStorage.getItem('mapdash:draft:/')).session"
    before = page.evaluate(session)
    page.wait_for_function(f"(before) => {session} !== before", arg=before)
    expect(page.locator("dialog.mapdash-presenting iframe")).to_be_visible()
    page.keyboard.press("Escape")
    # What the old session drew goes when the new one has drawn its page.
    expect(page.get_by_role("button", name="Briefing (11)")).to_have_count(1)
    # Streamlit drops the style sheet of the page then.
    expect(page.get_by_test_id("stMainBlockContainer")).to_have_css("padding-top", "10px")
    # Streamlit says that the server is gone, and that is what happened.
    dashboard.watch.forget()
