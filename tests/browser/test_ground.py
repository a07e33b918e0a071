"""What stands under the events: countries, routes, places to fly to, distances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.harness import Chromium, Dashboard, Server

SERBIA = "?view=18,41.5,23.5,46.5"
BELARUS = "?view=20,50,35,57"


def test_the_badge_of_a_country_lists_what_is_known_to_it_only(dashboard: Dashboard) -> None:
    dashboard.open(SERBIA)
    (badge,) = dashboard.drawn_as("country")
    assert len(badge.rows) == 10
    dashboard.click_mark(badge)
    popup = dashboard.map_part(".md-list")
    expect(popup.get_by_role("heading")).to_have_text("10 events known to Serbia only")
    expect(popup.locator("li")).to_have_count(10)
    dashboard.wait_still()  # the map makes room for the list
    popup.get_by_text("China-Serbia free trade agreement enters into force").click()
    expect(dashboard.card_title).to_have_text("China-Serbia free trade agreement enters into force")
    expect(dashboard.card).to_contain_text("No mark on the map: only the country is known")
    assert dashboard.map_part(".md-pulse, .md-uncertainty").count() == 0


def test_the_badge_counts_what_the_filter_leaves(dashboard: Dashboard) -> None:
    dashboard.open(SERBIA + "&category=arms transfer")
    (badge,) = dashboard.drawn_as("country")
    assert 0 < len(badge.rows) < 10
    dashboard.category("arms transfer").dblclick()
    dashboard.open(SERBIA + "&precision=exact")
    assert dashboard.drawn_as("country") == []


def test_a_badge_is_reached_and_opened_with_the_keyboard(dashboard: Dashboard) -> None:
    dashboard.open(BELARUS)
    button = dashboard.map_part(".md-mark[aria-label^='5 events known to Belarus only']")
    expect(button).to_have_count(1)
    button.focus()
    dashboard.page.keyboard.press("Enter")
    expect(dashboard.map_part(".md-list li")).to_have_count(5)
    expect(dashboard.map_part(".md-list li button").first).to_be_focused()


def test_town_or_better_leaves_no_area(dashboard: Dashboard) -> None:
    dashboard.open()
    dashboard.open_section("More filters")
    pick = dashboard.page.get_by_role("button", name="Town or better", exact=True)
    pick.click()
    dashboard.expect_count(95)
    expect(pick).to_have_attribute("aria-pressed", "true")
    expect(dashboard.chips).to_have_count(1)
    assert dashboard.counts().areas == 0
    assert dashboard.drawn_as("country") == []
    dashboard.chips.click()
    dashboard.expect_count(113)


def test_a_route_lists_its_events_and_says_that_it_is_schematic(dashboard: Dashboard) -> None:
    dashboard.open("?view=16,44.5,23,48")
    (railway,) = [route for route in dashboard.drawn_as("route") if len(route.rows) == 5]
    x, y = dashboard.page_point(19.37, 46.85)  # between Kiskunhalas and Soroksár
    dashboard.page.mouse.click(x, y)
    popup = dashboard.map_part(".md-list")
    expect(popup).to_contain_text("Schematic")
    expect(popup).to_contain_text("not the track")
    dashboard.wait_still()  # the map makes room for the list
    popup.locator("li button").first.click()
    expect(dashboard.card).to_be_visible()
    assert railway.is_area


def test_routes_go_with_their_events_and_with_the_switch(dashboard: Dashboard) -> None:
    dashboard.open(SERBIA)
    assert len(dashboard.drawn_as("route")) > 5
    switch = dashboard.page.get_by_role("switch", name="Routes", exact=True)
    switch.uncheck()
    dashboard.wait_query("hide", ["routes"])
    dashboard.map_frame.wait_for_function("() => mapdash.map.mapdashCanvas.routes.length === 0")
    switch.check()
    dashboard.map_frame.wait_for_function("() => mapdash.map.mapdashCanvas.routes.length > 5")
    dashboard.category("BRI transport").click()
    dashboard.map_frame.wait_for_function("() => mapdash.map.mapdashCanvas.routes.length === 0")


@pytest.mark.parametrize(
    ("typed", "name", "longitude", "latitude"),
    [
        ("smederev", "Smederevo", 20.93, 44.66),
        ("Београд", "Belgrade", 20.46, 44.8),
        ("石家庄", "Shijiazhuang", 114.48, 38.04),
    ],
)
def test_the_search_flies_to_a_place(
    dashboard: Dashboard, typed: str, name: str, longitude: float, latitude: float
) -> None:
    dashboard.open()
    dashboard.search.fill(typed)
    places = dashboard.page.get_by_role("list", name="Places on the map")
    places.get_by_role("button").filter(has_text=name).first.click()
    expect(dashboard.map_part(".md-spot-label").first).to_have_text(name)
    dashboard.map_frame.wait_for_function("() => mapdash.map.getZoom() > 7")
    camera = dashboard.camera()
    assert camera.longitude == pytest.approx(longitude, abs=0.1)
    assert camera.latitude == pytest.approx(latitude, abs=0.1)


def test_a_misspelling_is_offered_and_not_taken(dashboard: Dashboard) -> None:
    dashboard.open()
    dashboard.search.fill("Heibei")
    places = dashboard.page.get_by_role("list", name="Places on the map")
    expect(places.get_by_role("listitem").first).to_contain_text("Hebei")
    expect(places.get_by_role("listitem").first).to_contain_text("Did you mean this?")


def test_distances_from_a_border_are_on_the_map_the_card_and_the_table(
    chromium: Chromium, server: Server
) -> None:
    dashboard = chromium.new_dashboard(server, width=1920, height=1080)
    dashboard.open(BELARUS + "&event=E002&table=1")
    dashboard.open_section("Distances")
    dashboard.page.get_by_label("Measure from").select_option(label="The border of Poland")
    expect(dashboard.card).to_contain_text(
        "about 5 km from the border of Poland (0 to 30 km); place known to ±25 km"
    )
    dashboard.wait_query("near", ["border:POL"])
    expect(dashboard.map_part(".leaflet-container[data-rings='3']")).to_have_count(1)
    labels = dashboard.map_part(".md-ring-label").all_inner_texts()
    assert labels
    assert set(labels) <= {"50 km", "100 km", "250 km"}
    expect(
        dashboard.table.locator("[role=columnheader]").filter(has_text="Distance")
    ).to_have_count(1)
    dashboard.page.get_by_label("Measure from").select_option(label="Nothing")
    expect(dashboard.map_part(".leaflet-container[data-rings]")).to_have_count(0)
    expect(dashboard.card).not_to_contain_text("border of Poland (")


def test_distances_are_measured_from_a_place_of_the_search(dashboard: Dashboard) -> None:
    dashboard.open("?event=E002")
    dashboard.search.fill("Brest")
    measure = dashboard.page.get_by_role("button", name="Measure distances from Brest").first
    measure.click()
    dashboard.wait_query_has("near")
    expect(dashboard.map_part(".leaflet-container[data-rings='3']")).to_have_count(1)
    expect(dashboard.card).to_contain_text("from Brest")


def test_a_border_that_there_is_not_is_said(dashboard: Dashboard) -> None:
    dashboard.open("?near=border:ISL")
    expect(dashboard.notices).to_contain_text("There is no line for the border of Iceland")


def test_a_chosen_event_that_the_filter_leaves_out_keeps_its_outline(
    dashboard: Dashboard,
) -> None:
    dashboard.open("?view=100,28,132,50&event=E001&category=BRI energy")
    expect(dashboard.card_title).to_contain_text("Peace Guardian-2025")
    outline = "() => mapdash.map.mapdashCanvas.chosenOutline().length"
    assert dashboard.in_map(outline) == 1
    assert not [mark for mark in dashboard.marks() if mark.kind == "province"]


def test_the_focus_stays_on_a_mark_that_a_route_begins_at(dashboard: Dashboard) -> None:
    dashboard.open("?view=19.8,44.5,21.0,45.2")
    script = """() => {
        const routes = new Set(mapdash.map.mapdashCanvas.placed
            .filter((p) => p.kind === 'route').map((p) => p.item.row));
        const button = [...document.querySelectorAll('.md-mark')]
            .find((b) => !b.mark.kind && routes.has(b.mark.item.row));
        if (!button) return null;
        button.focus();
        return button.getAttribute('aria-label');
    }"""
    name = dashboard.in_map(script)
    assert name is not None
    dashboard.in_map("() => mapdash.map.mapdashCanvas.touch()")
    dashboard.map_frame.wait_for_timeout(600)
    assert dashboard.focus().name == name


def test_rings_and_places_are_in_every_copy_of_the_world(dashboard: Dashboard) -> None:
    dashboard.open("?view=178,-19,-178,-15&near=place:-16.8,-179.95,1,Taveuni")
    expect(dashboard.map_part(".leaflet-container[data-rings='3']")).to_have_count(1)
    seen = """() => {
        const { width } = mapdash.map.getContainer().getBoundingClientRect();
        return [...document.querySelectorAll('.md-spot-label span')]
            .map((node) => node.getBoundingClientRect().left).filter((x) => x > 0 && x < width).length;
    }"""
    assert dashboard.in_map(seen) == 1


def test_a_chosen_province_comes_out_from_under_the_card(dashboard: Dashboard) -> None:
    dashboard.open()
    (hebei,) = [mark for mark in dashboard.marks() if mark.kind == "province" and mark.rows == (0,)]
    dashboard.click_mark(hebei)
    expect(dashboard.card_title).to_contain_text("Peace Guardian-2025")
    dashboard.wait_settled()
    dashboard.wait_still()
    assert dashboard.mark_of(0).kind == "province"


def test_badges_stand_within_the_map(dashboard: Dashboard) -> None:
    dashboard.open("?view=-20,-35,150,54")
    box = dashboard.map_box.bounding_box()
    assert box is not None
    badges = dashboard.drawn_as("country")
    assert badges
    assert all(box["y"] + badge.radius <= badge.y for badge in badges)
