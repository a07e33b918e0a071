"""The card of the chosen event, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import numpy as np

from mapdash.app.panel import style_data
from mapdash.events import (
    ACTOR_SEPARATOR,
    OFF_MAP_PRECISIONS,
    PINNED_PRECISIONS,
    URL_SEPARATOR,
    amount_in_words,
)
from mapdash.layers import NO_AREA, style_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from mapdash.services import Dataset, Distances

NO_MARK: Final = "No mark on the map: only the country is known, and its outline stands for it."
NOT_ON_MAP: Final = "Not on the map: the place is not known closely enough for a mark."
DISPUTED_FLAG: Final = "Disputed, as the data has it: read the sources, the status and the notes."


def card_data(
    dataset: Dataset,
    row: int,
    visible: NDArray[np.bool_],
    *,
    takes_focus: bool,
    distances: Distances | None = None,
) -> dict[str, Any]:
    """Say what the card shows.

    Parameters
    ----------
    dataset : Dataset of n events
    row : int
        Of the chosen event; -1 for none.
    visible : array of bool, shape (n,)
        Which events the filter lets through.
    takes_focus : bool
        Whether the keyboard goes to the card when it opens.
    distances : Distances, optional
        From the border or place that the reader chose.

    Returns
    -------
    data : dict
        What `card.js` takes.
    """
    if row < 0:
        return {"event": None, "takesFocus": False}
    event = dataset.events.iloc[row]
    return {
        "event": {
            "id": event["id"],
            "title": event["title"],
            "category": event["category"],
            "style": style_data(style_of(event["category"])),
            "flags": _flags(
                event,
                is_visible=bool(visible[row]),
                is_outlined=bool(dataset.columns.area[row] != NO_AREA),
            ),
            "when": dataset.when[row],
            "where": dataset.where[row],
            "coordinates": coordinates(event),
            "distance": distances.in_words(row) if distances else "",
            "actors": _actors(dataset, event["actors"]),
            "status": _status(event),
            "amount": amount_in_words(event["amount_usd_millions"], event["amount_basis"]),
            "confidence": event["confidence"].capitalize(),
            "summary": event["summary"],
            "sources": sources(event),
            "notes": event["notes"],
        },
        "takesFocus": takes_focus,
    }


def coordinates(event: pd.Series) -> str:
    """Return latitude and longitude of an event in degrees, "" when no point may stand for it.

    The point of an event that is known to its province only is the middle of a circle, not a
    place where something happened.

    Parameters
    ----------
    event : Series
        A row of an EventFrame.

    Returns
    -------
    text : str
        As people write them: latitude first, separated by a comma.
    """
    if event["geo_precision"] not in PINNED_PRECISIONS or np.isnan(event["latitude"]):
        return ""
    return f"{event['latitude']:.4f}, {event['longitude']:.4f}"


def sources(event: pd.Series) -> list[dict[str, str]]:
    """List the sources of an event, the first one first.

    Parameters
    ----------
    event : Series
        A row of an EventFrame.

    Returns
    -------
    sources : list of dict
        With title, url ("" when there is none that a browser may open) and detail.
    """
    details = (event["source_kind"], event["source_date"])
    first = {
        "title": event["source_title"] or event["source_url"],
        "url": event["source_url"],
        "detail": " · ".join(detail for detail in details if detail),
    }
    further = (url.strip() for url in event["further_source_urls"].split(URL_SEPARATOR.strip()))
    others = [{"title": _host(url), "url": url, "detail": ""} for url in further if url]
    return [first, *others] if first["title"] else others


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _actors(dataset: Dataset, actors: str) -> str:
    codes = [code for code in actors.split(ACTOR_SEPARATOR) if code]
    return ", ".join(dataset.country_names.get(code, code) for code in codes)


def _status(event: pd.Series) -> str:
    status, detail = event["status"], event["status_detail"]
    if not detail or detail == status:
        return str(status)
    return f"{status} (source: {detail})" if status else f"Source: {detail}"


def _flags(event: pd.Series, *, is_visible: bool, is_outlined: bool) -> list[str]:
    flags = []
    if event["status"] == "disputed":
        flags.append(DISPUTED_FLAG)
    if event["geo_precision"] in OFF_MAP_PRECISIONS:
        flags.append(NO_MARK if is_outlined else NOT_ON_MAP)
    if not is_visible:
        flags.append("The current filters leave this event out.")
    return flags
