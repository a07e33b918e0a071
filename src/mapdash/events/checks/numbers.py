"""Read numbers strictly: what is not plainly a number is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from mapdash.events.checks.draft import Draft

_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?"


def read_numbers(texts: pd.Series[str]) -> NDArray[np.float64]:
    """Return the numbers that texts hold, NaN where a text is not a finite number.

    "nan", "inf" and hexadecimal numbers, which the readers of pandas let through, are
    none; nor are numbers with a decimal comma or a unit.
    """
    is_number = np.asarray(texts.str.fullmatch(_NUMBER), dtype=np.bool_)
    values = np.full(len(texts), np.nan)
    # By way of Python's float: the parsers of pandas may be off in the last digit.
    values[is_number] = texts[is_number].to_numpy(dtype=object).astype(np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def check_amounts(draft: Draft) -> None:
    """Leave out radii and amounts that are no numbers, or negative."""
    for column in ("radius_km", "amount_usd_millions"):
        values = read_numbers(draft.texts[column])
        draft.repair(
            draft.is_given(column) & np.isnan(values),
            column,
            "“{value}” is no number and was left out; write digits and a decimal point only.",
        )
        draft.repair(values < 0, column, "{value} is less than 0 and was left out.")
        draft.numbers[column] = np.where(values < 0, np.nan, values)
