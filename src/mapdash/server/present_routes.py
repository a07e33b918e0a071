"""The pages that play a briefing, and the short address that leads to one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from mapdash.server.answers import missing, published
from mapdash.server.paths import base_path
from mapdash.server.policies import INERT_POLICY, inline_script_hashes, presenter_policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from mapdash.render.published import Publication

_GONE = (
    "This briefing is not kept any more: the server was started anew, or it was changed. "
    "Open it from the dashboard again.\n"
)
_INERT = {"Content-Security-Policy": INERT_POLICY}


class PresentRoutes:
    """Answer for the pages that play a briefing.

    Parameters
    ----------
    tile_origin : str or None
        The origin of `Settings.tile_server`: maps may load pictures from it.
    briefing_address : callable
        Returns the address of the briefing of the settings, relative to a map's frame.
    """

    def __init__(self, tile_origin: str | None, briefing_address: Callable[[], str]) -> None:
        self._tile_origin = tile_origin
        self._briefing_address = briefing_address

    def page(self, request: Request) -> Response:
        """Answer with a page that was published."""
        from mapdash.render.presenter import documents  # noqa: PLC0415 - imports folium

        digest, name = request.path_params["digest"], request.path_params["name"]
        publication = documents.find(digest, name)
        if publication is None and digest in self._opening_address():
            publication = documents.find(digest, name)
        if publication is None:
            answer = missing(_GONE)
            answer.headers.update(_INERT)
            return answer
        policy = presenter_policy(_hashes(publication), tile_origin=self._tile_origin)
        headers = {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff"}
        return published(request, publication, headers)

    def _opening_address(self) -> str:
        """Build the briefing of the settings: a server that was started anew has no pages yet."""
        from mapdash.errors import MapdashError  # noqa: PLC0415 - beside the import above

        try:
            return self._briefing_address()
        except MapdashError:
            return ""

    def redirect(self, _request: Request) -> Response:
        """Lead to the briefing of the settings, whose address changes with what is in it."""
        address = self._briefing_address().removeprefix("../..")
        headers = {"Cache-Control": "no-store", **_INERT}
        return RedirectResponse(f"{base_path()}{address}", status_code=307, headers=headers)


@lru_cache(maxsize=64)
def _hashes(publication: Publication) -> tuple[str, ...]:
    return inline_script_hashes(publication.plain.decode())
