"""Split CSV into rows without reinterpreting, shifting or losing a field."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdash.errors import SourceUnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DELIMITERS = (",", ";", "\t")


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


def split_csv(text: str, path: Path) -> CsvTable:
    """Split the text of a CSV file (RFC 4180) into rows.

    The delimiter is the comma, semicolon or tab that gives the header the most names. A
    row with too many or too few fields stays in the table, cut or filled up to the header,
    with its problem. Rows without any text are left out; they count in the numbers.

    Parameters
    ----------
    text : str
    path : Path
        For messages only.

    Returns
    -------
    table : CsvTable

    Raises
    ------
    SourceUnreadableError
        If there is no header, a name in it is missing or stands twice, or a quotation mark
        is out of place.
    """
    rows = _rows(text, path)
    names = next((names for _, names in rows), [])
    header = _check_header(names, path)
    table = CsvTable(header, [], [], {})
    for number, fields in rows:
        problem = _problem(fields, len(header), len(names))
        if problem:
            table.problems[len(table.rows)] = problem
        missing = [""] * (len(header) - len(fields))
        table.row_numbers.append(number)
        table.rows.append(fields[: len(header)] + missing)
    return table


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that have any text, with their numbers."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number, first_line = 0, 1
    try:
        for number, fields in enumerate(reader, start=1):
            first_line = reader.line_num + 1
            if any(field and not field.isspace() for field in fields):
                yield number, fields
    except csv.Error as error:
        fault = (
            f"The file {str(path)!r} cannot be split into rows: the row {number + 1}, which "
            f"begins in line {first_line}, has a quotation mark out of place or a field that "
            f"is too long; inside a quoted text, double each quotation mark."
        )
        raise SourceUnreadableError(fault) from error


def _delimiter(text: str) -> str:
    first_line = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
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
