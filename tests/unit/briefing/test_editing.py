from __future__ import annotations

from dataclasses import replace

import pytest

from mapdash.briefing import (
    Briefing,
    Scene,
    duplicated,
    moved,
    removed,
    replaced,
    with_scene,
    with_texts,
)

A, B, C, NEW = (Scene(title=title) for title in ("a", "b", "c", "new"))
THREE = Briefing("t", (A, B, C), marking="OFFICIAL")
FULL_BRIEFING = Briefing("t", (A,) * 500)


def titles(briefing: Briefing) -> str:
    assert (briefing.title, briefing.marking) == ("t", "OFFICIAL")
    return " ".join(scene.title for scene in briefing.scenes)


def test_a_scene_is_added_last_or_where_it_is_wanted() -> None:
    assert titles(with_scene(THREE, NEW)) == "a b c new"
    assert titles(with_scene(THREE, NEW, 0)) == "new a b c"
    assert titles(with_scene(THREE, NEW, 3)) == "a b c new"


def test_a_scene_moves_to_the_place_that_it_has_afterwards() -> None:
    assert titles(moved(THREE, 0, 2)) == "b c a"
    assert titles(moved(THREE, 2, 0)) == "c a b"
    assert titles(moved(THREE, 1, 1)) == "a b c"


def test_a_copy_stands_after_its_scene() -> None:
    assert titles(duplicated(THREE, 1)) == "a b b (copy) c"
    assert duplicated(Briefing("", (Scene(),)), 0).scenes[1].title == "(copy)"
    long = duplicated(Briefing("t", (Scene(title="x" * 200),)), 0).scenes[1]
    assert long.title == "x" * 193 + " (copy)"


def test_a_scene_is_removed_or_replaced() -> None:
    assert titles(removed(THREE, 1)) == "a c"
    assert titles(replaced(THREE, 1, NEW)) == "a new c"
    assert replaced(THREE, 1, Scene(title="b")) is THREE


def test_texts_change_alone() -> None:
    changed = with_texts(THREE, 1, title=" x\ny ", caption="c", notes="n")
    assert changed.scenes[1] == replace(B, title="x y", caption="c", notes="n")
    assert with_texts(changed, 1, caption="").scenes[1] == replace(B, title="x y", notes="n")
    assert with_texts(THREE, 1) is THREE


@pytest.mark.parametrize("index", [-1, 3, 10**9])
def test_an_index_that_there_is_not_changes_nothing(index: int) -> None:
    assert removed(THREE, index) is THREE
    assert replaced(THREE, index, NEW) is THREE
    assert with_texts(THREE, index, title="x") is THREE
    assert duplicated(THREE, index) is THREE
    assert moved(THREE, index, 0) is THREE
    assert moved(THREE, 0, index) is THREE
    assert with_scene(THREE, NEW, index if index != 3 else 4) is THREE


def test_a_full_briefing_takes_no_scene_more() -> None:
    assert FULL_BRIEFING.is_full
    assert not THREE.is_full
    assert with_scene(FULL_BRIEFING, NEW) is FULL_BRIEFING
    assert duplicated(FULL_BRIEFING, 0) is FULL_BRIEFING
    with pytest.raises(ValueError, match="at most 500 scenes, not 501"):
        Briefing("t", (A,) * 501)


def test_a_briefing_is_a_clean_value() -> None:
    briefing = Briefing(" a\nb ", [A], marking="tlp:red")  # type: ignore[arg-type]
    assert briefing == Briefing("a b", (A,), "TLP:RED")
    assert hash(briefing) == hash(Briefing("a b", (A,), "TLP:RED"))
