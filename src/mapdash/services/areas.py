"""Find the areas that stand for events, in the borders of one point of view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

from mapdash.layers import Area

if TYPE_CHECKING:
    from shapely import MultiLineString, MultiPolygon, Polygon

    from mapdash.borders import Borders

AGREED: Final = "agreed"
REACH_DEGREES: Final = 0.005
"""About 500 m: more than outlines of areas are simplified by, less than a border is long."""


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
            kind="country",
            code=found.code,
            name=found.name,
            longitude=found.longitude,
            latitude=found.latitude,
            geometry=found.geometry,
            disputed=self._disputed(code, found.geometry),
        )

    def _disputed(self, code: str, geometry: Polygon | MultiPolygon) -> MultiLineString | None:
        lines = self._borders.lines
        touches = (lines["first"] == code) | (lines["second"] == code)
        disputed = lines.loc[touches & (lines["status"] != AGREED), "geometry"].to_numpy()
        if not len(disputed):
            return None
        # Outlines are simplified and lines are not, so the two lie a little apart.
        near = shapely.buffer(shapely.union_all(disputed), REACH_DEGREES, quad_segs=2)
        parts = shapely.get_parts(shapely.intersection(shapely.boundary(geometry), near))
        kept = parts[shapely.length(parts) > 0]
        return shapely.MultiLineString(list(kept)) if len(kept) else None

    def province(self, text: str, country: str) -> Area | None:
        """Return the province of a country that a source names so, None when there is none."""
        code = self._borders.find_province(text, country) if text else None
        found = self._borders.province(code) if code else None
        if found is None:
            return None
        return Area(
            kind="province",
            code=found.code,
            name=found.name,
            longitude=found.longitude,
            latitude=found.latitude,
            geometry=found.geometry,
        )
