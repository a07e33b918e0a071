"""Find the country and the province that each event belongs to, for maps that count by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import shapely

from mapdash.events import ACTOR_SEPARATOR, AREA_PRECISIONS, PINNED_PRECISIONS
from mapdash.layers import Area
from mapdash.services.areas import BorderAreas

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from mapdash.borders import Borders
    from mapdash.events import EventFrame

NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class RegionPlace:
    """Describe a country or province by what a map needs without its outline.

    Parameters
    ----------
    code : str
    name : str
    longitude, latitude : float or None
        Where its label stands, degrees, WGS 84; None for a country without an outline.
    """

    code: str
    name: str
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, slots=True, eq=False)
class EventRegions:
    """Hold where each event of a dataset happened, and which countries took part.

    Parameters
    ----------
    countries : tuple of RegionPlace
        Those that an event names as its place or as an actor, by code.
    provinces : tuple of RegionPlace
        Those that an event is known to, by code.
    country : array of int32, shape (n,)
        Position in `countries`; -1 when no country is given.
    province : array of int32, shape (n,)
        Position in `provinces`; -1 for an event that is known to its country only or less,
        and where the borders have no such province.
    actor_set : array of int32, shape (n,)
        Position in `actor_sets`.
    actor_sets : tuple of tuple of int
        Positions in `countries`, in the order in which the events name them.
    """

    countries: tuple[RegionPlace, ...]
    provinces: tuple[RegionPlace, ...]
    country: NDArray[np.int32]
    province: NDArray[np.int32]
    actor_set: NDArray[np.int32]
    actor_sets: tuple[tuple[int, ...], ...]


def regions_of(
    events: EventFrame, borders: Borders, names: Mapping[str, str] | None = None
) -> EventRegions:
    """Find the country and the province of each event.

    An event belongs to the country of its column ``country``, never to those of its actors. It
    belongs to the province that ``admin1`` names; where that names none, or several, an event
    with a point of its own belongs to the province of its country that the point lies in. An
    event known to its country only belongs to no province.

    Parameters
    ----------
    events : EventFrame of shape (n, columns)
        A whole dataset; row i of the result is row i of it.
    borders : Borders
        In the reader's point of view. A country that lies within another one there counts for
        that one.
    names : mapping of alpha-3 code to name, optional
        For countries that the borders do not have.

    Returns
    -------
    regions : EventRegions
        Read-only arrays.
    """
    within = dict(borders.point_of_view.within)
    country_of, country_codes = _factorised(events["country"], within)
    set_of, sets = pd.factorize(events["actors"])
    set_codes = [
        tuple(dict.fromkeys(within.get(code, code) for code in text.split(ACTOR_SEPARATOR) if code))
        for text in sets
    ]
    codes = sorted({*country_codes, *(code for actors in set_codes for code in actors)} - {""})
    number = {code: position for position, code in enumerate(codes)}
    numbers = np.array([number.get(code, NOWHERE) for code in country_codes], dtype=np.int32)
    province, provinces = _provinces(events, borders, within)
    arrays = (
        numbers[country_of] if len(numbers) else np.empty(0, dtype=np.int32),
        province,
        set_of.astype(np.int32),
    )
    for array in arrays:
        array.setflags(write=False)
    return EventRegions(
        countries=tuple(_country(code, borders, names or {}) for code in codes),
        provinces=provinces,
        country=arrays[0],
        province=arrays[1],
        actor_set=arrays[2],
        actor_sets=tuple(tuple(number[code] for code in actors) for actors in set_codes),
    )


def country_outlines(regions: EventRegions, borders: Borders) -> tuple[Area, ...]:
    """Return the outlines of the countries where events happened.

    Parameters
    ----------
    regions : EventRegions
    borders : Borders
        Those that the regions were found in.

    Returns
    -------
    areas : tuple of Area
        Of kind "country", by code; those that only took part and those without an outline are
        not among them.
    """
    lookup = BorderAreas(borders)
    happened = np.unique(regions.country[regions.country != NOWHERE])
    found = (lookup.country(regions.countries[number].code) for number in happened)
    return tuple(area for area in found if area is not None)


def province_outlines(regions: EventRegions, borders: Borders) -> tuple[Area, ...]:
    """Return the outlines of the provinces that events are known to.

    Parameters
    ----------
    regions : EventRegions
    borders : Borders
        Those that the regions were found in.

    Returns
    -------
    areas : tuple of Area
        Of kind "province", one for each of ``regions.provinces``.
    """
    columns = ["name", "label_longitude", "label_latitude", "geometry"]
    described = _rows(borders, [place.code for place in regions.provinces])[columns]
    return tuple(
        Area("province", code, name, longitude, latitude, outline)
        for code, name, longitude, latitude, outline in described.itertuples(name=None)
    )


def _factorised(
    column: pd.Series[str], within: Mapping[str, str]
) -> tuple[NDArray[np.intp], list[str]]:
    numbers, values = pd.factorize(column)
    return numbers, [within.get(str(value), str(value)) for value in values]


def _country(code: str, borders: Borders, names: Mapping[str, str]) -> RegionPlace:
    found = borders.country(code)
    if found is None:
        return RegionPlace(code, names.get(code, code), None, None)
    return RegionPlace(code, names.get(code, found.name), found.longitude, found.latitude)


def _provinces(
    events: EventFrame, borders: Borders, within: Mapping[str, str]
) -> tuple[NDArray[np.int32], tuple[RegionPlace, ...]]:
    found = _by_name(events, borders, within)
    is_pinned = events["geo_precision"].isin(PINNED_PRECISIONS).to_numpy()
    rows = np.flatnonzero((found == "") & is_pinned)
    # Not all columns of the rows: most of them are long texts.
    found[rows] = _by_point(
        events[["country", "longitude", "latitude"]].iloc[rows], borders, within
    )
    codes = sorted(set(found.tolist()) - {""})
    number = {code: position for position, code in enumerate(codes)}
    described = _rows(borders, codes)[["name", "label_longitude", "label_latitude"]]
    places = tuple(RegionPlace(*place) for place in described.itertuples(name=None))
    numbers, values = pd.factorize(found)
    positions = np.array([number.get(code, NOWHERE) for code in values], dtype=np.int32)
    column = positions[numbers] if len(positions) else np.empty(0, dtype=np.int32)
    return column, places


def _rows(borders: Borders, codes: list[str]) -> gpd.GeoDataFrame:
    # All at once: there may be thousands.
    return borders.provinces.set_index("code").loc[codes]


def _by_name(
    events: EventFrame, borders: Borders, within: Mapping[str, str]
) -> NDArray[np.object_]:
    is_area = events["geo_precision"].isin(AREA_PRECISIONS)
    is_pinned = events["geo_precision"].isin(PINNED_PRECISIONS)
    # The name of a town is no name of a province; that of a province may be.
    name = events["admin1"].mask(is_area & (events["admin1"] == ""), events["place_name"])
    name = name.where(is_area | is_pinned, "")
    country_of, countries = _factorised(events["country"], within)
    name_of, names = pd.factorize(name)
    asked, question_of = np.unique(country_of * max(1, len(names)) + name_of, return_inverse=True)
    answers = [
        (names[number] and borders.find_province(names[number], countries[country])) or ""
        for country, number in zip(*np.divmod(asked, max(1, len(names))), strict=True)
    ]
    found: NDArray[np.object_] = np.array(answers, dtype=object)[question_of]
    return found


def _by_point(
    events: EventFrame, borders: Borders, within: Mapping[str, str]
) -> NDArray[np.object_]:
    found = np.full(len(events), "", dtype=object)
    country_of, countries = _factorised(events["country"], within)
    number = {code: position for position, code in enumerate(countries)}
    owners = [within.get(code, code) for code in borders.provinces["country"]]
    owner = np.array([number.get(code, NOWHERE) for code in owners])
    is_asked = np.flatnonzero(owner != NOWHERE)
    places = events[["longitude", "latitude"]].to_numpy(dtype=float)
    points = np.asarray(shapely.points(places))
    # The tree holds the points, for what is asked is prepared: an outline has many corners.
    tree = shapely.STRtree(points)
    outlines = borders.provinces.geometry.to_numpy()[is_asked]
    outline, point = tree.query(outlines, predicate="covers")
    provinces = is_asked[outline]
    # A point on a border belongs to its own country, and there to the first of its provinces.
    is_own = owner[provinces] == country_of[point]
    codes = borders.provinces["code"].to_numpy()
    found[point[is_own][::-1]] = codes[provinces[is_own][::-1]]
    return found
