from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from mapdash.events import FILE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

GOOD_ROW = {
    "title": "Troops train together",
    "category": "joint exercise",
    "country": "BLR",
    "actors": "CHN;BLR",
    "start_date": "2024-07-08",
    "end_date": "2024-07-19",
    "date_precision": "day",
    "place_name": "range near Brest",
    "admin1": "Brest region (BY-BR)",
    "latitude": "52.1089",
    "longitude": "23.7175",
    "geo_precision": "locality",
    "radius_km": "25",
    "status": "completed",
    "amount_usd_millions": "1.5",
    "source_url": "https://example.org/a",
    "confidence": "high",
}


@pytest.fixture(scope="session")
def raw_table() -> Callable[..., pd.DataFrame]:
    """Make a raw table of good rows, each changed as given, with ids A1, A2, and so on."""

    def make(*rows: Mapping[str, str]) -> pd.DataFrame:
        empty = dict.fromkeys(FILE_COLUMNS, "")
        filled = [
            {**empty, **GOOD_ROW, "id": f"A{number}", **row}
            for number, row in enumerate(rows, start=1)
        ]
        index = pd.RangeIndex(2, len(rows) + 2, name="row_number")
        return pd.DataFrame(filled, columns=list(FILE_COLUMNS), index=index, dtype="str")

    return make
