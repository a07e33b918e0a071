"""Actions that bring another briefing: from a file, from what a browser kept, or an empty one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from mapdash.app.drafts import OTHER, changed
from mapdash.briefing import Briefing, briefing_from_yaml
from mapdash.filters import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mapdash.app.drafts import Draft
    from mapdash.briefing import Scene

MAX_NAME_CHARACTERS: Final = 120


def file_name(name: object) -> str:
    """Return the name of a file as a browser gave it, as one clean line; "" for anything else."""
    return one_line(name, MAX_NAME_CHARACTERS) if isinstance(name, str) else ""


def scenes_in_words(count: int) -> str:
    """Say how many scenes there are."""
    return "1 scene" if count == 1 else f"{count} scenes"


def _load(draft: Draft, action: Mapping[str, Any], _: Scene) -> Draft:
    text, name = action.get("text"), file_name(action.get("name")) or "the file"
    if not isinstance(text, str):
        return draft
    reading = briefing_from_yaml(text)
    if reading.briefing is None or (reading.problems and not reading.briefing.scenes):
        said = f"{name} cannot be used; the briefing stays as it was."
        return replace(draft, problems=reading.problems).saying(said)
    loaded = replace(
        _adopted(draft, reading.briefing, f"load {name}"),
        # A file that could be read in part only does not hold what is here.
        saved=None if reading.problems else reading.briefing,
        problems=reading.problems,
        file=name,
        is_touched=True,
        is_kept=False,
    )
    return loaded.saying(f"Loaded {name}: {scenes_in_words(len(reading.briefing.scenes))}.")


def restored(draft: Draft, action: Mapping[str, Any]) -> Draft:
    """Take what a browser kept from a session that is gone, or from another one.

    Parameters
    ----------
    draft : Draft
    action : mapping
        With the "text" of a file; "isAsked" when a person asked for it.

    Returns
    -------
    draft : Draft
        *draft* itself when a person has done something to it, and did not ask.
    """
    text = action.get("text")
    is_asked = action.get("isAsked") is True
    if not isinstance(text, str) or (draft.is_touched and not is_asked):
        return draft
    reading = briefing_from_yaml(text)
    if reading.briefing is None:
        said = "The draft that this browser kept cannot be read."
        return replace(draft, problems=reading.problems).saying(said)
    keys = None if is_asked else _kept_keys(action.get("keys"), len(reading.briefing.scenes))
    taken = replace(
        _adopted(draft, reading.briefing, "bring a draft back", keys),
        saved=None if action.get("isChanged") is True else reading.briefing,
        problems=reading.problems,
        file=file_name(action.get("name")),
        is_touched=True,
        is_kept=True,
    )
    return taken.saying("Your draft is back.")


def _kept_keys(keys: object, count: int) -> tuple[int, ...] | None:
    """Return the keys that the scenes had, so that what is open in the list stays open."""
    if (
        not isinstance(keys, (list, tuple))
        or len(keys) != count
        or len(set(map(str, keys))) != count
    ):
        return None
    good = tuple(key for key in keys if type(key) is int and 0 < key < 2**31)
    return good if len(good) == count else None


def _adopted(
    draft: Draft, briefing: Briefing, label: str, keys: tuple[int, ...] | None = None
) -> Draft:
    first = draft.next_key()
    new = tuple(range(first, first + len(briefing.scenes)))
    return changed(draft, briefing, label, keys=new if keys is None else keys, tag=OTHER)


def _new(draft: Draft, _: Mapping[str, Any], __: Scene) -> Draft:
    started = _adopted(draft, Briefing(), "start an empty briefing")
    return replace(started, saved=Briefing(), file="", problems=(), is_touched=True, is_kept=False)


def reopened(draft: Draft, other: Draft) -> Draft:
    """Take the briefing of another draft, and keep the own one to go back to.

    Parameters
    ----------
    draft, other : Draft

    Returns
    -------
    draft : Draft
    """
    taken = replace(
        _adopted(draft, other.briefing, f"open {other.file}"),
        saved=other.saved,
        file=other.file,
        problems=other.problems,
        is_touched=True,
        is_kept=False,
    )
    return taken.saying(f"Opened {other.file}.")


def _file_saved(draft: Draft, action: Mapping[str, Any], _: Scene) -> Draft:
    if action.get("number") != draft.number:
        return draft
    name = file_name(action.get("name"))
    saved = replace(draft, saved=draft.briefing, file=name, is_touched=True, is_kept=False)
    return saved.saying(f"Saved to {name}, among your downloads.")


FILE_REDUCERS: Final[Mapping[str, Callable[[Draft, Mapping[str, Any], Scene], Draft]]] = {
    "briefing_load": _load,
    "briefing_new": _new,
    "briefing_file_saved": _file_saved,
}
