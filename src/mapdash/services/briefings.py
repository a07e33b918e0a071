"""Resolve a briefing against a dataset: what each scene shows of this data, and what is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from mapdash.analysis import reference_label
from mapdash.filters import (
    DIMENSION_LABELS,
    VALUE_DIMENSIONS,
    one_line,
    restrict,
    value_in_words,
)
from mapdash.services.distances import is_measurable
from mapdash.services.screens import screen_line
from mapdash.services.sources import sources_on_screen
from mapdash.services.views import resolve_scene

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from mapdash.analysis import Reference
    from mapdash.borders import Borders
    from mapdash.briefing import Briefing, Scene
    from mapdash.filters import EventFilter
    from mapdash.layers import MapView
    from mapdash.services.dataset import Dataset
    from mapdash.services.source_index import Sources

NO_EVENT: Final = "No event meets the filter of this scene."
CHOSEN_ALONE: Final = "No event meets the filter of this scene but the one that it opens."

_MOST_ID_CHARACTERS: Final = 60
_MOST_TITLE_CHARACTERS: Final = 60


@dataclass(frozen=True, slots=True, eq=False)
class ResolvedScene:
    """Hold what a scene of a briefing shows of a dataset.

    Parameters
    ----------
    scene : Scene
        Without what the data do not know.
    view : MapView
    matched : int
        How many events the filter lets through.
    total : int
    line : mapping of str to str
        What `mapdash.services.screen_line` says of it.
    sources : Sources
    problems : tuple of str
        One sentence for each thing that the scene asks for in vain.
    is_skipped : bool
        Whether the scene has nothing to show, so that a presenter goes on to the next one.
    """

    scene: Scene
    view: MapView
    matched: int
    total: int
    line: Mapping[str, str]
    sources: Sources
    problems: tuple[str, ...]
    is_skipped: bool

    @property
    def problem(self) -> str:
        """All problems in one text; "" for none."""
        return " ".join(self.problems)


def resolve_briefing(
    dataset: Dataset,
    briefing: Briefing,
    *,
    borders: Borders | None = None,
    as_of: date | None = None,
) -> tuple[ResolvedScene, ...]:
    """Find out what each scene of a briefing shows of a dataset; never an error.

    An event or a value that is gone leaves a sentence and not a hole: the rest of the scene
    stays. A scene without any event is skipped, unless all of them are: then each is shown with
    its texts, for a map without events says more than no map.

    Parameters
    ----------
    dataset : Dataset of n events
    briefing : Briefing of k scenes
    borders : Borders, optional
        To find out whether there is a line to measure from; without it that is believed.
    as_of : date, optional
        The day that the data is true for, whatever the briefing says.

    Returns
    -------
    scenes : tuple of ResolvedScene of length k
    """
    day = as_of or briefing.as_of
    resolved = tuple(_resolve(dataset, scene, borders, day) for scene in briefing.scenes)
    if resolved and all(scene.is_skipped for scene in resolved):
        return tuple(replace(scene, is_skipped=False) for scene in resolved)
    return resolved


def problems_in_words(scenes: Sequence[ResolvedScene]) -> tuple[str, ...]:
    """Say what the scenes of a briefing ask for in vain, and in which.

    Parameters
    ----------
    scenes : sequence of ResolvedScene
        All of a briefing, in order.

    Returns
    -------
    sentences : tuple of str
        One for each problem: "Scene 3 (Brest): There is no event “E999” in this data, ...".
    """
    return tuple(
        f"{_named(number, resolved.scene)}: {problem}"
        for number, resolved in enumerate(scenes, start=1)
        for problem in resolved.problems
    )


def _named(number: int, scene: Scene) -> str:
    title = one_line(scene.title, _MOST_TITLE_CHARACTERS)
    return f"Scene {number} ({title})" if title else f"Scene {number}"


def _resolve(
    dataset: Dataset, scene: Scene, borders: Borders | None, as_of: date | None
) -> ResolvedScene:
    problems: list[str] = []
    known, sentences = restrict(scene.filter, dataset.index)
    lost = _lost(scene.filter, known, dataset.country_names)
    if lost:
        # Without them the filter would let through what the scene is not about.
        problems += lost
    else:
        problems += sentences
        scene = replace(scene, filter=known)
    chosen = dataset.row_of(scene.chosen)
    if scene.chosen is not None and chosen < 0:
        named = one_line(scene.chosen, _MOST_ID_CHARACTERS)
        problems.append(
            f"There is no event “{named}” in this data, so the scene shows its view without it."
        )
    scene = replace(scene, reference=_measurable(scene, borders, dataset, problems))
    visible = dataset.index.mask(scene.filter)
    visible.setflags(write=False)
    matched = int(np.count_nonzero(visible))
    if not matched:
        problems.append(CHOSEN_ALONE if chosen >= 0 else NO_EVENT)
    total = len(dataset)
    return ResolvedScene(
        scene=scene,
        view=resolve_scene(dataset, scene, visible),
        matched=matched,
        total=total,
        line=screen_line(dataset, scene, matched=matched, total=total, as_of=as_of),
        sources=sources_on_screen(dataset, visible, scene.bounds, chosen),
        problems=tuple(problems),
        is_skipped=not matched and chosen < 0,
    )


def _lost(asked: EventFilter, known: EventFilter, names: Mapping[str, str]) -> list[str]:
    """Say of which dimensions the data know none of the values asked for."""
    return [
        f"No event of this data has the {DIMENSION_LABELS[dimension].lower()} "
        f"{_either(dimension, asked.values(dimension), names)}."
        for dimension in VALUE_DIMENSIONS
        if asked.values(dimension) and not known.values(dimension)
    ]


def _either(dimension: str, values: frozenset[str], names: Mapping[str, str]) -> str:
    words = sorted(value_in_words(dimension, value, names) for value in values)
    return " or ".join(f"“{word}”" for word in words)


def _measurable(
    scene: Scene, borders: Borders | None, dataset: Dataset, problems: list[str]
) -> Reference | None:
    reference = scene.reference
    if reference is None or borders is None or is_measurable(reference, borders):
        return reference
    label = reference_label(reference, dataset.country_names)
    problems.append(f"There is no line for {label}, so no distance is measured.")
    return None
