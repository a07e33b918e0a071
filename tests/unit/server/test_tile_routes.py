"""Map tiles, as a browser asks for them: parts of one file, or tiles one by one."""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette

from mapdash.io import publish_tiles, read_tile_file
from mapdash.server.routes import OwnRoutes
from mapdash.server.warming import WarmUp
from tests.tile_files import png, vector_tile, write_mbtiles, write_pmtiles

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.server.conftest import Ask

RED, BLUE = png(200, 0, 0), png(0, 0, 200)
TILE = vector_tile({"earth": [(0, 0), (4096, 0), (4096, 4096)]})


@pytest.fixture
def app() -> Starlette:
    return Starlette(routes=[OwnRoutes(WarmUp())])


@pytest.fixture
def pmtiles(tmp_path: Path) -> Path:
    return write_pmtiles(tmp_path / "map.pmtiles", {(0, 0, 0): RED, (1, 0, 0): BLUE})


@pytest.fixture
def mbtiles(tmp_path: Path) -> Path:
    tiles = {(1, 0, 0): RED, (1, 1, 1): BLUE, (3, 0, 0): RED}
    return write_mbtiles(tmp_path / "map.mbtiles", tiles)


def path_of(file: Path, *, is_public: bool = False) -> str:
    """Publish a file and return the path of its address."""
    return publish_tiles(read_tile_file(file), is_public=is_public).removeprefix("../..")


def tile_path(file: Path, place: str) -> str:
    return path_of(file).replace("{z}/{x}/{y}", place)


def test_a_part_of_the_file_is_sent_and_may_be_kept_for_ever(
    app: Starlette, ask: Ask, pmtiles: Path
) -> None:
    answer = ask(app, path_of(pmtiles), {"range": "bytes=0-126", "accept-encoding": "gzip"})
    size = pmtiles.stat().st_size
    assert (answer.status, answer.headers["content-range"]) == (206, f"bytes 0-126/{size}")
    assert answer.body == pmtiles.read_bytes()[:127]
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "application/vnd.pmtiles"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "content-encoding" not in answer.headers


def test_what_ships_may_be_kept_by_proxies_too(app: Starlette, ask: Ask, pmtiles: Path) -> None:
    answer = ask(app, path_of(pmtiles, is_public=True), {"range": "bytes=0-9"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("wanted", "part"),
    [("bytes=5-9", slice(5, 10)), ("bytes=-7", slice(-7, None)), ("bytes=9-", slice(9, None)),
     ("bytes=3-999999999999", slice(3, None))],
)  # fmt: skip
def test_ranges_are_those_of_the_standard(
    app: Starlette, ask: Ask, pmtiles: Path, wanted: str, part: slice
) -> None:
    answer = ask(app, path_of(pmtiles), {"range": wanted})
    assert (answer.status, answer.body) == (206, pmtiles.read_bytes()[part])
    assert answer.headers["content-length"] == str(len(answer.body))


@pytest.mark.parametrize(
    "wanted",
    [
        "bytes=99999999-",
        "bytes=-0",
        "bytes=-",
        "bytes=9-5",
        "bytes=0-0,2-3",
        "bytes=" + ",".join(f"{n}-{n}" for n in range(0, 2000, 2)),
        "bytes=" + "9" * 5000 + "-",
        "bytes=٠-٩".encode().decode("latin-1"),
        "bytes=a-b",
        "rows=0-9",
        "",
    ],
)
def test_any_other_range_is_refused_in_few_bytes(
    app: Starlette, ask: Ask, pmtiles: Path, wanted: str
) -> None:
    answer = ask(app, path_of(pmtiles), {"range": wanted})
    assert (answer.status, answer.body) == (416, b"")
    assert answer.headers["content-range"] == f"bytes */{pmtiles.stat().st_size}"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_head_request_tells_the_size(app: Starlette, ask: Ask, pmtiles: Path) -> None:
    answer = ask(app, path_of(pmtiles), method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(pmtiles.stat().st_size)
    assert answer.headers["accept-ranges"] == "bytes"


def test_a_part_is_sent_only_of_the_file_that_the_browser_knows(
    app: Starlette, ask: Ask, pmtiles: Path
) -> None:
    path = path_of(pmtiles)
    etag = ask(app, path, method="HEAD").headers["etag"]
    part = {"range": "bytes=0-9"}
    assert ask(app, path, {**part, "if-range": etag}).status == 206
    assert ask(app, path, {**part, "if-range": '"another"'}).status == 200
    assert ask(app, path, {"if-none-match": etag}).status == 304


def test_the_address_does_not_tell_what_the_file_is_called(pmtiles: Path) -> None:
    assert path_of(pmtiles).endswith("/tiles.pmtiles")


def test_tiles_need_their_whole_address(
    app: Starlette, ask: Ask, pmtiles: Path, mbtiles: Path
) -> None:
    path = path_of(pmtiles)
    for other in (path[:-1], path + "x", f"/mapdash-tiles/{'0' * 32}/tiles.pmtiles",
                  path.replace("tiles.pmtiles", "map.pmtiles"),
                  path.replace("tiles.pmtiles", "../map.pmtiles"),
                  path_of(mbtiles).replace("{z}/{x}/{y}", "tiles.pmtiles")):  # fmt: skip
        assert ask(app, other).status == 404


@pytest.mark.parametrize("change", ["replaced", "gone", "longer"])
def test_a_file_that_has_changed_is_not_served_under_the_old_address(
    app: Starlette, ask: Ask, pmtiles: Path, change: str
) -> None:
    path = path_of(pmtiles)
    if change == "gone":
        pmtiles.unlink()
    elif change == "longer":
        pmtiles.write_bytes(pmtiles.read_bytes() + b"x")
    else:
        os.utime(pmtiles, (1, 1))
    answer = ask(app, path, {"range": "bytes=0-9"})
    assert (answer.status, answer.headers["cache-control"]) == (404, "no-store")
    assert answer.body == (
        b"This basemap is not kept any more, or its file has changed; restart mapdash.\n"
    )


def test_a_large_file_is_not_read_into_memory(app: Starlette, ask: Ask, tmp_path: Path) -> None:
    file = write_pmtiles(tmp_path / "planet.pmtiles", {(0, 0, 0): RED})
    with file.open("r+b") as planet:
        planet.truncate(200 * 2**30)  # a hole, not bytes
    answer = ask(app, path_of(file), {"range": "bytes=214000000000-214000000099"})
    assert (answer.status, answer.body) == (206, b"\0" * 100)


def test_a_tile_is_sent_by_its_place_counted_from_the_north(
    app: Starlette, ask: Ask, mbtiles: Path
) -> None:
    answer = ask(app, tile_path(mbtiles, "1/1/1"))
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, BLUE, "image/png")
    assert ask(app, tile_path(mbtiles, "1/0/0")).body == RED
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_tile_that_the_browser_has_is_not_sent_again(
    app: Starlette, ask: Ask, mbtiles: Path
) -> None:
    path = tile_path(mbtiles, "1/1/1")
    etag = ask(app, path).headers["etag"]
    assert ask(app, path, {"if-none-match": etag}).status == 304
    assert ask(app, tile_path(mbtiles, "1/0/0"), {"if-none-match": etag}).status == 200


def test_a_tile_that_is_missing_is_no_content(app: Starlette, ask: Ask, mbtiles: Path) -> None:
    for place in ("1/0/1", "2/0/0"):
        answer = ask(app, tile_path(mbtiles, place))
        assert (answer.status, answer.body) == (204, b"")
        assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "place",
    ["0/0/0", "4/0/0", "1/2/0", "1/0/2", "1/-1/0", "1/0", "1/0/0.png", "1/0/0/0", "a/b/c",
     "1/0/" + "9" * 5000, "1/0/٠", ""],
)  # fmt: skip
def test_a_place_that_the_file_cannot_have_is_not_found(
    app: Starlette, ask: Ask, mbtiles: Path, place: str
) -> None:
    assert ask(app, tile_path(mbtiles, place)).status == 404


def test_a_vector_tile_is_sent_compressed_or_not_as_the_browser_takes_it(
    app: Starlette, ask: Ask, tmp_path: Path
) -> None:
    path = tile_path(write_mbtiles(tmp_path / "v.mbtiles", {(0, 0, 0): TILE}), "0/0/0")
    packed = ask(app, path, {"accept-encoding": "gzip"})
    assert (packed.body, packed.headers["content-encoding"]) == (TILE, "gzip")
    assert packed.headers["content-type"] == "application/vnd.mapbox-vector-tile"
    plain = ask(app, path)
    assert plain.body == gzip.decompress(TILE)
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == "Accept-Encoding"


def test_a_damaged_file_answers_with_a_sentence_that_does_not_name_it(
    app: Starlette, ask: Ask, tmp_path: Path
) -> None:
    file = write_mbtiles(tmp_path / "v.mbtiles", {(0, 0, 0): TILE})
    path = tile_path(file, "0/0/0")
    stat = file.stat()
    file.write_bytes(file.read_bytes()[:100] + b"\xff" * (stat.st_size - 100))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    answer = ask(app, path)
    assert (answer.status, answer.headers["cache-control"]) == (500, "no-store")
    assert answer.body == b"This tile cannot be read; its file is damaged.\n"


@pytest.mark.parametrize("path", ["/mapdash-tiles/x/tiles.pmtiles", "/mapdash-tiles/x/1/2/3"])
def test_a_browser_may_ask_first_whether_it_may_ask_for_a_range(
    app: Starlette, ask: Ask, path: str
) -> None:
    answer = ask(app, path, method="OPTIONS")
    assert (answer.status, answer.headers["access-control-allow-methods"]) == (204, "GET, HEAD")
    assert "Range" in answer.headers["access-control-allow-headers"]


def test_nothing_can_be_written(app: Starlette, ask: Ask, pmtiles: Path) -> None:
    assert ask(app, path_of(pmtiles), method="PUT").status == 405
