"""Find events by their id, without a look at every event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from mapdash.events import EventFrame


class RowsById:
    """Hold the ids of events in an order in which one is found in a few steps.

    Kept are numbers that stand for the ids, 16 bytes an event: a dictionary of a million ids
    would take a tenth of a gigabyte.

    Parameters
    ----------
    events : EventFrame of shape (n, columns)
    """

    def __init__(self, events: EventFrame) -> None:
        self._ids = events["id"]
        hashes = pd.util.hash_array(self._ids.array)
        self._rows = np.argsort(hashes, kind="stable")
        self._hashes = hashes[self._rows]

    def find(self, event_id: str) -> int:
        """Return the row of an event, -1 when there is none of that id."""
        try:
            wanted = pd.util.hash_array(np.array([event_id], dtype=object))[0]
        except UnicodeEncodeError:  # half of a surrogate pair, which no file can hold
            return -1
        start = np.searchsorted(self._hashes, wanted, side="left")
        end = np.searchsorted(self._hashes, wanted, side="right")
        # Different ids may have one number, so the ids themselves decide.
        found = (row for row in self._rows[start:end] if self._ids.iat[row] == event_id)
        return int(next(found, -1))
