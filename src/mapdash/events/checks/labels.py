"""Hold the columns that are limited to a list of words to that list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdash.events.checks.draft import is_in
from mapdash.events.columns import (
    ACTOR_SEPARATOR,
    CATEGORIES,
    CONFIDENCES,
    STATUSES,
    UNCATEGORISED,
)
from mapdash.events.countries import is_country_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdash.events.checks.draft import Draft


def check_labels(draft: Draft) -> None:
    """Repair categories, statuses and confidences that are none of those in use."""
    draft.repair(
        ~draft.is_given("category"),
        "category",
        f"No category is given; the event counts as {UNCATEGORISED}.",
        UNCATEGORISED,
    )
    mend_spelling(draft, "category", (*CATEGORIES, UNCATEGORISED))
    draft.repair(
        ~is_in(draft.texts["category"], (*CATEGORIES, UNCATEGORISED)),
        "category",
        f"“{{value}}” is none of the categories; the event counts as {UNCATEGORISED}.",
        UNCATEGORISED,
    )
    for column, allowed in (("status", STATUSES), ("confidence", CONFIDENCES)):
        mend_spelling(draft, column, allowed)
        draft.repair(
            ~is_in(draft.texts[column], (*allowed, "")),
            column,
            f"“{{value}}” was left out; use one of: {', '.join(allowed)}.",
            "",
        )


def check_actors(draft: Draft) -> None:
    """Bring the actors into one form, and leave out what is no code of a country."""
    given = draft.texts["actors"]
    found = {text: _read_actors(text) for text in given.unique()}
    reasons = given.map({text: reason for text, (_, reason) in found.items()}).astype("str")
    draft.repair((reasons != "").to_numpy(), "actors", reasons)
    codes = given.map({text: codes for text, (codes, _) in found.items()})
    draft.texts["actors"] = codes.astype("str")


def mend_spelling(draft: Draft, column: str, allowed: Sequence[str]) -> None:
    """Repair words that differ from an allowed one in capitals or spaces only."""
    is_odd = ~is_in(draft.texts[column], (*allowed, ""))
    if not is_odd.any():
        return
    meant = {_plain(word): word for word in allowed}
    texts = draft.texts[column]
    mended = texts.map({text: meant.get(_plain(text), "") for text in texts[is_odd].unique()})
    is_mended = is_odd & is_in(mended, allowed)
    draft.repair(is_mended, column, "“{value}” was spelt as the list has it.", mended)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _read_actors(text: str) -> tuple[str, str]:
    """Return the codes in one form, and what had to be done to them ("" for nothing)."""
    named = [name.strip() for name in text.split(ACTOR_SEPARATOR) if name.strip()]
    known = dict.fromkeys(name.upper() for name in named if is_country_code(name.upper()))
    unknown = [name for name in named if name.upper() not in known]
    reasons = []
    if unknown:
        reasons.append(f"No country codes, left out: {', '.join(unknown)}.")
    if any(name.upper() != name for name in named if name.upper() in known):
        reasons.append("Codes were put into capitals.")
    if len(known) + len(unknown) < len(named):
        reasons.append("A country that is named twice was kept once.")
    return ACTOR_SEPARATOR.join(known), " ".join(reasons)
