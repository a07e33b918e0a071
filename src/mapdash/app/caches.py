"""The caches of the app, all of them: what sessions share, keyed by dataset version and filter."""

from __future__ import annotations

import os
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from mapdash.briefing import Briefing, marking_of
from mapdash.composition import (
    Measured,
    PresenterParts,
    Workspace,
    measure_from,
    open_briefing,
    open_workspace,
    publish_presenter,
    publish_presenter_parts,
    publish_regions,
    read_opening,
)
from mapdash.render.presenter import is_published
from mapdash.services import is_measurable, sources_on_screen
from mapdash.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mapdash.analysis import Reference
    from mapdash.bounds import Bounds
    from mapdash.briefing import Marking, Problem, Scene
    from mapdash.filters import EventFilter, Facets, FilterResult
    from mapdash.render.leaflet import RegionAddresses
    from mapdash.services import Dataset, Sources

# Of a million events, 64 masks are 64 MB; a filter that is asked again soon is what counts.
RESULTS_KEPT = 64
MEASURES_KEPT = 16
SOURCES_KEPT = 256
PRESENTERS_KEPT = 16
"""Fewer than the pages that `mapdash.render.presenter` keeps: an address that is told must lead to one."""

HOME_ADDRESS = "../../"
"""The dashboard, as a presenter names it."""


# Not Streamlit's cache: the warm-up fills it before there is a session.
_opening = threading.Lock()


@lru_cache(maxsize=1)
def _open() -> Workspace:
    return open_workspace(Settings.from_environment(os.environ))


def workspace() -> Workspace:
    """Return what all sessions share, opened at the first call.

    Returns
    -------
    workspace : Workspace

    Raises
    ------
    MapdashError
        If a setting is wrong or a shipped file is missing.
    """
    with _opening:
        return _open()


class _Key:
    """A dataset and a filter: equal for equal versions, without hashing a frame."""

    __slots__ = ("dataset", "event_filter")

    def __init__(self, dataset: Dataset, event_filter: EventFilter) -> None:
        self.dataset = dataset
        self.event_filter = event_filter

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Key)
            and self.dataset.version == other.dataset.version
            and self.event_filter == other.event_filter
        )

    def __hash__(self) -> int:
        return hash((self.dataset.version, self.event_filter))


@lru_cache(maxsize=RESULTS_KEPT)
def _result(key: _Key) -> FilterResult:
    return key.dataset.index.result(key.event_filter)


def mask(dataset: Dataset, event_filter: EventFilter) -> NDArray[np.bool_]:
    """Return which events of a dataset meet a filter.

    Parameters
    ----------
    dataset : Dataset of n events
    event_filter : EventFilter

    Returns
    -------
    mask : array of bool, shape (n,)
        Shared and read-only.
    """
    return _result(_Key(dataset, event_filter)).mask


def facets(dataset: Dataset, event_filter: EventFilter) -> Facets:
    """Return the counts of all choices under a filter.

    Parameters
    ----------
    dataset : Dataset
    event_filter : EventFilter

    Returns
    -------
    facets : Facets
    """
    return _result(_Key(dataset, event_filter)).facets


@lru_cache(maxsize=MEASURES_KEPT)
def _measured(key: _MeasureKey) -> Measured:
    return measure_from(key.workspace, key.reference)


class _MeasureKey:
    """A workspace's dataset and a reference: equal for equal versions."""

    __slots__ = ("reference", "workspace")

    def __init__(self, workspace: Workspace, reference: Reference) -> None:
        self.workspace = workspace
        self.reference = reference

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _MeasureKey) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> tuple[str, str, Reference]:
        point_of_view = self.workspace.settings.point_of_view
        return self.workspace.dataset.version, point_of_view, self.reference


def measured(workspace: Workspace, reference: Reference | None) -> Measured | None:
    """Return what was measured from a border or a place.

    Parameters
    ----------
    workspace : Workspace
    reference : BorderReference, PlaceReference or None

    Returns
    -------
    measured : Measured or None
        None without a reference, and for a border that there is not.
    """
    if reference is None or not is_measurable(reference, workspace.borders):
        return None
    return _measured(_MeasureKey(workspace, reference))


_finding_regions = threading.Lock()


@lru_cache(maxsize=1)
def _regions(workspace: Workspace) -> RegionAddresses:
    return publish_regions(workspace)


def regions(workspace: Workspace) -> RegionAddresses:
    """Return where map documents fetch the regions of the events, found at the first call.

    Parameters
    ----------
    workspace : Workspace

    Returns
    -------
    addresses : RegionAddresses
    """
    with _finding_regions:
        return _regions(workspace)


@lru_cache(maxsize=SOURCES_KEPT)
def _sources(key: _Key, bounds: Bounds | None, chosen: int, limit: int) -> Sources:
    return sources_on_screen(key.dataset, _result(key).mask, bounds, chosen, limit=limit)


def sources(dataset: Dataset, scene: Scene, limit: int) -> Sources:
    """Return the sources of what a scene shows.

    Parameters
    ----------
    dataset : Dataset
    scene : Scene
    limit : int
        The most sources to return.

    Returns
    -------
    sources : Sources
    """
    chosen = dataset.row_of(scene.chosen)
    return _sources(_Key(dataset, scene.filter), scene.bounds, chosen, limit)


_publishing_parts = threading.Lock()


@lru_cache(maxsize=1)
def _presenter_parts(workspace: Workspace) -> PresenterParts:
    return publish_presenter_parts(workspace, regions(workspace))


@lru_cache(maxsize=PRESENTERS_KEPT)
def _presenter(
    workspace: Workspace,
    briefing: Briefing,
    marking: Marking | None,
    home: str,
    problems: tuple[str, ...],
) -> str:
    with _publishing_parts:
        parts = _presenter_parts(workspace)
    return publish_presenter(
        workspace, briefing, parts, marking=marking, home=home, problems=problems
    )


def presenter(
    workspace: Workspace,
    briefing: Briefing,
    marking: Marking | None,
    *,
    home: str = "",
    problems: tuple[str, ...] = (),
) -> str:
    """Return the address of the page that plays a briefing, made where it is not kept.

    Parameters
    ----------
    workspace : Workspace
    briefing : Briefing
    marking : Marking or None
        What marks every screen.
    home, problems
        As for `mapdash.composition.publish_presenter`.

    Returns
    -------
    address : str
        Relative to the map's frame.
    """
    address = _presenter(workspace, briefing, marking, home, problems)
    if not is_published(address):
        # Others have pushed it out since.
        _presenter.cache_clear()
        address = _presenter(workspace, briefing, marking, home, problems)
    return address


def opening_presenter() -> str:
    """Return the address of the page that plays the briefing of the settings.

    Returns
    -------
    address : str
        Relative to the map's frame; another one when the file has changed.

    Raises
    ------
    MapdashError
        If a setting is wrong or a shipped file is missing.
    """
    shared = workspace()
    reading = read_opening(shared.settings)
    briefing = reading.briefing or Briefing()
    marking = marking_of(shared.settings.marking or briefing.marking)
    problems = tuple(problem.in_words() for problem in reading.problems)
    return presenter(shared, briefing, marking, home=HOME_ADDRESS, problems=problems)


@lru_cache(maxsize=1)
def briefing(workspace: Workspace) -> tuple[Briefing, tuple[Problem, ...]]:
    """Return the briefing of the settings and what is wrong with it, read once.

    Parameters
    ----------
    workspace : Workspace

    Returns
    -------
    briefing : Briefing
    problems : tuple of Problem
    """
    return open_briefing(workspace.settings, workspace.dataset, workspace.borders)
