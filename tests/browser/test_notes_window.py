"""The notes window: it follows the presenter and commands it, with and without a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mapdash.bounds import Bounds
from mapdash.briefing import Briefing, Scene, marking_of
from mapdash.composition import open_workspace, publish_presenter, publish_presenter_parts
from mapdash.filters import EventFilter
from mapdash.render.leaflet import RegionAddresses
from mapdash.settings import Settings
from tests.browser.harness import STEP_TIMEOUT_MS, Watch
from tests.browser.room import Room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

WITHIN_MS = 1_000
HOSTILE = "<img src=x onerror=alert(1)>{{ 7*7 }}</script>"
SCENES = (
    Scene(title="All events", notes="Welcome."),
    Scene(
        title="Hebei",
        caption="Only the province is known.",
        notes="Ten days.\nTheir first.",
        chosen="E001",
        bounds=Bounds(112.4, 35.5, 120.9, 43.0),
    ),
    Scene(title="Nothing meets this", filter=EventFilter(search="zzzzqqq")),
    Scene(title=HOSTILE, caption=HOSTILE, notes=HOSTILE, bounds=Bounds(18.6, 42.0, 23.2, 46.3)),
    Scene(title="The end"),
)
IS_READY = """() => window.mapdash && mapdash.map && document.documentElement.dataset.painted
    && mapdash.presenter.index === 0"""
ARE_PAINTED = """() => document.querySelectorAll('iframe').length === 2
    && [...document.querySelectorAll('iframe')].every(({ contentDocument }) =>
        contentDocument.documentElement.dataset.painted)"""
# The current picture is the larger one.
PICTURE = """() => {
    const [now] = [...document.querySelectorAll('iframe')].sort((a, b) =>
        b.getBoundingClientRect().width - a.getBoundingClientRect().width);
    const { presenter, map } = now.contentWindow.mapdash;
    const { lng, lat } = map.getCenter();
    return {
        index: presenter.index, isBlack: presenter.isBlack, theme: presenter.theme,
        countries: (presenter.command.filter || {}).countries || null,
        place: [lng, lat, map.getZoom()].map((x) => Math.round(x * 1000)).join(),
    };
}"""
PICTURE_SHOWS = f"""(wanted) => {{
    const seen = ({PICTURE})();
    return Object.entries(wanted).every(([key, value]) =>
        JSON.stringify(seen[key]) === JSON.stringify(value));
}}"""


@dataclass
class Windows:
    """A presenter and its notes."""

    context: BrowserContext
    presenter: Page
    notes: Page
    room: Room

    def place(self, text: str) -> None:
        """Wait until both say which scene is on screen, within a second."""
        expect(self.notes.locator(".mn-place")).to_have_text(text, timeout=WITHIN_MS)
        assert self.presenter.evaluate("`${mapdash.presenter.index + 1} / 5`") == text

    def picture(self, **wanted: object) -> None:
        """Wait until the picture of the current scene shows something."""
        self.notes.wait_for_function(PICTURE_SHOWS, arg=wanted)

    @property
    def status(self) -> Locator:
        return self.notes.locator(".mn-status")


@pytest.fixture(scope="module")
def document() -> str:
    workspace = open_workspace(Settings.from_environment({}))
    parts = publish_presenter_parts(workspace, RegionAddresses("", "", ""))
    briefing = Briefing(title="Notes", scenes=SCENES)
    return publish_presenter(workspace, briefing, parts, marking=marking_of("TLP:GREEN"))


@pytest.fixture
def context(browser: Browser, document: str) -> Iterator[tuple[BrowserContext, Room]]:
    with Room(document) as room:
        opened = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="light")
        opened.set_default_timeout(STEP_TIMEOUT_MS)
        watch = Watch(room.host)
        watch.follow(opened)
        yield opened, room
        opened.close()
        assert [it for it in watch.problems() if "ERR_CONNECTION" not in it] == []


@pytest.fixture
def windows(context: tuple[BrowserContext, Room]) -> Windows:
    opened, room = context
    presenter = opened.new_page()
    presenter.goto(room.address)
    presenter.wait_for_function(IS_READY)
    with presenter.expect_popup() as opening:
        presenter.keyboard.press("w")
    notes = opening.value
    expect(notes.locator(".mn-status")).to_have_text("Presenter answers")
    return Windows(opened, presenter, notes, room)


def test_either_window_leads_and_the_other_follows_without_a_server(windows: Windows) -> None:
    presenter, notes = windows.presenter, windows.notes
    notes.wait_for_function(ARE_PAINTED)
    windows.room.stop()

    presenter.keyboard.press("PageDown")
    windows.place("2 / 5")
    expect(notes.get_by_role("heading", name="Hebei")).to_be_visible()
    expect(notes.get_by_role("region", name="Notes", exact=True)).to_have_text(
        "Ten days.\nTheir first."
    )
    expect(notes.locator(".mn-upcoming")).to_contain_text("4 · ")
    windows.picture(index=1)

    notes.keyboard.press("PageUp")
    windows.place("1 / 5")
    notes.get_by_role("button", name="Next PgDn").click()
    windows.place("2 / 5")
    # What was pressed with the pointer does not keep the keys.
    notes.keyboard.press(" ")
    windows.place("4 / 5")
    expect(notes.locator(".mn-notices")).to_contain_text("Scene 3 is skipped.")
    assert presenter.get_by_text("is skipped").count() == 0
    notes.locator(".mn-scene").nth(4).click()
    windows.place("5 / 5")
    expect(notes.locator(".mn-upcoming")).to_have_text("This is the last scene.")
    notes.keyboard.press("Home")
    windows.place("1 / 5")
    presenter.keyboard.press("End")
    windows.place("5 / 5")


def test_the_picture_shows_what_the_presenter_makes_of_the_scene(windows: Windows) -> None:
    presenter, notes = windows.presenter, windows.notes
    notes.wait_for_function(ARE_PAINTED)
    notes.keyboard.press("End")
    windows.picture(index=4)
    presenter.evaluate("mapdash.map.setView([44.8, 20.5], 7, { animate: false })")
    windows.picture(index=4, place="20500,44800,7000")
    notes.keyboard.press("d")
    windows.picture(theme="dark", isBlack=False)
    presenter.evaluate("mapdash.presenter.change({ filter: { countries: ['SRB'] } })")
    windows.picture(countries=["SRB"])
    notes.keyboard.press("b")
    windows.picture(isBlack=True)
    expect(notes.get_by_text("The screen is black")).to_be_visible()
    assert presenter.evaluate("mapdash.presenter.isBlack") is True
    presenter.keyboard.press("b")
    windows.picture(isBlack=False, index=4)
    notes.keyboard.press("0")
    windows.picture(countries=None, theme="dark")


def test_windows_find_each_other_after_a_reload_and_several_may_be_open(windows: Windows) -> None:
    presenter, notes = windows.presenter, windows.notes
    presenter.keyboard.press("PageDown")
    windows.place("2 / 5")
    presenter.reload()
    # The tab goes on where it was.
    presenter.wait_for_function(
        "() => document.documentElement.dataset.painted && mapdash.presenter.index === 1"
    )
    notes.keyboard.press("End")
    windows.place("5 / 5")
    notes.reload()
    expect(notes.locator(".mn-place")).to_have_text("5 / 5")  # a page that loads may take longer
    presenter.keyboard.press("w")
    third = windows.context.new_page()
    third.goto(notes.url)
    expect(third.locator(".mn-place")).to_have_text("5 / 5")
    third.keyboard.press("PageUp")
    expect(third.locator(".mn-place")).to_have_text("4 / 5")
    windows.place("4 / 5")
    assert len(windows.context.pages) == 3
    third.close()
    presenter.close()
    expect(windows.status).to_contain_text("Presenter closed")


def test_the_timer_runs_rests_and_goes_back_to_nothing(windows: Windows) -> None:
    presenter, notes = windows.presenter, windows.notes
    elapsed = notes.get_by_role("timer")
    expect(elapsed).to_have_text("00:00")
    notes.clock.install()
    presenter.keyboard.press("PageDown")
    expect(notes.get_by_role("button", name="Pause")).to_be_visible()
    notes.clock.fast_forward("10:00")
    expect(elapsed).to_contain_text("10:0")
    notes.get_by_label("Planned").fill("12")
    notes.get_by_label("Planned").press("Tab")
    expect(notes.locator(".mn-left")).to_contain_text("left")
    notes.clock.fast_forward("05:00")
    expect(notes.locator(".mn-left")).to_contain_text("over")
    notes.keyboard.press("r")
    expect(elapsed).to_contain_text("00:0")
    notes.get_by_role("button", name="Pause").click()
    expect(notes.get_by_role("button", name="Go on")).to_be_visible()


def test_hostile_text_stays_text_and_its_window_is_marked(windows: Windows) -> None:
    notes = windows.notes
    notes.locator(".mn-scene").nth(3).click()
    windows.place("4 / 5")
    expect(notes.locator(".mn-text")).to_have_text(HOSTILE)
    expect(notes.locator(".mn-caption")).to_have_text(HOSTILE)
    expect(notes.locator(".mn-notes h2")).to_have_text(HOSTILE)
    expect(notes.locator(".mn-scene-title").nth(3)).to_have_text(HOSTILE)
    assert notes.locator("img").count() == 0
    expect(notes.locator(".mn-marking")).to_have_text(["TLP:GREEN", "TLP:GREEN"])


def test_a_window_that_the_browser_refuses_is_told_with_what_to_do(
    context: tuple[BrowserContext, Room],
) -> None:
    opened, room = context
    page = opened.new_page()
    page.goto(room.address)
    page.wait_for_function(IS_READY)
    page.evaluate("window.open = () => null")
    page.keyboard.press("w")
    expect(page.locator(".md-panel")).to_contain_text("Allow pop-up windows for this page")
