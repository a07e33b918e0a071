"""Folding as a table, so that another language folds text exactly as `folding` does."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from mapdash.filters.folding import (
    LATIN,
    SKELETON_DIGRAPHS,
    SKELETON_LETTERS,
    VARIED_LETTERS,
    simplified_character,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_END = 0x110000
# Nothing is assigned between the ideographs and the tags, nor will be soon.
_LOOKED_AT = (*range(0x40000), *range(0xE0000, 0xE1000))


@cache
def folding_table() -> dict[str, Any]:
    """Return what folding knows of characters, for the Unicode of this Python.

    Folding is NFKD, the full case folding, NFKD again, and then one look at each character.
    NFKD of an assigned character never changes, so every newer Unicode has it right; all else
    is here, for it differs between languages and versions.

    Returns
    -------
    table : dict of str to JSON
        ``casefold``, ``latin`` and ``skeletonLetters`` are lists of a character and what
        becomes of it, in one text; ``spaces``, ``dropped`` and ``unassigned`` are ranges of
        code points, first and last of each, one after the other; ``skeletonDigraphs`` are
        pairs, in the order in which they are replaced.

    Examples
    --------
    >>> folding_table()["skeletonDigraphs"][0]
    ('ch', 'c')
    """
    unassigned = _ranges(_is_unassigned, _LOOKED_AT)
    return {
        "casefold": [
            character + character.casefold()
            for character in map(chr, _LOOKED_AT)
            if character.casefold() != character
        ],
        "spaces": _ranges(lambda character: simplified_character(character) == " ", _LOOKED_AT),
        "dropped": _ranges(lambda character: simplified_character(character) is None, _LOOKED_AT),
        "unassigned": [*unassigned, 0x40000, 0xDFFFF, 0xE1000, 0xEFFFF],
        "latin": [letter + latin for letter, latin in LATIN.items()],
        "varied": VARIED_LETTERS,
        "skeletonDigraphs": SKELETON_DIGRAPHS,
        "skeletonLetters": [letter + other for letter, other in SKELETON_LETTERS.items()],
    }


def _is_unassigned(character: str) -> bool:
    return unicodedata.category(character) == "Cn"


def _ranges(holds: Callable[[str], bool], code_points: Iterable[int]) -> list[int]:
    """Return first and last of each run of code points for which something holds."""
    held = (code_point for code_point in code_points if holds(chr(code_point)))
    ranges: list[int] = []
    for _, run in groupby(enumerate(held), key=lambda pair: pair[1] - pair[0]):
        members = [code_point for _, code_point in run]
        ranges += (members[0], members[-1])
    return ranges
