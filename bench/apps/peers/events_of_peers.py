"""What every peer shows: the events of the file that MAPDASH_EVENTS names, lean, coloured by category."""

from __future__ import annotations

import os
from typing import Final

import pandas as pd

COLOURS: Final = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#7f3c8d",
    "#666666",
    "#a5732a",
    "#3b3b98",
)
RADIUS_PX: Final = 4


def load() -> pd.DataFrame:
    """Return the events with what a map needs: title, category, latitude, longitude."""
    columns = ["title", "category", "latitude", "longitude"]
    return pd.read_csv(os.environ["MAPDASH_EVENTS"], usecols=columns)[columns]


def colour_of(categories: list[str]) -> dict[str, str]:
    """Give each category a colour, always the same."""
    return {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(categories)}


def count_in_words(shown: int, total: int) -> str:
    """Say how many events are shown, as every peer does beside its map."""
    return f"{shown} of {total} events"
