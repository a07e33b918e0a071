from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapdash.analysis import distance_to_place
from mapdash.events import empty_events

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdash.events import EventFrame


def test_belgrade_is_as_far_from_brest_as_pyproj_says(
    events_at: Callable[..., EventFrame],
) -> None:
    events = events_at((20.4651, 44.804, "locality"), (23.7341, 52.0976, "exact"))
    distance = distance_to_place(events, 23.7341, 52.0976)
    assert distance.tolist() == [pytest.approx(846.092, abs=0.001), 0.0]
    assert distance.name == "distance_km"


def test_the_short_way_over_the_antimeridian_is_measured(
    events_at: Callable[..., EventFrame],
) -> None:
    events = events_at((179.5, 0.0, "exact"))
    assert distance_to_place(events, -179.5, 0.0).tolist() == [pytest.approx(111.3195, abs=0.001)]


@pytest.mark.parametrize("precision", ["admin2", "admin1", "country", "unknown"])
def test_an_event_known_to_an_area_only_has_no_distance(
    events_at: Callable[..., EventFrame], precision: str
) -> None:
    events = events_at((20.0, 46.0, precision), ("", "", "exact"), (20.0, 46.0, "exact"))
    assert distance_to_place(events, 20.0, 46.0).isna().tolist() == [True, True, False]


def test_no_events_have_no_distances() -> None:
    assert distance_to_place(empty_events(), 20.0, 46.0).tolist() == []
