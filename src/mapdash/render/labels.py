"""Labels: what a map document says of single events, fetched for those that are pointed at.

Of a million events a reader points at a few hundred. So a document asks for the rows that it
needs, by their numbers, and an answer is written when it is asked for.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

MOST_ROWS: Final = 4096
"""Rows of one answer; a dataset of no more is fetched in one."""

_NAME: Final = re.compile(r"labels-([0-9]{1,9}(?:-[0-9]{1,9}|(?:\.[0-9]{1,9})*))\.json")
_HASHED_AT_ONCE: Final = 65_536


class Labels:
    """Answer for the labels of one dataset; a `mapdash.render.published.Family`.

    Parameters
    ----------
    title : Series of str, shape (n,)
    when, where : array of str, shape (n,)
        One text an event, in the order of the dataset. Kept as they are, and shared.
    """

    media_type = "application/json"

    def __init__(
        self, title: pd.Series[str], when: NDArray[np.object_], where: NDArray[np.object_]
    ) -> None:
        self._title = title
        self._when = when
        self._where = where

    def digest(self) -> str:
        """Return the SHA-256 of all labels, in 64 hexadecimal digits."""
        digest = hashlib.sha256()
        for start in range(0, len(self._title), _HASHED_AT_ONCE):
            part = slice(start, start + _HASHED_AT_ONCE)
            for texts in (self._title.iloc[part], self._when[part], self._where[part]):
                lengths = ",".join(map(str, map(len, texts)))
                digest.update(f"{lengths}\n{''.join(texts)}".encode())
        return digest.hexdigest()

    def member(self, name: str) -> bytes | None:
        """Encode the labels that a name asks for.

        Parameters
        ----------
        name : str
            "labels-", then the first and the last row with a dash between them, or up to
            `MOST_ROWS` rows with dots between them, then ".json".

        Returns
        -------
        data : bytes or None
            JSON in UTF-8: ``title``, ``when`` and ``where``, each in the order asked for. The
            document sets it with ``textContent``; nothing in it is markup. None where *name* is
            another, or asks for a row that there is not or for too many.
        """
        form = _NAME.fullmatch(name)
        rows = self._rows(form[1]) if form else None
        if rows is None:
            return None
        labels = {
            "title": self._title.iloc[rows].tolist(),
            "when": self._when[rows].tolist(),
            "where": self._where[rows].tolist(),
        }
        return json.dumps(labels, ensure_ascii=False, allow_nan=False).encode()

    def _rows(self, asked: str) -> NDArray[np.int64] | None:
        first, dash, last = asked.partition("-")
        if dash:
            start, end = int(first), int(last) + 1
            is_good = start < end <= min(len(self._title), start + MOST_ROWS)
            return np.arange(start, end) if is_good else None
        rows = np.array(asked.split("."), dtype=np.int64)
        is_good = len(rows) <= MOST_ROWS and int(rows.max()) < len(self._title)
        return rows if is_good else None
