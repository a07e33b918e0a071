"""A page with the scripts of the map document and no map, to compare them with Python."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mapdash.render
from mapdash.render.columns import encode_columns
from mapdash.render.filtering import encode_filters, encode_words

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from mapdash.services import Dataset

WEB_FOLDER = Path(mapdash.render.__file__).parent / "web"
SCRIPTS = ("columns", "folding", "search", "where", "filter", "reduce", "engine")
LOAD = """async ([columns, filters, words]) => {
    window.columns = await mapdash.loadTable(columns);
    window.table = await mapdash.loadFilters(filters);
    window.words = await mapdash.loadWords(words);
    window.core = mapdash.makeFilter(window.columns, window.table);
    window.core.useSearch(window.words);
    window.text = (mask) => {
        const bytes = new Uint8Array(Math.ceil(mask.length / 8));
        for (let i = 0; i < mask.length; i += 1) bytes[i >> 3] |= mask[i] << (7 - (i & 7));
        return btoa(String.fromCharCode(...bytes));
    };
}"""


def address_of(data: bytes) -> str:
    return f"data:application/octet-stream;base64,{base64.b64encode(data).decode()}"


def addresses_of(dataset: Dataset) -> list[str]:
    """Return addresses of the columns, of what filters ask, and of the words of a dataset."""
    index = dataset.index
    data = (encode_columns(dataset.columns), encode_filters(index), encode_words(index.search))
    return [address_of(part) for part in data]


def with_scripts(page: Page) -> Page:
    """Load the scripts into a blank page."""
    page.goto("about:blank")
    page.evaluate("window.mapdash = {}")
    for name in SCRIPTS:
        page.evaluate((WEB_FOLDER / f"{name}.js").read_text("utf-8"))
    return page


def with_data(page: Page, dataset: Dataset) -> Page:
    """Load the scripts and a dataset: `core` then filters it, `text` packs a mask."""
    with_scripts(page).evaluate(LOAD, addresses_of(dataset))
    return page


def in_batches(page: Page, script: str, items: list[Any], size: int = 500) -> list[Any]:
    """Evaluate a script on lists of items and return one answer an item."""
    answers: list[Any] = []
    for begin in range(0, len(items), size):
        answers += page.evaluate(script, items[begin : begin + size])
    return answers
