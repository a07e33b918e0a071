"""Actions on the draft of a briefing, and the draft that follows from each.

They come from a browser, so nothing in them is believed: an action that is not understood
leaves the draft as it is. Everything that changes the briefing can be undone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from mapdash.app.briefing_files import FILE_REDUCERS, restored
from mapdash.app.drafts import changed, done_again, undone
from mapdash.briefing import (
    MAX_TITLE_CHARACTERS,
    MOST_ANNOTATIONS,
    MOST_SCENES,
    annotation_from_json,
    duplicated,
    moved,
    removed,
    replaced,
    with_scene,
    with_texts,
)
from mapdash.filters import one_line

if TYPE_CHECKING:
    from mapdash.app.drafts import Draft
    from mapdash.briefing import Annotation, Scene

Action: TypeAlias = Mapping[str, Any]
Reducer: TypeAlias = "Callable[[Draft, Action, Scene], Draft]"

FULL: Final = f"A briefing holds at most {MOST_SCENES} scenes: delete one first."
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LABELS: Final = {"title": "rename", "caption": "caption of", "notes": "notes of"}


def reduce_draft(draft: Draft, action: object, on_screen: Scene) -> Draft:
    """Return the draft that follows from an action.

    Parameters
    ----------
    draft : Draft
    action : object
        What a surface sent: a mapping with the key "type" if all is well.
    on_screen : Scene
        What the dashboard shows, with a title for it.

    Returns
    -------
    draft : Draft
        *draft* itself when the action says nothing that can be done.
    """
    if not isinstance(action, Mapping):
        return draft
    reducer = _REDUCERS.get(str(action.get("type")))
    return reducer(draft, action, on_screen) if reducer else draft


def _save_scene(draft: Draft, _: Action, on_screen: Scene) -> Draft:
    if draft.briefing.is_full:
        return draft.saying(FULL)
    titles = {scene.title for scene in draft.briefing.scenes}
    scene = replace(on_screen, title=_unused(on_screen.title, titles))
    return changed(
        draft,
        with_scene(draft.briefing, scene),
        "save a scene",
        keys=(*draft.keys, draft.next_key()),
        said=f"Saved as scene {len(draft.keys) + 1}: {scene.title}",
    )


def _unused(title: str, titles: set[str]) -> str:
    number = 1
    answer = title
    while answer in titles:
        number += 1
        suffix = f" ({number})"
        answer = f"{title[: MAX_TITLE_CHARACTERS - len(suffix)].rstrip()}{suffix}"
    return answer


def _texts(draft: Draft, action: Action, _: Scene) -> Draft:
    index = draft.index_of(action.get("key"))
    texts = {name: action[name] for name in _LABELS if isinstance(action.get(name), str)}
    # A scene without a title could not be told from others in the list.
    if not one_line(texts.get("title", "x"), MAX_TITLE_CHARACTERS):
        del texts["title"]
    if index < 0 or not texts:
        return draft
    name = next(iter(texts))
    label = f"{_LABELS[name]} {draft.quoted(index)}"
    briefing = with_texts(draft.briefing, index, **texts)
    return changed(draft, briefing, label, tag=f"{name}:{action['key']}")


def _move(draft: Draft, action: Action, _: Scene) -> Draft:
    index, to = draft.index_of(action.get("key")), action.get("to")
    if index < 0 or type(to) is not int:
        return draft
    to = max(0, min(to, len(draft.keys) - 1))
    keys = [*draft.keys[:index], *draft.keys[index + 1 :]]
    keys.insert(to, draft.keys[index])
    quoted = draft.quoted(index)
    said = f"{quoted} is now scene {to + 1} of {len(keys)}."
    briefing = moved(draft.briefing, index, to)
    return changed(draft, briefing, f"move {quoted}", keys=tuple(keys), said=said)


def _duplicate(draft: Draft, action: Action, _: Scene) -> Draft:
    index = draft.index_of(action.get("key"))
    if index < 0:
        return draft
    if draft.briefing.is_full:
        return draft.saying(FULL)
    keys = (*draft.keys[: index + 1], draft.next_key(), *draft.keys[index + 1 :])
    label = f"duplicate {draft.quoted(index)}"
    return changed(draft, duplicated(draft.briefing, index), label, keys=keys)


def _delete(draft: Draft, action: Action, _: Scene) -> Draft:
    index = draft.index_of(action.get("key"))
    if index < 0:
        return draft
    keys = (*draft.keys[:index], *draft.keys[index + 1 :])
    quoted = draft.quoted(index)
    said = f"{quoted} is deleted; Undo brings it back."
    briefing = removed(draft.briefing, index)
    return changed(draft, briefing, f"delete {quoted}", keys=keys, said=said)


def _update(draft: Draft, action: Action, on_screen: Scene) -> Draft:
    index = draft.index_of(action.get("key"))
    if index < 0:
        return draft
    old = draft.briefing.scenes[index]
    scene = replace(
        on_screen,
        title=old.title,
        caption=old.caption,
        notes=old.notes,
        # A map that never showed the scene says nothing of what was drawn on it.
        annotations=on_screen.annotations or (() if action.get("isShown") else old.annotations),
    )
    quoted = draft.quoted(index)
    said = f"{quoted} is what the map shows now."
    return changed(draft, replaced(draft.briefing, index, scene), f"update {quoted}", said=said)


def _annotations(draft: Draft, action: Action, _: Scene) -> Draft:
    """Keep what was drawn while the briefing was presented; no scene moves meanwhile."""
    index, title = action.get("index"), action.get("title")
    scenes = draft.briefing.scenes
    if type(index) is not int or not 0 <= index < len(scenes) or scenes[index].title != title:
        return draft
    items = action.get("annotations")
    if not isinstance(items, (list, tuple)):
        return draft
    scene = replace(scenes[index], annotations=_read(items))
    label = f"draw on {draft.quoted(index)}"
    briefing = replaced(draft.briefing, index, scene)
    return changed(draft, briefing, label, tag=f"draw:{draft.keys[index]}")


def _restore(draft: Draft, action: Action, on_screen: Scene) -> Draft:
    answer = restored(draft, action)
    drawings = action.get("drawn")
    if answer is draft or not isinstance(drawings, (list, tuple)):
        return answer
    for drawing in drawings:
        if isinstance(drawing, Mapping):
            answer = _annotations(answer, drawing, on_screen)
    return answer


def _read(items: list[object] | tuple[object, ...]) -> tuple[Annotation, ...]:
    found = (annotation_from_json(item) for item in items[:MOST_ANNOTATIONS])
    return tuple(annotation for annotation in found if annotation is not None)


def _title(draft: Draft, action: Action, _: Scene) -> Draft:
    text = action.get("text")
    if not isinstance(text, str):
        return draft
    briefing = replace(draft.briefing, title=text)
    return changed(draft, briefing, "title of the briefing", tag="title")


def _marking(draft: Draft, action: Action, _: Scene) -> Draft:
    text = action.get("text")
    if not isinstance(text, str):
        return draft
    return changed(draft, replace(draft.briefing, marking=text), "marking", tag="marking")


def _as_of(draft: Draft, action: Action, _: Scene) -> Draft:
    text = action.get("text")
    if not isinstance(text, str) or (text and not _DAY.fullmatch(text)):
        return draft
    try:
        as_of = date.fromisoformat(text) if text else None
    except ValueError:
        return draft
    return changed(draft, replace(draft.briefing, as_of=as_of), "as-of date")


_REDUCERS: Final[Mapping[str, Reducer]] = {
    "briefing_save_scene": _save_scene,
    "briefing_texts": _texts,
    "briefing_move": _move,
    "briefing_duplicate": _duplicate,
    "briefing_delete": _delete,
    "briefing_update": _update,
    "briefing_annotations": _annotations,
    "briefing_title": _title,
    "briefing_marking": _marking,
    "briefing_as_of": _as_of,
    "briefing_undo": lambda draft, _, __: undone(draft),
    "briefing_redo": lambda draft, _, __: done_again(draft),
    "briefing_dismiss": lambda draft, _, __: replace(draft, problems=(), is_kept=False).saying(""),
    "briefing_restore": _restore,
    **FILE_REDUCERS,
}
