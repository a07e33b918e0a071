"""The surfaces: mapdash's own parts of the page, in the browser, fed with plain data.

Data never goes through Streamlit's Markdown: a surface sets it as text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from mapdash.app.parcels import Seen, open_parcel

if TYPE_CHECKING:
    from collections.abc import Callable

WEB_FOLDER: Final = Path(__file__).parent / "web"
_SEEN: Final = "mapdash_seen"
SURFACES: Final = (
    "panel",
    "header",
    "card",
    "briefing",
    "desk",
    "marking",
    "line",
    "footer",
    "charts",
    "ticks",
)
STYLES: Final = ("surface.css", "briefing.css")


@cache
def _style() -> str:
    return "\n".join((WEB_FOLDER / name).read_text("utf-8") for name in STYLES)


# Registering resolves paths on disk; Streamlit makes a component known to a new runtime by itself.
@cache
def _renderer(name: str) -> Callable[..., Any]:
    return st.components.v2.component(f"mapdash.{name}", css=_style(), js=f"{name}.js")


def show_surface(name: str, data: dict[str, Any], on_action: Callable[[object], None]) -> None:
    """Show a surface, and hand on what a person does there.

    Parameters
    ----------
    name : str
        One of `SURFACES`.
    data : dict
        Of what JSON can hold; see the script of the surface in `app/web`.
    on_action : callable
        Gets each action before the page runs again.
    """
    key = f"surface-{name}"

    def report() -> None:
        deliver(key, st.session_state[key].get("action"), on_action)

    _renderer(name)(data=data, key=key, on_action_change=report)
    pass_over(key, st.session_state[key].get("action"))


def pass_over(key: str, parcel: object) -> None:
    """Take what a browser sent to an earlier session as seen.

    A browser goes on after its session is gone, and what it sends with the first run of a new
    one was meant for the old one: no callback gets it, and a later parcel must not bring it again.

    Parameters
    ----------
    key : str
        Of the surface.
    parcel : object
        What Streamlit has of it, None when there is nothing.
    """
    seen_of_key: dict[str, Seen] = st.session_state.setdefault(_SEEN, {})
    if parcel is not None and key not in seen_of_key:
        _, seen_of_key[key] = open_parcel(parcel, Seen())


def seen_of_senders() -> dict[str, int]:
    """Return how far the actions of each surface and of the map were carried out.

    Returns
    -------
    numbers : dict of str to int
        For each sender, in the words of its parcels, the number of its last action that was
        carried out in this session; those that have sent nothing are not there.
    """
    seen_of_key: dict[str, Seen] = st.session_state.get(_SEEN, {})
    return {seen.sender: seen.number for seen in seen_of_key.values() if seen.sender}


def deliver(key: str, parcel: object, on_action: Callable[[object], None]) -> None:
    """Hand on the actions of a parcel that this session has not seen.

    Parameters
    ----------
    key : str
        Of the surface.
    parcel : object
        See `mapdash.app.parcels`.
    on_action : callable
    """
    seen_of_key: dict[str, Seen] = st.session_state.setdefault(_SEEN, {})
    actions, seen = open_parcel(parcel, seen_of_key.get(key, Seen()))
    seen_of_key[key] = seen
    for action in actions:
        on_action(action)
