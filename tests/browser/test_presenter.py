"""The presenter in a real browser: its keys, its texts, and that it needs no server once it is loaded."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

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
from tests.browser.test_access import violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

SRB = EventFilter(countries=frozenset({"SRB"}))
LONG = ("The caption goes on and on, because its author had much to say. " * 40)[:2000]
SCENES = (
    Scene(title="The start", caption="All events."),
    Scene(title="Hebei", caption="A province.", chosen="E001", bounds=Bounds(112, 35, 121, 43)),
    Scene(title="Nothing", filter=EventFilter(search="zzzzqqq")),
    Scene(title="Serbia", caption=LONG, filter=SRB, bounds=Bounds(18.6, 42, 23.2, 46.3)),
    Scene(title="الصين وصربيا", caption="كل ما توثقه المصادر", bounds=Bounds(-20, -35, 55, 38)),
    Scene(title="中国与塞尔维亚", caption="联合演习", theme="dark", bounds=Bounds(73, 15, 136, 54)),
)
START, HEBEI, SERBIA, ARABIC, CHINESE = 0, 1, 3, 4, 5

IS_READY = """() => window.mapdash && mapdash.presenter && mapdash.presenter.index >= 0
    && document.documentElement.dataset.painted && mapdash.map.mapdashEngine && !mapdash.map.mapdashIsFlying"""
IS_STILL = """() => {
    const map = mapdash.map, at = map.getCenter();
    const now = [at.lng, at.lat, map.getZoom()].join();
    window.__stillFor = window.__stillAt === now && !map.mapdashIsFlying ? window.__stillFor + 1 : 0;
    window.__stillAt = now;
    return window.__stillFor >= 6;
}"""
HAS_ALL = "() => document.documentElement.dataset.ahead === 'all'"
INDEX = "() => mapdash.presenter.index"
STATE = """() => {
    const basemap = document.querySelector('.mapdash-basemap');
    return { title: document.querySelector('.md-caption:not(.md-is-probe) .md-title').textContent,
        visible: mapdash.map.mapdashEngine.visibleCount, basemap: basemap.dataset.state,
        sharp: [...basemap.children].some(({ style }) => style.visibility === '' && /scale\\(1\\)|^translate3d\\([^)]*\\)$/.test(style.transform)) };
}"""
# Key, and the scene that it leads to from the second one; the third one cannot be shown.
KEYS = {
    "PageDown": SERBIA, "ArrowRight": SERBIA, " ": SERBIA, "n": SERBIA, "N": SERBIA,
    "PageUp": START, "ArrowLeft": START, "p": START,
    "Home": START, "End": CHINESE,
    "x": HEBEI, "Delete": HEBEI, "F7": HEBEI,
}  # fmt: skip


@pytest.fixture(scope="module")
def publish() -> Callable[[Briefing], str]:
    workspace = open_workspace(Settings.from_environment({}))
    parts = publish_presenter_parts(workspace, RegionAddresses("", "", ""))

    def publish_one(briefing: Briefing) -> str:
        return publish_presenter(workspace, briefing, parts, marking=marking_of("TLP:GREEN"))

    return publish_one


@contextmanager
def opened(browser: Browser, room: Room, **context: Any) -> Iterator[Page]:
    usual = {"viewport": {"width": 1920, "height": 1080}, "color_scheme": "light", **context}
    holder = browser.new_context(**usual)
    holder.set_default_timeout(STEP_TIMEOUT_MS)
    watch = Watch(room.host)
    watch.follow(holder)
    page = holder.new_page()
    page.goto(room.address)
    page.wait_for_function(IS_READY)
    yield page
    holder.close()
    assert [problem for problem in watch.problems() if "ERR_CONNECTION" not in problem] == []


@pytest.fixture(scope="module")
def room(publish: Callable[[Briefing], str]) -> Iterator[Room]:
    with Room(publish(Briefing(title="Story", scenes=SCENES))) as running:
        yield running


@pytest.fixture
def page(browser: Browser, room: Room) -> Iterator[Page]:
    with opened(browser, room) as made:
        yield made


def go(page: Page, index: int) -> None:
    page.evaluate("(index) => mapdash.presenter.go(index, { isInstant: true })", index)
    page.wait_for_function(IS_STILL)


def size_of(page: Page, selector: str) -> float:
    script = "(selector) => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)"
    found: float = page.evaluate(script, selector)
    return found


def test_every_key_works_after_a_click_on_the_map(page: Page) -> None:
    reached = {}
    for key in KEYS:
        go(page, HEBEI)
        page.mouse.click(700, 800)
        page.keyboard.press(key)
        reached[key] = page.evaluate(INDEX)
    assert reached == KEYS
    go(page, HEBEI)
    page.mouse.click(700, 800)
    page.keyboard.press("PageDown")
    page.wait_for_function(IS_STILL)
    inside = page.evaluate("() => mapdash.map.getBounds().contains([[42, 18.6], [46.3, 23.2]])")
    assert inside


def test_the_other_keys_do_what_they_say_after_a_click_on_the_map(page: Page) -> None:
    go(page, HEBEI)
    page.mouse.click(700, 800)
    for key in ("b", "."):
        page.keyboard.press(key)
        assert page.evaluate("() => mapdash.presenter.isBlack")
        page.keyboard.press("PageDown")
        assert page.evaluate("() => [mapdash.presenter.isBlack, mapdash.presenter.index]") == [
            False, HEBEI,
        ]  # fmt: skip
    page.keyboard.press("d")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("d")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(page.locator(".md-timeline")).to_be_hidden()
    page.keyboard.press("t")
    expect(page.locator(".md-timeline")).to_be_visible()
    page.keyboard.press("t")
    page.keyboard.press("f")
    page.wait_for_function("() => Boolean(document.fullscreenElement)")
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")
    before = page.evaluate("() => mapdash.map.getCenter().lng")
    page.mouse.move(1000, 600)
    page.mouse.down()
    page.mouse.move(600, 600, steps=4)
    page.mouse.up()
    assert abs(page.evaluate("() => mapdash.map.getCenter().lng") - before) > 1
    page.keyboard.press("0")
    page.wait_for_function(IS_STILL)
    assert page.evaluate("() => mapdash.map.getCenter().lng") == pytest.approx(before, abs=0.05)


def test_escape_closes_what_is_open_and_then_leaves(page: Page) -> None:
    page.evaluate("() => { window.left = 0; mapdash.presenter.on('leave', () => { left += 1; }); }")
    page.keyboard.press("?")
    expect(page.locator(".md-panel h2")).to_have_text("Keys")
    page.keyboard.press("Escape")
    expect(page.locator(".md-panel")).to_have_count(0)
    assert page.evaluate("() => left") == 0
    page.keyboard.press("Escape")
    assert page.evaluate("() => left") == 1


def test_the_control_bar_comes_with_the_pointer_and_goes_again(page: Page) -> None:
    bar = page.get_by_role("toolbar", name="Presenting")
    expect(bar).to_be_hidden()
    page.mouse.move(900, 300)
    page.mouse.move(910, 310)
    expect(bar.get_by_role("button", name="Next")).to_be_visible()
    expect(bar).to_be_hidden()
    assert page.evaluate("() => getComputedStyle(mapdash.map.getContainer()).cursor") == "none"


def test_what_is_written_is_large_complete_and_in_its_direction(page: Page) -> None:
    go(page, SERBIA)
    text = page.locator(".md-caption:not(.md-is-probe) .md-text")
    assert size_of(page, ".md-caption .md-title") >= 36
    assert size_of(page, ".md-caption .md-text") >= 24
    expect(text).to_have_text(LONG.strip())
    top = "() => document.querySelector('.md-caption:not(.md-is-probe) .md-text').scrollTop"
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"() => ({top})() > 0")
    expect(page.locator(".md-number")).to_have_text("4 / 6")
    expect(page.locator(".md-facts")).to_contain_text("84 of 113 events · Country: Serbia")
    expect(page.locator(".md-marking")).to_have_text(["TLP:GREEN", "TLP:GREEN"])
    go(page, ARABIC)
    title = page.locator(".md-caption:not(.md-is-probe) .md-title")
    assert title.evaluate("(node) => getComputedStyle(node).direction") == "rtl"
    go(page, CHINESE)
    expect(title).to_have_text("中国与塞尔维亚")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("() => mapdash.scale * 8 * 2") >= 22


def test_the_caption_leaves_the_chosen_event_free(page: Page) -> None:
    go(page, HEBEI)
    overlap = page.evaluate(
        """() => {
            const canvas = mapdash.map.mapdashCanvas, row = mapdash.presenter.command.chosen;
            const { at } = canvas.placed.find(({ item }) => item.area === canvas.columns.area[row]);
            const from = canvas.containerPoint({ x: at.left, y: at.top }), to = canvas.containerPoint({ x: at.right, y: at.bottom });
            const box = document.querySelector('.md-caption:not(.md-is-probe)').getBoundingClientRect();
            const map = mapdash.map.getContainer().getBoundingClientRect();
            return from.x + map.left < box.right && to.x + map.left > box.left && from.y + map.top < box.bottom && to.y + map.top > box.top;
        }"""
    )
    assert overlap is False


def test_a_scene_that_cannot_be_shown_is_skipped_and_only_the_notes_say_so(page: Page) -> None:
    page.evaluate(
        "() => { window.said = []; mapdash.presenter.on('notice', ({ sentence }) => said.push(sentence)); }"
    )
    go(page, HEBEI)
    page.keyboard.press("PageDown")
    page.keyboard.press("PageUp")
    assert page.evaluate(INDEX) == HEBEI
    assert (
        page.evaluate("() => said")
        == ["Scene 3 is skipped. No event meets the filter of this scene."] * 2
    )
    expect(page.locator(".md-problem:visible")).to_have_count(0)


def test_all_scenes_go_on_after_the_server_has_stopped(
    browser: Browser, publish: Callable[[Briefing], str]
) -> None:
    with (
        Room(publish(Briefing(title="Alone", scenes=SCENES))) as room,
        opened(browser, room) as page,
    ):
        page.wait_for_function(HAS_ALL)
        room.stop()
        shown = []
        for _ in range(4):
            page.keyboard.press("PageDown")
            page.wait_for_function(IS_STILL)
            page.wait_for_function(
                "() => document.querySelector('.mapdash-basemap').dataset.state === 'whole'"
            )
            shown.append(page.evaluate(STATE))
        assert [(state["title"], state["visible"]) for state in shown] == [
            ("Hebei", 113),
            ("Serbia", 84),
            ("الصين وصربيا", 113),
            ("中国与塞尔维亚", 113),
        ]
        page.wait_for_function(f"() => ({STATE})().sharp")


def test_two_hundred_scenes_have_few_dots_and_no_flight_where_none_is_wanted(
    browser: Browser, publish: Callable[[Briefing], str]
) -> None:
    scenes = tuple(
        Scene(title=f"Scene {n}", bounds=Bounds(n % 60, 10, n % 60 + 20, 30)) for n in range(1, 201)
    )
    with (
        Room(publish(Briefing(title="Many", scenes=scenes))) as room,
        opened(browser, room, reduced_motion="reduce") as page,
    ):
        page.keyboard.press("End")
        assert page.evaluate("() => mapdash.map.mapdashIsFlying") is False
        expect(page.locator(".md-number")).to_have_text("200 / 200")
        dots = page.get_by_role("list", name="Scenes").get_by_role("button")
        expect(dots).to_have_count(15)
        expect(dots.last).to_have_attribute("aria-current", "step")
        dots.first.click()
        expect(page.locator(".md-number")).to_have_text("1 / 200")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_violation_in_the_presenter(page: Page, theme: str) -> None:
    page.evaluate("(theme) => mapdash.presenter.setTheme(theme)", theme)
    go(page, SERBIA)
    page.mouse.move(900, 300)
    page.mouse.move(910, 310)
    expect(page.get_by_role("toolbar", name="Presenting")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("?")
    assert violations(page) == []
