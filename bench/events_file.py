"""Events for the benchmarks: as many as asked for, made from the real ones, always the same."""

from __future__ import annotations

import calendar
import csv
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT: Final = Path(__file__).resolve().parents[1]
REAL_EVENTS: Final = ROOT / "geodata" / "events.csv"

_SPREAD_DEGREES: Final = 0.4
_SPREAD_DAYS: Final = 500
_PINNED: Final = frozenset({"exact", "locality"})
_MOST_NORTHERN: Final = 84.0


@dataclass(frozen=True, slots=True)
class EventsFile:
    """Hold a file of events, with what a benchmark must know of it.

    Parameters
    ----------
    path : Path
    rows : int
    rows_of_category : mapping of str to int
        In the order of the alphabet.
    """

    path: Path
    rows: int
    rows_of_category: Mapping[str, int]


def write_events(folder: Path, rows: int) -> EventsFile:
    """Write a CSV of *rows* events into *folder*.

    The first ones are the real ones, unchanged. What follows repeats them with new ids, and
    with dates and coordinates jittered by a generator of fixed seed, so that two runs time the
    same data. Events that are known to an area or to a country keep their point, because that
    is the point of the area and real events share it.

    Parameters
    ----------
    folder : Path
    rows : int

    Returns
    -------
    events : EventsFile
    """
    with REAL_EVENTS.open(encoding="utf-8", newline="") as file:
        real = list(csv.DictReader(file))
    made = list(_repeated(real, rows))
    path = folder / f"events-{rows}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(real[0]))
        writer.writeheader()
        writer.writerows(made)
    of_category = Counter(row["category"] for row in made)
    return EventsFile(path, len(made), dict(sorted(of_category.items())))


def _repeated(real: list[dict[str, str]], rows: int) -> Iterator[dict[str, str]]:
    chance = random.Random(113)  # noqa: S311 - reproducible, not secret
    for number in range(rows):
        copy, position = divmod(number, len(real))
        row = real[position]
        yield row if copy == 0 else _jittered(row, copy, chance)


def _jittered(row: Mapping[str, str], copy: int, chance: random.Random) -> dict[str, str]:
    days = chance.randint(-_SPREAD_DAYS, _SPREAD_DAYS)
    made = {
        **row,
        "id": f"{row['id']}-{copy}",
        "start_date": _shifted(row["start_date"], days),
        "end_date": _shifted(row["end_date"], days),
    }
    if row["geo_precision"] in _PINNED:
        latitude = float(row["latitude"]) + chance.gauss(0.0, _SPREAD_DEGREES)
        longitude = float(row["longitude"]) + chance.gauss(0.0, _SPREAD_DEGREES)
        made["latitude"] = f"{max(-_MOST_NORTHERN, min(_MOST_NORTHERN, latitude)):.5f}"
        made["longitude"] = f"{(longitude + 180.0) % 360.0 - 180.0:.5f}"
    return made


def _shifted(text: str, days: int) -> str:
    """Shift a date that is known to the day, month or year, and leave it as precise as it is."""
    if not text:
        return ""
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, 1, 1)[:3]
    moved = date(year, month, min(day, calendar.monthrange(year, month)[1])) + timedelta(days=days)
    return "-".join(moved.isoformat().split("-")[: len(parts)])
