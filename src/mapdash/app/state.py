"""The state of a session: one scene, kept in step with the address of the page.

The scene in the session is the truth. The address is read when a session starts and when the
reader goes back, forward or edits it; it is written after every change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import streamlit as st

from mapdash.analysis import PlaceReference, reference_from_text
from mapdash.app import caches
from mapdash.app.actions import reduce_scene, rows_to_select
from mapdash.app.surfaces import seen_of_senders
from mapdash.bounds import Bounds
from mapdash.briefing import scene_from_query, scene_to_query
from mapdash.filters import EventFilter, restrict
from mapdash.render.leaflet import CameraMove, Spot
from mapdash.services import bounds_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mapdash.app.actions import Action
    from mapdash.briefing import Scene
    from mapdash.services import Dataset

PADDING_PX = 36
SHORTEST_REACH_KM = 20.0
REACH_IN_RADII = 1.5
KM_A_DEGREE = 111.2
SMALLEST_COSINE = 0.05
_SCENE = "mapdash_scene"
_QUERY = "mapdash_query"
_NOTICES = "mapdash_notices"
_MOVE = "mapdash_move"
_MOUNT = "mapdash_mount"
_OFF_MAP = "mapdash_off_map_opened"
_ACTED = "mapdash_has_acted"
_PAGE = "mapdash_page_asked_for"
_BY_KEYBOARD = "mapdash_chosen_by_keyboard"
_SELECTED = "mapdash_selected"
_CLEARED = "mapdash_ticks_cleared"
_DRAWN = "mapdash_drawn"
_RECOUNTED = "mapdash_recounted"


def current_scene(dataset: Dataset) -> Scene:
    """Return the scene of this session, after reading the address if somebody changed it.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    scene : Scene
        Only with values that the dataset knows; what was dropped is in `notices`.
    """
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    has_acted = st.session_state.pop(_ACTED, False)
    if _SCENE in st.session_state and has_acted:
        # A quick action comes with an address that the browser has not caught up with yet.
        st.session_state[_QUERY] = query
    elif _SCENE not in st.session_state or query != st.session_state[_QUERY]:
        _adopt(query, dataset)
    scene: Scene = st.session_state[_SCENE]
    return scene


def _adopt(query: dict[str, list[str]], dataset: Dataset) -> None:
    is_first = _SCENE not in st.session_state
    scene, sentences = scene_from_query(query)
    st.session_state[_QUERY] = query
    _take(scene, sentences, dataset)
    if not is_first and scene.bounds:
        move_camera(scene.bounds)


def _take(scene: Scene, sentences: tuple[str, ...], dataset: Dataset) -> None:
    """Make a scene that of the session, without what the data do not know."""
    event_filter, dropped = restrict(scene.filter, dataset.index)
    chosen = scene.chosen
    if chosen is not None and dataset.row_of(chosen) < 0:
        dropped = (*dropped, f"There is no event “{chosen[:60]}” in this data.")
        chosen = None
    st.session_state[_SCENE] = replace(scene, filter=event_filter, chosen=chosen)
    st.session_state[_NOTICES] = (*sentences, *dropped)


def adopt(scene: Scene, dataset: Dataset) -> None:
    """Show a prepared scene: the map flies there, and the address follows.

    Parameters
    ----------
    scene : Scene
        What the dataset does not know of it is dropped, with a notice.
    dataset : Dataset
    """
    _take(scene, (), dataset)
    st.session_state[_BY_KEYBOARD] = False
    taken: Scene = st.session_state[_SCENE]
    bounds = taken.bounds or bounds_of(dataset, caches.mask(dataset, taken.filter))
    if bounds:
        move_camera(bounds)


def scene_of_session() -> Scene | None:
    """Return the scene of this session; None before the page ran for the first time."""
    scene: Scene | None = st.session_state.get(_SCENE)
    return scene


def note_action() -> None:
    """Say that a person acted: what the address says is older than the scene."""
    if _SCENE in st.session_state:
        st.session_state[_ACTED] = True


def write_address() -> None:
    """Write the scene into the address, unless it is there already."""
    query = scene_to_query(st.session_state[_SCENE])
    if query == st.session_state[_QUERY]:
        return
    st.session_state[_QUERY] = query
    st.query_params.from_dict(query)


def address() -> dict[str, list[str]]:
    """Return the query of the address that leads back to the scene of this session."""
    return scene_to_query(st.session_state[_SCENE]) if _SCENE in st.session_state else {}


def act(action: object, dataset: Dataset) -> None:
    """Carry out what a surface sent.

    Parameters
    ----------
    action : object
        See `mapdash.app.actions`; a few actions concern the session and not the scene.
    dataset : Dataset
    """
    scene = st.session_state.get(_SCENE)
    if scene is None:
        return
    note_action()
    action = action if isinstance(action, dict) else {}
    kind = action.get("type")
    of_session = _OF_SESSION.get(str(kind))
    if of_session:
        of_session(action, scene, dataset)
        return
    if kind == "choose":
        st.session_state[_BY_KEYBOARD] = action.get("isKeyboard") is True
    st.session_state[_SCENE] = reduce_scene(scene, action, dataset)


def _zoom(_: Action, scene: Scene, dataset: Dataset) -> None:
    bounds = bounds_of(dataset, caches.mask(dataset, scene.filter))
    if bounds:
        move_camera(bounds)


def _dismiss(_: Action, __: Scene, ___: Dataset) -> None:
    st.session_state[_NOTICES] = ()


def _ask_for_page(action: Action, _: Scene, __: Dataset) -> None:
    st.session_state[_PAGE] = action.get("name")


def _open_off_map(_: Action, __: Scene, ___: Dataset) -> None:
    st.session_state[_OFF_MAP] = off_map_opened() + 1


def _select(action: Action, _: Scene, dataset: Dataset) -> None:
    rows = rows_to_select(action, dataset)
    if rows is not None:
        st.session_state[_SELECTED] = (dataset.version, rows)
    if rows == ():
        st.session_state[_CLEARED] = ticks_cleared() + 1


def _recount(_: Action, scene: Scene, __: Dataset) -> None:
    st.session_state[_RECOUNTED] = scene.filter


def is_recounted(event_filter: EventFilter) -> bool:
    """Tell whether the map document found other events than Python by a filter.

    Parameters
    ----------
    event_filter : EventFilter
        The one of the scene.

    Returns
    -------
    is_recounted : bool
        False once the filter is another one.
    """
    asked: EventFilter | None = st.session_state.get(_RECOUNTED)
    return asked == event_filter


def notices() -> tuple[str, ...]:
    """Return what the last address asked for in vain, one sentence each."""
    sentences: tuple[str, ...] = st.session_state.get(_NOTICES, ())
    return sentences


def _fly(action: Action, _: Scene, __: Dataset) -> None:
    text = action.get("to")
    place = reference_from_text(text) if isinstance(text, str) else None
    if isinstance(place, PlaceReference):
        spot = Spot(place.name, place.longitude, place.latitude)
        move_camera(_bounds_round(place), spot)


_OF_SESSION: Final[Mapping[str, Callable[[Action, Scene, Dataset], None]]] = {
    "zoom": _zoom,
    "fly": _fly,
    "dismiss": _dismiss,
    "page": _ask_for_page,
    "open_off_map": _open_off_map,
    "select": _select,
    "recount": _recount,
}


def _bounds_round(place: PlaceReference) -> Bounds:
    """Show a place with what lies around it: as far as it is uncertain, and a few villages."""
    reach_km = max(SHORTEST_REACH_KM, REACH_IN_RADII * place.radius_km)
    height = reach_km / KM_A_DEGREE
    width = height / max(math.cos(math.radians(place.latitude)), SMALLEST_COSINE)
    longitude = np.array([place.longitude - width, place.longitude, place.longitude + width])
    latitude = np.array([place.latitude - height, place.latitude, place.latitude + height])
    wrapped = (longitude + 180.0) % 360.0 - 180.0
    return Bounds.around(wrapped, latitude.clip(-90.0, 90.0), margin_degrees=0.0)


def move_camera(bounds: Bounds, spot: Spot | None = None) -> None:
    """Ask the map to go to *bounds*, once, and to mark *spot* there."""
    last: CameraMove | None = st.session_state.get(_MOVE)
    st.session_state[_MOVE] = CameraMove((last.nonce if last else 0) + 1, bounds, spot)


def camera_move() -> CameraMove | None:
    """Return the last move that was asked for; the map document makes each one once."""
    move: CameraMove | None = st.session_state.get(_MOVE)
    return move


@dataclass(frozen=True, slots=True)
class Mounted:
    """Hold where the map stood when it was put on the page.

    It must not change while the map is there: the base map would be built anew.

    Parameters
    ----------
    bounds : Bounds or None
        Those of the scene at that time, else of all events; None for a dataset without places.
    padding_px : int
        Room round them, for events that would lie on the edge.
    """

    bounds: Bounds | None
    padding_px: int


def mounted(dataset: Dataset, scene: Scene) -> Mounted:
    """Return where the map stood when it was put on the page, now if it never was.

    Parameters
    ----------
    dataset : Dataset
    scene : Scene

    Returns
    -------
    mounted : Mounted
    """
    if _MOUNT not in st.session_state:
        everything = bounds_of(dataset, caches.mask(dataset, EventFilter()))
        start = Mounted(scene.bounds, 0) if scene.bounds else Mounted(everything, PADDING_PX)
        st.session_state[_MOUNT] = start
    kept: Mounted = st.session_state[_MOUNT]
    return kept


def forget_mount() -> None:
    """Say that the map has left the page; next time it starts where the scene is then."""
    st.session_state.pop(_MOUNT, None)
    st.session_state.pop(_MOVE, None)


def take_page() -> object:
    """Return the name of the page that was asked for, once; None when none was."""
    return st.session_state.pop(_PAGE, None)


def is_chosen_by_keyboard() -> bool:
    """Tell whether the chosen event was chosen with the keyboard."""
    answer: bool = st.session_state.get(_BY_KEYBOARD, False)
    return answer


def selected_rows(dataset: Dataset) -> tuple[int, ...]:
    """Return the rows that the reader ticked in the table.

    Parameters
    ----------
    dataset : Dataset

    Returns
    -------
    rows : tuple of int
        In their order in the dataset, at most 1,000, whether the filter lets them through or
        not; empty when they were ticked in another dataset.
    """
    version, rows = st.session_state.get(_SELECTED, ("", ()))
    return rows if version == dataset.version else ()


def ticks_cleared() -> int:
    """Return how often the reader cleared all ticks of the table."""
    count: int = st.session_state.get(_CLEARED, 0)
    return count


def seen() -> dict[str, int]:
    """Return how far the actions of each sender were carried out; see `seen_of_senders`.

    The map document reduces actions on its own and takes back what Python has not confirmed.

    Returns
    -------
    numbers : dict of str to int
    """
    return seen_of_senders()


def note_page(scene: Scene, *others: object) -> None:
    """Keep what the whole page is drawn from, the scene and others; see `is_page_behind`."""
    st.session_state[_DRAWN] = (_drawn_from(scene), others)


def is_page_behind(scene: Scene, *others: object) -> bool:
    """Tell whether parts of the page outside the map and the card show an older scene.

    What the map document sends runs only the fragment of the map. That is enough for a choice
    or a move of the camera, and not for an area that was drawn or a period that was dragged.

    Parameters
    ----------
    scene : Scene

    Returns
    -------
    is_behind : bool
        False before `note_page` was called.
    """
    now = (_drawn_from(scene), others)
    return bool(st.session_state.get(_DRAWN, now) != now)


def _drawn_from(scene: Scene) -> Scene:
    return replace(scene, chosen=None, bounds=scene.filter.view, annotations=())


def off_map_opened() -> int:
    """Return how often the list *Not on map* was asked for."""
    count: int = st.session_state.get(_OFF_MAP, 0)
    return count
