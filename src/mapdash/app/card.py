"""The card of the chosen event, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mapdash.render.cards import event_cards

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mapdash.services import Dataset, Distances

LEFT_OUT: Final = "The current filters leave this event out."


def card_data(
    dataset: Dataset,
    row: int,
    visible: NDArray[np.bool_],
    *,
    takes_focus: bool,
    distances: Distances | None = None,
) -> dict[str, Any]:
    """Say what the card shows.

    Parameters
    ----------
    dataset : Dataset of n events
    row : int
        Of the chosen event; -1 for none.
    visible : array of bool, shape (n,)
        Which events the filter lets through.
    takes_focus : bool
        Whether the keyboard goes to the card when it opens.
    distances : Distances, optional
        From the border or place that the reader chose.

    Returns
    -------
    data : dict
        What `card.js` takes.
    """
    if row < 0:
        return {"event": None, "takesFocus": False}
    (event,) = event_cards(dataset, [row])
    if not visible[row]:
        event["flags"].append(LEFT_OUT)
    event["distance"] = distances.in_words(row) if distances else ""
    return {"event": event, "takesFocus": takes_focus}
