"""Data that no designer had in mind: all of it stays usable, with marks, strip of time and filters."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from mapdash.events import FILE_COLUMNS
from tests.browser.harness import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.harness import Chromium, Dashboard

MANY = 100_000
START_LIMIT_S = 60.0


def event(number: int, **given: str) -> dict[str, str]:
    """Return a row of a file: an exercise in Belgrade in 2024, but for what is given."""
    row = dict.fromkeys(FILE_COLUMNS, "") | {
        "id": f"event-{number}",
        "title": f"Event {number}",
        "category": "joint exercise",
        "country": "SRB",
        "actors": "SRB;CHN",
        "start_date": "2024-05-01",
        "place_name": "Belgrade",
        "latitude": "44.8",
        "longitude": "20.4",
        "geo_precision": "exact",
        "radius_km": "1",
        "source_title": "A source",
        "source_url": "https://example.org/",
    }
    return row | given


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FILE_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def odd_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("odd")
    rows = [
        event(0, start_date="0001-03-01"),
        event(1, start_date="9999-11-30"),
        event(2, start_date="1500-01-01", end_date="2000-12-31", latitude="40", longitude="10"),
        event(3, latitude="90", longitude="0", place_name="North Pole"),
        event(4, latitude="-90", longitude="0", place_name="South Pole"),
        event(5, latitude="10", longitude="180", place_name="On the line"),
        event(6, latitude="11", longitude="-180", place_name="On the line too"),
        *(event(number, start_date=f"20{number:02d}-06-01") for number in range(10, 26)),
    ]
    with Server(write(folder / "odd.csv", rows), folder / "log.txt") as running:
        yield running


@pytest.fixture
def odd(chromium: Chromium, odd_server: Server) -> Dashboard:
    return chromium.new_dashboard(odd_server)


@pytest.mark.parametrize(
    ("view", "row", "inwards"),
    [("-60,76,60,85.05", 3, 5), ("-100,-85.05,20,-76", 4, -5)],
    ids=["north", "south"],
)
def test_an_event_at_a_pole_stands_at_the_edge_of_the_map(
    odd: Dashboard, view: str, row: int, inwards: int
) -> None:
    odd.open(f"?view={view}")
    odd.expect_count(23, of=23)
    mark = odd.mark_of(row)
    odd.page.mouse.click(mark.x, mark.y + inwards)
    expect(odd.card_title).to_have_text(f"Event {row}")


def test_the_antimeridian_shows_both_of_its_events_side_by_side(odd: Dashboard) -> None:
    odd.open("?view=170,5,-170,15")
    (mark,) = (mark for mark in odd.marks() if 5 in mark.rows)
    other = odd.mark_of(6)
    assert abs(mark.x - other.x) < 1.0
    assert mark.y > other.y


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?from=1&to=1", 1),
        ("?from=9999&to=9999", 1),
        ("?from=1700&to=1701", 1),
        ("?from=2000&to=2000", 1),
        ("?from=1&to=9999", 23),
    ],
    ids=["the first year", "the last year", "within five centuries", "their end", "all"],
)
def test_every_year_can_be_asked_for(odd: Dashboard, query: str, count: int) -> None:
    odd.open(query)
    odd.expect_count(count, of=23)


def test_a_strip_from_year_1_to_year_9999_can_be_read_and_dragged(odd: Dashboard) -> None:
    odd.open()
    plot = odd.map_part(".md-time-plot")
    box = plot.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 3
    odd.page.mouse.move(box["x"] + box["width"] * 0.3, middle)
    odd.page.mouse.down()
    odd.page.mouse.move(box["x"] + box["width"] * 0.6, middle, steps=6)
    odd.page.mouse.up()
    expect(odd.chips).to_have_count(1)
    bars = odd.in_map("() => mapdash.map.mapdashEngine.filter.period")
    assert bars[0] < bars[1]


@pytest.fixture(scope="module")
def heap_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("heap")
    rows = [event(number) for number in range(MANY)]
    with Server(write(folder / "heap.csv", rows), folder / "log.txt") as running:
        yield running


def test_a_hundred_thousand_events_at_one_point_in_one_year_are_one_number(
    chromium: Chromium, heap_server: Server
) -> None:
    heap = chromium.new_dashboard(heap_server).open()
    heap.expect_count(MANY, of=MANY)
    (mark,) = heap.marks()
    assert len(mark.rows) == MANY
    assert not mark.is_spread
    heap.click_mark(mark)
    entries = heap.map_part(".md-list li button")
    expect(entries).to_have_count(200)
    expect(heap.map_part(".md-list h2")).to_have_text("100,000 events at this place")
    heap.wait_still()  # the map makes room for the list
    entries.first.click()
    expect(heap.card_title).to_have_text("Event 0")


def test_a_file_without_rows_leaves_a_page_that_works(tmp_path: Path, chromium: Chromium) -> None:
    empty = write(tmp_path / "empty.csv", [])
    with Server(empty, tmp_path / "log.txt") as running:
        dashboard = chromium.new_dashboard(running).open()
        expect(dashboard.shown).to_have_text("0 of 0 events")
        assert dashboard.marks() == []
        expect(dashboard.map_part(".md-timeline")).to_be_visible()
        chromium.close_all()
