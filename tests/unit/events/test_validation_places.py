from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mapdash.events import validate_events

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd


@pytest.mark.parametrize(
    ("latitude", "longitude", "column", "reason"),
    [
        (
            "116",
            "39",
            "latitude",
            (
                "Latitude 116 is out of range; latitude and longitude look swapped; the point was "
                "left out."
            ),
        ),
        (
            "116",
            "139",
            "latitude",
            "Latitude 116 is out of range (-90 to 90); the point was left out.",
        ),
        (
            "4444",
            "20",
            "latitude",
            "Latitude 4444 is out of range (-90 to 90); the point was left out.",
        ),
        (
            "44",
            "-180.1",
            "longitude",
            "Longitude -180.1 is out of range (-180 to 180); the point was left out.",
        ),
        (
            "0",
            "0.0",
            "latitude",
            "0, 0 is the usual sign of a missing place; the point was left out.",
        ),
        ("44", "", "longitude", "There is a latitude but no longitude; the point was left out."),
        ("", "20", "latitude", "There is a longitude but no latitude; the point was left out."),
        ("nan", "20", "latitude", "Latitude “nan” is no number; the point was left out."),
        ("44", "inf", "longitude", "Longitude “inf” is no number; the point was left out."),
        ("44,8", "20", "latitude", "Latitude “44,8” is no number; the point was left out."),
        ("44", "1e999", "longitude", "Longitude “1e999” is no number; the point was left out."),
        ("44", "0x14", "longitude", "Longitude “0x14” is no number; the point was left out."),
        ("44°", "east", "latitude", "Latitude “44°” is no number; the point was left out."),
    ],
)
def test_an_impossible_point_is_left_out_and_never_mended(
    raw_table: Callable[..., pd.DataFrame], latitude: str, longitude: str, column: str, reason: str
) -> None:
    events, report = validate_events(raw_table({"latitude": latitude, "longitude": longitude}))
    event = events.iloc[0]
    assert event["geometry"] is None
    assert events[["latitude", "longitude"]].isna().all(axis=None)
    assert event["geo_precision"] == "unknown"
    assert (report.accepted, report.repaired, report.rejected) == (0, 1, 0)
    assert [(issue.column, issue.reason) for issue in report.issues] == [(column, reason)]


def test_an_event_known_to_its_country_stays_so_without_its_point(
    raw_table: Callable[..., pd.DataFrame],
) -> None:
    bad = {"latitude": "0", "longitude": "0", "geo_precision": "country"}
    events, report = validate_events(raw_table(bad))
    assert events["geo_precision"].tolist() == ["country"]
    assert report.repaired == 1


@pytest.mark.parametrize("precision", ["country", "admin1", "admin2", "unknown"])
def test_what_is_not_pinned_needs_no_point(
    raw_table: Callable[..., pd.DataFrame], precision: str
) -> None:
    events, report = validate_events(
        raw_table({"latitude": "", "longitude": "", "geo_precision": precision})
    )
    assert report.accepted == 1
    assert events["geo_precision"].tolist() == [precision]
    assert events.geometry.iloc[0] is None


@pytest.mark.parametrize("precision", ["exact", "locality"])
def test_a_pin_without_a_point_is_unknown(
    raw_table: Callable[..., pd.DataFrame], precision: str
) -> None:
    events, report = validate_events(
        raw_table({"latitude": "", "longitude": "", "geo_precision": precision})
    )
    assert events["geo_precision"].tolist() == ["unknown"]
    assert report.issues[0].reason == (
        f"“{precision}” needs a latitude and a longitude; the place counts as unknown."
    )


@pytest.mark.parametrize(
    ("given", "kept", "reason"),
    [
        (
            "roughly",
            "unknown",
            (
                "“roughly” is none of exact, locality, admin2, admin1, country, unknown; the place "
                "counts as unknown."
            ),
        ),
        ("EXACT", "exact", "“EXACT” was spelt as the list has it."),
        (
            "",
            "unknown",
            "Nothing says how closely the point fixes the place; it counts as unknown.",
        ),
    ],
)
def test_a_precision_that_is_none_is_repaired(
    raw_table: Callable[..., pd.DataFrame], given: str, kept: str, reason: str
) -> None:
    events, report = validate_events(raw_table({"geo_precision": given}))
    assert events["geo_precision"].tolist() == [kept]
    assert [issue.reason for issue in report.issues] == [reason]


@pytest.mark.parametrize("column", ["radius_km", "amount_usd_millions"])
@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("-1", "-1 is less than 0 and was left out."),
        ("many", "“many” is no number and was left out; write digits and a decimal point only."),
        ("1,5", "“1,5” is no number and was left out; write digits and a decimal point only."),
        ("inf", "“inf” is no number and was left out; write digits and a decimal point only."),
    ],
)
def test_an_amount_that_is_none_is_left_out(
    raw_table: Callable[..., pd.DataFrame], column: str, value: str, reason: str
) -> None:
    events, report = validate_events(raw_table({column: value}))
    assert events[column].isna().all()
    assert [(issue.column, issue.reason) for issue in report.issues] == [(column, reason)]


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0.0), ("+2.5", 2.5), (".5", 0.5), ("1e3", 1000.0), ("0.1", 0.1)]
)
def test_numbers_are_read_exactly(
    raw_table: Callable[..., pd.DataFrame], text: str, number: float
) -> None:
    events, report = validate_events(raw_table({"radius_km": text}))
    assert report.accepted == 1
    assert events["radius_km"].tolist() == [number]


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("90", "180"), ("-90", "-180"), ("0", "116"), ("44", "0")]
)
def test_points_on_an_edge_of_the_world_are_points(
    raw_table: Callable[..., pd.DataFrame], latitude: str, longitude: str
) -> None:
    events, report = validate_events(raw_table({"latitude": latitude, "longitude": longitude}))
    assert report.accepted == 1
    assert events.geometry.iloc[0].coords[0] == (float(longitude), float(latitude))
