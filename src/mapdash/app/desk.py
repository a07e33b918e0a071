"""The desk of a session: its draft of the briefing, and what of it is on the page.

Python has the draft. The browser keeps a copy for the day when the server, and with it the
session, is gone; see `app/web/desk.js`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeGuard

import streamlit as st

from mapdash.app import caches, state
from mapdash.app.briefing_files import reopened
from mapdash.app.briefings import reduce_draft
from mapdash.app.drafts import start_draft
from mapdash.briefing import Briefing, Scene, marking_of
from mapdash.errors import MapdashError
from mapdash.filters import active_constraints, one_line

if TYPE_CHECKING:
    from mapdash.app.drafts import Draft
    from mapdash.briefing import Marking
    from mapdash.composition import Workspace
    from mapdash.services import Dataset
    from mapdash.settings import Settings

EVERYTHING: Final = "All events"
HOME: Final = "../../"
_DESK: Final = "mapdash_desk"
_PREFIXES: Final = ("briefing_", "side_", "present")


@dataclass(slots=True)
class Presentation:
    """Hold the presenter that was asked for last.

    Parameters
    ----------
    nonce : int
        Another one each time; a page opens each once.
    address : str
        "" when it could not be made.
    start : int
        The scene to begin with.
    titles : tuple of str
        Of its scenes.
    problem : str
        Why it could not be made.
    """

    nonce: int
    address: str
    start: int
    titles: tuple[str, ...]
    problem: str = ""


@dataclass(slots=True)
class Desk:
    """Hold what a session does with its briefing.

    Parameters
    ----------
    session : str
        A name that no other session has, so that a browser sees when its own is gone.
    draft : Draft
    is_open : bool
        Whether the briefing stands beside the map.
    tab : "event" or "briefing"
        Which of the two the right column shows when it has both.
    tab_asked : int
        How often a person changed the tab.
    edited : int or None
        The key of the scene that is written in; only that one goes to the browser in full.
    shown : int or None
        The key of the scene that the dashboard took over last.
    presentation : Presentation or None
    drawn : int
        The number of the last drawing of a presenter that is in the draft.
    are_sources_open : bool
        Whether all sources of the screen are listed.
    """

    session: str
    draft: Draft
    is_open: bool = False
    tab: str = "briefing"
    tab_asked: int = 0
    edited: int | None = None
    shown: int | None = None
    presentation: Presentation | None = None
    drawn: int = 0
    are_sources_open: bool = False


def open_desk(workspace: Workspace) -> Desk:
    """Return the desk of this session, with the briefing of the settings at first.

    Parameters
    ----------
    workspace : Workspace

    Returns
    -------
    desk : Desk
    """
    if _DESK not in st.session_state:
        st.session_state[_DESK] = Desk(uuid.uuid4().hex, _first_draft(workspace))
    desk: Desk = st.session_state[_DESK]
    return desk


def _first_draft(workspace: Workspace) -> Draft:
    briefing, problems = caches.briefing(workspace)
    path = workspace.settings.briefing_path
    return start_draft(briefing, problems, path.name if path else "")


def stamp(desk: Desk) -> tuple[object, ...]:
    """Return what the whole page is drawn from besides the scene."""
    nonce = desk.presentation.nonce if desk.presentation else 0
    return desk.draft.number, desk.draft.is_changed, desk.is_open, nonce, desk.drawn


def marking(settings: Settings, briefing: Briefing) -> Marking | None:
    """Return what marks every page: what the settings say, else what the briefing says."""
    return marking_of(settings.marking or briefing.marking)


def is_for_desk(action: object) -> TypeGuard[Mapping[str, Any]]:
    """Tell whether an action is about the briefing."""
    kind = action.get("type") if isinstance(action, Mapping) else None
    return isinstance(kind, str) and kind.startswith(_PREFIXES)


def act(action: Mapping[str, Any], workspace: Workspace) -> None:
    """Carry out what a surface sent about the briefing.

    Parameters
    ----------
    action : mapping
        One for which `is_for_desk` says yes; nothing in it is believed.
    workspace : Workspace
    """
    desk = open_desk(workspace)
    of_session = _OF_SESSION.get(str(action.get("type")))
    if of_session:
        of_session(desk, action, workspace)
        return
    if action.get("type") == "briefing_update":
        action = {**action, "isShown": action.get("key") == desk.shown}
    scene = state.scene_of_session()
    if scene is not None:
        on_screen = replace(scene, title=title_of(scene, workspace.dataset), caption="", notes="")
        desk.draft = reduce_draft(desk.draft, action, on_screen)
        desk.drawn = max([desk.drawn, *_numbers(action)])


def _numbers(action: Mapping[str, Any]) -> list[int]:
    """Return the numbers of the drawings that an action brings."""
    drawings = [action] if action.get("type") == "briefing_annotations" else action.get("drawn")
    drawings = drawings if isinstance(drawings, (list, tuple)) else []
    numbers = (one.get("number") for one in drawings if isinstance(one, Mapping))
    return [number for number in numbers if type(number) is int and number < 2**53]


def title_of(scene: Scene, dataset: Dataset) -> str:
    """Say in a few words what a scene shows, for a title.

    Parameters
    ----------
    scene : Scene
    dataset : Dataset

    Returns
    -------
    title : str
        The title of the chosen event, else what is filtered; never blank.
    """
    row = dataset.row_of(scene.chosen)
    if row >= 0:
        title = one_line(str(dataset.events["title"].iat[row]), 200)
        if title:
            return title
    constraints = active_constraints(scene.filter, dataset.country_names)
    words = [constraint.label.partition(": ")[2] or constraint.label for constraint in constraints]
    return one_line(", ".join(words), 200) or EVERYTHING


def _panel(desk: Desk, action: Mapping[str, Any], _: Workspace) -> None:
    desk.is_open = action.get("isOpen") is True
    desk.tab = "briefing"


def _tab(desk: Desk, action: Mapping[str, Any], _: Workspace) -> None:
    if action.get("name") in ("event", "briefing"):
        desk.tab = action["name"]
        desk.tab_asked += 1


def _show(desk: Desk, action: Mapping[str, Any], workspace: Workspace) -> None:
    index = desk.draft.index_of(action.get("key"))
    if index < 0:
        return
    desk.shown = action["key"]
    desk.tab = "briefing"
    state.adopt(
        replace(desk.draft.briefing.scenes[index], title="", caption="", notes=""),
        workspace.dataset,
    )


def _edit(desk: Desk, action: Mapping[str, Any], _: Workspace) -> None:
    key = action.get("key")
    desk.edited = key if desk.draft.index_of(key) >= 0 else None


def _sources(desk: Desk, action: Mapping[str, Any], _: Workspace) -> None:
    desk.are_sources_open = action.get("isOpen") is True


def _shipped(desk: Desk, _: Mapping[str, Any], workspace: Workspace) -> None:
    """Take the briefing of the settings; what was there can be brought back with Undo."""
    first = _first_draft(workspace)
    desk.draft = reopened(desk.draft, first)


def _present(desk: Desk, action: Mapping[str, Any], workspace: Workspace) -> None:
    scene = state.scene_of_session() or Scene()
    briefing = desk.draft.briefing
    if not briefing.scenes:
        # What is on the screen is a briefing of one scene.
        briefing = replace(
            briefing, scenes=(replace(scene, title=title_of(scene, workspace.dataset)),)
        )
    index = action.get("index")
    last = len(briefing.scenes) - 1
    start = min(max(index, 0), last) if type(index) is int else 0
    nonce = desk.presentation.nonce + 1 if desk.presentation else 1
    titles = tuple(one.title for one in desk.draft.briefing.scenes)
    try:
        address = caches.presenter(workspace, briefing, marking(workspace.settings, briefing))
        desk.presentation = Presentation(nonce, address, start, titles)
    except MapdashError as error:
        desk.presentation = Presentation(nonce, "", start, titles, str(error))


_OF_SESSION: Final[Mapping[str, Callable[[Desk, Mapping[str, Any], Workspace], None]]] = {
    "briefing_panel": _panel,
    "briefing_edit": _edit,
    "briefing_show": _show,
    "briefing_sources": _sources,
    "briefing_shipped": _shipped,
    "side_tab": _tab,
    "present": _present,
}
