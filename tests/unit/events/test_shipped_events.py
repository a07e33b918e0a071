from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from mapdash.events import EVENT_COLUMNS, EventFrame, ValidationReport, validate_events
from mapdash.io import read_table
from mapdash.settings import site_root

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def path() -> Path:
    return site_root() / "geodata" / "events.csv"


@pytest.fixture(scope="module")
def shipped(path: Path) -> tuple[EventFrame, ValidationReport]:
    return validate_events(read_table(path))


def test_the_file_is_the_one_that_was_researched(path: Path) -> None:
    assert (
        hashlib.sha256(path.read_bytes()).hexdigest()
        == "bf282aefd80b32c87e513209d0e2b003861b08cc960619179550cfd07512c9b6"
    )


def test_all_113_rows_are_accepted_as_they_are(
    shipped: tuple[EventFrame, ValidationReport],
) -> None:
    _, report = shipped
    assert report == ValidationReport(read=113, accepted=113)
    assert report.sentence() == "113 rows read and accepted."


def test_the_frame_has_its_columns_and_its_precisions(
    shipped: tuple[EventFrame, ValidationReport],
) -> None:
    events, _ = shipped
    assert events.shape == (113, 31)
    assert list(events.columns) == list(EVENT_COLUMNS)
    assert events["geo_precision"].value_counts().to_dict() == {
        "locality": 60,
        "exact": 35,
        "country": 15,
        "admin1": 3,
    }
    assert events["category"].nunique() == 10


@pytest.mark.parametrize(
    ("event_id", "start", "end"),
    [
        ("E001", "2025-07-19", "2025-07-28"),
        ("E004", "2015-06-01", "2015-06-30"),
        ("E036", "2022-01-01", "2023-12-31"),
        ("E046", "2023-09-28", "2023-10-31"),
        ("E110", "2017-01-01", "2024-12-31"),
    ],
)
def test_dates_of_every_precision_cover_their_days(
    shipped: tuple[EventFrame, ValidationReport], event_id: str, start: str, end: str
) -> None:
    events, _ = shipped
    event = events[events["id"] == event_id].iloc[0]
    assert (event["start"].date().isoformat(), event["end"].date().isoformat()) == (start, end)


def test_the_point_of_an_event_is_longitude_then_latitude(
    shipped: tuple[EventFrame, ValidationReport],
) -> None:
    events, _ = shipped
    assert events.geometry.iloc[0].coords[0] == (116.0, 39.0)


def test_text_is_kept_to_the_letter(shipped: tuple[EventFrame, ValidationReport]) -> None:
    events, _ = shipped
    assert events["title"].iloc[0] == (
        'Peace Guardian-2025 ("Peacekeeper 2025"): Chinese and Serbian special forces train '
        "together"
    )
