"""Draft: the table under validation, with what was found out about its rows so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mapdash.events.report import Action, RowIssue

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

MAX_SHOWN = 80


class Draft:
    """Collect the issues of a raw table and hold its columns while they are repaired.

    Parameters
    ----------
    texts : dict of Series of str, shape (n,), on one RangeIndex
        The columns of the file, trimmed and without missing values.
    row_numbers : ndarray of int, shape (n,)
        The rows in the file.
    absent_columns : iterable of str
        Columns that the file lacks; they stand in *texts* as "".

    Notes
    -----
    The checks that reject come before those that repair, so that the report does not speak
    of repairs to rows that nobody will see.
    """

    def __init__(
        self,
        texts: dict[str, pd.Series[str]],
        row_numbers: NDArray[np.int64],
        absent_columns: Iterable[str] = (),
    ) -> None:
        self.texts = texts
        self.numbers: dict[str, NDArray[np.float64]] = {}
        self.days: dict[str, NDArray[np.datetime64]] = {}
        self.row_numbers = row_numbers
        self.absent_columns = frozenset(absent_columns)
        self.is_unreadable = np.zeros(len(row_numbers), dtype=np.bool_)
        self.is_rejected = np.zeros(len(row_numbers), dtype=np.bool_)
        self.is_repaired = np.zeros(len(row_numbers), dtype=np.bool_)
        self.issues: list[RowIssue] = []

    def reject(self, is_bad: NDArray[np.bool_], column: str, reason: str | pd.Series[str]) -> None:
        """Refuse rows, for one reason or each for its own; see `repair`."""
        is_bad = is_bad & ~self.is_unreadable
        self._note(is_bad, column, reason, "rejected")
        self.is_rejected |= is_bad

    def repair(
        self,
        is_bad: NDArray[np.bool_],
        column: str,
        reason: str | pd.Series[str],
        values: pd.Series[str] | str | None = None,
    ) -> None:
        """Note a repair, and put *values* into the text column where they are given.

        In a reason that is a text, `{value}` stands for the original text of the cell.
        """
        is_bad = is_bad & ~self.is_rejected
        self._note(is_bad, column, reason, "repaired")
        self.is_repaired |= is_bad
        if values is not None and is_bad.any():
            self.texts[column] = self.texts[column].mask(is_bad, values)

    def is_given(self, column: str) -> NDArray[np.bool_]:
        """Tell which rows have any text in a column."""
        return np.asarray(self.texts[column] != "", dtype=np.bool_)

    def _note(
        self,
        is_bad: NDArray[np.bool_],
        column: str,
        reason: str | pd.Series[str],
        action: Action,
    ) -> None:
        positions = np.flatnonzero(is_bad)
        if not positions.size:
            return
        ids = self.texts["id"].iloc[positions]
        values = self.texts[column].iloc[positions] if column else [""] * positions.size
        if isinstance(reason, str):
            reasons = [reason.format(value=shorten(value)) for value in values]
        else:
            reasons = list(reason.iloc[positions])
        rows = zip(self.row_numbers[positions].tolist(), ids, values, reasons, strict=True)
        self.issues += [
            RowIssue(number, event_id, column, value, words, action)
            for number, event_id, value, words in rows
        ]


def shorten(text: str) -> str:
    """Return a text short enough to stand inside a sentence."""
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"


def is_in(texts: pd.Series[str], allowed: Iterable[str]) -> NDArray[np.bool_]:
    """Tell which texts are among those allowed."""
    return np.asarray(texts.isin(list(allowed)), dtype=np.bool_)
