"""The panels of the presenter: find, filter, read a card and the sources, with and without a server."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mapdash.bounds import Bounds
from mapdash.briefing import Briefing, Scene, marking_of
from mapdash.composition import open_workspace, publish_presenter, publish_presenter_parts
from mapdash.filters import EventFilter
from mapdash.render.assets import publish
from mapdash.render.leaflet import RegionAddresses
from mapdash.settings import Settings
from tests.browser.harness import STEP_TIMEOUT_MS, Watch
from tests.browser.room import Room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

SERBIA = Bounds(18.6, 42.0, 23.2, 46.3)
SCENES = (
    Scene(
        title="Serbia",
        caption="All of it.",
        bounds=SERBIA,
        filter=EventFilter(countries=frozenset({"SRB"})),
    ),
    Scene(title="Everything", bounds=Bounds(-10, 20, 140, 60)),
)
PLACES = [
    {"n": "Beograd", "c": "Serbia", "kind": "town", "lon": 20.46, "lat": 44.81},
    {"n": "Fiji", "kind": "country", "b": [177.0, -19.0, -179.0, -16.0]},
]
PLANT = "Xingyu lighting plant memorandum, Niš"
IS_READY = """() => window.mapdash && mapdash.map && document.documentElement.dataset.painted
    && document.documentElement.dataset.placed
    && mapdash.presenter.index === 0 && mapdash.map.mapdashEngine.words && mapdash.labels.get(112)"""
IS_STILL = """() => {
    const map = mapdash.map, at = map.getCenter();
    const now = [at.lng, at.lat, map.getZoom()].join();
    window.__stillFor = window.__stillAt === now && !map._animatingZoom && !map.mapdashIsFlying ? window.__stillFor + 1 : 0;
    window.__stillAt = now;
    return window.__stillFor >= 8;
}"""
MARK_OF = """(title) => {
    const canvas = mapdash.map.mapdashCanvas;
    const placed = canvas.placed.find(({ item }) => item.count === 1 && mapdash.labels.get(item.row).title === title);
    const box = mapdash.map.getContainer().getBoundingClientRect();
    const { x, y } = canvas.containerPoint(placed);
    return [box.left + x, box.top + y];
}"""
CONTRASTS = """() => {
    const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
    const rgba = (color) => { pen.clearRect(0, 0, 1, 1); pen.fillStyle = color; pen.fillRect(0, 0, 1, 1); return [...pen.getImageData(0, 0, 1, 1).data]; };
    const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((v) => { const s = v / 255; return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; }); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
    const groundOf = (node) => { for (let at = node; at; at = at.parentElement) { const found = rgba(getComputedStyle(at).backgroundColor); if (found[3] === 255) return found; } return [255, 255, 255]; };
    const found = [];
    for (const node of document.querySelectorAll('.md-panel *')) {
        if (!node.checkVisibility() || ![...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()) || node.disabled) continue;
        const [a, b] = [light(rgba(getComputedStyle(node).color)), light(groundOf(node))];
        found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), node.className || node.tagName]);
    }
    return found.sort((a, b) => a[0] - b[0])[0];
}"""


@pytest.fixture(scope="module")
def document() -> str:
    workspace = open_workspace(Settings.from_environment({}))
    parts = publish_presenter_parts(workspace, RegionAddresses("", "", ""))
    places = publish("places.json", json.dumps(PLACES).encode(), "application/json")
    parts = replace(parts, addresses=replace(parts.addresses, places=places))
    briefing = Briefing(title="Panels", scenes=SCENES)
    return publish_presenter(workspace, briefing, parts, marking=marking_of("TLP:GREEN"))


@pytest.fixture
def room(document: str) -> Iterator[Room]:
    with Room(document) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, room: Room) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, color_scheme="light")
    context.set_default_timeout(STEP_TIMEOUT_MS)
    watch = Watch(room.host)
    watch.follow(context)
    opened = context.new_page()
    opened.goto(room.address)
    opened.wait_for_function(IS_READY)
    opened.wait_for_function(IS_STILL)
    yield opened
    context.close()
    assert [problem for problem in watch.problems() if "ERR_CONNECTION" not in problem] == []


def panel(page: Page) -> Locator:
    return page.locator(".md-panel")


def center(page: Page) -> tuple[float, float]:
    page.evaluate("() => { window.__stillFor = 0; }")  # it was still before it set out, too
    page.wait_for_function(IS_STILL)
    at: dict[str, Any] = page.evaluate("() => mapdash.map.getCenter()")
    return at["lng"], at["lat"]


def test_the_filters_count_change_the_map_and_go_back(page: Page) -> None:
    before = center(page)
    page.keyboard.press("l")
    filters = panel(page)
    expect(filters.locator(".mp-lead")).to_have_text("84 of 113 events")
    expect(filters.locator(".mp-differs h3")).to_have_text("As the scene was saved")
    filters.get_by_role("button", name="Only joint exercise").click()
    expect(filters.locator(".mp-lead")).to_have_text("1 of 113 events")
    expect(filters.locator(".mp-changes")).to_have_text("Categoryjoint exercisesaved: all")
    assert page.evaluate("() => mapdash.map.mapdashCanvas.counts().visible") == 1
    filters.get_by_label("China 14", exact=True).check()
    expect(filters.locator(".mp-lead")).to_have_text("14 of 113 events")
    filters.get_by_label("To", exact=True).fill("2015")
    filters.get_by_label("To", exact=True).press("Enter")
    expect(filters.locator(".mp-years")).to_have_text("2008 – 2015")
    filters.get_by_label("To", exact=True).blur()
    page.keyboard.press("0")
    expect(filters.locator(".mp-lead")).to_have_text("84 of 113 events")
    expect(filters.locator(".mp-changes")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(filters).to_be_hidden()
    assert center(page) == pytest.approx(before, abs=0.05)


def test_the_clicker_goes_on_from_a_text_field_and_leaves_the_panel_behind(page: Page) -> None:
    page.keyboard.press("l")
    words = panel(page).get_by_label("Words")
    words.fill("belgrade")
    expect(panel(page).locator(".mp-lead")).to_have_text("36 of 113 events")
    words.press("n")
    words.press("0")
    expect(words).to_have_value("belgraden0")
    words.press("PageDown")
    expect(panel(page)).to_be_hidden()
    page.wait_for_function(
        "() => mapdash.presenter.index === 1 && mapdash.map.mapdashEngine.visibleCount === 113"
    )


def test_without_a_server_an_event_is_found_flown_to_and_read(page: Page, room: Room) -> None:
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes('cards-0-499') && responseEnd)"
    )
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.includes('places.json') && responseEnd)"
    )
    room.stop()
    page.keyboard.press("/")
    find = page.get_by_role("combobox", name="Find an event or a place")
    expect(find).to_be_focused()
    find.press_sequentially("ниш")
    expect(page.get_by_role("option").first).to_contain_text("Niš")
    chosen = page.get_by_role("option").first.locator("strong").inner_text()
    find.press("Enter")
    expect(panel(page).locator("h3")).to_have_text(chosen)
    expect(panel(page).locator("h3")).to_be_focused()
    assert center(page)[1] == pytest.approx(43.3, abs=0.6)
    page.keyboard.press("/")
    find.fill("fiji")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option")).to_have_text("FijiCountry")
    find.press("Enter")
    expect(panel(page)).to_be_hidden()
    expect(page.locator(".md-spot-label").first).to_have_text("Fiji")
    longitude, latitude = center(page)
    assert (longitude % 360, latitude) == pytest.approx((179, -17.5), abs=1.5)
    page.keyboard.press("0")
    page.wait_for_function("() => Math.abs(mapdash.map.getCenter().lat - 44.2) < 0.5")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_panels_are_large_readable_and_leave_the_marking_alone(page: Page, theme: str) -> None:
    page.evaluate("(theme) => mapdash.presenter.setTheme(theme)", theme)
    x, y = page.evaluate(MARK_OF, PLANT)
    page.mouse.click(x, y)
    card = panel(page)
    expect(card.locator("h3")).to_have_text(PLANT)
    expect(card.locator(".mp-sources a")).to_have_attribute("rel", "noopener noreferrer")
    box, bars = card.bounding_box(), page.locator(".md-marking")
    assert box is not None
    for bar in bars.all():
        area = bar.bounding_box()
        assert area is not None
        assert area["y"] + area["height"] <= box["y"] or area["y"] >= box["y"] + box["height"]
    x, _ = page.evaluate(MARK_OF, PLANT)
    assert x < box["x"]
    sizes = [
        float(
            card.locator(name).first.evaluate(
                "(node) => parseFloat(getComputedStyle(node).fontSize)"
            )
        )
        for name in ("h3", "dd", ".mp-text", ".mp-sources a")
    ]
    assert sizes[0] >= 28
    assert min(sizes) >= 20
    for key in ("", "l", "s", "/"):
        if key:
            page.keyboard.press(key)
        worst, name = page.evaluate(CONTRASTS)
        assert worst >= 4.5, (key, name)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_the_sources_of_the_scene_are_listed_with_their_numbers(page: Page) -> None:
    page.keyboard.press("s")
    sources = panel(page)
    expect(sources.locator(".mp-lead")).to_contain_text("sources of what this scene shows")
    listed = page.evaluate("() => mapdash.presenter.scene.sources.length")
    expect(sources.locator(".mp-sources li")).to_have_count(listed)
    assert sources.locator("a").first.get_attribute("href") == page.evaluate(
        "() => mapdash.presenter.scene.sources[0].url"
    )
    page.keyboard.press("s")
    expect(sources).to_be_hidden()
