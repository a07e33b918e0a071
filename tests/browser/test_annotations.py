"""A briefer draws on the map; the drawings belong to the scene and to nobody's data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from mapdash.briefing import scene_from_query

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from mapdash.briefing import Annotation
    from tests.browser.harness import Dashboard

WORLD = "?view=-20,-40,150,60"
BALKANS = "?view=13,41,26,47"
ITEMS = "() => mapdash.annotator.items"
KINDS_ARE = "(kinds) => mapdash.annotator.items.map(({ kind }) => kind).join() === kinds"
INK = "canvas.md-ink"
SAID = ".md-draw-said"
HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}${1}"


def opener(dashboard: Dashboard) -> Locator:
    return dashboard.map_part(".md-tools").get_by_role("button", name="Draw", exact=True)


def bar(dashboard: Dashboard) -> Locator:
    return dashboard.map_part(".md-draw-bar")


def button(dashboard: Dashboard, name: str) -> Locator:
    return bar(dashboard).get_by_role("button", name=name, exact=True)


def draw(dashboard: Dashboard, *places: tuple[float, float]) -> None:
    mouse = dashboard.page.mouse
    mouse.move(*dashboard.page_point(*places[0]))
    mouse.down()
    for place in places[1:]:
        mouse.move(*dashboard.page_point(*place), steps=4)
    mouse.up()


def click(dashboard: Dashboard, longitude: float, latitude: float) -> None:
    dashboard.page.mouse.click(*dashboard.page_point(longitude, latitude))


def press(dashboard: Dashboard, *keys: str) -> None:
    for key in keys:
        dashboard.page.keyboard.press(key)


def wait_kinds(dashboard: Dashboard, *kinds: str) -> list[dict[str, Any]]:
    dashboard.map_frame.wait_for_function(KINDS_ARE, arg=",".join(kinds))
    items: list[dict[str, Any]] = dashboard.in_map(ITEMS)
    return items


def drawn_in_address(dashboard: Dashboard) -> tuple[Annotation, ...]:
    scene, notices = scene_from_query(dashboard.query())
    assert notices == ()
    return scene.annotations


def is_inked(dashboard: Dashboard) -> bool:
    dashboard.in_map("() => new Promise(requestAnimationFrame)")
    return dashboard.colours(INK) > 2


def test_each_kind_is_drawn_with_the_mouse_and_survives_a_reload(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    camera = dashboard.camera()
    opener(dashboard).click()
    expect(bar(dashboard)).to_contain_text("Your own drawing, not from the data.")
    draw(dashboard, (20, -10), (30, -20), (40, -10), (50, -25))
    button(dashboard, "Arrow").click()
    draw(dashboard, (60, -20), (80, -5))
    button(dashboard, "Circle").click()
    draw(dashboard, (100, 0), (110, 5))
    expect(bar(dashboard).get_by_label("Radius")).not_to_have_value("")
    bar(dashboard).get_by_label("Radius").fill("25")
    press(dashboard, "Enter")
    button(dashboard, "Text").click()
    click(dashboard, 0, 20)
    dashboard.page.keyboard.type(HOSTILE)
    press(dashboard, "Enter")
    button(dashboard, "Measure").click()
    draw(dashboard, (0, 0), (0, -20))
    items = wait_kinds(dashboard, "pen", "arrow", "circle", "text", "distance")
    assert 4 <= len(items[0]["points"]) < 40
    assert items[1]["points"] == [pytest.approx([60, -20], abs=1), pytest.approx([80, -5], abs=1)]
    assert (items[2]["radiusKm"], items[3]["text"]) == (25, HOSTILE)
    # 20 degrees of a meridian are 2,212 km.
    name = dashboard.map_part(INK).get_attribute("aria-label") or ""
    said, _, measured = name.rpartition(": ")
    assert said == (
        "Drawn by the briefer, not from the data: Pen stroke; Arrow; "
        f"Circle with a radius of 25 km; Text: {HOSTILE}; Measured distance"
    )
    assert measured in {f"{km} km" for km in ("2,190", "2,200", "2,210", "2,220", "2,230")}
    assert dashboard.camera() == camera
    dashboard.wait_query_has("draw")
    dashboard.wait_settled()
    kinds = [annotation.kind for annotation in drawn_in_address(dashboard)]
    assert kinds == ["pen", "arrow", "circle", "text", "distance"]
    dashboard.page.reload()
    dashboard.wait_painted()
    assert wait_kinds(dashboard, *kinds) == items
    assert is_inked(dashboard)


def test_erase_all_takes_everything_away_and_undo_brings_it_back(dashboard: Dashboard) -> None:
    dashboard.open(f"{WORLD}&draw=circle;25;20.46,44.81&draw=text;0,20;Here")
    wait_kinds(dashboard, "circle", "text")
    opener(dashboard).click()
    press(dashboard, "e")
    wait_kinds(dashboard)
    assert not is_inked(dashboard)
    expect(bar(dashboard)).to_contain_text("2 drawings taken off. Undo brings them back.")
    dashboard.wait_query("draw", None)
    press(dashboard, "Control+z")
    wait_kinds(dashboard, "circle", "text")
    dashboard.wait_query("draw", ["circle;25;20.46,44.81", "text;0,20;Here"])
    button(dashboard, "Arrow").click()
    draw(dashboard, (60, -20), (80, -5))
    wait_kinds(dashboard, "circle", "text", "arrow")
    button(dashboard, "Undo").click()
    wait_kinds(dashboard, "circle", "text")


def test_one_drawing_is_chosen_changed_and_deleted(dashboard: Dashboard) -> None:
    dashboard.open(f"{WORLD}&draw=arrow;0,0;30,0&draw=circle;900;100,0")
    wait_kinds(dashboard, "arrow", "circle")
    opener(dashboard).click()
    button(dashboard, "Select").click()
    button(dashboard, "Next").click()
    expect(bar(dashboard)).to_contain_text("1 of 2: Arrow")
    button(dashboard, "Next").click()
    expect(bar(dashboard)).to_contain_text("2 of 2: Circle with a radius of 900 km")
    bar(dashboard).get_by_label("Radius").fill("1,000")
    press(dashboard, "Enter")
    dashboard.wait_query("draw", ["arrow;0,0;30,0", "circle;1000;100,0"])
    click(dashboard, 15, 0)
    expect(bar(dashboard)).to_contain_text("1 of 2: Arrow")
    press(dashboard, "Delete")
    wait_kinds(dashboard, "circle")
    dashboard.wait_query("draw", ["circle;1000;100,0"])


def test_a_circle_is_drawn_with_the_keyboard_alone(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    opener(dashboard).focus()
    press(dashboard, "Enter")
    assert dashboard.focus().name == "Pen"
    button(dashboard, "Circle").focus()
    press(dashboard, "Enter", "ArrowRight", "ArrowRight", "Shift+ArrowUp", "Enter")
    dashboard.page.keyboard.type("0.5x")
    press(dashboard, "Enter")
    expect(bar(dashboard)).to_contain_text("Type a radius from 0.1 to 5,000 km, such as 25.")
    bar(dashboard).get_by_label("Radius").fill("250")
    press(dashboard, "Enter")
    (circle,) = wait_kinds(dashboard, "circle")
    assert circle["radiusKm"] == 250
    expect(dashboard.map_part(SAID)).to_have_text(
        "Circle with a radius of 250 km. 1 drawing on the map."
    )
    press(dashboard, "Escape")
    expect(bar(dashboard)).to_be_hidden()
    assert dashboard.focus().name == "Draw"


def test_escape_takes_back_the_stroke_then_leaves_and_marks_answer_again(
    dashboard: Dashboard,
) -> None:
    dashboard.open(WORLD)
    mark = dashboard.mark_of(9)
    opener(dashboard).click()
    dashboard.click_mark(mark)
    expect(bar(dashboard)).to_contain_text("Nothing was drawn: hold down and draw.")
    expect(dashboard.card).to_have_count(0)
    dashboard.page.mouse.move(*dashboard.page_point(60, -20))
    dashboard.page.mouse.down()
    dashboard.page.mouse.move(*dashboard.page_point(80, -5), steps=4)
    press(dashboard, "Escape")
    dashboard.page.mouse.up()
    expect(bar(dashboard)).to_be_visible()
    press(dashboard, "Escape")
    expect(bar(dashboard)).to_be_hidden()
    assert dashboard.in_map(ITEMS) == []
    dashboard.click_mark(mark)
    expect(dashboard.card).to_be_visible()


def test_drawing_and_choosing_events_take_turns(dashboard: Dashboard) -> None:
    dashboard.open(WORLD)
    box = dashboard.map_part(".md-tools").get_by_role("button", name="Box", exact=True)
    opener(dashboard).click()
    box.click()
    expect(bar(dashboard)).to_be_hidden()
    opener(dashboard).click()
    expect(box).to_have_attribute("aria-pressed", "false")


def test_a_distance_from_an_event_known_to_its_town_says_about(dashboard: Dashboard) -> None:
    dashboard.open(f"{WORLD}&q=Mapinga")
    (mark,) = dashboard.marks()
    opener(dashboard).click()
    button(dashboard, "Measure").click()
    x, y = dashboard.page_point(60, -20)
    dashboard.page.mouse.click(mark.x + 3, mark.y + 3)
    dashboard.page.mouse.click(x, y)
    press(dashboard, "Escape")
    (distance,) = wait_kinds(dashboard, "distance")
    assert distance["points"][0] == [39.0667, -6.6]
    expect(dashboard.map_part(SAID)).to_contain_text(re.compile(r"distance: about 2,[67]\d\d km"))


def test_distances_and_circles_are_those_of_the_ellipsoid(dashboard: Dashboard) -> None:
    dashboard.open(BALKANS)
    measured = dashboard.in_map("""() => [
        mapdash.geodesy.distanceKm([20.46, 44.81], [114.5, 38.04]),
        mapdash.geodesy.distanceKm([179, 0], [181, 0]),
        mapdash.geodesy.distanceKm([0, 89], [180, 89]),
        mapdash.geodesy.destination([20.46, 44.81], Math.PI / 2, 250)[0],
    ]""")
    # Figures of Karney's algorithm (pyproj 3).
    expected = [7439.765724, 222.638982, 223.387730, 23.618687]
    assert measured == pytest.approx(expected, abs=1e-6)
    # Round the pole, once round the world, and everywhere as far away.
    ring = dashboard.in_map("() => mapdash.geodesy.ring([10, 85], 1000)")
    assert abs(ring[-1][0] - ring[0][0]) == pytest.approx(360)
    far = dashboard.in_map(
        "(ring) => ring.map((at) => mapdash.geodesy.distanceKm([10, 85], at))", ring
    )
    assert far == pytest.approx([1000] * len(far), abs=1e-6)
