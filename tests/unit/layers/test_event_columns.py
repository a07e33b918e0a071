"""EventColumns: what is drawn of each event, row by row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mapdash.events import GEO_PRECISIONS, empty_events
from mapdash.layers import AreaColumns, columns_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdash.events import EventFrame

DEGREE_M = 111_320


def test_row_i_of_the_columns_is_event_i(events_of: Callable[..., EventFrame]) -> None:
    columns = columns_of(
        events_of(
            {"category": "joint exercise", "longitude": "116.5", "latitude": "39.25"},
            {"category": "BRI energy", "geo_precision": "locality", "radius_km": "2.5"},
            {"category": "a parade", "geo_precision": "admin1", "admin1": "Hebei (CN-HE)"},
        )
    )
    assert len(columns) == 3
    assert columns.longitude.tolist() == pytest.approx([116.5, 20.4, 20.4], abs=1e-5)
    assert columns.latitude.tolist() == pytest.approx([39.25, 44.8, 44.8], abs=1e-5)
    assert columns.radius_km.tolist() == [0.0, 2.5, 0.0]
    assert columns.category.tolist() == [0, 6, 10]
    assert columns.precision.tolist() == [0, 1, 3]
    assert columns.area_labels == {2: "approx. Hebei"}


def test_an_event_without_a_point_is_unknown_to_the_map(
    events_of: Callable[..., EventFrame],
) -> None:
    columns = columns_of(events_of({"latitude": "", "longitude": "", "geo_precision": ""}))
    assert np.isnan(columns.longitude).tolist() == [True]
    assert columns.precision.tolist() == [GEO_PRECISIONS.index("unknown")]


@pytest.mark.parametrize(
    ("cells", "label"),
    [
        ({"geo_precision": "admin1", "admin1": "Hebei (CN-HE)"}, "approx. Hebei"),
        ({"geo_precision": "admin2", "place_name": "near Bor"}, "approx. near Bor"),
        ({"geo_precision": "admin1"}, "approx."),
    ],
)
def test_an_area_is_labelled_as_approximate(
    events_of: Callable[..., EventFrame], cells: dict[str, str], label: str
) -> None:
    assert columns_of(events_of(cells)).area_labels == {0: label}


def test_only_areas_have_a_label(shipped_events: EventFrame) -> None:
    columns = columns_of(shipped_events)
    assert sorted(columns.area_labels) == np.flatnonzero(columns.precision == 3).tolist()


def test_the_shipped_events_have_the_precisions_of_their_file(
    shipped_events: EventFrame,
) -> None:
    counts = Counter(columns_of(shipped_events).precision.tolist())
    assert counts.total() == 113
    assert counts[GEO_PRECISIONS.index("country")] == 15
    assert counts[GEO_PRECISIONS.index("admin1")] == 3


def test_points_are_kept_to_about_a_metre(shipped_events: EventFrame) -> None:
    columns = columns_of(shipped_events)
    for name in ("longitude", "latitude"):
        exact = shipped_events[name].to_numpy()
        kept = getattr(columns, name).astype(np.float64)
        assert np.nanmax(np.abs(kept - exact)) * DEGREE_M < 1


def test_equal_events_have_equal_versions(events_of: Callable[..., EventFrame]) -> None:
    assert columns_of(events_of({}, {})).version == columns_of(events_of({}, {})).version


@pytest.mark.parametrize(
    "cells",
    [
        {"longitude": "20.5"},
        {"latitude": "44.9"},
        {"radius_km": "3"},
        {"category": "BRI energy"},
        {"geo_precision": "locality"},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_what_is_drawn_differently_has_another_version(
    events_of: Callable[..., EventFrame], cells: dict[str, str]
) -> None:
    assert columns_of(events_of(cells)).version != columns_of(events_of({})).version


def test_another_label_of_an_area_is_another_version(
    events_of: Callable[..., EventFrame],
) -> None:
    hebei = columns_of(events_of({"geo_precision": "admin1", "admin1": "Hebei"}))
    hubei = columns_of(events_of({"geo_precision": "admin1", "admin1": "Hubei"}))
    assert hebei.version != hubei.version


def test_the_columns_cannot_be_changed(events_of: Callable[..., EventFrame]) -> None:
    columns = columns_of(events_of({}))
    for name in ("longitude", "latitude", "radius_km", "category", "precision"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(columns, name)[0] = 1


def test_the_events_stay_as_they_were(events_of: Callable[..., EventFrame]) -> None:
    events = events_of({}, {"latitude": "", "longitude": ""})
    before = events.copy(deep=True)
    columns_of(events)
    assert events.equals(before)


def test_no_events_give_columns_of_no_rows() -> None:
    columns = columns_of(empty_events())
    assert len(columns) == 0
    assert columns.area_labels == {}


def test_an_area_stands_for_an_event_without_coordinates(
    events_of: Callable[..., EventFrame],
) -> None:
    nowhere = {"latitude": "", "longitude": "", "geo_precision": "admin1", "admin1": "Hebei"}
    events = events_of(nowhere, nowhere)
    areas = AreaColumns(np.array([0, -1], dtype=np.int32), (), "v")
    names = [GEO_PRECISIONS[code] for code in columns_of(events, areas).precision]
    assert names == ["admin1", "unknown"]
