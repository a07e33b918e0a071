"""What a room sees of the presenter: large words, nothing over the chosen event, a control bar only when asked for."""

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
    Scene(
        title="Density",
        caption="They talked on 5–6 November, and the president confirmed later on that it was CM-400AKG.",
        filter=SRB,
        bounds=Bounds(18.6, 42, 23.2, 46.3),
        shown_layers=frozenset({"density"}),
    ),
)
HEBEI, SERBIA, ARABIC, CHINESE, DENSITY = 1, 3, 4, 5, 6

IS_READY = """() => window.mapdash && mapdash.presenter && mapdash.presenter.index >= 0
    && document.documentElement.dataset.painted && mapdash.map.mapdashEngine && !mapdash.map.mapdashIsFlying"""
IS_STILL = """() => {
    const map = mapdash.map, at = map.getCenter();
    const now = [at.lng, at.lat, map.getZoom()].join();
    window.__stillFor = window.__stillAt === now && !map.mapdashIsFlying ? window.__stillFor + 1 : 0;
    window.__stillAt = now;
    return window.__stillFor >= 6;
}"""


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
    expect(page.locator(".md-number")).to_have_text("4 / 7")
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


def test_the_legend_is_one_strip_that_says_what_layers_count_and_lies_on_nothing(
    page: Page,
) -> None:
    go(page, DENSITY)
    layer = page.locator(".md-key .md-key-layer")
    expect(layer.locator("strong")).to_have_text("Events in a hexagon")
    expect(layer.locator(".md-key-left")).to_have_text("11 not counted")
    expect(page.locator(".md-layer")).to_be_hidden()
    under = page.evaluate(
        """() => {
            const strip = document.querySelector('.md-key').getBoundingClientRect();
            const touches = (box) => box.left < strip.right && box.right > strip.left && box.top < strip.bottom && box.bottom > strip.top;
            const others = ['.md-caption', '.md-footer', '.leaflet-control-scale'].filter((one) => touches(document.querySelector(one).getBoundingClientRect()));
            const canvas = mapdash.map.mapdashCanvas;
            const marks = canvas.placed.filter(({ kind }) => !kind).map((mark) => canvas.containerPoint(mark));
            return [...others, ...marks.filter(({ x, y }) => touches({ left: x, right: x, top: y, bottom: y }))];
        }"""
    )
    assert under == []
    codes = page.locator(".md-caption:not(.md-is-probe) .md-code")
    expect(codes).to_have_text(["5–6", "CM-400AKG"])
    assert codes.evaluate_all("(all) => all.map((one) => one.getClientRects().length)") == [1, 1]


def test_names_keep_clear_of_the_large_marks_of_the_scene(page: Page) -> None:
    go(page, SERBIA)
    free = page.evaluate(
        """() => {
            const { map, marks, presenter } = mapdash, canvas = map.mapdashCanvas;
            const kept = map.mapdashObstacles(map.getZoom(), presenter.maskOf(presenter.scene));
            return canvas.marks.filter(({ x, y, count }) => {
                const r = count > 1 ? marks.badgeRadius(count) : marks.radius(map.getZoom());
                return !kept.some((one) => one.x === x && one.y === y && one.r > r);
            }).length;
        }"""
    )
    assert free == 0
