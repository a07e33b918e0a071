"""The line above the map: counts, active filters, and what the reader must be told."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from mapdash.events import day_in_words
from mapdash.filters import DIMENSION_LABELS, active_constraints, relaxations
from mapdash.services import can_zoom

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from mapdash.briefing import Scene
    from mapdash.filters import Constraint, Facets
    from mapdash.services import Dataset

MOST_CHIPS_OF_A_DIMENSION: Final = 4
MOST_OFFERS: Final = 3


def header_data(
    dataset: Dataset,
    scene: Scene,
    facets: Facets,
    visible: NDArray[np.bool_],
    *,
    notices: tuple[str, ...],
    warnings: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Say what the header shows.

    Parameters
    ----------
    dataset : Dataset
    scene : Scene
    facets : Facets
        Of the scene's filter.
    visible : array of bool, shape (n,)
        Which events the filter lets through.
    notices : tuple of str
        What the address asked for in vain.
    warnings : tuple of str
        What the reader or the settings asked for and do not get, as long as it is so.

    Returns
    -------
    data : dict
        What `header.js` takes besides the title.
    """
    return {
        "shown": f"{facets.matched:,} of {facets.total:,} events",
        "offMap": f"{facets.off_map:,} not on map",
        "asOf": f"as of {day_in_words(dataset.as_of)}" if dataset.as_of else "",
        "canZoom": can_zoom(dataset, visible),
        "chips": list(_chips(dataset, scene)),
        "notices": [
            *_data_notices(dataset),
            *({"kind": "warning", "text": text} for text in warnings),
            *(_notice(text) for text in notices),
        ],
        "empty": _empty(dataset, scene, facets),
    }


def _notice(text: str) -> dict[str, Any]:
    return {"kind": "info", "text": text, "isDismissable": True}


def _data_notices(dataset: Dataset) -> Iterator[dict[str, Any]]:
    if dataset.problem:
        yield {"kind": "error", "text": dataset.problem}
    report = dataset.report
    if report.rejected or report.repaired or report.notes:
        text = report.sentence() if report.rejected or report.repaired else report.notes[0]
        yield {"kind": "warning", "text": text, "page": "data", "pageLabel": "See which, and why"}


def _chips(dataset: Dataset, scene: Scene) -> Iterator[dict[str, Any]]:
    constraints = active_constraints(scene.filter, dataset.country_names)
    for dimension, group in groupby(constraints, key=lambda constraint: constraint.dimension):
        members = list(group)
        if len(members) > MOST_CHIPS_OF_A_DIMENSION:
            yield _summary_chip(dataset, dimension, members)
        else:
            yield from (
                {"dimension": dimension, "value": member.value, "label": member.label}
                for member in members
            )


def _summary_chip(dataset: Dataset, dimension: str, members: list[Constraint]) -> dict[str, Any]:
    of_all = len(dataset.index.values(dimension))
    label = f"{DIMENSION_LABELS[dimension]}: {len(members)} of {of_all}"
    return {"dimension": dimension, "value": None, "label": label}


def _empty(dataset: Dataset, scene: Scene, facets: Facets) -> dict[str, Any] | None:
    if facets.matched or not facets.total:
        return None
    offers = [
        {
            "dimension": relaxation.dimension,
            "label": f"Drop {relaxation.label} ({_events(relaxation.count)})",
        }
        for relaxation in relaxations(dataset.index, scene.filter)[:MOST_OFFERS]
    ]
    return {
        "sentence": "No event meets all of these filters.",
        "offers": offers,
        "canReset": not offers or not scene.filter.is_empty,
    }


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count:,} events"
