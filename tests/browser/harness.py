"""A served dashboard and a real Chromium on it: what every browser test drives.

Nothing here sleeps for a guessed time: everything waits for a condition.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        BrowserContext,
        BrowserType,
        ConsoleMessage,
        ElementHandle,
        Frame,
        Locator,
        Page,
        Request,
        WebError,
        WebSocket,
    )

ROOT = Path(__file__).resolve().parents[2]
SHIPPED_EVENTS = ROOT / "geodata" / "events.csv"

START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 10.0
# Two cores that other programs use as well: slow is not wrong.
STEP_TIMEOUT_MS = 20_000
TABLE_HEADER_PX = 35
TABLE_ROW_PX = 33

CHROMIUM_NAMES = ("chromium", "google-chrome", "chromium-browser")
CHROMIUM_MISSING = (
    "The browser tests need Chromium: `apt-get install chromium` or `playwright install chromium`."
)
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # As good as a pulled cable: a request elsewhere is seen by `Watch` and reaches nobody.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

IS_MAP_READY = """() => Boolean(window.mapdash && mapdash.map && mapdash.map.mapdashCanvas
    && document.documentElement.dataset.painted
    && [...document.querySelectorAll('.mapdash-basemap')].every((node) => node.dataset.state))"""
IS_MAP_STILL = """() => {
    const map = mapdash.map, canvas = map.mapdashCanvas;
    const centre = map.getCenter(), size = map.getSize();
    const isDrawn = !map._animatingZoom && !canvas._frame && canvas.arrangedZoom === map.getZoom();
    const now = [centre.lng, centre.lat, map.getZoom(), size.x, size.y].join();
    window.__stillFor = isDrawn && window.__stillAt === now ? window.__stillFor + 1 : 0;
    window.__stillAt = now;
    return window.__stillFor >= 8;
}"""
MARKS = """() => {
    const canvas = mapdash.map.mapdashCanvas;
    return canvas.placed.map((placed) => ({
        rows: [...placed.item.rows], isArea: Boolean(placed.isArea), kind: placed.kind || 'mark',
        isSpread: Boolean(placed.item.isSpread), radius: placed.r, ...canvas.containerPoint(placed),
    }));
}"""
COUNTS = "() => mapdash.map.mapdashCanvas.counts()"
CAMERA = """() => {
    const map = mapdash.map, centre = map.getCenter();
    return { longitude: centre.lng, latitude: centre.lat, zoom: map.getZoom() };
}"""
COLOURS = """(canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const pixels = new Uint32Array(data.buffer);
    const seen = new Set();
    for (let i = 0; i < pixels.length && seen.size < 100; i += 1) seen.add(pixels[i]);
    return seen.size;
}"""
FOCUS = """() => {
    let element = document.activeElement;
    while (element && element.shadowRoot && element.shadowRoot.activeElement) {
        element = element.shadowRoot.activeElement;
    }
    return element;
}"""


def chromium_path(browser_type: BrowserType) -> str:
    """Return the program to run: Chromium of this machine, else Playwright's own."""
    for name in CHROMIUM_NAMES:
        path = shutil.which(name)
        if path is not None:
            return path
    if not Path(browser_type.executable_path).exists():
        pytest.fail(CHROMIUM_MISSING, pytrace=False)
    return browser_type.executable_path


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Server:
    """A mapdash server of its own process.

    Parameters
    ----------
    events : Path
        The file of events that it shows.
    log : Path
        Where it writes what it says.
    title : str
        The name of the dashboard.
    """

    def __init__(self, events: Path, log: Path, *, title: str = "mapdash") -> None:
        self.events = events
        self.log = log
        self.title = title
        self.port = free_port()
        self._read = 0
        self._is_wanted = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._is_wanted = False
        self._process.kill()
        self._process.wait()

    def start(self) -> None:
        """Run it, anew after `kill`, and wait until it answers."""
        self._is_wanted = True
        environ = {
            **os.environ,
            "PORT": str(self.port),
            "HEADLESS": "1",
            "MAPDASH_EVENTS": str(self.events),
            "MAPDASH_TITLE": self.title,
        }
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "app.py"], cwd=ROOT, env=environ, stdout=log, stderr=log
            )
        try:
            self._wait_until_healthy()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_: object) -> None:
        self._is_wanted = False
        self._process.terminate()
        try:
            self._process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def problem(self) -> str:
        """Return what is wrong with the server since the last call; "" when nothing is."""
        said = self.log.read_text("utf-8", errors="replace")
        new, self._read = said[self._read :], len(said)
        code = self._process.poll()
        if code is not None and self._is_wanted:
            return f"the server ended with exit code {code}:\n{said}"
        return f"the server had an error:\n{new}" if "Traceback" in new else ""

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._is_healthy():
            code = self._process.poll()
            if code is not None or time.monotonic() > deadline:
                said = self.log.read_text("utf-8", errors="replace")
                pytest.fail(f"The server did not start (exit code {code}):\n{said}", pytrace=False)
            time.sleep(0.05)

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@dataclass
class Watch:
    """What a browser did that it must not: requests elsewhere, errors on the console.

    Parameters
    ----------
    host : str
        Host and port of the only server that may be asked.
    """

    host: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Watch every page and frame of a context from now on."""
        context.on("request", self._see_request)
        context.on("console", self._see_console)
        context.on("weberror", self._see_error)
        context.on("page", lambda page: page.on("websocket", self._see_socket))

    def problems(self) -> list[str]:
        """Return one line a problem."""
        return [f"asked another host: {url}" for url in self.foreign] + self.errors

    def forget(self) -> None:
        """Take what was seen as expected."""
        self.foreign.clear()
        self.errors.clear()

    def _see_request(self, request: Request) -> None:
        self._see(request.url)

    def _see_socket(self, socket: WebSocket) -> None:
        self._see(socket.url)

    def _see(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != self.host:
            self.foreign.append(url)

    def _see_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _see_error(self, error: WebError) -> None:
        self.errors.append(f"uncaught: {error.error}")


@dataclass(frozen=True)
class Mark:
    """A mark on the map; x and y in pixels of the page.

    Its kind is "mark", "province", "circle", "country" or "route".
    """

    kind: str
    rows: tuple[int, ...]
    x: float
    y: float
    radius: float
    is_area: bool
    is_spread: bool


@dataclass(frozen=True)
class Camera:
    """Where the map stands: degrees and zoom."""

    longitude: float
    latitude: float
    zoom: float


@dataclass(frozen=True)
class Counts:
    """How many events the map draws: all that the filter lets through, as pins, as areas."""

    visible: int
    pinned: int
    areas: int


class Dashboard:
    """The main page in a browser, and what a person does with it.

    Parameters
    ----------
    page : Page
    server : Server
    watch : Watch
    """

    def __init__(self, page: Page, server: Server, watch: Watch) -> None:
        self.page = page
        self.server = server
        self.watch = watch

    def open(self, query: str = "") -> Self:
        """Go to an address and wait until the map is painted."""
        self.page.goto(f"{self.server.address}/{query}")
        self.wait_painted()
        return self

    # ---- the map document

    @property
    def map_frame(self) -> Frame:
        handle: ElementHandle = self.page.locator(".st-key-map iframe").element_handle()
        frame = handle.content_frame()
        assert frame is not None
        return frame

    @property
    def map_box(self) -> Locator:
        return self.page.frame_locator(".st-key-map iframe").locator(".leaflet-container")

    def map_part(self, selector: str) -> Locator:
        """Return what a selector finds in the map document."""
        return self.page.frame_locator(".st-key-map iframe").locator(selector)

    def in_map(self, script: str, argument: Any = None) -> Any:
        """Evaluate a script in the map document."""
        return self.map_frame.evaluate(script, argument)

    def wait_painted(self) -> None:
        """Wait until the events are drawn for the view that Python sent, and the camera rests."""
        self.map_frame.wait_for_function(IS_MAP_READY)
        self.wait_settled()
        self.wait_still()

    def wait_still(self) -> None:
        """Wait until the map has neither moved nor changed its size for some frames."""
        self.map_frame.wait_for_function(IS_MAP_STILL, polling="raf")

    def wait_settled(self) -> None:
        """Wait until the server has answered everything."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")

    def marks(self) -> list[Mark]:
        """Return the marks in view that say where something happened, and provinces."""
        return [mark for mark in self.drawn() if mark.kind not in {"country", "route"}]

    def drawn_as(self, kind: str) -> list[Mark]:
        """Return what is in view of one kind, such as the badges of countries."""
        return [mark for mark in self.drawn() if mark.kind == kind]

    def drawn(self) -> list[Mark]:
        """Return all in view that can be clicked."""
        box = self.map_box.bounding_box()
        assert box is not None
        found = self.in_map(MARKS)
        return [
            Mark(
                item["kind"],
                tuple(item["rows"]),
                box["x"] + item["x"],
                box["y"] + item["y"],
                item["radius"],
                item["isArea"],
                item["isSpread"],
            )
            for item in found
            if 0 <= item["x"] <= box["width"] and 0 <= item["y"] <= box["height"]
        ]

    def mark_of(self, row: int) -> Mark:
        """Return the mark in view that stands for an event."""
        found = [mark for mark in self.marks() if row in mark.rows]
        assert len(found) == 1, f"row {row} has {len(found)} marks in view"
        return found[0]

    def page_point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a place is on the page, in pixels."""
        box = self.map_box.bounding_box()
        assert box is not None
        script = "([x, y]) => mapdash.map.latLngToContainerPoint([y, x])"
        at = self.in_map(script, [longitude, latitude])
        return box["x"] + at["x"], box["y"] + at["y"]

    def click_mark(self, mark: Mark) -> None:
        self.page.mouse.click(mark.x, mark.y)

    def counts(self) -> Counts:
        return Counts(**self.in_map(COUNTS))

    def camera(self) -> Camera:
        self.wait_still()
        return Camera(**self.in_map(CAMERA))

    def colours(self, selector: str) -> int:
        """Return how many colours a canvas of the map document has; 100 stands for more."""
        count: int = self.map_part(selector).first.evaluate(COLOURS)
        return count

    # ---- the page

    @property
    def shown(self) -> Locator:
        """The count in the header."""
        return self.page.locator("#shown")

    @property
    def off_map_count(self) -> Locator:
        return self.page.get_by_role("button", name="not on map", exact=False)

    @property
    def chips(self) -> Locator:
        chips = self.page.get_by_role("list", name="Active filters")
        return chips.get_by_role("button", name="Remove filter")

    @property
    def notices(self) -> Locator:
        return self.page.locator(".notice")

    @property
    def card(self) -> Locator:
        return self.page.get_by_role("region", name="Chosen event")

    @property
    def card_title(self) -> Locator:
        return self.card.get_by_role("heading", level=2)

    @property
    def search(self) -> Locator:
        return self.page.get_by_role("searchbox", name="Search", exact=True)

    @property
    def table(self) -> Locator:
        return self.page.get_by_test_id("stDataFrame")

    def option(self, label: str, group: str = "Country") -> Locator:
        """Return a choice of the sidebar: its checkbox, name and count."""
        section = self.page.locator("section:has(> h2), fieldset:has(> legend)").filter(
            has=self.page.locator("h2, legend").get_by_text(group, exact=True)
        )
        return section.locator("label.option").filter(
            has=self.page.locator(".name").get_by_text(label, exact=True)
        )

    def choice(self, label: str, group: str = "Country") -> Locator:
        """Return the checkbox of a choice in the sidebar."""
        return self.option(label, group).get_by_role("checkbox")

    def category(self, label: str) -> Locator:
        """Return an entry of the legend."""
        return self.page.locator("button.category").filter(
            has=self.page.locator(".name").get_by_text(label, exact=True)
        )

    def set_years(self, first: int, last: int) -> None:
        self.page.get_by_label("First year").fill(str(first))
        self.page.get_by_label("Last year").fill(str(last))

    def open_section(self, summary: str) -> None:
        """Open a part of the sidebar that is closed at first."""
        self.page.locator("summary").filter(has_text=summary).click()

    def expect_count(self, shown: int, *, of: int = 113) -> None:
        """Wait until header and map agree that so many events are shown."""
        expect(self.shown).to_have_text(f"{shown:,} of {of:,} events")
        self.map_frame.wait_for_function(
            "(n) => mapdash.map.mapdashCanvas.visibleCount === n", arg=shown
        )
        self.wait_settled()

    def query(self) -> dict[str, list[str]]:
        """Return the address of the page as a person reads it."""
        return parse_qs(urlsplit(self.page.url).query)

    def wait_query(self, name: str, values: list[str] | None) -> None:
        """Wait until the address says something, or with None nothing, of a name."""
        self.page.wait_for_function(
            """([name, values]) => {
                const now = new URLSearchParams(location.search).getAll(name);
                return JSON.stringify(now) === JSON.stringify(values || []);
            }""",
            arg=[name, values],
        )

    def wait_query_shows_camera(self) -> None:
        """Wait until the address says where the map stands."""
        deadline = time.monotonic() + STEP_TIMEOUT_MS / 1000
        while not self._query_shows_camera():
            assert time.monotonic() < deadline, (
                f"the address does not follow the map: {self.page.url}"
            )
        self.wait_settled()

    def _query_shows_camera(self) -> bool:
        self.wait_still()
        box = self.in_map("() => mapdash.map.getBounds().toBBoxString()")
        edges = [float(edge) for edge in box.split(",")]
        said = [float(edge) for edge in self.query().get("view", [""])[0].split(",") if edge]
        return said == pytest.approx(edges, abs=1e-3)

    def wait_query_has(self, name: str) -> None:
        """Wait until the address says anything of a name."""
        self.page.wait_for_function(
            "(name) => new URLSearchParams(location.search).has(name)", arg=name
        )

    def table_rows(self) -> int:
        """Return how many rows the table has, without its header."""
        # Inside a canvas, where no role is computed.
        grid = self.table.locator("[role=grid]")
        expect(grid).to_be_attached()
        return int(grid.get_attribute("aria-rowcount") or 0) - 1

    def table_cell(self, row: int, column: int) -> Locator:
        """Return a cell in view as the table tells it to a screen reader; column 0 is the first."""
        return self.table.get_by_test_id(f"glide-cell-{column + 1}-{row}")

    def tick_table_row(self, row: int) -> None:
        """Tick a row in view."""
        canvas = self.table.get_by_test_id("data-grid-canvas")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        assert box is not None
        y = box["y"] + TABLE_HEADER_PX + (row + 0.5) * TABLE_ROW_PX
        self.page.mouse.click(box["x"] + 18, y)
        self.wait_settled()

    def click_table_row(self, row: int) -> None:
        """Click into a row in view; the rows are drawn on a canvas."""
        box = self.table.get_by_test_id("data-grid-canvas").bounding_box()
        assert box is not None
        y = box["y"] + TABLE_HEADER_PX + (row + 0.5) * TABLE_ROW_PX
        self.page.mouse.click(box["x"] + 300, y)

    def focus(self) -> Focus:
        """Return where the keyboard is, through shadow roots and into the map."""
        script = f"() => {{ const element = ({FOCUS})(); return ({DESCRIBE})(element); }}"
        seen = self.page.evaluate(script)
        if seen["tag"] == "iframe":
            seen = {**self.in_map(script), "isInMap": True}
        return Focus(
            seen["tag"], seen["id"], seen["classes"], seen["name"], seen.get("isInMap", False)
        )


DESCRIBE = """(element) => element === null
    ? { tag: '', id: '', classes: '', name: '' }
    : {
        tag: element.tagName.toLowerCase(), id: element.id,
        classes: element.getAttribute('class') || '',
        name: element.getAttribute('aria-label') || element.textContent.trim().slice(0, 80),
    }"""


@dataclass(frozen=True)
class Focus:
    """The element that has the keyboard."""

    tag: str
    id: str
    classes: str
    name: str
    is_in_map: bool


@dataclass
class Chromium:
    """The browser of the test session; every page gets a context of its own.

    Parameters
    ----------
    browser : Browser
    """

    browser: Browser
    opened: list[tuple[BrowserContext, Watch, Server]] = field(default_factory=list)

    def new_dashboard(
        self, server: Server, *, theme: str = "light", width: int = 1366, height: int = 768
    ) -> Dashboard:
        """Return a page that is watched and has not gone anywhere yet."""
        context = self.browser.new_context(
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": width, "height": height},
            locale="en-GB",
        )
        context.set_default_timeout(STEP_TIMEOUT_MS)
        watch = Watch(urlsplit(server.address).netloc)
        watch.follow(context)
        self.opened.append((context, watch, server))
        return Dashboard(context.new_page(), server, watch)

    def close_all(self) -> list[str]:
        """Close what was opened, and return what was wrong with it."""
        problems: list[str] = []
        for context, watch, server in self.opened:
            context.close()
            problems += watch.problems()
            problems += filter(None, [server.problem()])
        self.opened.clear()
        return problems
