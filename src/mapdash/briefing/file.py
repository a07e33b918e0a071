"""A briefing as a YAML file for people, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapdash.briefing.model import Briefing


@dataclass(frozen=True, slots=True)
class Problem:
    """Say what is wrong with a briefing file.

    Parameters
    ----------
    line : int
        Where, counted from 1; 0 where it is not about one line.
    sentence : str
        One plain line: what is wrong, and what became of it or what to do.
    is_fatal : bool
        Whether the file gave no briefing because of it.
    """

    line: int
    sentence: str
    is_fatal: bool = False


@dataclass(frozen=True, slots=True)
class BriefingReading:
    """Hold what a briefing file gave.

    Parameters
    ----------
    briefing : Briefing or None
        None where the file is no briefing at all; the last problem then is fatal.
    problems : tuple of Problem
        In the order of the lines.
    """

    briefing: Briefing | None
    problems: tuple[Problem, ...] = ()
