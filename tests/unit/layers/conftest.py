from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import mapdash.app
import mapdash.render
from mapdash.events import FILE_COLUMNS, EventFrame, validate_events
from mapdash.io import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
def events_of() -> Callable[..., EventFrame]:
    """Make an EventFrame from one dict of cells an event; other cells are usual ones."""

    def build(*cells: Mapping[str, str]) -> EventFrame:
        rows = [{**USUAL, "id": f"E{number}", **row} for number, row in enumerate(cells, start=1)]
        table = pd.DataFrame(rows, columns=list(FILE_COLUMNS), dtype="str").fillna("")
        return validate_events(table.set_axis(range(2, len(table) + 2)))[0]

    return build


@pytest.fixture(scope="session")
def shipped_events(project_root: Path) -> EventFrame:
    return validate_events(read_table(project_root / "geodata" / "events.csv"))[0]


@pytest.fixture(scope="session")
def map_scripts() -> Mapping[str, str]:
    """Return the text of each script of ours in a map document, by its name."""
    folder = Path(mapdash.render.__file__).parent / "web"
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.js"))}


@pytest.fixture(scope="session")
def surface_tools() -> str:
    """Return the text of the script that all surfaces share."""
    return (Path(mapdash.app.__file__).parent / "web" / "dom.js").read_text("utf-8")
