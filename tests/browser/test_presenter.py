"""The presenter: every key after a click on the map, a talk without its server, odd texts, no fault for axe."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mapdash.bounds import Bounds
from mapdash.briefing import Briefing, Scene, briefing_from_yaml, marking_of
from mapdash.composition import (
    open_workspace,
    publish_presenter,
    publish_presenter_parts,
    publish_regions,
)
from mapdash.filters import EventFilter
from mapdash.settings import Settings
from tests.browser.harness import ROOT, STEP_TIMEOUT_MS, Watch
from tests.browser.room import Room
from tests.browser.test_access import violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from mapdash.composition import PresenterParts, Workspace

SHIPPED = ROOT / "geodata" / "briefing.yaml"
SERBIA = Bounds(18.6, 42.0, 23.2, 46.3)
LONG = "Ten words that are said again and again here. " * 44
ODD_SCENES = (
    Scene(
        title="<img src=x onerror=alert(1)> {{ 7*7 }}",
        caption="</script><b>no</b> ${1}",
        bounds=SERBIA,
    ),
    Scene(title="Long", caption=LONG, bounds=SERBIA, chosen="E045"),
    Scene(title="صربيا والصين", caption="تدريب مشترك في خبي", bounds=SERBIA),
    Scene(title="塞尔维亚与中国", caption="联合训练在河北省举行。", bounds=SERBIA),
    Scene(title="Nothing", filter=EventFilter(search="zzzz"), bounds=SERBIA),
    Scene(title="After nothing", bounds=SERBIA),
)
# The other one is out of sight, and only measured.
CAPTION = ".md-caption:not(.md-is-probe)"
IS_THERE = """(index) => mapdash.presenter && mapdash.presenter.index === index
    && document.documentElement.dataset.painted !== undefined && !mapdash.map.mapdashIsFlying"""
IS_STARTED = """() => window.mapdash && mapdash.map && mapdash.map.mapdashEngine
    && document.documentElement.dataset.painted !== undefined && document.documentElement.dataset.placed"""
CENTRE = "() => { const at = mapdash.map.getCenter(); return [at.lng, at.lat]; }"
FRAMED = """(index) => {
    const [west, south, east, north] = mapdash.presenter.data.scenes[index].bounds;
    const seen = mapdash.map.getBounds();
    return seen.getSouth() < (south + north) / 2 && seen.getNorth() > (south + north) / 2
        && seen.getWest() < (west + east) / 2 && seen.getEast() > (west + east) / 2;
}"""


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(Settings.from_environment({}))


@pytest.fixture(scope="module")
def parts(workspace: Workspace) -> PresenterParts:
    return publish_presenter_parts(workspace, publish_regions(workspace))


@contextmanager
def presenting(
    browser: Browser, address: str, *, theme: str = "light", has_touch: bool = False
) -> Iterator[tuple[Page, Room]]:
    with Room(address) as room:
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, color_scheme=theme, has_touch=has_touch
        )
        context.set_default_timeout(STEP_TIMEOUT_MS)
        watch = Watch(room.host)
        watch.follow(context)
        page = context.new_page()
        page.goto(room.address)
        page.wait_for_function(IS_STARTED)
        page.wait_for_function(IS_THERE, arg=0)
        yield page, room
        context.close()
        problems = [said for said in watch.problems() if "ERR_CONNECTION" not in said]
        assert problems == []


@pytest.fixture
def shipped(
    browser: Browser, workspace: Workspace, parts: PresenterParts
) -> Iterator[tuple[Page, Room]]:
    briefing = briefing_from_yaml(SHIPPED.read_text("utf-8")).briefing
    assert briefing is not None
    address = publish_presenter(workspace, briefing, parts, marking=marking_of("TLP:GREEN"))
    with presenting(browser, address) as opened:
        yield opened


@pytest.fixture
def odd(
    browser: Browser, workspace: Workspace, parts: PresenterParts
) -> Iterator[tuple[Page, Room]]:
    briefing = Briefing(title="Odd", scenes=ODD_SCENES)
    with presenting(browser, publish_presenter(workspace, briefing, parts, marking=None)) as opened:
        yield opened


def click_map(page: Page) -> None:
    """Click where nothing but the map is, and where an event is: both take the keyboard."""
    page.mouse.click(900, 420)


def at_scene(page: Page, index: int) -> None:
    page.wait_for_function(IS_THERE, arg=index)
    assert page.evaluate(FRAMED, index)


@pytest.mark.parametrize("key", ["PageDown", "ArrowRight", " ", "n", "N"])
def test_a_click_on_the_map_does_not_keep_the_next_scene_from_coming(
    shipped: tuple[Page, Room], key: str
) -> None:
    page, _ = shipped
    click_map(page)
    page.keyboard.press(key)
    at_scene(page, 1)
    expect(page.locator(f"{CAPTION} h1")).to_have_text(
        "July 2025: special forces train together in Hebei"
    )


def test_each_other_key_does_its_work_after_a_click_on_the_map(shipped: tuple[Page, Room]) -> None:
    page, _ = shipped
    html = page.locator("html")
    for key in ("PageUp", "ArrowLeft", "p"):
        page.keyboard.press("PageDown")
        page.wait_for_function(IS_THERE, arg=1)
        click_map(page)
        page.keyboard.press(key)
        at_scene(page, 0)
    for key, index in (("End", 9), ("Home", 0)):
        click_map(page)
        page.keyboard.press(key)
        at_scene(page, index)
    black = page.locator(".md-is-black")
    for key in ("b", "."):
        click_map(page)
        page.keyboard.press(key)
        expect(black).to_have_count(1)
        page.keyboard.press("PageDown")
        expect(black).to_have_count(0)
        assert page.evaluate("mapdash.presenter.index") == 0
    click_map(page)
    page.keyboard.press("d")
    expect(html).to_have_attribute("data-theme", "dark")
    page.keyboard.press("D")
    expect(html).to_have_attribute("data-theme", "light")
    click_map(page)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Find an event or a place")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".md-panel")).to_have_count(0)
    before = page.evaluate("window.location.href")
    for key in ("x", "7", "F9", "j"):
        page.keyboard.press(key)
    assert page.evaluate("[mapdash.presenter.index, mapdash.presenter.panelId]") == [0, ""]
    assert page.evaluate("window.location.href") == before


def test_a_flight_that_is_broken_off_lets_the_map_paint_and_the_next_one_start(
    shipped: tuple[Page, Room],
) -> None:
    page, _ = shipped
    is_flying = "() => mapdash.map.mapdashIsFlying"
    page.keyboard.press("PageDown")
    page.wait_for_function(is_flying)
    page.keyboard.press("PageDown")
    at_scene(page, 2)
    page.keyboard.press("PageDown")
    page.wait_for_function(is_flying)
    click_map(page)
    assert page.evaluate(is_flying) is False
    page.emulate_media(reduced_motion="reduce")
    page.keyboard.press("PageUp")
    assert page.evaluate(is_flying) is False
    at_scene(page, 2)


def test_0_brings_a_scene_back_as_it_was_saved(shipped: tuple[Page, Room]) -> None:
    page, _ = shipped
    page.keyboard.press("PageDown")
    page.wait_for_function(IS_THERE, arg=1)
    before = page.evaluate(CENTRE)
    page.mouse.move(900, 420)
    page.mouse.down()
    page.mouse.move(600, 300, steps=5)
    page.mouse.up()
    page.wait_for_function("([lng]) => Math.abs(mapdash.map.getCenter().lng - lng) > 1", arg=before)
    page.keyboard.press("0")
    page.wait_for_function(
        "([lng, lat]) => { const at = mapdash.map.getCenter(); return Math.hypot(at.lng - lng, at.lat - lat) < 0.05; }",
        arg=before,
    )
    page.keyboard.press("PageDown")
    at_scene(page, 2)


def test_full_screen_comes_and_goes_with_f(shipped: tuple[Page, Room]) -> None:
    page, _ = shipped
    click_map(page)
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("PageDown")
    page.wait_for_function(IS_THERE, arg=1)
    page.keyboard.press("F")
    page.wait_for_function("() => document.fullscreenElement === null")
    assert page.evaluate("mapdash.presenter.index") == 1


def test_escape_leads_from_the_briefing_of_the_settings_to_the_dashboard(
    browser: Browser, server: object
) -> None:
    page = browser.new_page()
    page.goto(f"{server.address}/present")  # type: ignore[attr-defined]
    page.wait_for_function(IS_STARTED)
    page.keyboard.press("Escape")
    page.wait_for_url(f"{server.address}/")  # type: ignore[attr-defined]
    page.close()


def test_the_briefing_goes_on_when_its_server_has_stopped(shipped: tuple[Page, Room]) -> None:
    page, room = shipped
    page.wait_for_function("() => document.documentElement.dataset.ahead === 'all'")
    room.stop()
    for index in range(1, 10):
        page.keyboard.press("PageDown")
        at_scene(page, index)
        expect(page.locator(".md-facts")).to_contain_text("of 113 events")
        painted = "() => document.querySelector('.mapdash-basemap').dataset.state === 'whole'"
        page.wait_for_function(painted)
    page.keyboard.press("Home")
    at_scene(page, 0)
    assert page.evaluate("mapdash.map.mapdashEngine.visibleCount") == 100


def test_odd_texts_stay_text_and_a_scene_without_events_is_skipped(odd: tuple[Page, Room]) -> None:
    page, _ = odd
    page.evaluate(
        "() => { window.said = []; mapdash.presenter.on('notice', ({ sentence }) => said.push(sentence)); }"
    )
    heading, caption = page.locator(f"{CAPTION} h1"), page.locator(CAPTION)
    expect(heading).to_have_text("<img src=x onerror=alert(1)> {{ 7*7 }}")
    expect(caption).to_contain_text("</script><b>no</b> ${1}")
    assert caption.locator("b, img").count() == 0

    page.keyboard.press("PageDown")
    page.wait_for_function(IS_THERE, arg=1)
    box = caption.bounding_box()
    footer = page.locator(".md-footer").bounding_box()
    assert box is not None
    assert footer is not None
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= footer["y"]
    # All of it can be read: the caption scrolls.
    text = page.locator(f"{CAPTION} .md-text")
    assert text.evaluate("(node) => node.scrollHeight > node.clientHeight")

    page.keyboard.press("PageDown")
    page.wait_for_function(IS_THERE, arg=2)
    assert heading.evaluate("(node) => getComputedStyle(node).direction") == "rtl"
    page.keyboard.press("PageDown")
    page.wait_for_function(IS_THERE, arg=3)
    expect(heading).to_have_text("塞尔维亚与中国")
    assert heading.evaluate("(node) => getComputedStyle(node).direction") == "ltr"

    page.keyboard.press("PageDown")
    page.wait_for_function(IS_THERE, arg=5)
    expect(heading).to_have_text("After nothing")
    assert (
        page.evaluate("said[0]") == "Scene 5 is skipped. No event meets the filter of this scene."
    )


def test_two_hundred_scenes_are_walked_through(
    browser: Browser, workspace: Workspace, parts: PresenterParts
) -> None:
    scenes = tuple(Scene(title=f"Scene {n}", bounds=SERBIA) for n in range(1, 201))
    address = publish_presenter(
        workspace, Briefing(title="Many", scenes=scenes), parts, marking=None
    )
    with presenting(browser, address) as (page, _):
        page.keyboard.press("End")
        page.wait_for_function(IS_THERE, arg=199)
        expect(page.locator(f"{CAPTION} h1")).to_have_text("Scene 200")
        page.keyboard.press("PageUp")
        page.wait_for_function(IS_THERE, arg=198)
        footer = page.locator(".md-footer")
        assert footer.evaluate("(node) => node.scrollWidth <= node.clientWidth")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_serious_violation_in_the_presenter(
    browser: Browser, workspace: Workspace, parts: PresenterParts, theme: str
) -> None:
    briefing = briefing_from_yaml(SHIPPED.read_text("utf-8")).briefing
    assert briefing is not None
    address = publish_presenter(workspace, briefing, parts, marking=marking_of("TLP:RED"))
    with presenting(browser, address, theme=theme) as (page, _):
        assert violations(page) == []
        for key in ("/", "s", "l", "?", "a"):
            page.keyboard.press(key)
            page.mouse.move(700, 300)
            page.mouse.move(720, 320)
            assert violations(page) == [], key
            page.keyboard.press("Escape")


def test_a_swipe_on_the_caption_leads_on(
    browser: Browser, workspace: Workspace, parts: PresenterParts
) -> None:
    briefing = Briefing(
        title="Touch", scenes=(Scene(title="One", bounds=SERBIA), Scene(title="Two", bounds=SERBIA))
    )
    address = publish_presenter(workspace, briefing, parts, marking=None)
    with presenting(browser, address, has_touch=True) as (page, _):
        box = page.locator(CAPTION).bounding_box()
        assert box is not None
        touch = page.context.new_cdp_session(page)
        y = box["y"] + 20
        points = [box["x"] + 200, box["x"] + 140, box["x"] + 60]
        for kind, x in (
            ("touchStart", points[0]),
            ("touchMove", points[1]),
            ("touchMove", points[2]),
        ):
            touch.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]}
            )
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_function(IS_THERE, arg=1)
