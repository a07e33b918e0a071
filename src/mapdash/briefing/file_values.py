"""Values of a briefing file: texts, lists and numbers, each refused with one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from mapdash.briefing.problems import ProblemList, quoted
from mapdash.briefing.yaml_tree import Entries, Items, Node, Text
from mapdash.filters import one_line, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(r"[-+]?[0-9]{1,9}(?:\.[0-9]{1,20})?")
_YES: Final = frozenset({"true", "yes", "on"})
_NO: Final = frozenset({"false", "no", "off"})
_NAMES: Final = {Text: "a text", Items: "a list", Entries: "a group of keys"}
_PAIR: Final = 2


@dataclass(slots=True)
class Values:
    """Take values out of the keys of one part of the file; "" and absent are the same.

    Parameters
    ----------
    node : Entries
    part : str
        What has these keys, for sentences: "a scene".
    known : sequence of str
        Any other key is said and left out.
    problems : ProblemList
    """

    node: Entries
    part: str
    known: Sequence[str]
    problems: ProblemList
    held: dict[str, Node] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Keep each known key once."""
        lines: dict[str, int] = {}
        for key, value in self.node.entries:
            if key.value not in self.known:
                self.problems.add(key.line, self._unknown(key.value))
            elif key.value in lines:
                self.problems.add(
                    key.line,
                    f"“{key.value}” stands in line {lines[key.value]} already; "
                    "only the first was read.",
                )
            else:
                lines[key.value] = key.line
                if value != Text(value.line, ""):
                    self.held[key.value] = value

    def raw(self, key: str) -> str:
        """Return a text as it stands in the file."""
        value = self.held.get(key)
        if isinstance(value, Text) or value is None:
            return value.value if value else ""
        self.refuse(key, f"must be a text, not {_NAMES[type(value)]}")
        return ""

    def line(self, key: str, limit: int) -> str:
        """Return a text as one clean line."""
        return self._cut(key, one_line(self.raw(key), limit + 1), limit)

    def lines(self, key: str, limit: int) -> str:
        """Return a text of several clean lines."""
        raw = self.raw(key)
        return self._cut(key, plain_text(raw, len(raw)), limit)

    def is_on(self, key: str, *, default: bool = False) -> bool:
        """Return a switch."""
        text = self.raw(key).strip().lower()
        if text in _YES | _NO:
            return text in _YES
        if text:
            self.refuse(key, f"is {quoted(text)} and can only be true or false")
        return default

    def texts(self, key: str) -> list[str]:
        """Return a list of texts; a text alone counts as a list of one."""
        value = self.held.get(key)
        if value is None:
            return []
        if isinstance(value, Text):
            return [value.value]
        if isinstance(value, Items):
            texts = [item.value for item in value.items if isinstance(item, Text)]
            if len(texts) == len(value.items):
                return texts
        self.refuse(key, "must be a list of texts such as [one, two]")
        return []

    def number(self, key: str) -> float | None:
        """Return one number; None where there is none."""
        text = self.raw(key).strip()
        if not text or _NUMBER.fullmatch(text):
            return float(text) if text else None
        self.refuse(key, f"is {quoted(text)} and must be a number such as 25 or 2.5")
        return None

    def numbers(self, key: str, count: int, example: str) -> list[float]:
        """Return a list of so many numbers; [] where there is none."""
        found = _numbers(self.held.get(key), count)
        if not found and key in self.held:
            self.refuse(key, f"must be {count} numbers such as {example}")
        return found

    def points(self, key: str) -> list[tuple[float, float]]:
        """Return a list of points; [] where there is none."""
        value = self.held.get(key)
        if value is None:
            return []
        pairs = [_numbers(item, _PAIR) for item in value.items] if isinstance(value, Items) else []
        if not pairs or not all(pairs):
            self.refuse(
                key, "must be a list of [longitude, latitude] such as [[19, 44], [20.4, 44.8]]"
            )
            return []
        return [(x, y) for x, y in pairs]

    def within(self, key: str, part: str, known: Sequence[str]) -> Values:
        """Return the values that a key groups; none where it groups nothing."""
        value = self.held.get(key)
        if isinstance(value, Entries):
            return Values(value, part, known, self.problems)
        if value is not None:
            self.refuse(key, f"must have keys below it, not be {_NAMES[type(value)]}")
        return Values(Entries(0), part, known, self.problems)

    def items(self, key: str) -> list[Node]:
        """Return what a list holds; [] where there is none."""
        value = self.held.get(key)
        if isinstance(value, Items):
            return value.items
        if value is not None:
            self.refuse(key, f"must be a list, not {_NAMES[type(value)]}")
        return []

    def refuse(self, key: str, reason: str) -> None:
        """Say that the value of a key was left out; *reason* goes on its name."""
        self.problems.add(self.held[key].line, f"“{key}” {reason}; it was left out.")

    def explain(self, key: str, error: Exception) -> None:
        """Say that the value of a key was left out, in the words of an error of ours."""
        self.problems.add(self.held[key].line, f"{error} “{key}” was left out.")

    def _cut(self, key: str, text: str, limit: int) -> str:
        if len(text) > limit:
            self.problems.add(
                self.held[key].line,
                f"“{key}” has more than {limit:,} characters; the first {limit:,} were kept.",
            )
        return text

    def _unknown(self, key: str) -> str:
        if self.problems.is_full:
            return ""
        if key == "<<":
            return "Merge keys (“<<”) are not read; write the keys out."
        sentence = f"There is no key {quoted(key)} in {self.part}"
        plain = re.sub(r"[\s-]+", "_", key[:40].strip().lower())
        near = get_close_matches(plain, self.known, 1)
        if near:
            return f"{sentence}; did you mean “{near[0]}”? It was left out."
        return f"{sentence}; it was left out. The keys are {', '.join(self.known)}."


def _numbers(value: Node | None, count: int) -> list[float]:
    if not isinstance(value, Items) or len(value.items) != count:
        return []
    texts = [item.value if isinstance(item, Text) else "" for item in value.items]
    return [float(text) for text in texts] if all(map(_NUMBER.fullmatch, texts)) else []
