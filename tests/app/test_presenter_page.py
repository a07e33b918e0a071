"""The page that plays a briefing: made from the settings, and from what a session asks for."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mapdash.analysis import reference_from_text
from mapdash.app import caches
from mapdash.briefing import Briefing, Problem, Scene, marking_of
from mapdash.composition import Workspace, open_briefing, open_workspace, publish_presenter
from mapdash.filters import EventFilter
from mapdash.render.presenter import documents, is_published
from mapdash.render.published import published_data
from mapdash.settings import Settings

ADDRESS = re.compile(r"\.\./\.\./mapdash-present/([0-9a-f]{64})/briefing\.html")


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return open_workspace(Settings.from_environment({}))


def playlist_at(address: str) -> dict[str, Any]:
    form = ADDRESS.fullmatch(address)
    assert form is not None
    page = documents.find(form[1], "briefing.html")
    assert page is not None
    data = re.search(r'id="md-playlist">(.*?)</script>', page.plain.decode(), re.DOTALL)
    assert data is not None
    read: dict[str, Any] = json.loads(data[1])
    return read


def fetched(address: str) -> bytes:
    _, _, _, digest, name = address.split("/")
    found = published_data.find(digest, name)
    assert found is not None
    return found.plain


def test_a_page_holds_the_briefing_and_leads_to_its_data(workspace: Workspace) -> None:
    scene = Scene(
        EventFilter(countries=frozenset({"SRB"})),
        reference=reference_from_text("border:SRB"),
        shown_layers=frozenset({"choropleth"}),
        title="Serbia",
    )
    briefing = Briefing("Reach", (scene, Scene(title="All")))
    playlist = playlist_at(caches.presenter(workspace, briefing, marking_of("TLP:RED")))
    assert playlist["title"] == "Reach"
    assert playlist["marking"]["text"] == "TLP:RED"
    assert playlist["asOf"] == "13 March 2026"
    assert playlist["dashboard"] is True
    assert playlist["homeAddress"] == ""
    assert [scene["title"] for scene in playlist["scenes"]] == ["Serbia", "All"]
    first, second = (scene["command"] for scene in playlist["scenes"])
    assert json.loads(fetched(first["reference"]["url"]))
    assert second["reference"] is None
    assert fetched(first["regions"]["countries"])
    assert second["regions"] == first["regions"]
    cards = json.loads(fetched(f"{playlist['cards']}cards-0-499.json"))
    assert [card["id"] for card in cards[:2]] == ["E001", "E002"]
    places = fetched(playlist["places"])
    assert len(gzip.compress(places)) < 500_000
    assert "Kostolac B power plant" in [place["n"] for place in json.loads(places)]


def test_the_same_briefing_has_the_same_page(workspace: Workspace) -> None:
    parts = caches._presenter_parts(workspace)
    briefing = Briefing("Reach", (Scene(title="All"),))
    one, two = (publish_presenter(workspace, briefing, parts, marking=None) for _ in range(2))
    assert one == two
    other = publish_presenter(workspace, briefing, parts, marking=marking_of("Draft"))
    assert other != one


def test_a_briefing_without_scenes_is_played_as_one_of_everything(workspace: Workspace) -> None:
    (scene,) = playlist_at(caches.presenter(workspace, Briefing("Empty"), None))["scenes"]
    assert (scene["title"], scene["counts"]) == ("Empty", "113 of 113 events")


def test_a_briefing_of_other_data_is_played_with_what_there_is(workspace: Workspace) -> None:
    gone = Scene(EventFilter(categories=frozenset({"gone"})), title="Gone")
    briefing = Briefing("Old", (gone, Scene(chosen="E999", title="Kept")))
    first, second = playlist_at(caches.presenter(workspace, briefing, None))["scenes"]
    assert (first["isSkipped"], second["isSkipped"]) == (True, False)
    assert second["problem"].startswith("There is no event “E999” in this data")


def test_the_page_of_the_settings_follows_the_file(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.yaml"
    settings = replace(workspace.settings, briefing_path=path, marking="Draft")
    monkeypatch.setattr(caches, "workspace", lambda: replace(workspace, settings=settings))
    path.write_text("mapdash_briefing: 1\ntitle: Own\nodd: 1\nscenes:\n  - title: a\n")
    first = playlist_at(caches.opening_presenter())
    assert first["title"] == "Own"
    assert first["marking"]["text"] == "Draft"
    assert (first["homeAddress"], first["dashboard"]) == ("../../", False)
    assert len(first["problems"]) == 1
    assert first["problems"][0].startswith("Line 3: ")
    path.write_text("mapdash_briefing: 1\ntitle: Other\nscenes:\n  - title: a\n")
    assert playlist_at(caches.opening_presenter())["title"] == "Other"
    path.unlink()
    broken = playlist_at(caches.opening_presenter())
    assert broken["scenes"][0]["counts"] == "113 of 113 events"
    assert broken["problems"] == [
        f"The briefing file {str(path)!r} does not exist; check the path."
    ]


def test_an_opened_briefing_says_what_the_data_do_not_know(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "own.yaml"
    settings = replace(workspace.settings, briefing_path=path)
    path.write_text("mapdash_briefing: 1\ntitle: Own\nscenes:\n  - title: a\n    event: E999\n")
    briefing, problems = open_briefing(settings, workspace.dataset, workspace.borders)
    assert briefing.scenes == (Scene(chosen="E999", title="a"),)
    assert problems == (
        Problem(
            0,
            "Scene 1 (a): There is no event “E999” in this data, so the scene shows its view "
            "without it.",
        ),
    )


def test_without_a_file_there_is_an_empty_briefing(workspace: Workspace) -> None:
    settings = replace(workspace.settings, briefing_path=None)
    assert open_briefing(settings, workspace.dataset) == (Briefing(), ())


def test_the_shipped_briefing_finds_all_of_it_in_the_shipped_data(workspace: Workspace) -> None:
    briefing, problems = caches.briefing(workspace)
    assert len(briefing.scenes) >= 8
    assert problems == ()


def test_events_that_cannot_be_read_are_a_sentence_in_the_notes(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("nothing")
    broken = open_workspace(Settings.from_environment({"MAPDASH_EVENTS": str(path)}))
    briefing = Briefing("Reach", (Scene(title="a", chosen="E001"), Scene(title="b")))
    playlist = playlist_at(caches.presenter(broken, briefing, None))
    assert playlist["problems"] == [broken.dataset.problem]
    assert playlist["problems"][0]
    assert [scene["isSkipped"] for scene in playlist["scenes"]] == [False, False]
    assert (playlist["total"], playlist["home"]) == (0, None)


def test_a_page_that_others_pushed_out_is_made_again(workspace: Workspace) -> None:
    briefing = Briefing("Pushed", (Scene(title="One"),))
    address = caches.presenter(workspace, briefing, None)
    for number in range(40):
        documents.publish("briefing.html", f"<p>{number}</p>".encode(), "text/html")
    assert not is_published(address)
    assert caches.presenter(workspace, briefing, None) == address
    assert playlist_at(address)["title"] == "Pushed"
