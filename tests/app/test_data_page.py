"""The page about the data: no row is lost without a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Page

DATA = "pages/data.py"
MAP = "pages/map.py"
HOSTILE = "![](https://example.org/a.png) {{ 7*7 }} <b>"


def test_shipped_data_have_nothing_to_report(open_page: Callable[..., Page]) -> None:
    page = open_page().switch(DATA)
    assert page.test.header[0].value == "Data and refused rows"
    assert page.texts[:2] == ["Events file: events.csv", "113 rows read and accepted."]
    # The towns of routes that no citable table has; what is drawn without them is said.
    assert page.texts[2:]
    assert all("is not in the gazetteer" in text for text in page.texts[2:])
    assert [(metric.label, metric.value) for metric in page.test.metric] == [
        ("Rows read", "113"),
        ("Taken as they stand", "113"),
        ("Taken after repair", "0"),
        ("Refused", "0"),
    ]
    assert not page.test.dataframe


def test_a_province_without_an_outline_is_said_to_be_a_circle(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    events = write_events({"geo_precision": "admin1", "admin1": "Atlantis", "id": "A1"})
    page = open_page(MAPDASH_EVENTS=events).switch(DATA)
    assert page.test.subheader[0].value == "Drawn less closely than the data say"
    assert page.texts[2:] == [
        "A1: no outline is known for Atlantis (SRB); it is drawn as a circle.",
    ]


def test_repaired_and_refused_rows_are_listed_with_their_reasons(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    events = write_events(
        {},
        {"category": "parade"},
        {"start_date": "soon"},
        {"latitude": "116", "longitude": "39"},
        {"id": "E1", "notes": "again"},
    )
    page = open_page(MAPDASH_EVENTS=events).switch(DATA)
    assert "5 rows read: 1 accepted, 2 repaired, 2 refused." in page.texts
    issues, refused = (frame.value for frame in page.test.dataframe)
    found = issues[["row_number", "event_id", "column", "value", "action"]]
    assert found.to_numpy().tolist()[:2] == [
        [3, "E2", "category", "parade", "repaired"],
        [4, "E3", "start_date", "soon", "rejected"],
    ]
    swapped = issues.loc[issues["row_number"] == 5, "reason"].tolist()
    assert any("latitude and longitude look swapped" in reason for reason in swapped)
    assert refused.index.tolist() == [4, 6]
    assert refused.columns[0] == "reason"
    assert refused["id"].tolist() == ["E3", "E1"]
    assert refused["notes"].tolist() == ["", "again"]
    assert refused["reason"].iloc[1] == (
        "The id is that of row 2 already; give this row one of its own."
    )


def test_both_lists_can_be_downloaded(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    page = open_page(MAPDASH_EVENTS=write_events({}, {"title": ""})).switch(DATA)
    labels = [button.label for button in page.test.get("download_button")]
    assert labels == ["Download this list (CSV)", "Download the refused rows (CSV)"]


def test_text_from_the_file_reaches_no_markdown(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    events = write_events({}, {"title": HOSTILE, "start_date": HOSTILE, HOSTILE: HOSTILE})
    page = open_page(MAPDASH_EVENTS=events).switch(DATA)
    assert page.test.dataframe[0].value["value"].tolist() == [HOSTILE]
    assert not page.test.markdown
    assert not any(HOSTILE in metric.label for metric in page.test.metric)


def test_the_notice_of_the_map_leads_to_the_page(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    page = open_page(MAPDASH_EVENTS=write_events({}, {"title": ""}))
    page.act("header", type="page", name="data")
    assert page.test.header[0].value == "Data and refused rows"


def test_the_map_starts_where_the_scene_is_when_the_reader_comes_back(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.act("header", type="zoom")
    page.map_sends(type="camera", bounds=[18.5, 42.25, 23.0, 46.5])
    page.switch(DATA).switch(MAP)
    assert '"bounds": [18.5, 42.25, 23.0, 46.5]' in page.map_arguments["script"]
    assert page.command["fit"] is None


def test_the_way_back_leads_to_the_scene_that_the_reader_left(
    open_page: Callable[..., Page],
) -> None:
    page = open_page({"country": ["SRB"]})
    page.act("panel", type="years", first=2024, last=2025)
    page.switch(DATA)
    (back,) = page._protos("page_link")
    assert (back.label, back.query_string) == (
        "Back to the map",
        "country=SRB&from=2024&to=2025",
    )
