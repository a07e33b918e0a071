"""The briefing that ships says only what the events say, and shows what it speaks of."""

from __future__ import annotations

import calendar
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mapdash.borders import Borders
from mapdash.briefing import Briefing, Scene, briefing_from_yaml
from mapdash.io import read_borders, read_countries, read_table
from mapdash.services import BorderAreas, Dataset, load_dataset, measure, resolve_briefing

if TYPE_CHECKING:
    from collections.abc import Iterable

GEODATA = Path(__file__).resolve().parents[3] / "geodata"
BRIEFING = briefing_from_yaml((GEODATA / "briefing.yaml").read_text("utf-8"))
SCENES = () if BRIEFING.briefing is None else BRIEFING.briefing.scenes
EVERY_SCENE = pytest.mark.parametrize("scene", SCENES, ids=[scene.title for scene in SCENES])

MONTHS = calendar.month_name[1:]
NUMBER_WORD = re.compile(
    r"\b(?:three|four(?:teen)?|forty-seven|five|fif(?:teen|ty)|six(?:teen)?|seven(?:teen)?|"
    r"eight(?:een)?|nine(?:teen)?|ten|eleven|twelve|thirteen|twenty|thirty|forty|hundred)\b"
)
STATE_MEDIA = ("Xinhua", "People’s Daily", "China Daily", "CRI ", "CGTN")
HEBEI = (113.4, 36.0, 119.9, 42.7)
"""The box of the province: its outline lies inside."""


@pytest.fixture(scope="module")
def borders() -> Borders:
    return read_borders(GEODATA / "borders", view="default")


@pytest.fixture(scope="module")
def dataset(borders: Borders) -> Dataset:
    return load_dataset(
        GEODATA / "events.csv",
        read_table=read_table,
        country_names=read_countries(GEODATA / "countries.csv"),
        areas=BorderAreas(borders),
    )


def matched_ids(dataset: Dataset, scene: Scene) -> list[str]:
    return dataset.events.loc[dataset.index.mask(scene.filter), "id"].tolist()


def ids_in(text: str) -> list[str]:
    """Read event ids and runs of them, such as E031 to E039, as the dataset has them."""
    found: list[str] = []
    for first, last in re.findall(r"E(\d{3})(?: to E(\d{3}))?", text):
        found += [f"E{number:03}" for number in range(int(first), int(last or first) + 1)]
    return found


def on_the_map(scene: Scene) -> str:
    return re.split(r" Also: | Named here: ", scene.notes.partition("On the map: ")[2])[0]


def named_ids(dataset: Dataset, scene: Scene) -> list[str]:
    """Return the ids of the events that the notes name, one by one or in a run."""
    return [name for name in ids_in(scene.notes) if dataset.row_of(name) >= 0]


def text_of(dataset: Dataset, event_id: str) -> str:
    row = dataset.events.iloc[dataset.row_of(event_id)]
    return " ".join(str(value) for value in row.astype("str"))


def numbers_in(text: str) -> set[str]:
    """Collect the numbers of a text in digits, as 1000 and 3.81, and those in words."""
    digits = re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", re.sub(r"\bE\d{3}\b", "", text))
    plain = {number.replace(",", "").lstrip("0") or "0" for number in digits}
    return plain | set(NUMBER_WORD.findall(text.lower()))


def dates_in(text: str) -> Iterable[tuple[str, str, str]]:
    return re.findall(rf"(?:(\d{{1,2}}(?:–\d{{1,2}})?) )?({'|'.join(MONTHS)}) (\d{{4}})", text)


def is_dated(text: str, day: str, month: str, year: str) -> bool:
    """Tell whether a row gives a date, as numbers or in the words of its text."""
    written = f"{month} {year}" in text or f"{month[:3]} {year}" in text
    month_of_year = f"{year}-{MONTHS.index(month) + 1:02}"
    if not day:
        return written or month_of_year in text
    return all(f"{month_of_year}-{int(each):02}" in text for each in day.split("–"))


def test_it_loads_without_a_problem() -> None:
    assert BRIEFING.problems == ()
    assert isinstance(BRIEFING.briefing, Briefing)
    assert (
        BRIEFING.briefing.title == "China and Serbia: soldiers, arms, police, cameras and projects"
    )
    assert BRIEFING.briefing.marking == ""
    assert len(SCENES) == 10


def test_every_scene_is_shown_whole(dataset: Dataset, borders: Borders) -> None:
    assert BRIEFING.briefing is not None
    resolved = resolve_briefing(dataset, BRIEFING.briefing, borders=borders)
    assert [(scene.problem, scene.is_skipped) for scene in resolved] == [("", False)] * 10
    assert [scene.matched for scene in resolved] == [100, 1, 2, 9, 8, 7, 16, 19, 11, 8]


@EVERY_SCENE
def test_titles_and_captions_can_be_read_from_the_back_of_a_room(scene: Scene) -> None:
    sentences = re.findall(r"[.?!](?:”)?(?: |$)", scene.caption)
    assert 1 <= len(scene.title) <= 60
    assert 80 <= len(scene.caption) <= 350
    assert "\n" not in scene.caption
    assert 2 <= len(sentences) <= 4


@EVERY_SCENE
def test_a_scene_follows_the_theme_of_the_reader_and_shows_the_map_alone(scene: Scene) -> None:
    assert scene.theme is None
    assert scene.basemap == "default"
    assert not scene.is_table_open
    assert not scene.is_charts_open


@EVERY_SCENE
def test_the_filter_leaves_exactly_the_events_that_the_notes_name(
    dataset: Dataset, scene: Scene
) -> None:
    matched, named = matched_ids(dataset, scene), on_the_map(scene)
    if named.startswith("all events"):
        assert named == "all events that involve Serbia or Belarus."
        assert scene.filter.countries == frozenset({"SRB", "BLR"})
        assert set(ids_in(scene.notes)) <= set(matched)
    else:
        assert matched == [name for name in ids_in(named) if dataset.row_of(name) >= 0]
    assert matched != []


@EVERY_SCENE
def test_every_event_that_is_named_exists(dataset: Dataset, scene: Scene) -> None:
    single = re.findall(r"E\d{3}", scene.notes)
    assert [name for name in single if dataset.row_of(name) < 0] == []


@EVERY_SCENE
def test_the_chosen_event_is_one_of_those_on_the_map(dataset: Dataset, scene: Scene) -> None:
    if scene.chosen is not None:
        assert scene.chosen in matched_ids(dataset, scene)


@EVERY_SCENE
def test_the_view_holds_every_place_that_is_known(dataset: Dataset, scene: Scene) -> None:
    assert scene.bounds is not None
    events = dataset.events[dataset.index.mask(scene.filter)]
    placed = events[events["geo_precision"].isin(["exact", "locality", "admin1", "admin2"])]
    view = scene.bounds
    inside = placed["longitude"].between(view.west, view.east) & placed["latitude"].between(
        view.south, view.north
    )
    assert placed.loc[~inside, "id"].tolist() == []


@EVERY_SCENE
def test_the_view_fills_what_a_caption_leaves_of_a_screen(scene: Scene) -> None:
    assert scene.bounds is not None
    south, north = np.arctanh(np.sin(np.radians([scene.bounds.south, scene.bounds.north])))
    ratio = np.radians(scene.bounds.east - scene.bounds.west) / (north - south)
    assert 0.9 < ratio < 3.3


@EVERY_SCENE
def test_every_number_stands_in_an_event_that_the_notes_name(
    dataset: Dataset, borders: Borders, scene: Scene
) -> None:
    drawn = " ".join(mark.text for mark in scene.annotations)
    said = numbers_in(f"{scene.title} {scene.caption} {scene.notes} {drawn}")
    sources = " ".join(text_of(dataset, name) for name in named_ids(dataset, scene))
    if scene.reference is not None:
        distances = measure(dataset, scene.reference, borders, dataset.country_names)
        sources += distances.in_words(dataset.row_of(scene.chosen))
    assert said - numbers_in(sources) == set()


@EVERY_SCENE
def test_every_date_is_that_of_an_event_that_the_notes_name(dataset: Dataset, scene: Scene) -> None:
    rows = [text_of(dataset, name) for name in named_ids(dataset, scene)]
    missing = [
        date
        for date in dates_in(f"{scene.title}. {scene.caption} {scene.notes}")
        if not any(is_dated(row, *date) for row in rows)
    ]
    assert missing == []


@EVERY_SCENE
def test_state_media_are_labelled_where_a_scene_rests_on_them(
    dataset: Dataset, scene: Scene
) -> None:
    """Of the opening, which shows a hundred events, those that it names."""
    labelled = [line for line in scene.notes.split("\n") if "state media" in line]
    for name in named_ids(dataset, scene):
        source = dataset.events["source_title"].iloc[dataset.row_of(name)]
        if str(source).startswith(STATE_MEDIA):
            assert any(name in ids_in(line) for line in labelled), name


def test_the_drill_in_hebei_gets_no_pin(dataset: Dataset) -> None:
    west, south, east, north = HEBEI
    points = [point for scene in SCENES for mark in scene.annotations for point in mark.points]
    assert dataset.events["geo_precision"].iloc[dataset.row_of("E001")] == "admin1"
    assert [x for x, y in points if west <= x <= east and south <= y <= north] == []


def test_the_distance_from_the_polish_border_is_said_with_its_uncertainty(
    dataset: Dataset, borders: Borders
) -> None:
    scene = next(scene for scene in SCENES if scene.chosen == "E002")
    assert scene.reference is not None
    distances = measure(dataset, scene.reference, borders, dataset.country_names)
    assert distances.in_words(dataset.row_of("E002")) == (
        "about 5 km from the border between Belarus and Poland (0 to 30 km); place known to ±25 km"
    )
    assert "about 5 km from the Polish border (0 to 30 km; place known to ±25 km)" in scene.caption
