"""Text from data stays text, wherever it is shown: nothing of it runs, loads or is formatted."""

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

# 198.51.100.7 is a documentation address; the page fixture fails when anything asks it.
PROBES = (
    "{{ 7*7 }}",
    "an unbalanced {% here",
    "an unbalanced {# here",
    "an unbalanced {{ here",
    "${7*7} and `${7*7}`",
    "<script>window.__ran=1;window.parent.__ran=1</script>",
    "<img src=x onerror=window.__ran=1>",
    "</script><script>window.__ran=1</script>",
    "'\"><svg onload=window.__ran=1>",
    "![picture](http://198.51.100.7/x.png)",
    "[link](http://198.51.100.7/) **bold** :material/home:",
    "=HYPERLINK(1)",
)
ADDRESSES = ("javascript:window.__ran=1", "data:text/html,<script>window.__ran=1</script>")
TEXTS = ("title", "summary", "place_name", "admin1", "status_detail", "amount_basis", "notes")
# Shown nowhere, or dropped because the column has a vocabulary; they still pass through.
OTHERS = ("end_date", "date_precision", "status", "confidence", "seed_claim", "aiddata_id")
HAS_RUN = "() => window.__ran !== undefined"


def hostile_rows() -> list[dict[str, str]]:
    """Return one event a probe, all at one place, then one that is refused a probe."""
    rows = []
    for number, probe in enumerate(PROBES):
        row = dict.fromkeys(FILE_COLUMNS, "") | dict.fromkeys((*TEXTS, *OTHERS), probe)
        row |= {
            "id": f"{probe} {number}",
            "category": probe,
            "admin1": f"in {probe}",
            "country": "SRB",
            "actors": f"SRB;CHN;{probe}",
            "start_date": "2024-05-01",
            "latitude": "44.8",
            "longitude": "20.4",
            "geo_precision": "exact",
            "radius_km": "2",
            "source_title": probe,
            "source_kind": probe,
            "source_date": probe,
            "source_url": ADDRESSES[number % 2],
            "further_source_urls": f"{ADDRESSES[0]} | {ADDRESSES[1]} | https://example.org/{number}",
        }
        rows += [row, row | {"id": f"refused {number} {probe}", "start_date": probe}]
    area = rows[0] | {"id": "area", "geo_precision": "admin1", "radius_km": "300"}
    off_map = rows[0] | {"id": "off map", "geo_precision": "country"}
    return [*rows, area, off_map]


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile")
    path: Path = folder / "events.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FILE_COLUMNS)
        writer.writeheader()
        writer.writerows(hostile_rows())
    with Server(path, folder / "log.txt", title=PROBES[6]) as running:
        yield running


@pytest.fixture
def hostile(chromium: Chromium, hostile_server: Server) -> Iterator[Dashboard]:
    dashboard = chromium.new_dashboard(hostile_server)
    yield dashboard
    frames = dashboard.page.frames
    assert [frame.url for frame in frames if frame.evaluate(HAS_RUN)] == []


def test_the_card_shows_text_as_it_stands(hostile: Dashboard) -> None:
    hostile.open("?view=20.3,44.7,20.5,44.9")
    hostile.click_mark(max(hostile.marks(), key=lambda mark: len(mark.rows)))
    entries = hostile.map_part(".md-list button")
    expect(entries).to_have_count(len(PROBES))
    hostile.wait_still()  # the map makes room for the list
    for number, probe in enumerate(PROBES):
        entries.filter(has_text=probe).first.click()
        expect(hostile.card_title).to_have_text(probe)
        for text in (
            f"{probe}, in {probe}, Serbia",
            f"{probe} · {probe}",
            f"Source: {probe}",
            f"Event {probe} {number}",
        ):
            expect(hostile.card).to_contain_text(text)
        links = hostile.card.get_by_role("link")
        expect(links).to_have_count(1)
        expect(links).to_have_attribute("href", f"https://example.org/{number}")
        expect(hostile.card.locator("script, img, b, strong, em")).to_have_count(0)


def test_the_rest_of_the_page_shows_text_as_it_stands(hostile: Dashboard) -> None:
    hostile.open("?view=20.3,44.7,20.5,44.9&table=1")
    expect(hostile.page.get_by_role("heading", level=1)).to_have_text(PROBES[6])
    assert hostile.page.title() == PROBES[6]
    expect(hostile.shown).to_have_text("14 of 14 events")
    assert hostile.table_rows() == 14
    hostile.open_section("More filters")
    expect(hostile.category("uncategorised").locator(".count")).to_have_text("14")
    for probe in PROBES:
        expect(hostile.option(probe, "Source kind")).to_be_visible()
    hostile.choice(PROBES[5], "Source kind").check()
    expect(hostile.chips).to_have_text([f"Source kind: {PROBES[5]}×"])
    hostile.choice(PROBES[5], "Source kind").uncheck()
    hostile.open_section("Not on map")
    expect(hostile.page.locator("#off-map .entry strong")).to_have_text([PROBES[0]])
    expect(hostile.table_cell(0, 2)).to_have_text(PROBES[0])


def test_the_map_shows_text_as_it_stands(hostile: Dashboard) -> None:
    hostile.open("?view=20.3,44.7,20.5,44.9&q=onload")
    (mark,) = [mark for mark in hostile.marks() if not mark.is_area]
    hostile.page.mouse.move(mark.x, mark.y)
    expect(hostile.map_part(".md-label strong")).to_have_text(PROBES[8])
    expect(hostile.map_part(".md-mark")).to_have_count(1)
    expect(hostile.map_part(".md-label *")).to_have_count(2)


def test_a_search_and_an_address_are_shown_as_they_stand(hostile: Dashboard) -> None:
    hostile.open("?country=<img+src=x+onerror=window.__ran=1>&event={{7*7}}&q={{7*7}}")
    texts = " ".join(hostile.notices.all_inner_texts())
    assert "<img src=x onerror=window.__ran=1>" in texts
    assert "“{{7*7}}”" in texts
    expect(hostile.chips).to_have_text(["Search: “{{7*7}}”×"])


def test_refused_rows_are_shown_as_they_stand(hostile: Dashboard) -> None:
    hostile.open()
    hostile.page.get_by_role("button", name="See which, and why").click()
    expect(hostile.page.get_by_role("heading", name="Refused rows, as they stand")).to_be_visible()
    cells = hostile.page.get_by_test_id("stDataFrame").last
    expect(cells.get_by_test_id("glide-cell-1-0")).to_contain_text(f"“{PROBES[0]}” is no date")
