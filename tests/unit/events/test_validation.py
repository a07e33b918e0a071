from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from mapdash.errors import ColumnsMissingError
from mapdash.events import FILE_COLUMNS, PROBLEM_COLUMN, validate_events

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_good_row_is_accepted_as_it_is(raw_table: Callable[..., pd.DataFrame]) -> None:
    events, report = validate_events(raw_table({}))
    assert (report.read, report.accepted, report.repaired, report.rejected) == (1, 1, 0, 0)
    assert report.issues == ()
    assert report.notes == ()
    event = events.iloc[0]
    assert event["id"] == "A1"
    assert event["latitude"] == 52.1089
    assert event["amount_usd_millions"] == 1.5
    assert event["notes"] == ""
    assert event["geometry"].coords[0] == (23.7175, 52.1089)


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"id": ""}, "id", "The row has no id; give it one of its own."),
        ({"id": "A1"}, "id", "The id is that of row 2 already; give this row one of its own."),
        ({"title": " "}, "title", "The row has no title."),
        ({"country": ""}, "country", "The row does not say where it happened."),
        (
            {"country": "Serbia"},
            "country",
            "“Serbia” is no country code; give three letters of ISO 3166-1, such as SRB.",
        ),
        ({"start_date": ""}, "start_date", "The row has no start date."),
        (
            {"start_date": "08/07/2024"},
            "start_date",
            "“08/07/2024” is no date; write it as YYYY-MM-DD, YYYY-MM or YYYY.",
        ),
    ],
)
def test_a_row_that_is_no_event_is_rejected_with_its_reason(
    raw_table: Callable[..., pd.DataFrame], change: dict[str, str], column: str, reason: str
) -> None:
    events, report = validate_events(raw_table({}, change, {}))
    assert events["id"].tolist() == ["A1", "A3"]
    assert (report.read, report.accepted, report.repaired, report.rejected) == (3, 2, 0, 1)
    (issue,) = report.issues
    assert (issue.row_number, issue.column, issue.action) == (3, column, "rejected")
    assert issue.reason == reason
    assert issue.value == change[column].strip()


@pytest.mark.parametrize(
    ("change", "column", "kept", "reason"),
    [
        (
            {"category": "tea party"},
            "category",
            "uncategorised",
            "“tea party” is none of the categories; the event counts as uncategorised.",
        ),
        (
            {"category": ""},
            "category",
            "uncategorised",
            "No category is given; the event counts as uncategorised.",
        ),
        (
            {"category": "Joint  Exercise"},
            "category",
            "joint exercise",
            "“Joint  Exercise” was spelt as the list has it.",
        ),
        ({"country": "blr"}, "country", "BLR", "The code “blr” was put into capitals."),
        ({"actors": "chn;BLR"}, "actors", "CHN;BLR", "Codes were put into capitals."),
        (
            {"actors": "CHN;NATO;BLR;EU"},
            "actors",
            "CHN;BLR",
            "No country codes, left out: NATO, EU.",
        ),
        (
            {"actors": "BLR;CHN;BLR"},
            "actors",
            "BLR;CHN",
            "A country that is named twice was kept once.",
        ),
        (
            {"status": "finished"},
            "status",
            "",
            (
                "“finished” was left out; use one of: announced, agreed, under way, completed, "
                "delivered, in service, disputed."
            ),
        ),
        ({"status": "Under way"}, "status", "under way", None),
        (
            {"confidence": "sure"},
            "confidence",
            "",
            "“sure” was left out; use one of: high, medium, low.",
        ),
        (
            {"end_date": "later"},
            "end_date",
            "",
            "“later” is no date and was left out; write it as YYYY-MM-DD, YYYY-MM or YYYY.",
        ),
        (
            {"end_date": "2024-07-07"},
            "end_date",
            "",
            "The end “2024-07-07” lies before the start and was left out.",
        ),
        (
            {"date_precision": "week"},
            "date_precision",
            "day",
            "“week” is none of day, month, year; the start date was asked instead.",
        ),
        (
            {"start_date": "2024-07", "end_date": "", "date_precision": "day"},
            "date_precision",
            "month",
            "“day” is closer than the start date says; the start date was believed.",
        ),
        (
            {"source_url": "javascript:alert(1)"},
            "source_url",
            "",
            (
                "“javascript:alert(1)” was left out; an address starts with http:// or https:// "
                "and has no spaces."
            ),
        ),
        ({"source_url": "www.example.org"}, "source_url", "", None),
        ({"source_url": "https://"}, "source_url", "", None),
        ({"source_url": "https://a.org/<script>"}, "source_url", "", None),
        ({"source_url": "https://good.org@evil.org/"}, "source_url", "", None),
        ({"source_url": "https://a.org/\u202egro"}, "source_url", "", None),
        (
            {"further_source_urls": "https://a.org/1 | data:text/html,x | http://b.org"},
            "further_source_urls",
            "https://a.org/1 | http://b.org",
            (
                "What is no address of the web was left out; an address starts with http:// or "
                "https:// and has no spaces, and “ | ” stands between two."
            ),
        ),
        ({"further_source_urls": "ftp://a.org"}, "further_source_urls", "", None),
        (
            {"further_source_urls": "https://a.org|https://b.org"},
            "further_source_urls",
            "https://a.org | https://b.org",
            None,
        ),
    ],
)
def test_a_cell_that_can_be_repaired_is(
    raw_table: Callable[..., pd.DataFrame],
    change: dict[str, str],
    column: str,
    kept: str,
    reason: str | None,
) -> None:
    events, report = validate_events(raw_table(change))
    assert events[column].tolist() == [kept]
    assert (report.read, report.accepted, report.repaired, report.rejected) == (1, 0, 1, 0)
    (issue,) = report.issues
    assert (issue.row_number, issue.event_id, issue.column) == (2, "A1", column)
    assert (issue.action, issue.value) == ("repaired", change[column])
    assert reason is None or issue.reason == reason


@pytest.mark.parametrize(
    ("change", "column", "kept"),
    [
        ({"title": " A title "}, "title", "A title"),
        ({"actors": " CHN ; BLR;"}, "actors", "CHN;BLR"),
        ({"actors": ""}, "actors", ""),
        ({"status": ""}, "status", ""),
        ({"category": "uncategorised"}, "category", "uncategorised"),
        ({"date_precision": ""}, "date_precision", "day"),
        ({"end_date": "2024-08"}, "end_date", "2024-08"),
        ({"country": "XKX"}, "country", "XKX"),
        ({"source_date": "2024 or so"}, "source_date", "2024 or so"),
        ({"aiddata_id": "67020; 67021"}, "aiddata_id", "67020; 67021"),
        ({"summary": "None"}, "summary", "None"),
        ({"notes": "{{ 7*7 }} <b>{value}</b>"}, "notes", "{{ 7*7 }} <b>{value}</b>"),
        (
            {"source_url": "HTTPS://пример.рф/a?b=(c)#d"},
            "source_url",
            "HTTPS://пример.рф/a?b=(c)#d",
        ),
    ],
)
def test_what_needs_no_repair_is_accepted(
    raw_table: Callable[..., pd.DataFrame], change: dict[str, str], column: str, kept: str
) -> None:
    events, report = validate_events(raw_table(change))
    assert events[column].tolist() == [kept]
    assert report.accepted == 1


@pytest.mark.parametrize(
    ("change", "start", "end"),
    [
        ({"end_date": ""}, "2024-07-08", "2024-07-08"),
        ({"end_date": "2024-07"}, "2024-07-08", "2024-07-31"),
        ({"start_date": "2024", "end_date": "", "date_precision": ""}, "2024-01-01", "2024-12-31"),
        ({"date_precision": "month"}, "2024-07-01", "2024-07-31"),
        ({"date_precision": "year"}, "2024-01-01", "2024-12-31"),
        ({"start_date": "0001-01-01", "end_date": "9999-12-31"}, "0001-01-01", "9999-12-31"),
        ({"start_date": "9999", "end_date": "", "date_precision": ""}, "9999-01-01", "9999-12-31"),
    ],
)
def test_the_span_covers_what_the_dates_and_their_precision_cover(
    raw_table: Callable[..., pd.DataFrame], change: dict[str, str], start: str, end: str
) -> None:
    events, report = validate_events(raw_table(change))
    assert report.accepted == 1
    assert str(events["start"].to_numpy()[0]) == f"{start}T00:00:00"
    assert str(events["end"].to_numpy()[0]) == f"{end}T00:00:00"


def test_a_row_with_several_repairs_counts_once(raw_table: Callable[..., pd.DataFrame]) -> None:
    _, report = validate_events(raw_table({"category": "x", "status": "x", "actors": "x"}))
    assert (report.read, report.accepted, report.repaired, report.rejected) == (1, 0, 1, 0)
    assert [issue.column for issue in report.issues] == ["category", "actors", "status"]


def test_a_rejected_row_has_all_its_reasons_and_no_repairs(
    raw_table: Callable[..., pd.DataFrame],
) -> None:
    _, report = validate_events(raw_table({"title": "", "start_date": "", "status": "x"}))
    assert [(issue.column, issue.action) for issue in report.issues] == [
        ("title", "rejected"),
        ("start_date", "rejected"),
    ]
    assert report.rejected_rows["reason"].tolist() == [
        "The row has no start date. The row has no title."
    ]


def test_a_rejected_row_does_not_take_its_id_from_a_good_one(
    raw_table: Callable[..., pd.DataFrame],
) -> None:
    events, report = validate_events(
        raw_table({"id": "B", "title": ""}, {"id": "B"}, {"id": "B"}, {"id": "C"})
    )
    assert events["id"].tolist() == ["B", "C"]
    assert [issue.row_number for issue in report.issues] == [2, 4]
    assert "row 3" in report.issues[1].reason


def test_rejected_rows_are_kept_as_they_came(raw_table: Callable[..., pd.DataFrame]) -> None:
    raw = raw_table({}, {"title": "", "notes": "  two spaces "})
    _, report = validate_events(raw)
    assert list(report.rejected_rows.columns) == ["reason", *FILE_COLUMNS]
    assert report.rejected_rows.index.tolist() == [3]
    assert report.rejected_rows["notes"].tolist() == ["  two spaces "]


def test_a_row_that_the_reader_could_not_split_is_rejected_for_that_alone(
    raw_table: Callable[..., pd.DataFrame],
) -> None:
    raw = raw_table({}, {"country": "", "title": ""})
    raw[PROBLEM_COLUMN] = pd.Series(["", "The row has 3 fields."], raw.index, dtype="str")
    events, report = validate_events(raw)
    assert events["id"].tolist() == ["A1"]
    (issue,) = report.issues
    assert (issue.column, issue.reason) == ("", "The row has 3 fields.")
    assert PROBLEM_COLUMN not in report.rejected_rows.columns


@pytest.mark.parametrize(
    ("absent", "message"),
    [
        (["country"], "The table lacks the column country; add it to the header. "),
        (["id", "title"], "The table lacks the columns id, title; add them to the header. "),
    ],
)
def test_a_missing_column_that_events_need_is_an_error(
    raw_table: Callable[..., pd.DataFrame], absent: list[str], message: str
) -> None:
    with pytest.raises(ColumnsMissingError) as caught:
        validate_events(raw_table({}).drop(columns=absent))
    assert str(caught.value).startswith(message)
    assert "Columns found: " in str(caught.value)


def test_other_missing_columns_are_empty_and_noted_once(
    raw_table: Callable[..., pd.DataFrame],
) -> None:
    needed = raw_table({}, {})[["id", "title", "category", "country", "start_date", "latitude"]]
    events, report = validate_events(needed.assign(latitude=""))
    assert report.accepted == 2
    assert len(report.notes) == 1
    assert report.notes[0].startswith("The table has no column actors, end_date, ")
    assert events["geo_precision"].tolist() == ["unknown", "unknown"]
    assert events["radius_km"].isna().all()


def test_a_missing_precision_is_noted_once_and_puts_no_point_on_the_map(
    raw_table: Callable[..., pd.DataFrame],
) -> None:
    events, report = validate_events(raw_table({}, {}).drop(columns="geo_precision"))
    assert report.accepted == 2
    assert events["geo_precision"].tolist() == ["unknown", "unknown"]
    assert report.notes == ("The table has no column geo_precision; it was taken as empty.",)


def test_columns_that_are_not_used_are_noted(raw_table: Callable[..., pd.DataFrame]) -> None:
    events, report = validate_events(raw_table({}).assign(colour="red", shape="x"))
    assert "colour" not in events.columns
    assert report.notes == ("Columns that mapdash does not use: colour, shape.",)


def test_columns_in_another_order_are_found(raw_table: Callable[..., pd.DataFrame]) -> None:
    raw = raw_table({})
    events, report = validate_events(raw[raw.columns[::-1]])
    assert report.accepted == 1
    assert events["id"].tolist() == ["A1"]


def test_a_table_without_rows_gives_no_events(raw_table: Callable[..., pd.DataFrame]) -> None:
    events, report = validate_events(raw_table())
    assert events.shape == (0, 31)
    assert str(events["start"].dtype) == "datetime64[s]"
    assert report.sentence() == "The table has no rows."


def test_missing_values_of_pandas_count_as_empty(raw_table: Callable[..., pd.DataFrame]) -> None:
    raw = raw_table({}, {})
    raw.loc[2, ["notes", "end_date", "latitude", "longitude"]] = None
    raw.loc[2, "geo_precision"] = "country"
    events, report = validate_events(raw.astype({"notes": object}))
    assert report.accepted == 2
    assert events["notes"].tolist() == ["", ""]
