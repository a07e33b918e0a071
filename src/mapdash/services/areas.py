"""Find the areas that stand for events, in the borders of one point of view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdash.layers import Area

if TYPE_CHECKING:
    from mapdash.borders import Borders


class BorderAreas:
    """Look areas up in borders; an `AreaLookup`.

    Parameters
    ----------
    borders : Borders
    """

    def __init__(self, borders: Borders) -> None:
        self._borders = borders

    def country(self, code: str) -> Area | None:
        """Return the country with an alpha-3 code, None when there is none."""
        found = self._borders.country(code)
        if found is None:
            return None
        return Area(
            "country", found.code, found.name, found.longitude, found.latitude, found.geometry
        )

    def province(self, text: str, country: str) -> Area | None:
        """Return the province of a country that a source names so, None when there is none."""
        code = self._borders.find_province(text, country) if text else None
        found = self._borders.province(code) if code else None
        if found is None:
            return None
        return Area(
            "province", found.code, found.name, found.longitude, found.latitude, found.geometry
        )
