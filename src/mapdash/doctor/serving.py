"""The server's own routes, asked inside this process as a browser would ask them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette

from mapdash.server import app_parts
from mapdash.server.paths import base_path

if TYPE_CHECKING:
    from starlette.types import Message

    from mapdash.settings import Settings

# Below a map's frame, to which addresses are relative.
_FRAME_PARENTS: Final = "../.."


class Serving:
    """Ask the server under some settings.

    Parameters
    ----------
    settings : Settings
    """

    def __init__(self, settings: Settings) -> None:
        parts = app_parts(settings)
        self._app = Starlette(routes=parts["routes"], middleware=parts["middleware"])

    def fetch(self, address: str, *, first_bytes: int | None = None) -> bytes | None:
        """Fetch what map documents fetch.

        Parameters
        ----------
        address : str
            As a map document has it: relative to its frame.
        first_bytes : int or None, default None
            Ask for so many bytes of a range; None asks for all.

        Returns
        -------
        content : bytes or None
            None when the answer is not what was asked for.
        """
        path = base_path() + address.removeprefix(_FRAME_PARENTS)
        headers = [(b"host", b"127.0.0.1")]
        if first_bytes is not None:
            headers.append((b"range", f"bytes=0-{first_bytes - 1}".encode()))
        messages = asyncio.run(self._exchange(path, headers))
        wanted = 200 if first_bytes is None else 206
        if messages[0]["status"] != wanted:
            return None
        return b"".join(message.get("body", b"") for message in messages[1:])

    async def _exchange(self, path: str, headers: list[tuple[bytes, bytes]]) -> list[Message]:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(
            {
                "type": "http",
                "asgi": {"version": "3.0", "spec_version": "2.4"},
                "http_version": "1.1",
                "method": "GET",
                "scheme": "http",
                "path": path,
                "raw_path": path.encode(),
                "query_string": b"",
                "root_path": "",
                "headers": headers,
                "server": ("127.0.0.1", 80),
                "client": ("127.0.0.1", 0),
            },
            receive,
            send,
        )
        return sent
