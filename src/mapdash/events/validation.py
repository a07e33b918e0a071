"""Validation: the only way from a raw table to events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mapdash.errors import ColumnsMissingError
from mapdash.events.checks.dates import check_dates, check_start
from mapdash.events.checks.draft import Draft
from mapdash.events.checks.identity import check_country, check_identity, check_problems
from mapdash.events.checks.labels import check_actors, check_labels
from mapdash.events.checks.numbers import check_amounts
from mapdash.events.checks.places import check_places
from mapdash.events.checks.sources import check_sources
from mapdash.events.columns import FILE_COLUMNS, PROBLEM_COLUMN, REQUIRED_COLUMNS, TEXT_COLUMNS
from mapdash.events.frame import build_event_frame
from mapdash.events.report import ValidationReport

if TYPE_CHECKING:
    from mapdash.events.frame import EventFrame


def validate_events(raw: pd.DataFrame) -> tuple[EventFrame, ValidationReport]:
    """Turn a raw table into events, and account for every row of it.

    A bad row is never an exception: it is repaired where nothing has to be guessed, else
    rejected, and the report says so. Space around a text is dropped without a word. Text
    is otherwise taken as it is: whoever shows it must treat it as hostile.

    Parameters
    ----------
    raw : DataFrame of str, shape (n, columns)
        As `mapdash.io.read_table` gives it: the columns as in the file, in any order, and
        as index the row number in the file. It is not changed. The column
        `PROBLEM_COLUMN`, where there is one, says why a row cannot be trusted.

    Returns
    -------
    events : EventFrame of shape (accepted + repaired, 31)
        In the order of the file, on a RangeIndex.
    report : ValidationReport
        accepted + repaired + rejected = read.

    Raises
    ------
    ColumnsMissingError
        If one of `REQUIRED_COLUMNS` is missing.
    """
    _require_columns(raw)
    draft = _draft(raw)
    if PROBLEM_COLUMN in raw.columns:
        check_problems(draft, _texts(raw, PROBLEM_COLUMN))
    check_start(draft)
    check_country(draft)
    check_identity(draft)
    for check in (
        check_labels,
        check_actors,
        check_dates,
        check_places,
        check_amounts,
        check_sources,
    ):
        check(draft)
    return _events(draft), _report(draft, raw)


def _require_columns(raw: pd.DataFrame) -> None:
    missing = [name for name in REQUIRED_COLUMNS if name not in raw.columns]
    if missing:
        found = ", ".join(str(name) for name in raw.columns[:40]) or "none"
        message = (
            f"The table lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}; "
            f"add {'them' if len(missing) > 1 else 'it'} to the header. Columns found: {found}."
        )
        raise ColumnsMissingError(message)


def _draft(raw: pd.DataFrame) -> Draft:
    return Draft(
        {name: _texts(raw, name) for name in FILE_COLUMNS},
        np.asarray(raw.index, dtype=np.int64),
        [name for name in FILE_COLUMNS if name not in raw.columns],
    )


def _texts(raw: pd.DataFrame, name: str) -> pd.Series[str]:
    if name not in raw.columns:
        return pd.Series("", index=range(len(raw)), dtype="str")
    return raw[name].reset_index(drop=True).astype("str").fillna("").str.strip()


def _events(draft: Draft) -> EventFrame:
    is_kept = ~draft.is_rejected
    index = pd.RangeIndex(int(is_kept.sum()))
    columns: dict[str, pd.Series] = {
        name: draft.texts[name][is_kept].set_axis(index) for name in TEXT_COLUMNS
    }
    columns |= {
        name: pd.Series(values[is_kept], index=index) for name, values in draft.numbers.items()
    }
    columns |= {
        name: pd.Series(values[is_kept].astype("datetime64[s]"), index=index)
        for name, values in draft.days.items()
    }
    return build_event_frame(columns)


def _report(draft: Draft, raw: pd.DataFrame) -> ValidationReport:
    place = {name: position for position, name in enumerate(("", *FILE_COLUMNS))}
    rejected = int(draft.is_rejected.sum())
    repaired = int((draft.is_repaired & ~draft.is_rejected).sum())
    issues = tuple(
        issue for issue in sorted(draft.issues, key=lambda one: (one.row_number, place[one.column]))
    )
    return ValidationReport(
        read=len(raw),
        accepted=len(raw) - repaired - rejected,
        repaired=repaired,
        rejected=rejected,
        issues=issues,
        notes=_notes(draft, raw),
        rejected_rows=_rejected_rows(draft, raw),
    )


def _notes(draft: Draft, raw: pd.DataFrame) -> tuple[str, ...]:
    notes = []
    absent = [name for name in FILE_COLUMNS if name in draft.absent_columns]
    if absent:
        notes.append(f"The table has no column {', '.join(absent)}; it was taken as empty.")
    known = {*FILE_COLUMNS, PROBLEM_COLUMN}
    unused = [str(name) for name in raw.columns if name not in known]
    if unused:
        notes.append(f"Columns that mapdash does not use: {', '.join(unused)}.")
    return tuple(notes)


def _rejected_rows(draft: Draft, raw: pd.DataFrame) -> pd.DataFrame:
    rows = raw[draft.is_rejected].drop(columns=PROBLEM_COLUMN, errors="ignore")
    reasons: dict[int, list[str]] = {}
    for issue in draft.issues:
        if issue.action == "rejected":
            reasons.setdefault(issue.row_number, []).append(issue.reason)
    sentences = [" ".join(reasons[int(number)]) for number in rows.index]
    rows.columns = _apart_from(rows.columns, {"reason", str(raw.index.name)})
    rows.insert(0, "reason", pd.Series(sentences, index=rows.index, dtype="str"))
    return rows


def _apart_from(names: pd.Index, reserved: set[str]) -> list[str]:
    # A file may have a column named like one that the report adds.
    taken = reserved | set(names)
    apart = []
    for name in names:
        new = str(name)
        while new in reserved or (new != name and new in taken):
            new += " (in the file)"
        taken.add(new)
        apart.append(new)
    return apart
