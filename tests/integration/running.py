"""A mapdash server in a process of its own, for as long as a test needs it."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

START_TIMEOUT_S = 60


@dataclass(frozen=True)
class Answer:
    """Hold what the server answered; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    port: int
    base_path: str
    process: subprocess.Popen[str]

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for *path* below the base path; ``if_range`` stands for the header If-Range."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request("GET", self.base_path + path, headers=names)
            response = connection.getresponse()
            got = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, got, response.read())
        finally:
            connection.close()

    def warm_up_state(self) -> str:
        """Wait for the end of the warm-up and return how it ended."""
        deadline = time.monotonic() + START_TIMEOUT_S
        state = "running"
        while state == "running" and time.monotonic() < deadline:
            state = json.loads(self.get("/mapdash-health").body)["warm_up"]
            time.sleep(0.05)
        return state


@contextmanager
def running(
    command: Sequence[str],
    port: int,
    *,
    folder: Path,
    base_path: str = "",
    environment: Mapping[str, str] | None = None,
) -> Iterator[Running]:
    """Run *command* until the block ends; its output is shown when it never answers."""
    given = {**os.environ, "HEADLESS": "1", "PORT": str(port), **(environment or {})}
    given.pop("PYTHONPATH", None)
    with subprocess.Popen(
        command,
        cwd=folder,
        env=given,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        server = Running(port, base_path, process)
        try:
            _wait_until_it_answers(server)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_it_answers(server: Running) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            if server.get("/mapdash-health").status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.05)
    server.process.terminate()
    output, _ = server.process.communicate(timeout=20)
    message = f"the server did not answer; it said:\n{output}"
    raise AssertionError(message)
