"""Time the gazetteer against a dictionary of all names and a rapidfuzz scan of them.

The peers are what one writes in ten lines: every name folded into a dictionary, and
`rapidfuzz.process.extract` over all of its keys. Both answer one name, not a text that holds one.

    python bench/gazetteer.py [--runs 5]
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

import numpy as np
import pyarrow.parquet as pq
from rapidfuzz import fuzz, process

from mapdash.gazetteer import Gazetteer, open_gazetteer
from mapdash.gazetteer.keys import key_of

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "geodata" / "gazetteer"
HEADINGS: Final = ("question", "way", "asked", "p50", "p95", "peer takes times as long")

Result = TypeVar("Result")
Question: TypeAlias = tuple[str, str]
"""A text and the code of a country, or ""."""


@dataclass(slots=True)
class Asked:
    """Hold the times of one kind of question, answered in one way.

    Parameters
    ----------
    question, way : str
    times_ms : list of float
    """

    question: str
    way: str
    times_ms: list[float] = field(default_factory=list)


class Peer:
    """Answer from a dictionary of all keys, and by scanning them.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        keys = pq.read_table(folder / "names.parquet")["key"].to_pylist()
        self.rows: dict[str, list[int]] = defaultdict(list)
        for row, key in enumerate(keys):
            self.rows[key].append(row)
        self.keys = list(self.rows)

    def exact(self, text: str) -> list[int]:
        """Return the rows of one key."""
        return self.rows.get(key_of(text), [])

    def scan(self, text: str) -> list[str]:
        """Return the eight keys most like a text."""
        return [
            k for k, _, _ in process.extract(key_of(text), self.keys, scorer=fuzz.ratio, limit=8)
        ]

    def prefix(self, text: str) -> list[str]:
        """Return six keys that begin as a text does."""
        start = key_of(text)
        return [key for key in self.keys if key.startswith(start)][:6]


def main() -> None:
    """Time everything in one run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="times that each question is asked")
    runs: int = parser.parse_args().runs
    gazetteer, opened = timed(lambda: open_gazetteer(FOLDER))
    _, loaded = timed(gazetteer.load)
    _, first_guess = timed(lambda: gazetteer.find("Heibei"))
    peer, peer_loaded = timed(lambda: Peer(FOLDER))
    rows = [row for asked in ask_all(gazetteer, peer, runs) for row in cells(asked)]
    print_table([HEADINGS, *rows])
    print(
        f"\nopen {opened:.2f} ms, load {loaded:,.0f} ms (the dictionary takes"
        f" {peer_loaded / loaded:.1f} times as long), first guess {first_guess:,.0f} ms"
    )
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}")


def ask_all(gazetteer: Gazetteer, peer: Peer, runs: int) -> list[tuple[Asked, Asked]]:
    """Ask every question in both ways, one after the other, so that load moves both."""
    hinted = read_questions()
    free = [(text, "") for text, _ in hinted]
    misspelt = [(swapped(text), country) for text, country in hinted if text.isalpha()]
    typed = [(text[:length], "") for text, _ in hinted for length in (2, 4, 6)]

    def find(question: Question) -> object:
        return gazetteer.find(question[0], question[1] or None)

    kinds: list[tuple[str, list[Question], Callable[[Question], object], str]] = [
        ("event's place with its country", hinted, find, "exact"),
        ("event's place without", free, find, "exact"),
        ("misspelt, with the country", misspelt, find, "scan"),
        ("misspelt, without", [(text, "") for text, _ in misspelt], find, "scan"),
        ("first letters", typed, lambda q: gazetteer.suggest(q[0]), "prefix"),
    ]
    peers: dict[str, tuple[str, Callable[[str], object]]] = {
        "exact": ("a dictionary, whole names only", peer.exact),
        "scan": ("rapidfuzz over all names", peer.scan),
        "prefix": ("startswith over all names", peer.prefix),
    }
    return [
        ask(name, questions, answer, *peers[peer_name], runs=runs)
        for name, questions, answer, peer_name in kinds
    ]


def ask(
    name: str,
    questions: Sequence[Question],
    answer: Callable[[Question], object],
    peer_name: str,
    peer_answer: Callable[[str], object],
    *,
    runs: int,
) -> tuple[Asked, Asked]:
    """Time one kind of question."""
    ours, theirs = Asked(name, "mapdash"), Asked("", peer_name)
    for _ in range(runs):
        for question in questions:
            ours.times_ms.append(timed(partial(answer, question))[1])
            theirs.times_ms.append(timed(partial(peer_answer, question[0]))[1])
    return ours, theirs


def timed(action: Callable[[], Result]) -> tuple[Result, float]:
    """Return what *action* returns and the milliseconds that it took."""
    start = time.perf_counter()
    result = action()
    return result, (time.perf_counter() - start) * 1e3


def read_questions() -> list[Question]:
    """Return the distinct place names of the events that ship, with their countries."""
    with (ROOT / "geodata" / "events.csv").open(encoding="utf-8", newline="") as file:
        return sorted({(row["place_name"], row["country"]) for row in csv.DictReader(file)})


def swapped(text: str) -> str:
    """Return *text* with two letters in its middle the other way round."""
    at = len(text) // 2
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


def cells(asked: tuple[Asked, Asked]) -> list[tuple[str, ...]]:
    """Return the rows of the table for one kind of question."""
    ours, theirs = asked
    ratio = statistics.median(theirs.times_ms) / statistics.median(ours.times_ms)
    return [(*_times(ours), f"{ratio:.2f}"), (*_times(theirs), "")]


def _times(asked: Asked) -> tuple[str, ...]:
    p50, p95 = np.percentile(asked.times_ms, (50, 95))
    return (
        asked.question,
        asked.way,
        str(len(asked.times_ms)),
        f"{p50:,.3f} ms",
        f"{p95:,.3f} ms",
    )


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print *rows*, headings first, as a Markdown table."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|".join("-" * (width + 2) for width in widths)
    print("\n".join([lines[0], f"|{rule}|", *lines[1:]]))


if __name__ == "__main__":
    main()
