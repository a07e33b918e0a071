"""The gazetteer that ships, read once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from mapdash.gazetteer import Gazetteer, open_gazetteer

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "geodata" / "gazetteer"


@dataclass(frozen=True)
class ListedName:
    """One row of names.csv.

    ``outcome`` is what must come of the text: hit, parts, ambiguous, guess or nothing. ``answer``
    is an id, or several with | between, "" where the point tells. ``event`` is the event whose
    own point and radius the row has.
    """

    text: str
    country: str
    outcome: str
    answer: str
    longitude: str
    latitude: str
    tolerance_km: str
    precision: str
    event: str


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Return the gazetteer that ships."""
    return open_gazetteer(FOLDER)


@pytest.fixture(scope="session")
def listed_names() -> list[ListedName]:
    """Return the list of names that the gazetteer is judged by."""
    path = Path(__file__).with_name("names.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [ListedName(**row) for row in csv.DictReader(file)]
