"""Places: the names that a presenter searches to fly somewhere, for it has nobody to ask.

Only names travel: the browser folds them as it folds everything that it searches.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mapdash.bounds import Bounds
    from mapdash.services import EventPlace

DECIMALS: Final = 3
"""Degrees are kept to about 100 m: a town is larger."""


class Listed(Protocol):
    """A place of the gazetteer, as its `list_places` lists it."""

    @property
    def id(self) -> str:
        """Return what the boxes are named by."""

    @property
    def name(self) -> str:
        """Return the usual name."""

    @property
    def kind(self) -> str:
        """Return "country", "province", "town", "air base" or another kind in words."""

    @property
    def country(self) -> str:
        """Return the alpha-3 code."""

    @property
    def longitude(self) -> float:
        """Return degrees, WGS 84."""

    @property
    def latitude(self) -> float:
        """Return degrees, WGS 84."""

    @property
    def others(self) -> tuple[str, ...]:
        """Return other names."""


def encode_places(
    listed: Iterable[Listed],
    of_events: Iterable[EventPlace],
    boxes: Mapping[str, Bounds],
    country_names: Mapping[str, str],
) -> bytes:
    """Encode places for `present-finder.js`.

    Parameters
    ----------
    listed : iterable of Listed
    of_events : iterable of EventPlace
        They come first: what a briefing is about is what a reader asks for.
    boxes : mapping of str to Bounds
        By the id of a place; one that has none is a point.
    country_names : mapping of alpha-3 code to name

    Returns
    -------
    data : bytes
        JSON in UTF-8, a list of objects: ``n`` is the name, ``c`` that of the country (not of
        a country itself), ``kind`` one of those of `Listed` or "place", ``a`` other names with
        blanks between them, and either ``b`` with west, south, east and north (west is greater
        than east across the antimeridian) or ``lon`` and ``lat``.
    """
    places = [
        *(
            {
                "n": place.name,
                "c": country_names.get(place.country, place.country),
                "kind": "place",
                **_point(place.longitude, place.latitude),
            }
            for place in of_events
        ),
        *(dict(_entries(place, boxes, country_names)) for place in listed),
    ]
    return json.dumps(places, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _entries(
    place: Listed, boxes: Mapping[str, Bounds], names: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    yield "n", place.name
    if place.kind != "country":
        yield "c", names.get(place.country, place.country)
    yield "kind", place.kind
    if place.others:
        yield "a", " ".join(place.others)
    box = boxes.get(place.id)
    if box is None:
        yield from _point(place.longitude, place.latitude).items()
    else:
        edges = (box.west, box.south, box.east, box.north)
        yield "b", [round(edge, DECIMALS) for edge in edges]


def _point(longitude: float, latitude: float) -> dict[str, float]:
    return {"lon": round(longitude, DECIMALS), "lat": round(latitude, DECIMALS)}
