"""The gazetteer: from a name, or a text that holds one, to places."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import numpy as np

from mapdash.filters import one_line
from mapdash.gazetteer.combining import Reading, combine
from mapdash.gazetteer.keys import key_of
from mapdash.gazetteer.listing import list_places
from mapdash.gazetteer.lookup import Lookup, Named
from mapdash.gazetteer.model import Candidate, Finding, Part
from mapdash.gazetteer.parsing import has_both_cases, is_code, phrases_of
from mapdash.gazetteer.ranking import WHOLE, Hit, candidate_of, is_ambiguous
from mapdash.gazetteer.table import CODE, DERIVED, MAIN, read_table

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from mapdash.gazetteer.fuzzy import LikeNames
    from mapdash.gazetteer.listing import ListedPlace
    from mapdash.gazetteer.table import PlaceTable

MAX_TEXT_CHARACTERS = 300
"""What is read of a longer text."""
EXACT_FACTOR = 20.0
"""How much more a place counts in suggestions whose name is just what was typed."""
ALTERNATE_FACTOR = 0.1
SUGGESTION_SCORE = 0.9

_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)


class Gazetteer:
    """Look places up by name, offline.

    Made by `open_gazetteer`. The first question reads the table; all others are answered from
    memory. May be asked from several threads at once.

    Parameters
    ----------
    folder : Path
        With places.parquet and names.parquet.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._table: PlaceTable | None = None
        self._like_names: LikeNames | None = None

    def load(self) -> None:
        """Read the table now, so that the first question need not wait for it.

        Raises
        ------
        AssetError
            As for `find`.
        """
        self._load_table()

    def find(self, name: str, country: str | None = None, *, limit: int = 8) -> Finding:
        """Find the places that a name, or a text that holds names, may mean.

        Case, accents, hyphens, apostrophes, dashes, and Cyrillic or Latin letters do not matter.
        The whole text is looked up first; then without the words that say what kind of place
        it is ("air base" then prefers air bases); then its parts, at commas, brackets, dashes and
        words such as "near" and "in"; then the capitalised words in these. Only where nothing
        is found are similar names offered, always as guesses.

        A name is ambiguous when another place of that name has a twentieth of the people of the
        first or more, and lies in another country or out of reach of it.

        Parameters
        ----------
        name : str
            Any text; of one longer than 300 characters the beginning.
        country : str or None, optional
            ISO 3166-1 alpha-3 (Kosovo: XKX): only places there. None or "" for all.
        limit : int, optional
            The most candidates to return, and the most for each part.

        Returns
        -------
        finding : Finding
            Empty where *name* names nothing that is known, or *country* is no such code.

        Raises
        ------
        AssetError
            If a file of the gazetteer is missing or damaged.
        """
        table = self._load_table()
        number = table.country.number(country) if country else -1
        text = one_line(_ADDRESS.sub(" ", name), MAX_TEXT_CHARACTERS)
        if not text or (country and number < 0):
            return Finding()
        lookup = Lookup(table, number, has_case=has_both_cases(text))
        reading = self._read(lookup, text)
        return _write(table, reading, limit)

    def suggest(self, text: str, *, limit: int = 6) -> tuple[Candidate, ...]:
        """Return the places whose name is *text* or begins with it, for a search box.

        Parameters
        ----------
        text : str
            What was typed so far.
        limit : int, optional

        Returns
        -------
        candidates : tuple of Candidate
            Places of just this name first, then by population; each place once, none a guess.

        Raises
        ------
        AssetError
            If a file of the gazetteer is missing or damaged.
        """
        table = self._load_table()
        line = one_line(text, MAX_TEXT_CHARACTERS)
        key = key_of(line).encode()
        if not key:
            return ()
        start, end = table.keys.beginning(key)
        _, after_exact = table.keys.equal(key)
        rows, ranks = table.place_of[start:end], table.rank_of[start:end]
        worth = table.weight[rows] * np.where(ranks == MAIN, 1.0, ALTERNATE_FACTOR)
        worth[: after_exact - start] *= EXACT_FACTOR
        is_offered = (ranks < DERIVED) | ((ranks == CODE) & is_code(line))
        is_offered[after_exact - start :] &= ranks[after_exact - start :] != CODE
        worth[~is_offered] = 0.0
        best = _largest(worth, limit)
        hits = {int(rows[i]): Hit(int(rows[i]), 0.0, SUGGESTION_SCORE, is_whole=True) for i in best}
        return tuple(candidate_of(table, hit, line) for hit in list(hits.values())[:limit])

    def list_places(self, countries: Collection[str] = ()) -> tuple[ListedPlace, ...]:
        """List what a map is asked for most: countries, provinces, larger towns and a few sites.

        Parameters
        ----------
        countries : collection of str, optional
            Alpha-3 codes of those whose smaller towns are listed as well.

        Returns
        -------
        places : tuple of ListedPlace
            Countries, then provinces, then towns by population, then the others: some 15,000
            to 24,000.

        Raises
        ------
        AssetError
            As for `find`.
        """
        return list_places(self._load_table(), countries)

    def _read(self, lookup: Lookup, text: str) -> Reading:
        if hits := lookup.as_one(text, WHOLE):
            return Reading((Named(text, "head", tuple(hits)),))
        names = lookup.names_of(phrases_of(text))
        reading = combine(lookup.table, names)
        if reading.parts or not names:
            return reading
        texts = dict.fromkeys([text, *(named.words for named in names)])
        like = lookup.like(list(texts), self._load_like_names().find)
        return Reading(tuple(like[:1]), tuple(like[1:]))

    def _load_table(self) -> PlaceTable:
        if self._table is None:
            with self._lock:
                if self._table is None:
                    self._table = read_table(self._folder)
        return self._table

    def _load_like_names(self) -> LikeNames:
        table = self._load_table()
        if self._like_names is None:
            with self._lock:
                if self._like_names is None:
                    from mapdash.gazetteer.fuzzy import LikeNames  # noqa: PLC0415 - rarely needed

                    self._like_names = LikeNames(table)
        return self._like_names


def open_gazetteer(folder: Path) -> Gazetteer:
    """Return the gazetteer in *folder*; nothing is read before the first question.

    Parameters
    ----------
    folder : Path
        The folder gazetteer below `mapdash.settings.Settings.geodata_path`.

    Returns
    -------
    gazetteer : Gazetteer
    """
    return Gazetteer(folder)


def _write(table: PlaceTable, reading: Reading, limit: int) -> Finding:
    parts = tuple(
        Part(
            named.words,
            tuple(candidate_of(table, hit, named.words) for hit in named.hits[:limit]),
            named.is_doubtful or is_ambiguous(table, list(named.hits)),
        )
        for named in reading.parts
    )
    firsts = [part.candidates[0] for part in parts]
    rest = [c for part in parts for c in part.candidates[1:]]
    rest += [
        candidate_of(table, hit, named.words)
        for named in reading.others
        for hit in named.hits[:limit]
    ]
    rest.sort(key=lambda c: (c.is_guess, -c.score))
    unique = {c.id: c for c in reversed([*firsts, *rest])}
    ordered = [unique[key] for key in dict.fromkeys(c.id for c in (*firsts, *rest))]
    return Finding(tuple(ordered[:limit]), parts, is_line=reading.is_line)


def _largest(worth: np.ndarray, limit: int) -> list[int]:
    """Return where the largest values are, largest first; a place may come more than once."""
    most = min(len(worth), max(limit * 8, 32))
    if most <= 0:
        return []
    best = np.argpartition(-worth, most - 1)[:most]
    ordered = best[np.lexsort((best, -worth[best]))]
    return [int(i) for i in ordered if worth[i] > 0]
