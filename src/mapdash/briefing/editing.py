"""Editing: what a briefer does to a briefing; each gives a new one and changes nothing.

An index that the briefing does not have gives the briefing as it is: what comes from a
browser may be late.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mapdash.briefing.scene import MAX_TITLE_CHARACTERS, Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdash.briefing.model import Briefing

COPY_SUFFIX: Final = " (copy)"


def with_scene(briefing: Briefing, scene: Scene, at: int | None = None) -> Briefing:
    """Return the briefing with one scene more.

    Parameters
    ----------
    briefing : Briefing
    scene : Scene
    at : int or None, default None
        The index that the scene gets, 0 to the number of scenes; None puts it last.

    Returns
    -------
    briefing : Briefing
        As it was where it is full or *at* is out of range.
    """
    index = len(briefing.scenes) if at is None else at
    if briefing.is_full or not 0 <= index <= len(briefing.scenes):
        return briefing
    return _with(briefing, (*briefing.scenes[:index], scene, *briefing.scenes[index:]))


def replaced(briefing: Briefing, index: int, scene: Scene) -> Briefing:
    """Return the briefing with another scene at an index.

    Parameters
    ----------
    briefing : Briefing
    index : int
    scene : Scene

    Returns
    -------
    briefing : Briefing
    """
    if not _has(briefing, index) or briefing.scenes[index] == scene:
        return briefing
    return _with(briefing, (*briefing.scenes[:index], scene, *briefing.scenes[index + 1 :]))


def with_texts(
    briefing: Briefing,
    index: int,
    *,
    title: str | None = None,
    caption: str | None = None,
    notes: str | None = None,
) -> Briefing:
    """Return the briefing with other texts of one scene.

    Parameters
    ----------
    briefing : Briefing
    index : int
    title, caption, notes : str or None, default None
        None leaves a text as it is; "" takes it away.

    Returns
    -------
    briefing : Briefing
    """
    if not _has(briefing, index):
        return briefing
    asked = {"title": title, "caption": caption, "notes": notes}
    given = {name: text for name, text in asked.items() if text is not None}
    return replaced(briefing, index, replace(briefing.scenes[index], **given))  # type: ignore[arg-type]


def moved(briefing: Briefing, index: int, to: int) -> Briefing:
    """Return the briefing with a scene at another place.

    Parameters
    ----------
    briefing : Briefing
    index : int
        Where the scene is.
    to : int
        Where it is afterwards.

    Returns
    -------
    briefing : Briefing
    """
    if not (_has(briefing, index) and _has(briefing, to)) or index == to:
        return briefing
    scenes = list(briefing.scenes)
    scenes.insert(to, scenes.pop(index))
    return _with(briefing, scenes)


def duplicated(briefing: Briefing, index: int) -> Briefing:
    """Return the briefing with a copy after a scene, “(copy)” at the end of its title.

    Parameters
    ----------
    briefing : Briefing
    index : int

    Returns
    -------
    briefing : Briefing
        As it was where it is full.
    """
    if not _has(briefing, index):
        return briefing
    scene = briefing.scenes[index]
    title = scene.title[: MAX_TITLE_CHARACTERS - len(COPY_SUFFIX)].rstrip() + COPY_SUFFIX
    return with_scene(briefing, replace(scene, title=title), index + 1)


def removed(briefing: Briefing, index: int) -> Briefing:
    """Return the briefing without a scene.

    Parameters
    ----------
    briefing : Briefing
    index : int

    Returns
    -------
    briefing : Briefing
    """
    if not _has(briefing, index):
        return briefing
    return _with(briefing, (*briefing.scenes[:index], *briefing.scenes[index + 1 :]))


def _has(briefing: Briefing, index: int) -> bool:
    return 0 <= index < len(briefing.scenes)


def _with(briefing: Briefing, scenes: Sequence[Scene]) -> Briefing:
    return replace(briefing, scenes=tuple(scenes))
