"""What the presenter calls the filters and their values, for a panel that asks no server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mapdash.events import PINNED_PRECISIONS
from mapdash.filters import (
    AT_LEAST_TOWN,
    DIMENSION_LABELS,
    VALUE_DIMENSIONS,
    value_in_words,
)
from mapdash.filters.words import NOT_STATED

if TYPE_CHECKING:
    from mapdash.filters import FilterIndex


def filter_words(index: FilterIndex) -> dict[str, Any]:
    """Say how dimensions and values are called.

    Parameters
    ----------
    index : FilterIndex

    Returns
    -------
    words : dict of str to JSON
        ``dimensions``: the label of each; ``values``: by dimension the words of the values
        that are not called as they stand in the data; ``notStated``: the words for no value;
        ``atLeastTown``: the label of the precisions that are drawn as a dot, and these.
    """
    values = {}
    for dimension in VALUE_DIMENSIONS:
        named = {
            value: value_in_words(dimension, value, index.country_names)
            for value in index.values(dimension)
        }
        values[dimension] = {value: words for value, words in named.items() if words != value}
    return {
        "dimensions": dict(DIMENSION_LABELS),
        "values": values,
        "notStated": NOT_STATED,
        "atLeastTown": {"label": AT_LEAST_TOWN, "values": list(PINNED_PRECISIONS)},
    }
