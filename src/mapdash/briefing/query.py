"""Values of the query of an address: each that is of no use is left out with a notice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mapdash.briefing.annotations import MOST_ANNOTATIONS, Annotation
from mapdash.briefing.drawn import annotation_from_text
from mapdash.briefing.scene import (
    MAX_BASEMAP_CHARACTERS,
    MAX_CAPTION_CHARACTERS,
    MAX_NOTES_CHARACTERS,
    MAX_TITLE_CHARACTERS,
)
from mapdash.filters import MAX_SEARCH_CHARACTERS, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_VALUES = 500
"""The most values of one key that are read; there are 249 countries."""

MAX_VALUE_CHARACTERS = 500
MAX_QUOTED_CHARACTERS = 40

_TEXT_LIMITS = {
    "q": MAX_SEARCH_CHARACTERS,
    "basemap": MAX_BASEMAP_CHARACTERS,
    "title": MAX_TITLE_CHARACTERS,
    "caption": MAX_CAPTION_CHARACTERS,
    "notes": MAX_NOTES_CHARACTERS,
}


@dataclass(slots=True)
class QueryReading:
    """Take values out of a query and collect a notice for each that is of no use."""

    query: Mapping[str, Sequence[str]]
    notices: list[str] = field(default_factory=list)

    def single(self, key: str) -> str:
        """Return the one value of a key; "" where there is none."""
        values = self._all(key)
        if len(values) > 1:
            self.notices.append(
                f"The address gives “{key}” {len(values)} times; only the first was used."
            )
        return values[0] if values else ""

    def text(self, key: str) -> str:
        """Return free text cut to its limit; the scene cleans it."""
        text, limit = self.single(key), _TEXT_LIMITS[key]
        if len(text) > limit:
            self.notices.append(
                f"The address gives a “{key}” of more than {limit:,} characters; it was cut."
            )
        return text[:limit]

    def identifier(self, key: str) -> str:
        """Return a value that must be kept as it is; "" where it cannot be."""
        value = self.single(key)
        if _is_usable(value):
            return value
        self.refuse(key, value, "which is too long or holds broken characters")
        return ""

    def values(self, key: str) -> frozenset[str]:
        """Return the values of a key that can be compared with the data."""
        given = self._all(key)
        usable = [value for value in given[:MAX_VALUES] if _is_usable(value)]
        left_out = len(given) - len(usable)
        if left_out:
            self.notices.append(
                f"{left_out:,} of the values that the address gives for “{key}” were left out: "
                f"at most {MAX_VALUES} values of {MAX_VALUE_CHARACTERS} characters are read."
            )
        return frozenset(usable)

    def drawn(self) -> tuple[Annotation, ...]:
        """Return the annotations that can be drawn."""
        given = self._all("draw")
        drawn = [annotation_from_text(text) for text in given[:MOST_ANNOTATIONS]]
        kept = tuple(annotation for annotation in drawn if annotation is not None)
        left_out = len(given) - len(kept)
        if left_out:
            noun = "drawing" if left_out == 1 else "drawings"
            self.notices.append(
                f"{left_out:,} {noun} of the address cannot be drawn and "
                f"{'was' if left_out == 1 else 'were'} left out."
            )
        return kept

    def is_set(self, key: str, value: str) -> bool:
        """Tell whether a key that knows only one value has it."""
        given = self.single(key)
        if given and given != value:
            self.refuse(key, given, f"which can only be “{value}”")
        return given == value

    def refuse(self, key: str, value: str, reason: str) -> None:
        """Note that a value was left out; *reason* goes on "The address asked for x, "."""
        quoted = one_line(value, MAX_QUOTED_CHARACTERS + 1)
        if len(quoted) > MAX_QUOTED_CHARACTERS:
            quoted = f"{quoted[:MAX_QUOTED_CHARACTERS]}…"
        self.notices.append(f"The address asked for {key} “{quoted}”, {reason}; it was left out.")

    def _all(self, key: str) -> Sequence[str]:
        values = self.query.get(key, ())
        return [values] if isinstance(values, str) else values


def _is_usable(value: str) -> bool:
    # A lone half of a surrogate pair can stand in a Python text but in no address.
    is_encodable = not any("\ud800" <= character <= "\udfff" for character in value)
    return is_encodable and len(value) <= MAX_VALUE_CHARACTERS
