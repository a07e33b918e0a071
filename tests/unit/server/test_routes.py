"""Web files, published data and health, as a browser asks for them."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING

import pytest
import streamlit.config
from starlette.applications import Starlette

from mapdash.render import assets
from mapdash.server.routes import OwnRoutes
from mapdash.server.warming import WarmUp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.server.conftest import Ask

LEAFLET = "vendor/leaflet@1.9.3/dist/leaflet.js"
ICON = "vendor/leaflet@1.9.3/dist/images/marker-icon.png"
GZIP = {"accept-encoding": "br, gzip"}


@pytest.fixture
def app() -> Starlette:
    return Starlette(routes=[OwnRoutes(WarmUp())])


@pytest.fixture
def base_path() -> Iterator[None]:
    before = streamlit.get_option("server.baseUrlPath")
    streamlit.config.set_option("server.baseUrlPath", "some/where/")
    yield
    streamlit.config.set_option("server.baseUrlPath", before)


@pytest.fixture
def data_path() -> str:
    address = assets.publish("numbers.json", b"[" + b"1, " * 500 + b"1]", "application/json")
    return address.removeprefix("../..")


def test_an_asset_is_the_file_that_ships(app: Starlette, ask: Ask) -> None:
    answer = ask(app, f"/mapdash-assets/{LEAFLET}")
    assert (answer.status, answer.headers["content-type"]) == (
        200,
        "text/javascript; charset=utf-8",
    )
    assert answer.body == (assets.WEB_FOLDER / LEAFLET).read_bytes()


def test_an_asset_may_be_read_by_a_frame_without_an_origin(app: Starlette, ask: Ask) -> None:
    headers = ask(app, f"/mapdash-assets/{ICON}", {"origin": "null"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"] == "image/png"


def test_an_asset_below_the_hash_may_be_kept_for_ever(app: Starlette, ask: Ask) -> None:
    hashed = ask(app, f"/mapdash-assets/{assets.web_files_hash()}/{LEAFLET}")
    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert ask(app, f"/mapdash-assets/{LEAFLET}").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "gzip"])
def test_an_asset_that_the_browser_has_is_not_sent_again(
    app: Starlette, ask: Ask, headers: dict[str, str]
) -> None:
    etag = ask(app, f"/mapdash-assets/{LEAFLET}", headers).headers["etag"]
    again = ask(app, f"/mapdash-assets/{LEAFLET}", {**headers, "if-none-match": f'"x", W/{etag}'})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == etag


def test_a_script_is_compressed_for_who_takes_it(app: Starlette, ask: Ask) -> None:
    answer = ask(app, f"/mapdash-assets/{LEAFLET}", GZIP)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert len(answer.body) < 50_000
    assert gzip.decompress(answer.body) == (assets.WEB_FOLDER / LEAFLET).read_bytes()


@pytest.mark.parametrize("headers", [{}, GZIP], ids=["plain", "gzip"])
def test_a_bundle_of_scripts_is_kept_for_ever(
    app: Starlette, ask: Ask, headers: dict[str, str]
) -> None:
    path = assets.bundle_address("two.js", ("runtime.js", LEAFLET)).removeprefix("../..")
    answer = ask(app, path, headers)
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    body = gzip.decompress(answer.body) if headers else answer.body
    assert body == assets.bundled(path.removeprefix("/mapdash-assets/"))
    again = ask(app, path, {**headers, "if-none-match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_a_picture_is_sent_as_it_is(app: Starlette, ask: Ask) -> None:
    assert "content-encoding" not in ask(app, f"/mapdash-assets/{ICON}", GZIP).headers


def test_a_range_of_an_asset_is_that_part_of_the_file(app: Starlette, ask: Ask) -> None:
    answer = ask(app, f"/mapdash-assets/{LEAFLET}", {**GZIP, "range": "bytes=10-19"})
    assert (answer.status, len(answer.body)) == (206, 10)
    assert answer.headers["content-range"] == "bytes 10-19/146715"
    assert answer.body == (assets.WEB_FOLDER / LEAFLET).read_bytes()[10:20]


def test_a_range_beyond_the_end_is_refused(app: Starlette, ask: Ask) -> None:
    assert ask(app, f"/mapdash-assets/{LEAFLET}", {"range": "bytes=999999-"}).status == 416


@pytest.mark.parametrize(
    "path",
    ["absent.js", "", "not-vendored/HeatMap/x.js", "../assets.py", "vendor/../../assets.py",
     "/etc/hostname", "x" * 5000],
)  # fmt: skip
def test_what_does_not_ship_is_not_found(app: Starlette, ask: Ask, path: str) -> None:
    answer = ask(app, f"/mapdash-assets/{path}")
    assert (answer.status, answer.body) == (404, b"This file does not ship with mapdash.\n")
    assert answer.headers["cache-control"] == "no-store"


def test_data_is_sent_compressed_and_kept_for_ever(
    app: Starlette, ask: Ask, data_path: str
) -> None:
    answer = ask(app, data_path, GZIP)
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert len(json.loads(gzip.decompress(answer.body))) == 501


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "gzip; q=0.0", "x-gzip"])
def test_data_is_sent_plain_to_who_takes_no_gzip(
    app: Starlette, ask: Ask, data_path: str, accepted: str
) -> None:
    answer = ask(app, data_path, {"accept-encoding": accepted})
    assert "content-encoding" not in answer.headers
    assert len(json.loads(answer.body)) == 501


def test_data_that_the_browser_has_is_not_sent_again(
    app: Starlette, ask: Ask, data_path: str
) -> None:
    etag = ask(app, data_path, GZIP).headers["etag"]
    assert ask(app, data_path, {**GZIP, "if-none-match": etag}).status == 304
    assert ask(app, data_path, {"if-none-match": etag}).status == 200


def test_data_needs_its_whole_address(app: Starlette, ask: Ask, data_path: str) -> None:
    other = hashlib.sha256(b"other").hexdigest()
    for path in (f"/mapdash-data/{other}/numbers.json", data_path + "x", data_path[:-14]):
        assert ask(app, path).status == 404


@pytest.mark.parametrize("path", ["/mapdash-assets/x.js", "/mapdash-data/x/y"])
def test_a_browser_may_ask_first_whether_it_may_ask_for_a_range(
    app: Starlette, ask: Ask, path: str
) -> None:
    answer = ask(app, path, method="OPTIONS")
    assert (answer.status, answer.headers["access-control-allow-methods"]) == (204, "GET, HEAD")
    assert "Range" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize("path", [f"/mapdash-assets/{LEAFLET}", "/mapdash-health"])
def test_nothing_can_be_written(app: Starlette, ask: Ask, path: str) -> None:
    assert ask(app, path, method="POST").status == 405


def test_health_tells_version_and_warm_up(app: Starlette, ask: Ask) -> None:
    answer = ask(app, "/mapdash-health")
    assert json.loads(answer.body) == {"status": "ok", "version": "0.1.0", "warm_up": "waiting"}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("base_path")
def test_all_routes_stand_below_streamlits_base_path(
    app: Starlette, ask: Ask, data_path: str
) -> None:
    for path in (f"/mapdash-assets/{LEAFLET}", data_path, "/mapdash-health"):
        assert ask(app, f"/some/where{path}").status == 200
        assert ask(app, path).status == 404
        assert ask(app, f"/some/wherever{path}").status == 404
