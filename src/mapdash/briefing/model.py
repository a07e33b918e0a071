"""Briefing: an ordered list of scenes with a title, a marking and an as-of date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapdash.briefing.marking import marking_text
from mapdash.briefing.scene import MAX_TITLE_CHARACTERS, Scene
from mapdash.filters import one_line

if TYPE_CHECKING:
    from datetime import date

MOST_SCENES: Final = 500


@dataclass(frozen=True, slots=True)
class Briefing:
    """Hold what a briefer shows, in order.

    Parameters
    ----------
    title : str, default ""
        One clean line of at most 200 characters.
    scenes : sequence of Scene
        At most 500; none is allowed.
    marking : str, default ""
        What stands at the top and the bottom of every screen: one clean line of at most 120
        characters, "" for nothing. See `mapdash.briefing.marking_of`.
    as_of : date or None, default None
        The day that the briefing is true for; None where the data say so.

    Raises
    ------
    ValueError
        If there are more than 500 scenes.
    """

    title: str = ""
    scenes: tuple[Scene, ...] = ()
    marking: str = ""
    as_of: date | None = None

    def __post_init__(self) -> None:
        """Bring every part into the one form in which it survives a file."""
        if len(self.scenes) > MOST_SCENES:
            message = f"A briefing has at most {MOST_SCENES} scenes, not {len(self.scenes):,}."
            raise ValueError(message)
        object.__setattr__(self, "title", one_line(self.title, MAX_TITLE_CHARACTERS))
        object.__setattr__(self, "scenes", tuple(self.scenes))
        object.__setattr__(self, "marking", marking_text(self.marking))

    @property
    def is_full(self) -> bool:
        """Whether no scene can be added."""
        return len(self.scenes) >= MOST_SCENES
