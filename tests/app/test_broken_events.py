"""A broken events file: one sentence says what is wrong, and what is good is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Page


def problem_of(page: Page) -> str:
    """Return the one sentence of a page that has no events."""
    header = page.surface("header")
    assert header["shown"] == "0 of 0 events"
    (notice,) = header["notices"]
    assert notice["kind"] == "error"
    assert notice["text"].count("\n") == 0
    return notice["text"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "my-events.csv"),
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "my-events.csv"),
        (b"id,title,country,start_date\n1,t,SRB,2020\n", "column category"),
        (b"id;id;title\n1;2;t\n", "column 'id' more than once"),
        (b"id,title,category,country,start_date\n1,\xff\xfe,BRI other,SRB,2020\n", "UTF-8"),
    ],
    ids=["missing", "empty", "blank", "picture", "no category", "two ids", "not UTF-8"],
)
def test_a_file_that_cannot_be_used_is_named_in_one_sentence(
    open_page: Callable[..., Page], tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "my-events.csv"
    if content is not None:
        path.write_bytes(content)
    page = open_page(MAPDASH_EVENTS=path)
    sentence = problem_of(page)
    assert words in sentence
    page.switch("pages/data.py")
    assert sentence in page.texts


def test_a_folder_is_no_events_file(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(MAPDASH_EVENTS=tmp_path)
    assert str(tmp_path) in problem_of(page)


def test_a_page_without_events_can_be_used(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page({"table": ["1"], "country": ["SRB"]}, MAPDASH_EVENTS=tmp_path / "none.csv")
    assert page.surface("header")["empty"] is None
    assert page.mask(0) == []
    assert len(page.table) == 0
    for action in ({"type": "zoom"}, {"type": "reset"}, {"type": "years", "first": 1, "last": 2}):
        page.act("header", **action)
    page.act("panel", type="toggle_category", value="BRI other")
    assert page.surface("panel")["countries"] == []


def test_a_file_with_a_header_and_no_rows_is_no_error(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    page = open_page(MAPDASH_EVENTS=write_events())
    assert page.surface("header")["shown"] == "0 of 0 events"
    page.switch("pages/data.py")
    assert "The table has no rows." in page.texts


@pytest.mark.parametrize(
    ("row", "shown", "off_map", "sentence"),
    [
        ({"category": "parade"}, 2, 0, "1 accepted, 1 repaired, 0 refused"),
        ({"start_date": "31 June"}, 1, 0, "1 accepted, 0 repaired, 1 refused"),
        ({"start_date": "2021-02-30"}, 1, 0, "1 accepted, 0 repaired, 1 refused"),
        ({"latitude": "116", "longitude": "39"}, 2, 1, "1 accepted, 1 repaired, 0 refused"),
        ({"latitude": "0", "longitude": "0"}, 2, 1, "1 accepted, 1 repaired, 0 refused"),
        ({"latitude": "nan"}, 2, 1, "1 accepted, 1 repaired, 0 refused"),
        ({"id": "E1"}, 1, 0, "1 accepted, 0 repaired, 1 refused"),
        ({"title": ""}, 1, 0, "1 accepted, 0 repaired, 1 refused"),
        ({"country": "Serbia!"}, 1, 0, "1 accepted, 0 repaired, 1 refused"),
    ],
    ids=[
        "unknown category",
        "no date",
        "no such day",
        "swapped",
        "zero",
        "not a number",
        "duplicate id",
        "no title",
        "no country",
    ],
)
def test_a_bad_row_is_told_of_and_the_good_one_is_shown(
    open_page: Callable[..., Page],
    write_events: Callable[..., Path],
    row: dict[str, str],
    shown: int,
    off_map: int,
    sentence: str,
) -> None:
    page = open_page({"table": ["1"]}, MAPDASH_EVENTS=write_events({"title": "good"}, row))
    header = page.surface("header")
    assert header["shown"] == f"{shown} of {shown} events"
    assert header["offMap"] == f"{off_map} not on map"
    (notice,) = header["notices"]
    assert notice["text"] == f"2 rows read: {sentence}."
    assert notice["page"] == "data"
    assert "good" in page.table["Title"].tolist()


def test_an_unknown_category_is_shown_as_uncategorised(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    page = open_page(MAPDASH_EVENTS=write_events({"category": "parade"}))
    (entry,) = page.surface("panel")["categories"]
    assert (entry["value"], entry["count"]) == ("uncategorised", 1)


def test_of_two_events_with_one_id_the_first_is_shown(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    events = write_events({"id": "X", "title": "first"}, {"id": "X", "title": "second"})
    page = open_page({"event": ["X"]}, MAPDASH_EVENTS=events)
    assert page.surface("card")["event"]["title"] == "first"


@pytest.mark.parametrize("extra", ["reason", "row_number", "index", "=cmd()", "geometry", "start"])
def test_a_refused_row_may_have_columns_of_any_name(
    open_page: Callable[..., Page], write_events: Callable[..., Path], extra: str
) -> None:
    events = write_events({extra: "mine"}, {extra: "mine", "title": ""})
    page = open_page(MAPDASH_EVENTS=events)
    assert page.surface("header")["shown"] == "1 of 1 events"
    page.switch("pages/data.py")
    assert "2 rows read: 1 accepted, 0 repaired, 1 refused." in page.texts


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"MAPDASH_PORT": "eighty"}, "MAPDASH_PORT"),
        ({"MAPDASH_AS_OF": "yesterday"}, "MAPDASH_AS_OF"),
        ({"MAPDASH_GEODATA": "/no/such/folder"}, "/no/such/folder"),
    ],
    ids=["port", "as of", "geodata"],
)
def test_a_wrong_setting_is_said_in_place_of_the_page(
    open_page: Callable[..., Page], environment: dict[str, str], words: str
) -> None:
    page = open_page(**environment)
    assert page.test.subheader[0].value == "mapdash cannot show this page"
    (sentence,) = page.texts
    assert words in sentence
