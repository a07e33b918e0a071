"""Places to fly to, distances and routes, as the page hands them to the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app.conftest import Page

EAGLE_ASSAULT = {"event": ["E002"]}


def test_nothing_is_offered_until_something_is_searched(open_page: Callable[..., Page]) -> None:
    panel = open_page().surface("panel")
    assert panel["places"] == []
    assert panel["distance"]["value"] == ""
    assert [(layer["name"], layer["isOn"]) for layer in panel["layers"]] == [
        ("routes", True),
        ("density", False),
        ("arcs", False),
        ("choropleth", False),
    ]


def test_a_place_that_the_search_names_is_flown_to_once(open_page: Callable[..., Page]) -> None:
    page = open_page({"q": ["Смедерево"]})
    (place, *_) = page.surface("panel")["places"]
    assert place["name"] == "Smederevo"
    assert "Serbia" in place["line"]
    page.act("panel", type="fly", to=place["text"])
    fit = page.command["fit"]
    assert (fit["nonce"], fit["spot"]["name"]) == (1, "Smederevo")
    west, south, east, north = fit["bounds"]
    assert west < 20.93 < east
    assert south < 44.66 < north
    assert east - west < 1
    assert page.run().command["fit"] == fit


@pytest.mark.parametrize("to", [None, 7, "", "border:POL", "place:91,0,0,x", "place:1,2"])
def test_nobody_flies_to_what_is_no_place(open_page: Callable[..., Page], to: object) -> None:
    page = open_page()
    page.act("panel", type="fly", to=to)
    assert page.command["fit"] is None


def test_a_place_at_the_antimeridian_and_at_the_pole_can_be_flown_to(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.act("panel", type="fly", to="place:0,180,0,Line")
    west, _, east, _ = page.command["fit"]["bounds"]
    assert west > 179
    assert east < -179
    page.act("panel", type="fly", to="place:90,0,0,Pole")
    assert page.command["fit"]["bounds"][3] == 90


def test_a_guess_is_offered_only_when_nothing_else_is_found(
    open_page: Callable[..., Page],
) -> None:
    (place, *_) = open_page({"q": ["Heibei"]}).surface("panel")["places"]
    assert place["name"] == "Hebei"
    assert place["line"].startswith("Did you mean this? province")
    lines = [place["line"] for place in open_page({"q": ["Belgrade"]}).surface("panel")["places"]]
    assert lines
    assert not any("Did you mean" in line for line in lines)


def test_a_border_is_measured_from(open_page: Callable[..., Page]) -> None:
    page = open_page(EAGLE_ASSAULT)
    assert page.surface("card")["event"]["distance"] == ""
    assert page.command["reference"] is None
    page.act("panel", type="measure", **{"from": "border:POL"})
    assert page.surface("card")["event"]["distance"].startswith("about 5 km from the border of")
    assert page.command["reference"]["url"].endswith("/rings.json")
    assert page.address["near"] == ["border:POL"]
    panel = page.surface("panel")["distance"]
    assert (panel["value"], panel["label"]) == ("border:POL", "the border of Poland")
    assert ["border:POL", "The border of Poland"] in panel["options"]
    page.act("panel", type="measure", **{"from": ""})
    assert page.command["reference"] is None
    assert "near" not in page.address


def test_a_place_that_is_measured_from_is_one_of_the_choices(
    open_page: Callable[..., Page],
) -> None:
    text = "place:52.0976,23.7341,0,Brest"
    panel = open_page({"near": [text]}).surface("panel")["distance"]
    assert panel["value"] == text
    assert panel["options"][1] == [text, "Brest"]


def test_the_table_has_distances_only_when_they_are_measured(
    open_page: Callable[..., Page],
) -> None:
    page = open_page({"table": ["1"]})
    assert "Distance km" not in page.table.columns
    table = open_page({"table": ["1"], "near": ["border:POL"]}).table
    assert table["Distance km"].isna().sum() == 18
    row = table.set_index("Id").loc["E002"]
    assert row["Distance km"] == pytest.approx(6.1)
    assert row["± km"] == 26.0


@pytest.mark.parametrize("code", ["ISL", "QQQ"])
def test_a_border_that_there_is_not_is_said_and_not_measured(
    open_page: Callable[..., Page], code: str
) -> None:
    page = open_page({"near": [f"border:{code}"], "table": ["1"]})
    assert page.command["reference"] is None
    (notice,) = page.notices()
    assert notice.startswith("There is no line for the border of")
    assert "Distance km" not in page.table.columns


def test_routes_are_hidden_by_an_action_and_by_an_address(open_page: Callable[..., Page]) -> None:
    page = open_page()
    assert page.command["hidden"] == []
    page.act("panel", type="layer", name="routes", isOn=False)
    assert page.command["hidden"] == ["routes"]
    assert open_page(page.address).command["hidden"] == ["routes"]


def test_own_events_have_no_routes(
    open_page: Callable[..., Page], write_events: Callable[..., Path]
) -> None:
    page = open_page(MAPDASH_EVENTS=write_events({"id": "mine"}))
    layers = [layer["name"] for layer in page.surface("panel")["layers"]]
    assert layers == ["density", "arcs", "choropleth"]


def test_town_or_better_is_picked_in_one_click(open_page: Callable[..., Page]) -> None:
    page = open_page()
    precision = next(
        group for group in page.surface("panel")["more"] if group["dimension"] == "geo_precisions"
    )
    (pick,) = precision["picks"]
    assert (pick["label"], pick["isOn"]) == ("Town or better", False)
    page.act("panel", type="pick", dimension="geo_precisions", values=pick["values"])
    assert page.surface("header")["shown"] == "95 of 113 events"
    assert [chip["label"] for chip in page.surface("header")["chips"]] == [
        "Place precision: town or better"
    ]


def test_a_point_of_view_that_there_is_not_is_one_sentence(open_page: Callable[..., Page]) -> None:
    texts = open_page(MAPDASH_POINT_OF_VIEW="mars").texts
    assert texts == [
        "MAPDASH_POINT_OF_VIEW is 'mars', which mapdash does not have; give 'default' or 'iso'."
    ]


def test_the_point_of_view_is_that_of_basemap_shading_and_distances(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(MAPDASH_POINT_OF_VIEW="iso")
    script = page.map_arguments["script"]
    assert '"view": "iso"' in script
    assert "Kosovo within Serbia" in script
    offered = [value for value, _ in page.surface("panel")["distance"]["options"]]
    assert "border:SRB" in offered
    assert "border:XKX" not in offered
    other = open_page(MAPDASH_POINT_OF_VIEW="default")
    offered = [value for value, _ in other.surface("panel")["distance"]["options"]]
    assert "border:XKX" in offered


def test_a_layer_is_shown_by_an_action_and_by_an_address(open_page: Callable[..., Page]) -> None:
    page = open_page()
    assert page.command["shown"] == []
    assert page.command["regions"] is None
    page.act("panel", type="layer", name="density", isOn=True)
    assert page.command["shown"] == ["density"]
    assert page.command["regions"] is None
    page.act("panel", type="layer", name="choropleth", isOn=True)
    assert page.command["shown"] == ["choropleth", "density"]
    assert set(page.command["regions"]) == {"rows", "countries", "provinces"}
    again = open_page(page.address).command
    assert again["shown"] == ["choropleth", "density"]
    assert again["regions"] == page.command["regions"]
    page.act("panel", type="layer", name="choropleth", isOn=False)
    assert page.command["shown"] == ["density"]
    assert page.command["regions"] is None
