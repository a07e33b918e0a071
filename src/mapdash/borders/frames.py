"""The borders of one point of view, with look-ups by code and by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd
import shapely

from mapdash.borders.names import ProvinceNames
from mapdash.borders.units import Country, Province

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from mapdash.borders.points_of_view import PointOfView

CONTROL = "control"


@dataclass(frozen=True, eq=False)
class Borders:
    """Hold the countries, provinces and boundary lines of one point of view.

    Everything is in degrees, WGS 84, longitude first, and is to be read only.

    Parameters
    ----------
    point_of_view : PointOfView
    countries : GeoDataFrame of shape (n, 7)
        Columns view, code, name, kind, label_longitude, label_latitude, geometry. Codes are
        unique but for "", the code of areas that have none.
    provinces : GeoDataFrame of shape (m, 10)
        Columns code (unique), name, local_name, alternates (a sequence of str), country, type,
        region, label_longitude, label_latitude, geometry. The same in every point of view:
        ``country`` is that of the default one.
    lines : GeoDataFrame of shape (k, 5)
        Land boundaries: columns view, first, second (codes in alphabetical order, "" for an
        area without one), status ("agreed", "disputed" or "control") and geometry, a
        LineString or MultiLineString that is not simplified. A line of control that runs
        within one country has "" and the code of that country.
    """

    point_of_view: PointOfView
    countries: gpd.GeoDataFrame
    provinces: gpd.GeoDataFrame
    lines: gpd.GeoDataFrame

    def country(self, code: str) -> Country | None:
        """Return a country.

        Parameters
        ----------
        code : str
            ISO 3166-1 alpha-3; Kosovo: XKX.

        Returns
        -------
        country : Country or None
            None when this point of view has none of that code; "" is no code.
        """
        row = self._country_rows.get(code)
        if row is None:
            return None
        return Country(*self.countries[_COUNTRY_COLUMNS].iloc[row].tolist())

    def province(self, code: str) -> Province | None:
        """Return a province.

        Parameters
        ----------
        code : str
            ISO 3166-2, or Natural Earth's own code, as in the frame.

        Returns
        -------
        province : Province or None
            None when there is none of that code.
        """
        row = self._province_rows.get(code)
        if row is None:
            return None
        return Province(*self.provinces[_PROVINCE_COLUMNS].iloc[row].tolist())

    def find_province(self, text: str, country: str) -> str | None:
        """Return the code of the province that a text names.

        A code of ISO 3166-2 in the text wins. Else the text must be the name, in any language
        of the source, but for case, accents, hyphens, Cyrillic or Latin letters, a remark in
        brackets and words such as "province". Misspellings find nothing.

        Parameters
        ----------
        text : str
            Such as "Hebei (CN-HE)", "Beni Suef (as reported)" or "Brest region".
        country : str
            Alpha-3 code of the country that the province lies in.

        Returns
        -------
        code : str or None
            None when the country has no such province, when the text names several, and when
            several go by that name.
        """
        if country not in self._names:
            inner = {code for code, outer in self.point_of_view.within if outer == country}
            is_inside = self.provinces["country"].isin({country} | inner)
            self._names[country] = ProvinceNames.build(self.provinces[is_inside])
        return self._names[country].find(text)

    def border_of(self, code: str) -> shapely.MultiLineString:
        """Return the land border of a country.

        Parameters
        ----------
        code : str
            Alpha-3 code.

        Returns
        -------
        border : MultiLineString
            All lines with its neighbours, agreed or not; empty for an island, for a code that
            this point of view has no country for, and for a country that it puts within
            another one.
        """
        return self._joined(self._touches(code))

    def border_between(self, first: str, second: str) -> shapely.MultiLineString:
        """Return the land border of two countries.

        Parameters
        ----------
        first, second : str
            Alpha-3 codes, in any order.

        Returns
        -------
        border : MultiLineString
            Empty when the two are no neighbours.
        """
        is_between = self._touches(first) & self._touches(second) & (first != second)
        return self._joined(is_between)

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Return the countries that share a land border with a country.

        Parameters
        ----------
        code : str
            Alpha-3 code.

        Returns
        -------
        codes : tuple of str
            Alphabetical; empty when there is none. Areas without a code are left out.
        """
        lines = self._borders[self._touches(code)]
        return tuple(sorted({*lines["first"], *lines["second"]} - {code, ""}))

    @cached_property
    def _country_rows(self) -> Mapping[str, int]:
        codes = self.countries["code"].tolist()
        return {code: row for row, code in enumerate(codes) if code}

    @cached_property
    def _province_rows(self) -> Mapping[str, int]:
        return {code: row for row, code in enumerate(self.provinces["code"].tolist())}

    @cached_property
    def _names(self) -> dict[str, ProvinceNames]:
        return {}

    @cached_property
    def _borders(self) -> gpd.GeoDataFrame:
        inner = {tuple(sorted(pair)) for pair in self.point_of_view.within}
        pairs = zip(self.lines["first"], self.lines["second"], strict=True)
        is_inner = pd.Series([pair in inner for pair in pairs], index=self.lines.index)
        is_control_within = (self.lines["first"] == "") & (self.lines["status"] == CONTROL)
        return self.lines[~(is_inner | is_control_within)]

    def _touches(self, code: str) -> pd.Series[bool]:
        if not code:
            return pd.Series(data=False, index=self._borders.index)
        return (self._borders["first"] == code) | (self._borders["second"] == code)

    def _joined(self, is_wanted: pd.Series[bool]) -> shapely.MultiLineString:
        lines = self._borders.geometry.to_numpy()[is_wanted.to_numpy()]
        return shapely.MultiLineString(list(shapely.get_parts(lines)))


_COUNTRY_COLUMNS = ["code", "name", "kind", "label_longitude", "label_latitude", "geometry"]
_PROVINCE_COLUMNS = [
    "code",
    "name",
    "local_name",
    "country",
    "type",
    "region",
    "label_longitude",
    "label_latitude",
    "geometry",
]
