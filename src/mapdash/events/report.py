"""What validation did to every row: the report that keeps rows from being lost silently."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

import pandas as pd

Action = Literal["repaired", "rejected"]


@dataclass(frozen=True, slots=True)
class RowIssue:
    """Say what was wrong with one cell and what was done about it.

    Parameters
    ----------
    row_number : int
        The row in the file as a spreadsheet counts it: the header is row 1.
    event_id : str
        "" where the row has none.
    column : str
        The column that is at fault, "" where it is the row as a whole.
    value : str
        The original text of the cell.
    reason : str
        What is wrong and what was done, for a person.
    action : {"repaired", "rejected"}
    """

    row_number: int
    event_id: str
    column: str
    value: str
    reason: str
    action: Action


ISSUE_COLUMNS = ("row_number", "event_id", "column", "value", "reason", "action")


def _no_rows() -> pd.DataFrame:
    return pd.DataFrame({"reason": pd.Series([], dtype="str")})


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """Account for every row of a raw table: accepted + repaired + rejected = read.

    Parameters
    ----------
    read, accepted, repaired, rejected : int
        Rows in all, taken as they are, taken with a repair (a row counts once, however
        many of its cells were repaired), and refused.
    issues : tuple of RowIssue
        In the order of the file.
    notes : tuple of str
        What is to be said of the table as a whole, one sentence each.
    rejected_rows : DataFrame of shape (rejected, 1 + columns of the raw table)
        The refused rows as they came, indexed by row number, with the column `reason`
        first. It takes no part in comparisons.
    """

    read: int = 0
    accepted: int = 0
    repaired: int = 0
    rejected: int = 0
    issues: tuple[RowIssue, ...] = ()
    notes: tuple[str, ...] = ()
    rejected_rows: pd.DataFrame = field(default_factory=_no_rows, compare=False, repr=False)

    def to_frame(self) -> pd.DataFrame:
        """Return the issues as a table.

        Returns
        -------
        table : DataFrame of shape (issues, 6)
            One row an issue, in the order of the file, with the columns row_number,
            event_id, column, value, reason and action.
        """
        cells = map(attrgetter(*ISSUE_COLUMNS), self.issues)
        table = pd.DataFrame(cells, columns=ISSUE_COLUMNS)
        return table.astype(dict.fromkeys(ISSUE_COLUMNS[1:], "str") | {"row_number": "int64"})

    def sentence(self) -> str:
        """Return the whole report in one sentence.

        Returns
        -------
        sentence : str
            Such as "113 rows read: 110 accepted, 2 repaired, 1 refused."
        """
        if not self.read:
            return "The table has no rows."
        rows = "1 row" if self.read == 1 else f"{self.read:,} rows"
        if self.accepted == self.read:
            return f"{rows} read and accepted."
        return (
            f"{rows} read: {self.accepted:,} accepted, {self.repaired:,} repaired, "
            f"{self.rejected:,} refused."
        )
