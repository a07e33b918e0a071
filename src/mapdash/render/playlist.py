"""The playlist: all that a presenter plays, as JSON that stands in its document.

Once the document is there, nobody is asked for anything in it: every text is plain, and every
scene carries the command that shows it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from mapdash.events import PINNED_PRECISIONS
from mapdash.filters import (
    AT_LEAST_TOWN,
    DIMENSION_LABELS,
    NOT_STATED,
    VALUE_DIMENSIONS,
    value_in_words,
)
from mapdash.render.annotations import annotation_data
from mapdash.render.leaflet import LayerAddresses, command_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdash.bounds import Bounds
    from mapdash.briefing import Marking
    from mapdash.filters import FilterIndex
    from mapdash.services import ResolvedScene

_NO_LAYERS: Final = LayerAddresses()


@dataclass(frozen=True, slots=True)
class PresenterAddresses:
    """Hold where a presenter fetches what no other document needs.

    Parameters
    ----------
    cards : str
        Of the `mapdash.render.cards.Cards`, as `mapdash.render.assets.publish_family` answered.
    places : str
        What `mapdash.render.places` encodes.
    """

    cards: str
    places: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold what stands round all scenes of a briefing.

    Parameters
    ----------
    title : str
    marking : Marking or None
    as_of : str
        The day that the data is true for, in words; "" when nothing says so.
    home : Bounds or None
        Where a scene without bounds looks.
    home_address : str
        Where a reader goes who leaves a presenter that has no page round it; "" for nowhere.
    problems : tuple of str
        What is wrong with the briefing as a whole, one sentence each.
    is_dashboard : bool
        Whether the presenter was opened by a dashboard, which shows it in a frame.
    """

    title: str
    marking: Marking | None = None
    as_of: str = ""
    home: Bounds | None = None
    home_address: str = ""
    problems: tuple[str, ...] = ()
    is_dashboard: bool = False


def playlist_data(
    frame: Frame,
    scenes: Sequence[ResolvedScene],
    index: FilterIndex,
    addresses: PresenterAddresses,
    *,
    layers: Sequence[LayerAddresses] = (),
) -> dict[str, Any]:
    """Say what a presenter plays.

    Parameters
    ----------
    frame : Frame
    scenes : sequence of ResolvedScene of length k
    index : FilterIndex
        Of the dataset that the scenes were resolved against.
    addresses : PresenterAddresses
    layers : sequence of LayerAddresses of length k, optional
        Where each scene fetches what only it shows.

    Returns
    -------
    playlist : dict
        What `present.js` reads; anything in it can be written as JSON.
    """
    given = layers or [_NO_LAYERS] * len(scenes)
    return {
        "title": frame.title,
        "marking": asdict(frame.marking) if frame.marking else None,
        "asOf": frame.as_of,
        "total": index.total,
        "home": _edges(frame.home),
        "homeAddress": frame.home_address,
        "cards": addresses.cards,
        "places": addresses.places,
        "dashboard": frame.is_dashboard,
        "problems": list(frame.problems),
        "words": words_data(index),
        "scenes": [
            _scene(scene, addresses_of) for scene, addresses_of in zip(scenes, given, strict=True)
        ],
    }


def words_data(index: FilterIndex) -> dict[str, Any]:
    """Say what a reader sees for what a filter asks for.

    Parameters
    ----------
    index : FilterIndex

    Returns
    -------
    words : dict
        "dimensions" holds the label of each dimension; "values" for each dimension the words
        of those values that are not words themselves; "notStated" is said of the value "", and
        "atLeastTown" stands for several precisions together.
    """
    values = {
        dimension: {
            value: words
            for value in index.values(dimension)
            if (words := value_in_words(dimension, value, index.country_names)) != value and value
        }
        for dimension in VALUE_DIMENSIONS
    }
    return {
        "dimensions": dict(DIMENSION_LABELS),
        "values": {dimension: words for dimension, words in values.items() if words},
        "notStated": NOT_STATED,
        "atLeastTown": {"label": AT_LEAST_TOWN, "values": list(PINNED_PRECISIONS)},
    }


def _scene(resolved: ResolvedScene, layers: LayerAddresses) -> dict[str, Any]:
    scene = resolved.scene
    return {
        "title": scene.title,
        "caption": scene.caption,
        "notes": scene.notes,
        # The drawings of a scene change while it is shown, so they stand beside its command.
        "command": command_data(replace(resolved.view, annotations=()), layers=layers),
        "bounds": _edges(scene.bounds),
        "annotations": annotation_data(scene.annotations),
        "counts": resolved.line["counts"],
        "filters": resolved.line["filters"],
        "sources": [asdict(source) for source in resolved.sources.items],
        "moreSources": resolved.sources.more,
        "problem": resolved.problem,
        "isSkipped": resolved.is_skipped,
    }


def _edges(bounds: Bounds | None) -> list[float] | None:
    return None if bounds is None else [bounds.west, bounds.south, bounds.east, bounds.north]
