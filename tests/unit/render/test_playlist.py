"""The playlist holds all that a presenter plays, in plain text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mapdash.bounds import Bounds
from mapdash.briefing import Annotation, Briefing, Scene, marking_of
from mapdash.filters import EventFilter
from mapdash.io import read_countries, read_table
from mapdash.render.leaflet import LayerAddresses, RegionAddresses
from mapdash.render.playlist import Frame, PresenterAddresses, playlist_data
from mapdash.services import Dataset, load_dataset, resolve_briefing

ADDRESSES = PresenterAddresses(cards="c/", places="p.json")
CIRCLE = Annotation("circle", ((20.46, 44.81),), radius_km=25.0)


@pytest.fixture(scope="module")
def shipped(project_root: Path) -> Dataset:
    folder = project_root / "geodata"
    return load_dataset(
        folder / "events.csv",
        read_table=read_table,
        country_names=read_countries(folder / "countries.csv"),
    )


def playlist_of(
    dataset: Dataset, *scenes: Scene, frame: Frame | None = None, **options: Any
) -> dict[str, Any]:
    resolved = resolve_briefing(dataset, Briefing("t", scenes))
    made = playlist_data(frame or Frame("t"), resolved, dataset.index, ADDRESSES, **options)
    # Nothing in it is lost on the way into the document.
    read: dict[str, Any] = json.loads(json.dumps(made, allow_nan=False))
    assert read == made
    return read


def test_what_stands_round_the_scenes(shipped: Dataset) -> None:
    frame = Frame(
        "China and Serbia",
        marking=marking_of("Draft"),
        as_of="12 March 2026",
        home=Bounds(10, 40, 30, 50),
        home_address="../../?country=SRB",
        problems=("Line 3: no.",),
        is_dashboard=True,
    )
    playlist = playlist_of(shipped, frame=frame)
    del playlist["words"]
    assert playlist == {
        "title": "China and Serbia",
        "marking": {"text": "Draft", "background": "#333a45", "color": "#ffffff"},
        "asOf": "12 March 2026",
        "total": 113,
        "home": [10.0, 40.0, 30.0, 50.0],
        "homeAddress": "../../?country=SRB",
        "cards": "c/",
        "places": "p.json",
        "dashboard": True,
        "problems": ["Line 3: no."],
        "scenes": [],
    }


def test_without_a_marking_and_without_events_there_is_nothing_to_say(shipped: Dataset) -> None:
    playlist = playlist_of(shipped)
    assert (playlist["marking"], playlist["home"], playlist["dashboard"]) == (None, None, False)


def test_a_scene_holds_its_texts_its_command_and_who_says_so(shipped: Dataset) -> None:
    scene = Scene(
        EventFilter(countries=frozenset({"BLR"})),
        chosen="E002",
        bounds=Bounds(23, 51, 33, 57),
        theme="dark",
        hidden_layers=frozenset({"routes"}),
        shown_layers=frozenset({"arcs"}),
        title="Brest",
        caption="Two lines,\nof text.",
        notes="Say it.",
        annotations=(CIRCLE,),
    )
    regions = RegionAddresses("r", "c", "p")
    layers = [LayerAddresses(rings="rings.json", regions=regions)]
    (made,) = playlist_of(shipped, scene, layers=layers)["scenes"]
    assert made["title"] == "Brest"
    assert made["caption"] == "Two lines,\nof text."
    assert made["notes"] == "Say it."
    assert made["bounds"] == [23.0, 51.0, 33.0, 57.0]
    assert made["annotations"] == [{"kind": "circle", "points": [[20.46, 44.81]], "radiusKm": 25.0}]
    assert made["counts"] == "16 of 113 events"
    assert made["filters"] == "Country: Belarus"
    assert made["sources"][0] == {
        "title": "AP via KEYT: Belarus and China join forces in a military drill near the Polish border",
        "url": "https://keyt.com/news/2024/07/09/belarus-and-china-join-forces-in-a-military-drill-near-the-polish-border/",
        "detail": "seed article + news page · 9 July 2024",
    }
    assert (made["problem"], made["isSkipped"]) == ("", False)
    command = made["command"]
    assert len(command.pop("name")) == 12
    assert command.pop("annotations") == []
    assert command == {
        "filter": {"countries": ["BLR"]},
        "matched": 16,
        "visible": None,
        "seen": {},
        "chosen": 1,
        "selected": [],
        "theme": "dark",
        "hidden": ["routes"],
        "shown": ["arcs"],
        "regions": {"rows": "r", "countries": "c", "provinces": "p"},
        "reference": {"url": "rings.json"},
        "fit": None,
    }


def test_a_scene_with_nothing_to_show_says_why_it_is_skipped(shipped: Dataset) -> None:
    first, second = playlist_of(shipped, Scene(EventFilter(search="nothing so")), Scene())["scenes"]
    assert first["isSkipped"] is True
    assert first["problem"] == "No event meets the filter of this scene."
    assert second["isSkipped"] is False
    assert second["bounds"] is None


def test_a_scene_lists_sixty_sources_and_counts_the_others(shipped: Dataset) -> None:
    (made,) = playlist_of(shipped, Scene())["scenes"]
    assert len(made["sources"]) == 60
    assert made["moreSources"] == 117


def test_the_words_of_the_filters_are_those_of_the_dashboard(shipped: Dataset) -> None:
    words = playlist_of(shipped)["words"]
    assert words["dimensions"]["geo_precisions"] == "Place precision"
    assert words["values"]["countries"]["SRB"] == "Serbia"
    assert "categories" not in words["values"]
    assert words["notStated"] == "not stated"
    assert words["atLeastTown"] == {"label": "Town or better", "values": ["exact", "locality"]}


def test_texts_of_any_script_are_handed_on_as_they_are(shipped: Dataset) -> None:
    texts = ["مرحبا بالعالم", "中国与塞尔维亚", "{{ 7*7 }} </script><b>", "Војска"]
    scenes = playlist_of(shipped, *(Scene(title=t, caption=t, notes=t) for t in texts))["scenes"]
    assert [scene["title"] for scene in scenes] == texts
    assert [scene["caption"] for scene in scenes] == texts
