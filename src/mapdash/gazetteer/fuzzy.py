"""Names that are like what was typed: offered, never taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from mapdash.gazetteer.table import PlaceTable

LEAST_LIKENESS = 78.0
"""Of 100: twice the letters in common by the letters of both (the Indel ratio)."""
SHORTEST_KEY = 4
MOST_COMPARED = 12_000
"""Of the keys of about the same length, those that share the most pairs of letters."""
LENGTH_SLACK = 3
_KEYS_AT_ONCE = 2**15
_MIX = np.uint64(0x9E3779B97F4A7C15)

Masks = npt.NDArray[np.uint64]


class LikeNames:
    """Find the keys that are like a text.

    Parameters
    ----------
    table : PlaceTable

    Notes
    -----
    Each key has a mask of 64 bits, one for each pair of neighbouring bytes (several pairs share
    a bit): counting the bits in common with those of the text is fast enough to ask every key.
    It takes about 8 bytes a key.
    """

    def __init__(self, table: PlaceTable) -> None:
        self._table = table
        self._masks = _masks_of(table.keys.data, table.keys.starts)
        self._lengths = np.diff(table.keys.starts).astype(np.int16)

    def find(self, key: str, country: int) -> list[tuple[int, float]]:
        """Return the rows of places with a name like *key*, and how like it is.

        Parameters
        ----------
        key : str
        country : int
            A number of `PlaceTable.country`, or -1 for any.

        Returns
        -------
        found : list of (row, likeness)
            Likeness from 0 to 1; each place once, by its most similar key; in no order. Nothing
            for a text of three letters or less.
        """
        if len(key) < SHORTEST_KEY:
            return []
        numbers = self._promising(key.encode(), country)
        keys = [self._table.keys[int(number)].decode() for number in numbers]
        likeness: dict[int, float] = {}
        for _, score, at in process.extract(
            key, keys, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=100
        ):
            row = int(self._table.place_of[numbers[at]])
            likeness[row] = max(likeness.get(row, 0.0), score / 100.0)
        return list(likeness.items())

    def _promising(self, key: bytes, country: int) -> npt.NDArray[np.intp]:
        slack = min(LENGTH_SLACK, max(1, len(key) // 3))
        is_near = np.abs(self._lengths - len(key)) <= slack
        if country >= 0:
            is_near &= (self._table.country.numbers == country)[self._table.place_of]
        numbers = np.flatnonzero(is_near)
        mask = _masks_of(memoryview(key), np.array([0, len(key)], np.int32))[0]
        shared = np.bitwise_count(self._masks[numbers] & mask)
        if len(numbers) > MOST_COMPARED:
            cut = np.sort(shared)[-MOST_COMPARED]
            is_kept = shared > cut
            is_kept |= (shared == cut) & self._is_weighty(numbers, MOST_COMPARED)
            numbers = numbers[is_kept]
        return numbers

    def _is_weighty(self, numbers: npt.NDArray[np.intp], most: int) -> npt.NDArray[np.bool_]:
        weight = self._table.weight[self._table.place_of[numbers]]
        return np.asarray(weight >= np.partition(weight, -most)[-most])


def _masks_of(data: memoryview, starts: npt.NDArray[np.int32]) -> Masks:
    """Return a mask for each key of two bytes or more, and 0 for the others."""
    octets = np.frombuffer(data, np.uint8)
    masks = np.zeros(len(starts) - 1, np.uint64)
    begins, ends = starts[:-1].astype(np.int64), starts[1:].astype(np.int64)
    for low in range(0, len(masks), _KEYS_AT_ONCE):
        high = min(low + _KEYS_AT_ONCE, len(masks))
        first, last = int(begins[low]), int(ends[high - 1])
        pairs = octets[first : last - 1].astype(np.uint64) * np.uint64(256)
        pairs += octets[first + 1 : last]
        bits = np.uint64(1) << ((pairs * _MIX) >> np.uint64(58))
        bits = np.append(bits, np.uint64(0))
        bits[ends[low:high][ends[low:high] > first] - 1 - first] = 0
        masks[low:high] = np.bitwise_or.reduceat(bits, begins[low:high] - first)
    return masks
