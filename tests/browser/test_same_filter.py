"""The map document filters exactly as Python does, whatever the filter and the events."""

from __future__ import annotations

import base64
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mapdash.app.actions import reduce_scene
from mapdash.briefing import Scene
from mapdash.filters import DIMENSIONS, one_line, without
from mapdash.filters.folding import has_many_spellings, simplify, skeleton, to_latin
from mapdash.io import read_borders, read_countries, read_table
from mapdash.render.filtering import filter_data
from mapdash.services import BorderAreas, Dataset, load_dataset
from tests.browser import drawn
from tests.browser.documents import in_batches, with_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
SETS = ("real", "strange")
MASKS = """(items) => items.map(([filter, left]) => [
    text(core.mask(filter)), mapdash.countMask(core.mask(filter)), text(core.maskWithout(filter, left)),
])"""
INSIDE = """([points, x, y]) => {
    const mask = mapdash.makeMask(x.length);
    const columns = { longitude: x, latitude: y, area: new Int32Array(x.length).fill(-1) };
    mapdash.fillRegion(mask, columns, [], points);
    return text(mask);
}"""
REDUCED = """(sequences) => sequences.map((actions) => {
    let filter = {};
    return actions.map((action) => { filter = mapdash.reduceFilter(filter, action, table); return filter; });
})"""
FOLDED = """(texts) => texts.map((text) => {
    const { simplify, toLatin, hasManySpellings, skeleton } = words.folding;
    const simple = simplify(text), latin = toLatin(simple);
    return [simple, latin, hasManySpellings(simple), skeleton(latin), mapdash.oneLine(text)];
})"""


@pytest.fixture(scope="module")
def datasets() -> dict[str, Dataset]:
    names = read_countries(GEODATA / "countries.csv")
    areas = BorderAreas(read_borders(GEODATA / "borders", view="default"))
    strange = drawn.strange_table(Random(7), 600)  # noqa: S311 - a test that repeats
    options: dict[str, Any] = {"country_names": names, "areas": areas}
    return {
        "real": load_dataset(GEODATA / "events.csv", read_table=read_table, **options),
        "strange": load_dataset(Path("x.csv"), read_table=lambda _: strange, **options),
    }


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def texts_of(dataset: Dataset) -> list[str]:
    events = dataset.events
    return [*events["title"], *events["place_name"], *events["summary"], *drawn.STRANGE_WORDS]


def packed(mask: np.ndarray[Any, np.dtype[np.bool_]]) -> str:
    return base64.b64encode(np.packbits(mask).tobytes()).decode()


def test_the_strange_events_are_as_strange_as_they_shall_be(datasets: dict[str, Dataset]) -> None:
    dataset = datasets["strange"]
    boxes = dataset.index.located.places.boxes
    assert len(dataset) == 600
    assert (boxes[:, 2] > 180).any()
    assert np.isnan(dataset.columns.latitude).any()
    assert {90.0, -90.0} <= set(dataset.columns.latitude.tolist())
    assert {180.0, -180.0} <= set(dataset.columns.longitude.tolist())
    assert "__proto__" in dataset.index.values("source_kinds")


@pytest.mark.parametrize("name", SETS)
def test_any_filter_lets_the_same_events_through(
    name: str, datasets: dict[str, Dataset], blank: Page
) -> None:
    dataset, random = datasets[name], Random(name)  # noqa: S311 - a test that repeats
    texts = texts_of(dataset)
    filters = [drawn.some_filter(random, dataset, texts) for _ in range(2_000)]
    left = [random.choice(DIMENSIONS) for _ in filters]
    page = with_data(blank, dataset)
    items = [list(pair) for pair in zip(map(filter_data, filters), left, strict=True)]
    found = in_batches(page, MASKS, items)
    some = 0
    for wanted, dimension, answer in zip(filters, left, found, strict=True):
        mask = dataset.index.mask(wanted)
        others = dataset.index.mask(without(wanted, dimension))
        assert answer == [packed(mask), int(mask.sum()), packed(others)], (wanted, dimension)
        some += 0 < mask.sum() < len(mask)
    # A generator whose filters let all or nothing through would prove little.
    assert some > 500


def test_points_on_and_near_the_edges_of_any_region_are_found_alike(
    datasets: dict[str, Dataset], blank: Page
) -> None:
    random = Random(5)  # noqa: S311 - a test that repeats
    page = with_data(blank, datasets["real"])
    for _ in range(60):
        region = drawn.some_region(random, datasets["strange"])
        points = drawn.points_near(random, region, 1_000)
        # As float32, which is what the event columns hold.
        x, y = np.array(points, dtype=np.float32).T.astype(np.float64)
        found = page.evaluate(INSIDE, [region.points, x.tolist(), y.tolist()])
        assert found == packed(region.contains(x, y)), region


@pytest.mark.parametrize("name", SETS)
def test_any_actions_lead_to_the_same_filter(
    name: str, datasets: dict[str, Dataset], blank: Page
) -> None:
    dataset, random = datasets[name], Random(f"acts on {name}")  # noqa: S311
    texts = texts_of(dataset)
    sequences = [
        [drawn.some_action(random, dataset, texts) for _ in range(random.randint(1, 8))]
        for _ in range(600)
    ]
    found = in_batches(with_data(blank, dataset), REDUCED, sequences)
    changes = 0
    for actions, answers in zip(sequences, found, strict=True):
        scene = Scene()
        for action, answer in zip(actions, answers, strict=True):
            before, scene = scene, reduce_scene(scene, action, dataset)
            assert answer == filter_data(scene.filter), (before.filter, action)
            changes += before.filter != scene.filter
    assert changes > 1_000


def folded(text: str) -> list[Any]:
    simple = simplify(text)
    latin = to_latin(simple)
    line = one_line(text, 200)
    return [simple, latin, has_many_spellings(simple), skeleton(latin), line]


def test_every_character_is_folded_as_python_folds_it(
    datasets: dict[str, Dataset], blank: Page
) -> None:
    page = with_data(blank, datasets["real"])
    # The planes where something is assigned; a run of one kind in each text, x between.
    code_points = [*range(0xD800), *range(0xE000, 0x32000), *range(0xE0000, 0xE0200)]
    texts = [
        "x".join(map(chr, code_points[begin : begin + 100]))
        for begin in range(0, len(code_points), 100)
    ]
    answers = in_batches(page, FOLDED, texts)
    for text, answer in zip(texts, answers, strict=True):
        assert answer == folded(text), [hex(ord(c)) for c in text[::2]]


def test_any_mixture_of_characters_is_folded_as_python_folds_it(
    datasets: dict[str, Dataset], blank: Page
) -> None:
    random = Random(11)  # noqa: S311 - a test that repeats
    page = with_data(blank, datasets["real"])
    marks = [0x301, 0x307, 0x327, 0x345, 0x5B0, 0x302E, 0x1D165, 0x3099, 0xF72, 0x200D, 0xFE0F]
    letters = [*range(0x20, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000), 0x130, 0xFB03]
    anything = [*range(0xD800), *range(0xE000, 0x20000)]
    texts = [
        "".join(
            chr(random.choice(random.choice((marks, letters, letters, anything))))
            for _ in range(random.randint(1, 24))
        )
        for _ in range(6_000)
    ]
    answers = in_batches(page, FOLDED, texts)
    for text, answer in zip(texts, answers, strict=True):
        assert answer == folded(text), [hex(ord(c)) for c in text]
