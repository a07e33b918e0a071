"""What distances are measured from: a border or a place; and both as a text of an address."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from mapdash.bounds import MAX_LATITUDE, MAX_LONGITUDE
from mapdash.filters import one_line

MAX_PLACE_NAME_CHARACTERS = 80

MAX_PLACE_RADIUS_KM = 9999.0

DEGREE_DECIMALS = 5
"""Decimals of a place's coordinates: 0.00001 degrees are 1.1 m or less."""

RADIUS_DECIMALS = 3

_CODE = re.compile(r"[A-Z]{3}")
_BORDER = re.compile(r"border:([A-Z]{3})(?:-([A-Z]{3}))?")
_PLACE = re.compile(
    r"place:(-?[0-9]{1,2}(?:\.[0-9]{1,5})?),(-?[0-9]{1,3}(?:\.[0-9]{1,5})?),"
    r"([0-9]{1,4}(?:\.[0-9]{1,3})?),(.{1,80})"
)


@dataclass(frozen=True, slots=True)
class BorderReference:
    """Name the land border of a country, or the border between two countries.

    Parameters
    ----------
    first : str
        ISO 3166-1 alpha-3 (Kosovo: XKX).
    second : str, optional
        The neighbour; "" for the border with all neighbours. The two are put in the order of
        the alphabet: a border is the same from either side.

    Raises
    ------
    ValueError
        If a code is not three capital letters, or the two are the same.

    Examples
    --------
    >>> BorderReference("POL", "BLR").to_text()
    'border:BLR-POL'
    """

    first: str
    second: str = ""
    kind: Literal["border"] = field(default="border", init=False)

    def __post_init__(self) -> None:
        """Refuse what is no code, and order the two."""
        if not _CODE.fullmatch(self.first) or not (
            self.second == "" or _CODE.fullmatch(self.second)
        ):
            message = (
                f"A border is named by codes of three capital letters, "
                f"not by {self.first!r} and {self.second!r}."
            )
            raise ValueError(message)
        if self.first == self.second:
            message = f"A country has no border with itself: {self.first!r} is given twice."
            raise ValueError(message)
        if self.second and self.second < self.first:
            first, second = self.second, self.first
            object.__setattr__(self, "first", first)
            object.__setattr__(self, "second", second)

    @property
    def code(self) -> str:
        """Return the one code, or the two with a hyphen between them."""
        return f"{self.first}-{self.second}" if self.second else self.first

    def to_text(self) -> str:
        """Return the text from which `reference_from_text` makes an equal reference."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True, slots=True)
class PlaceReference:
    """Name a place and how closely it is known.

    Parameters
    ----------
    name : str
        Cleaned to one line of at most 80 characters.
    longitude, latitude : float
        Degrees, WGS 84; rounded to five decimals, so that a text can hold them exactly.
    radius_km : float, optional
        How closely the point fixes the place; 0 where it does so exactly. Rounded to metres.

    Raises
    ------
    ValueError
        If no name is left, or a number is out of range, infinite or NaN.

    Examples
    --------
    >>> PlaceReference("Brest", 23.7341, 52.0976).to_text()
    'place:52.0976,23.7341,0,Brest'
    """

    name: str
    longitude: float
    latitude: float
    radius_km: float = 0.0
    kind: Literal["place"] = field(default="place", init=False)

    def __post_init__(self) -> None:
        """Clean the name, round the numbers, and refuse what is no place on Earth."""
        name = one_line(self.name, MAX_PLACE_NAME_CHARACTERS)
        if not name:
            message = "A place to measure from needs a name; the one given has no visible text."
            raise ValueError(message)
        object.__setattr__(self, "name", name)
        self._keep("longitude", -MAX_LONGITUDE, MAX_LONGITUDE, DEGREE_DECIMALS)
        self._keep("latitude", -MAX_LATITUDE, MAX_LATITUDE, DEGREE_DECIMALS)
        self._keep("radius_km", 0.0, MAX_PLACE_RADIUS_KM, RADIUS_DECIMALS)

    def to_text(self) -> str:
        """Return the text from which `reference_from_text` makes an equal reference.

        The latitude comes first, as people write coordinates in addresses; the name last, as
        it may hold commas.
        """
        latitude = _decimal(self.latitude, DEGREE_DECIMALS)
        longitude = _decimal(self.longitude, DEGREE_DECIMALS)
        radius = _decimal(self.radius_km, RADIUS_DECIMALS)
        return f"{self.kind}:{latitude},{longitude},{radius},{self.name}"

    def _keep(self, name: str, lowest: float, highest: float, decimals: int) -> None:
        value = float(getattr(self, name))
        if not (math.isfinite(value) and lowest <= value <= highest):
            message = (
                f"The {name} of the place {self.name!r} is {value:g}; "
                f"give a number from {lowest:g} to {highest:g}."
            )
            raise ValueError(message)
        # Adding zero turns -0.0 into 0.0: the two are equal but not the same text.
        object.__setattr__(self, name, round(value, decimals) + 0.0)


Reference: TypeAlias = BorderReference | PlaceReference
"""What distances are measured from; `kind` tells the two apart."""


def reference_from_text(text: str) -> Reference | None:
    """Read a reference from the text of an address, whatever a browser sends.

    Parameters
    ----------
    text : str
        Such as "border:POL", "border:BLR-POL" or "place:52.0976,23.7341,0,Brest" (latitude,
        longitude, radius in kilometres, name); percent-decoded.

    Returns
    -------
    reference : BorderReference, PlaceReference or None
        None where the text is anything else: a name that needs cleaning, a number out of
        range, another order. Whether the country exists is not asked here.

    Examples
    --------
    >>> reference_from_text("border:POL-BLR")
    BorderReference(first='BLR', second='POL', kind='border')
    >>> reference_from_text("border:Poland") is None
    True
    """
    border = _BORDER.fullmatch(text)
    if border:
        first, second = border.group(1), border.group(2) or ""
        return BorderReference(first, second) if first != second else None
    place = _PLACE.fullmatch(text)
    if place is None:
        return None
    latitude, longitude, radius_km = (float(place.group(at)) for at in (1, 2, 3))
    name = place.group(4)
    is_clean = name == one_line(name, MAX_PLACE_NAME_CHARACTERS)
    if not is_clean or abs(longitude) > MAX_LONGITUDE or abs(latitude) > MAX_LATITUDE:
        return None
    return PlaceReference(name, longitude, latitude, min(radius_km, MAX_PLACE_RADIUS_KM))


def _decimal(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".")
