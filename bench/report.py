"""The lines of the speed table: what is aimed at, what was measured, and whether it is met."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADINGS: Final = ("work", "aim", "measured", "met")


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of the speed table.

    Parameters
    ----------
    work : str
    aim : str
    measured : str
    is_met : bool or None
        None where nothing could be measured, or nothing is aimed at.
    """

    work: str
    aim: str
    measured: str
    is_met: bool | None

    @classmethod
    def at_most(cls, work: str, limit: float, value: float | None, unit: str) -> Line:
        """Make a line whose aim is a number that must not be passed.

        Parameters
        ----------
        work : str
        limit : float
        value : float or None
            None where it could not be measured.
        unit : str
            Such as "ms" or "times the floor".
        """
        aim = f"at most {_number(limit)} {unit}"
        if value is None:
            return cls(work, aim, "did not finish", None)
        return cls(work, aim, f"{_number(value)} {unit}", value <= limit)


def print_lines(lines: Sequence[Line]) -> None:
    """Print lines as a Markdown table, ready for docs/performance.md."""
    met = {True: "yes", False: "no", None: "–"}
    cells = [
        _HEADINGS,
        *((line.work, line.aim, line.measured, met[line.is_met]) for line in lines),
    ]
    print_table(cells)


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table whose first row holds the headings."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    rule = "|".join("-" * (width + 2) for width in widths)
    first, *others = (f"| {' | '.join(row)} |" for row in padded)
    print("\n".join([first, f"|{rule}|", *others]), flush=True)


def parse(description: str | None) -> tuple[bool, argparse.Namespace]:
    """Read the options that every part has.

    Parameters
    ----------
    description : str or None

    Returns
    -------
    is_quick : bool
        Whether few runs and small sizes are asked for.
    options : Namespace
        With `sizes` and `runs`, None where nothing was said.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="few runs at small sizes")
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of events")
    parser.add_argument("--runs", type=int, help="timed runs of each way")
    options = parser.parse_args()
    return bool(options.quick), options


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that *share* of the values do not pass, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def _number(value: float) -> str:
    if value >= 100.0:
        return f"{value:,.0f}"
    return f"{value:.3g}"
