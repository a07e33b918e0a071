"""Refuse the rows that are no event: unreadable, nameless, nowhere or there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mapdash.events.checks.draft import is_in
from mapdash.events.countries import country_codes

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from mapdash.events.checks.draft import Draft


def check_problems(draft: Draft, problems: pd.Series[str]) -> None:
    """Reject the rows that the reader could not make sense of, each with its reason.

    To be called first: what else seems wrong with such a row follows from its problem.
    """
    is_unreadable = np.asarray(problems != "", dtype=np.bool_)
    draft.reject(is_unreadable, "", problems)
    draft.is_unreadable = is_unreadable


def check_identity(draft: Draft) -> None:
    """Reject rows without an id or a title, and all but the first good row of an id.

    To be called last of the checks that reject: a row that was refused for something else
    does not stand in the way of another with its id.
    """
    draft.reject(~draft.is_given("id"), "id", "The row has no id; give it one of its own.")
    draft.reject(~draft.is_given("title"), "title", "The row has no title.")
    ids, numbers = draft.texts["id"], draft.row_numbers
    firsts: dict[str, int] = {}
    is_later = np.zeros(len(ids), dtype=np.bool_)
    for position in np.flatnonzero(~draft.is_rejected & _is_repeated(ids)):
        first = firsts.setdefault(ids.iloc[position], int(numbers[position]))
        is_later[position] = first != numbers[position]
    reasons = {
        text: f"The id is that of row {number} already; give this row one of its own."
        for text, number in firsts.items()
    }
    draft.reject(is_later, "id", ids.map(reasons))


def _is_repeated(texts: pd.Series[str]) -> NDArray[np.bool_]:
    return np.asarray(texts.duplicated(keep=False), dtype=np.bool_)


def check_country(draft: Draft) -> None:
    """Reject rows without a country and those whose country is no code; mend small letters."""
    given = draft.texts["country"]
    capitals = given.str.upper()
    is_code = is_in(capitals, country_codes())
    draft.reject(~draft.is_given("country"), "country", "The row does not say where it happened.")
    draft.reject(
        ~is_code & draft.is_given("country"),
        "country",
        "“{value}” is no country code; give three letters of ISO 3166-1, such as SRB.",
    )
    draft.repair(
        is_code & np.asarray(given != capitals, dtype=np.bool_),
        "country",
        "The code “{value}” was put into capitals.",
        capitals,
    )
