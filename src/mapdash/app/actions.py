"""Actions: what a person did on the screen, and the scene that follows from it.

The surfaces send actions as small JSON objects. They come from a browser, so nothing in them
is believed: an action that is not understood leaves the scene as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from mapdash.analysis import reference_from_text
from mapdash.bounds import Bounds
from mapdash.briefing import (
    EXTRA_LAYERS,
    MOST_ANNOTATIONS,
    OPTIONAL_LAYERS,
    annotation_from_json,
)
from mapdash.errors import BoundsError
from mapdash.filters import (
    DIMENSIONS,
    VALUE_DIMENSIONS,
    EventFilter,
    Period,
    region_from_map,
    without,
)
from mapdash.services import bounds_of

if TYPE_CHECKING:
    from mapdash.briefing import Scene
    from mapdash.services import Dataset

Action: TypeAlias = Mapping[str, Any]
Reducer: TypeAlias = "Callable[[Scene, Action, Dataset], Scene]"

FULL_CIRCLE: Final = 360.0

MOST_SELECTED: Final = 1_000
"""The most rows that can be selected; the command carries each of them to the map."""


def reduce_scene(scene: Scene, action: object, dataset: Dataset) -> Scene:
    """Return the scene that follows from an action.

    Parameters
    ----------
    scene : Scene
    action : object
        What a surface sent: a mapping with the key "type" if all is well.
    dataset : Dataset

    Returns
    -------
    scene : Scene
        *scene* itself when the action says nothing that can be done.
    """
    if not isinstance(action, Mapping):
        return scene
    reducer = _REDUCERS.get(str(action.get("type")))
    return reducer(scene, action, dataset) if reducer else scene


def _with_filter(scene: Scene, event_filter: EventFilter) -> Scene:
    return replace(scene, filter=event_filter)


def _known(dataset: Dataset, dimension: object, value: object) -> bool:
    return (
        dimension in VALUE_DIMENSIONS
        and isinstance(value, str)
        and value in dataset.index.values(str(dimension))
    )


def _search(scene: Scene, action: Action, _: Dataset) -> Scene:
    text = action.get("text")
    return (
        _with_filter(scene, replace(scene.filter, search=text)) if isinstance(text, str) else scene
    )


def _toggle(scene: Scene, action: Action, dataset: Dataset) -> Scene:
    dimension, value = action.get("dimension"), action.get("value")
    if not _known(dataset, dimension, value):
        return scene
    values = scene.filter.values(str(dimension)) ^ {str(value)}
    return _with_filter(scene, scene.filter.with_values(str(dimension), values))


def _pick(scene: Scene, action: Action, dataset: Dataset) -> Scene:
    dimension, values = action.get("dimension"), action.get("values")
    if dimension not in VALUE_DIMENSIONS or not isinstance(values, (list, tuple)):
        return scene
    known = frozenset(value for value in values if _known(dataset, dimension, value))
    # A second click takes the choice back.
    picked = frozenset() if known == scene.filter.values(dimension) else known
    return _with_filter(scene, scene.filter.with_values(dimension, picked))


def _toggle_category(scene: Scene, action: Action, dataset: Dataset) -> Scene:
    value = action.get("value")
    if not _known(dataset, "categories", value):
        return scene
    everything = frozenset(dataset.index.values("categories"))
    shown = (scene.filter.categories or everything) ^ {str(value)}
    # Hiding the last one would leave an empty map: it brings all of them back instead.
    categories = frozenset() if shown == everything else shown
    return _with_filter(scene, scene.filter.with_values("categories", categories))


def _isolate(scene: Scene, action: Action, dataset: Dataset) -> Scene:
    value = action.get("value")
    if not _known(dataset, "categories", value):
        return scene
    only = frozenset({str(value)})
    # The clicks of a double click toggled before, so the surface says how it stood.
    was_alone = action.get("wasAlone", scene.filter.categories == only) is True
    categories = frozenset[str]() if was_alone else only
    return _with_filter(scene, scene.filter.with_values("categories", categories))


def _place_only(scene: Scene, action: Action, _: Dataset) -> Scene:
    return _with_filter(scene, replace(scene.filter, is_place_only=action.get("isOn") is True))


def _years(scene: Scene, action: Action, dataset: Dataset) -> Scene:
    first, last = action.get("first"), action.get("last")
    # Not isinstance: True is an int, and no year.
    if type(first) is not int or type(last) is not int:
        return scene
    try:
        return _with_period(scene, Period.of_years(first, last), dataset)
    except ValueError:
        return scene


def _period(scene: Scene, action: Action, dataset: Dataset) -> Scene:
    ends = (action.get(key) for key in ("first", "last"))
    first, last = ("" if end is None else end for end in ends)
    if not isinstance(first, str) or not isinstance(last, str):
        return scene
    if not first and not last:
        return _with_period(scene, None, dataset)
    try:
        return _with_period(scene, Period.of_text(first, last), dataset)
    except ValueError:
        return scene


def _with_period(scene: Scene, period: Period | None, dataset: Dataset) -> Scene:
    span = dataset.index.span
    # All of the data is what a reader sees without a filter, so it is none.
    if period is not None and (span is None or period.holds(span)):
        period = None
    return _with_filter(scene, replace(scene.filter, period=period))


def _region(scene: Scene, action: Action, _: Dataset) -> Scene:
    points = action.get("points")
    region = region_from_map(points)
    if region is None and points is not None:
        return scene
    return _with_filter(scene, replace(scene.filter, region=region))


def _view_only(scene: Scene, action: Action, dataset: Dataset) -> Scene:
    if action.get("isOn") is not True:
        return _with_filter(scene, replace(scene.filter, view=None))
    # A map that has never moved stands where all of the data are.
    bounds = scene.bounds or bounds_of(dataset, dataset.index.mask(EventFilter()))
    view = bounds_from_map(action.get("bounds")) or bounds
    return _with_filter(replace(scene, bounds=view), replace(scene.filter, view=view))


def _drop(scene: Scene, action: Action, _: Dataset) -> Scene:
    dimension, value = action.get("dimension"), action.get("value")
    if dimension not in DIMENSIONS or not (value is None or isinstance(value, str)):
        return scene
    has_values = dimension in VALUE_DIMENSIONS
    return _with_filter(scene, without(scene.filter, dimension, value if has_values else None))


def _reset(scene: Scene, _: Action, __: Dataset) -> Scene:
    return _with_filter(scene, EventFilter())


def _choose(scene: Scene, action: Action, dataset: Dataset) -> Scene:
    row, event_id = action.get("row"), action.get("id")
    if isinstance(event_id, str) and dataset.row_of(event_id) >= 0:
        return replace(scene, chosen=event_id)
    # A row counts in the columns that the map document has: after a reload they may be others.
    is_current = action.get("version") == dataset.columns.version
    if is_current and isinstance(row, int) and 0 <= row < len(dataset):
        return replace(scene, chosen=str(dataset.events["id"].iat[row]))
    return scene


def rows_to_select(action: Action, dataset: Dataset) -> tuple[int, ...] | None:
    """Return the rows that the action *select* names.

    Parameters
    ----------
    action : mapping
        With "ids", or with "rows" and the "version" of the columns that they count in.
    dataset : Dataset

    Returns
    -------
    rows : tuple of int, or None
        In their order in the dataset, at most `MOST_SELECTED`; what the dataset does not have
        is left out. None for what names nothing, so that it changes nothing.
    """
    ids, rows = action.get("ids"), action.get("rows")
    if isinstance(ids, (list, tuple)):
        names = [name for name in ids[:MOST_SELECTED] if _is_encodable(name)]
        found = np.flatnonzero(dataset.events["id"].isin(names).to_numpy()) if names else ()
        return tuple(int(row) for row in found)
    if isinstance(rows, (list, tuple)) and action.get("version") == dataset.columns.version:
        known = {
            row for row in rows[:MOST_SELECTED] if type(row) is int and 0 <= row < len(dataset)
        }
        return tuple(sorted(known))
    return None


def _is_encodable(name: object) -> bool:
    # No file can hold half of a surrogate pair, and looking for one is an error.
    return isinstance(name, str) and not any("\ud800" <= letter <= "\udfff" for letter in name)


def _escape(scene: Scene, _: Action, __: Dataset) -> Scene:
    return replace(scene, chosen=None)


def _table(scene: Scene, action: Action, _: Dataset) -> Scene:
    return replace(scene, is_table_open=action.get("isOpen") is True)


def _charts(scene: Scene, action: Action, _: Dataset) -> Scene:
    return replace(scene, is_charts_open=action.get("isOpen") is True)


def _layer(scene: Scene, action: Action, _: Dataset) -> Scene:
    name, is_on = action.get("name"), action.get("isOn") is True
    if name in OPTIONAL_LAYERS:
        hidden = scene.hidden_layers - {name} if is_on else scene.hidden_layers | {name}
        return replace(scene, hidden_layers=hidden)
    if name in EXTRA_LAYERS:
        shown = scene.shown_layers | {name} if is_on else scene.shown_layers - {name}
        return replace(scene, shown_layers=shown)
    return scene


def _measure(scene: Scene, action: Action, _: Dataset) -> Scene:
    text = action.get("from")
    if text in (None, ""):
        return replace(scene, reference=None)
    reference = reference_from_text(text) if isinstance(text, str) else None
    return replace(scene, reference=reference) if reference else scene


def _camera(scene: Scene, action: Action, _: Dataset) -> Scene:
    bounds = bounds_from_map(action.get("bounds"))
    return replace(scene, bounds=bounds) if bounds else scene


def _annotate(scene: Scene, action: Action, _: Dataset) -> Scene:
    drawn = action.get("annotations")
    if not isinstance(drawn, (list, tuple)) or len(drawn) > MOST_ANNOTATIONS:
        return scene
    found = tuple(annotation_from_json(one) for one in drawn)
    annotations = tuple(one for one in found if one is not None)
    # All or nothing: a drawing that quietly went away would be missed in the talk.
    return scene if len(annotations) < len(found) else replace(scene, annotations=annotations)


def bounds_from_map(edges: object) -> Bounds | None:
    """Read the bounds that a map document sent.

    A map can show several copies of the world, so its longitudes may lie beyond 180 degrees.

    Parameters
    ----------
    edges : object
        West, south, east and north in degrees if all is well.

    Returns
    -------
    bounds : Bounds or None
        All longitudes when more than one world was in view; None for anything but four
        finite numbers in order.
    """
    if not isinstance(edges, (list, tuple)) or len(edges) != len("wsen"):
        return None
    if not all(_is_finite(edge) for edge in edges):
        return None
    west, south, east, north = (float(edge) for edge in edges)
    if west > east:
        return None
    if east - west >= FULL_CIRCLE:
        west, east = -180.0, 180.0
    else:
        west, east = _wrapped(west), _wrapped(east)
    try:
        return Bounds(west, max(south, -90.0), east, min(north, 90.0))
    except BoundsError:
        return None


def _is_finite(edge: object) -> bool:
    # Not math.isfinite: JSON can hold whole numbers that are too long for a float.
    longest = sys.float_info.max
    return isinstance(edge, (int, float)) and -longest <= edge <= longest


def _wrapped(longitude: float) -> float:
    return (longitude + 180.0) % FULL_CIRCLE - 180.0


_REDUCERS: Final[Mapping[str, Reducer]] = {
    "search": _search,
    "toggle": _toggle,
    "toggle_category": _toggle_category,
    "pick": _pick,
    "isolate": _isolate,
    "place_only": _place_only,
    "years": _years,
    "period": _period,
    "region": _region,
    "view_only": _view_only,
    "drop": _drop,
    "reset": _reset,
    "choose": _choose,
    "escape": _escape,
    "table": _table,
    "charts": _charts,
    "layer": _layer,
    "measure": _measure,
    "camera": _camera,
    "annotate": _annotate,
}
