"""Descriptive texts taken apart: phrases, how they hang together, and the names within."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from mapdash.filters import fold
from mapdash.gazetteer.vocabulary import GENERIC_WORDS, WATERS

if TYPE_CHECKING:
    from collections.abc import Iterator

Role: TypeAlias = Literal["head", "comma", "list", "line", "within", "near", "remark", "also"]
"""How a phrase goes on from the first: after a comma, "and", a spaced dash, "in" or "of", "near",
in brackets, or in brackets that begin with "also"."""

_BREAK = re.compile(
    r"(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<line>\s+[-\u2010-\u2015\u2212]+\s+)"
    r"|(?P<comma>[,;:/|\n\"\u201c\u201d\u201e\u00ab\u00bb\u3001\uff0c])"
)
_LINKS: dict[str, Role] = {
    **dict.fromkeys(("and", "und", "i", "&"), "list"),
    **dict.fromkeys(("near", "off", "outside", "around", "by", "kod", "pri", "bei"), "near"),
    **dict.fromkeys(("in", "of", "at", "within", "inside", "u", "na"), "within"),
    **dict.fromkeys(("to", "between"), "line"),
    "also": "also",
}
_WORD = re.compile(r"[^\W_]+(?:['\u2018\u2019\u02bb\u02bc`.\-\u2010-\u2015][^\W_]+)*|&", re.UNICODE)
_HYPHENS = re.compile(r"[-\u2010-\u2015]")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_DESIGNATOR = re.compile(r"\d.*|.")
_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}|[A-Z]{2,4}")
_FEWEST_ACRONYM_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold a stretch of text that can be the name of one place.

    Parameters
    ----------
    text : str
        As it stands in the text.
    role : str
        How it goes on from the first.
    """

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Run:
    """Hold words side by side of which each may belong to a name.

    Parameters
    ----------
    words : tuple of str
        As they stand in the text; generic words end a run.
    """

    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words with a space between each two."""
        return " ".join(self.words)


def phrases_of(text: str) -> list[Phrase]:
    """Part *text* at commas, brackets and dashes with spaces around.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    phrases : list of Phrase
        In the order of the text, none empty.
    """
    found: list[Phrase] = []
    role: Role = "head"
    start = depth = 0
    for match in _BREAK.finditer(text):
        role = _add(found, text[start : match.start()], role)
        start = match.end()
        if match["open"]:
            depth, role = depth + 1, "remark"
        elif match["close"]:
            depth = max(depth - 1, 0)
            role = "comma"
        elif not depth:
            role = "line" if match["line"] else "comma"
    _add(found, text[start:], role)
    return found


def _add(found: list[Phrase], text: str, role: Role) -> Role:
    """Add a phrase unless it is empty; return the role that what follows it has."""
    if not text.strip():
        return role
    first = text.split(maxsplit=1)[0]
    is_also = role in {"remark", "also"} and _LINKS.get(fold(first)) == "also"
    found.append(Phrase(text.strip(), "also" if is_also else role))
    return "also" if is_also else role


def linked_phrases(phrase: Phrase) -> list[Phrase]:
    """Part *phrase* at words such as "and", "near" and "in".

    What names a water ("Sea of Japan") is left out: the gazetteer has none, and the name beside
    the word is not where it lies.

    Parameters
    ----------
    phrase : Phrase

    Returns
    -------
    phrases : list of Phrase
        Only *phrase* where there is no such word.
    """
    words: list[str] = []
    role = phrase.role
    parts: list[tuple[Role, bool, list[str]]] = []
    for match in _WORD.finditer(phrase.text):
        word = match[0]
        link = _LINKS.get(word.casefold())
        if link is None or (link == "within" and word.casefold() != "of" and not words):
            words.append(word)
            continue
        parts.append((role, word.casefold() == "of", words))
        role = phrase.role if phrase.role in {"remark", "also"} else link
        words = []
    parts.append((role, False, words))
    return [Phrase(" ".join(words), role) for role, words in _without_waters(parts) if words]


def _without_waters(
    parts: list[tuple[Role, bool, list[str]]],
) -> Iterator[tuple[Role, list[str]]]:
    after_water = False
    for role, is_before_of, words in parts:
        is_water = any(fold(word) in WATERS for word in words)
        if not is_water and not after_water:
            yield role, words
        after_water = (is_water or after_water) and is_before_of


def runs_of(phrase: str, *, has_case: bool) -> list[Run]:
    """Return the runs of words in *phrase* that are no general vocabulary.

    Parameters
    ----------
    phrase : str
    has_case : bool
        Whether the whole text has both capitals and small letters: then a word without a
        capital is part of no name, and a word in capitals alone is an abbreviation.

    Returns
    -------
    runs : list of Run
        In the order of the text.
    """
    runs: list[list[str]] = [[]]
    for match in _WORD.finditer(phrase):
        word = match[0]
        if _is_name_word(word, has_case=has_case):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [Run(tuple(words)) for words in runs if words]


def is_general(text: str) -> bool:
    """Tell whether *text* has general words alone, such as "border crossing" and "section B".

    Parameters
    ----------
    text : str

    Returns
    -------
    is_general : bool
        True where there is no word at all.
    """
    words = fold(text).split()
    return all(w.isascii() and (w in GENERIC_WORDS or _DESIGNATOR.fullmatch(w)) for w in words)


def without_possessive(text: str) -> str:
    """Return *text* with "Russia" for "Russia's".

    Parameters
    ----------
    text : str

    Returns
    -------
    text : str
    """
    return _POSSESSIVE.sub("", text)


def _is_name_word(word: str, *, has_case: bool) -> bool:
    if is_general(word):
        return False
    if not has_case or word.upper() == word.lower():
        return True
    is_abbreviation = len(word) >= _FEWEST_ACRONYM_LETTERS and word.isupper()
    return word[0].isupper() and not is_abbreviation


def has_both_cases(text: str) -> bool:
    """Tell whether *text* has both capitals and small letters.

    Parameters
    ----------
    text : str

    Returns
    -------
    has_both : bool
    """
    return any(c.isupper() for c in text) and any(c.islower() for c in text)


def is_code(text: str) -> bool:
    """Tell whether *text* is written as the code of a country, a province or an airport.

    Parameters
    ----------
    text : str

    Returns
    -------
    is_code : bool
    """
    return _CODE.fullmatch(text) is not None


def grams_of(run: Run) -> Iterator[str]:
    """Yield the shorter runs within *run*, longest first, from left to right.

    Parameters
    ----------
    run : Run

    Yields
    ------
    words : str
    """
    for length in range(len(run.words) - 1, 0, -1):
        for start in range(len(run.words) - length + 1):
            yield " ".join(run.words[start : start + length])


def pieces_of(run: Run) -> list[str]:
    """Return the pieces of a single word with hyphens, such as the two ends of a bridge.

    Parameters
    ----------
    run : Run

    Returns
    -------
    pieces : list of str
        Empty unless the run is one word with a hyphen between two pieces of it.
    """
    if len(run.words) != 1:
        return []
    pieces = [piece for piece in _HYPHENS.split(run.words[0]) if piece]
    return pieces if len(pieces) > 1 else []
