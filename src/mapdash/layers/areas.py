"""Areas: the provinces and countries that stand for events whose place is not known more closely."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

import numpy as np

from mapdash.events import AREA_PRECISIONS, combinations_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import MultiLineString, MultiPolygon, Polygon

    from mapdash.events import EventFrame

AreaKind: TypeAlias = Literal["country", "province"]

NO_AREA = -1

_NAMING = ("geo_precision", "country", "admin1", "place_name")


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """Describe one country or province as it is drawn.

    Parameters
    ----------
    kind : "country" or "province"
    code : str
        ISO 3166-1 alpha-3, or the code of the province.
    name : str
    longitude, latitude : float
        Where its label stands: well inside, degrees, WGS 84.
    geometry : Polygon or MultiPolygon
        WGS 84, longitude first.
    disputed : MultiLineString or None, default None
        The parts of its outline that are drawn dashed, as the basemap draws them.
    """

    kind: AreaKind
    code: str
    name: str
    longitude: float
    latitude: float
    geometry: Polygon | MultiPolygon
    disputed: MultiLineString | None = None


@dataclass(frozen=True, slots=True, eq=False)
class AreaColumns:
    """Hold which area stands for each event of a dataset.

    Parameters
    ----------
    area : array of int32, shape (n,)
        Position in `areas`; -1 for an event that has a point, or whose area is not known.
    areas : tuple of Area
        Only those that stand for an event, in the order in which the events name them.
    version : str
        Digest of all of the above.
    """

    area: NDArray[np.int32]
    areas: tuple[Area, ...]
    version: str


class AreaLookup(Protocol):
    """Find areas, as `mapdash.services` does in the borders of one point of view."""

    def country(self, code: str) -> Area | None:
        """Return the country with an alpha-3 code, None when there is none."""
        ...

    def province(self, text: str, country: str) -> Area | None:
        """Return the province of a country that a source names so, None when there is none."""
        ...


def areas_of(events: EventFrame, lookup: AreaLookup) -> AreaColumns:
    """Find the area that stands for each event without a point of its own.

    Parameters
    ----------
    events : EventFrame of shape (n, columns)
        A whole dataset; row i of the result is row i of it.
    lookup : AreaLookup

    Returns
    -------
    columns : AreaColumns
        -1 where the precision is another one, and where the lookup does not know the name:
        such an event is drawn as a circle or not at all, never as another area.
    """
    found: dict[tuple[str, str, str, str], Area | None] = {}
    numbers: dict[tuple[str, str], int] = {}
    areas: list[Area] = []
    rows = np.flatnonzero(events["geo_precision"].isin((*AREA_PRECISIONS, "country")))
    named = events[list(_NAMING)].iloc[rows]
    combinations = combinations_of(named, _NAMING)
    numbered = np.full(len(combinations.first), NO_AREA, dtype=np.int32)
    asked = named.iloc[combinations.first].itertuples(index=False)
    for position, (precision, country, admin1, place) in enumerate(asked):
        is_country = precision == "country"
        key = (precision, country, *(("", "") if is_country else (admin1, place)))
        if key not in found:
            found[key] = _find(lookup, *key)
        area = found[key]
        if area is not None:
            number = numbers.setdefault((area.kind, area.code), len(areas))
            if number == len(areas):
                areas.append(area)
            numbered[position] = number
    column = np.full(len(events), NO_AREA, dtype=np.int32)
    column[rows] = numbered[combinations.code]
    column.setflags(write=False)
    return AreaColumns(column, tuple(areas), _version(column, areas))


def _find(lookup: AreaLookup, precision: str, country: str, admin1: str, place: str) -> Area | None:
    if precision == "country":
        return lookup.country(country)
    # A district is not the province around it; where it is a unit of its own, its name says so.
    names = (place,) if precision == "admin2" else (admin1, place)
    found = (lookup.province(name, country) for name in names if name)
    return next((area for area in found if area is not None), None)


def _version(column: NDArray[np.int32], areas: list[Area]) -> str:
    digest = hashlib.sha256(column.tobytes())
    for area in areas:
        digest.update(f"{area.kind}\0{area.code}\0{area.name}\0".encode())
        digest.update(area.geometry.wkb)
        digest.update(area.disputed.wkb if area.disputed is not None else b"")
    return digest.hexdigest()[:16]
