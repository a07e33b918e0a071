"""The panels of the presenter without a map: counts, words, what is found, and the cards that are fetched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mapdash.filters import EventFilter, Period
from mapdash.io import read_countries, read_table
from mapdash.render.filtering import filter_data
from mapdash.render.playlist import words_data
from mapdash.services import Dataset, load_dataset
from tests.browser.documents import WEB_FOLDER, addresses_of, with_scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
PANELS = ("timeline-dates", "present-nodes", "present-facets", "present-finder", "present-card")
DIMENSIONS = ("countries", "categories", "actors", "geo_precisions", "confidences", "source_kinds")
SERBIA = frozenset({"SRB"})
FILTERS = (
    EventFilter(),
    EventFilter(countries=SERBIA),
    EventFilter(countries=SERBIA, is_place_only=True, categories=frozenset({"BRI transport"})),
    EventFilter(search="belgrade", period=Period.of_years(2016, 2021)),
    EventFilter(actors=SERBIA, geo_precisions=frozenset({"exact", "locality"})),
    EventFilter(search="zzzz"),
)
MAKE = """async ([columns, filters, words, said]) => {
    Object.assign(mapdash, { sender: 'map', send: () => 1, map: { fire: () => {} } });
    window.said = said;
    window.engine = mapdash.makeEngine(await mapdash.loadColumns(columns), {
        filters: () => mapdash.loadFilters(filters), words: () => mapdash.loadWords(words),
    });
    await Promise.all([engine.loadTable(), engine.loadWords()]);
}"""
COUNT = """([filter, dimensions]) => {
    engine.take({ filter });
    const years = mapdash.facets.yearCounts(engine);
    return [
        Object.fromEntries(dimensions.map((name) => [name, mapdash.facets.choicesOf(engine, name).map(({ value, count, isOn }) => [value, count, isOn])])),
        years.bars.map(({ year, count }) => [year, count]),
    ];
}"""
PLACES = [
    {"n": "Serbia", "c": "Serbia", "kind": "country", "b": [18.8, 42.2, 23.0, 46.2]},
    {"n": "Bor", "c": "Serbia", "kind": "town", "lon": 22.1, "lat": 44.1},
    {"n": "Borča", "c": "Serbia", "kind": "town", "lon": 20.5, "lat": 44.9},
    {"n": "Beograd", "c": "Serbia", "kind": "town", "lon": 20.5, "lat": 44.8},
    {"n": "Đerdap", "c": "Serbia", "kind": "place", "lon": 22.5, "lat": 44.6},
    {"n": "Novi Sad", "c": "Serbia", "kind": "town", "lon": 19.8, "lat": 45.3},
    {"n": "Labor Camp", "c": "China", "kind": "place", "lon": 100, "lat": 40},
    {"n": "Bor", "c": "Serbia", "kind": "place", "lon": 22.1, "lat": 44.1},
    {
        "n": "Shijiazhuang",
        "c": "China",
        "kind": "town",
        "a": "石家庄 shihchiachuang",
        "lon": 114.5,
        "lat": 38.0,
    },
    {"n": "北京", "c": "China", "kind": "town", "lon": 116.4, "lat": 39.9},
    {"n": "القاهرة", "c": "Egypt", "kind": "town", "lon": 31.2, "lat": 30.0},
]
FIND_PLACES = """([places, text]) => mapdash.finders.makePlaceFinder(engine.words.folding, places)
    .find(text).map(({ place, isExact }) => [place.n, isExact])"""
FIND_EVENTS = """([labels, text]) => {
    const finder = mapdash.finders.makeEventFinder({ search: engine.words, columns: engine.columns, labels: { get: (row) => labels[row] || null } });
    const { rows, count } = finder.find(text);
    return [rows, count];
}"""
CARDS = """async ([kept, asks]) => {
    const asked = [];
    window.fetch = async (url) => {
        asked.push(url.replace('x/cards-', ''));
        const first = Number(/cards-([0-9]+)/.exec(url)[1]);
        return { ok: first < 2000, status: 404, json: async () => Array.from({ length: 500 }, (_, i) => ({ id: first + i })) };
    };
    const cards = mapdash.makeCards({ address: 'x/', kept });
    const found = [];
    for (const row of asks) found.push(await cards.load(row).then(({ id }) => id, (error) => error.message));
    return [found, asked, asks.map((row) => (cards.get(row) || { id: null }).id)];
}"""
HOSTILE = {
    "id": "E1",
    "title": "<img src=x onerror=window.__ran=1>",
    "category": "joint exercise",
    "style": {"shape": "circle", "light": "#aa0000", "dark": "#ff8888"},
    "flags": ["Disputed"],
    "when": "2024",
    "where": "قرب بلغراد",
    "coordinates": "",
    "distance": "",
    "actors": "China",
    "status": "",
    "amount": "",
    "confidence": "",
    "summary": "First line\n<b>second</b>",
    "sources": [
        {"title": "A paper", "url": "https://example.org/a", "detail": "news page"},
        {"title": "A trap", "url": "javascript:window.__ran=1", "detail": ""},
    ],
    "notes": "",
}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    names = read_countries(GEODATA / "countries.csv")
    return load_dataset(GEODATA / "events.csv", read_table=read_table, country_names=names)


@pytest.fixture(scope="module")
def panels(browser: Browser, dataset: Dataset) -> Iterator[Page]:
    page = with_scripts(browser.new_page())
    page.evaluate("mapdash.addPart = () => {}")
    page.add_script_tag(content=(WEB_FOLDER / "marks.js").read_text("utf-8"))
    for name in PANELS:
        page.evaluate((WEB_FOLDER / f"{name}.js").read_text("utf-8"))
    page.evaluate(MAKE, [*addresses_of(dataset), words_data(dataset.index)])
    yield page
    page.close()


@pytest.mark.parametrize("event_filter", FILTERS)
def test_choices_count_as_those_of_the_dashboard(
    panels: Page, dataset: Dataset, event_filter: EventFilter
) -> None:
    facets = dataset.index.facets(event_filter)
    counts, years = panels.evaluate(COUNT, [filter_data(event_filter), DIMENSIONS])
    for dimension in DIMENSIONS:
        chosen = event_filter.values(dimension)
        assert counts[dimension] == [
            [facet.value, facet.count, facet.value in chosen] for facet in facets.of(dimension)
        ]
    assert years == [list(bar) for bar in zip(facets.years.years, facets.years.counts, strict=True)]


@pytest.mark.parametrize(
    ("saved", "now", "expected"),
    [
        ({}, {}, []),
        ({"countries": ["SRB", "CHN"]}, {"countries": ["CHN", "SRB"]}, []),
        (
            {"countries": ["SRB"]},
            {"countries": ["CHN", "SRB"], "period": [17897, 18261]},
            ["Country: China, Serbia (Serbia)", "Date: 2019 (all)"],
        ),
        (
            {"search": "peace", "is_place_only": True},
            {"geo_precisions": ["exact"]},
            [
                "Search: none (“peace”)",
                "Only where it happened: off (on)",
                "Place precision: Exact site (all)",
            ],
        ),
    ],
)
def test_what_differs_from_the_saved_scene_is_said_with_both(
    panels: Page, saved: dict[str, Any], now: dict[str, Any], expected: list[str]
) -> None:
    script = """([saved, now]) => mapdash.facets.differences(said, saved, now, engine.table)
        .map(({ label, now, saved }) => `${label}: ${now} (${saved})`)"""
    assert panels.evaluate(script, [saved, now]) == expected


def test_a_filter_is_said_in_one_line_and_of_most_categories_those_that_are_left_out(
    panels: Page, dataset: Dataset
) -> None:
    most = [
        value for value in dataset.index.values("categories") if not value.startswith("BRI other")
    ]
    script = "(filter) => mapdash.facets.filterInWords(said, filter, engine.table)"
    said = panels.evaluate(
        script, {"countries": ["SRB"], "period": [17897, 18627], "categories": most}
    )
    assert said == "Country: Serbia · Year: 2019 – 2020 · Category: all but BRI other"
    assert panels.evaluate(script, {}) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bor", [["Bor", True], ["Borča", False], ["Labor Camp", False]]),
        ("borca", [["Borča", True]]),
        ("Београд", [["Beograd", True]]),
        ("djerdap", [["Đerdap", False]]),
        ("sad novi", [["Novi Sad", False]]),
        ("novi serbia", [["Novi Sad", False]]),
        ("北", [["北京", False]]),
        ("石家庄", [["Shijiazhuang", True]]),
        ("shihchia", [["Shijiazhuang", False]]),
        ("القاهرة", [["القاهرة", True]]),
        ("or", []),
        (" … ", []),
        ("zzzz", []),
    ],
)
def test_places_are_found_whatever_the_spelling(
    panels: Page, text: str, expected: list[list[Any]]
) -> None:
    assert panels.evaluate(FIND_PLACES, [PLACES, text]) == expected


def test_an_event_is_found_by_its_title_before_its_place_and_its_text(
    panels: Page, dataset: Dataset
) -> None:
    titles, where = dataset.events["title"].tolist(), dataset.where
    labels = [{"title": title, "where": place} for title, place in zip(titles, where, strict=True)]
    rows, count = panels.evaluate(FIND_EVENTS, [labels, "belgrade"])
    starts = [titles[row].startswith("Belgrade") for row in rows]
    assert (count, len(rows)) == (36, 36)
    assert starts == sorted(starts, reverse=True)
    assert sum(starts) == 4
    assert panels.evaluate(FIND_EVENTS, [labels, "БЕЛГРАД"]) == [rows, 36]
    assert panels.evaluate(FIND_EVENTS, [labels, "mirovni gardista zzz"]) == [[], 0]
    assert panels.evaluate(FIND_EVENTS, [labels, "  "]) == [[], 0]
    assert len(panels.evaluate(FIND_EVENTS, [[], "china"])[0]) == 40


def test_cards_come_in_blocks_that_are_asked_for_once(panels: Page) -> None:
    found, asked, kept = panels.evaluate(CARDS, [2, [0, 499, 500, 1234, 3]])
    assert found == [0, 499, 500, 1234, 3]
    assert asked == ["0-499.json", "500-999.json", "1000-1499.json", "0-499.json"]
    assert kept == [0, 499, None, 1234, 3]


def test_a_card_that_does_not_arrive_is_asked_for_again(panels: Page) -> None:
    found, asked, _ = panels.evaluate(CARDS, [2, [2000, 2001]])
    assert found == ["The card did not arrive (404).", "The card did not arrive (404)."]
    assert asked == ["2000-2499.json", "2000-2499.json"]


def test_a_card_is_text_and_links_lead_to_the_web_only(panels: Page) -> None:
    script = """(card) => {
        const box = document.createElement('article');
        box.append(...mapdash.buildCard(card, false));
        document.body.replaceChildren(box);
        return [
            box.querySelector('h3').textContent, [...box.querySelectorAll('a')].map((link) => [link.getAttribute('href'), link.rel, link.target]),
            [...box.querySelectorAll('.mp-flag')].map((node) => node.textContent), [...box.querySelectorAll('dt')].map((node) => node.textContent),
            [...box.querySelectorAll('li')].map((node) => node.textContent), box.querySelectorAll('img, b, script').length,
            getComputedStyle(box.querySelector('dd:nth-of-type(2)')).direction,
        ];
    }"""
    title, links, flags, names, sources, markup, direction = panels.evaluate(script, HOSTILE)
    assert title == HOSTILE["title"]
    assert links == [["https://example.org/a", "noopener noreferrer", "_blank"]]
    assert flags == ["Disputed", "The current filters leave this event out."]
    assert names == ["When", "Where", "Actors"]
    assert sources == ["A papernews page", "A trap"]
    assert (markup, direction) == (0, "rtl")
    assert panels.evaluate("window.__ran") is None
