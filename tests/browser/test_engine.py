"""The engine of the map document: it shows what was done at once, and lets Python have the last word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mapdash.filters import EventFilter
from mapdash.io import read_countries, read_table
from mapdash.render.columns import encode_mask
from mapdash.services import Dataset, load_dataset
from tests.browser.documents import addresses_of, with_scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
SERBIA = {"type": "toggle", "dimension": "countries", "value": "SRB"}
CHINA = {"type": "toggle", "dimension": "countries", "value": "CHN"}
MAKE = """async ([columns, filters, words]) => {
    window.sent = [];
    window.problems = [];
    window.asked = [];
    Object.assign(mapdash, {
        sender: 'map',
        send: (action) => sent.push(action),
        map: { fire: (name, { sentence }) => problems.push(`${name} ${sentence}`) },
    });
    const get = (what, load, url) => () => { asked.push(what); return load(url); };
    window.engine = mapdash.makeEngine(await mapdash.loadColumns(columns), {
        filters: get('filters', mapdash.loadFilters, filters),
        words: get('words', mapdash.loadWords, words),
    });
    window.told = [];
    engine.listen(({ visibleCount, name }) => told.push([visibleCount, name]));
}"""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    names = read_countries(GEODATA / "countries.csv")
    return load_dataset(GEODATA / "events.csv", read_table=read_table, country_names=names)


class Engine:
    """An engine without a map, and what a test says to it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def do(self, script: str, argument: Any = None) -> Any:
        return self.page.evaluate(script, argument)

    def take(self, **command: Any) -> None:
        usual = {"name": "n", "filter": {}, "seen": {}, "visible": None}
        self.do("(command) => engine.take(command)", usual | command)

    def perform(self, number: int, action: dict[str, Any]) -> None:
        self.do("([number, action]) => engine.perform('panel', number, action)", [number, action])

    def wait_count(self, count: int) -> None:
        self.page.wait_for_function("(n) => engine.visibleCount === n", arg=count)

    @property
    def filter(self) -> dict[str, Any]:
        found: dict[str, Any] = self.do("engine.filter")
        return found

    @property
    def count(self) -> int:
        found: int = self.do("engine.visibleCount")
        return found


@pytest.fixture
def engine(browser: Browser, dataset: Dataset) -> Iterator[Engine]:
    page = browser.new_page()
    with_scripts(page).evaluate(MAKE, addresses_of(dataset))
    page.evaluate("engine.load({ countries: ['SRB'] })")
    yield Engine(page)
    page.close()


def count_of(dataset: Dataset, *countries: str) -> int:
    return int(dataset.index.mask(EventFilter(countries=frozenset(countries))).sum())


def test_what_was_done_shows_before_python_answers(engine: Engine, dataset: Dataset) -> None:
    engine.take(matched=113)
    engine.perform(1, SERBIA)
    assert engine.filter == {"countries": ["SRB"]}
    assert engine.count == count_of(dataset, "SRB") < 113
    assert engine.do("engine.name") == ""


def test_an_answer_that_knows_of_it_confirms_it(engine: Engine, dataset: Dataset) -> None:
    serbia = count_of(dataset, "SRB")
    engine.perform(1, SERBIA)
    told = len(engine.do("told"))
    engine.take(filter={"countries": ["SRB"]}, seen={"panel": 1}, matched=serbia, name="serbia")
    assert (engine.count, engine.do("engine.name")) == (serbia, "serbia")
    # Nothing changed for who draws.
    assert len(engine.do("told")) == told


def test_an_answer_that_does_not_know_of_it_yet_changes_nothing(engine: Engine) -> None:
    engine.perform(1, SERBIA)
    engine.perform(2, CHINA)
    engine.take(filter={"countries": ["SRB"]}, seen={"panel": 1}, matched=1)
    assert engine.filter == {"countries": ["CHN", "SRB"]}
    engine.take(filter={"countries": ["SRB"]}, seen={"another": 9, "panel": 2})
    assert engine.filter == {"countries": ["SRB"]}


def test_what_python_refused_is_taken_back(engine: Engine) -> None:
    engine.perform(1, SERBIA)
    engine.take(filter={}, seen={"panel": 1}, matched=113)
    assert (engine.filter, engine.count) == ({}, 113)


def test_what_python_never_answers_is_forgotten(browser: Browser, dataset: Dataset) -> None:
    page = browser.new_page()
    page.clock.install()
    with_scripts(page).evaluate(MAKE, addresses_of(dataset))
    page.evaluate("engine.load({ countries: ['SRB'] })")
    engine = Engine(page)
    engine.perform(1, SERBIA)
    page.clock.run_for(4_000)
    engine.perform(2, CHINA)
    assert engine.filter == {"countries": ["CHN", "SRB"]}
    page.clock.run_for(1_100)
    assert engine.filter == {"countries": ["CHN"]}
    page.clock.run_for(4_000)
    assert engine.filter == {}
    page.close()


def test_a_preview_shows_and_is_sent_only_when_it_is_settled(engine: Engine) -> None:
    engine.do("engine.preview({ period: [19000, 19100] })")
    few = engine.count
    engine.do("engine.preview({ period: [19000, 19700] })")
    assert few < engine.count < 113
    assert engine.do("sent") == []
    engine.do("engine.commit({ type: 'period', first: '2022', last: '2023' })")
    assert engine.do("sent") == [{"type": "period", "first": "2022", "last": "2023"}]
    assert engine.filter == {"period": [18993, 19722]}


def test_a_preview_is_taken_back_without_changes(engine: Engine) -> None:
    engine.do("engine.preview({ period: [19000, 19100] })")
    engine.do("engine.preview(null)")
    assert (engine.filter, engine.count) == ({}, 113)


def test_a_preview_goes_on_while_python_answers_something_else(engine: Engine) -> None:
    engine.do("engine.preview({ period: [19000, 19100] })")
    engine.take(filter={"countries": ["SRB"]})
    assert engine.filter == {"countries": ["SRB"], "period": [19000, 19100]}
    assert engine.do("engine.maskWithout('period').reduce((sum, bit) => sum + bit, 0)") > 0


def test_a_mask_that_a_listener_got_holds_while_the_next_is_made(engine: Engine) -> None:
    script = """() => {
        engine.preview({ period: [19000, 19100] });
        const first = engine.mask, copy = Array.from(first);
        engine.preview({ period: [10000, 20000] });
        return first !== engine.mask && copy.every((bit, i) => bit === first[i]);
    }"""
    assert engine.do(script) is True


def test_words_are_fetched_when_somebody_searches(engine: Engine, dataset: Dataset) -> None:
    assert engine.do("asked") == ["filters"]
    engine.perform(1, {"type": "search", "text": "china"})
    engine.wait_count(int(dataset.index.mask(EventFilter(search="china")).sum()))
    assert engine.do("asked") == ["filters", "words"]


def test_a_command_that_comes_before_its_data_waits_for_them(
    browser: Browser, dataset: Dataset
) -> None:
    page = browser.new_page()
    with_scripts(page).evaluate(MAKE, addresses_of(dataset))
    engine = Engine(page)
    command = {"filter": {"countries": ["SRB"]}, "matched": count_of(dataset, "SRB")}
    script = "(command) => { engine.take(command); return [engine.isReady, engine.visibleCount]; }"
    assert engine.do(script, command) == [False, 113]
    engine.wait_count(count_of(dataset, "SRB"))
    assert engine.do("[sent, problems]") == [[], []]
    page.close()


def test_when_the_counts_differ_python_is_right(engine: Engine) -> None:
    engine.take(filter={"countries": ["SRB"]}, matched=5, name="five")
    assert engine.do("sent") == [{"type": "recount"}]
    assert engine.do("problems.length") == 1
    assert "The map now shows what the page counts." in engine.do("problems[0]")
    five = np.arange(113) < 5
    engine.take(filter={"countries": ["SRB"]}, matched=5, name="five", visible=encode_mask(five))
    assert (engine.count, engine.do("engine.name")) == (5, "five")
    assert engine.do("Array.from(engine.mask)") == five.astype(int).tolist()
    assert len(engine.do("sent")) == 1


def test_data_that_do_not_arrive_leave_the_answer_to_python(
    browser: Browser, dataset: Dataset
) -> None:
    page = browser.new_page()
    columns, *_ = addresses_of(dataset)
    with_scripts(page).evaluate(MAKE, [columns, "data:,", "data:,"])
    engine = Engine(page)
    engine.take(filter={"countries": ["SRB"]}, matched=5)
    page.wait_for_function("sent.length === 1")
    assert engine.do("[sent, problems]") == [[{"type": "recount"}], []]
    engine.take(filter={}, matched=5, visible=encode_mask(np.arange(113) < 5))
    assert engine.count == 5
    page.close()


def test_the_page_around_tells_of_actions_and_nobody_else(engine: Engine) -> None:
    # Here the page is its own parent.
    script = """([message, isOwn]) => {
        const source = isOwn ? window.parent : null;
        window.dispatchEvent(new MessageEvent('message', { data: message, source }));
        return engine.filter;
    }"""
    message = {"mapdash": {"sender": "panel", "number": 1, "action": SERBIA}}
    assert engine.do(script, [message, False]) == {}
    for nonsense in (None, "x", {}, {"mapdash": None}, {"mapdash": {"sender": 1, "number": 1}}):
        assert engine.do(script, [nonsense, True]) == {}
    assert engine.do(script, [message, True]) == {"countries": ["SRB"]}
