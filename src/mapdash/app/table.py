"""The table: everything that is filtered, as rows, the full alternative to the map."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
import streamlit as st

from mapdash.app.actions import MOST_SELECTED
from mapdash.app.surfaces import show_surface
from mapdash.events import ACTOR_SEPARATOR, PRECISION_LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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
    events = dataset.events
    names = dataset.country_names

    def text(column: str) -> pd.Series[str]:
        return events[column].take(rows)

    links = text("source_url")
    table = pd.DataFrame(
        {
            "From": text("start_date"),
            "To": text("end_date"),
            "Title": text("title"),
            "Category": text("category"),
            "Country": _named(text("country"), names),
            "Place": text("place_name"),
            "Known to": _named(text("geo_precision"), PRECISION_LABELS),
            "Actors": _each(text("actors"), lambda codes: _names_of(codes, names)),
            "Status": text("status"),
            "USD million": events["amount_usd_millions"].take(rows),
            "Confidence": text("confidence"),
            "Source": text("source_title"),
            "Link": links.where(links != "", None),
            "Id": text("id"),
        }
    )
    if distances is not None:
        place = list(table).index("Place")
        table.insert(place + 1, DISTANCE, distances.distance_km[rows].round(1))
        table.insert(place + 2, UNCERTAINTY, distances.uncertainty_km[rows].round(1))
    return table


def _named(codes: pd.Series[str], names: Mapping[str, str]) -> pd.Series[str]:
    return _each(codes, lambda code: names.get(code, code))


def _names_of(codes: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes.split(ACTOR_SEPARATOR))


def _each(values: pd.Series[str], change: Callable[[str], str]) -> pd.Series[str]:
    """Change each distinct value once: there are few of them among many rows."""
    codes, distinct = pd.factorize(values)
    changed = np.array([change(value) for value in distinct], dtype=object)
    return pd.Series(changed[codes], index=values.index, dtype=object)


def show_table(
    dataset: Dataset,
    visible: NDArray[np.bool_],
    on_action: Callable[[object], None],
    *,
    ticked: tuple[int, ...] = (),
    generation: int = 0,
    distances: Distances | None = None,
) -> None:
    """Show the table of the visible events, in the order of time.

    A row that is clicked is chosen; rows that are ticked pulse on the map. Streamlit forgets the
    ticks of a table whose rows change, so the session keeps them and the table starts with
    them whenever its rows are others.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)
    on_action : callable
    ticked : tuple of int, optional
        Rows of the dataset, whether visible or not.
    generation : int, optional
        How often the ticks were cleared; the table forgets its own with each.
    distances : Distances, optional
        From the border or place that the reader chose.
    """
    rows = np.flatnonzero(visible)
    rows = rows[np.argsort(dataset.order[rows])]
    shown = rows[:MOST_ROWS]
    key = f"{TABLE_KEY}-{hashlib.sha256(shown.tobytes()).hexdigest()[:12]}-{generation}"

    def act() -> None:
        selection = st.session_state[key]["selection"]
        action = _action(selection, dataset, shown, ticked)
        if action:
            on_action(action)

    if len(rows) > MOST_ROWS:
        st.text(f"The first {MOST_ROWS:,} of {len(rows):,} rows; filter to see the others.")
    hidden = int(np.count_nonzero(~np.isin(np.array(ticked, dtype=np.intp), rows)))
    show_surface("ticks", {"count": len(ticked), "hidden": hidden}, on_action)
    st.dataframe(
        table_of(dataset, shown, distances),
        key=key,
        hide_index=True,
        placeholder="",
        height=HEIGHT_PX,
        on_select=act,
        selection_mode=["multi-row", "single-cell"],
        selection_default={"selection": {"rows": _positions(shown, ticked)}},
        column_config=_columns(),
    )


def _positions(shown: NDArray[np.intp], ticked: tuple[int, ...]) -> list[int]:
    return [int(at) for at in np.flatnonzero(np.isin(shown, np.array(ticked, dtype=np.intp)))]


def _action(
    selection: Mapping[str, Any],
    dataset: Dataset,
    shown: NDArray[np.intp],
    ticked: tuple[int, ...],
) -> dict[str, Any] | None:
    """Say what the reader did: tick rows, or click into one."""
    positions = [at for at in selection.get("rows", []) if 0 <= at < len(shown)]
    # What the filter hides stays ticked.
    kept = set(ticked).difference(shown[_positions(shown, ticked)].tolist())
    # As many as are kept, else a click into a row of a table that is ticked whole would tick anew.
    now = sorted(kept.union(shown[positions].tolist()))[:MOST_SELECTED]
    if now != sorted(ticked):
        return {"type": "select", "rows": now, "version": dataset.columns.version}
    clicked = [at for at, _ in selection.get("cells", []) if 0 <= at < len(shown)]
    if clicked:
        return {"type": "choose", "id": str(dataset.events["id"].iat[shown[clicked[0]]])}
    return None


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
