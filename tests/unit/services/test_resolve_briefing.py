"""A briefing outlives the data that it was made with: what is gone leaves a sentence, not a hole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from mapdash.analysis import reference_from_text
from mapdash.borders import Borders
from mapdash.bounds import Bounds
from mapdash.briefing import Briefing, Scene
from mapdash.filters import EventFilter
from mapdash.services import Dataset, ResolvedScene, resolve_briefing

if TYPE_CHECKING:
    from collections.abc import Callable


def resolve(dataset: Dataset, *scenes: Scene, **options: Any) -> tuple[ResolvedScene, ...]:
    return resolve_briefing(dataset, Briefing("t", scenes), **options)


def filtered(**values: Any) -> Scene:
    return Scene(EventFilter(**values))


def test_a_scene_of_the_shipped_data(shipped: Dataset, borders: Borders) -> None:
    scene = Scene(
        EventFilter(countries=frozenset({"BLR"})),
        chosen="E002",
        bounds=Bounds(23, 51, 33, 57),
        title="Brest",
    )
    (resolved,) = resolve(shipped, scene, borders=borders)
    assert resolved.scene == scene
    assert (resolved.matched, resolved.total) == (16, 113)
    assert resolved.view.chosen == 1
    assert resolved.view.bounds == Bounds(23, 51, 33, 57)
    assert resolved.line == {
        "asOf": "13 March 2026",
        "counts": "16 of 113 events",
        "filters": "Country: Belarus",
    }
    assert resolved.sources.items[0].title.startswith("AP via KEYT")
    assert resolved.problem == ""
    assert not resolved.is_skipped


def test_an_event_that_is_gone_leaves_the_scene_without_it(shipped: Dataset) -> None:
    (resolved,) = resolve(shipped, Scene(chosen="E999"))
    assert resolved.view.chosen == -1
    assert resolved.problem == (
        "There is no event “E999” in this data, so the scene shows its view without it."
    )
    assert not resolved.is_skipped


def test_a_value_that_is_gone_is_left_out_of_a_filter_that_has_others(shipped: Dataset) -> None:
    (resolved,) = resolve(shipped, filtered(countries=frozenset({"SRB", "XXX"})))
    assert resolved.scene.filter == EventFilter(countries=frozenset({"SRB"}))
    assert resolved.problem == "No event has the country “XXX”; it was left out of the filter."
    assert not resolved.is_skipped


def test_a_value_in_other_words_is_taken_for_the_known_one(shipped: Dataset) -> None:
    (resolved,) = resolve(shipped, filtered(countries=frozenset({"serbia"})))
    assert resolved.scene.filter == EventFilter(countries=frozenset({"SRB"}))
    assert resolved.problem == ""


def test_a_filter_whose_values_are_all_gone_does_not_become_no_filter(shipped: Dataset) -> None:
    resolved, _ = resolve(shipped, filtered(categories=frozenset({"gone", "lost"})), Scene())
    assert resolved.matched == 0
    assert resolved.problem == (
        "No event of this data has the category “gone” or “lost”. "
        "No event meets the filter of this scene."
    )
    assert resolved.is_skipped


def test_a_scene_without_events_is_skipped(shipped: Dataset) -> None:
    resolved, other = resolve(shipped, filtered(search="no such words"), Scene())
    assert resolved.problem == "No event meets the filter of this scene."
    assert resolved.is_skipped
    assert not other.is_skipped


def test_a_scene_whose_only_event_is_the_one_it_opens_is_shown(shipped: Dataset) -> None:
    resolved, _ = resolve(shipped, Scene(EventFilter(search="no such words"), "E001"), Scene())
    assert resolved.problem == (
        "No event meets the filter of this scene but the one that it opens."
    )
    assert not resolved.is_skipped


def test_where_all_scenes_are_without_events_all_are_shown(
    dataset_of: Callable[..., Dataset],
) -> None:
    resolved = resolve(dataset_of(), Scene(title="a"), Scene(chosen="E001", title="b"))
    assert [scene.is_skipped for scene in resolved] == [False, False]
    assert resolved[0].problem == "No event meets the filter of this scene."
    assert resolved[0].line == {
        "asOf": "",
        "counts": "0 of 0 events",
        "filters": "no filter",
    }


def test_a_border_that_there_is_not_is_not_measured_from(
    shipped: Dataset, borders: Borders
) -> None:
    scene = Scene(reference=reference_from_text("border:JPN"))
    (resolved,) = resolve(shipped, scene, borders=borders)
    assert resolved.scene.reference is None
    assert resolved.problem == (
        "There is no line for the border of Japan, so no distance is measured."
    )
    kept = Scene(reference=reference_from_text("border:POL"))
    assert resolve(shipped, kept, borders=borders)[0].scene.reference == kept.reference


def test_a_basemap_that_there_is_not_is_the_usual_one(shipped: Dataset) -> None:
    (resolved,) = resolve(shipped, Scene(basemap="satellite"))
    assert resolved.view.basemap.name == "default"


def test_the_operator_says_when_the_data_was_true_before_the_briefing_does(
    shipped: Dataset,
) -> None:
    briefing = Briefing("t", (Scene(),), as_of=date(2026, 1, 2))
    assert resolve_briefing(shipped, briefing)[0].line["asOf"] == "2 January 2026"
    resolved = resolve_briefing(shipped, briefing, as_of=date(2026, 2, 3))
    assert resolved[0].line["asOf"] == "3 February 2026"


def test_an_id_that_no_file_can_hold_is_an_event_that_is_gone(shipped: Dataset) -> None:
    (resolved,) = resolve(shipped, Scene(chosen="E\ud800\n\x1b[31m" + "x" * 999))
    assert resolved.view.chosen == -1
    assert resolved.problem.startswith("There is no event “E [31mxxx")
    assert len(resolved.problem) < 150


def test_a_briefing_without_scenes_resolves_to_none(shipped: Dataset) -> None:
    assert resolve(shipped) == ()
