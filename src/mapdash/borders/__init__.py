"""Borders: countries, provinces and boundary lines as one named point of view draws them."""

from mapdash.borders.frames import Borders
from mapdash.borders.points_of_view import POINTS_OF_VIEW, PointOfView, point_of_view
from mapdash.borders.units import Country, Province
from mapdash.settings import DEFAULT_POINT_OF_VIEW

__all__ = [
    "DEFAULT_POINT_OF_VIEW",
    "POINTS_OF_VIEW",
    "Borders",
    "Country",
    "PointOfView",
    "Province",
    "point_of_view",
]
