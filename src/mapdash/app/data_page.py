"""The page about the data: what was read, what was repaired or refused, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from mapdash.app import caches, state
from mapdash.export import table_to_csv
from mapdash.services import without_outline

if TYPE_CHECKING:
    import pandas as pd

    from mapdash.composition import Workspace
    from mapdash.events import ValidationReport

MOST_LISTED: Final = 200
MAP_PAGE: Final = "pages/map.py"
COUNTS: Final = {
    "read": "Rows read",
    "accepted": "Taken as they stand",
    "repaired": "Taken after repair",
    "rejected": "Refused",
}
LABELS: Final = {
    "row_number": "Row of the file",
    "event_id": "Event",
    "column": "Column",
    "value": "Value in the file",
    "reason": "Reason",
    "action": "Row was",
}


def show_data_page() -> None:
    """Show the validation report of the events file, with what was refused to download."""
    state.forget_mount()
    workspace = caches.workspace()
    dataset = workspace.dataset
    with st.container(key="text-page"):
        st.page_link(MAP_PAGE, label="Back to the map", query_params=state.address())
        st.header("Data and refused rows", anchor=False)
        st.text(f"Events file: {workspace.settings.events_path.name}")
        if dataset.problem:
            st.text(dataset.problem)
            return
        _show_counts(dataset.report)
        _show_issues(dataset.report)
        _show_ground(workspace)


def _show_counts(report: ValidationReport) -> None:
    st.text(report.sentence())
    for (name, label), column in zip(COUNTS.items(), st.columns(len(COUNTS)), strict=True):
        column.metric(label, f"{getattr(report, name):,}", border=True)
    for note in report.notes:
        st.text(note)


def _show_issues(report: ValidationReport) -> None:
    if report.issues:
        st.subheader("What was repaired or refused, and why", anchor=False)
        _show_table(report.to_frame(), "mapdash-report", "Download this list (CSV)")
    if len(report.rejected_rows):
        st.subheader("Refused rows, as they stand in the file", anchor=False)
        _show_table(report.rejected_rows, "mapdash-refused-rows", "Download the refused rows (CSV)")


def _show_ground(workspace: Workspace) -> None:
    """Say what the map could not draw as it should."""
    circled = [
        f"{event_id}: no outline is known for {admin1 or place or 'its province'} ({country}); "
        "it is drawn as a circle."
        for event_id, admin1, place, country in without_outline(workspace.dataset)[:MOST_LISTED]
    ]
    if circled or workspace.route_problems:
        st.subheader("Drawn less closely than the data say", anchor=False)
        for sentence in (*circled, *workspace.route_problems):
            st.text(sentence)


def _show_table(table: pd.DataFrame, name: str, label: str) -> None:
    st.dataframe(table, key=name, hide_index=table.index.name is None, column_config=LABELS)
    data = table_to_csv(table)
    st.download_button(label, data, file_name=f"{name}.csv", mime="text/csv", key=f"{name}-csv")
