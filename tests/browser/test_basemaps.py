"""Own and online basemaps, as a person sees them; where one cannot be had, the map says so."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

import pytest
from playwright.sync_api import expect

from tests.browser.harness import SHIPPED_EVENTS, Chromium, Dashboard, Server
from tests.tile_files import png, vector_tile, write_mbtiles, write_pmtiles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tile_files import Tiles

RED, GREEN = (210, 40, 40), (40, 160, 60)
SQUARE = [(0, 0), (4096, 0), (4096, 4096), (0, 4096)]
LAYERS = [{"id": "earth"}, {"id": "water"}, {"id": "places"}]
MARKUP = "Somebody<img src=x onerror='document.title=1'> &lt;img src=x onerror=document.title=1&gt;"
AS_TEXT = "Somebody <img src=x onerror=document.title=1>"
BUNDLED_CREDIT = "Made with Natural Earth"
BUNDLED = ".mapdash-basemap canvas:not([style*=hidden])"
PICTURES = ".leaflet-tile-pane img.leaflet-tile-loaded"
VECTOR_TILES = ".leaflet-tile-pane canvas.leaflet-tile-loaded"
ARE_ALL_TILES_ANSWERED = """() => {
    const tiles = [...document.querySelectorAll('img.leaflet-tile')];
    return tiles.length > 0 && tiles.every((tile) => tile.complete);
}"""
# The middle of the first tile that is drawn.
COLOUR = """(tile) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const [width, height] = [tile.naturalWidth || tile.width, tile.naturalHeight || tile.height];
    context.drawImage(tile, width / 2, height / 2, 1, 1, 0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


class TileServer:
    """A server of one colour on another port of this machine.

    Parameters
    ----------
    behaviour : {"answers", "is silent", "refuses", "answers once"}
    """

    def __init__(self, behaviour: str) -> None:
        self.behaviour = behaviour
        self.asked: list[str] = []
        self._is_over = threading.Event()
        tiles = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                tiles.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://{self.host}/{{z}}/{{x}}/{{y}}.png"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.path)
        if self.behaviour == "is silent":
            self._is_over.wait()
            return
        if self.behaviour == "refuses" or (
            self.behaviour == "answers once" and len(self.asked) > 1
        ):
            request.send_error(503)
            return
        request.send_response(200)
        request.send_header("Content-Type", "image/png")
        request.end_headers()
        request.wfile.write(png(*RED))


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chromium: Chromium) -> Iterator[Serve]:
    """Return a function that opens a dashboard with settings of its own."""
    serving = Serve(tmp_path, monkeypatch, chromium)
    yield serving
    serving.stop()


class Serve:
    """Start a server with settings, and open its page."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, chromium: Chromium) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch
        self._chromium = chromium
        self._servers: list[Server] = []

    def __call__(self, query: str = "", **settings: str) -> Dashboard:
        for name, value in settings.items():
            self._monkeypatch.setenv(f"MAPDASH_{name}", value)
        server = Server(SHIPPED_EVENTS, self._folder / f"log{len(self._servers)}.txt")
        self._servers.append(server.__enter__())
        return self._chromium.new_dashboard(server).open(query)

    def stop(self) -> None:
        for server in self._servers:
            server.__exit__()


def world(tile: bytes, *, zooms: int = 3) -> Tiles:
    """Return the same tile for every place of the world."""
    return {
        (zoom, x, y): tile for zoom in range(zooms) for x in range(2**zoom) for y in range(2**zoom)
    }


def credit_of(dashboard: Dashboard) -> str:
    return dashboard.map_part(".leaflet-control-attribution").inner_text()


def expect_own_map(dashboard: Dashboard, tiles: str) -> None:
    """Wait until tiles are drawn, and see that nothing is said of a problem."""
    expect(dashboard.map_part(tiles).first).to_be_visible()
    expect(dashboard.map_part(".md-problem")).to_have_count(0)
    expect(dashboard.notices).to_have_count(0)


def expect_fallback(dashboard: Dashboard, sentence: str) -> None:
    """Wait until the map says a sentence and draws the basemap that ships."""
    expect(dashboard.map_part(".md-problem span")).to_have_text(sentence)
    expect(dashboard.map_part(".leaflet-control-attribution")).to_contain_text(BUNDLED_CREDIT)
    expect(dashboard.map_part(PICTURES)).to_have_count(0)


# ---- files


@pytest.mark.parametrize(("container", "theme"), [("pmtiles", "light"), ("mbtiles", "dark")])
def test_pictures_of_a_file_are_drawn_and_dimmed_in_the_dark(
    serve: Serve, tmp_path: Path, container: str, theme: str
) -> None:
    write = write_pmtiles if container == "pmtiles" else write_mbtiles
    file = write(tmp_path / "map", world(png(*RED)), metadata={"attribution": MARKUP})
    dashboard = serve(f"?theme={theme}", BASEMAP=str(file))
    expect_own_map(dashboard, PICTURES)
    assert dashboard.map_part(PICTURES).first.evaluate(COLOUR) == list(RED)
    layer = dashboard.map_part(".leaflet-tile-pane .leaflet-layer").first
    shown = layer.evaluate("(layer) => layer.style.filter")
    assert ("brightness" in shown) is (theme == "dark")


@pytest.mark.parametrize("container", ["pmtiles", "mbtiles"])
def test_vector_tiles_of_protomaps_are_drawn_in_light_and_dark(
    serve: Serve, tmp_path: Path, container: str
) -> None:
    tile = vector_tile({"earth": SQUARE, "water": SQUARE[:3]})
    listed = '{"vector_layers": [{"id": "earth"}, {"id": "water"}, {"id": "places"}]}'
    file = (
        write_pmtiles(
            tmp_path / "map", world(tile), tile_type="mvt", metadata={"vector_layers": LAYERS}
        )
        if container == "pmtiles"
        else write_mbtiles(tmp_path / "map", world(tile), metadata={"json": listed})
    )
    dashboard = serve(BASEMAP=str(file))
    expect_own_map(dashboard, VECTOR_TILES)
    light = sum(dashboard.map_part(VECTOR_TILES).first.evaluate(COLOUR))
    dashboard.open("?theme=dark")
    expect_own_map(dashboard, VECTOR_TILES)
    dark = sum(dashboard.map_part(VECTOR_TILES).first.evaluate(COLOUR))
    assert light > 400 > dark > 0


def test_the_attribution_of_a_file_is_text_and_never_markup(serve: Serve, tmp_path: Path) -> None:
    file = write_mbtiles(tmp_path / "map", world(png(*RED)), metadata={"attribution": MARKUP})
    dashboard = serve(BASEMAP=str(file))
    expect_own_map(dashboard, PICTURES)
    assert credit_of(dashboard) == AS_TEXT
    expect(dashboard.map_part(".leaflet-control-attribution *")).to_have_count(0)
    assert dashboard.in_map("() => document.title") != "1"


def test_a_file_of_a_town_leaves_the_rest_of_the_world_empty(serve: Serve, tmp_path: Path) -> None:
    file = write_mbtiles(tmp_path / "map", {(0, 0, 0): png(*RED), (2, 2, 1): png(*GREEN)})
    dashboard = serve("?view=110,35,120,42", BASEMAP=str(file))
    dashboard.map_frame.wait_for_function(ARE_ALL_TILES_ANSWERED)
    expect(dashboard.map_part(PICTURES)).to_have_count(0)
    expect(dashboard.map_part(".md-problem")).to_have_count(0)
    assert credit_of(dashboard) == "map"


def test_a_file_that_is_taken_away_gives_way_to_the_basemap_that_ships(
    serve: Serve, tmp_path: Path
) -> None:
    file = write_mbtiles(tmp_path / "map", world(png(*RED)))
    dashboard = serve(BASEMAP=str(file))
    expect_own_map(dashboard, PICTURES)
    file.unlink()
    dashboard.open("?country=SRB")
    expect_fallback(
        dashboard,
        "The file of the basemap cannot be had any more; the map shows the one that ships with "
        "mapdash.",
    )
    assert all("404" in error for error in dashboard.watch.errors)
    dashboard.watch.forget()


def test_a_file_that_cannot_be_used_is_one_sentence_on_the_page(
    serve: Serve, tmp_path: Path
) -> None:
    file = tmp_path / "map.pmtiles"
    file.write_bytes(b"PMTiles\x03 and no more")
    dashboard = serve(BASEMAP=str(file))
    expect(dashboard.notices).to_have_text(
        f"The basemap file {str(file)!r} is cut short within its header; copy it again. "
        "The basemap that ships is shown."
    )
    assert BUNDLED_CREDIT in credit_of(dashboard)
    expect(dashboard.map_part(".md-problem")).to_have_count(0)


# ---- tile servers


def test_a_tile_server_of_this_machine_is_drawn(serve: Serve) -> None:
    with TileServer("answers") as tiles:
        dashboard = serve(BASEMAP=tiles.address)
        expect_own_map(dashboard, PICTURES)
        assert credit_of(dashboard) == "127.0.0.1"
        assert tiles.asked
        assert all(tiles.host in url for url in dashboard.watch.foreign)
        dashboard.watch.forget()


def test_the_map_may_ask_the_tile_server_for_pictures_alone(serve: Serve) -> None:
    with TileServer("answers") as tiles:
        dashboard = serve(BASEMAP=tiles.address)
        expect_own_map(dashboard, PICTURES)
        asked = "(url) => fetch(url).then(() => 'fetched', (error) => error.name)"
        assert dashboard.in_map(asked, f"http://{tiles.host}/0/0/0.png") == "TypeError"
        with TileServer("answers") as other:
            load = """(url) => new Promise((done) => {
                const picture = new Image();
                picture.onload = () => done('loaded');
                picture.onerror = () => done('refused');
                picture.src = url;
            })"""
            assert dashboard.in_map(load, f"http://{other.host}/0/0/0.png") == "refused"
            assert other.asked == []
        dashboard.watch.forget()


def test_a_server_elsewhere_is_not_asked_unless_it_is_allowed(serve: Serve) -> None:
    dashboard = serve(BASEMAP="https://tiles.example.org/{z}/{x}/{y}.png")
    expect(dashboard.notices).to_have_text(
        "The basemap at tiles.example.org is on another machine, which is asked only with "
        "MAPDASH_ONLINE=1 or --online. The basemap that ships is shown."
    )
    assert BUNDLED_CREDIT in credit_of(dashboard)
    assert dashboard.watch.foreign == []


def test_a_server_elsewhere_that_cannot_be_reached_gives_way(serve: Serve) -> None:
    dashboard = serve(BASEMAP="https://tiles.example.org/{z}/{x}/{y}.png", ONLINE="1")
    expect_fallback(
        dashboard,
        "The basemap at tiles.example.org does not answer; the map shows the one that ships with "
        "mapdash.",
    )
    assert all("tiles.example.org" in url for url in dashboard.watch.foreign)
    dashboard.watch.forget()


@pytest.mark.parametrize("behaviour", ["is silent", "refuses"])
def test_a_server_that_brings_no_picture_gives_way(serve: Serve, behaviour: str) -> None:
    with TileServer(behaviour) as tiles:
        dashboard = serve("?theme=dark", BASEMAP=tiles.address)
        started = time.monotonic()
        expect_fallback(
            dashboard,
            f"The basemap at {tiles.host} does not answer; the map shows the one that ships with "
            "mapdash.",
        )
        assert time.monotonic() - started < 8
        expect(dashboard.map_part(BUNDLED).first).to_be_visible()
        assert dashboard.colours(BUNDLED) > 3
        dashboard.wait_painted()
        dashboard.watch.forget()


def test_tiles_that_are_lost_later_change_nothing(serve: Serve) -> None:
    with TileServer("answers once") as tiles:
        dashboard = serve(BASEMAP=tiles.address)
        expect(dashboard.map_part(PICTURES)).to_have_count(1)
        dashboard.map_frame.wait_for_function(ARE_ALL_TILES_ANSWERED)
        dashboard.in_map("() => mapdash.map.setZoom(5, { animate: false })")
        dashboard.wait_still()
        expect(dashboard.map_part(".md-problem")).to_have_count(0)
        assert credit_of(dashboard) == "127.0.0.1"
        dashboard.watch.forget()
