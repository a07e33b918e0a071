"""Read the names of countries."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from mapdash.errors import ColumnsMissingError, SourceUnreadableError
from mapdash.io.csv_rows import split_csv
from mapdash.io.text import open_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CODE_COLUMN = "iso_a3"
NAME_COLUMN = "name"

_CODE = re.compile(r"[A-Z]{3}")


def read_countries(path: Path) -> Mapping[str, str]:
    """Read what countries are called in plain English.

    Parameters
    ----------
    path : Path
        A CSV file in UTF-8 with the columns iso_a3 (ISO 3166-1 alpha-3; Kosovo: XKX) and
        name; others are left alone.

    Returns
    -------
    names : mapping of str to str
        From code to name, in the order of the file; read-only.

    Raises
    ------
    SourceUnreadableError
        If the file cannot be read, or a row of it is not a code and a name.
    ColumnsMissingError
        If one of the two columns is missing.
    """
    table = split_csv(open_text(path), path)
    missing = [name for name in (CODE_COLUMN, NAME_COLUMN) if name not in table.header]
    if missing:
        fault = f"The file {str(path)!r} lacks the column {' and '.join(missing)}; add it."
        raise ColumnsMissingError(fault)
    at_code, at_name = table.header.index(CODE_COLUMN), table.header.index(NAME_COLUMN)
    names: dict[str, str] = {}
    for position, (number, row) in enumerate(zip(table.row_numbers, table.rows, strict=True)):
        code, name = row[at_code].strip(), row[at_name].strip()
        is_good = _CODE.fullmatch(code) and name and code not in names
        if position in table.problems or not is_good:
            fault = (
                f"The file {str(path)!r} has in row {number} no code of a country and its "
                f"name, or a code for the second time: {code!r}, {name!r}; mend the row."
            )
            raise SourceUnreadableError(fault)
        names[code] = name
    return MappingProxyType(names)
