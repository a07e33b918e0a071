from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.filters import one_line, plain_text

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Novi \t Sad\r\n", "Novi Sad"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("safe\u202egpj.exe\u2069", "safegpj.exe"),
        ("half \ud83d pair", "half pair"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("", ""),
    ],
)
def test_one_line_leaves_out_what_cannot_be_shown_safely(text: str, line: str) -> None:
    assert one_line(text, 100) == line


def test_one_line_is_cut_without_a_trailing_space() -> None:
    assert one_line("abc def", 4) == "abc"


def test_plain_text_keeps_its_lines() -> None:
    assert plain_text(" First. \r\n\r\nSecond\x00.\n\n", 100) == "First.\n\nSecond."


@given(ANY_TEXT, st.integers(0, 20))
def test_a_cleaned_line_is_clean_short_and_stays_as_it_is(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line == line.strip()
    assert not any(unicodedata.category(character) in {"Cc", "Cs"} for character in line)
    assert one_line(line, limit) == line


@given(ANY_TEXT, st.integers(0, 20))
def test_a_cleaned_text_is_short_and_stays_as_it_is(text: str, limit: int) -> None:
    cleaned = plain_text(text, limit)
    assert len(cleaned) <= limit
    assert plain_text(cleaned, limit) == cleaned
