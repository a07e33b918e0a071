"""Folding: spellings of the same word made equal, so that a search finds them all."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = frozenset("'`\u2018\u2019\u02b9\u02bb\u02bc")
_MINUS = "\u2212"

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ђ": "d", "е": "e", "є": "ie",
    "ж": "z", "з": "z", "и": "i", "і": "i", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m",
    "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u",
    "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s", "щ": "sc", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "ju", "я": "ja", "ѕ": "dz",
}  # fmt: skip
"""The Serbian Latin alphabet (Gaj's) without accents, and the scholarly reading of the letters
that Serbian lacks, so that Serbian in Cyrillic folds to just what Serbian in Latin does."""

_OTHER_LETTERS = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i",
    "ə": "e",
}  # fmt: skip
"""Latin letters that Unicode does not decompose."""

LATIN = {**_CYRILLIC, **_OTHER_LETTERS, "đ": "d"}
"""What `to_latin` makes of a letter."""

VARIED_LETTERS = f"{''.join(_CYRILLIC)}đ"
"""The letters whose Latin spelling varies."""

_TO_LATIN = str.maketrans(LATIN)
_OF_MANY_SPELLINGS = re.compile(f"[{VARIED_LETTERS}]")

SKELETON_DIGRAPHS = (
    ("ch", "c"), ("sh", "s"), ("zh", "z"), ("kh", "h"), ("ts", "c"), ("dj", "d"),
)  # fmt: skip
SKELETON_LETTERS = {"y": "i", "j": "i", "w": "v", "h": "g", "q": "k", "o": "a"}
_TO_SKELETON = str.maketrans(SKELETON_LETTERS)
_REPEATED = re.compile(r"(.)\1+")


class _Simplification(dict[int, "str | None"]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code_point: int) -> str | None:
        replacement = simplified_character(chr(code_point))
        self[code_point] = replacement
        return replacement


def simplified_character(character: str) -> str | None:
    """Return what `simplify` makes of one decomposed character; None where it leaves it out.

    Parameters
    ----------
    character : str
        A single one.

    Returns
    -------
    text : str or None
        A space for white space and punctuation.
    """
    category = unicodedata.category(character)
    if character.isspace() or category[0] in "PZ" or character == _MINUS:
        return None if character in APOSTROPHES else " "
    is_left_out = category in {"Mn", "Me", "Cc", "Cf", "Cs"} or character in APOSTROPHES
    return None if is_left_out else character


_SIMPLIFICATION = _Simplification()


def simplify(text: str) -> str:
    """Return *text* in lower case without accents and punctuation, in its own script.

    Punctuation becomes a space, apostrophes vanish, symbols stay (a search for an emoji
    finds it). Words are parted by one space.

    Parameters
    ----------
    text : str
        Any Unicode; may be empty.

    Returns
    -------
    text : str

    Examples
    --------
    >>> simplify("Čačak–Požega: China's loan")
    'cacak pozega chinas loan'
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    return " ".join(decomposed.translate(_SIMPLIFICATION).split())


def fold(text: str) -> str:
    """Return *text* in lower-case Latin letters without accents and punctuation.

    Serbian in Cyrillic folds to the same text as Serbian in Latin letters; Belarusian,
    Russian and Ukrainian letters get their scholarly reading. Other scripts stay.

    Parameters
    ----------
    text : str
        Any Unicode; may be empty.

    Returns
    -------
    text : str
        Words parted by one space; folding it again changes nothing.

    Examples
    --------
    >>> fold("Чачак"), fold("Čačak"), fold("Београд–Будимпешта")
    ('cacak', 'cacak', 'beograd budimpesta')
    """
    return " ".join(to_latin(simplify(text)).split())


def to_latin(simplified: str) -> str:
    """Return simplified text with Cyrillic and unusual Latin letters spelt in a to z.

    Parameters
    ----------
    simplified : str
        As `simplify` returns it.

    Returns
    -------
    text : str
        Empty for a lone hard or soft sign.
    """
    return simplified if simplified.isascii() else simplified.translate(_TO_LATIN)


def has_many_spellings(simplified: str) -> bool:
    """Tell whether a simplified word has a letter whose Latin spelling varies.

    That is any Cyrillic letter, and đ, which is also written dj.

    Parameters
    ----------
    simplified : str
        As `simplify` returns it.

    Returns
    -------
    has_many : bool
    """
    return not simplified.isascii() and _OF_MANY_SPELLINGS.search(simplified) is not None


def skeleton(folded: str) -> str:
    """Return what the usual Latin spellings of a Slavic word have in common.

    English and Serbian spellings of a consonant (ch and č, sh and š, w and v, h and g), the
    letters i, y and j, the unstressed o and a of Russian and Belarusian, and doubled letters
    are made equal. Far too coarse for words that are written in Latin letters on both sides.

    Parameters
    ----------
    folded : str
        A word as `fold` returns it.

    Returns
    -------
    skeleton : str

    Examples
    --------
    >>> skeleton(fold("Баранавичи")), skeleton(fold("Baranavichy"))
    ('baranavici', 'baranavici')
    """
    for digraph, letter in SKELETON_DIGRAPHS:
        folded = folded.replace(digraph, letter)
    merged = folded.translate(_TO_SKELETON).replace("ie", "e")
    return _REPEATED.sub(r"\1", merged)
