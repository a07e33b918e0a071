from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from mapdash.events import FILE_COLUMNS
from mapdash.io import read_borders, read_countries, read_table
from mapdash.services import BorderAreas, Dataset, load_dataset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

NAMES = {"SRB": "Serbia", "CHN": "China", "FJI": "Fiji"}
USUAL = {
    "title": "t",
    "category": "BRI other",
    "country": "SRB",
    "start_date": "2020-05-05",
    "latitude": "44.8",
    "longitude": "20.4",
    "geo_precision": "exact",
}


@pytest.fixture(scope="session")
def dataset_of() -> Callable[..., Dataset]:
    """Load a dataset from one dict of cells an event; other cells are usual ones."""

    def build(*cells: Mapping[str, str], as_of: date | None = None) -> Dataset:
        rows = [{**USUAL, "id": f"E{number}", **row} for number, row in enumerate(cells, start=1)]
        table = pd.DataFrame(rows, columns=list(FILE_COLUMNS), dtype="str").fillna("")
        table = table.set_axis(range(2, len(table) + 2))
        return load_dataset(
            Path("events.csv"), read_table=lambda _: table, country_names=NAMES, as_of=as_of
        )

    return build


@pytest.fixture(scope="session")
def shipped(project_root: Path) -> Dataset:
    """Load what ships with mapdash."""
    folder = project_root / "geodata"
    return load_dataset(
        folder / "events.csv",
        read_table=read_table,
        country_names=read_countries(folder / "countries.csv"),
        areas=BorderAreas(read_borders(folder / "borders", view="default")),
    )
