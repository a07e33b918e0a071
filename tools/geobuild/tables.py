"""Read the tables of decisions that lie beside the modules."""

from __future__ import annotations

import csv
from pathlib import Path

TABLES = Path(__file__).parent


def read_table(name: str) -> list[dict[str, str]]:
    """Read a table as one mapping a row."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def edges_of(row: dict[str, str]) -> tuple[float, float, float, float]:
    """Return west, south, east and north of a table row, in degrees."""
    return float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])
