"""The main page: one state for filters, map, card and table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Page


def test_a_filter_changes_everything_but_the_map_document(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    before, name = (page.map_id, page.mount_key), page.command["name"]
    page.act("panel", type="toggle", dimension="countries", value="SRB")
    page.act("panel", type="years", first=2024, last=2025)
    assert page.surface("header")["shown"] == "19 of 113 events"
    assert sum(page.mask(113)) == 19
    assert page.command["name"] != name
    assert page.command["fit"] is None
    assert page.address == {"country": ["SRB"], "from": ["2024"], "to": ["2025"]}
    assert (page.map_id, page.mount_key) == before


def test_a_chip_that_is_removed_takes_its_filter_away(open_page: Callable[..., Page]) -> None:
    page = open_page({"country": ["SRB", "BLR"], "q": ["huawei"]})
    page.act("header", type="drop", dimension="search", value=None)
    page.act("header", type="drop", dimension="countries", value="BLR")
    assert page.address == {"country": ["SRB"]}
    assert [chip["label"] for chip in page.surface("header")["chips"]] == ["Country: Serbia"]
    page.act("header", type="reset")
    assert page.surface("header")["shown"] == "113 of 113 events"
    assert page.address == {}


def test_an_empty_result_offers_a_filter_to_drop(open_page: Callable[..., Page]) -> None:
    page = open_page({"country": ["SRB"], "from": ["1900"], "to": ["1901"]})
    header = page.surface("header")
    assert header["shown"] == "0 of 113 events"
    assert header["empty"]["sentence"] == "No event meets all of these filters."
    assert [offer["dimension"] for offer in header["empty"]["offers"]] == ["period"]
    assert sum(page.mask(113)) == 0
    page.act("header", type="drop", dimension="period", value=None)
    assert page.surface("header")["empty"] is None


def test_a_click_on_a_mark_opens_its_card_and_escape_closes_it(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    before = (page.map_id, page.mount_key)
    version = page.map_arguments["script"].partition('"version": "')[2][:16]
    page.map_sends(type="choose", row=1, version=version, isKeyboard=False)
    assert page.surface("card")["event"]["id"] == "E002"
    assert page.surface("card")["takesFocus"] is False
    assert page.command["chosen"] == 1
    assert page.address == {"event": ["E002"]}
    page.map_sends(type="escape")
    assert page.surface("card") is None
    assert page.command["chosen"] == -1
    assert page.address == {}
    assert (page.map_id, page.mount_key) == before


def test_an_event_chosen_with_the_keyboard_gives_the_card_the_focus(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.act("panel", type="choose", id="E001", isKeyboard=True)
    assert page.surface("card")["takesFocus"] is True


def test_a_click_on_a_map_with_older_data_chooses_nothing(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.map_sends(type="choose", row=1, version="of yesterday")
    assert page.surface("card") is None


def test_a_message_that_says_the_same_as_the_last_is_carried_out_again(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    version = page.map_arguments["script"].partition('"version": "')[2][:16]
    page.map_sends(type="choose", row=1, version=version)
    page.act("card", type="escape")
    page.map_sends(type="choose", row=1, version=version)
    assert page.surface("card")["event"]["id"] == "E002"


def test_where_the_reader_looks_goes_into_the_address_and_moves_nothing(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    before = (page.map_id, page.mount_key)
    page.map_sends(type="camera", bounds=[18.5, 42.25, 23.0, 46.5])
    assert page.address == {"view": ["18.5,42.25,23,46.5"]}
    assert page.command["fit"] is None
    assert (page.map_id, page.mount_key) == before


def test_zoom_to_results_moves_the_camera_to_what_is_shown_each_time(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    events = write_events(
        {"longitude": "20", "latitude": "44"},
        {"longitude": "100", "latitude": "10", "country": "FJI"},
    )
    page = open_page({"country": ["SRB"]}, MAPDASH_EVENTS=events)
    page.act("header", type="zoom")
    fit = {"nonce": 1, "bounds": [19.5, 43.5, 20.5, 44.5], "spot": None}
    assert page.command["fit"] == fit
    page.act("header", type="reset")
    assert page.command["fit"] == fit
    page.act("header", type="zoom")
    assert page.command["fit"] == {"nonce": 2, "bounds": [19.5, 9.5, 100.5, 44.5], "spot": None}


def test_the_table_opens_and_a_click_into_a_row_chooses_its_event(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.act("footer", type="table", isOpen=True)
    third, fifth = page.table["Id"].iloc[2], page.table["Id"].iloc[4]
    page.select_in_table(cells=[[2, "Title"]])
    assert page.surface("card")["event"]["id"] == third
    page.select_in_table(cells=[[4, "Title"]])
    assert page.surface("card")["event"]["id"] == fifth
    page.act("footer", type="table", isOpen=False)
    assert page.table is None
    assert page.address == {"event": [fifth]}


def test_rows_that_are_ticked_travel_to_the_map_and_outlast_a_filter(
    open_page: Callable[..., Page],
) -> None:
    page = open_page({"table": ["1"], "country": ["BLR"]})
    page.select_in_table(rows=[0, 1])
    ticked = page.command["selected"]
    assert len(ticked) == 2
    assert page.surface("card") is None
    assert page.surface("ticks") == {"count": 2, "hidden": 0}
    page.act("panel", type="toggle", dimension="countries", value="BLR")
    assert page.command["selected"] == ticked
    page.act("panel", type="years", first=2008, last=2008)
    assert page.surface("ticks") == {"count": 2, "hidden": 2}
    page.select_in_table(rows=[0])
    assert len(page.command["selected"]) == 3
    page.act("ticks", type="select", ids=[])
    assert page.command["selected"] == []
    assert page.surface("ticks") == {"count": 0, "hidden": 0}


def test_a_row_is_chosen_although_more_rows_are_ticked_than_can_be_kept(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    page = open_page({"table": ["1"]}, MAPDASH_EVENTS=write_events(*[{}] * 1_002))
    page.select_in_table(rows=list(range(1_002)))
    assert page.surface("ticks") == {"count": 1_000, "hidden": 0}
    page.select_in_table(rows=list(range(1_002)), cells=[[4, "Title"]])
    assert page.surface("card")["event"]["id"] == "E5"
    assert page.surface("ticks") == {"count": 1_000, "hidden": 0}


def test_the_charts_open_and_a_bar_filters(open_page: Callable[..., Page]) -> None:
    page = open_page()
    assert page.surface("charts") is None
    page.act("footer", type="charts", isOpen=True)
    assert page.address == {"charts": ["1"]}
    page.act("charts", type="toggle", dimension="actors", value="SRB")
    bars = {bar["value"]: bar for bar in page.surface("charts")["actors"]["bars"]}
    assert bars["SRB"]["isOn"]
    assert page.command["filter"] == {"actors": ["SRB"]}
    assert page.command["matched"] == bars["SRB"]["count"]
    assert page.surface("header")["chips"][0]["label"] == "Actor: Serbia"


def test_each_event_of_the_list_not_on_map_can_be_chosen(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.act("header", type="open_off_map")
    assert page.surface("panel")["offMap"]["opened"] == 1
    entry = page.surface("panel")["offMap"]["entries"][-1]
    page.act("panel", type="choose", id=entry["id"])
    event = page.surface("card")["event"]
    assert event["title"] == entry["title"]
    assert event["coordinates"] == ""
    assert page.surface("panel")["offMap"]["entries"][-1]["isChosen"] is True


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"type": None},
        {"type": "toggle", "dimension": {}, "value": []},
        {"type": "camera", "bounds": "everywhere"},
        {"type": "choose", "id": "\ud800"},
        {"type": "page", "name": ["data"]},
    ],
    ids=["nothing", "none", "toggle", "camera", "choose", "page"],
)
def test_an_action_that_nobody_understands_changes_nothing(
    open_page: Callable[..., Page], action: dict[str, object]
) -> None:
    page = open_page({"country": ["SRB"]})
    page.act("panel", **action)
    page.map_sends(**action)
    assert page.address == {"country": ["SRB"]}


def test_the_title_is_a_setting(open_page: Callable[..., Page]) -> None:
    page = open_page(MAPDASH_TITLE="Desk <b>9</b>")
    assert page.surface("header")["title"] == "Desk <b>9</b>"


def test_the_day_that_the_data_are_as_of_is_a_setting(open_page: Callable[..., Page]) -> None:
    page = open_page(MAPDASH_AS_OF="2026-01-02")
    assert page.surface("header")["asOf"] == "as of 2 January 2026"


@pytest.mark.parametrize("probe", ["{{ 7*7 }}", "{% if", "{# x", "</script><b>", "`${1}`"])
def test_text_from_data_stays_text_in_every_column(
    open_page: Callable[..., Page], write_events: Callable[..., Path], probe: str
) -> None:
    names = ("title", "place_name", "admin1", "summary", "source_title", "notes", "status_detail")
    events = write_events(dict.fromkeys(names, probe))
    page = open_page({"event": ["E1"], "table": ["1"]}, MAPDASH_EVENTS=events)
    event = page.surface("card")["event"]
    assert (event["title"], event["summary"], event["notes"]) == (probe, probe, probe)
    assert event["where"].startswith(probe)
    assert event["sources"][0]["title"] == probe
    assert page.table["Title"].tolist() == [probe]
    assert probe not in page.map_arguments["script"]
    assert not page.test.markdown


def test_two_sessions_share_the_data_and_not_the_scene(open_page: Callable[..., Page]) -> None:
    one, other = open_page({"country": ["SRB"]}), open_page()
    one.act("panel", type="search", text="huawei")
    assert other.run().surface("header")["shown"] == "113 of 113 events"
    assert other.address == {}


def test_months_an_area_and_the_view_filter_together_and_go_into_the_address(
    open_page: Callable[..., Page],
) -> None:
    page = open_page({"view": ["18,41,24,47"]})
    page.act("panel", type="period", first="2024-03", last="2024-07")
    page.act("panel", type="region", points=[[18, 42], [23, 42], [23, 47], [18, 47]])
    page.act("panel", type="view_only", isOn=True)
    assert page.address == {
        "from": ["2024-03"],
        "to": ["2024-07"],
        "area": ["18,42;23,42;23,47;18,47"],
        "only": ["view"],
        "view": ["18,41,24,47"],
    }
    assert [chip["label"] for chip in page.surface("header")["chips"]] == [
        "Date: March 2024 – July 2024",
        "Area drawn on the map",
        "Only what the map shows",
    ]
    assert page.command["filter"] == {
        "period": [19783, 19935],
        "region": [[18.0, 42.0], [23.0, 42.0], [23.0, 47.0], [18.0, 47.0]],
        "view": [18.0, 41.0, 24.0, 47.0],
    }
    shown = sum(page.mask(113))
    assert page.surface("header")["shown"] == f"{shown} of 113 events"
    assert 0 < shown < 113
    again = open_page(page.address)
    assert (again.address, sum(again.mask(113))) == (page.address, shown)
    for dimension in ("period", "region", "view"):
        page.act("header", type="drop", dimension=dimension, value=None)
    assert page.address == {"view": ["18,41,24,47"]}
    assert sum(page.mask(113)) == 113
