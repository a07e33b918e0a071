"""Tables as CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

# A spreadsheet takes a cell that begins with one of these for a formula.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def table_to_csv(table: pd.DataFrame) -> bytes:
    """Write a table as CSV.

    Parameters
    ----------
    table : DataFrame of shape (n, k)
        An index with a name is written as the first column, one without is left out.

    Returns
    -------
    data : bytes
        UTF-8 with a byte order mark, which spreadsheets need; every field in quotation marks and
        lines ended by CRLF, so that a line break inside a field stays one. Text that a
        spreadsheet would take for a formula is led by an apostrophe.
    """
    has_index = table.index.name is not None
    safe = (table.reset_index() if has_index else table).copy()
    for name in safe.select_dtypes(exclude="number").columns:
        text = safe[name].astype("str")
        safe[name] = text.where(~text.str.startswith(_FORMULA_STARTS), "'" + text)
    written: str = safe.to_csv(index=False, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    return written.encode("utf-8-sig")
