"""The pages that play a briefing, as a browser asks for them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
import streamlit.config
from starlette.applications import Starlette
from starlette.middleware import Middleware

from mapdash.errors import SettingsError
from mapdash.render.presenter import publish_presenter
from mapdash.server.routes import OwnRoutes
from mapdash.server.security import SecurityMiddleware
from mapdash.server.warming import WarmUp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.unit.server.conftest import Ask

PAGE = (
    "<!DOCTYPE html><html><head><script>a</script></head><body>" + "words " * 200 + "</body></html>"
)
HASH_OF_A = "sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs="
GONE = f"/mapdash-present/{'0' * 64}/briefing.html"


def make_app(address: Callable[[], str], *, tile_origin: str | None = None) -> Starlette:
    routes = [OwnRoutes(WarmUp(), tile_origin=tile_origin, briefing_address=address)]
    return Starlette(routes=routes, middleware=[Middleware(SecurityMiddleware, public_origin=None)])


@pytest.fixture
def path() -> str:
    return publish_presenter(PAGE).removeprefix("../..")


@pytest.fixture
def app() -> Starlette:
    return make_app(lambda: publish_presenter(PAGE))


@pytest.fixture
def base_path() -> Iterator[None]:
    before = streamlit.get_option("server.baseUrlPath")
    streamlit.config.set_option("server.baseUrlPath", "some/where/")
    yield
    streamlit.config.set_option("server.baseUrlPath", before)


def test_a_page_is_what_was_published(app: Starlette, ask: Ask, path: str) -> None:
    answer = ask(app, path)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.body.decode() == PAGE


def test_a_page_may_run_its_own_scripts_and_be_shown_by_this_server(
    app: Starlette, ask: Ask, path: str
) -> None:
    headers = ask(app, path).headers
    assert headers["content-security-policy"] == (
        f"default-src 'none'; script-src 'self' '{HASH_OF_A}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
        "worker-src 'self' blob:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
        "object-src 'none'"
    )
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_a_page_may_show_the_pictures_of_the_tile_server_of_the_settings(
    ask: Ask, path: str
) -> None:
    app = make_app(lambda: "", tile_origin="https://tiles.example.org")
    policy = ask(app, path).headers["content-security-policy"]
    assert "img-src 'self' data: blob: https://tiles.example.org;" in policy
    assert "connect-src 'self';" in policy


def test_a_page_is_kept_by_the_browser_and_not_sent_again(
    app: Starlette, ask: Ask, path: str
) -> None:
    first = ask(app, path, {"accept-encoding": "gzip"})
    assert first.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert first.headers["content-encoding"] == "gzip"
    again = ask(app, path, {"accept-encoding": "gzip", "if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_a_page_that_is_gone_says_what_to_do_and_runs_nothing(app: Starlette, ask: Ask) -> None:
    answer = ask(app, GONE)
    assert answer.status == 404
    assert answer.body.decode() == (
        "This briefing is not kept any more: the server was started anew, or it was changed. "
        "Open it from the dashboard again.\n"
    )
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; base-uri")
    assert answer.headers["cache-control"] == "no-store"


def test_the_briefing_of_the_settings_is_there_again_after_a_new_start(ask: Ask) -> None:
    page = PAGE.replace("words", "others")
    path = f"/mapdash-present/{hashlib.sha256(page.encode()).hexdigest()}/briefing.html"
    answer = ask(make_app(lambda: publish_presenter(page)), path)
    assert (answer.status, answer.body.decode()) == (200, page)


def test_a_page_that_is_gone_is_gone_where_the_settings_are_wrong(ask: Ask) -> None:
    def fail() -> str:
        message = "There is no such point of view."
        raise SettingsError(message)

    assert ask(make_app(fail), GONE).status == 404


def test_the_short_address_leads_to_the_briefing_of_the_settings(
    app: Starlette, ask: Ask, path: str
) -> None:
    answer = ask(app, "/present")
    assert (answer.status, answer.headers["location"]) == (307, path)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("base_path")
def test_the_short_address_holds_under_a_base_path(app: Starlette, ask: Ask, path: str) -> None:
    answer = ask(app, "/some/where/present")
    assert (answer.status, answer.headers["location"]) == (307, f"/some/where{path}")


def test_an_address_that_only_begins_like_the_short_one_is_not_ours(
    app: Starlette, ask: Ask
) -> None:
    assert ask(app, "/presents").status == 404
