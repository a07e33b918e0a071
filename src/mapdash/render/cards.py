"""Cards: all that is told of single events, fetched for those that somebody opens.

The dashboard and the presenter show the same card, so one function says what stands on it.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from mapdash import __version__
from mapdash.events import (
    ACTOR_SEPARATOR,
    OFF_MAP_PRECISIONS,
    PINNED_PRECISIONS,
    amount_in_words,
)
from mapdash.layers import NO_AREA, style_of
from mapdash.services import sources_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mapdash.layers import CategoryStyle
    from mapdash.services import Dataset

BLOCK_ROWS: Final = 500
"""The most cards of one answer; a card is one or two thousand characters."""

NO_MARK: Final = "No mark on the map: only the country is known, and its outline stands for it."
NOT_ON_MAP: Final = "Not on the map: the place is not known closely enough for a mark."
DISPUTED_FLAG: Final = "Disputed, as the data has it: read the sources, the status and the notes."

_NAME: Final = re.compile(r"cards-([0-9]{1,9})-([0-9]{1,9})\.json")


class _Cells(NamedTuple):
    """What a card takes from the row of an EventFrame."""

    id: str
    title: str
    category: str
    actors: str
    latitude: float
    longitude: float
    geo_precision: str
    status: str
    status_detail: str
    amount_usd_millions: float
    amount_basis: str
    summary: str
    source_title: str
    source_url: str
    source_date: str
    source_kind: str
    further_source_urls: str
    confidence: str
    notes: str


def event_cards(dataset: Dataset, rows: Sequence[int]) -> list[dict[str, Any]]:
    """Say what the cards of some events show.

    Parameters
    ----------
    dataset : Dataset of n events
    rows : sequence of int of length k

    Returns
    -------
    cards : list of dict of length k
        What `card.js` takes of an event, plain text all of it; "distance" is "", for it is not
        the event that has one.
    """
    cells = dataset.events[list(_Cells._fields)].iloc[list(rows)]
    return [
        _card(dataset, row, _Cells(*values))
        for row, values in zip(rows, cells.itertuples(index=False, name=None), strict=True)
    ]


def style_data(style: CategoryStyle) -> dict[str, str]:
    """Return a style as surfaces and cards take it."""
    return {"shape": style.shape, "light": style.light, "dark": style.dark}


class Cards:
    """Answer for the cards of one dataset; a `mapdash.render.published.Family`.

    Parameters
    ----------
    dataset : Dataset of n events
    """

    media_type = "application/json"

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def digest(self) -> str:
        """Return a SHA-256 that stands for all cards, in 64 hexadecimal digits.

        It is made of what cards are made of, and of the first ones: to write a million cards
        takes minutes.
        """
        dataset = self._dataset
        digest = hashlib.sha256(f"cards {__version__} {dataset.version}\n".encode())
        names = json.dumps(sorted(dataset.country_names.items()), ensure_ascii=False)
        digest.update(names.encode())
        digest.update(self.member(f"cards-0-{BLOCK_ROWS - 1}.json") or b"")
        return digest.hexdigest()

    def member(self, name: str) -> bytes | None:
        """Encode the cards that a name asks for.

        Parameters
        ----------
        name : str
            "cards-", the first and the last row with a dash between them, and ".json": at most
            `BLOCK_ROWS` rows, of which the last may lie beyond the end of the dataset.

        Returns
        -------
        data : bytes or None
            JSON in UTF-8: a list in the order of the rows. None where *name* is
            another or asks for too much, and where there is no such row.
        """
        form = _NAME.fullmatch(name)
        if form is None:
            return None
        first, end = int(form[1]), int(form[2]) + 1
        if not first < end <= first + BLOCK_ROWS or first >= len(self._dataset):
            return None
        rows = range(first, min(end, len(self._dataset)))
        cards = event_cards(self._dataset, rows)
        return json.dumps(cards, ensure_ascii=False, allow_nan=False).encode()


def _card(dataset: Dataset, row: int, cells: _Cells) -> dict[str, Any]:
    return {
        "id": cells.id,
        "title": cells.title,
        "category": cells.category,
        "style": style_data(style_of(cells.category)),
        "flags": list(
            _flags(cells, is_outlined=bool(dataset.columns.area[row] != NO_AREA)),
        ),
        "when": dataset.when[row],
        "where": dataset.where[row],
        "coordinates": _coordinates(cells),
        "distance": "",
        "actors": _actors(cells.actors, dataset.country_names),
        "status": _status(cells.status, cells.status_detail),
        "amount": amount_in_words(cells.amount_usd_millions, cells.amount_basis),
        "confidence": cells.confidence.capitalize(),
        "summary": cells.summary,
        "sources": [
            {"title": source.title, "url": source.url, "detail": source.detail}
            for source in sources_named(
                cells.source_title,
                cells.source_url,
                kind=cells.source_kind,
                date=cells.source_date,
                further=cells.further_source_urls,
            )
        ],
        "notes": cells.notes,
    }


def _coordinates(cells: _Cells) -> str:
    # The point of an event that is known to its province only is the middle of a circle, not a
    # place where something happened.
    if cells.geo_precision not in PINNED_PRECISIONS or np.isnan(cells.latitude):
        return ""
    return f"{cells.latitude:.4f}, {cells.longitude:.4f}"


def _actors(actors: str, names: Mapping[str, str]) -> str:
    codes = [code for code in actors.split(ACTOR_SEPARATOR) if code]
    return ", ".join(names.get(code, code) for code in codes)


def _status(status: str, detail: str) -> str:
    if not detail or detail == status:
        return status
    return f"{status} (source: {detail})" if status else f"Source: {detail}"


def _flags(cells: _Cells, *, is_outlined: bool) -> Iterable[str]:
    if cells.status == "disputed":
        yield DISPUTED_FLAG
    if cells.geo_precision in OFF_MAP_PRECISIONS:
        yield NO_MARK if is_outlined else NOT_ON_MAP
