"""Read a file of events as a raw table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mapdash.errors import SourceUnreadableError
from mapdash.events import PROBLEM_COLUMN
from mapdash.io.csv_rows import split_csv
from mapdash.io.text import read_text

if TYPE_CHECKING:
    from pathlib import Path


def read_table(path: Path) -> pd.DataFrame:
    """Read a file as a table of text, in which nothing is interpreted.

    "NA", "None", 007 and dates stay the text that they are, and an empty field is "". The
    kind of the file follows from its content, not from its name. For now that is CSV in
    UTF-8, with commas, semicolons or tabs.

    Parameters
    ----------
    path : Path
        A regular file of at most 512 MB.

    Returns
    -------
    table : DataFrame of str, shape (n, columns)
        The columns as in the file, in its order; the index (int64, name "row_number") is
        the row in the file, where the header is row 1. Where a row has more or fewer fields
        than the header, the column `mapdash.events.PROBLEM_COLUMN` is added: it says so for
        that row, and is "" for the others.

    Raises
    ------
    SourceUnreadableError
        If the file cannot be opened, is no CSV in UTF-8, or its header is no header.
    """
    table = split_csv(read_text(path), path)
    if PROBLEM_COLUMN in table.header:
        fault = f"The file {str(path)!r} has a column {PROBLEM_COLUMN}; rename it."
        raise SourceUnreadableError(fault)
    columns = dict(zip(table.header, zip(*table.rows, strict=True), strict=False))
    index = pd.Index(table.row_numbers, dtype="int64", name="row_number")
    texts = {name: pd.Series(columns.get(name, ()), index, dtype="str") for name in table.header}
    if table.problems:
        problems = [table.problems.get(position, "") for position in range(len(table.rows))]
        texts[PROBLEM_COLUMN] = pd.Series(problems, index, dtype="str")
    return pd.DataFrame(texts, index)
