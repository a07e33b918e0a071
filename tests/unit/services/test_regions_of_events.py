"""Which country and province each event belongs to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from mapdash.io import read_borders
from mapdash.services import Dataset, country_outlines, province_outlines, regions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mapdash.borders import Borders
    from mapdash.services import EventRegions


def places(regions: EventRegions) -> list[tuple[str, str]]:
    """Return the codes of country and province of each event, "" for none."""
    countries = [*(place.code for place in regions.countries), ""]
    provinces = [*(place.code for place in regions.provinces), ""]
    return [
        (countries[country], provinces[province])
        for country, province in zip(regions.country, regions.province, strict=True)
    ]


def actors(regions: EventRegions) -> list[tuple[str, ...]]:
    codes = [place.code for place in regions.countries]
    return [tuple(codes[n] for n in regions.actor_sets[row]) for row in regions.actor_set]


@pytest.fixture
def found(dataset_of: Callable[..., Dataset], borders: Borders) -> Callable[..., EventRegions]:
    def find(*cells: Mapping[str, str]) -> EventRegions:
        return regions_of(dataset_of(*cells).events, borders)

    return find


def test_the_shipped_events_lie_in_these_countries(shipped: Dataset, borders: Borders) -> None:
    counted = Counter(country for country, _ in places(regions_of(shipped.events, borders)))
    assert counted == {
        **dict.fromkeys(["DEU", "IRN", "EGY", "TZA", "ZAF", "KHM"], 1),
        **dict.fromkeys(["RUS", "PAK", "HRV", "HUN"], 2),
        "SRB": 74,
        "BLR": 16,
        "CHN": 9,
    }


def test_the_shipped_events_lie_in_these_provinces(shipped: Dataset, borders: Borders) -> None:
    counted = Counter(province for _, province in places(regions_of(shipped.events, borders)))
    assert counted[""] == 15  # 10 are known to Serbia only, 5 to Belarus only
    assert counted["RS-00"] == 31
    assert counted["CN-BJ"] == 6
    assert counted["RS-14"] == 5
    assert counted["BY-BR"] == 4
    assert counted["CN-HE"] == 1  # known to the province only
    assert sum(counted.values()) == 113


def test_what_is_known_to_a_country_only_is_in_no_province(
    found: Callable[..., EventRegions],
) -> None:
    regions = found(
        {"geo_precision": "country", "admin1": "Belgrade"},
        {"geo_precision": "unknown", "admin1": "Belgrade"},
    )
    assert places(regions) == [("SRB", ""), ("SRB", "")]


def test_a_province_is_found_by_its_name_and_else_by_the_point(
    found: Callable[..., EventRegions],
) -> None:
    regions = found(
        {"admin1": "Bor District"},  # its point is in Belgrade: the source's word counts
        {"admin1": "Moravica; Zlatibor", "longitude": "20.35", "latitude": "43.89"},
        {"admin1": "", "longitude": "19.84", "latitude": "45.26"},
        {"admin1": "Nowhere", "geo_precision": "admin1"},
    )
    assert places(regions) == [("SRB", "RS-14"), ("SRB", "RS-17"), ("SRB", "RS-06"), ("SRB", "")]


def test_a_point_beyond_the_border_is_in_no_province_of_its_country(
    found: Callable[..., EventRegions],
) -> None:
    regions = found({"country": "SRB", "longitude": "19.05", "latitude": "47.50"})  # Budapest
    assert places(regions) == [("SRB", "")]


def test_an_event_counts_where_it_happened_and_not_for_its_actors(
    found: Callable[..., EventRegions],
) -> None:
    regions = found({"country": "SRB", "actors": "CHN;RUS"}, {"country": "CHN", "actors": ""})
    assert [country for country, _ in places(regions)] == ["SRB", "CHN"]
    assert actors(regions) == [("CHN", "RUS"), ()]


def test_a_country_within_another_counts_for_that_one(
    dataset_of: Callable[..., Dataset], project_root: Path
) -> None:
    iso = read_borders(project_root / "geodata" / "borders", view="iso")
    event = {"country": "XKX", "longitude": "21.17", "latitude": "42.67", "actors": "XKX"}
    regions = regions_of(dataset_of(event).events, iso)
    assert [country for country, _ in places(regions)] == ["SRB"]
    assert actors(regions) == [("SRB",)]
    assert [area.code for area in country_outlines(regions, iso)] == ["SRB"]


def test_only_what_events_lie_in_has_an_outline(shipped: Dataset, borders: Borders) -> None:
    regions = regions_of(shipped.events, borders)
    countries = [area.code for area in country_outlines(regions, borders)]
    assert "USA" in [place.code for place in regions.countries]  # it only took part
    assert countries == sorted({country for country, _ in places(regions)})
    provinces = province_outlines(regions, borders)
    assert [area.code for area in provinces] == [place.code for place in regions.provinces]


def test_no_events_have_no_regions(found: Callable[..., EventRegions]) -> None:
    regions = found()
    assert places(regions) == []
    assert (regions.countries, regions.provinces, regions.actor_sets) == ((), (), ())
