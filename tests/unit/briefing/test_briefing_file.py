from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapdash.bounds import Bounds
from mapdash.briefing import (
    Annotation,
    Briefing,
    Scene,
    briefing_from_yaml,
    briefing_to_yaml,
)
from mapdash.briefing.problems import ProblemList
from mapdash.briefing.yaml_tree import LOADER, read_tree
from mapdash.filters import EventFilter, Period
from tests.unit.briefing.scenes import FULL, any_text, scenes

WRITTEN = """\
mapdash_briefing: 1
title: China and Serbia
as_of: 2026-03-12
marking: TLP:GREEN
scenes:
  - title: Peace Guardian
    caption: |
      First: line

      second # line
    notes: |
      Say “thank you” & smile
    event: E001
    view: [18.5, 41.25, 23.0125, 46.2]
    theme: dark
    filter:
      search: peace guardian
      countries: [CHN, SRB]
      only_where_it_happened: true
      categories: [BRI mining & metals, joint exercise]
      actors: [BLR]
      geo_precisions: [exact]
      date_precisions: [day]
      confidences: ["", high]
      statuses: [agreed]
      source_kinds: [news page]
      from: 2024
      to: 2025
      area: [[19.5, 44], [21, 44.25], [20.1234, 45.5]]
      only_in_view: true
    layers: {routes: false, density: true, arcs: true}
    near: place:52.0976,23.7341,2.5,Brest, at the river
    basemap: relief
    open: [table, charts]
    annotations:
      - circle: [20.46, 44.81]
        radius_km: 25
      - arrow: [[19, 44], [20.4, 44.8]]
      - text: Polish; border
        at: [23.6, 52.1]
      - pen: [[1, 2], [1.5, 2.5], [1.75, 2.25]]
      - distance: [[170, 1], [190, 2]]

  - {}

  - title: "NO"
    event: "007"
"""

READ = Briefing(
    title="China and Serbia",
    as_of=date(2026, 3, 12),
    marking="TLP:GREEN",
    scenes=(
        replace(FULL, caption="First: line\n\nsecond # line"),
        Scene(),
        Scene(title="NO", chosen="007"),
    ),
)


def test_a_briefing_is_written_to_be_read_by_people() -> None:
    assert briefing_to_yaml(READ) == WRITTEN


def test_what_was_written_is_read() -> None:
    reading = briefing_from_yaml(WRITTEN)
    assert reading.problems == ()
    assert reading.briefing == READ


def test_an_empty_briefing_has_a_title_and_an_empty_list() -> None:
    assert briefing_to_yaml(Briefing()) == 'mapdash_briefing: 1\ntitle: ""\nscenes: []\n'


def test_a_long_stroke_takes_several_lines() -> None:
    stroke = Annotation("pen", tuple((number / 8, 44.12345) for number in range(12)))
    written = briefing_to_yaml(Briefing("t", (Scene(annotations=(stroke,)),)))
    assert written.splitlines()[3:] == [
        "  - annotations:",
        "      - pen: [[0, 44.12345], [0.125, 44.12345], [0.25, 44.12345], [0.375, 44.12345],",
        "          [0.5, 44.12345], [0.625, 44.12345], [0.75, 44.12345], [0.875, 44.12345], [1, 44.12345],",
        "          [1.125, 44.12345], [1.25, 44.12345], [1.375, 44.12345]]",
    ]
    assert briefing_from_yaml(written).briefing == Briefing("t", (Scene(annotations=(stroke,)),))


def test_long_lines_of_a_caption_are_wrapped() -> None:
    words = (
        "Serbian and Chinese special forces trained together in Hebei province, in July 2025. " * 2
    )
    scene = Scene(caption=f"{words}\nSecond\n\nThird")
    written = briefing_to_yaml(Briefing("t", (scene,)))
    assert written.splitlines()[3:] == [
        "  - caption: >",
        "      Serbian and Chinese special forces trained together in Hebei province, in July 2025. Serbian",
        "      and Chinese special forces trained together in Hebei province, in July 2025.",
        "",
        "      Second",
        "",
        "",
        "      Third",
    ]
    assert briefing_from_yaml(written).briefing == Briefing("t", (scene,))


def test_many_values_take_a_line_each() -> None:
    names = frozenset(f"a category with a long name, {number}" for number in range(4))
    written = briefing_to_yaml(Briefing("t", (Scene(EventFilter(categories=names)),)))
    assert written.splitlines()[3:6] == [
        "  - filter:",
        "      categories:",
        '        - "a category with a long name, 0"',
    ]


briefings = st.builds(
    Briefing,
    title=any_text,
    scenes=st.lists(scenes, max_size=3),
    marking=any_text,
    as_of=st.none() | st.dates(),
)


@settings(deadline=None)
@given(briefings)
@example(READ)
@example(Briefing(scenes=(Scene(title="x" * 200, caption="x" * 2000, notes="一" * 4000),)))
@example(Briefing(scenes=(Scene(filter=EventFilter(period=Period.of_years(1, 9999))),)))
def test_every_briefing_survives_the_file(briefing: Briefing) -> None:
    written = briefing_to_yaml(briefing)
    reading = briefing_from_yaml(written)
    assert reading.problems == ()
    assert reading.briefing == briefing
    assert briefing_to_yaml(reading.briefing) == written


@settings(deadline=None)
@given(briefings)
@example(READ)
def test_other_readers_of_yaml_take_every_text_for_text(briefing: Briefing) -> None:
    data = yaml.safe_load(briefing_to_yaml(briefing))
    assert data["title"] == briefing.title
    assert data.get("marking", "") == briefing.marking
    assert data.get("as_of") == briefing.as_of
    assert [scene.get("title", "") for scene in data["scenes"]] == [
        scene.title for scene in briefing.scenes
    ]


@settings(deadline=None)
@given(briefings)
@example(READ)
def test_both_parsers_of_pyyaml_read_the_same(briefing: Briefing) -> None:
    written = briefing_to_yaml(briefing)
    fast = read_tree(written, ProblemList(), loader=LOADER)
    assert read_tree(written, ProblemList(), loader=yaml.BaseLoader) == fast


def test_halves_of_surrogate_pairs_are_left_out_of_the_file() -> None:
    scene = Scene(EventFilter(categories=frozenset({"\ud800", "a"})), chosen="E\udfff1")
    reading = briefing_from_yaml(briefing_to_yaml(Briefing("t", (scene,))))
    assert reading.problems == ()
    expected = Scene(EventFilter(categories=frozenset({"a"})), chosen="E1")
    assert reading.briefing == Briefing("t", (expected,))


def test_values_without_quotation_marks_are_read_as_they_stand() -> None:
    text = """
mapdash_briefing: 1
title: NO
scenes:
  - title: 2024-01-01
    caption: 1_000
    event: 007
    filter: {countries: [NO, null, ~], search: yes, from: 2024-03, to: 2025, statuses: agreed}
  - title: null
    event: 1e3
"""
    reading = briefing_from_yaml(text)
    assert reading.problems == ()
    wanted = EventFilter(
        search="yes",
        countries=frozenset({"NO", "null", "~"}),
        period=Period.of_text("2024-03", "2025"),
        statuses=frozenset({"agreed"}),
    )
    assert reading.briefing == Briefing(
        "NO",
        (
            Scene(wanted, title="2024-01-01", caption="1_000", chosen="007"),
            Scene(title="null", chosen="1e3"),
        ),
    )


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    reading = briefing_from_yaml("\ufeff" + WRITTEN.replace("\n", "\r\n"))
    assert reading.problems == ()
    assert reading.briefing == READ


def test_keys_without_a_value_mean_nothing() -> None:
    text = "mapdash_briefing: 1\ntitle:\nscenes:\n- title: a\n  view:\n  filter:\n  layers:\n"
    reading = briefing_from_yaml(text)
    assert (reading.problems, reading.briefing) == ((), Briefing("", (Scene(title="a"),)))


def test_two_hundred_full_scenes_are_written_and_read_in_seconds() -> None:
    scene = replace(FULL, caption="Words that say x. " * 100, notes="Say it slowly. " * 250)
    briefing = Briefing("Long", tuple(replace(scene, title=f"Scene {n}") for n in range(200)))
    begin = time.process_time()
    written = briefing_to_yaml(briefing)
    assert briefing_from_yaml(written).briefing == briefing
    assert time.process_time() - begin < 5
    assert 1_000_000 < len(written) < 2_000_000


def test_scenes_across_the_antimeridian_come_back() -> None:
    scene = Scene(bounds=Bounds(170, -50, -170, -30))
    assert "view: [170, -50, -170, -30]" in briefing_to_yaml(Briefing("t", (scene,)))


def test_two_megabytes_of_strokes_are_not_too_many_parts() -> None:
    strokes = tuple(
        Annotation("pen", tuple((20 + at / 997 + number, 44 + at / 991) for at in range(400)))
        for number in range(100)
    )
    briefing = Briefing("t", (Scene(annotations=strokes), Scene(annotations=strokes)))
    written = briefing_to_yaml(briefing)
    assert 1_900_000 < len(written) < 2_000_000
    assert briefing_from_yaml(written).briefing == briefing
