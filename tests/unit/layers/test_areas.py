"""Which area stands for an event whose place is not known more closely."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from shapely import box

from mapdash.events import EventFrame, empty_events
from mapdash.layers import Area, areas_of


def area(kind: str, code: str, west: float = 0.0) -> Area:
    return Area(
        kind=kind,
        code=code,
        name=f"name of {code}",
        longitude=west + 0.5,
        latitude=0.5,
        geometry=box(west, 0, west + 1, 1),
    )


class Lookup:
    """Know one province of China and one country, and remember what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def country(self, code: str) -> Area | None:
        self.asked.append((code,))
        return area("country", code, 5) if code == "SRB" else None

    def province(self, text: str, country: str) -> Area | None:
        self.asked.append((text, country))
        return area("province", "CN-HE") if (text, country) == ("Hebei", "CHN") else None


def test_an_event_known_to_its_province_has_the_outline_of_the_province(
    events_of: Callable[..., EventFrame],
) -> None:
    events = events_of(
        {},
        {"geo_precision": "admin1", "admin1": "Hebei", "country": "CHN"},
        {"geo_precision": "admin2", "place_name": "Hebei", "country": "CHN"},
    )
    columns = areas_of(events, Lookup())
    assert columns.area.tolist() == [-1, 0, 0]
    assert [found.code for found in columns.areas] == ["CN-HE"]


def test_the_name_of_the_place_is_asked_when_the_province_is_not_known(
    events_of: Callable[..., EventFrame],
) -> None:
    cells = {"geo_precision": "admin1", "admin1": "Heibei", "place_name": "Hebei", "country": "CHN"}
    assert areas_of(events_of(cells), Lookup()).area.tolist() == [0]


def test_a_province_is_looked_for_in_the_country_of_the_event_only(
    events_of: Callable[..., EventFrame],
) -> None:
    cells = {"geo_precision": "admin1", "admin1": "Hebei", "country": "SRB"}
    lookup = Lookup()
    assert areas_of(events_of(cells), lookup).area.tolist() == [-1]
    assert lookup.asked == [("Hebei", "SRB")]


def test_a_district_is_not_the_province_around_it(events_of: Callable[..., EventFrame]) -> None:
    cells = {"geo_precision": "admin2", "admin1": "Hebei", "place_name": "x", "country": "CHN"}
    assert areas_of(events_of(cells), Lookup()).area.tolist() == [-1]


def test_a_country_level_event_has_the_outline_of_its_country(
    events_of: Callable[..., EventFrame],
) -> None:
    cells = {"geo_precision": "country", "country": "SRB", "admin1": "Hebei"}
    columns = areas_of(events_of(cells, {"geo_precision": "country", "country": "CHN"}), Lookup())
    assert columns.area.tolist() == [0, -1]
    assert columns.areas[0].kind == "country"


@pytest.mark.parametrize("precision", ["exact", "locality", "unknown", ""])
def test_nothing_is_asked_for_other_precisions(
    events_of: Callable[..., EventFrame], precision: str
) -> None:
    lookup = Lookup()
    cells = {"geo_precision": precision, "country": "SRB", "admin1": "Hebei"}
    assert areas_of(events_of(cells), lookup).area.tolist() == [-1]
    assert lookup.asked == []


def test_each_name_is_looked_up_once(events_of: Callable[..., EventFrame]) -> None:
    cells = {"geo_precision": "country", "country": "SRB"}
    lookup = Lookup()
    areas_of(events_of(cells, cells, cells), lookup)
    assert lookup.asked == [("SRB",)]


def test_equal_areas_have_equal_versions_and_other_outlines_another(
    events_of: Callable[..., EventFrame],
) -> None:
    cells = {"geo_precision": "country", "country": "SRB"}

    class Moved(Lookup):
        def country(self, code: str) -> Area | None:
            return area("country", code, 6)

    version = areas_of(events_of(cells), Lookup()).version
    assert areas_of(events_of(cells), Lookup()).version == version
    assert areas_of(events_of(cells), Moved()).version != version


def test_no_event_has_no_area() -> None:
    columns = areas_of(empty_events(), Lookup())
    assert (columns.area.tolist(), columns.areas) == ([], ())
