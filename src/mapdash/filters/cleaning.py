"""Typed text made safe to keep, to show and to put into an address."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the direction of what follows, so that text can read as other text."""


# The choices of the sidebar are the same few hundred texts at every run.
@lru_cache(maxsize=2048)
def one_line(text: str, limit: int) -> str:
    r"""Return *text* as one line without control characters, at most *limit* long.

    Runs of white space become one space; characters that turn the writing direction and
    halves of surrogate pairs, which no file can hold, are left out. Cleaning what is clean
    changes nothing.

    Parameters
    ----------
    text : str
        Any Unicode; may be empty.
    limit : int
        The most characters to keep.

    Returns
    -------
    line : str
        Without white space at either end.

    Examples
    --------
    >>> one_line("  Novi\tSad\x07 ", 40)
    'Novi Sad'
    """
    kept = "".join(character for character in text if character.isspace() or _is_kept(character))
    return " ".join(kept.split())[:limit].rstrip()


def plain_text(text: str, limit: int) -> str:
    r"""Return *text* with its lines but without control characters, at most *limit* long.

    Each line is cleaned as `one_line` does; empty lines within the text stay.

    Parameters
    ----------
    text : str
        Any Unicode; may be empty.
    limit : int
        The most characters to keep, line ends included.

    Returns
    -------
    text : str
        Lines end with a line feed; no white space at either end.

    Examples
    --------
    >>> plain_text("First.\r\nSecond.\n", 40)
    'First.\nSecond.'
    """
    lines = (one_line(line, limit) for line in text.splitlines())
    return "\n".join(lines).strip()[:limit].rstrip()


def _is_kept(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in BIDI_CONTROLS
