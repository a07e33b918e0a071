"""Time how long the map document takes to find the events of a filter, without drawing them.

Usage: python bench/filter_engine.py [events ...]; 100000 and 1000000 when none is given.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from playwright.sync_api import sync_playwright

import mapdash.render
from mapdash.events import EventFrame, validate_events
from mapdash.filters import FilterIndex
from mapdash.io import read_borders, read_countries, read_table
from mapdash.layers import areas_of, columns_of, places_of
from mapdash.render.columns import encode_columns
from mapdash.render.filtering import encode_filters, encode_words
from mapdash.services import BorderAreas

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

ROOT: Final = Path(__file__).resolve().parents[1]
WEB_FOLDER: Final = Path(mapdash.render.__file__).parent / "web"
SCRIPTS: Final = ("columns", "folding", "search", "where", "filter", "reduce", "engine")
ORIGIN: Final = "http://map.invalid/"
CHROMIUM: Final = "/usr/bin/chromium"

LOAD: Final = """async () => {
    window.columns = await mapdash.loadColumns('columns.bin');
    window.table = await mapdash.loadFilters('filters.bin');
    window.core = mapdash.makeFilter(columns, table);
    core.useSearch(await mapdash.loadWords('words.bin'));
}"""
# Each kind of change is made 60 times with other values; nothing is answered from memory.
TIMES: Final = """() => {
    const { startDay, endDay, rows } = columns;
    let first = Infinity, last = -Infinity;
    for (let i = 0; i < rows; i += 1) { first = Math.min(first, startDay[i]); last = Math.max(last, endDay[i]); }
    const pick = (values, n) => [values[n % values.length], values[(7 * n + 1) % values.length]];
    const ring = (n) => Array.from({ length: 100 }, (_, i) => {
        const angle = 2 * Math.PI * i / 100, reach = 6 + n % 7;
        return [20 + n / 10 + reach * Math.cos(angle), 45 + reach * Math.sin(angle)];
    });
    const texts = ['belgrade', 'china', 'a', 'железница', 'rail way', 'huawei safe city', 'bri e', 'zzz'];
    const period = (n) => [first + 10 * n, last - 30 * n];
    const kinds = {
        'period, nothing else set': (n) => ({ period: period(n) }),
        'period, under three others': (n) => ({ period: period(n), categories: pick(table.values('categories'), 0), countries: pick(table.values('countries'), 0), search: 'a' }),
        'category': (n) => ({ categories: pick(table.values('categories'), n) }),
        'country': (n) => ({ countries: pick(table.values('countries'), n) }),
        'country, place only': (n) => ({ countries: pick(table.values('countries'), n), is_place_only: true }),
        'actor, under a period': (n) => ({ actors: pick(table.values('actors'), n), period: period(1) }),
        'lasso of 100 corners': (n) => ({ region: ring(n) }),
        'view': (n) => ({ view: [-10 + n / 10, 30, 40 + n / 10, 60] }),
        'search': (n) => ({ search: `${texts[n % texts.length]}${n >= texts.length ? ` ${String.fromCharCode(97 + n % 26)}` : ''}` }),
        'all at once, the period drawn': (n) => ({ period: period(n), region: ring(1), view: [-10, 30, 40, 60], search: 'a', categories: table.values('categories').slice(1), actors: table.values('actors').slice(0, 9) }),
    };
    const answers = [];
    for (const [name, filterOf] of Object.entries(kinds)) {
        const took = [];
        let found = 0;
        for (let n = 0; n < 60; n += 1) {
            const filter = filterOf(n);
            const began = performance.now();
            const mask = core.mask(filter);
            found = mapdash.countMask(mask);
            took.push(performance.now() - began);
        }
        took.sort((a, b) => a - b);
        answers.push([name, took[0], took[30], took[56], found]);
    }
    return answers;
}"""


def build(rows: int) -> dict[str, bytes]:
    """Return what a document fetches for *rows* events made from the real ones."""
    geodata = ROOT / "geodata"
    real, _ = validate_events(read_table(geodata / "events.csv"))
    chance = np.random.default_rng(113)
    rows_of_real = chance.integers(0, len(real), rows)
    events = EventFrame(real.iloc[rows_of_real].reset_index(drop=True))
    is_pinned = events["geo_precision"].isin(["exact", "locality"]).to_numpy()
    for name in ("longitude", "latitude"):
        events[name] += np.where(is_pinned, chance.normal(0, 0.4, rows), 0.0)
    shift = chance.integers(-500, 500, rows).astype("timedelta64[D]")
    for name in ("start", "end"):
        events[name] += shift
    columns = columns_of(
        events, areas_of(events, BorderAreas(read_borders(geodata / "borders", view="default")))
    )
    names = read_countries(geodata / "countries.csv")
    index = FilterIndex.build(events, names, places=places_of(columns))
    return {
        "columns.bin": encode_columns(columns),
        "filters.bin": encode_filters(index),
        "words.bin": encode_words(index.search),
    }


def open_page(page: Page, data: dict[str, bytes]) -> None:
    """Load the scripts of the map document that filter, on a page that gets *data*."""

    def answer(route: Route) -> None:
        body = data.get(route.request.url.removeprefix(ORIGIN), b"<!doctype html>")
        route.fulfill(body=body, content_type="text/html")

    page.route("**/*", answer)
    page.goto(ORIGIN)
    page.evaluate("window.mapdash = {}")
    for name in SCRIPTS:
        page.evaluate((WEB_FOLDER / f"{name}.js").read_text("utf-8"))


def main() -> None:
    """Time each size and print a table for each."""
    sizes = [int(text) for text in sys.argv[1:]] or [100_000, 1_000_000]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        for rows in sizes:
            print(f"\n{rows:,} events")
            data = build(rows)
            for name, content in data.items():
                packed = len(gzip.compress(content, compresslevel=6))
                print(f"{name}: {len(content) / 1e6:.1f} MB, {packed / 1e6:.1f} MB compressed")
            page = browser.new_page()
            open_page(page, data)
            page.evaluate(LOAD)
            print(
                "| change | fastest ms | median | 95th percentile | found |\n|---|---|---|---|---|"
            )
            for name, fastest, median, slow, found in page.evaluate(TIMES):
                print(f"| {name} | {fastest:.2f} | {median:.2f} | {slow:.2f} | {found:,} |")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
