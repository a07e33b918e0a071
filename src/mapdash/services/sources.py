"""The numbered sources of what a screen shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mapdash.services.screens import on_screen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mapdash.bounds import Bounds
    from mapdash.services.dataset import Dataset
    from mapdash.services.source_index import Sources

MOST_SOURCES: Final = 60
"""The most sources that one screen lists; how many there are besides is said."""


def sources_on_screen(
    dataset: Dataset,
    visible: NDArray[np.bool_],
    bounds: Bounds | None,
    chosen: int,
    *,
    limit: int = MOST_SOURCES,
) -> Sources:
    """Return the distinct sources of what a screen shows.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)
        What the filter lets through.
    bounds : Bounds or None
        What the map shows; None for all of it, and then what is not on the map counts as well.
    chosen : int
        The row of the chosen event, whose sources come first wherever it lies; -1 for none.
    limit : int, default 60

    Returns
    -------
    sources : Sources
        Those of `mapdash.services.on_screen` and of the chosen event.
    """
    shown = on_screen(dataset, visible, bounds)
    if chosen >= 0:
        shown[chosen] = True
    return dataset.sources.of_events(shown, chosen, limit)
