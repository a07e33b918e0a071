"""Events for the tests of filters: the real ones, and small frames from a few cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from mapdash.events import FILE_COLUMNS, EventFrame, validate_events
from mapdash.filters import FilterIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

REAL_EVENTS = Path(__file__).parents[3] / "geodata" / "events.csv"

NAMES = {
    "SRB": "Serbia",
    "CHN": "China",
    "BLR": "Belarus",
    "RUS": "Russia",
    "XKX": "Kosovo",
    "CIV": "Côte d'Ivoire",
}


@pytest.fixture(scope="session")
def names() -> Mapping[str, str]:
    return NAMES


@pytest.fixture(scope="session")
def real_table() -> pd.DataFrame:
    """The events file as pandas reads it, all text: what the expected values come from."""
    return pd.read_csv(REAL_EVENTS, dtype=str, keep_default_na=False)


@pytest.fixture(scope="session")
def real_events(real_table: pd.DataFrame) -> EventFrame:
    return validate_events(real_table.set_axis(range(2, len(real_table) + 2)))[0]


@pytest.fixture(scope="session")
def real_index(real_events: EventFrame, names: Mapping[str, str]) -> FilterIndex:
    return FilterIndex.build(real_events, names)


@pytest.fixture(scope="session")
def events_of() -> Callable[..., EventFrame]:
    """Make an EventFrame from one dict of cells an event; other cells are usual ones."""
    usual = {
        "title": "t",
        "category": "BRI other",
        "country": "SRB",
        "start_date": "2020-05-05",
        "latitude": "44.8",
        "longitude": "20.4",
        "geo_precision": "exact",
    }

    def build(*cells: Mapping[str, str]) -> EventFrame:
        rows = [{**usual, "id": f"E{number}", **row} for number, row in enumerate(cells, start=1)]
        table = pd.DataFrame(rows, columns=list(FILE_COLUMNS), dtype="str").fillna("")
        events, report = validate_events(table.set_axis(range(2, len(table) + 2)))
        assert report.rejected == 0
        return events

    return build


@pytest.fixture(scope="session")
def index_of(
    events_of: Callable[..., EventFrame], names: Mapping[str, str]
) -> Callable[..., FilterIndex]:
    """Make the FilterIndex of such events."""
    return lambda *cells: FilterIndex.build(events_of(*cells), names)
