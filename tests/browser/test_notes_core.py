"""The timer of a talk, and what the windows of a briefing believe of each other, without a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mapdash.render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

WEB_FOLDER = Path(mapdash.render.__file__).parent / "web"
SCRIPTS = ("present-line", "notes-clock", "notes-messages")
SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
COMMAND: dict[str, Any] = {"name": "", "filter": {}, "chosen": -1, "shown": [], "hidden": []}
STATE: dict[str, Any] = {"type": "state", "index": 2, "command": COMMAND}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.goto("about:blank")
    for name in SCRIPTS:
        page.evaluate((WEB_FOLDER / f"{name}.js").read_text("utf-8"))
    yield page
    page.close()


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (0, "00:00"),
        (61_999, "01:01"),
        (59 * MINUTE + 59 * SECOND, "59:59"),
        (HOUR, "1:00:00"),
        (26 * HOUR + 5 * SECOND, "26:00:05"),
    ],
)
def test_a_time_is_said_in_minutes_and_seconds(page: Page, milliseconds: int, words: str) -> None:
    assert page.evaluate("(ms) => mapdash.talkTimer.words(ms)", milliseconds) == words


def test_a_timer_runs_rests_and_is_set_back_while_it_goes_on(page: Page) -> None:
    seen = page.evaluate("""() => {
        const { FRESH, started, paused, reset, elapsed } = mapdash.talkTimer;
        const running = started(FRESH, 10_000);
        const resting = paused(running, 25_000);
        const again = started(resting, 100_000);
        return [
            elapsed(FRESH, 9_000), elapsed(running, 12_000), elapsed(running, 1_000),
            elapsed(resting, 99_000), elapsed(again, 101_000),
            elapsed(reset(again, 200_000), 203_000), elapsed(reset(resting, 200_000), 203_000),
        ];
    }""")
    assert seen == [0, 2_000, 0, 15_000, 16_000, 3_000, 0]


@pytest.mark.parametrize(
    ("run", "minutes", "words"),
    [
        (0, 0, ""),
        (0, 20, "20:00 left"),
        (MINUTE - 1, 20, "19:01 left"),
        (20 * MINUTE, 20, "00:00 left"),
        (21 * MINUTE + 5 * SECOND, 20, "01:05 over"),
    ],
)
def test_the_time_that_is_left_says_when_it_is_over(
    page: Page, run: int, minutes: int, words: str
) -> None:
    script = """([before, minutes]) =>
        mapdash.talkTimer.remaining({ before, startedAt: null }, minutes, 0)"""
    assert page.evaluate(script, [run, minutes]) == words


@pytest.mark.parametrize(
    "odd",
    [
        {"type": "other"},
        {"index": -1},
        {"index": 9},
        {"index": 1.5},
        {"index": "2"},
        {"command": None},
        {"command": {**COMMAND, "filter": []}},
        {"command": {**COMMAND, "filter": {"search": "x" * 200_001}}},
    ],
)
def test_a_state_that_cannot_be_is_not_believed(page: Page, odd: dict[str, Any]) -> None:
    script = "(message) => mapdash.lineMessages.stateOf(message, 9)"
    assert page.evaluate(script, STATE)["index"] == 2
    assert page.evaluate(script, {**STATE, **odd}) is None


def test_of_a_state_only_what_is_known_and_in_range_is_kept(page: Page) -> None:
    command = {
        **COMMAND,
        "chosen": 1e12,
        "theme": "<b>",
        "shown": ["density", 5, {}],
        "selected": [1, -1, "2"],
        "regions": {"rows": "https://elsewhere.example/"},
        "reference": {"url": "https://elsewhere.example/"},
    }
    message = {
        **STATE,
        "command": command,
        "camera": {"longitude": 20, "latitude": 91, "zoom": 4},
        "size": {"width": 1e9, "height": 1080},
        "isBlack": "yes",
        "timer": {"before": -1, "startedAt": None},
        "minutes": "many",
        "notices": [{"at": 1, "sentence": "x" * 2_000}, {"at": "now", "sentence": "y"}, None],
    }
    seen = page.evaluate("(message) => mapdash.lineMessages.stateOf(message, 9)", message)
    assert seen["command"] == {
        "name": "",
        "filter": {},
        "chosen": -1,
        "selected": [1],
        "theme": None,
        "hidden": [],
        "shown": ["density"],
        "annotations": [],
    }
    assert (seen["camera"], seen["size"], seen["timer"], seen["minutes"]) == (None, None, None, 0)
    assert seen["isBlack"] is False
    assert seen["notices"] == [{"at": 1, "sentence": "x" * 1_000}]


@pytest.mark.parametrize(
    ("message", "request_"),
    [
        ({"type": "do", "what": "next"}, {"type": "do", "what": "next"}),
        ({"type": "do", "what": "leave"}, None),
        ({"type": "do", "what": "constructor"}, None),
        ({"type": "go", "index": 8}, {"type": "go", "index": 8}),
        ({"type": "go", "index": 9}, None),
        (
            {"type": "timer", "timer": {"before": 5, "startedAt": None}, "minutes": 1e9},
            {
                "type": "timer",
                "timer": {"before": 5, "startedAt": None, "isTouched": False},
                "minutes": 600,
            },
        ),
        ({"type": "timer", "timer": {"before": "5"}}, None),
        ({"type": "state"}, None),
    ],
)
def test_only_known_requests_are_carried_out(
    page: Page, message: dict[str, Any], request_: dict[str, Any] | None
) -> None:
    script = "(message) => mapdash.lineMessages.requestOf(message, 9)"
    assert page.evaluate(script, message) == request_
