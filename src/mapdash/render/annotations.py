"""Annotations to what the map document draws; its scripts measure and shape them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mapdash.layers import Drawing


def annotation_data(annotations: Iterable[Drawing]) -> list[dict[str, Any]]:
    """Return annotations as a command carries them.

    Parameters
    ----------
    annotations : iterable of Drawing

    Returns
    -------
    data : list of dict
        In the same order; each with "kind", "points" as lists of [longitude, latitude], and
        "radiusKm" of a circle or "text" of a text. Figures such as a distance are not among
        them: they follow from the points.
    """
    return [annotation.to_json() for annotation in annotations]
