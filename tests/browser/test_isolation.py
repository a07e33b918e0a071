"""A map document is locked in: it has no origin, reaches no page, and loads from this server alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.harness import Dashboard

REACH = """(what) => {
    try { return String(new Function(`return ${what}`)()); } catch (error) { return error.name; }
}"""
FETCH = "(url) => fetch(url).then(() => 'fetched', (error) => error.name)"
RUN_INLINE = """() => {
    const script = document.createElement('script');
    script.textContent = 'window.__inline = 1';
    document.body.append(script);
    return window.__inline === undefined;
}"""


def test_the_map_document_reaches_neither_the_page_nor_its_storage(dashboard: Dashboard) -> None:
    dashboard.open()
    assert dashboard.in_map("() => window.origin") == "null"
    locked = ("window.parent.document", "document.cookie", "localStorage", "sessionStorage")
    assert {what: dashboard.in_map(REACH, what) for what in locked} == dict.fromkeys(
        locked, "SecurityError"
    )


def test_the_map_document_fetches_from_this_server_alone(dashboard: Dashboard) -> None:
    dashboard.open()
    # 198.51.100.7 is a documentation address: the policy stops the request before it is made.
    assert dashboard.in_map(FETCH, "http://198.51.100.7/") == "TypeError"
    own = dashboard.in_map("() => document.querySelector('script[src*=\"map.js\"]').src")
    assert own.startswith(dashboard.server.address)
    assert dashboard.in_map(FETCH, own) == "fetched"
    refused = [error for error in dashboard.watch.errors if "198.51.100.7" in error]
    assert refused == dashboard.watch.errors
    assert refused
    dashboard.watch.forget()


def test_a_script_that_is_put_into_the_page_does_not_run(dashboard: Dashboard) -> None:
    dashboard.open()
    assert dashboard.page.evaluate(RUN_INLINE)
    assert all("Content Security Policy" in error for error in dashboard.watch.errors)
    assert dashboard.watch.errors
    dashboard.watch.forget()
