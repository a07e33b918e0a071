"""The briefing beside the map: its draft, its surfaces, and what becomes of it in a new session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Page

TWO_SCENES = """\
mapdash_briefing: 1
title: Two scenes
scenes:
  - title: First
    event: E001
    view: [113.4, 36, 119.9, 42.7]
  - title: Second
    caption: Serbia alone
    filter:
      countries: [SRB]
"""


def titles(page: Page) -> list[str]:
    return [scene["title"] for scene in page.surface("briefing")["scenes"]]


def opened(open_page: Callable[..., Page], tmp_path: Path, **query: list[str]) -> Page:
    path = tmp_path / "two.yaml"
    path.write_text(TWO_SCENES, "utf-8")
    page = open_page(query, MAPDASH_BRIEFING=path)
    return page.act("header", type="briefing_panel", isOpen=True)


def test_the_briefing_of_the_settings_is_there_at_first(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(open_page, tmp_path)
    assert titles(page) == ["First", "Second"]
    assert page.surface("briefing")["state"] == "2 scenes, as in two.yaml."
    assert (page.surface("header")["scenes"], page.surface("desk")["isTouched"]) == (2, False)


def test_what_is_on_the_screen_is_saved_under_its_filters(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(open_page, tmp_path, country=["SRB"], **{"from": ["2024"], "to": ["2025"]})
    page.act("header", type="briefing_save_scene")
    assert titles(page) == ["First", "Second", "Serbia, 2024–2025"]
    assert page.surface("header")["scenes"] == 3
    assert page.surface("header")["said"] == "Saved as scene 3: Serbia, 2024–2025"
    assert "Serbia, 2024–2025" in page.surface("desk")["yaml"]


def test_a_chosen_event_gives_the_scene_its_title_and_no_filter_a_general_one(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(open_page, tmp_path, event=["E001"])
    page.act("header", type="briefing_save_scene")
    page.map_sends(type="escape")
    page.act("header", type="briefing_save_scene")
    assert titles(page)[2:] == [
        'Peace Guardian-2025 ("Peacekeeper 2025"): Chinese and Serbian special forces train together',
        "All events",
    ]


def test_a_scene_that_is_shown_moves_map_filter_and_address(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(open_page, tmp_path)
    before = page.mount_key
    page.act("briefing", type="briefing_show", key=1)
    assert page.address == {"event": ["E001"], "view": ["113.4,36,119.9,42.7"]}
    assert page.command["fit"]["bounds"] == [113.4, 36.0, 119.9, 42.7]
    assert [scene["isShown"] for scene in page.surface("briefing")["scenes"]] == [True, False]
    # Its event has a card, and the briefing stays in front of it.
    assert page.surface("card") is None
    assert page.surface("briefing")["tabs"] == {"active": "briefing", "asked": 0}
    page.act("briefing", type="briefing_show", key=2)
    assert page.address == {"country": ["SRB"]}
    assert page.mount_key == before


def test_card_and_briefing_share_the_column_as_tabs(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(open_page, tmp_path)
    page.act("panel", type="choose", id="E002")
    assert page.surface("card")["event"]["id"] == "E002"
    assert page.surface("card")["tabs"] == {"active": "event", "asked": 0}
    page.act("card", type="side_tab", name="briefing")
    assert page.surface("briefing")["tabs"] == {"active": "briefing", "asked": 1}
    page.act("briefing", type="briefing_panel", isOpen=False)
    assert page.surface("card")["tabs"] is None


def test_texts_order_and_undo_reach_every_part_of_the_page(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(open_page, tmp_path)
    page.act("briefing", type="briefing_texts", key=1, title="河北 <b>{{7*7}}</b>")
    page.act("briefing", type="briefing_move", key=1, to=1)
    page.act("briefing", type="briefing_delete", key=2)
    assert titles(page) == ["河北 <b>{{7*7}}</b>"]
    assert page.surface("header")["scenes"] == 1
    assert page.surface("desk")["keys"] == [1]
    page.act("briefing", type="briefing_undo")
    assert titles(page) == ["Second", "河北 <b>{{7*7}}</b>"]
    assert page.surface("header")["scenes"] == 2
    assert page.surface("briefing")["redo"] == "delete “Second”"


def test_a_bad_file_is_told_with_its_lines_and_changes_nothing(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(open_page, tmp_path)
    page.act("briefing", type="briefing_load", name="bad.yaml", text="mapdash_briefing: 1\na: [")
    shown = page.surface("briefing")
    assert titles(page) == ["First", "Second"]
    assert [problem["line"] for problem in shown["problems"]] == [2]
    assert shown["problemsTitle"] == "This is no briefing file; the briefing stays as it was."
    text = TWO_SCENES.replace("    caption", "    colour: red\n    caption")
    page.act("briefing", type="briefing_load", name="half.yaml", text=text)
    shown = page.surface("briefing")
    assert [problem["line"] for problem in shown["problems"]] == [8]
    assert shown["problemsTitle"] == "half.yaml has a problem; the rest was taken."


def test_a_new_session_takes_the_draft_that_the_browser_kept(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(open_page, tmp_path)
    page.act("header", type="briefing_save_scene")
    kept = page.surface("desk")
    later = opened(open_page, tmp_path)
    assert later.surface("desk")["session"] != kept["session"]
    later.act("desk", type="briefing_restore", text=kept["yaml"], keys=kept["keys"], isChanged=True)
    assert titles(later) == ["First", "Second", "All events"]
    assert (later.surface("briefing")["isKept"], later.surface("desk")["isTouched"]) == (True, True)
    assert later.surface("briefing")["shipped"] == "two.yaml"
    later.act("briefing", type="briefing_shipped")
    assert titles(later) == ["First", "Second"]
    assert later.surface("briefing")["state"] == "2 scenes, as in two.yaml."


def test_present_gives_a_page_of_the_whole_draft(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(open_page, tmp_path)
    page.act("desk", type="present", index=1)
    present = page.surface("desk")["present"]
    assert (present["nonce"], present["start"], present["titles"]) == (1, 1, ["First", "Second"])
    assert present["address"].startswith("../../mapdash-present/")
    page.act("desk", type="present", index=99)
    again = page.surface("desk")["present"]
    assert (again["nonce"], again["start"], again["address"]) == (2, 1, present["address"])
    circle = {"kind": "circle", "points": [[20.0, 44.0]], "radiusKm": 25}
    drawn = {"index": 1, "title": "Second", "annotations": [circle], "number": 1_700_000_000_000}
    page.act("desk", type="briefing_annotations", **drawn)
    assert page.surface("desk")["drawn"] == 1_700_000_000_000
    assert "radius_km: 25" in page.surface("desk")["yaml"]


def test_without_a_scene_what_is_on_the_screen_is_presented(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    events = write_events({"longitude": "20", "latitude": "44"})
    page = open_page({"country": ["SRB"]}, MAPDASH_EVENTS=events)
    assert page.surface("header")["scenes"] == 0
    page.act("desk", type="present", index=None)
    assert page.surface("desk")["present"]["address"].endswith("/briefing.html")


def test_a_marking_comes_from_the_briefing_and_that_of_the_settings_cannot_be_changed(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    assert open_page().surface("marking") == {"marking": None}
    path = tmp_path / "marked.yaml"
    path.write_text(f"{TWO_SCENES}marking: Chatham House Rule\n", "utf-8")
    page = open_page(None, MAPDASH_BRIEFING=path)
    assert page.surface("marking")["marking"]["text"] == "Chatham House Rule"
    fixed = open_page(None, MAPDASH_BRIEFING=path, MAPDASH_MARKING="OFFICIAL")
    assert fixed.surface("marking")["marking"]["text"] == "OFFICIAL"
    fixed.act("header", type="briefing_panel", isOpen=True)
    fixed.act("briefing", type="briefing_marking", text="")
    choice = fixed.surface("briefing")["marking"]
    assert (choice["text"], choice["isFixed"]) == ("OFFICIAL", True)
    assert choice["reason"] == (
        "The settings of this server fix the marking; it cannot be changed here."
    )


def test_the_line_below_the_map_follows_filter_and_camera(open_page: Callable[..., Page]) -> None:
    page = open_page({"country": ["SRB"], "from": ["2024"], "to": ["2025"]})
    line = page.surface("line")
    assert (line["asOf"], line["counts"]) == ("13 March 2026", "19 of 113 events")
    assert line["filters"] == "Country: Serbia · Year: 2024–2025"
    assert (len(line["first"]), line["all"]) == (4, None)
    everywhere = line["count"]
    page.map_sends(type="camera", bounds=[113.4, 36.0, 119.9, 42.7])
    assert 0 < page.surface("line")["count"] < everywhere
    page.act("line", type="briefing_sources", isOpen=True)
    line = page.surface("line")
    assert len(line["all"]) == line["count"]
    page.act("line", type="briefing_sources", isOpen=False)
    assert page.surface("line")["all"] is None


@pytest.mark.parametrize(
    "action",
    [
        {"type": "briefing_show", "key": "1"},
        {"type": "briefing_show"},
        {"type": "side_tab", "name": {}},
        {"type": "briefing_nothing"},
        {"type": "briefing_annotations", "number": "x"},
        {"type": "briefing_restore", "text": "x", "drawn": [1, {"number": True}]},
        {"type": "briefing_hello"},
    ],
    ids=str,
)
def test_what_makes_no_sense_changes_no_scene(
    open_page: Callable[..., Page], tmp_path: Path, action: dict[str, object]
) -> None:
    page = opened(open_page, tmp_path)
    page.act("desk", **action)
    assert titles(page) == ["First", "Second"]
    assert page.address == {}


def test_drawings_that_the_address_cannot_carry_are_told(
    open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened(open_page, tmp_path)
    stroke = {
        "kind": "pen",
        "points": [[20 + n / 1000, 44 + (n * 7 % 400) / 1000] for n in range(400)],
    }
    page.map_sends(type="annotate", annotations=[stroke, stroke])
    assert page.notices() == [
        "2 drawings are too long for the address: save the scene to keep them."
    ]
    page.map_sends(type="annotate", annotations=[])
    assert page.notices() == []
