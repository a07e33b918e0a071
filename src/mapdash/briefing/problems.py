"""Problems: what is wrong with a briefing file, line by line, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from mapdash.filters import one_line

MOST_PROBLEMS: Final = 100
MAX_QUOTED_CHARACTERS: Final = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """Say what is wrong with a briefing file.

    Parameters
    ----------
    line : int
        Where, counted from 1; 0 where it is not about one line.
    sentence : str
        One plain line: what is wrong, and what became of it or what to do.
    is_fatal : bool, default False
        Whether the file gave no briefing because of it.
    """

    line: int
    sentence: str
    is_fatal: bool = False

    def in_words(self) -> str:
        """Return the sentence, after the number of its line where it has one."""
        return f"Line {self.line}: {self.sentence}" if self.line else self.sentence


@dataclass(slots=True)
class ProblemList:
    """Collect problems, and only count those that nobody would read."""

    found: list[Problem] = field(default_factory=list)
    unsaid: int = 0

    @property
    def is_full(self) -> bool:
        """Whether what is added now is only counted."""
        return len(self.found) >= MOST_PROBLEMS

    def add(self, line: int, sentence: str) -> None:
        """Say something about a line, unless a hundred things have been said already."""
        if self.is_full:
            self.unsaid += 1
        else:
            self.found.append(Problem(line, sentence))

    def ordered(self) -> tuple[Problem, ...]:
        """Return the problems in the order of their lines, and last how many more there are."""
        ordered = sorted(self.found, key=lambda problem: problem.line)
        if self.unsaid:
            ordered.append(Problem(0, f"{self.unsaid:,} more problems are not listed."))
        return tuple(ordered)


def quoted(text: str) -> str:
    """Return a text in quotation marks, on one line and not too long to read."""
    line = one_line(text[: 4 * MAX_QUOTED_CHARACTERS], MAX_QUOTED_CHARACTERS + 1)
    if len(line) > MAX_QUOTED_CHARACTERS:
        line = f"{line[:MAX_QUOTED_CHARACTERS]}…"
    return f"“{line}”"
