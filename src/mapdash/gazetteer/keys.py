"""What two spellings of one name have in common, and the name without its kind words."""

from __future__ import annotations

from mapdash.filters import fold
from mapdash.gazetteer.vocabulary import CJK_UNITS, KIND_PHRASES, LONGEST_PHRASE

MAX_KEY_CHARACTERS = 80


def key_of(name: str) -> str:
    """Return what all spellings of *name* share that differ in case, accents and hyphens only.

    Cyrillic and Latin spellings share it, too (`mapdash.filters.fold`); there are no spaces in
    it, so that words joined by a hyphen, a dash or nothing are the same.

    Parameters
    ----------
    name : str
        Any Unicode; may be empty.

    Returns
    -------
    key : str
        At most 80 characters; empty where *name* has neither letters, digits nor symbols.

    Examples
    --------
    >>> key_of("Novi-Sad"), key_of("НОВИ САД"), key_of("Simon’s Town")
    ('novisad', 'novisad', 'simonstown')
    """
    return fold(name).replace(" ", "")[:MAX_KEY_CHARACTERS]


def strip_kind(name: str) -> tuple[str, str]:
    """Part *name* into the folded name and the kind that its last or first words mean.

    Parameters
    ----------
    name : str
        Any Unicode.

    Returns
    -------
    bare, kind : str
        *bare* is folded; both are "" where the name consists of kind words alone, and *kind* is
        "" where there is no kind word.

    Examples
    --------
    >>> strip_kind("Batajnica Air Base"), strip_kind("Region Brest"), strip_kind("Bor")
    (('batajnica', 'air base'), ('brest', 'province'), ('bor', ''))
    """
    words = fold(name).split()
    for length in range(min(LONGEST_PHRASE, len(words) - 1), 0, -1):
        for phrase, rest in ((words[-length:], words[:-length]), (words[:length], words[length:])):
            if kind := KIND_PHRASES.get(tuple(phrase), ""):
                return " ".join(rest).removeprefix("of "), kind
    bare = " ".join(words)
    for suffix, kind in CJK_UNITS.items():
        if bare.endswith(suffix) and len(bare) > len(suffix) + 1:
            return bare.removesuffix(suffix), kind
    return bare, ""
