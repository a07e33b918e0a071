"""The base map stays for the whole session; what changes travels in a command."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import streamlit_folium

import mapdash.render
from mapdash.basemaps import BASEMAPS
from mapdash.bounds import Bounds
from mapdash.briefing import Annotation
from mapdash.events import FILE_COLUMNS, validate_events
from mapdash.filters import EventFilter
from mapdash.layers import MapView, build_layers, columns_of
from mapdash.render.assets import ASSETS_PREFIX, asset_file, bundled
from mapdash.render.leaflet import (
    RUNTIME,
    RUNTIME_FILES,
    CameraMove,
    LayerAddresses,
    MapAddresses,
    Spot,
    build_base_map,
    build_command,
)
from mapdash.render.presenter import PRESENTER_FILES, PRESENTER_RUNTIME

if TYPE_CHECKING:
    import folium

WEB_FOLDER = Path(mapdash.render.__file__).parent / "web"
ADDRESSES = MapAddresses(
    columns="../../mapdash-data/aa/columns.bin",
    labels="../../mapdash-data/bb/",
    filters="../../mapdash-data/ff/filters.bin",
    words="../../mapdash-data/ab/words.bin",
    areas="../../mapdash-data/dd/areas.bin",
    routes="../../mapdash-data/ee/routes.json",
    basemap={"kind": "bundled", "url": "../../mapdash-tiles/cc/tiles.pmtiles", "attribution": "A"},
)
TITLES = [
    "joint exercise",
    "military diplomacy",
    "arms transfer",
    "police cooperation",
    "surveillance technology",
    "BRI transport",
    "BRI energy",
    "BRI mining & metals",
    "BRI manufacturing",
    "BRI other",
    "uncategorised",
]


def view_of(*longitudes: str, **changes: Any) -> MapView:
    usual = {"title": "t", "category": "BRI other", "country": "SRB", "start_date": "2020"}
    rows = [
        {**usual, "id": str(number), "longitude": x, "latitude": "44", "geo_precision": "exact"}
        for number, x in enumerate(longitudes)
    ]
    table = pd.DataFrame(rows, columns=list(FILE_COLUMNS), dtype="str").fillna("")
    view = MapView(
        filter=EventFilter(),
        columns=columns_of(validate_events(table.set_axis(range(2, len(table) + 2)))[0]),
        layers=build_layers(),
        visible=None,
        name="n",
        chosen=-1,
        basemap=BASEMAPS["default"],
        bounds=Bounds(10, 40, 30, 50),
        theme=None,
    )
    return replace(view, **changes)


def script_of(base_map: folium.Map) -> str:
    """Return the script of a map as streamlit-folium sends it."""
    base_map.get_root().render()
    base_map.render()
    return streamlit_folium._get_map_string(base_map)


def mount_key(view: MapView, addresses: MapAddresses = ADDRESSES) -> str:
    """Return what decides whether streamlit-folium keeps the map that is on the page."""
    return streamlit_folium.generate_js_hash(script_of(build_base_map(view, addresses)), "map")


def json_after(script: str, call: str) -> dict[str, Any]:
    start = script.index(call) + len(call)
    return json.JSONDecoder().raw_decode(script[start:])[0]


def command_of(view: MapView, move: CameraMove | None = None, **options: Any) -> dict[str, Any]:
    group = build_command(view, move, **options)
    base_map = build_base_map(view, ADDRESSES)
    base_map.render()
    script = streamlit_folium._get_feature_group_string(group, base_map)
    assert script.count("mapdash.apply(") == 1
    return json_after(script, "mapdash.apply(")


@pytest.mark.parametrize(
    "changes",
    [
        {"visible": np.array([True, False]), "name": "other"},
        {"visible": np.array([False, False])},
        {"chosen": 1},
        {"theme": "light"},
        {"theme": "dark"},
    ],
    ids=["filter", "filter without a result", "chosen", "light", "dark"],
)
def test_the_map_stays_on_the_page_when_only_the_view_changes(changes: dict[str, Any]) -> None:
    view = view_of("20.4", "21.5")
    assert mount_key(replace(view, **changes)) == mount_key(view)


def test_the_script_of_such_views_is_the_same_to_the_letter() -> None:
    view = view_of("20.4", "21.5")
    other = replace(view, visible=np.array([True, False]), chosen=0, theme="dark", name="other")
    assert script_of(build_base_map(other, ADDRESSES)) == script_of(build_base_map(view, ADDRESSES))


@pytest.mark.parametrize(
    "other",
    [
        view_of("20.4", "21.6"),
        view_of("20.4"),
        view_of("20.4", "21.5", bounds=None),
        view_of("20.4", "21.5", bounds=Bounds(10, 40, 30, 51)),
    ],
    ids=["another place", "fewer events", "no bounds", "other bounds"],
)
def test_other_data_or_another_start_is_another_map(other: MapView) -> None:
    assert mount_key(other) != mount_key(view_of("20.4", "21.5"))


@pytest.mark.parametrize("name", ["columns", "labels", "areas", "routes"])
def test_data_at_another_address_is_another_map(name: str) -> None:
    view = view_of("20.4")
    moved = replace(ADDRESSES, **{name: f"../../mapdash-data/ff/{name}"})
    assert mount_key(view, moved) != mount_key(view)


def test_another_basemap_is_another_map() -> None:
    view = view_of("20.4")
    moved = replace(ADDRESSES, basemap={**ADDRESSES.basemap, "view": "iso"})
    assert mount_key(view, moved) != mount_key(view)


@pytest.mark.parametrize("padding_px", [0, 24])
def test_the_map_is_handed_to_the_runtime_with_the_addresses_of_its_data(padding_px: int) -> None:
    view = view_of("20.4")
    base_map = build_base_map(view, ADDRESSES, padding_px=padding_px)
    config = json_after(script_of(base_map), "mapdash.attach(map_div, ")
    assert config == {
        "version": view.columns.version,
        "events": "../../mapdash-data/aa/columns.bin",
        "labels": "../../mapdash-data/bb/",
        "filters": "../../mapdash-data/ff/filters.bin",
        "words": "../../mapdash-data/ab/words.bin",
        "areas": "../../mapdash-data/dd/areas.bin",
        "routes": "../../mapdash-data/ee/routes.json",
        "basemap": {
            "kind": "bundled",
            "url": "../../mapdash-tiles/cc/tiles.pmtiles",
            "attribution": "A",
        },
        "bounds": [10.0, 40.0, 30.0, 50.0],
        "padding": padding_px,
    }


def test_there_is_one_folium_layer_a_category_in_the_order_of_the_legend() -> None:
    script = script_of(build_base_map(view_of("20.4"), ADDRESSES))
    parts = script.split("new mapdash.EventLayer(")[1:]
    layers = [json.JSONDecoder().raw_decode(part)[0] for part in parts]
    assert [(layer["code"], layer["title"]) for layer in layers] == list(enumerate(TITLES))
    assert layers[0]["style"] == {"shape": "circle", "light": "#b3122b", "dark": "#ff6b7d"}
    assert script.index("mapdash.attach(") < script.index("new mapdash.EventLayer(")


def test_the_map_has_no_tiles_and_keeps_its_zooms() -> None:
    script = script_of(build_base_map(view_of("20.4"), ADDRESSES))
    assert "L.tileLayer" not in script
    options = dict(re.findall(r'"(\w+)": ([\w.]+),', script))
    assert (options["minZoom"], options["maxZoom"]) == ("2", "14")


def test_text_that_looks_like_a_template_stays_text() -> None:
    basemap = {**ADDRESSES.basemap, "attribution": "{{ 7*7 }} {% if </script>"}
    addresses = replace(ADDRESSES, basemap=basemap)
    script = script_of(build_base_map(view_of("20.4"), addresses))
    config = json_after(script, "mapdash.attach(map_div, ")
    assert config["basemap"]["attribution"].startswith("{{ 7*7 }} {% if </script>")
    assert "49" not in config["basemap"]["attribution"]
    assert "</script>" not in script


def test_a_map_loads_one_script_and_its_style_sheets_from_this_server() -> None:
    base_map = build_base_map(view_of("20.4"), ADDRESSES)
    (script,) = [address for _, address in base_map.default_js]
    assert bundled(script.removeprefix(ASSETS_PREFIX)) is not None
    sheets = [address.removeprefix(ASSETS_PREFIX) for _, address in base_map.default_css]
    assert [Path(sheet).name for sheet in sheets] == [
        "leaflet.css",
        "mapdash.css",
        "annotations.css",
    ]
    assert None not in [asset_file(sheet) for sheet in sheets]


def test_leaflet_runs_first_then_the_runtime_and_every_script_of_ours_once() -> None:
    script = bundled(PRESENTER_RUNTIME.removeprefix(ASSETS_PREFIX)).decode()
    names = re.findall(r"^/\* ---- (.+?) ---- \*/$", script, re.MULTILINE)
    assert tuple(names) == PRESENTER_FILES
    assert tuple(names[: len(RUNTIME_FILES)]) == RUNTIME_FILES
    assert names[:2] == ["vendor/leaflet@1.9.3/dist/leaflet.js", "runtime.js"]
    ours = [name for name in names if "/" not in name]
    assert sorted(ours) == sorted(path.name for path in WEB_FOLDER.glob("*.js"))


def test_a_map_of_the_dashboard_loads_the_same_without_the_presenter() -> None:
    script = bundled(RUNTIME.removeprefix(ASSETS_PREFIX)).decode()
    assert tuple(re.findall(r"^/\* ---- (.+?) ---- \*/$", script, re.MULTILINE)) == RUNTIME_FILES


def test_the_group_has_the_name_that_streamlit_folium_looks_for() -> None:
    assert build_command(view_of("1")).get_name().startswith("feature_group_")


def test_a_view_becomes_a_command() -> None:
    view = view_of("1", "2", "3", visible=np.array([True, False, True]), chosen=2, theme="dark")
    assert command_of(view) == {
        "name": "n",
        "filter": {},
        "matched": 2,
        "visible": None,
        "seen": {},
        "chosen": 2,
        "selected": [],
        "theme": "dark",
        "hidden": [],
        "shown": [],
        "regions": None,
        "reference": None,
        "fit": None,
        "annotations": [],
    }


def test_drawings_travel_and_stay_text() -> None:
    words = "</script>{{ 7*7 }}<b>${x}`"
    drawn = (
        Annotation("circle", ((20.46, 44.81),), radius_km=25),
        Annotation("text", ((190.0, 10.0),), text=words),
        Annotation("arrow", ((179.0, 1.0), (181.5, 2.0))),
    )
    assert command_of(view_of("1", annotations=drawn))["annotations"] == [
        {"kind": "circle", "points": [[20.46, 44.81]], "radiusKm": 25.0},
        {"kind": "text", "points": [[190.0, 10.0]], "text": words},
        {"kind": "arrow", "points": [[179.0, 1.0], [181.5, 2.0]]},
    ]


def test_a_view_of_everything_matches_all_events() -> None:
    command = command_of(view_of("1", "2"))
    assert (command["filter"], command["matched"], command["visible"]) == ({}, 2, None)


def test_the_filter_travels_and_what_was_carried_out() -> None:
    wanted = EventFilter(search="rail", countries=frozenset({"SRB", "CHN"}))
    command = command_of(view_of("1", filter=wanted), seen={"panel": 4})
    assert command["filter"] == {"search": "rail", "countries": ["CHN", "SRB"]}
    assert command["seen"] == {"panel": 4}


def test_a_document_that_found_other_events_gets_the_mask() -> None:
    view = view_of("1", "2", "3", visible=np.array([True, False, True]))
    assert command_of(view, has_mask=True)["visible"] == "oA=="
    assert command_of(view_of("1", "2", "3"), has_mask=True)["visible"] == "4A=="


def test_a_hidden_layer_and_rings_travel_in_the_command() -> None:
    view = view_of("1", hidden_layers=frozenset({"routes"}))
    group = build_command(view, layers=LayerAddresses(rings="../../mapdash-data/aa/rings.json"))
    base_map = build_base_map(view, ADDRESSES)
    base_map.render()
    script = streamlit_folium._get_feature_group_string(group, base_map)
    command = json_after(script, "mapdash.apply(")
    assert command["hidden"] == ["routes"]
    assert command["reference"] == {"url": "../../mapdash-data/aa/rings.json"}


def test_a_move_of_the_camera_says_west_south_east_north_and_its_number() -> None:
    move = CameraMove(7, Bounds(178.5, -18.5, -177.5, -16.5))
    assert command_of(view_of("1"), move)["fit"] == {
        "nonce": 7,
        "bounds": [178.5, -18.5, -177.5, -16.5],
        "spot": None,
    }


def test_a_move_to_a_place_names_it() -> None:
    move = CameraMove(8, Bounds(20, 44, 21, 45), Spot("Smederevo", 20.93, 44.66))
    assert command_of(view_of("1"), move)["fit"]["spot"] == {
        "name": "Smederevo",
        "longitude": 20.93,
        "latitude": 44.66,
    }


def test_a_command_is_as_short_for_a_thousand_events() -> None:
    view = replace(view_of("1"), visible=np.arange(1_000) % 3 == 0)
    command = command_of(view)
    assert len(json.dumps(command)) < 350
    assert command["matched"] == 334
    packed = np.frombuffer(base64.b64decode(command_of(view, has_mask=True)["visible"]), np.uint8)
    assert np.unpackbits(packed, count=1_000).astype(bool).tolist() == view.visible.tolist()


def test_maps_and_commands_are_new_at_every_call() -> None:
    view = view_of("1")
    assert build_base_map(view, ADDRESSES) is not build_base_map(view, ADDRESSES)
    assert build_command(view) is not build_command(view)
