"""Finding a province by the words of a source: exactly, or not at all."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdash.filters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

CODE = re.compile(r"\b[A-Z]{2}-[A-Z0-9]{1,3}\b")
_REMARK = re.compile(r"\([^()]*\)")

_KINDS: Mapping[str, frozenset[str]] = {
    "region": frozenset({"region", "oblast", "voblast", "voblasc", "oblys"}),
    "district": frozenset({"district", "okrug", "rayon", "raion", "rajon"}),
    "city": frozenset({"city", "grad", "municipality", "town", "horad", "gorod", "capital"}),
    "province": frozenset({"province", "provincia", "sheng"}),
    "territory": frozenset({"territory", "krai", "kray"}),
    "county": frozenset({"county", "zupanija", "megye"}),
    "state": frozenset({"state"}),
    "governorate": frozenset({"governorate", "muhafazah"}),
    "republic": frozenset({"republic"}),
    "department": frozenset({"department"}),
    "prefecture": frozenset({"prefecture"}),
    "canton": frozenset({"canton"}),
}
"""Words that say what a unit is, in the spellings that sources use, by the English word."""
_KIND_OF_WORD = {word: kind for kind, words in _KINDS.items() for word in words}
_FILLERS = frozenset({"of", "the", "autonomous", "administrative", "special", "metropolitan"})


@dataclass(frozen=True, slots=True, eq=False)
class ProvinceNames:
    """Hold the names of the provinces of one country, folded.

    ``names`` are the English ones and ``alternates`` those in all languages; ``bare`` is both
    without the words that say what a unit is. Each maps to the codes that go by it.
    """

    codes: frozenset[str]
    names: Mapping[str, frozenset[str]]
    alternates: Mapping[str, frozenset[str]]
    bare: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]

    @classmethod
    def build(cls, provinces: pd.DataFrame) -> ProvinceNames:
        """Fold the names of *provinces*, rows of the frame of `mapdash.borders.Borders`."""
        names: dict[str, set[str]] = defaultdict(set)
        alternates: dict[str, set[str]] = defaultdict(set)
        bare: dict[str, set[str]] = defaultdict(set)
        columns = [provinces[c].tolist() for c in ("code", "name", "local_name", "alternates")]
        for code, name, local_name, others in zip(*columns, strict=True):
            names[fold(name)].add(code)
            folded = {fold(text) for text in (name, local_name, *others)}
            for text in folded:
                alternates[text].add(code)
                bare[_without_kind(text)[0]].add(code)
        for index in (names, alternates, bare):
            index.pop("", None)
        types = dict(zip(columns[0], provinces["type"].tolist(), strict=True))
        return cls(
            codes=frozenset(types),
            names=_frozen(names),
            alternates=_frozen(alternates),
            bare=_frozen(bare),
            kinds={code: _kind_of(text) for code, text in types.items()},
        )

    def find(self, text: str) -> str | None:
        """Return the code of the one province that *text* names.

        The steps, first to last: an ISO 3166-2 code in the text; the English name; a name in
        any language; the same without a remark in brackets; and each again without words such
        as "province", which then decide between units of one name.
        """
        mentioned = {code for code in CODE.findall(text) if code in self.codes}
        if mentioned or text.strip() in self.codes:
            return _only(mentioned or {text.strip()})
        for asked in dict.fromkeys((fold(text), fold(_REMARK.sub(" ", text)))):
            found = self._find_folded(asked)
            if found is not None:
                return found
        return None

    def _find_folded(self, asked: str) -> str | None:
        for index in (self.names, self.alternates):
            if asked in index:
                return _only(index[asked])
        plain, kind = _without_kind(asked)
        candidates = self.bare.get(plain, frozenset())
        if kind:
            of_kind = {code for code in candidates if self.kinds[code] == kind}
            candidates = frozenset(of_kind) or candidates
        return _only(candidates) or _only(self.names.get(plain, frozenset()))


def _without_kind(folded: str) -> tuple[str, str]:
    words = folded.split()
    kinds = [_KIND_OF_WORD[word] for word in words if word in _KIND_OF_WORD]
    kept = [word for word in words if word not in _KIND_OF_WORD and word not in _FILLERS]
    return " ".join(kept), kinds[0] if kinds else ""


def _kind_of(type_: str) -> str:
    return _without_kind(fold(type_))[1]


def _only(codes: Iterable[str]) -> str | None:
    found = set(codes)
    return found.pop() if len(found) == 1 else None


def _frozen(index: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {text: frozenset(codes) for text, codes in index.items()}
