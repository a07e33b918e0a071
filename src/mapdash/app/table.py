"""The table: everything that is filtered, as rows, the full alternative to the map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import streamlit as st

from mapdash.events import ACTOR_SEPARATOR, PRECISION_LABELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mapdash.services import Dataset, Distances

TABLE_KEY: Final = "table"
HEIGHT_PX: Final = 340
MOST_ROWS: Final = 20_000
DISTANCE: Final = "Distance km"
UNCERTAINTY: Final = "± km"


def table_of(
    dataset: Dataset, rows: NDArray[np.intp], distances: Distances | None = None
) -> pd.DataFrame:
    """Return some events as a reader's table.

    Parameters
    ----------
    dataset : Dataset
    rows : array of int, shape (k,)
    distances : Distances, optional
        Adds two columns after the place: kilometres, empty for an event whose place is not
        known closely enough, and their uncertainty.

    Returns
    -------
    table : DataFrame of shape (k, 14 or 16)
        In the order of *rows*. Dates are ISO texts as precise as they are known, so that they
        sort by time and claim nothing more.
    """
    events = dataset.events.iloc[rows]
    names = dataset.country_names
    actors = events["actors"].str.split(ACTOR_SEPARATOR).explode()
    actor_names = actors.map(lambda code: names.get(code, code)).groupby(level=0).agg(", ".join)
    table = pd.DataFrame(
        {
            "From": events["start_date"],
            "To": events["end_date"],
            "Title": events["title"],
            "Category": events["category"],
            "Country": events["country"].map(lambda code: names.get(code, code)),
            "Place": events["place_name"],
            "Known to": events["geo_precision"].map(PRECISION_LABELS),
            "Actors": actor_names.reindex(events.index),
            "Status": events["status"],
            "USD million": events["amount_usd_millions"],
            "Confidence": events["confidence"],
            "Source": events["source_title"],
            "Link": events["source_url"].where(events["source_url"] != "", None),
            "Id": events["id"],
        }
    )
    if distances is not None:
        place = list(table).index("Place")
        table.insert(place + 1, DISTANCE, distances.distance_km[rows].round(1))
        table.insert(place + 2, UNCERTAINTY, distances.uncertainty_km[rows].round(1))
    return table


def show_table(
    dataset: Dataset,
    visible: NDArray[np.bool_],
    on_action: Callable[[object], None],
    distances: Distances | None = None,
) -> None:
    """Show the table of the visible events, in the order of time; a row that is clicked is chosen.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)
    on_action : callable
    distances : Distances, optional
        From the border or place that the reader chose.
    """
    rows = np.flatnonzero(visible)
    rows = rows[np.argsort(dataset.order[rows])]

    def choose() -> None:
        row = _selected(st.session_state[TABLE_KEY], len(rows))
        if row is not None:
            on_action({"type": "choose", "id": str(dataset.events["id"].iloc[rows[row]])})

    if len(rows) > MOST_ROWS:
        st.text(f"The first {MOST_ROWS:,} of {len(rows):,} rows; filter to see the others.")
    st.dataframe(
        table_of(dataset, rows[:MOST_ROWS], distances),
        key=TABLE_KEY,
        hide_index=True,
        placeholder="",
        height=HEIGHT_PX,
        on_select=choose,
        selection_mode=["single-row", "single-cell"],
        column_config=_columns(),
    )


def _selected(state: Any, length: int) -> int | None:  # noqa: ANN401 - Streamlit's own mapping
    selection = state["selection"]
    rows = [*selection.get("rows", []), *(cell[0] for cell in selection.get("cells", []))]
    return rows[0] if rows and 0 <= rows[0] < length else None


def _columns() -> dict[str, Any]:
    config = st.column_config
    return {
        "From": config.TextColumn(width=96, help="As precise as it is known"),
        "To": config.TextColumn(width=96),
        DISTANCE: config.NumberColumn(
            help="From what is chosen under Distances; empty where the place is not known closely.",
            format="%.1f",
        ),
        UNCERTAINTY: config.NumberColumn(
            help="How far the distance may be off, by what is known of the place",
            format="%.1f",
        ),
        "Title": config.TextColumn(width="large"),
        "USD million": config.NumberColumn(
            format="localized",
            help="On different price bases: do not add up. The card names the basis.",
        ),
        "Link": config.LinkColumn(display_text="open", width=64),
    }
