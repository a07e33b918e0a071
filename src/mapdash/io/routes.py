"""Read routes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from mapdash.errors import ColumnsMissingError, SourceUnreadableError
from mapdash.io.csv_rows import split_csv
from mapdash.io.text import open_text
from mapdash.layers.routes import ROUTE_MODES, RouteMode, RouteRow, Town

if TYPE_CHECKING:
    from pathlib import Path

ROUTE_COLUMNS = ("id", "title", "mode", "towns", "events", "part_of", "note")
"""The columns of a file of routes."""

LIST_SEPARATOR = ";"
"""What stands between towns and between events."""

FEWEST_TOWNS = 2

_TOWN = re.compile(r"(.+?)\s*\(([A-Z]{3})\)")


def read_routes(path: Path) -> tuple[RouteRow, ...]:
    """Read schematic routes through towns.

    Parameters
    ----------
    path : Path
        A CSV file in UTF-8 with the columns `ROUTE_COLUMNS`; others are left alone. Towns
        stand from one end to the other, each with its country, as in
        "Soroksár (HUN); Kelebia (HUN)".

    Returns
    -------
    rows : tuple of RouteRow
        In the order of the file; none where it has a header only.

    Raises
    ------
    SourceUnreadableError
        If the file cannot be read, or a cell of it is not what its column is for; the message
        names row and column.
    ColumnsMissingError
        If a column is missing.
    """
    table = split_csv(open_text(path), path)
    missing = [name for name in ROUTE_COLUMNS if name not in table.header]
    if missing:
        fault = f"The file {str(path)!r} lacks the column {' and '.join(missing)}; add it."
        raise ColumnsMissingError(fault)
    routes: dict[str, RouteRow] = {}
    for position, (number, fields) in enumerate(zip(table.row_numbers, table.rows, strict=True)):
        if position in table.problems:
            fault = f"The file {str(path)!r}, row {number}: {table.problems[position]}"
            raise SourceUnreadableError(fault)
        cells = dict(zip(table.header, (field.strip() for field in fields), strict=True))
        row = _Reading(path, number, cells).route()
        if row.id in routes:
            _Reading(path, number, cells).refuse("id", "stands twice; give each route its own")
        routes[row.id] = row
    _check_parts(path, routes)
    return tuple(routes.values())


@dataclass(frozen=True, slots=True)
class _Reading:
    """Take a route out of one row of a file."""

    path: Path
    number: int
    cells: dict[str, str]

    def route(self) -> RouteRow:
        return RouteRow(
            id=self._text("id"),
            title=self._text("title"),
            mode=self._mode(),
            towns=self._towns(),
            event_ids=self._list("events"),
            part_of=self.cells["part_of"],
            note=self.cells["note"],
        )

    def refuse(self, column: str, reason: str) -> NoReturn:
        """Raise what is wrong with a cell; *reason* goes on "the value x "."""
        message = (
            f"The file {str(self.path)!r}, row {self.number}, column {column!r}: "
            f"the value {self.cells[column]!r} {reason}."
        )
        raise SourceUnreadableError(message)

    def _text(self, column: str) -> str:
        text = self.cells[column]
        if not text:
            self.refuse(column, "is empty; every route needs one")
        return text

    def _mode(self) -> RouteMode:
        mode = next((mode for mode in ROUTE_MODES if mode == self.cells["mode"]), None)
        if mode is None:
            self.refuse("mode", f"is none of {', '.join(ROUTE_MODES)}; write one of them")
        return mode

    def _list(self, column: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in self._text(column).split(LIST_SEPARATOR))
        if "" in parts or len(set(parts)) < len(parts):
            self.refuse(column, "has a part that is empty or stands twice; mend the list")
        return parts

    def _towns(self) -> tuple[Town, ...]:
        towns = []
        for text in self._list("towns"):
            match = _TOWN.fullmatch(text)
            if match is None:
                reason = f"has the town {text!r} without its country; write “{text} (SRB)”"
                self.refuse("towns", reason)
            towns.append(Town(*match.groups()))
        if len(towns) < FEWEST_TOWNS:
            self.refuse("towns", "has fewer than two towns; a line needs both of its ends")
        return tuple(towns)


def _check_parts(path: Path, routes: dict[str, RouteRow]) -> None:
    for row in routes.values():
        whole = routes.get(row.part_of)
        if row.part_of and (whole is None or whole.part_of):
            fault = (
                f"The file {str(path)!r}, column 'part_of': the route {row.id!r} is part of "
                f"{row.part_of!r}, which is no whole route of the file; name one or leave it empty."
            )
            raise SourceUnreadableError(fault)
