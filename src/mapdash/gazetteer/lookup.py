"""What single phrases of a text name: exactly, by kind, within a longer name, or nearly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mapdash.filters import fold
from mapdash.gazetteer.keys import key_of, strip_kind
from mapdash.gazetteer.parsing import (
    Phrase,
    grams_of,
    is_code,
    is_general,
    linked_phrases,
    pieces_of,
    runs_of,
    without_possessive,
)
from mapdash.gazetteer.ranking import BY_KIND, GUESS, PART, Hit, rank_rows
from mapdash.gazetteer.table import CODE, DERIVED, MAIN
from mapdash.gazetteer.vocabulary import AIRFIELD_KINDS, COUNTRY, KIND_PHRASES, PROVINCE, TOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mapdash.gazetteer.parsing import Role, Run
    from mapdash.gazetteer.table import PlaceTable, Rows

    LikeRows = Callable[[str, int], list[tuple[int, float]]]

NEAR_KM = 25.0
"""How far off "near" a town, or "in the district of" its name, may be."""
_WIDE_KINDS = AIRFIELD_KINDS | {PROVINCE}
"""Kinds of which the town that gives them its name may be that far off."""
_ADDED = frozenset({"comma", "remark"})
NEAR_SHARE = 0.8
MOST_FUZZY_TEXTS = 3
MOST_FUZZY_WORDS = 4
LIKENESS_SHARE = 0.85
KIND_BONUS = 0.04
WORTH_BONUS = 0.06


@dataclass(frozen=True, slots=True)
class Named:
    """Hold what words of a text name.

    Parameters
    ----------
    words : str
    role : str
        A `mapdash.gazetteer.parsing.Role`.
    hits : tuple of Hit
        Ranked; empty for a name that is not in the table.
    is_doubtful : bool, optional
        Whether the text says of the place what does not fit.
    """

    words: str
    role: Role
    hits: tuple[Hit, ...]
    is_doubtful: bool = False

    @property
    def is_guess(self) -> bool:
        """Whether there are only guesses."""
        return all(hit.is_guess for hit in self.hits)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Look phrases up in one country, or in all.

    Parameters
    ----------
    table : PlaceTable
    country : int
        A number of `PlaceTable.country`, or -1 for any.
    has_case : bool
        Whether capitals tell names in the text.
    """

    table: PlaceTable
    country: int
    has_case: bool

    def exact(self, text: str, base: float) -> list[Hit]:
        """Return the hits for *text* as a name.

        Parameters
        ----------
        text : str
        base : float
            `WHOLE` for the whole text.

        Returns
        -------
        hits : list of Hit
        """
        key = key_of(text)
        if not key:
            return []
        rows, ranks = self.table.find(key, self.country)
        is_usable = ranks != CODE
        if is_code(text):
            is_country = self.table.kind.numbers[rows] == self.table.kind.number(COUNTRY)
            ranks = np.where((ranks == CODE) & is_country, MAIN, ranks)
            is_usable[:] = True
        return rank_rows(self.table, rows[is_usable], ranks[is_usable], base)

    def as_one(self, text: str, base: float) -> list[Hit]:
        """Return the hits for *text* as a name, or as a name with words for a kind of place.

        Parameters
        ----------
        text : str
        base : float

        Returns
        -------
        hits : list of Hit
            Both ways together where the text is but an alternate name: "City of Belgrade" is
            one in Montana.
        """
        hits = self.exact(text, base)
        bare, kind = strip_kind(text)
        if not kind or is_general(bare) or any(hit.base >= base for hit in hits):
            return hits
        rows = {hit.row for hit in hits}
        others = [hit for hit in self.by_kind(bare, kind) if hit.row not in rows]
        if hits and not any(hit.is_whole for hit in others):
            return hits
        return sorted([*hits, *others], key=lambda hit: (-hit.worth, hit.row))

    def by_kind(self, bare: str, kind: str) -> list[Hit]:
        """Return the hits for a name beside words that say what kind of place is meant.

        Parameters
        ----------
        bare : str
            The name without those words.
        kind : str

        Returns
        -------
        hits : list of Hit
            Only those of the kind, where there are such; else the town that the site is in or
            near, and not the place itself. For an air base then the town's airport is a guess.
        """
        rows, ranks = self.table.find(key_of(bare), self.country)
        is_name = ranks <= DERIVED
        rows, ranks = rows[is_name], ranks[is_name]
        if not len(rows):
            return []
        served = self._airfields_of(rows) if kind in AIRFIELD_KINDS else []
        reached = dict.fromkeys((*rows.tolist(), *served))
        if met := [row for row in reached if self._is(row, kind)]:
            weight = self.table.weight
            hits = [Hit(row, float(weight[row]), BY_KIND, is_whole=True) for row in met]
            return sorted(hits, key=lambda hit: (-hit.worth, hit.row))
        least = NEAR_KM if kind in _WIDE_KINDS else 0.0
        hits = _as_part(rank_rows(self.table, rows, ranks, PART), least)
        known = {hit.row for hit in hits}
        return [*hits, *(self._guess(row, 0.0, kind) for row in served if row not in known)]

    def _is(self, row: int, kind: str) -> bool:
        return self.table.kind[row] == kind

    def _airfields_of(self, rows: Rows) -> list[int]:
        return [int(row) for row in np.flatnonzero(np.isin(self.table.town, rows))]

    def names_of(self, phrases: Iterable[Phrase]) -> list[Named]:
        """Return what the phrases of a longer text name, in its order.

        Words for a kind of place without a name ("steel mill, Smederevo") go with the name that
        follows.

        Parameters
        ----------
        phrases : iterable of Phrase

        Returns
        -------
        names : list of Named
            Without hits where a phrase has a name that is not in the table; none for a phrase
            that has only general words.
        """
        found: list[Named] = []
        kind = ""
        for phrase in phrases:
            hits = self._of_kind(phrase.text, kind) if phrase.role in _ADDED else []
            if hits:
                found.append(Named(phrase.text, phrase.role, tuple(_as_part(hits))))
            else:
                found += self._names_in(phrase)
            kind = self._lone_kind(phrase.text)
        return found

    def _names_in(self, phrase: Phrase) -> list[Named]:
        if is_general(phrase.text):
            return []
        if hits := self.as_one(phrase.text, PART):
            return [Named(phrase.text, phrase.role, tuple(_as_part(hits)))]
        found: list[Named] = []
        kind = ""
        for part in linked_phrases(phrase):
            hits = self._of_kind(part.text, kind) if part.role == "within" else []
            if hits:
                found.append(Named(part.text, part.role, tuple(hits)))
            else:
                found += self._names_in_part(part)
            kind = self._lone_kind(part.text)
        return found

    def _of_kind(self, text: str, kind: str) -> list[Hit]:
        hits = self.by_kind(text, kind) if kind else []
        return hits if any(hit.is_whole for hit in hits) else []

    def _lone_kind(self, text: str) -> str:
        """Return the kind that *text* means if it has no name, such as "HBIS steel mill"."""
        if runs_of(text, has_case=self.has_case):
            return ""
        return KIND_PHRASES.get(tuple(fold(text).split()), "") or strip_kind(text)[1]

    def _names_in_part(self, part: Phrase) -> Iterator[Named]:
        if is_general(part.text):
            return
        if hits := self.as_one(part.text, PART):
            yield self._named(part.text, part.role, hits)
            return
        for run in runs_of(part.text, has_case=self.has_case):
            yield from self._names_in_run(run, part.role)

    def _names_in_run(self, run: Run, role: Role) -> Iterator[Named]:
        for text in dict.fromkeys((run.text, without_possessive(run.text))):
            if hits := self.exact(text, PART):
                yield self._named(text, role, _as_part(hits))
                return
        pieces = [(piece, self.exact(piece, PART)) for piece in pieces_of(run)]
        if pieces and all(hits for _, hits in pieces):
            for number, (piece, hits) in enumerate(pieces):
                yield self._named(piece, "line" if number else role, _as_part(hits))
            return
        for gram in grams_of(run):
            if hits := self.exact(without_possessive(gram), GUESS):
                yield Named(gram, role, tuple(replace(h, is_guess=True) for h in _as_part(hits)))
                return
        yield Named(run.text, role, ())

    def _named(self, words: str, role: Role, hits: list[Hit]) -> Named:
        if role == "near":
            hits = [replace(h, base=h.base * NEAR_SHARE) for h in _as_part(hits, NEAR_KM)]
        return Named(words, role, tuple(hits))

    def like(self, texts: list[str], like_rows: LikeRows) -> list[Named]:
        """Return guesses for texts of which nothing was found.

        Parameters
        ----------
        texts : list of str
        like_rows : callable
            As `mapdash.gazetteer.fuzzy.LikeNames.find`.

        Returns
        -------
        names : list of Named
            The best likeness first.
        """
        found = []
        for text in texts[:MOST_FUZZY_TEXTS]:
            bare, kind = strip_kind(text)
            if len(bare.split()) > MOST_FUZZY_WORDS:
                continue
            hits = [
                self._guess(row, likeness, kind)
                for row, likeness in like_rows(key_of(bare), self.country)
            ]
            if hits:
                hits.sort(key=lambda hit: (-hit.base, -hit.worth, hit.row))
                found.append(Named(text, "head", tuple(hits)))
        return sorted(found, key=lambda named: -named.hits[0].base)

    def _guess(self, row: int, likeness: float, kind: str) -> Hit:
        worth = float(self.table.weight[row])
        bonus = KIND_BONUS * self._is(row, kind) + WORTH_BONUS * min(np.log10(worth) / 9.0, 1.0)
        base = likeness * LIKENESS_SHARE + bonus
        return Hit(row, worth, float(base), is_whole=self._is(row, TOWN), is_guess=True)


def _as_part(hits: list[Hit], least_radius_km: float = 0.0) -> list[Hit]:
    return [
        replace(hit, is_whole=False, least_radius_km=max(hit.least_radius_km, least_radius_km))
        for hit in hits
    ]
