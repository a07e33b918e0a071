"""A presenter in a real browser whose server can be taken away."""

from __future__ import annotations

import threading
import time
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from mapdash.server.routes import OwnRoutes
from mapdash.server.security import SecurityMiddleware
from mapdash.server.warming import WarmUp
from tests.browser.harness import START_TIMEOUT_S, free_port


class Room:
    """A presenter that is served by a thread of this process, so that it can be cut off."""

    def __init__(self, address: str) -> None:
        app = Starlette(
            routes=[OwnRoutes(WarmUp())],
            middleware=[Middleware(SecurityMiddleware, public_origin=None)],
        )
        self.port = free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.address = f"http://{self.host}{address.removeprefix('../..')}"
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                host="127.0.0.1",
                port=self.port,
                log_config=None,
                access_log=False,
                lifespan="off",
            )
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join()
