"""The layers that a reader can add: density, arcs, and counts by country."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np
import pytest
from playwright.sync_api import expect

from mapdash.events import validate_events
from mapdash.io import read_table
from tests.browser.harness import SHIPPED_EVENTS

if TYPE_CHECKING:
    import pandas as pd
    from playwright.sync_api import Locator

    from tests.browser.harness import Dashboard

SERBIA = "view=18,41.5,23.5,46.5"
WORLD = "view=-20,-40,150,60"
IS_SHOWN = "(name) => Boolean(mapdash.map.mapdashLayers.layer(name))"
COUNTED = """(name) => {
    const layer = mapdash.map.mapdashLayers.layer(name);
    return { counts: [...layer.counts], starts: layer.starts, most: layer.most };
}"""
BY_COUNTRY = """() => {
    const layer = mapdash.map.mapdashLayers.layer('choropleth');
    const found = {};
    layer.outlines.forEach((area, n) => { if (layer.counts[n]) found[area.code] = layer.counts[n]; });
    return { level: layer.level, found };
}"""
ARCS = """() => {
    const layer = mapdash.map.mapdashLayers.layer('arcs');
    return layer.arcs.map(({ actor, x, y, count }) => ({ actor: layer.countries[actor].code, x, y, count }));
}"""
GREAT_CIRCLE = """([from, to]) => {
    const { unitX, unitY, arcs } = mapdash;
    const at = ([longitude, latitude]) => ({ x: unitX(longitude), y: unitY(latitude) });
    const { points, west, east } = arcs.greatCircle(at(from), at(to));
    const latitude = (y) => Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180 / Math.PI;
    return { west, east, points: points.map(({ x, y, isOnMap }) => [x * 360 - 180, latitude(y), isOnMap]) };
}"""
MANY_ARCS = """([marks, actors]) => {
    const kind = mapdash.overlay.optionalLayers.find(({ name }) => name === 'arcs');
    const countries = Array.from({ length: actors }, (_, n) => ({ code: `A${n}`, label: [n / actors, 0.5] }));
    const none = { arrange: () => [] };
    const found = Array.from({ length: marks }, (_, n) => ({ rows: n % 2 ? [n] : [n, marks + n], x: n / marks, y: 0.3 }));
    const sorted = { pinned: { arrange: () => found }, circles: none, provinces: none };
    const canvas = { sorted, columns: { rows: 2 * marks }, outlines: [], visible: () => null };
    const regions = { countries, country: new Int32Array(2 * marks).fill(-1),
        actorSet: new Int32Array(2 * marks), actorSets: [[0]] };
    const layer = kind.make({ mapdashCanvas: canvas, getZoom: () => 4 }, { visibleCount: marks + marks / 2 }, { regions });
    layer.update();
    return { counts: layer.arcs.map(({ count }) => count), notes: layer.legend().notes };
}"""


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    found, _ = validate_events(read_table(Path(SHIPPED_EVENTS)))
    return found


def show(dashboard: Dashboard, *names: str, view: str = WORLD, query: str = "") -> None:
    shown = "".join(f"&show={name}" for name in names)
    dashboard.open(f"?{view}{shown}{query}")
    for name in names:
        dashboard.map_frame.wait_for_function(IS_SHOWN, arg=name)


def legend(dashboard: Dashboard, name: str) -> Locator:
    return dashboard.map_part(f".md-layer[data-layer='{name}']")


def switch(dashboard: Dashboard, label: str) -> Locator:
    return dashboard.page.get_by_role("switch", name=label, exact=True)


def test_layers_are_off_at_first_and_nothing_of_them_is_fetched(dashboard: Dashboard) -> None:
    asked: list[str] = []
    dashboard.page.on("request", lambda request: asked.append(request.url))
    dashboard.open()
    for label in ("Density", "Arcs", "Counts by country"):
        expect(switch(dashboard, label)).not_to_be_checked()
    expect(dashboard.map_part(".md-layer")).to_have_count(0)
    expect(dashboard.map_part(".md-layer-canvas")).to_have_count(0)
    own = ("regions.bin", "countries.bin", "provinces.bin")
    assert not [url for url in asked if url.endswith(own)]
    switch(dashboard, "Arcs").check()
    expect(legend(dashboard, "arcs")).to_be_visible()
    assert [url.rsplit("/", 1)[1] for url in asked if url.endswith(own)] == ["regions.bin"]


@pytest.mark.parametrize(
    ("query", "pinned", "left_out"),
    [("", 95, 18), ("&country=SRB&where=place", 64, 10), ("&from=2024&to=2024", None, None)],
)
def test_hexagons_hold_each_event_with_a_point_once(
    dashboard: Dashboard, query: str, pinned: int | None, left_out: int | None
) -> None:
    show(dashboard, "density", query=query)
    counted = dashboard.in_map(COUNTED, "density")
    shown = dashboard.counts()
    assert sum(counted["counts"]) == shown.pinned
    if pinned is not None:
        assert shown.pinned == pinned
        expect(legend(dashboard, "density")).to_contain_text(
            f"{left_out} events are not counted: no town or site is known."
        )


def test_hexagons_are_the_same_wherever_the_map_is(dashboard: Dashboard) -> None:
    show(dashboard, "density", view=SERBIA)
    before = dashboard.in_map(COUNTED, "density")
    dashboard.in_map("() => mapdash.map.panBy([137, 61], { animate: false })")
    dashboard.wait_still()
    assert dashboard.in_map(COUNTED, "density") == before


def test_a_colour_means_the_same_while_time_runs(dashboard: Dashboard) -> None:
    show(dashboard, "density", "choropleth", view=WORLD)
    before = {name: dashboard.in_map(COUNTED, name) for name in ("density", "choropleth")}
    # 2024-01-01 to 2024-12-31, as a drag of the time brush shows it.
    dashboard.in_map("() => mapdash.map.mapdashEngine.preview({ period: [19723, 20088] })")
    dashboard.map_frame.wait_for_function(
        "() => mapdash.map.mapdashLayers.layer('density').pinnedCount < 95"
    )
    for name, old in before.items():
        now = dashboard.in_map(COUNTED, name)
        assert (now["starts"], now["most"]) == (old["starts"], old["most"])
        assert 0 < sum(now["counts"]) < sum(old["counts"])


def random_filters() -> list[dict[str, list[str]]]:
    random = np.random.default_rng(20260313)
    categories = ["joint exercise", "arms transfer", "BRI transport", "BRI other", "BRI energy"]
    return [
        {
            "category": sorted(random.choice(categories, size=3, replace=False).tolist()),
            "precision": sorted(
                random.choice(["exact", "locality", "country", "admin1"], 2, replace=False).tolist()
            ),
        }
        for _ in range(3)
    ]


@pytest.mark.parametrize("wanted", random_filters())
def test_counts_by_country_are_those_of_the_table(
    dashboard: Dashboard, events: pd.DataFrame, wanted: dict[str, list[str]]
) -> None:
    kept = events[
        events["category"].isin(wanted["category"])
        & events["geo_precision"].isin(wanted["precision"])
    ]
    expected = kept.groupby("country", observed=True).size()
    show(dashboard, "choropleth", query=f"&{urlencode(wanted, doseq=True)}")
    counted = dashboard.in_map(BY_COUNTRY)
    assert counted["level"] == "country"
    assert counted["found"] == {str(code): int(n) for code, n in expected.items()}


def test_provinces_count_what_is_known_to_them_and_the_legend_says_the_rest(
    dashboard: Dashboard,
) -> None:
    show(dashboard, "choropleth", view=SERBIA)
    dashboard.map_frame.wait_for_function(
        "() => mapdash.map.mapdashLayers.layer('choropleth').level === 'province'"
    )
    found = dashboard.in_map(BY_COUNTRY)["found"]
    assert sum(found.values()) == 98
    assert (found["RS-00"], found["RS-14"], found["CN-HE"]) == (31, 5, 1)
    box = legend(dashboard, "choropleth")
    expect(box.get_by_role("heading")).to_have_text("Counts by province")
    expect(box).to_contain_text("15 events are in no province: known to a country only.")
    dashboard.in_map("() => mapdash.map.setZoom(4, { animate: false })")
    expect(box.get_by_role("heading")).to_have_text("Counts by country")
    assert dashboard.in_map(BY_COUNTRY)["found"]["SRB"] == 74


def test_a_count_stands_in_each_outline_that_has_room(dashboard: Dashboard) -> None:
    show(dashboard, "choropleth")
    written = dashboard.in_map("() => mapdash.map.mapdashLayers.layer('choropleth').written")
    assert Counter({item["code"]: int(item["text"]) for item in written})["CHN"] == 9
    assert {"RUS", "CHN", "IRN"} <= {item["code"] for item in written}


def test_an_arc_goes_from_an_actor_to_a_mark(dashboard: Dashboard) -> None:
    show(dashboard, "arcs")
    arcs = dashboard.in_map(ARCS)
    ends: list[dict[str, Any]] = dashboard.in_map(
        """() => {
            const { marks, provinces, outlines } = mapdash.map.mapdashCanvas;
            return [...marks, ...provinces.map(({ area }) => outlines[area])].map(({ x, y }) => ({ x, y }));
        }"""
    )
    places = {(end["x"], end["y"]) for end in ends}
    assert {(arc["x"], arc["y"]) for arc in arcs} <= places
    assert {arc["actor"] for arc in arcs} == {"CHN", "IRN", "MOZ", "RUS", "SRB", "USA"}
    # Serbia took part at home 64 times, which draws nothing; abroad it went to China and Croatia.
    serbia = [arc for arc in arcs if arc["actor"] == "SRB"]
    assert sum(arc["count"] for arc in serbia) < 15
    expect(legend(dashboard, "arcs")).to_contain_text(
        "From the middle of the actor's country; it says who took part, not a route."
    )
    expect(legend(dashboard, "arcs")).to_contain_text("events have no arc: known to a country")


def test_events_known_to_a_country_only_have_no_arc(dashboard: Dashboard) -> None:
    show(dashboard, "arcs", query="&precision=country")
    assert dashboard.in_map(ARCS) == []
    expect(legend(dashboard, "arcs")).to_contain_text("15 events have no arc")


def test_the_most_numerous_arcs_are_drawn_and_the_legend_says_how_many_are_not(
    dashboard: Dashboard,
) -> None:
    dashboard.open()
    drawn = dashboard.in_map(MANY_ARCS, [500, 5])
    assert drawn["counts"] == [2] * 250 + [1] * 150
    assert "The 400 arcs with the most events are drawn; 100 more are left out." in drawn["notes"]


def test_a_great_circle_bends_to_the_pole_and_goes_on_over_the_antimeridian(
    dashboard: Dashboard,
) -> None:
    dashboard.open()
    path = dashboard.in_map(GREAT_CIRCLE, [[170, 50], [-170, 50]])
    points = path["points"]
    assert points[0][:2] == pytest.approx([170, 50], abs=1e-6)
    assert points[-1][:2] == pytest.approx([190, 50], abs=1e-6)
    assert max(latitude for _, latitude, _ in points) == pytest.approx(50.43, abs=0.01)
    steps = np.diff([longitude for longitude, _, _ in points])
    assert steps.min() > 0
    assert steps.max() < 5


def test_a_great_circle_over_the_pole_leaves_the_map_and_comes_back(dashboard: Dashboard) -> None:
    dashboard.open()
    path = dashboard.in_map(GREAT_CIRCLE, [[20, 60], [-160, 60]])
    points = path["points"]
    on_map = [is_on_map for _, _, is_on_map in points]
    assert on_map[0]
    assert on_map[-1]
    assert not all(on_map)
    kept = {round(longitude) % 360 for longitude, _, is_on_map in points if is_on_map}
    assert kept == {20, 200}


def test_a_layer_is_closed_on_the_map_with_the_keyboard(dashboard: Dashboard) -> None:
    show(dashboard, "density", "arcs")
    expect(switch(dashboard, "Density")).to_be_checked()
    close = dashboard.map_part("button[aria-label='Take “Density” off the map']")
    close.focus()
    dashboard.page.keyboard.press("Enter")
    expect(legend(dashboard, "density")).to_have_count(0)
    dashboard.wait_query("show", ["arcs"])
    expect(switch(dashboard, "Density")).not_to_be_checked()
    expect(legend(dashboard, "arcs")).to_be_visible()
    switch(dashboard, "Density").check()
    expect(legend(dashboard, "density")).to_be_visible()


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", as WCAG 2 has it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return float(np.dot([0.2126, 0.7152, 0.0722], linear))


def test_a_scale_holds_without_its_hues(dashboard: Dashboard) -> None:
    dashboard.open()
    palettes = dashboard.in_map("() => mapdash.overlay.PALETTE")
    for scale in (scale for themes in palettes.values() for scale in themes.values()):
        steps = np.array([luminance(colour) + 0.05 for colour in scale])
        ratios = steps[1:] / steps[:-1]
        assert (ratios > 1.2).all() or (ratios < 1 / 1.2).all()


def test_layers_follow_the_filter(dashboard: Dashboard) -> None:
    show(dashboard, "density", "choropleth")
    dashboard.choice("Belarus").check()
    dashboard.expect_count(16)
    dashboard.map_frame.wait_for_function(
        "() => mapdash.map.mapdashLayers.layer('density').pinnedCount === 11"
    )
    assert dashboard.in_map(BY_COUNTRY)["found"] == {"BLR": 16}
