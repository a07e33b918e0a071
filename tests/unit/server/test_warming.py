"""The warm-up runs beside the server and never stops it."""

from __future__ import annotations

import logging
import sys
import threading
import time
import types
from typing import TYPE_CHECKING

from mapdash.server.warming import WarmUp

if TYPE_CHECKING:
    import pytest


def stand_in(monkeypatch: pytest.MonkeyPatch, warm_up: object) -> None:
    module = types.ModuleType("mapdash.app.warmup")
    module.warm_up = warm_up  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "mapdash.app.warmup", module)


def wait_for(warm_up: WarmUp) -> None:
    deadline = time.monotonic() + 10
    while warm_up.seconds is None and time.monotonic() < deadline:
        time.sleep(0.01)


def test_it_does_not_wait_for_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    stand_in(monkeypatch, go_on.wait)
    warm_up = WarmUp()
    states: list[str] = [warm_up.state]
    warm_up.start()
    states.append(warm_up.state)
    go_on.set()
    wait_for(warm_up)
    assert [*states, warm_up.state] == ["waiting", "running", "ready"]


def test_a_failure_is_one_sentence_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        message = "the events are gone"
        raise RuntimeError(message)

    stand_in(monkeypatch, fail)
    warm_up = WarmUp()
    with caplog.at_level(logging.WARNING, "mapdash"):
        warm_up.start()
        wait_for(warm_up)
    assert warm_up.state == "failed"
    assert caplog.messages == ["The warm-up ended early: RuntimeError: the events are gone"]
