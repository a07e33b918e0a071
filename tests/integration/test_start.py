"""mapdash starts in every way that is promised, with the same rules."""

from __future__ import annotations

import json
import re
import signal
import socket
import sys
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from tests.integration.running import Running, running

if TYPE_CHECKING:
    from pathlib import Path

LEAFLET = "/mapdash-assets/vendor/leaflet@1.9.3/dist/leaflet.js"
WAYS = {
    "mapdash": ["-m", "mapdash"],
    "mapdash serve": ["-m", "mapdash", "serve", "--headless"],
    "python app.py": ["app.py"],
    "uvicorn app:app": ["-m", "uvicorn", "app:app", "--port", "{port}"],
    "streamlit run app.py": ["-m", "streamlit", "run", "app.py", "--server.port", "{port}"],
}


def command(way: str, port: int) -> list[str]:
    return [sys.executable, *(part.format(port=port) for part in WAYS[way])]


def handshake(server: Running, origin: str) -> str:
    """Return the status line that answers a websocket from a page of *origin*."""
    request = (
        f"GET {server.base_path}/_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Origin: {origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request.encode())
        return connection.recv(4096).decode("latin-1").split("\r\n")[0]


@pytest.mark.parametrize("way", WAYS)
def test_it_answers_with_the_same_rules_however_it_is_started(
    way: str, free_port: int, project_root: Path
) -> None:
    with running(command(way, free_port), free_port, folder=project_root) as server:
        page = server.get("/")
        assert page.status == 200
        assert b'<div id="root">' in page.body
        assert page.headers["content-security-policy"].startswith("default-src 'none';")
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert server.get("/", Host="rebound.example").status == 400
        assert server.get(LEAFLET).status == 200
        assert json.loads(server.get("/_stcore/host-config").body)["allowedOrigins"] == []
        assert handshake(server, f"http://127.0.0.1:{free_port}").startswith("HTTP/1.1 101")
        assert handshake(server, "http://foreign.example").startswith("HTTP/1.1 403")
        assert server.warm_up_state() == "ready"
        frame = server.get("/component/streamlit_folium.st_folium/index.html")
        assert frame.headers["content-security-policy"].startswith("sandbox allow-scripts;")


def test_it_is_found_on_loopback_only_unless_somebody_decides_otherwise(
    free_port: int, project_root: Path
) -> None:
    with running(command("mapdash", free_port), free_port, folder=project_root) as server:
        assert server.get("/").status == 200
        # The whole of 127.0.0.0/8 is this machine, but 127.0.0.1 alone is listened on.
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", free_port), timeout=5)


def test_everything_stands_below_streamlits_base_path(free_port: int, project_root: Path) -> None:
    started = [*command("streamlit run app.py", free_port), "--server.baseUrlPath", "some/where"]
    with running(started, free_port, folder=project_root, base_path="/some/where") as server:
        assert server.get("/").headers["content-security-policy"].startswith("default-src 'none';")
        assert server.get(LEAFLET).status == 200
        assert server.warm_up_state() == "ready"
        frame = server.get("/component/streamlit_folium.st_folium/index.html")
        assert frame.headers["content-security-policy"].startswith("sandbox allow-scripts;")
        outside = Running(server.port, "", server.process)
        assert outside.get("/mapdash-health").status == 404


def test_what_the_start_spends_is_printed(free_port: int, project_root: Path) -> None:
    with running(command("mapdash", free_port), free_port, folder=project_root) as server:
        server.warm_up_state()
        server.process.send_signal(signal.SIGINT)
        output, _ = server.process.communicate(timeout=20)
    assert re.search(
        rf"^mapdash 0\.1\.0 is at http://127\.0\.0\.1:{free_port} "
        r"\(import of the server \d+\.\d\d s, set-up \d+\.\d\d s\)\. Ctrl-C ends it\.$",
        output,
        re.MULTILINE,
    )
    assert re.search(
        r"^Map libraries and data ready after \d+\.\d\d s in the background\.$",
        output,
        re.MULTILINE,
    )
    assert "ScriptRunContext" not in output
    assert "Traceback" not in output


def test_the_page_runs_in_a_session(project_root: Path) -> None:
    page = AppTest.from_file(str(project_root / "app.py"), default_timeout=60).run()
    assert not page.exception
