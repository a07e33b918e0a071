"""The search box is offered places whose names begin as typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from mapdash.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("smed", "Smederevo"),
        ("смед", "Smederevo"),
        ("novi s", "Novi Sad"),
        ("石家庄", "Shijiazhuang"),
        ("kostr", "Kostroma"),
        ("kostolac", "Kostolac B power plant"),
        ("batajnica", "Batajnica Air Base"),
        ("LYBE", "Belgrade Nikola Tesla Airport"),
        ("serb", "Serbia"),
    ],
)
def test_the_largest_place_that_begins_so_comes_first(
    gazetteer: Gazetteer, typed: str, first: str
) -> None:
    assert gazetteer.suggest(typed)[0].name == first


def test_a_place_of_just_this_name_comes_before_a_larger_one_that_begins_so(
    gazetteer: Gazetteer,
) -> None:
    assert [c.name for c in gazetteer.suggest("bor")][:2] == ["Bor", "Bor"]


def test_nothing_typed_and_misspellings_suggest_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.suggest("") == ()
    assert gazetteer.suggest(" -") == ()
    assert gazetteer.suggest("smxdr") == ()


@given(typed=st.text(max_size=12))
def test_suggestions_are_few_different_and_no_guesses(gazetteer: Gazetteer, typed: str) -> None:
    found = gazetteer.suggest(typed)
    assert len(found) <= 6
    assert len({c.id for c in found}) == len(found)
    assert not any(c.is_guess for c in found)
