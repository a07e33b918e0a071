"""Serve the static page and the columns that it draws, from this process, on loopback."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from events_file import EventsFile

_HERE: Final = Path(__file__).parent


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, answers: Mapping[str, bytes], *arguments: object) -> None:
        self.answers = answers
        super().__init__(*arguments, directory=str(_HERE))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        content = self.answers.get(self.path)
        if content is None:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def static_page(events: EventsFile) -> Iterator[str]:
    """Serve the static page while the context is open.

    Parameters
    ----------
    events : EventsFile

    Yields
    ------
    address : str
    """
    handler = partial(_Handler, _answers(events))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/pages/static.html"
    finally:
        server.shutdown()
        server.server_close()


def _answers(events: EventsFile) -> dict[str, bytes]:
    table = pd.read_csv(events.path, dtype=str, keep_default_na=False)
    names = list(events.rows_of_category)
    latitude = np.radians(table["latitude"].astype(float).to_numpy())
    x = table["longitude"].astype(float).to_numpy() / 360.0 + 0.5
    y = 0.5 - np.log(np.tan(np.pi / 4.0 + latitude / 2.0)) / (2.0 * np.pi)
    start = _days(table["start_date"])
    parts = [
        x.astype("<f4"),
        y.astype("<f4"),
        start,
        np.maximum(start, _days(table["end_date"])),
        table["category"].map(names.index).to_numpy().astype("u1"),
    ]
    head = {"rows": len(table), "categories": names}
    return {
        "/columns.json": json.dumps(head).encode(),
        "/columns.bin": b"".join(part.tobytes() for part in parts),
        "/titles.txt": "\n".join(table["title"].str.lower()).encode(),
    }


def _days(dates: pd.Series[str]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    known = {text: _day(text) for text in dates.unique()}
    return dates.map(known).to_numpy().astype("<i4")


def _day(text: str) -> int:
    """Return the first day that a date known to the day, month or year may mean."""
    if not text:
        return -(2**30)
    year, month, day = (*(int(part) for part in text.split("-")), 1, 1)[:3]
    return (date(year, month, day) - date(1970, 1, 1)).days
