"""Read a file of events as a raw table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from mapdash.errors import SourceUnreadableError
from mapdash.events import PROBLEM_COLUMN
from mapdash.io.csv_rows import split_in_blocks
from mapdash.io.text import open_text

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
        A regular file of at most 1,024 MB.

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
    header, blocks = split_in_blocks(open_text(path), path)
    if PROBLEM_COLUMN in header:
        fault = f"The file {str(path)!r} has a column {PROBLEM_COLUMN}; rename it."
        raise SourceUnreadableError(fault)
    pieces: list[list[pa.Array]] = [[] for _ in header]
    row_numbers: list[int] = []
    problems: dict[int, str] = {}
    for block in blocks:
        problems |= {len(row_numbers) + at: problem for at, problem in block.problems.items()}
        row_numbers += block.row_numbers
        for column, values in zip(pieces, zip(*block.rows, strict=True), strict=False):
            column.append(pa.array(values, pa.large_string()))
    index = pd.Index(row_numbers, dtype="int64", name="row_number")
    # Popped one by one, so that only one column is in memory twice.
    texts = {name: pd.Series(_joined(pieces.pop(0)), index, dtype="str") for name in header}
    if problems:
        reasons = [problems.get(position, "") for position in range(len(row_numbers))]
        texts[PROBLEM_COLUMN] = pd.Series(reasons, index, dtype="str")
    return pd.DataFrame(texts, index)


def _joined(pieces: list[pa.Array]) -> pa.Array:
    return pa.chunked_array(pieces, pa.large_string()).combine_chunks()
