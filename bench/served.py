"""Servers for the benchmarks: each a process of its own, on a port of its own, on loopback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from events_file import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

START_TIMEOUT_S: Final = 300.0
_POLL_S: Final = 0.01
_LOG_TAIL: Final = 2_000


class ServerError(RuntimeError):
    """A server that was to be timed did not start."""


@dataclass(frozen=True, slots=True)
class Served:
    """Hold a running server.

    Parameters
    ----------
    process : Popen
    port : int
    started_at : float
        Seconds since the epoch, when its process was started.
    log : Path
        What it printed.
    """

    process: subprocess.Popen[bytes]
    port: int
    started_at: float
    log: Path

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def health(self) -> Mapping[str, Any] | None:
        """Return what its health route answers, None as long as it does not answer."""
        try:
            with urllib.request.urlopen(f"{self.address}/mapdash-health", timeout=5) as answer:
                content: dict[str, Any] = json.load(answer)
                return content
        except (OSError, urllib.error.URLError):
            return None

    def wait_until_healthy(self) -> float:
        """Wait for the first answer.

        Returns
        -------
        seconds : float
            Since the process was started.

        Raises
        ------
        ServerError
            If it ends, or says nothing for `START_TIMEOUT_S`.
        """
        self._wait(lambda: self.health() is not None)
        return time.time() - self.started_at

    def wait_until_warm(self) -> float:
        """Wait until the warm-up in the background is over; returns as `wait_until_healthy`."""
        self._wait(lambda: (self.health() or {}).get("warm_up") in {"ready", "failed"})
        return time.time() - self.started_at

    def wait_until_answering(self) -> float:
        """Wait until its first page comes; for servers that are not mapdash's."""
        self._wait(self._answers)
        return time.time() - self.started_at

    def memory_mb(self) -> float:
        """Return the resident memory of its process, in megabytes (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024.0

    def cpu_s(self) -> float:
        """Return the processor time that its process has used, in seconds (Linux)."""
        # The name before them, in brackets, may hold anything.
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End the process, also when it is busy; a second time nothing happens."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.address, timeout=5):
                return True
        except (OSError, urllib.error.URLError):
            return False

    def _wait(self, is_done: Any) -> None:  # noqa: ANN401 - a function without arguments
        until = time.monotonic() + START_TIMEOUT_S
        while not is_done():
            if self.process.poll() is not None or time.monotonic() > until:
                printed = self.log.read_text("utf-8")[-_LOG_TAIL:]
                message = f"The server did not start; it printed last:\n{printed}"
                raise ServerError(message)
            time.sleep(_POLL_S)


@contextmanager
def served(
    arguments: Sequence[str],
    folder: Path,
    variables: Mapping[str, str] | None = None,
    *,
    python: Path | None = None,
) -> Iterator[Served]:
    """Run a server while the context is open.

    Parameters
    ----------
    arguments : sequence of str
        What the interpreter runs, such as ("app.py",), seen from the root of the clone.
    folder : Path
        Where its log goes.
    variables : mapping of str to str, optional
        Of the environment, besides those of this process.
    python : Path, optional
        The interpreter, when it is not this one.

    Yields
    ------
    server : Served
        Just started: it need not answer yet.
    """
    port = _free_port()
    # The last is for servers that the command line of Streamlit starts.
    ours = {"PORT": str(port), "HEADLESS": "1", "STREAMLIT_SERVER_PORT": str(port)}
    environment = {**os.environ, **(variables or {}), **ours}
    log = folder / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(python or sys.executable), *arguments],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Served(process, port, time.time(), log)
    try:
        yield server
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
