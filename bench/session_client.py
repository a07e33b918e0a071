"""A session without a browser: it speaks Streamlit's protocol, to time the server alone."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import WebSocket

    from probe import ProbedPage
    from served import Served

_ANSWER_S: Final = 60.0
_LARGEST: Final = 2**28


class Traffic:
    """Keep what a page sends over its websocket, and count the runs that it is told of.

    Parameters
    ----------
    probed : ProbedPage
        Before it goes anywhere.
    """

    def __init__(self, probed: ProbedPage) -> None:
        self.sent: list[bytes] = []
        self.runs = 0
        probed.page.on("websocket", self._follow)

    def _follow(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self.sent.append(_bytes(frame)))
        socket.on("framereceived", self._hear)

    def _hear(self, frame: bytes | str) -> None:
        message = ForwardMsg.FromString(_bytes(frame))
        self.runs += message.WhichOneof("type") == "script_finished"


@dataclass(slots=True)
class Parcels:
    """Make the messages of a surface from one that a browser sent.

    Parameters
    ----------
    pattern : BackMsg
        With one action of one widget.
    number : int
        Of the last action; the server carries out those that it has not seen.
    """

    pattern: BackMsg
    number: int = 0

    @classmethod
    def like(cls, sent: bytes) -> Parcels:
        """Take a message that a browser sent as the pattern."""
        return cls(BackMsg.FromString(sent))

    @classmethod
    def of_traffic(cls, sent: Sequence[bytes]) -> Parcels:
        """Take the first message that carries an action as the pattern."""
        messages = (BackMsg.FromString(message) for message in sent)
        return cls(
            next(
                message
                for message in messages
                if any(
                    state.json_trigger_value for state in message.rerun_script.widget_states.widgets
                )
            )
        )

    def start(self) -> bytes:
        """Return the message that begins a session."""
        message = BackMsg()
        message.rerun_script.page_script_hash = self.pattern.rerun_script.page_script_hash
        message.rerun_script.context_info.CopyFrom(self.pattern.rerun_script.context_info)
        return bytes(message.SerializeToString())

    def next(self, action: dict[str, str]) -> bytes:
        """Return the message that says what the reader did."""
        self.number += 1
        value = {"sender": "bench", "actions": [{"number": self.number, "action": action}]}
        message = BackMsg()
        message.CopyFrom(self.pattern)
        states = message.rerun_script.widget_states.widgets
        state = next(state for state in states if state.json_trigger_value)
        state.json_trigger_value = json.dumps([{"event": "action", "value": value}])
        return bytes(message.SerializeToString())


def closed_loop(
    server: Served,
    parcels: Parcels,
    actions: Sequence[dict[str, str]],
    pause_s: Callable[[], float] | None = None,
) -> Iterator[float]:
    """Send each action as soon as the run of the one before has ended, or after a pause.

    Parameters
    ----------
    server : Served
    parcels : Parcels
    actions : sequence of dict
    pause_s : callable, optional
        Gives the seconds to wait before each action.

    Yields
    ------
    ms : float
        From sending an action to the end of its run.
    """
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with connect(
        address,
        origin=Origin(server.address),
        subprotocols=[Subprotocol("streamlit")],
        max_size=_LARGEST,
        compression=None,
    ) as socket:

        def run(message: bytes) -> float:
            began = time.perf_counter()
            socket.send(message)
            while True:
                heard = ForwardMsg.FromString(_bytes(socket.recv(_ANSWER_S)))
                if heard.WhichOneof("type") == "script_finished":
                    return (time.perf_counter() - began) * 1000.0

        run(parcels.start())
        for action in actions:
            if pause_s:
                time.sleep(pause_s())
            yield run(parcels.next(action))


def _bytes(frame: bytes | str) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()
