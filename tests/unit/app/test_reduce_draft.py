"""The draft of a briefing: what a person does to it, and the draft that follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mapdash.app.briefings import reduce_draft
from mapdash.app.drafts import Draft, start_draft
from mapdash.bounds import Bounds
from mapdash.briefing import Annotation, Briefing, Scene, briefing_to_yaml
from mapdash.filters import EventFilter

ON_SCREEN = Scene(EventFilter(countries=frozenset({"SRB"})), title="Serbia")
CIRCLE = Annotation("circle", ((20.46, 44.81),), 25.0)


def scene(title: str, **values: Any) -> Scene:
    return Scene(title=title, **values)


def draft_of(*titles: str) -> Draft:
    return start_draft(Briefing("Talk", tuple(scene(title) for title in titles)), file="talk.yaml")


def after(draft: Draft, *actions: dict[str, Any], on_screen: Scene = ON_SCREEN) -> Draft:
    for action in actions:
        draft = reduce_draft(draft, action, on_screen)
    return draft


def titles(draft: Draft) -> list[str]:
    return [one.title for one in draft.briefing.scenes]


def test_a_briefing_that_nobody_touched_is_not_changed() -> None:
    draft = draft_of("A", "B")
    assert (draft.is_changed, draft.is_touched, draft.keys) == (False, False, (1, 2))


def test_what_is_on_the_screen_is_saved_as_the_last_scene() -> None:
    draft = after(draft_of("A"), {"type": "briefing_save_scene"})
    assert titles(draft) == ["A", "Serbia"]
    assert draft.briefing.scenes[1].filter.countries == {"SRB"}
    assert draft.keys == (1, 2)
    assert draft.is_changed
    assert draft.said == "Saved as scene 2: Serbia"


def test_two_scenes_of_the_same_view_have_titles_of_their_own() -> None:
    save = {"type": "briefing_save_scene"}
    assert titles(after(draft_of(), save, save, save)) == ["Serbia", "Serbia (2)", "Serbia (3)"]


def test_a_title_of_200_characters_keeps_room_for_its_number() -> None:
    long = Scene(title="x" * 200)
    save = {"type": "briefing_save_scene"}
    first, second = titles(after(draft_of(), save, save, on_screen=long))
    assert (len(first), second[-5:], len(second)) == (200, "x (2)", 200)


def test_a_full_briefing_says_so() -> None:
    full = start_draft(Briefing("", tuple(scene(str(n)) for n in range(500))))
    draft = after(full, {"type": "briefing_save_scene"})
    assert len(draft.briefing.scenes) == 500
    assert draft.said == "A briefing holds at most 500 scenes: delete one first."
    draft = after(full, {"type": "briefing_duplicate", "key": 3})
    assert draft.said == "A briefing holds at most 500 scenes: delete one first."


def test_texts_are_written_into_the_scene_with_a_key() -> None:
    draft = after(
        draft_of("A", "B"),
        {"type": "briefing_texts", "key": 2, "title": "河北 · مرحبا"},
        {"type": "briefing_texts", "key": 2, "caption": "One\nTwo"},
        {"type": "briefing_texts", "key": 2, "notes": "Say hello."},
    )
    changed = draft.briefing.scenes[1]
    assert (changed.title, changed.caption, changed.notes) == (
        "河北 · مرحبا",
        "One\nTwo",
        "Say hello.",
    )
    assert draft.briefing.scenes[0] == scene("A")


def test_letters_typed_into_one_field_are_undone_at_once() -> None:
    draft = after(
        draft_of("A"),
        {"type": "briefing_texts", "key": 1, "caption": "H"},
        {"type": "briefing_texts", "key": 1, "caption": "Hebei"},
        {"type": "briefing_texts", "key": 1, "title": "B"},
        {"type": "briefing_undo"},
    )
    assert draft.briefing.scenes[0] == scene("A", caption="Hebei")
    assert after(draft, {"type": "briefing_undo"}).briefing.scenes[0] == scene("A")


@pytest.mark.parametrize("title", ["", "   ", "\n"])
def test_a_title_is_never_blank(title: str) -> None:
    draft = after(draft_of("A"), {"type": "briefing_texts", "key": 1, "title": title})
    assert titles(draft) == ["A"]


def test_scenes_are_moved_with_their_keys() -> None:
    draft = after(draft_of("A", "B", "C"), {"type": "briefing_move", "key": 3, "to": 0})
    assert (titles(draft), draft.keys) == (["C", "A", "B"], (3, 1, 2))
    assert draft.said == "“C” is now scene 1 of 3."
    draft = after(draft, {"type": "briefing_move", "key": 3, "to": 99})
    assert (titles(draft), draft.keys) == (["A", "B", "C"], (1, 2, 3))


def test_a_copy_stands_after_its_scene_under_a_key_of_its_own() -> None:
    draft = after(draft_of("A", "B"), {"type": "briefing_duplicate", "key": 1})
    assert (titles(draft), draft.keys) == (["A", "A (copy)", "B"], (1, 3, 2))


def test_a_deleted_scene_comes_back_with_undo_and_goes_with_redo() -> None:
    draft = after(draft_of("A", "B"), {"type": "briefing_delete", "key": 1})
    assert (titles(draft), draft.keys, draft.past[-1].label) == (["B"], (2,), "delete “A”")
    draft = after(draft, {"type": "briefing_undo"})
    assert (titles(draft), draft.keys, draft.said) == (["A", "B"], (1, 2), "Undone: delete “A”.")
    draft = after(draft, {"type": "briefing_redo"})
    assert (titles(draft), draft.keys) == (["B"], (2,))
    assert draft.said == "Done again: delete “A”."


def test_a_key_is_never_given_twice() -> None:
    delete, save = {"type": "briefing_delete", "key": 2}, {"type": "briefing_save_scene"}
    assert after(draft_of("A", "B"), delete, save).keys == (1, 3)


def test_a_change_after_undo_ends_what_could_be_done_again() -> None:
    draft = after(
        draft_of("A", "B"),
        {"type": "briefing_delete", "key": 1},
        {"type": "briefing_undo"},
        {"type": "briefing_move", "key": 1, "to": 1},
        {"type": "briefing_redo"},
    )
    assert (titles(draft), draft.future) == (["B", "A"], ())


def test_a_hundred_changes_can_be_undone() -> None:
    draft = after(draft_of("A"), *[{"type": "briefing_save_scene"}] * 110)
    assert len(draft.past) == 100


def test_an_update_takes_the_view_and_keeps_the_texts() -> None:
    old = Scene(title="A", caption="c", notes="n", bounds=Bounds(1, 2, 3, 4))
    draft = after(start_draft(Briefing("", (old,))), {"type": "briefing_update", "key": 1})
    (new,) = draft.briefing.scenes
    assert (new.title, new.caption, new.notes, new.bounds) == ("A", "c", "n", None)
    assert new.filter.countries == {"SRB"}


def test_an_update_keeps_drawings_that_the_map_did_not_show() -> None:
    drawn = start_draft(Briefing("", (scene("A", annotations=(CIRCLE,)),)))
    update = {"type": "briefing_update", "key": 1}
    assert after(drawn, update).briefing.scenes[0].annotations == (CIRCLE,)
    assert after(drawn, {**update, "isShown": True}).briefing.scenes[0].annotations == ()


def test_what_is_drawn_while_presenting_goes_into_its_scene() -> None:
    action = {
        "type": "briefing_annotations",
        "index": 1,
        "title": "B",
        "annotations": [CIRCLE.to_json(), {"kind": "virus"}],
    }
    draft = after(draft_of("A", "B"), action)
    assert draft.briefing.scenes[1].annotations == (CIRCLE,)
    assert draft.past[-1].label == "draw on “B”"
    cleared = after(draft, {**action, "annotations": []})
    assert cleared.briefing.scenes[1].annotations == ()
    assert after(cleared, {"type": "briefing_undo"}).briefing.scenes[1].annotations == ()


def test_title_marking_and_date_belong_to_the_briefing() -> None:
    draft = after(
        draft_of("A"),
        {"type": "briefing_title", "text": "China and Serbia"},
        {"type": "briefing_marking", "text": "  Chatham   House Rule "},
        {"type": "briefing_as_of", "text": "2026-03-12"},
    )
    briefing = draft.briefing
    assert (briefing.title, briefing.as_of) == ("China and Serbia", date(2026, 3, 12))
    assert briefing.marking == "Chatham House Rule"
    assert after(draft, {"type": "briefing_as_of", "text": ""}).briefing.as_of is None


def test_a_file_that_is_loaded_replaces_the_briefing_and_can_be_undone() -> None:
    text = briefing_to_yaml(Briefing("Other", (scene("X"), scene("Y"))))
    load = {"type": "briefing_load", "text": text, "name": "other.yaml"}
    draft = after(draft_of("A"), load)
    assert (titles(draft), draft.keys, draft.file) == (["X", "Y"], (2, 3), "other.yaml")
    assert (draft.is_changed, draft.problems) == (False, ())
    assert draft.said == "Loaded other.yaml: 2 scenes."
    draft = after(draft, {"type": "briefing_undo"})
    assert (titles(draft), draft.file, draft.is_changed) == (["A"], "talk.yaml", False)


@pytest.mark.parametrize("text", ["", "- [", "{{7*7}}", "\0", "title: x", "[" * 5000])
def test_a_file_that_is_no_briefing_changes_nothing_and_says_why(text: str) -> None:
    draft = after(draft_of("A"), {"type": "briefing_load", "text": text, "name": "bad.yaml"})
    assert titles(draft) == ["A"]
    assert draft.problems
    assert draft.said == "bad.yaml cannot be used; the briefing stays as it was."
    assert after(draft, {"type": "briefing_dismiss"}).problems == ()


def test_a_file_that_was_read_in_part_is_no_copy_of_what_is_here() -> None:
    text = "mapdash_briefing: 1\ntitle: T\nscenes:\n  - title: A\n    colour: red\n"
    draft = after(draft_of(), {"type": "briefing_load", "text": text, "name": "old.yaml"})
    assert titles(draft) == ["A"]
    assert [problem.line for problem in draft.problems] == [5]
    assert draft.is_changed


def test_a_kept_draft_comes_back_with_its_keys_into_a_session_that_is_new() -> None:
    text = briefing_to_yaml(Briefing("Kept", (scene("X"), scene("Y"))))
    restore = {
        "type": "briefing_restore",
        "text": text,
        "name": "talk.yaml",
        "isChanged": True,
        "keys": [7, 4],
    }
    draft = after(draft_of("A"), restore)
    assert (titles(draft), draft.keys, draft.file) == (["X", "Y"], (7, 4), "talk.yaml")
    assert (draft.is_changed, draft.is_touched, draft.said) == (True, True, "Your draft is back.")
    assert titles(after(draft, {"type": "briefing_undo"})) == ["A"]


def test_a_kept_draft_never_overwrites_what_was_done_since_unless_it_is_asked_for() -> None:
    touched = after(draft_of("A"), {"type": "briefing_save_scene"})
    text = briefing_to_yaml(Briefing("Kept", (scene("X"),)))
    restore = {"type": "briefing_restore", "text": text}
    assert titles(after(touched, restore)) == ["A", "Serbia"]
    assert titles(after(touched, {**restore, "isAsked": True})) == ["X"]


def test_a_kept_draft_brings_what_was_drawn_without_a_server() -> None:
    text = briefing_to_yaml(Briefing("Kept", (scene("X"),)))
    drawn = [{"index": 0, "title": "X", "annotations": [CIRCLE.to_json()]}]
    draft = after(draft_of("A"), {"type": "briefing_restore", "text": text, "drawn": drawn})
    assert draft.briefing.scenes[0].annotations == (CIRCLE,)


@pytest.mark.parametrize("keys", [[1], [1, 1], ["1", "2"], [True, 2], None, [1, 2**40]])
def test_keys_that_make_no_sense_are_made_anew(keys: object) -> None:
    text = briefing_to_yaml(Briefing("Kept", (scene("X"), scene("Y"))))
    draft = after(draft_of("A"), {"type": "briefing_restore", "text": text, "keys": keys})
    assert draft.keys == (2, 3)


def test_a_draft_that_is_saved_to_a_file_is_changed_no_more() -> None:
    draft = after(draft_of("A"), {"type": "briefing_save_scene"})
    late = {"type": "briefing_file_saved", "number": draft.number - 1, "name": "a.yaml"}
    assert after(draft, late).is_changed
    saved = after(draft, {**late, "number": draft.number})
    assert (saved.is_changed, saved.file) == (False, "a.yaml")
    assert saved.said == "Saved to a.yaml, among your downloads."
    assert after(saved, {"type": "briefing_undo"}).is_changed


def test_an_empty_briefing_can_be_started_and_undone() -> None:
    draft = after(draft_of("A"), {"type": "briefing_new"})
    assert (draft.briefing, draft.keys, draft.is_changed) == (Briefing(), (), False)
    assert titles(after(draft, {"type": "briefing_undo"})) == ["A"]


@pytest.mark.parametrize(
    "action",
    [
        None,
        "briefing_delete",
        {},
        {"type": ["briefing_delete"]},
        {"type": "briefing_delete"},
        {"type": "briefing_delete", "key": "1"},
        {"type": "briefing_delete", "key": True},
        {"type": "briefing_delete", "key": 99},
        {"type": "briefing_duplicate", "key": None},
        {"type": "briefing_move", "key": 1, "to": "0"},
        {"type": "briefing_move", "key": 1, "to": 0},
        {"type": "briefing_texts", "key": 1},
        {"type": "briefing_texts", "key": 1, "title": 7, "caption": None},
        {"type": "briefing_texts", "key": 9, "title": "B"},
        {"type": "briefing_update", "key": -1},
        {"type": "briefing_annotations", "index": 0, "title": "no such", "annotations": []},
        {"type": "briefing_annotations", "index": True, "title": "A", "annotations": []},
        {"type": "briefing_annotations", "index": 0, "title": "A", "annotations": "x"},
        {"type": "briefing_title", "text": None},
        {"type": "briefing_marking", "text": 1},
        {"type": "briefing_as_of", "text": "yesterday"},
        {"type": "briefing_as_of", "text": "2026-02-30"},
        {"type": "briefing_as_of", "text": None},
        {"type": "briefing_load", "text": None},
        {"type": "briefing_restore", "text": 5},
        {"type": "briefing_undo"},
        {"type": "briefing_redo"},
    ],
    ids=str,
)
def test_an_action_that_is_not_understood_changes_nothing(action: object) -> None:
    draft = draft_of("A")
    assert reduce_draft(draft, action, ON_SCREEN) is draft
