"""Drawing during a talk: one key opens the tools, one erases all, and the scenes go on meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mapdash.bounds import Bounds
from mapdash.briefing import Annotation, Briefing, Scene
from mapdash.composition import open_workspace, publish_presenter, publish_presenter_parts
from mapdash.render.leaflet import RegionAddresses
from mapdash.settings import Settings
from tests.browser.harness import STEP_TIMEOUT_MS, Watch
from tests.browser.test_presenter_panels import IS_STILL, Room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SCENES = (
    Scene(title="Serbia", bounds=Bounds(18.6, 42.0, 23.2, 46.3)),
    Scene(
        title="Everything",
        bounds=Bounds(-10, 20, 140, 60),
        annotations=(Annotation("circle", ((20.46, 44.81),), radius_km=25),),
    ),
)
STATE = "(wanted) => [mapdash.presenter.index, mapdash.annotator.items.length].join() === wanted"
IS_READY = (
    "() => window.mapdash && mapdash.map && mapdash.annotator && mapdash.presenter.index === 0"
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    workspace = open_workspace(Settings.from_environment({}))
    parts = publish_presenter_parts(workspace, RegionAddresses("", "", ""))
    briefing = Briefing(title="Drawing", scenes=SCENES)
    with Room(publish_presenter(workspace, briefing, parts, marking=None)) as room:
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        context.set_default_timeout(STEP_TIMEOUT_MS)
        watch = Watch(room.host)
        watch.follow(context)
        opened = context.new_page()
        opened.goto(room.address)
        opened.wait_for_function(IS_READY)
        opened.wait_for_function(IS_STILL)
        yield opened
        context.close()
    assert watch.problems() == []


def wait(page: Page, scene: int, drawings: int) -> None:
    page.wait_for_function(STATE, arg=f"{scene},{drawings}")


def test_drawings_belong_to_their_scene_and_go_with_one_key(page: Page) -> None:
    bar = page.locator(".md-draw-bar")
    page.keyboard.press("a")
    expect(bar).to_contain_text("Your own drawing, not from the data.")
    page.mouse.move(900, 300)
    page.mouse.down()
    page.mouse.move(1200, 500, steps=5)
    page.mouse.up()
    wait(page, 0, 1)
    for key, scene in ((" ", 1), ("PageUp", 0), ("ArrowRight", 1)):
        page.keyboard.press(key)
        wait(page, scene, 1)
    assert page.evaluate("() => mapdash.annotator.items[0].radiusKm") == 25
    page.keyboard.press("e")
    wait(page, 1, 0)
    page.keyboard.press("Control+z")
    wait(page, 1, 1)
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    page.keyboard.press("PageUp")
    wait(page, 0, 1)
    assert page.evaluate("() => mapdash.annotator.items[0].kind") == "pen"
    page.keyboard.press("E")
    wait(page, 0, 0)
    assert page.evaluate(
        "() => mapdash.presenter.data.scenes.map((s) => s.annotations.length)"
    ) == [
        0,
        1,
    ]
