"""Free-text search over events, whatever the script and the accents of either side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapdash.filters.coded import sorted_distinct
from mapdash.filters.folding import has_many_spellings, simplify, skeleton, to_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

TextOfEvents = tuple[pa.Array, "NDArray[np.intp] | None"]

MIN_SKELETON_LETTERS = 4
"""Shorter words are too coarse to be compared by their skeletons: бор would find barrier."""


@dataclass(frozen=True, slots=True, eq=False)
class SearchIndex:
    """Hold the distinct words of all events, and which events have each.

    A search compares its words with the few thousand distinct ones instead of with the text
    of every event, which is the same: no searched word holds a space. All arrays are
    read-only.

    Parameters
    ----------
    size : int
        The number of events n.
    words : pyarrow array of text, shape (k,)
        The distinct words as `fold` spells them; different words may be spelt alike.
    skeletons : pyarrow array of text, shape (k,)
        The skeleton of each word.
    is_varied : ndarray of bool, shape (k,)
        Whether the Latin spelling of the word varies.
    starts : ndarray of intp, shape (k + 1,)
        Where in *rows* the events of each word start.
    rows : ndarray of intp, shape (m,)
        Positions of events, from 0.
    """

    size: int
    words: pa.Array
    skeletons: pa.Array
    is_varied: NDArray[np.bool_]
    starts: NDArray[np.intp]
    rows: NDArray[np.intp]

    @classmethod
    def build(cls, columns: Iterable[TextOfEvents], size: int) -> Self:
        """Collect the words of columns of text.

        Parameters
        ----------
        columns : iterable of (texts, rows)
            Texts without missing values, and for each text the position of its event; None
            where text i is of event i.
        size : int
            The number of events n.

        Returns
        -------
        index : SearchIndex
        """
        words_and_rows = [_words_of(texts, rows) for texts, rows in columns]
        entries = pa.concat_arrays([words for words, _ in words_and_rows]).dictionary_encode()
        rows = np.concatenate([rows for _, rows in words_and_rows])
        simplified: list[str] = entries.dictionary.to_pylist()
        keys = sorted_distinct(np.asarray(entries.indices).astype(np.intp) * size + rows)
        starts = np.searchsorted(keys, np.arange(len(simplified) + 1) * size)
        latin = [to_latin(word) for word in simplified]
        is_varied = np.array([has_many_spellings(word) for word in simplified], dtype=np.bool_)
        positions = keys % max(size, 1)
        for array in (is_varied, starts, positions):
            array.setflags(write=False)
        return cls(
            size=size,
            words=pa.array(latin, pa.large_string()),
            skeletons=pa.array([skeleton(word) for word in latin], pa.large_string()),
            is_varied=is_varied,
            starts=starts,
            rows=positions,
        )

    def mask(self, search: str) -> NDArray[np.bool_]:
        """Tell which events hold every word of a search, each anywhere within a word.

        Parameters
        ----------
        search : str
            Any Unicode. Without a letter, a digit or a symbol it matches every event.

        Returns
        -------
        mask : ndarray of bool, shape (n,), in the order of the events
        """
        mask = np.ones(self.size, dtype=np.bool_)
        for word in searched_words(search):
            found = np.zeros(self.size, dtype=np.bool_)
            found[self._events_with(self._is_hit(word))] = True
            mask &= found
        return mask

    def _is_hit(self, word: str) -> NDArray[np.bool_]:
        is_hit = _contains(self.words, to_latin(word))
        bones = skeleton(to_latin(word))
        if len(bones) < MIN_SKELETON_LETTERS:
            return is_hit
        if has_many_spellings(word):
            return is_hit | _contains(self.skeletons, bones)
        if self.is_varied.any():
            return is_hit | (self.is_varied & _contains(self.skeletons, bones))
        return is_hit

    def _events_with(self, is_hit: NDArray[np.bool_]) -> NDArray[np.intp]:
        starts, ends = self.starts[:-1][is_hit], self.starts[1:][is_hit]
        lengths = ends - starts
        before = np.cumsum(lengths) - lengths
        entries = np.arange(lengths.sum()) + np.repeat(starts - before, lengths)
        rows: NDArray[np.intp] = self.rows[entries]
        return rows


def searched_words(search: str) -> Iterator[str]:
    """Yield the words that a search asks for, simplified, without those that say nothing.

    Parameters
    ----------
    search : str
        Any Unicode.

    Yields
    ------
    word : str
        In the order given; repeated ones once.
    """
    for word in dict.fromkeys(simplify(search).split()):
        if to_latin(word):
            yield word


def _words_of(texts: pa.Array, rows: NDArray[np.intp] | None) -> tuple[pa.Array, NDArray[np.intp]]:
    encoded = texts.dictionary_encode()
    simplified = [simplify(text) for text in encoded.dictionary.to_pylist()]
    lists = pc.split_pattern(pa.array(simplified, pa.large_string()), " ").take(encoded.indices)
    entries = np.asarray(pc.list_parent_indices(lists)).astype(np.intp)
    return pc.list_flatten(lists), entries if rows is None else rows[entries]


def _contains(texts: pa.Array, part: str) -> NDArray[np.bool_]:
    return np.asarray(pc.match_substring(texts, part), dtype=np.bool_)
