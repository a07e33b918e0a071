"""Parcels: how the actions of a surface reach the session, each exactly once.

Streamlit keeps only the last of the values that a component sends during a run, so quick
clicks would be lost. A surface therefore sends its last few actions again with each new one,
numbered; what has been seen is left out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MAX_SENDER_CHARACTERS: Final = 40
"""A sender's name goes back to the browser with every command."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold how far the actions of a surface were carried out.

    Parameters
    ----------
    sender : str
        Which mounting of the surface sent them; a new one counts from 1 again.
    number : int
        Of the last action that was carried out.
    """

    sender: str = ""
    number: int = 0


def open_parcel(parcel: object, seen: Seen) -> tuple[list[object], Seen]:
    """Take the new actions out of a parcel.

    Parameters
    ----------
    parcel : object
        What a browser sent: ``{"sender": str, "actions": [{"number": int, "action": ...}]}``
        if all is well.
    seen : Seen

    Returns
    -------
    actions : list
        In the order of their numbers; empty for anything that is no parcel.
    seen : Seen
        To be kept for the next parcel.
    """
    if not isinstance(parcel, Mapping) or not isinstance(parcel.get("actions"), (list, tuple)):
        return [], seen
    sender = str(parcel.get("sender"))[:MAX_SENDER_CHARACTERS]
    last = seen.number if sender == seen.sender else 0
    new = {
        entry["number"]: entry.get("action")
        for entry in parcel["actions"]
        if isinstance(entry, Mapping) and _is_number(entry.get("number")) and entry["number"] > last
    }
    return [new[number] for number in sorted(new)], Seen(sender, max(new, default=last))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
