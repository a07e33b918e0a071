"""Resolve a scene against a dataset; tell what the map can show of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import shapely

from mapdash.basemaps import BASEMAPS, DEFAULT_BASEMAP
from mapdash.bounds import Bounds
from mapdash.events import AREA_PRECISIONS, GEO_PRECISIONS, OFF_MAP_PRECISIONS
from mapdash.layers import NO_AREA, MapView, build_layers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapdash.briefing import Scene
    from mapdash.services.dataset import Dataset

OFF_MAP_CODES = tuple(GEO_PRECISIONS.index(name) for name in OFF_MAP_PRECISIONS)


def resolve_scene(dataset: Dataset, scene: Scene, visible: NDArray[np.bool_]) -> MapView:
    """Resolve a scene against the data.

    Parameters
    ----------
    dataset : Dataset of n events
    scene : Scene
    visible : array of bool, shape (n,)
        What ``dataset.index.mask(scene.filter)`` answers; passed in so that it can be kept.

    Returns
    -------
    view : MapView
    """
    digest = hashlib.sha256(dataset.version.encode())
    digest.update(visible.tobytes())
    return MapView(
        columns=dataset.columns,
        layers=build_layers(),
        filter=scene.filter,
        visible=None if bool(visible.all()) else visible,
        name=digest.hexdigest()[:12],
        chosen=dataset.row_of(scene.chosen),
        basemap=BASEMAPS.get(scene.basemap, BASEMAPS[DEFAULT_BASEMAP]),
        bounds=scene.bounds,
        theme=scene.theme,
        hidden_layers=scene.hidden_layers,
        shown_layers=scene.shown_layers,
        annotations=scene.annotations,
    )


def on_map(dataset: Dataset, visible: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which of the visible events the map can show.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)

    Returns
    -------
    is_on_map : array of bool, shape (n,)
        False for what is not visible, and for what is known to its country only or not at all.
    """
    return visible & ~np.isin(dataset.columns.precision, OFF_MAP_CODES)


def can_zoom(dataset: Dataset, visible: NDArray[np.bool_]) -> bool:
    """Tell whether `bounds_of` has somewhere to go.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)
    """
    return bool((on_map(dataset, visible) | (visible & (dataset.columns.area != NO_AREA))).any())


def bounds_of(dataset: Dataset, visible: NDArray[np.bool_]) -> Bounds | None:
    """Return the bounds of the visible events, provinces with their whole outline.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)

    Returns
    -------
    bounds : Bounds or None
        With a margin of half a degree. Those of the countries when no event is known more
        closely; None when there is nothing to go to.
    """
    rows = on_map(dataset, visible)
    if not rows.any():
        rows = visible
    is_area = rows & (dataset.columns.area != NO_AREA)
    is_point = rows & ~is_area & ~np.isin(dataset.columns.precision, OFF_MAP_CODES)
    areas = [dataset.columns.areas[n] for n in np.unique(dataset.columns.area[is_area])]
    # Not the box of each: that of a country on the antimeridian goes round the world.
    outlines = [shapely.get_coordinates(area.geometry) for area in areas]
    points = dataset.events[["longitude", "latitude"]].to_numpy(dtype=float)[is_point]
    places = np.concatenate([points, *outlines])
    return Bounds.around(places[:, 0], places[:, 1]) if len(places) else None


def without_outline(dataset: Dataset) -> list[tuple[str, str, str, str]]:
    """List the events known to a province whose outline is not.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    events : list of (id, admin1, place name, country)
        In the order of the file.
    """
    codes = [GEO_PRECISIONS.index(name) for name in AREA_PRECISIONS]
    is_area = np.isin(dataset.columns.precision, codes) & (dataset.columns.area == NO_AREA)
    named = dataset.events[["id", "admin1", "place_name", "country"]].iloc[np.flatnonzero(is_area)]
    return list(named.itertuples(index=False, name=None))


def off_map_rows(dataset: Dataset, visible: NDArray[np.bool_]) -> NDArray[np.intp]:
    """List the visible events that the map cannot show, in the order of time.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)

    Returns
    -------
    rows : array of int, shape (k,)
    """
    rows = np.flatnonzero(visible & ~on_map(dataset, visible))
    return rows[np.argsort(dataset.order[rows])]
