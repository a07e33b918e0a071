"""Split CSV into rows without reinterpreting, shifting or losing a field."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from mapdash.errors import SourceUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

DELIMITERS = (",", ";", "\t")

BLOCK_ROWS = 1_024
"""Rows that are lists of Python at a time: all rows of a large file would take gigabytes.

More would be slower, too: they leave the caches of the processor, and the collector looks at them.
"""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """Hold a table of text as it stands in a file.

    Parameters
    ----------
    header : tuple of str
        The names of the columns, trimmed, each once.
    row_numbers : list of int, shape (n,)
        As a spreadsheet counts the rows: the header is row 1 unless blank rows precede it.
    rows : list of list of str, shape (n, columns)
    problems : dict of int to str
        Why a row cannot be trusted, by position in *rows*.
    """

    header: tuple[str, ...]
    row_numbers: list[int]
    rows: list[list[str]]
    problems: dict[int, str]


def split_csv(text: TextIO, path: Path) -> CsvTable:
    """Split the text of a CSV file into rows, all at once; see `split_in_blocks`.

    Parameters
    ----------
    text : file of str
        As `mapdash.io.text.open_text` opens it.
    path : Path
        For messages only.

    Returns
    -------
    table : CsvTable

    Raises
    ------
    SourceUnreadableError
        As `split_in_blocks`.
    """
    header, blocks = split_in_blocks(text, path)
    table = CsvTable(header, [], [], {})
    for block in blocks:
        table.problems.update(
            (len(table.rows) + position, problem) for position, problem in block.problems.items()
        )
        table.row_numbers.extend(block.row_numbers)
        table.rows.extend(block.rows)
    return table


def split_in_blocks(text: TextIO, path: Path) -> tuple[tuple[str, ...], Iterator[CsvTable]]:
    """Split the text of a CSV file (RFC 4180) into rows, a thousand at a time.

    The delimiter is the comma, semicolon or tab that gives the header the most names. A
    row with too many or too few fields stays in the table, cut or filled up to the header,
    with its problem. Rows without any text are left out; they count in the numbers.

    Parameters
    ----------
    text : file of str
        As `mapdash.io.text.open_text` opens it.
    path : Path
        For messages only.

    Returns
    -------
    header : tuple of str
    blocks : iterator of CsvTable
        Of at most `BLOCK_ROWS` rows each, in the order of the file; problems by position in
        their block.

    Raises
    ------
    SourceUnreadableError
        If there is no header, a name in it is missing or stands twice, or a quotation mark
        is out of place; the last also while the blocks are read.
    """
    delimiter = _delimiter(text)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number, names = 0, list[str]()
    try:
        for fields in reader:
            number += 1
            if _has_text(fields):
                names = fields
                break
    except csv.Error as error:
        raise _misplaced(text, delimiter, path) from error
    header = _check_header(names, path)

    def blocks(last: int) -> Iterator[CsvTable]:
        while True:
            try:
                rows = list(islice(reader, BLOCK_ROWS))
            except csv.Error as error:
                raise _misplaced(text, delimiter, path) from error
            if not rows:
                return
            yield _block(header, rows, first=last + 1, width=len(names))
            last += len(rows)

    return header, blocks(number)


def _block(header: tuple[str, ...], rows: list[list[str]], *, first: int, width: int) -> CsvTable:
    # What nearly every block is, found out without a line of Python a row.
    is_regular = set(map(len, rows)) == {len(header)} and all(
        map(str.strip, map(itemgetter(0), rows))
    )
    if is_regular:
        return CsvTable(header, list(range(first, first + len(rows))), rows, {})
    block = CsvTable(header, [], [], {})
    for number, fields in enumerate(rows, start=first):
        if not _has_text(fields):
            continue
        problem = _problem(fields, len(header), width)
        if problem:
            block.problems[len(block.rows)] = problem
        missing = [""] * (len(header) - len(fields))
        block.row_numbers.append(number)
        block.rows.append(fields[: len(header)] + missing)
    return block


def _has_text(fields: list[str]) -> bool:
    return any(field and not field.isspace() for field in fields)


def _misplaced(text: TextIO, delimiter: str, path: Path) -> SourceUnreadableError:
    """Say where a file cannot be split, which takes reading it once more, row by row."""
    text.seek(0)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    number, first_line = 0, 1
    try:
        for _ in reader:
            number, first_line = number + 1, reader.line_num + 1
    except csv.Error:
        pass
    fault = (
        f"The file {str(path)!r} cannot be split into rows: the row {number + 1}, which "
        f"begins in line {first_line}, has a quotation mark out of place or a field that "
        f"is too long; inside a quoted text, double each quotation mark."
    )
    return SourceUnreadableError(fault)


def _delimiter(text: TextIO) -> str:
    first_line = next((line for line in text if line.strip()), "")
    text.seek(0)
    return max(DELIMITERS, key=first_line.count)


def _check_header(names: list[str], path: Path) -> tuple[str, ...]:
    header = [name.strip() for name in names]
    while header and not header[-1]:
        header.pop()
    where = f"The header of the file {str(path)!r}"
    if not header:
        fault = f"{where} has no names of columns; the first row names them."
        raise SourceUnreadableError(fault)
    if "" in header:
        fault = f"{where} has no name for column {header.index('') + 1}; give it one."
        raise SourceUnreadableError(fault)
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        fault = f"{where} names the column {repeated[0]!r} more than once; rename all but one."
        raise SourceUnreadableError(fault)
    return tuple(header)


def _problem(fields: list[str], columns: int, width: int) -> str:
    """Return what is wrong with a row; *width* counts empty names at the header's end too."""
    counted = f"The row has {len(fields)} fields where the header has {columns}"
    if len(fields) < columns:
        return f"{counted}; fill up the row with empty fields."
    surplus = fields[columns:]
    if len(fields) <= width and not any(surplus):
        return ""
    # Also where the surplus is empty: it may be the last field, pushed out by an earlier one.
    shown = ", ".join(f"“{field}”" for field in surplus)
    return f"{counted}; a text with a comma needs quotation marks around it. Surplus: {shown}."
