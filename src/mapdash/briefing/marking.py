"""Marking: the text at the top and the bottom of every screen, and its colours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mapdash.filters import one_line

MAX_MARKING_CHARACTERS: Final = 120

LEAST_CONTRAST: Final = 4.5
"""What WCAG 2.2, success criterion 1.4.3 (AA), asks of text."""

NEUTRAL_BACKGROUND: Final = "#333a45"
NEUTRAL_COLOR: Final = "#ffffff"

_COLOR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Marking:
    """Hold a marking as it is drawn.

    Parameters
    ----------
    text : str
        One line of 1 to 120 characters.
    background, color : str
        Of the bar and of the text, "#rrggbb".

    Raises
    ------
    ValueError
        If the text is empty or not clean, a colour is no colour, or the text could not be read:
        its contrast is below 4.5 to 1.
    """

    text: str
    background: str = NEUTRAL_BACKGROUND
    color: str = NEUTRAL_COLOR

    def __post_init__(self) -> None:
        """Refuse what could not be read on the screen."""
        if not self.text or self.text != one_line(self.text, MAX_MARKING_CHARACTERS):
            message = (
                f"The marking {self.text!r} is not one clean line of 1 to "
                f"{MAX_MARKING_CHARACTERS} characters."
            )
            raise ValueError(message)
        reached = contrast(self.background, self.color)
        if reached < LEAST_CONTRAST:
            message = (
                f"The colours {self.color} on {self.background} have a contrast of {reached:.1f} "
                f"to 1; a marking needs {LEAST_CONTRAST} to 1."
            )
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class MarkingPreset:
    """Hold a marking that somebody else defines.

    Parameters
    ----------
    text : str
        As the source writes it.
    background, color : str
        "#rrggbb"; those that the source prescribes, else neutral ones, and `note` says so.
    source : str
        The authority's document, as a citation.
    note : str
        What a person should know before choosing it, in one or two sentences.
    """

    text: str
    background: str
    color: str
    source: str
    note: str = ""

    @property
    def marking(self) -> Marking:
        """Return the marking as it is drawn."""
        return Marking(self.text, self.background, self.color)


_TLP = (
    "FIRST, Traffic Light Protocol (TLP), Standards Definitions and Usage Guidance, Version 2.0, "
    "August 2022"
)
_TLP_BACKGROUND = "#000000"
_NEUTRAL = "The colours are neutral ones of mapdash."


def _neutral(text: str, source: str, note: str) -> MarkingPreset:
    return MarkingPreset(text, NEUTRAL_BACKGROUND, NEUTRAL_COLOR, source, f"{note} {_NEUTRAL}")


def _tlp(text: str, color: str, note: str) -> MarkingPreset:
    return MarkingPreset(text, _TLP_BACKGROUND, color, _TLP, note)


PRESETS: Final[tuple[MarkingPreset, ...]] = (
    _neutral(
        "UNCLASSIFIED",
        "US Department of Defense, DoD Manual 5200.01, Volume 2, DoD Information Security Program: "
        "Marking of Information, 24 February 2012, as amended",
        "United States: not classified, which does not say that it may be published.",
    ),
    _neutral(
        "CUI",
        "32 CFR Part 2002, Controlled Unclassified Information, section 2002.20; US Department of "
        "Defense, DoD Instruction 5200.48, 6 March 2020",
        "United States: controlled unclassified information; categories and limits on sharing "
        "follow after “//”.",
    ),
    _neutral(
        "NATO UNCLASSIFIED",
        "NATO, C-M(2002)49-REV1, Security within the North Atlantic Treaty Organization, "
        "20 November 2020",
        "Belongs to NATO: for official purposes, not for release without authorisation.",
    ),
    _neutral(
        "OFFICIAL",
        "UK Cabinet Office, Government Security Classifications Policy, 2023, updated "
        "5 August 2024",
        "United Kingdom: the lowest of three classification tiers.",
    ),
    _neutral(
        "RESTREINT UE/EU RESTRICTED",
        "Council Decision 2013/488/EU of 23 September 2013 on the security rules for protecting "
        "EU classified information, Article 2",
        "European Union: a level of classified information, only for systems approved for it.",
    ),
    _tlp("TLP:CLEAR", "#ffffff", "May be shared with the world."),
    _tlp("TLP:GREEN", "#33ff00", "May be shared within the community, not in public."),
    _tlp(
        "TLP:AMBER",
        "#ffc000",
        "May be shared within the organisation and with its clients, with those who need to know.",
    ),
    _tlp(
        "TLP:AMBER+STRICT",
        "#ffc000",
        "May be shared within the organisation only, with those who need to know.",
    ),
    _tlp("TLP:RED", "#ff2b2b", "For the eyes and ears of those in the room, nobody else."),
    _neutral(
        "Chatham House Rule",
        "Chatham House, The Royal Institute of International Affairs, The Chatham House Rule, "
        "in its form of 2002",
        "A rule of meetings: what was said may be used, who said it may not be revealed.",
    ),
    _neutral(
        "UNCLASSIFIED//FOUO",
        "US Department of Defense, DoD Instruction 5200.48, Controlled Unclassified Information "
        "(CUI), 6 March 2020",
        "Legacy: not authorised on new documents of the US Department of Defense since "
        "6 March 2020; CUI took its place.",
    ),
)
"""The markings to choose from; no marking at all is the default and none of these."""


def marking_text(text: str) -> str:
    """Return the text of a marking as it is kept.

    Parameters
    ----------
    text : str
        Any Unicode.

    Returns
    -------
    text : str
        One clean line of at most 120 characters; "" where it is blank or the word “none”. The
        name of a preset in other letters ("tlp:amber + strict") becomes that of the preset.
    """
    line = one_line(text, MAX_MARKING_CHARACTERS)
    if line.casefold() == "none":
        return ""
    preset = _BY_KEY.get(_key(line))
    return preset.text if preset else line


def marking_of(text: str) -> Marking | None:
    """Return the marking with this text and the colours that belong to it.

    Parameters
    ----------
    text : str
        As for `marking_text`.

    Returns
    -------
    marking : Marking or None
        With the colours of a preset, else neutral ones; None where there is no text.
    """
    line = marking_text(text)
    if not line:
        return None
    preset = _BY_KEY.get(_key(line))
    return preset.marking if preset else Marking(line)


def contrast(first: str, second: str) -> float:
    """Measure the contrast of two colours.

    Parameters
    ----------
    first, second : str
        "#rrggbb", in any order.

    Returns
    -------
    ratio : float
        From 1 to 21, as WCAG 2.2 defines the contrast ratio.

    Raises
    ------
    ValueError
        If a text is no such colour.

    Examples
    --------
    >>> contrast("#ffffff", "#000000")
    21.0
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    if not _COLOR.fullmatch(color):
        message = f"{color!r} is no colour of the form #rrggbb, in small letters."
        raise ValueError(message)
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (_linear(part) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _key(text: str) -> str:
    return "".join(text.split()).casefold()


_BY_KEY: Final = {_key(preset.text): preset for preset in PRESETS}
