"""The line between two windows, without a map: each message once, and only from windows of ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mapdash.render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

SCRIPT = Path(mapdash.render.__file__).parent / "web" / "present-line.js"
ORIGIN = "http://127.0.0.1:9"
ID = "0123456789abcdef0123456789abcdef"
OPEN = """(id) => {
    window.heard = [];
    window.line = mapdash.makeLine(id, { peer: window.opener });
    line.listen((message) => heard.push(message.text));
}"""
HAS_HEARD = "(texts) => JSON.stringify(heard) === JSON.stringify(texts)"
WITHOUT_CHANNEL = "window.BroadcastChannel = function () { throw new Error('none'); };"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    opened.set_default_timeout(5_000)
    page = "<!doctype html><title>line</title>"
    opened.route(f"{ORIGIN}/**", lambda route: route.fulfill(body=page, content_type="text/html"))
    yield opened
    opened.close()


def _visit(page: Page, id_: str = ID) -> Page:
    page.goto(f"{ORIGIN}/")
    return _connect(page, id_)


def _connect(page: Page, id_: str = ID) -> Page:
    page.evaluate(SCRIPT.read_text("utf-8"))
    page.evaluate(OPEN, id_)
    return page


def _open_from(page: Page) -> Page:
    with page.expect_popup() as opening:
        page.evaluate("() => { window.other = open('/'); }")
    other = opening.value
    other.wait_for_load_state()
    return _connect(other)


def _send(page: Page, *texts: str) -> None:
    page.evaluate(
        "(texts) => { for (const text of texts) line.send({ type: 'say', text }); }", list(texts)
    )


def _wait_heard(page: Page, *texts: str) -> None:
    page.wait_for_function(HAS_HEARD, arg=list(texts))


@pytest.mark.parametrize("has_channel", [True, False])
def test_an_opened_window_and_its_opener_hear_each_message_once(
    context: BrowserContext, *, has_channel: bool
) -> None:
    if not has_channel:
        context.add_init_script(WITHOUT_CHANNEL)
    first = _visit(context.new_page())
    second = _open_from(first)
    first.evaluate("() => line.addPeer(window.other)")
    _send(first, "one", "two")
    _wait_heard(second, "one", "two")
    _send(second, "three")
    _wait_heard(first, "three")
    _send(first, "four")
    _wait_heard(second, "one", "two", "four")
    assert first.evaluate("heard") == ["three"]


def test_an_opener_that_was_reloaded_is_found_again_without_a_channel(
    context: BrowserContext,
) -> None:
    context.add_init_script(WITHOUT_CHANNEL)
    first = _visit(context.new_page())
    second = _open_from(first)
    first.reload()
    _connect(first)
    _send(second, "still here")
    _wait_heard(first, "still here")
    _send(first, "so am I")
    _wait_heard(second, "so am I")


def test_windows_that_nobody_opened_hear_each_other_by_the_channel(
    context: BrowserContext,
) -> None:
    first, second, third = (_visit(context.new_page()) for _ in range(3))
    _send(first, "to all")
    _wait_heard(second, "to all")
    _wait_heard(third, "to all")


def test_what_does_not_know_the_id_is_not_heard(context: BrowserContext) -> None:
    first = _visit(context.new_page())
    stranger = _visit(context.new_page(), ID[::-1])
    _send(stranger, "wrong line")
    odd: list[Any] = [
        None,
        "text",
        [],
        {},
        {"mapdashLine": ID, "sender": ID, "number": 1, "message": "text"},
        {"mapdashLine": ID, "sender": ID, "number": 1, "message": {"text": "no type"}},
        {"mapdashLine": ID, "sender": ID, "number": -1, "message": {"type": "say", "text": "-1"}},
        {"mapdashLine": ID, "sender": ID, "number": 0.5, "message": {"type": "say", "text": "½"}},
        {"mapdashLine": ID, "sender": "x", "number": 1, "message": {"type": "say", "text": "x"}},
        {"mapdashLine": [ID], "sender": ID, "number": 1, "message": {"type": "say", "text": "[]"}},
    ]
    first.evaluate("(odd) => { for (const data of odd) window.postMessage(data, '*'); }", odd)
    good = {"mapdashLine": ID, "sender": ID, "number": 1, "message": {"type": "say", "text": "ok"}}
    first.evaluate("(data) => window.postMessage(data, '*')", good)
    _wait_heard(first, "ok")
