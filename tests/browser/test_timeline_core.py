"""The time strip without a page: its bins, dates, axis, window and play."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import mapdash.render
from mapdash.io import read_countries, read_table
from mapdash.services import load_dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from mapdash.layers import EventColumns

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
WEB_FOLDER = Path(mapdash.render.__file__).parent / "web"
SCRIPTS = ("dates", "bins", "brush", "play", "fields")
MONTH_ONLY, YEAR_ONLY = 1, 2

COUNTED = """([columns, unit]) => {
    const { bins } = mapdash;
    const grid = bins.gridOf(bins.rangesOf(columns).all, unit);
    const found = bins.countBins(bins.layOut(columns, grid), columns.mask);
    const table = (of) => Array.from({ length: found.categories }, (_, category) =>
        Array.from({ length: grid.count }, (_, bin) => of(category, bin)));
    const { totals, most, events } = found;
    return { grid, totals: [...totals], most, events, solid: table(found.solid), hatched: table(found.hatched) };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.goto("about:blank")
    page.evaluate("window.mapdash = {}")
    for name in SCRIPTS:
        page.evaluate((WEB_FOLDER / f"timeline-{name}.js").read_text("utf-8"))
    yield page
    page.close()


@pytest.fixture(scope="module")
def shipped() -> EventColumns:
    names = read_countries(GEODATA / "countries.csv")
    return load_dataset(GEODATA / "events.csv", read_table=read_table, country_names=names).columns


def _data(columns: EventColumns, mask: list[int]) -> dict[str, Any]:
    return {
        "rows": len(columns),
        "startDay": columns.start_day.tolist(),
        "endDay": columns.end_day.tolist(),
        "category": columns.category.tolist(),
        "datePrecision": columns.date_precision.tolist(),
        "mask": mask,
    }


def _spans(spans: list[tuple[str, str]], precision: int = 0) -> dict[str, Any]:
    days = [[int(np.datetime64(day, "D").astype(int)) for day in span] for span in spans]
    return {
        "rows": len(spans),
        "startDay": [first for first, _ in days],
        "endDay": [last for _, last in days],
        "category": [0] * len(spans),
        "datePrecision": [precision] * len(spans),
        "mask": [1] * len(spans),
    }


def _day(text: str) -> int:
    return int(np.datetime64(text, "D").astype(int))


@pytest.mark.parametrize(("unit", "first"), [("M", "2008-01"), ("Y", "2008")])
def test_bars_count_what_python_counts(
    page: Page, shipped: EventColumns, unit: str, first: str
) -> None:
    mask = [0 if row % 5 == 0 else 1 for row in range(len(shipped))]
    name, coarse = {"M": ("month", MONTH_ONLY), "Y": ("year", YEAR_ONLY)}[unit]
    found = page.evaluate(COUNTED, [_data(shipped, mask), name])
    count, categories = found["grid"]["count"], len(found["solid"])
    expected = np.zeros((2, categories, count), dtype=int)
    start, end = (
        (days.astype("datetime64[D]").astype(f"datetime64[{unit}]") - np.datetime64(first)).astype(
            int
        )
        for days in (shipped.start_day, shipped.end_day)
    )
    for row in np.flatnonzero(mask):
        is_hatched = int(shipped.date_precision[row] >= coarse)
        expected[is_hatched, shipped.category[row], start[row] : end[row] + 1] += 1
    assert found["solid"] == expected[0].tolist()
    assert found["hatched"] == expected[1].tolist()
    assert found["totals"] == expected.sum(axis=(0, 1)).tolist()
    assert found["events"] == sum(mask)


def test_span_counts_in_every_month_that_it_touches(page: Page) -> None:
    found = page.evaluate(COUNTED, [_spans([("2024-01-31", "2024-03-01")]), "month"])
    assert found["totals"] == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("precision", "unit", "hatched"),
    [(0, "month", 0), (1, "month", 1), (2, "month", 1), (1, "year", 0), (2, "year", 1)],
)
def test_dates_that_are_no_finer_than_the_bar_are_hatched(
    page: Page, precision: int, unit: str, hatched: int
) -> None:
    found = page.evaluate(COUNTED, [_spans([("2024-05-01", "2024-05-31")], precision), unit])
    assert sum(found["hatched"][0]) == hatched


RANGES = """(columns) => {
    const found = mapdash.bins.rangesOf(columns);
    return found && [found.core, found.all];
}"""


def test_few_events_far_out_do_not_squeeze_the_others(page: Page) -> None:
    usual = [(f"{2008 + i % 18}-03-01", f"{2008 + i % 18}-03-02") for i in range(54)]
    far = [("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31")]
    core, everything = page.evaluate(RANGES, _spans([*usual, *far]))
    assert core == [_day("2008-03-01"), _day("2025-03-02")]
    assert everything == [_day("0001-01-01"), _day("9999-12-31")]


def test_span_of_five_centuries_does_not_squeeze_the_others(page: Page) -> None:
    usual = [(f"{2008 + i % 18}-03-01", f"{2008 + i % 18}-03-02") for i in range(54)]
    core, _ = page.evaluate(RANGES, _spans([*usual, ("1550-01-01", "2050-01-01")]))
    assert core == [_day("2008-03-01"), _day("2025-03-02")]


@pytest.mark.parametrize(
    "spans",
    [
        [("2024-02-03", "2024-02-03")] * 40,
        [("1500-01-01", "2000-01-01")] * 40,
        [("0001-01-01", "0001-01-01"), ("9999-12-31", "9999-12-31")],
    ],
)
def test_what_is_common_is_shown_whole(page: Page, spans: list[tuple[str, str]]) -> None:
    core, everything = page.evaluate(RANGES, _spans(spans))
    assert core == everything


def test_without_events_there_is_no_range(page: Page) -> None:
    assert page.evaluate(RANGES, _spans([])) is None


@pytest.mark.parametrize(
    ("first", "last", "width", "units"),
    [
        ("2008-09-12", "2026-03-12", 1000, ["month", "year"]),
        ("2008-09-12", "2026-03-12", 330, ["year", "decade"]),
        ("2024-02-01", "2024-10-01", 1000, ["month"]),
        ("2024-02-01", "2024-02-01", 330, ["month"]),
        ("1900-01-01", "2000-01-01", 1000, ["year", "decade"]),
        ("1500-01-01", "2000-01-01", 1000, ["decade", "century"]),
        ("0001-01-01", "9999-12-31", 1000, ["century"]),
    ],
)
def test_bars_are_as_fine_as_can_be_seen(
    page: Page, first: str, last: str, width: int, units: list[str]
) -> None:
    script = "([range, width]) => mapdash.bins.unitsFor(range, width)"
    assert page.evaluate(script, [[_day(first), _day(last)], width]) == units


@pytest.mark.parametrize("width", [180, 330, 700, 1000, 1600, 3800])
def test_labels_of_the_axis_never_meet(page: Page, width: int) -> None:
    script = """([range, width]) => mapdash.bins.unitsFor(range, width).map((unit) => {
        const grid = mapdash.bins.gridOf(range, unit);
        return mapdash.bins.ticksOf(grid, width).map(({ at }) => at * width / grid.count);
    })"""
    for first, last in [
        ("2024-02-01", "2024-10-01"),
        ("2008-09-12", "2026-03-12"),
        ("1500-01-01", "2000-01-01"),
        ("0001-01-01", "9999-12-31"),
    ]:
        for places in page.evaluate(script, [[_day(first), _day(last)], width]):
            assert len(places) >= 2
            assert min(np.diff(places)) >= 46 - 1e-9
            assert places[-1] <= width - 32


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("1", "0001-01-01", "0001-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-03-15", "2024-03-15", "2024-03-15"),
        (" March  2024 ", "2024-03-01", "2024-03-31"),
        ("sept. 2023", "2023-09-01", "2023-09-30"),
        ("3/2024", "2024-03-01", "2024-03-31"),
        ("15.03.2024", "2024-03-15", "2024-03-15"),
        ("15 March 2024", "2024-03-15", "2024-03-15"),
        ("March 15, 2024", "2024-03-15", "2024-03-15"),
    ],
)
def test_typed_dates_are_understood(page: Page, typed: str, first: str, last: str) -> None:
    answer = page.evaluate("(text) => mapdash.dates.parse(text)", typed)
    assert answer == {"first": _day(first), "last": _day(last)}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("soon", "“soon” is not a date that can be read here. Type 2024, 2024-03 or 2024-03-15."),
        (
            "3/4/2024",
            (
                "“3/4/2024” can be two dates: which number is the month? "
                "Type 2024, 2024-03 or 2024-03-15."
            ),
        ),
        ("2024-13", "There is no month 13. The months go from 1 to 12."),
        ("2023-02-29", "February 2023 has no day 29: it has 28."),
        ("0", "There is no year 0. The years go from 1 to 9999."),
        (
            "Mars 2024",
            "“Mars” is not the name of a month. Type 2024, 2024-03 or 2024-03-15.",
        ),
    ],
)
def test_what_is_no_date_is_said_in_a_sentence(page: Page, typed: str, sentence: str) -> None:
    answer = page.evaluate("(text) => mapdash.dates.parse(text)", typed)
    assert answer == {"problem": sentence}


def test_every_day_of_the_calendar_has_its_own_number(page: Page) -> None:
    script = """() => {
        const { dayOf, partsOf } = mapdash.dates;
        const wrong = [];
        for (let day = dayOf(1, 1, 1); day <= dayOf(9999, 12, 31); day += 17) {
            const { year, month, day: ofMonth } = partsOf(day);
            if (dayOf(year, month, ofMonth) !== day) wrong.push(day);
        }
        return [dayOf(1, 1, 1), dayOf(1970, 1, 1), dayOf(9999, 12, 31), wrong];
    }"""
    assert page.evaluate(script) == [-719162, 0, 2932896, []]


@pytest.mark.parametrize(
    ("first", "last", "action"),
    [
        ("2024-01-01", "2025-12-31", {"type": "years", "first": 2024, "last": 2025}),
        ("2024-03-01", "2024-07-31", {"type": "period", "first": "2024-03", "last": "2024-07"}),
        ("2024-03-15", "2024-12-31", {"type": "period", "first": "2024-03-15", "last": "2024"}),
        ("0001-02-01", "0001-02-28", {"type": "period", "first": "0001-02", "last": "0001-02"}),
    ],
)
def test_python_is_told_the_shortest_form(
    page: Page, first: str, last: str, action: dict[str, Any]
) -> None:
    period = [_day(first), _day(last)]
    assert page.evaluate("(period) => mapdash.dates.actionOf(period)", period) == action


GRID = "const grid = { unit: 'year', first: 2000, count: 20 };"


@pytest.mark.parametrize(
    ("drag", "at", "window"),
    [
        ({"kind": "draw", "from": 4.2}, 7.9, [4, 8]),
        ({"kind": "draw", "from": 7.9}, 4.2, [4, 8]),
        ({"kind": "draw", "from": 4.2}, 99, [4, 20]),
        ({"kind": "move", "from": 5, "window": [4, 8]}, 7.4, [6, 10]),
        ({"kind": "move", "from": 5, "window": [4, 8]}, -30, [0, 4]),
        ({"kind": "start", "from": 4, "window": [4, 8]}, 6.2, [6, 8]),
        ({"kind": "start", "from": 4, "window": [4, 8]}, 8.1, [7, 8]),
        ({"kind": "start", "from": 4, "window": [4, 8]}, 10.7, [8, 11]),
        ({"kind": "end", "from": 8, "window": [4, 8]}, 4.3, [4, 5]),
        ({"kind": "end", "from": 8, "window": [4, 8]}, 1.0, [1, 4]),
    ],
)
def test_drag_snaps_to_bars(page: Page, drag: dict[str, Any], at: float, window: list[int]) -> None:
    script = f"([drag, at]) => {{ {GRID} return mapdash.brush.dragged(grid, drag, at); }}"
    assert page.evaluate(script, [drag, at]) == window


@pytest.mark.parametrize(
    ("mode", "start", "played"),
    [
        ("window", [4, 6], [[4, 6], [5, 7], [6, 8]]),
        ("cumulative", [4, 6], [[4, 6], [4, 7], [4, 8]]),
        ("window", None, [[0, 1], [1, 2], [2, 3]]),
        ("cumulative", None, [[0, 1], [0, 2], [0, 3]]),
        ("window", [17, 20], [[0, 3], [1, 4], [2, 5]]),
        ("cumulative", [17, 20], [[17, 18], [17, 19], [17, 20]]),
    ],
)
def test_play_moves_the_window_or_its_end(
    page: Page, mode: str, start: list[int] | None, played: list[list[int]]
) -> None:
    script = f"""([mode, start]) => {{
        {GRID}
        const {{ firstOf, nextOf }} = mapdash.play;
        const first = firstOf(grid, start, mode);
        const second = nextOf(grid, first, mode);
        return [first, second, nextOf(grid, second, mode)];
    }}"""
    assert page.evaluate(script, [mode, start]) == played


@pytest.mark.parametrize(
    ("texts", "changed", "period"),
    [
        ({"from": "2012", "to": "2014"}, "from", ["2012-01-01", "2014-12-31"]),
        ({"from": "2012", "to": ""}, "from", ["2012-01-01", "2026-03-12"]),
        ({"from": "2020", "to": "2014"}, "from", ["2020-01-01", "2020-12-31"]),
        ({"from": "2020", "to": "2014"}, "to", ["2014-01-01", "2014-12-31"]),
        ({"from": "", "to": ""}, "to", None),
        ({"from": "2008", "to": "2026"}, "to", None),
    ],
)
def test_typed_bounds_make_a_period(
    page: Page, texts: dict[str, str], changed: str, period: list[str] | None
) -> None:
    everything = [_day("2008-09-12"), _day("2026-03-12")]
    script = "([texts, changed, all]) => mapdash.typedPeriod(texts, changed, all)"
    expected = [_day(day) for day in period] if period else None
    assert page.evaluate(script, [texts, changed, everything]) == {"period": expected}
