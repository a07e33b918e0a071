"""What the other tests rely on: a request elsewhere and an error on the console are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.harness import Dashboard

# 198.51.100.7 is a documentation address; the browser of the tests resolves and reaches nothing.
PICTURE = "http://198.51.100.7/x.png"


def test_a_request_to_another_host_is_seen(dashboard: Dashboard) -> None:
    dashboard.page.set_content(f'<img src="{PICTURE}">')
    assert dashboard.watch.foreign == [PICTURE]
    dashboard.watch.forget()


def test_a_websocket_to_another_host_is_seen(dashboard: Dashboard) -> None:
    with dashboard.page.expect_console_message(), dashboard.page.expect_websocket():
        dashboard.page.evaluate("() => { new WebSocket('ws://198.51.100.7/'); }")
    assert dashboard.watch.foreign == ["ws://198.51.100.7/"]
    dashboard.watch.forget()


def test_console_errors_and_uncaught_errors_are_seen(dashboard: Dashboard) -> None:
    page = dashboard.page
    with page.expect_console_message():
        page.evaluate("() => console.error('said')")
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('thrown'); }); }")
    assert [error.split(" (")[0] for error in dashboard.watch.errors] == [
        "console: said",
        "uncaught: thrown",
    ]
    dashboard.watch.forget()
