"""The background import of what is heavy, so that the server answers before it is done."""

from __future__ import annotations

import logging
import threading
import time
from typing import Literal

LOGGER = logging.getLogger(__name__)

_SESSION_LOGGER = "streamlit.runtime.scriptrunner_utils.script_run_context"


class WarmUp:
    """Run `mapdash.app.warmup.warm_up` once, in a thread of its own.

    A warm-up that fails is logged in one sentence and is never fatal: the first reader
    then waits for what it would have loaded, and sees what went wrong.

    Attributes
    ----------
    state : {"waiting", "running", "ready", "failed"}
    seconds : float or None
        What it took, None before it has ended.
    """

    def __init__(self) -> None:
        self.state: Literal["waiting", "running", "ready", "failed"] = "waiting"
        self.seconds: float | None = None

    def start(self) -> None:
        """Start the thread and return at once."""
        self.state = "running"
        threading.Thread(target=self._run, name="mapdash-warm-up", daemon=True).start()

    def _run(self) -> None:
        started = time.perf_counter()
        # Streamlit warns of a thread without a session, which this one is on purpose.
        here = threading.current_thread().name
        logging.getLogger(_SESSION_LOGGER).addFilter(lambda record: record.threadName != here)
        try:
            from mapdash.app.warmup import warm_up  # noqa: PLC0415 - this is what takes time

            warm_up()
        except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
            self.state = "failed"
            LOGGER.warning("The warm-up ended early: %s: %s", type(error).__name__, error)
        else:
            self.state = "ready"
        self.seconds = time.perf_counter() - started
        LOGGER.info("Map libraries and data ready after %.2f s in the background.", self.seconds)
