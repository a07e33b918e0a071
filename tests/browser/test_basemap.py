"""The bundled basemap as a person sees it: painted from ranges of one file, in the reader's theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Response, Route

    from tests.browser.harness import Chromium, Dashboard, Server

PICTURE = ".mapdash-basemap canvas:not([style*=hidden])"
FILE = "**/*.pmtiles"
MOST_REQUESTS = 10
SERBIA, PACIFIC = "?view=18,41,24,47", "?view=150,-30,-160,40"

# Boxes have some air about the letters; that of a name may touch that of its own dot.
AIR = 3

LAYER = """() => {
    let found = null;
    mapdash.map.eachLayer((layer) => { if (layer.names) found = layer; });
    return found;
}"""
WAIT_PAINTED = f"""(theme) => {{
    const layer = ({LAYER})();
    const frame = layer && layer._front && layer._front.frame;
    return Boolean(frame) && !layer._coming && frame.theme === theme
        && frame.zoom === mapdash.map.getZoom();
}}"""
# Names that lie under a mark of the events, and pairs of names that lie on one another.
CLASHES = f"""() => {{
    const {{ boxes, zoom, world, left, top }} = ({LAYER})().names();
    const meets = ([a, b, c, d], [e, f, g, h]) => c - e > {AIR} && g - a > {AIR} && d - f > {AIR} && h - b > {AIR};
    const marks = mapdash.map.mapdashObstacles(zoom).map(({{ x, y, r }}) => [x * world - left, y * world - top, r]);
    const isUnder = (box) => marks.some(([x, y, r]) => Math.hypot(
        x - Math.min(Math.max(x, box[0]), box[2]), y - Math.min(Math.max(y, box[1]), box[3])) < r);
    const pairs = boxes.flatMap((box, i) => boxes.slice(i + 1).filter((other) => meets(box, other)));
    return {{ names: boxes.length, marks: marks.length, under: boxes.filter(isUnder).length, on: pairs.length }};
}}"""
SWITCH = "(theme) => mapdash.apply({ theme })"
# The darkest and the lightest channel of a few hundred places on the picture.
BRIGHTNESS = """(canvas) => {
    const { width, height } = canvas;
    const data = canvas.getContext('2d').getImageData(0, 0, width, height).data;
    let sum = 0, count = 0;
    for (let i = 0; i < data.length; i += 4 * 997) { sum += data[i] + data[i + 1] + data[i + 2]; count += 3; }
    return sum / count;
}"""


def wait_painted(dashboard: Dashboard, theme: str = "light") -> None:
    """Wait until the picture of the view that the map shows is there."""
    dashboard.map_frame.wait_for_function(WAIT_PAINTED, arg=theme)


def brightness(dashboard: Dashboard) -> float:
    found: float = dashboard.map_part(PICTURE).first.evaluate(BRIGHTNESS)
    return found


def follow_file(dashboard: Dashboard) -> list[Response]:
    """Return the list that the answers for the file of tiles will be in."""
    answers: list[Response] = []

    def see(response: Response) -> None:
        if response.url.endswith(".pmtiles"):
            answers.append(response)

    dashboard.page.on("response", see)
    return answers


@pytest.mark.parametrize(("theme", "darkest", "lightest"), [("light", 200, 255), ("dark", 10, 60)])
def test_basemap_is_painted_in_the_theme_of_the_reader(
    chromium: Chromium, server: Server, theme: str, darkest: int, lightest: int
) -> None:
    dashboard = chromium.new_dashboard(server, theme=theme).open(SERBIA)
    wait_painted(dashboard, theme)
    assert dashboard.colours(PICTURE) >= 50
    assert darkest <= brightness(dashboard) <= lightest


def test_basemap_asks_for_few_ranges_of_the_file_and_keeps_them(dashboard: Dashboard) -> None:
    answers = follow_file(dashboard)
    dashboard.open(SERBIA)
    wait_painted(dashboard)
    assert {answer.status for answer in answers} == {206}
    assert 2 <= len(answers) <= MOST_REQUESTS
    assert all("immutable" in answer.headers["cache-control"] for answer in answers)


def test_switch_of_the_theme_paints_anew_and_fetches_nothing(dashboard: Dashboard) -> None:
    dashboard.open(SERBIA)
    wait_painted(dashboard)
    light = brightness(dashboard)
    answers = follow_file(dashboard)
    dashboard.in_map(SWITCH, "dark")
    wait_painted(dashboard, "dark")
    assert brightness(dashboard) < light / 3
    assert answers == []


def test_names_lie_under_no_mark_and_on_no_other_name(dashboard: Dashboard) -> None:
    dashboard.open(SERBIA)
    wait_painted(dashboard)
    clashes: dict[str, Any] = dashboard.in_map(CLASHES)
    assert clashes["names"] >= 50
    assert clashes["marks"] >= 10
    assert (clashes["under"], clashes["on"]) == (0, 0)


def test_picture_reaches_across_the_antimeridian(dashboard: Dashboard) -> None:
    dashboard.open(PACIFIC)
    wait_painted(dashboard)
    west = dashboard.in_map("() => mapdash.map.getBounds().getWest()")
    assert west < 180 < dashboard.in_map("() => mapdash.map.getBounds().getEast()")
    assert dashboard.colours(PICTURE) >= 50


def test_file_that_cannot_be_read_gets_one_sentence(dashboard: Dashboard) -> None:
    def spoil(route: Route) -> None:
        route.fulfill(status=206, body=b"no tiles")

    dashboard.page.route(FILE, spoil)
    dashboard.open(SERBIA)
    expect(dashboard.map_part(".md-problem")).to_contain_text("The basemap cannot be read")
    expect(dashboard.shown).to_have_text("113 of 113 events")


IN_MEMORY = """async () => {
    const shown = (LAYER)();
    const bytes = await (await fetch(shown.options.url, { credentials: 'omit' })).arrayBuffer();
    const source = {
        getKey: () => 'memory',
        getBytes: async (offset, length) => ({ data: bytes.slice(offset, offset + length) }),
    };
    shown.remove();
    const layer = mapdash.vectorBasemap({ source, view: 'default', theme: 'light' });
    const painted = new Promise((done) => { layer.once('load', done); });
    layer.addTo(mapdash.map);
    await painted;
    return layer.stats.paints;
}""".replace("LAYER", LAYER)


def test_a_file_in_memory_is_drawn_without_a_request(dashboard: Dashboard) -> None:
    dashboard.open(SERBIA)
    wait_painted(dashboard)
    answers = follow_file(dashboard)
    assert dashboard.in_map(IN_MEMORY) >= 1
    wait_painted(dashboard)
    assert dashboard.colours(PICTURE) >= 50
    assert len(answers) == 1  # the test's own, which took the bytes
