"""A reader draws an area on the map, or keeps to what is in view; the numbers are Python's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect

from mapdash.briefing import scene_from_query
from mapdash.filters import Region
from mapdash.io import read_borders, read_countries, read_table
from mapdash.services import BorderAreas, load_dataset
from tests.browser.harness import ROOT, SHIPPED_EVENTS

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from mapdash.briefing import Scene
    from mapdash.services import Dataset
    from tests.browser.harness import Chromium, Dashboard, Server

WORLD = "?view=-20,-40,150,60"
BALKANS = "area=13,47;30,47;30,36;13,36"
VISIBLE = "() => [...mapdash.map.mapdashEngine.mask].flatMap((bit, row) => (bit ? [row] : []))"
REGION = "() => mapdash.map.mapdashEngine.filter.region ?? null"
VIEW = "() => mapdash.map.mapdashEngine.filter.view ?? null"
COUNT_IS = "(count) => mapdash.map.mapdashEngine.visibleCount === count"
HAS_REGION = "(isSet) => Boolean(mapdash.map.mapdashEngine.filter.region) === isSet"
SAID = ".md-said"
HINT = ".md-hint"
LABEL = ".md-area-label span"
OUTLINE = "path.md-area-line"
SHEET = ".md-sheet"
FINGERS = """([steps, points]) => {
    const sheet = document.querySelector('.md-sheet');
    const frame = mapdash.map.getContainer().getBoundingClientRect();
    for (const [type, pointerId, [x, y]] of steps) {
        sheet.dispatchEvent(new PointerEvent(type, { pointerId, pointerType: 'touch', isPrimary: pointerId === 1,
            bubbles: true, button: type === 'pointermove' ? -1 : 0, buttons: type === 'pointerup' ? 0 : 1,
            clientX: frame.left + x, clientY: frame.top + y }));
    }
}"""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    geodata = ROOT / "geodata"
    return load_dataset(
        SHIPPED_EVENTS,
        read_table=read_table,
        country_names=read_countries(geodata / "countries.csv"),
        areas=BorderAreas(read_borders(geodata / "borders", view="default")),
    )


def tool(dashboard: Dashboard, name: str) -> Locator:
    return dashboard.map_part(".md-tools").get_by_role("button", name=name, exact=True)


def drag(dashboard: Dashboard, *places: tuple[float, float]) -> None:
    """Press at the first place, go on to the others, and keep the button down."""
    mouse = dashboard.page.mouse
    mouse.move(*dashboard.page_point(*places[0]))
    mouse.down()
    for place in places[1:]:
        mouse.move(*dashboard.page_point(*place), steps=6)


def draw(dashboard: Dashboard, *places: tuple[float, float]) -> None:
    drag(dashboard, *places)
    dashboard.page.mouse.up()


def scene_of_address(dashboard: Dashboard) -> Scene:
    scene, notices = scene_from_query(dashboard.query())
    assert notices == ()
    return scene


def expect_as_python_counts(dashboard: Dashboard, dataset: Dataset) -> list[int]:
    """Check that map and header show what Python finds for the address of the page."""
    wanted: list[int] = np.flatnonzero(
        dataset.index.mask(scene_of_address(dashboard).filter)
    ).tolist()
    dashboard.expect_count(len(wanted))
    assert dashboard.in_map(VISIBLE) == wanted
    return wanted


def region_of_address(dashboard: Dashboard) -> Region:
    region = scene_of_address(dashboard).filter.region
    assert region is not None
    return region


def titles(dashboard: Dashboard) -> list[str]:
    return dashboard.chips.all_text_contents()


def outline_box(dashboard: Dashboard) -> dict[str, Any]:
    box = dashboard.map_part(OUTLINE).bounding_box()
    assert box is not None
    return dict(box)


def test_a_box_shows_while_it_is_drawn_and_is_the_filter_when_it_is_released(
    dashboard: Dashboard, dataset: Dataset
) -> None:
    dashboard.open(WORLD)
    tool(dashboard, "Box").click()
    expect(tool(dashboard, "Box")).to_have_attribute("aria-pressed", "true")
    expect(dashboard.map_part(HINT)).to_have_text(
        "Drag across the map to draw a box. Escape leaves."
    )
    drag(dashboard, (13, 47), (30, 36))
    dashboard.map_frame.wait_for_function(HAS_REGION, arg=True)
    expect(dashboard.map_part(LABEL)).to_be_visible()
    assert "area" not in dashboard.query()
    dashboard.page.mouse.up()
    dashboard.wait_query_has("area")
    visible = expect_as_python_counts(dashboard, dataset)
    assert len(visible) == 77
    expect(dashboard.map_part(LABEL)).to_have_text("Area: 77 events")
    expect(dashboard.map_part(HINT)).to_be_hidden()
    assert len(region_of_address(dashboard).points) == 4
    xs, ys = zip(*region_of_address(dashboard).points, strict=True)
    found = [min(xs), max(xs), min(ys), max(ys)]
    assert found == pytest.approx([13, 30, 36, 47], abs=0.4)
    expect(tool(dashboard, "Box")).to_have_attribute("aria-pressed", "false")


def test_the_map_can_be_dragged_again_after_a_box(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    tool(dashboard, "Box").click()
    before = dashboard.camera()
    dashboard.in_map("() => { mapdash.map.options.inertia = false; }")
    draw(dashboard, (13, 47), (30, 36))
    dashboard.wait_query_has("area")
    assert dashboard.camera() == before
    draw(dashboard, (60, -20), (90, -20))
    assert dashboard.camera().longitude == pytest.approx(before.longitude - 30, abs=2)


def test_a_lasso_keeps_what_lies_in_it(dashboard: Dashboard, dataset: Dataset) -> None:
    dashboard.open(WORLD)
    tool(dashboard, "Lasso").click()
    draw(dashboard, (12, 50), (30, 48), (31, 36), (20, 34), (13, 40))
    dashboard.wait_query_has("area")
    visible = expect_as_python_counts(dashboard, dataset)
    assert len(visible) == 79
    expect(dashboard.map_part(LABEL)).to_have_text("Area: 79 events")


def test_a_long_lasso_has_at_most_100_corners_and_goes_where_it_was_drawn(
    dashboard: Dashboard, dataset: Dataset
) -> None:
    dashboard.open(WORLD)
    tool(dashboard, "Lasso").click()
    star = [
        (
            40 + (30 + 10 * (n % 2)) * math.cos(n * math.tau / 90),
            15 + (22 + 8 * (n % 2)) * math.sin(n * math.tau / 90),
        )
        for n in range(90)
    ]
    draw(dashboard, *star)
    dashboard.wait_query_has("area")
    points = region_of_address(dashboard).points
    assert 40 < len(points) <= 100
    xs, ys = zip(*points, strict=True)
    edges = [min(xs), max(xs), min(ys), max(ys)]
    assert edges == pytest.approx([0, 80, -15, 45], abs=2.5)
    expect_as_python_counts(dashboard, dataset)


def test_a_long_side_of_a_lasso_stays_where_it_was_drawn(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    tool(dashboard, "Lasso").click()
    draw(dashboard, (20, 52), (100, 5), (20, 5))
    dashboard.wait_query_has("area")
    start, end = (dashboard.page_point(*place) for place in ((20, 52), (100, 5)))
    middle = [(a + b) / 2 for a, b in zip(start, end, strict=True)]
    box = dashboard.map_box.bounding_box()
    assert box is not None
    at = dashboard.in_map(
        "([x, y]) => mapdash.map.containerPointToLatLng([x, y])",
        [middle[0] - box["x"], middle[1] - box["y"]],
    )
    region = region_of_address(dashboard)
    # A side with its two ends only would be 6 degrees further north here.
    inside = region.contains([at["lng"]] * 2, [at["lat"] - 1, at["lat"] + 1])
    assert inside.tolist() == [True, False]


def test_shift_and_drag_draws_a_box_without_the_tool(
    dashboard: Dashboard, dataset: Dataset
) -> None:
    dashboard.open(WORLD)
    before = dashboard.camera()
    dashboard.page.keyboard.down("Shift")
    draw(dashboard, (13, 47), (30, 36))
    dashboard.page.keyboard.up("Shift")
    dashboard.wait_query_has("area")
    assert len(expect_as_python_counts(dashboard, dataset)) == 77
    assert dashboard.camera() == before
    expect(dashboard.map_part(SHEET)).to_be_hidden()


def test_a_click_selects_nothing_opens_nothing_and_says_what_to_do(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    mark = max(dashboard.marks(), key=lambda mark: len(mark.rows))
    tool(dashboard, "Box").click()
    dashboard.page.mouse.move(mark.x, mark.y)
    dashboard.click_mark(mark)
    said = "Nothing was drawn: hold down and drag from one corner to the other. Escape leaves."
    expect(dashboard.map_part(HINT)).to_have_text(said)
    expect(dashboard.map_part(SAID)).to_have_text(said)
    expect(dashboard.map_part(".md-popup")).to_have_count(0)
    expect(dashboard.map_part(".md-label:not(.md-time-label):visible")).to_have_count(0)
    assert dashboard.in_map(REGION) is None
    expect(tool(dashboard, "Box")).to_have_attribute("aria-pressed", "true")


def test_marks_answer_again_when_the_tool_is_left(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    mark = max(dashboard.marks(), key=lambda mark: len(mark.rows))
    tool(dashboard, "Lasso").click()
    tool(dashboard, "Lasso").click()
    expect(dashboard.map_part(SHEET)).to_be_hidden()
    dashboard.click_mark(mark)
    expect(dashboard.map_part(".md-popup")).to_be_visible()


def test_escape_takes_back_the_stroke_and_then_leaves_the_tool(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    tool(dashboard, "Box").click()
    drag(dashboard, (13, 47), (30, 36))
    dashboard.map_frame.wait_for_function(COUNT_IS, arg=77)
    dashboard.page.keyboard.press("Escape")
    dashboard.map_frame.wait_for_function(COUNT_IS, arg=113)
    dashboard.page.mouse.up()
    expect(dashboard.map_part(OUTLINE)).to_have_count(0)
    expect(tool(dashboard, "Box")).to_have_attribute("aria-pressed", "true")
    dashboard.page.keyboard.press("Escape")
    expect(tool(dashboard, "Box")).to_have_attribute("aria-pressed", "false")
    dashboard.wait_settled()
    assert "area" not in dashboard.query()


def test_escape_brings_back_the_area_that_was_there(dashboard: Dashboard) -> None:
    dashboard.open(f"{WORLD}&{BALKANS}")
    dashboard.expect_count(77)
    tool(dashboard, "Box").click()
    drag(dashboard, (60, 40), (140, 0))
    dashboard.map_frame.wait_for_function(COUNT_IS, arg=12)
    dashboard.page.keyboard.press("Escape")
    dashboard.map_frame.wait_for_function(COUNT_IS, arg=77)
    dashboard.page.mouse.up()
    expect(dashboard.map_part(LABEL)).to_have_text("Area: 77 events")


def test_an_address_with_an_area_opens_with_its_outline(dashboard: Dashboard) -> None:
    dashboard.open(f"{WORLD}&{BALKANS}")
    dashboard.expect_count(77)
    expect(dashboard.map_part(LABEL)).to_have_text("Area: 77 events")
    box = outline_box(dashboard)
    left, top = dashboard.page_point(13, 47)
    right, bottom = dashboard.page_point(30, 36)
    found = [box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]]
    assert found == pytest.approx([left, top, right, bottom], abs=4)


def test_clear_area_is_there_only_with_an_area_and_takes_it_away(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    expect(tool(dashboard, "Clear area")).to_be_hidden()
    dashboard.open(f"{WORLD}&{BALKANS}")
    dashboard.expect_count(77)
    tool(dashboard, "Clear area").click()
    dashboard.expect_count(113)
    dashboard.wait_query("area", None)
    expect(dashboard.map_part(OUTLINE)).to_have_count(0)
    expect(dashboard.map_part(LABEL)).to_have_count(0)
    expect(tool(dashboard, "Clear area")).to_be_hidden()
    assert dashboard.focus().name == "Box"


def test_the_outline_goes_with_its_chip(dashboard: Dashboard) -> None:
    dashboard.open(f"{WORLD}&{BALKANS}")
    dashboard.expect_count(77)
    dashboard.chips.first.click()
    dashboard.expect_count(113)
    expect(dashboard.map_part(OUTLINE)).to_have_count(0)


def test_a_box_can_be_drawn_with_the_keyboard(dashboard: Dashboard, dataset: Dataset) -> None:
    dashboard.open(WORLD)
    tool(dashboard, "Box").focus()
    dashboard.page.keyboard.press("Enter")
    expect(dashboard.map_part(HINT)).to_have_text(
        "Arrow keys move the box, Shift and arrow keys resize it, Enter takes it, Escape leaves."
    )
    dashboard.map_frame.wait_for_function(HAS_REGION, arg=True)
    first = dashboard.in_map(REGION)
    for _ in range(3):
        dashboard.page.keyboard.press("ArrowLeft")
    for _ in range(4):
        dashboard.page.keyboard.press("Shift+ArrowUp")
    dashboard.map_frame.wait_for_function(
        "(first) => JSON.stringify(mapdash.map.mapdashEngine.filter.region) !== first",
        arg=str(first),
    )
    expect(dashboard.map_part(SAID)).to_contain_text("in the box.")
    dashboard.page.keyboard.press("Enter")
    dashboard.wait_query_has("area")
    region = region_of_address(dashboard)
    assert region.points[0][0] < first[0][0]
    assert region.points[2][1] > first[2][1]
    visible = expect_as_python_counts(dashboard, dataset)
    noun = "event" if len(visible) == 1 else "events"
    expect(dashboard.map_part(SAID)).to_have_text(f"{len(visible)} {noun} in the area.")
    assert dashboard.focus().name == "Box"


def test_escape_leaves_the_box_of_the_keyboard(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    tool(dashboard, "Box").focus()
    dashboard.page.keyboard.press("Enter")
    dashboard.map_frame.wait_for_function(HAS_REGION, arg=True)
    dashboard.page.keyboard.press("Escape")
    dashboard.map_frame.wait_for_function(HAS_REGION, arg=False)
    expect(dashboard.map_part(SHEET)).to_be_hidden()
    assert dashboard.focus().name == "Box"


def test_the_tools_are_in_the_order_of_the_tab_key(dashboard: Dashboard) -> None:
    dashboard.open(f"{WORLD}&{BALKANS}")
    dashboard.expect_count(77)
    tool(dashboard, "Box").focus()
    names = []
    for _ in range(3):
        dashboard.page.keyboard.press("Tab")
        names.append(dashboard.focus().name)
    assert names == ["Lasso", "Only in view", "Clear area"]


def test_only_in_view_follows_the_map_while_it_is_dragged_and_back(
    dashboard: Dashboard, dataset: Dataset
) -> None:
    dashboard.open("?view=-10,20,60,60")
    tool(dashboard, "Only in view").click()
    expect(tool(dashboard, "Only in view")).to_have_attribute("aria-pressed", "true")
    dashboard.wait_query("only", ["view"])
    first = expect_as_python_counts(dashboard, dataset)
    assert len(first) < 113
    drag(dashboard, (40, 35), (-5, 35))
    # Before the button is up, and before Python knows.
    assert dashboard.in_map(VISIBLE) != first
    assert dashboard.in_map(VIEW) == pytest.approx(
        dashboard.in_map("() => mapdash.viewBounds(mapdash.map)"), abs=1e-6
    )
    dashboard.page.mouse.up()
    dashboard.wait_query_shows_camera()
    second = expect_as_python_counts(dashboard, dataset)
    assert second != first
    draw(dashboard, (50, 35), (95, 35))
    dashboard.wait_query_shows_camera()
    expect_as_python_counts(dashboard, dataset)
    tool(dashboard, "Only in view").click()
    dashboard.expect_count(113)
    dashboard.wait_query("only", None)
    expect(tool(dashboard, "Only in view")).to_have_attribute("aria-pressed", "false")


def test_what_the_drag_showed_is_never_taken_back_until_python_has_answered(
    dashboard: Dashboard,
) -> None:
    dashboard.open("?view=-10,20,60,60")
    tool(dashboard, "Only in view").click()
    dashboard.wait_query("only", ["view"])
    drag(dashboard, (40, 35), (-5, 35))
    dashboard.in_map("""() => {
        window.__counts = [mapdash.map.mapdashEngine.visibleCount];
        mapdash.map.mapdashEngine.listen((engine) => window.__counts.push(engine.visibleCount));
        mapdash.map.options.inertia = false;
    }""")
    dashboard.page.mouse.up()
    dashboard.wait_query_shows_camera()
    assert len(set(dashboard.in_map("() => window.__counts"))) == 1


def test_only_in_view_is_pressed_when_the_address_says_so_and_not_when_its_chip_goes(
    dashboard: Dashboard,
) -> None:
    dashboard.open("?view=-10,20,60,60&only=view")
    expect(tool(dashboard, "Only in view")).to_have_attribute("aria-pressed", "true")
    dashboard.chips.first.click()
    dashboard.expect_count(113)
    expect(tool(dashboard, "Only in view")).to_have_attribute("aria-pressed", "false")


def test_a_box_over_the_antimeridian_has_longitudes_that_run_on(
    chromium: Chromium, server: Server, dataset: Dataset
) -> None:
    dashboard = chromium.new_dashboard(server).open("?view=110,-40,-110,60")
    tool(dashboard, "Box").click()
    draw(dashboard, (230, 58), (125, 20))
    dashboard.wait_query_has("area")
    points = region_of_address(dashboard).points
    assert points[0][0] == pytest.approx(125, abs=1)
    assert points[1][0] == pytest.approx(230, abs=1)
    expect_as_python_counts(dashboard, dataset)


def test_an_area_is_drawn_in_every_copy_of_the_world_in_view(dashboard: Dashboard) -> None:
    dashboard.open("?area=170,60;190,60;190,-40;170,-40&view=-180,-60,180,80")
    expect(dashboard.map_part(LABEL)).to_have_text("Area: no events")
    dashboard.in_map("() => mapdash.map.setView([10, 0], 2, { animate: false })")
    path = dashboard.map_part(OUTLINE)
    rings = "(path) => path.getAttribute('d').split('M').length - 1"
    assert path.evaluate(rings) == 2


def test_a_second_finger_takes_back_the_stroke(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    tool(dashboard, "Box").click()
    down, move = [["pointerdown", 1, [300, 200]], ["pointermove", 1, [500, 350]]]
    # A finger that a script makes cannot be captured.
    dashboard.in_map("() => { document.querySelector('.md-sheet').setPointerCapture = () => {}; }")
    dashboard.in_map(FINGERS, [[down, move], []])
    dashboard.map_frame.wait_for_function(HAS_REGION, arg=True)
    dashboard.in_map(FINGERS, [[["pointerdown", 2, [600, 300]]], []])
    dashboard.map_frame.wait_for_function(HAS_REGION, arg=False)
    expect(tool(dashboard, "Box")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_tools_have_names_at_every_width(
    chromium: Chromium, server: Server, width: int, height: int
) -> None:
    dashboard = chromium.new_dashboard(server, width=width, height=height).open(f"?{BALKANS}")
    for name in ("Box", "Lasso", "Only in view", "Clear area"):
        expect(tool(dashboard, name)).to_be_visible()
        box = tool(dashboard, name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
