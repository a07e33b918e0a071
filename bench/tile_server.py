"""A small server for the pages of `basemap.py`: files by range, text compressed, nothing cached."""

from __future__ import annotations

import gzip
import re
import threading
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
}
_PACKED: Final = frozenset({".html", ".js", ".css", ".json"})
_RANGE: Final = re.compile(r"bytes=(\d+)-(\d+)")


@contextmanager
def file_server(folders: Mapping[str, Path]) -> Iterator[str]:
    """Serve folders on loopback while the context is open.

    Parameters
    ----------
    folders : mapping of str to Path
        From the first part of an address to a folder.

    Yields
    ------
    address : str
    """
    roots = {name: folder.resolve() for name, folder in folders.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            name, _, rest = urlsplit(self.path).path.lstrip("/").partition("/")
            path = (roots.get(name, Path("/nowhere")) / rest).resolve()
            if name not in roots or not path.is_relative_to(roots[name]) or not path.is_file():
                self._answer(404, b"", {})
                return
            asked = _RANGE.fullmatch(self.headers.get("Range", ""))
            headers = {"Content-Type": _TYPES.get(path.suffix, "application/octet-stream")}
            if asked:
                first, last = (int(number) for number in asked.groups())
                data = _read(path)
                headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
                self._answer(206, data[first : last + 1], headers)
            elif path.suffix in _PACKED:
                self._answer(200, _compressed(path), {**headers, "Content-Encoding": "gzip"})
            else:
                self._answer(200, _read(path), headers)

        def _answer(self, status: int, content: bytes, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its name
            """Say nothing: what is timed is printed by the benchmark."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@lru_cache(maxsize=4096)
def _read(path: Path) -> bytes:
    return path.read_bytes()


@lru_cache(maxsize=64)
def _compressed(path: Path) -> bytes:
    return gzip.compress(_read(path), compresslevel=6)
