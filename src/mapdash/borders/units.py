"""One country and one province, as a look-up gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

CountryKind: TypeAlias = Literal["country", "territory", "indeterminate"]


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """Describe a country in one point of view.

    Parameters
    ----------
    code : str
        ISO 3166-1 alpha-3; Kosovo is XKX.
    name : str
        Plain English.
    kind : "country", "territory" or "indeterminate"
        A territory depends on another country; indeterminate is an area on whose status the
        source does not decide.
    longitude, latitude : float
        Where its label stands, degrees, WGS 84.
    geometry : Polygon or MultiPolygon
        WGS 84, longitude first; cut at the antimeridian.
    """

    code: str
    name: str
    kind: CountryKind
    longitude: float
    latitude: float
    geometry: Polygon | MultiPolygon


@dataclass(frozen=True, slots=True, eq=False)
class Province:
    """Describe a unit right below a country.

    Parameters
    ----------
    code : str
        ISO 3166-2, else the code of Natural Earth, which has no meaning elsewhere.
    name : str
        English.
    local_name : str
    country : str
        Alpha-3 code of its country in the default point of view, "" for an area without one.
    type : str
        What it is, in English, such as "Province"; "" when the source does not say.
    region : str
        The larger unit that it belongs to; "" when there is none.
    longitude, latitude : float
        Where its label stands: as far from its edge as can be, degrees, WGS 84.
    geometry : Polygon or MultiPolygon
        WGS 84, longitude first; cut at the antimeridian.
    """

    code: str
    name: str
    local_name: str
    country: str
    type: str
    region: str
    longitude: float
    latitude: float
    geometry: Polygon | MultiPolygon
