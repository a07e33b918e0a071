"""The server's sockets: answers leave at once."""

from __future__ import annotations

import gc
import socket
from contextlib import suppress
from typing import Final

_FAMILIES: Final = frozenset({socket.AF_INET, socket.AF_INET6})


def send_at_once() -> int:
    """Turn Nagle's algorithm off for the connections that this process will accept.

    asyncio does that itself, but not for the socket that Streamlit binds: it was made without
    naming TCP. Then the second half of an answer waits until the client has acknowledged the
    first, 40 ms each time, and a map document loads its files one after the other.

    Returns
    -------
    count : int
        The number of listening sockets; connections inherit the option from them.
    """
    # Neither Streamlit nor uvicorn hands the socket out; it is one object among all.
    # Compared by type: isinstance would ask the proxies of other libraries what they are.
    sockets = [thing for thing in gc.get_objects() if type(thing) is socket.socket]
    listening = [thing for thing in sockets if _is_listening(thing)]
    for listener in listening:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(listening)


def _is_listening(candidate: socket.socket) -> bool:
    if candidate.family not in _FAMILIES:
        return False
    with suppress(OSError):  # closed by now
        return bool(candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    return False
