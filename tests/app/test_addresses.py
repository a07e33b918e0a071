"""An address brings its scene back; one that nobody can mean does no harm."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Page

WHOLE = {
    "q": ["china"],
    "country": ["BLR", "SRB"],
    "where": ["place"],
    "from": ["2018"],
    "to": ["2025"],
    "category": ["joint exercise", "military diplomacy"],
    "confidence": ["high"],
    "event": ["E002"],
    "view": ["18.5,42.25,23,46.5"],
    "theme": ["dark"],
    "table": ["1"],
}


def test_a_whole_scene_comes_back_in_another_session(open_page: Callable[..., Page]) -> None:
    page = open_page(WHOLE)
    assert page.address == WHOLE
    assert page.notices() == []
    panel = page.surface("panel")
    assert panel["search"] == "china"
    assert panel["isPlaceOnly"] is True
    assert [entry["value"] for entry in panel["countries"] if entry["isOn"]] == ["SRB", "BLR"]
    assert (panel["years"]["first"], panel["years"]["last"]) == (2018, 2025)
    assert [entry["value"] for entry in panel["categories"] if entry["isOn"]] == [
        "joint exercise",
        "military diplomacy",
    ]
    assert page.surface("card")["event"]["id"] == "E002"
    assert page.command["theme"] == "dark"
    assert '"bounds": [18.5, 42.25, 23.0, 46.5]' in page.map_arguments["script"]
    assert page.table is not None
    assert page.surface("header")["shown"] == f"{len(page.table)} of 113 events"


def test_a_country_may_be_given_by_its_name(open_page: Callable[..., Page]) -> None:
    page = open_page({"country": ["serbia"]})
    assert page.address == {"country": ["SRB"]}
    assert page.notices() == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from": ["20x4"]}, "The address asked for from “20x4”, which is no date"),
        ({"country": ["Atlantis"]}, "No event has the country “Atlantis”"),
        ({"category": ["hovercraft"]}, "No event has the category “hovercraft”"),
        ({"event": ["E999"]}, "There is no event “E999” in this data."),
        ({"view": ["1,2,3"]}, "The address asked for view “1,2,3”"),
        ({"view": ["0,50,10,40"]}, "which bounds no part of the world"),
        ({"theme": ["pink"]}, "The address asked for theme “pink”"),
        ({"table": ["yes"]}, "which can only be “1”"),
        ({"q": ["a", "b"]}, "only the first was used"),
        ({"q": ["x" * 5_000]}, "more than 200 characters; it was cut"),
        ({"country": ["{{ 7*7 }}"]}, "“{{ 7*7 }}”"),
        ({"country": ["<script>alert(1)</script>"]}, "“<script>alert(1)</script>”"),
    ],
    ids=lambda part: str(part)[:30],
)
def test_a_bad_value_is_dropped_and_one_line_says_so(
    open_page: Callable[..., Page], query: dict[str, list[str]], sentence: str
) -> None:
    page = open_page(query)
    (notice,) = page.notices()
    assert sentence in notice
    assert "\n" not in notice
    assert page.surface("header")["notices"][0]["isDismissable"] is True
    assert set(page.address) <= {"q"}


@pytest.mark.parametrize(
    "query",
    [
        {"q": ["\x00\u202e"], "country": ["\x00"], "event": ["\x00"]},
        {"from": ["٢٠٢٤"], "to": ["-1"], "view": ["nan,nan,nan,nan"]},
        {"view": ["1e309,0,0,0"], "from": ["99999999999999999999"]},
        {"nonsense": ["1"], "": ["2"], "__proto__": ["3"]},
        {"country": [f"X{number}" for number in range(300)]},
        {"basemap": ["../../etc/passwd"], "event": ["../../etc/passwd"]},
        {name: ["'\"><svg onload=x>"] for name in WHOLE},
        {name: ["{% for %}"] for name in WHOLE},
    ],
    ids=range(8),
)
def test_garbage_shows_the_map_all_the_same(
    open_page: Callable[..., Page], query: dict[str, list[str]]
) -> None:
    page = open_page(query)
    assert page.surface("header")["shown"].endswith(" of 113 events")
    assert len(page.mask(113)) == 113
    assert page.run().address == page.address


def test_notices_stay_until_they_are_dismissed(open_page: Callable[..., Page]) -> None:
    page = open_page({"country": ["Atlantis"]})
    page.act("panel", type="toggle", dimension="countries", value="SRB")
    assert len(page.notices()) == 1
    page.act("header", type="dismiss")
    assert page.notices() == []


def test_back_brings_the_scene_of_its_address_and_leaves_the_map_where_it_is(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    before = page.mount_key
    page.act("panel", type="toggle", dimension="countries", value="SRB")
    page.act("panel", type="choose", id="E002")
    page.go_to({"country": ["SRB"]})
    assert page.surface("card") is None
    page.go_to({})
    assert page.surface("header")["shown"] == "113 of 113 events"
    assert page.mount_key == before
    assert page.command["fit"] is None


def test_an_address_with_a_view_that_is_pasted_in_moves_the_camera_once(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    before = page.mount_key
    page.go_to({"view": ["18.5,42.25,23,46.5"]})
    fit = {"nonce": 1, "bounds": [18.5, 42.25, 23.0, 46.5], "spot": None}
    assert page.command["fit"] == fit
    assert page.run().command["fit"] == fit
    assert page.mount_key == before
