"""Texts are taken apart by general rules: into keys, kinds, phrases and runs of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.gazetteer.keys import key_of, strip_kind
from mapdash.gazetteer.parsing import (
    Phrase,
    is_general,
    linked_phrases,
    phrases_of,
    runs_of,
)
from mapdash.gazetteer.vocabulary import GENERIC_WORDS, KIND_PHRASES


@given(text=st.text(max_size=120))
def test_a_key_is_its_own_key(text: str) -> None:
    key = key_of(text)
    assert len(key) <= 80
    assert " " not in key
    assert key_of(key) == key


@pytest.mark.parametrize(
    ("text", "bare", "kind"),
    [
        ("Batajnica Air Base", "batajnica", "air base"),
        ("Nellis AFB", "nellis", "air base"),
        ("Brest oblast", "brest", "province"),
        ("Province of Hebei", "hebei", "province"),
        ("河北省", "河北", "province"),
        ("石家庄市", "石家庄", "town"),
        ("Kostolac B thermal power plant", "kostolac b", "power plant"),
        ("Belgrade", "belgrade", ""),
        ("", "", ""),
        ("airport", "airport", ""),
    ],
)
def test_words_for_a_kind_are_told_from_the_name(text: str, bare: str, kind: str) -> None:
    assert strip_kind(text) == (bare, kind)


def test_the_vocabulary_is_folded() -> None:
    assert {word for word in GENERIC_WORDS if key_of(word) != word} == set()
    assert {word for phrase in KIND_PHRASES for word in phrase if key_of(word) != word} == set()


def test_phrases_end_at_commas_brackets_and_dashes_with_spaces() -> None:
    assert phrases_of("A-b, C (D; also E) - F – G") == [
        Phrase("A-b", "head"),
        Phrase("C", "comma"),
        Phrase("D", "remark"),
        Phrase("also E", "also"),
        Phrase("F", "line"),
        Phrase("G", "line"),
    ]


def test_brackets_that_begin_with_also_hold_other_places() -> None:
    phrases = phrases_of("Belgrade (also Novi Sad, Niš)")
    assert [p.role for p in phrases] == ["head", "also", "also"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("training range near Brest", [("training range", "head"), ("Brest", "near")]),
        ("site in Hebei province", [("site", "head"), ("Hebei province", "within")]),
        ("Simon's Town and False Bay", [("Simon's Town", "head")]),
        ("Vladivostok and Sea of Japan", [("Vladivostok", "head")]),
        ("Palace of Serbia", [("Palace", "head"), ("Serbia", "within")]),
        ("Belgrade to Novi Sad", [("Belgrade", "head"), ("Novi Sad", "line")]),
    ],
)
def test_linking_words_part_a_phrase_and_waters_are_left_out(
    text: str, parts: list[tuple[str, str]]
) -> None:
    assert [(p.text, p.role) for p in linked_phrases(Phrase(text, "head"))] == parts


def test_runs_leave_out_general_words_designators_and_abbreviations() -> None:
    runs = runs_of("HBIS steel mill Novi Sad section B lot 4", has_case=True)
    assert [run.words for run in runs] == [("Novi", "Sad")]
    assert [run.words for run in runs_of("novi sad mill", has_case=False)] == [("novi", "sad")]


@pytest.mark.parametrize("text", ["border crossing", "the site", "section B", "lots 4-6", "", "—"])
def test_general_words_name_nothing(text: str) -> None:
    assert is_general(text)


@pytest.mark.parametrize("text", ["Brest border crossing", "河北", "Zemun-Borča"])
def test_a_name_is_not_general(text: str) -> None:
    assert not is_general(text)


@given(text=st.text(max_size=200))
def test_any_text_is_taken_apart(text: str) -> None:
    for phrase in phrases_of(text):
        assert phrase.text.strip()
        for part in linked_phrases(phrase):
            assert part.text
            assert all(run.words for run in runs_of(part.text, has_case=True))
