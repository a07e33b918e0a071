"""The table says in rows what the map says in marks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from mapdash.app.table import table_of
from mapdash.services import Dataset

COLUMNS = [
    "From",
    "To",
    "Title",
    "Category",
    "Country",
    "Place",
    "Known to",
    "Actors",
    "Status",
    "USD million",
    "Confidence",
    "Source",
    "Link",
    "Id",
]


def test_a_row_of_the_table(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of(
        {
            "title": "t",
            "actors": "CHN;BLR",
            "start_date": "2024-07",
            "place_name": "Bor",
            "amount_usd_millions": "1.5",
            "source_title": "AP",
            "source_url": "https://a.org/x",
            "status": "agreed",
            "confidence": "low",
        }
    )
    table = table_of(dataset, np.array([0]))
    assert list(table.columns) == COLUMNS
    assert table.iloc[0].to_dict() == {
        "From": "2024-07",
        "To": "",
        "Title": "t",
        "Category": "BRI other",
        "Country": "Serbia",
        "Place": "Bor",
        "Known to": "Exact site",
        "Actors": "China, BLR",
        "Status": "agreed",
        "USD million": 1.5,
        "Confidence": "low",
        "Source": "AP",
        "Link": "https://a.org/x",
        "Id": "E1",
    }


def test_rows_stand_in_the_order_asked_for_each_with_its_own_actors(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"actors": "CHN"}, {"actors": ""}, {"actors": "SRB;CHN"})
    table = table_of(dataset, np.array([2, 0, 1]))
    assert table["Id"].tolist() == ["E3", "E1", "E2"]
    assert table["Actors"].tolist() == ["Serbia, China", "China", ""]


def test_there_is_no_link_where_there_is_no_address(dataset_of: Callable[..., Dataset]) -> None:
    table = table_of(dataset_of({}), np.array([0]))
    assert pd.isna(table["Link"].iat[0])
    assert np.isnan(table["USD million"].iat[0])


def test_no_rows_give_a_table_with_the_same_columns(shipped: Dataset) -> None:
    table = table_of(shipped, np.array([], dtype=np.intp))
    assert list(table.columns) == COLUMNS
    assert len(table) == 0


def test_all_shipped_events_fit_in_the_table(shipped: Dataset) -> None:
    table = table_of(shipped, np.arange(113))
    assert table.shape == (113, 14)
    assert table.drop(columns=["USD million", "Link"]).notna().all(axis=None)
    assert (table["Country"].str.len() > 3).all()
