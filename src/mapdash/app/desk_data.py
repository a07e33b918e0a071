"""What the surfaces of the briefing show, as data."""

from __future__ import annotations

import re
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from mapdash.app.briefing_files import scenes_in_words
from mapdash.app.desk import marking
from mapdash.briefing import PRESETS, briefing_to_yaml
from mapdash.filters import one_line

if TYPE_CHECKING:
    from mapdash.app.desk import Desk
    from mapdash.app.drafts import Draft
    from mapdash.briefing import Briefing
    from mapdash.settings import Settings

LINE_CHARACTERS: Final = 120
FIXED: Final = "The settings of this server fix the marking; it cannot be changed here."
_NOT_IN_NAME: Final = re.compile(r"[^\w-]+")
_yaml = lru_cache(maxsize=32)(briefing_to_yaml)


def keeper_data(desk: Desk) -> dict[str, Any]:
    """Say what a browser needs to keep the draft and to open the presenter.

    Parameters
    ----------
    desk : Desk

    Returns
    -------
    data : dict
        What `desk.js` takes.
    """
    draft = desk.draft
    presentation = desk.presentation
    return {
        "session": desk.session,
        "number": draft.number,
        "isTouched": draft.is_touched,
        "isChanged": draft.is_changed,
        "isOpen": desk.is_open,
        "yaml": _yaml(draft.briefing),
        "title": draft.briefing.title,
        "scenes": len(draft.keys),
        "keys": list(draft.keys),
        "file": draft.file,
        "fileName": _file_name(draft.briefing),
        "drawn": desk.drawn,
        "present": asdict(presentation) if presentation else None,
    }


def _file_name(briefing: Briefing) -> str:
    stem = _NOT_IN_NAME.sub("-", briefing.title).strip("-")[:60]
    return f"{stem or 'briefing'}.yaml"


def header_part(desk: Desk) -> dict[str, Any]:
    """Say what the header shows of the briefing.

    Parameters
    ----------
    desk : Desk

    Returns
    -------
    data : dict
        A part of what `header.js` takes.
    """
    draft = desk.draft
    problem = desk.presentation.problem if desk.presentation else ""
    return {
        "session": desk.session,
        "scenes": len(draft.keys),
        "isBriefingOpen": desk.is_open,
        "isDraftChanged": draft.is_changed,
        "said": draft.said,
        "saidNumber": draft.number,
        "presentProblem": problem,
    }


def briefing_data(desk: Desk, settings: Settings, *, has_event: bool) -> dict[str, Any]:
    """Say what the briefing beside the map shows.

    Parameters
    ----------
    desk : Desk
    settings : Settings
    has_event : bool
        Whether the right column has a card as well.

    Returns
    -------
    data : dict
        What `briefing.js` takes.
    """
    draft = desk.draft
    path = settings.briefing_path
    shipped = path.name if path and (draft.file != path.name or draft.is_changed) else ""
    return {
        "session": desk.session,
        "number": draft.number,
        "isTouched": draft.is_touched,
        "isKept": draft.is_kept,
        "tabs": tabs_data(desk) if has_event else None,
        "title": draft.briefing.title,
        "asOf": draft.briefing.as_of.isoformat() if draft.briefing.as_of else "",
        "marking": _marking_choice(draft, settings),
        "isChanged": draft.is_changed,
        "state": _state(draft),
        "undo": draft.past[-1].label if draft.past else "",
        "redo": draft.future[-1].label if draft.future else "",
        "said": draft.said,
        "saidNumber": draft.number,
        "problems": [{"line": one.line, "sentence": one.sentence} for one in draft.problems],
        "problemsTitle": _problems_title(draft),
        "edited": desk.edited,
        "scenes": [
            {
                "key": key,
                "title": scene.title,
                "line": one_line(scene.caption or scene.notes, LINE_CHARACTERS),
                "isShown": key == desk.shown,
                # Two hundred scenes with all their texts would be megabytes at every change.
                **({"caption": scene.caption, "notes": scene.notes} if key == desk.edited else {}),
            }
            for key, scene in zip(draft.keys, draft.briefing.scenes, strict=True)
        ],
        "last": draft.keys[-1] if draft.keys else None,
        "shipped": shipped,
    }


def tabs_data(desk: Desk) -> dict[str, Any]:
    """Say which tab of the right column is open."""
    return {"active": desk.tab, "asked": desk.tab_asked}


def marking_data(settings: Settings, briefing: Briefing) -> dict[str, Any]:
    """Say what marks every page.

    Parameters
    ----------
    settings : Settings
    briefing : Briefing

    Returns
    -------
    data : dict
        What `marking.js` takes.
    """
    found = marking(settings, briefing)
    return {"marking": asdict(found) if found else None}


def _marking_choice(draft: Draft, settings: Settings) -> dict[str, Any]:
    is_fixed = bool(settings.marking)
    found = marking(settings, draft.briefing)
    return {
        "text": found.text if found else "",
        "isFixed": is_fixed,
        "reason": FIXED if is_fixed else "",
        "presets": [
            {"text": preset.text, "note": preset.note, "source": preset.source}
            for preset in PRESETS
        ],
    }


def _state(draft: Draft) -> str:
    scenes = scenes_in_words(len(draft.keys))
    if not draft.is_changed:
        return f"{scenes}, as in {draft.file}." if draft.file else f"{scenes}."
    if draft.saved is None:
        return f"{scenes}, not saved to a file. This browser keeps them."
    return f"{scenes}. Changed, not saved to a file; this browser keeps the changes."


def _problems_title(draft: Draft) -> str:
    count = len(draft.problems)
    name = draft.file or "The file"
    is_unread = any(problem.is_fatal for problem in draft.problems)
    if is_unread:
        return "This is no briefing file; the briefing stays as it was."
    return f"{name} has {'a problem' if count == 1 else f'{count} problems'}; the rest was taken."
