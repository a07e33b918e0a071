"""Tables as CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

import pandas as pd
from pandas.api.types import is_numeric_dtype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def table_to_csv(table: pd.DataFrame) -> bytes:
    """Write a table as CSV.

    Parameters
    ----------
    table : DataFrame of shape (n, k)
        An index with a name is written as the first column, one without is left out. Columns
        may share a name.

    Returns
    -------
    data : bytes
        UTF-8 with a byte order mark, which spreadsheets need; every field in quotation marks and
        lines ended by CRLF, so that a line break inside a field stays one. What is missing is
        empty. Text that a spreadsheet would take for a formula is led by an apostrophe, names of
        columns included.
    """
    columns = [table.iloc[:, position] for position in range(table.shape[1])]
    if table.index.name is not None:
        columns.insert(0, table.index.to_series())
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_defused(str(column.name) for column in columns))
    writer.writerows(zip(*(_cells(column) for column in columns), strict=True))
    # Half a surrogate pair is no character, and no reason to lose the row that it stands in.
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _cells(column: pd.Series) -> Iterator[str]:
    values = ("" if pd.isna(value) else str(value) for value in column)
    return values if is_numeric_dtype(column) else _defused(values)


def _defused(values: Iterable[str]) -> Iterator[str]:
    return (f"'{value}" if value.startswith(_FORMULA_STARTS) else value for value in values)
