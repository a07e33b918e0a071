"""Turn dates of any precision into spans of days."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from mapdash.events.checks.draft import is_in
from mapdash.events.checks.labels import mend_spelling
from mapdash.events.dates import parse_date
from mapdash.events.precision import DATE_PRECISIONS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapdash.events.checks.draft import Draft

_NO_RANK = -1
_RANKS = {precision: rank for rank, precision in enumerate(DATE_PRECISIONS)}
_UNITS = ("datetime64[D]", "datetime64[M]", "datetime64[Y]")


class _Spans(NamedTuple):
    first: NDArray[np.datetime64]
    last: NDArray[np.datetime64]
    rank: NDArray[np.int64]


def check_start(draft: Draft) -> None:
    """Reject rows whose start is no date."""
    is_date = _spans(draft.texts["start_date"]).rank != _NO_RANK
    is_given = draft.is_given("start_date")
    draft.reject(~is_given, "start_date", "The row has no start date.")
    draft.reject(
        is_given & ~is_date,
        "start_date",
        "“{value}” is no date; write it as YYYY-MM-DD, YYYY-MM or YYYY.",
    )


def check_dates(draft: Draft) -> None:
    """Leave out ends that are none, settle the precision, and find the span of days."""
    start, end = _spans(draft.texts["start_date"]), _spans(draft.texts["end_date"])
    has_end = end.rank != _NO_RANK
    draft.repair(
        draft.is_given("end_date") & ~has_end,
        "end_date",
        "“{value}” is no date and was left out; write it as YYYY-MM-DD, YYYY-MM or YYYY.",
        "",
    )
    is_backwards = has_end & (end.last < start.first)
    draft.repair(
        is_backwards, "end_date", "The end “{value}” lies before the start and was left out.", ""
    )
    last = np.where(has_end & ~is_backwards, end.last, start.last)
    rank = _settle_precision(draft, start.rank)
    draft.days["start"] = _floor(start.first, rank)
    draft.days["end"] = _ceil(last, rank)


def _settle_precision(draft: Draft, start_rank: NDArray[np.int64]) -> NDArray[np.int64]:
    """Repair the precision where it is no word of the list or closer than the start."""
    mend_spelling(draft, "date_precision", DATE_PRECISIONS)
    from_start = pd.Series(np.array([*DATE_PRECISIONS, ""])[start_rank], dtype="str")
    draft.repair(
        ~is_in(draft.texts["date_precision"], (*DATE_PRECISIONS, "")),
        "date_precision",
        f"“{{value}}” is none of {', '.join(DATE_PRECISIONS)}; the start date was asked instead.",
        from_start,
    )
    given = draft.texts["date_precision"].map(_RANKS).fillna(_NO_RANK).to_numpy(np.int64)
    draft.repair(
        (given != _NO_RANK) & (given < start_rank),
        "date_precision",
        "“{value}” is closer than the start date says; the start date was believed.",
        from_start,
    )
    draft.texts["date_precision"] = draft.texts["date_precision"].mask(
        given < start_rank, from_start
    )
    return np.maximum(given, start_rank)


def _spans(texts: pd.Series[str]) -> _Spans:
    codes, distinct = pd.factorize(texts)
    found = [parse_date(text) for text in distinct]
    first = np.array([span and span.first for span in found], dtype="datetime64[D]")
    last = np.array([span and span.last for span in found], dtype="datetime64[D]")
    ranks = [_RANKS[span.precision] if span else _NO_RANK for span in found]
    return _Spans(first[codes], last[codes], np.array(ranks, dtype=np.int64)[codes])


def _floor(days: NDArray[np.datetime64], rank: NDArray[np.int64]) -> NDArray[np.datetime64]:
    choices = [days.astype(unit).astype("datetime64[D]") for unit in _UNITS]
    return np.select([rank == index for index in range(len(_UNITS))], choices, days)


def _ceil(days: NDArray[np.datetime64], rank: NDArray[np.int64]) -> NDArray[np.datetime64]:
    choices = [(days.astype(unit) + 1).astype("datetime64[D]") - 1 for unit in _UNITS]
    return np.select([rank == index for index in range(len(_UNITS))], choices, days)
