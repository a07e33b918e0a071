"""The labels of single events come when somebody points at them, among 10,000 as among 113."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from tests.browser.harness import Chromium, Dashboard, Mark

LABELS = "**/mapdash-data/*/labels-*.json"
COLUMNS = (
    *("id", "title", "category", "country", "start_date", "place_name"),
    *("latitude", "longitude", "geo_precision"),
)
EVENTS = 10_000
STACKED = 500
HOSTILE_ROW = 9_001
HOSTILE_TITLE = "<img src=x onerror=window.__ran=1> {{ 7*7 }}"
STACK = "?view=9.9,59.9,10.1,60.1"


def place_of(row: int) -> tuple[float, float]:
    """Return longitude and latitude: a grid, and the last events all at one place."""
    if row >= EVENTS - STACKED:
        return 10.0, 60.0
    return 5 + row % 100 * 0.2, 40 + row // 100 * 0.1


def event(row: int) -> dict[str, str]:
    longitude, latitude = place_of(row)
    return {
        "id": f"E{row}",
        "title": HOSTILE_TITLE if row == HOSTILE_ROW else f"Event {row}",
        "category": "joint exercise",
        "country": "SRB",
        "start_date": (date(2024, 12, 31) - timedelta(days=row // 4)).isoformat(),
        "place_name": f"Place {row}",
        "latitude": f"{latitude:.4f}",
        "longitude": f"{longitude:.4f}",
        "geo_precision": "exact",
    }


@pytest.fixture(scope="module")
def many_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("many")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(map(event, range(EVENTS)))
    with Server(folder / "events.csv", folder / "log.txt") as running:
        yield running


@pytest.fixture
def many(chromium: Chromium, many_server: Server) -> Dashboard:
    return chromium.new_dashboard(many_server)


def asked_by(page: Page) -> list[str]:
    """Return a list that grows by the part of each request for labels."""
    asked: list[str] = []

    def see(url: str) -> None:
        name = url.rpartition("/")[2]
        if name.startswith("labels-"):
            asked.append(name.removeprefix("labels-").removesuffix(".json"))

    page.on("request", lambda request: see(request.url))
    return asked


def hold_labels(page: Page) -> list[Route]:
    """Return a list that grows by the requests for labels, none of which is answered."""
    held: list[Route] = []

    def take(route: Route) -> None:
        held.append(route)

    page.route(LABELS, take)
    return held


def around(row: int) -> str:
    longitude, latitude = place_of(row)
    west, south, east, north = longitude - 0.3, latitude - 0.12, longitude + 0.3, latitude + 0.12
    return f"?view={west:.4f},{south:.4f},{east:.4f},{north:.4f}"


def stack(dashboard: Dashboard) -> Mark:
    return max(dashboard.marks(), key=lambda mark: len(mark.rows))


@pytest.mark.parametrize("row", [305, 5_050])
def test_pointing_at_any_of_many_events_names_it(many: Dashboard, row: int) -> None:
    many.open(around(row))
    mark = many.mark_of(row)
    many.page.mouse.move(mark.x, mark.y)
    expect(many.map_part(".md-label strong")).to_have_text(f"Event {row}")
    expect(many.map_part(".md-label span")).to_contain_text(f"Place {row}, Serbia")


def test_only_the_events_in_view_are_asked_for(many: Dashboard) -> None:
    asked = asked_by(many.page)
    many.open(around(5_050))
    expect(many.map_part(".md-mark[aria-label^='Event 5050.']")).to_have_count(1)
    rows = [int(row) for part in asked for row in part.split(".")]
    assert 5_050 in rows
    assert len(rows) == len(set(rows))
    assert len(rows) < 100


def test_a_small_dataset_is_asked_for_once_and_whole(dashboard: Dashboard) -> None:
    asked = asked_by(dashboard.page)
    dashboard.open("?view=8,45,18,52")
    mark = dashboard.mark_of(4)
    dashboard.page.mouse.move(mark.x, mark.y)
    expect(dashboard.map_part(".md-label")).to_be_visible()
    assert asked == ["0-112"]


def test_the_marks_of_many_events_have_names_for_a_screen_reader(many: Dashboard) -> None:
    many.open(around(5_050))
    day = (date(2024, 12, 31) - timedelta(days=5_050 // 4)).strftime("%-d %B %Y")
    names = many.map_part(".md-mark")
    expect(
        names.and_(many.map_part(f"[aria-label^='Event 5050. {day} · Place 5050']"))
    ).to_have_count(1)
    expect(many.map_part(".md-mark[aria-label='Event']")).to_have_count(0)


def test_a_hostile_title_far_down_the_file_is_shown_as_it_stands(many: Dashboard) -> None:
    many.open(around(HOSTILE_ROW))
    mark = many.mark_of(HOSTILE_ROW)
    many.page.mouse.move(mark.x, mark.y)
    expect(many.map_part(".md-label strong")).to_have_text(HOSTILE_TITLE)
    expect(many.map_part(".md-label *")).to_have_count(2)
    assert many.in_map("() => window.__ran === undefined")


def test_a_label_that_arrives_late_is_shown_if_the_pointer_is_still_there(many: Dashboard) -> None:
    held = hold_labels(many.page)
    many.open(around(305))
    mark = many.mark_of(305)
    many.page.mouse.move(mark.x, mark.y)
    expect(many.map_part(".leaflet-container.md-pointing")).to_have_count(1)
    expect(many.map_part(".md-label")).to_be_hidden()
    assert held
    for route in held:
        route.continue_()
    expect(many.map_part(".md-label strong")).to_have_text("Event 305")


def test_a_large_stack_lists_its_first_200_events_in_the_order_of_time(many: Dashboard) -> None:
    many.open(STACK)
    many.click_mark(stack(many))
    entries = many.map_part(".md-list li button")
    expect(entries).to_have_count(200)
    # Four events a day, and the last rows have the earliest days; equal days as in the file.
    assert [entries.nth(at).locator("strong").inner_text() for at in (0, 3, 4, 199)] == [
        *("Event 9996", "Event 9999", "Event 9992", "Event 9803"),
    ]
    expect(many.map_part(".md-list > p")).to_have_text(
        "and 300 more: open the table to see all of them."
    )
    expect(entries.first).to_be_focused()


def test_a_list_that_waits_for_its_labels_says_so_and_can_be_left(many: Dashboard) -> None:
    held = hold_labels(many.page)
    many.open(STACK)
    many.click_mark(stack(many))
    status = many.map_part(".md-list [role=status]")
    expect(status).to_have_text("Loading the list …")
    many.page.keyboard.press("Escape")
    expect(many.map_part(".md-list")).to_have_count(0)
    many.click_mark(stack(many))
    expect(status).to_be_visible()
    for route in held:
        route.continue_()
    expect(many.map_part(".md-list li button")).to_have_count(200)
    expect(status).to_have_count(0)


def test_labels_that_do_not_arrive_are_told_and_the_map_stays(many: Dashboard) -> None:
    many.page.route(LABELS, lambda route: route.fulfill(status=404, body="gone"))
    many.open(STACK)
    many.click_mark(stack(many))
    expect(many.map_part(".md-problem")).to_contain_text("The event data did not arrive (404).")
    expect(many.map_part(".md-list")).to_have_count(0)
    many.watch.forget()
