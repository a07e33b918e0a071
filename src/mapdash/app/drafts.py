"""The draft of a briefing: the value that a session works on, with its way back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mapdash.filters import one_line

if TYPE_CHECKING:
    from mapdash.briefing import Briefing, Problem

MOST_STEPS: Final = 100
"""The most changes that can be undone."""

MAX_LABEL_CHARACTERS: Final = 50
OTHER: Final = "another briefing"
"""The tag of a change that brought a briefing with a file of its own."""


@dataclass(frozen=True, slots=True)
class Step:
    """Hold a change that can be undone: how the briefing was before it.

    Parameters
    ----------
    label : str
        What was done, such as "delete “Hebei”".
    briefing : Briefing
    keys : tuple of int
        Of its scenes.
    saved : Briefing or None
        What a file held then.
    file : str
        The name of that file.
    tag : str, optional
        Changes in a row with the same one, such as letters typed into a field, are one step.
    """

    label: str
    briefing: Briefing
    keys: tuple[int, ...]
    saved: Briefing | None
    file: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold the briefing that a session works on.

    Parameters
    ----------
    briefing : Briefing
    keys : tuple of int
        A name for each scene that stays when it is moved, and is given to no other.
    saved : Briefing or None
        What the file holds that it was loaded from or saved to; None for no file.
    file : str
        The name of that file, "" for none.
    number : int
        Another one whenever anything is.
    is_touched : bool
        Whether a person has done anything to it.
    is_kept : bool
        Whether it comes from what a browser kept, and nobody has looked at that yet.
    past, future : tuple of Step
        What can be undone and done again, the latest last.
    problems : tuple of Problem
        Of the file that was loaded last.
    said : str
        What was done last, one sentence.
    """

    briefing: Briefing
    keys: tuple[int, ...]
    saved: Briefing | None
    file: str = ""
    number: int = 0
    is_touched: bool = False
    is_kept: bool = False
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    said: str = ""

    @property
    def is_changed(self) -> bool:
        """Tell whether no file holds the briefing as it is."""
        return self.briefing != self.saved

    def index_of(self, key: object) -> int:
        """Return where the scene with a key stands, -1 for none."""
        return self.keys.index(key) if type(key) is int and key in self.keys else -1

    def next_key(self) -> int:
        """Return a key that no scene has or had."""
        steps = (*self.past, *self.future)
        return max([0, *self.keys, *(key for step in steps for key in step.keys)]) + 1

    def quoted(self, index: int) -> str:
        """Return the title of a scene in quotation marks, cut to what a button can say."""
        title = self.briefing.scenes[index].title or f"scene {index + 1}"
        short = one_line(title, MAX_LABEL_CHARACTERS)
        return f"“{short}…”" if len(title) > MAX_LABEL_CHARACTERS else f"“{short}”"

    def saying(self, sentence: str) -> Draft:
        """Return the draft with something to tell the reader."""
        return replace(self, said=sentence, number=self.number + 1)


def start_draft(briefing: Briefing, problems: tuple[Problem, ...] = (), file: str = "") -> Draft:
    """Return the draft that a session starts with.

    Parameters
    ----------
    briefing : Briefing
    problems : tuple of Problem, optional
        Of the file that it comes from.
    file : str, optional
        The name of that file.

    Returns
    -------
    draft : Draft
    """
    keys = tuple(range(1, len(briefing.scenes) + 1))
    return Draft(briefing, keys, saved=briefing, file=file, problems=problems)


def changed(
    draft: Draft,
    briefing: Briefing,
    label: str,
    *,
    keys: tuple[int, ...] | None = None,
    tag: str = "",
    said: str = "",
) -> Draft:
    """Take another briefing, and keep the old one to go back to.

    Parameters
    ----------
    draft : Draft
    briefing : Briefing
    label : str
        What was done.
    keys : tuple of int, optional
        Of its scenes, where they are not the ones of before.
    tag : str, optional
        See `Step`.
    said : str, optional
        A sentence for the reader; without it one is made of the label.

    Returns
    -------
    draft : Draft
        *draft* itself when the briefing is no other one.
    """
    if briefing == draft.briefing:
        return draft
    past = draft.past
    is_more_of_it = tag not in {"", OTHER} and past and past[-1].tag == tag
    if not is_more_of_it:
        past = (*past, _step(draft, label, tag))[-MOST_STEPS:]
    return replace(
        draft,
        briefing=briefing,
        keys=draft.keys if keys is None else keys,
        number=draft.number + 1,
        is_touched=True,
        past=past,
        future=(),
        said=said or f"Done: {label}.",
    )


def undone(draft: Draft) -> Draft:
    """Return the draft as it was before the last change; itself when there was none."""
    if not draft.past:
        return draft
    step = draft.past[-1]
    before = replace(
        _back_to(draft, step),
        past=draft.past[:-1],
        future=(*draft.future, _step(draft, step.label, step.tag)),
    )
    return before.saying(f"Undone: {step.label}.")


def done_again(draft: Draft) -> Draft:
    """Return the draft as it was before the last undoing; itself when there was none."""
    if not draft.future:
        return draft
    step = draft.future[-1]
    after = replace(
        _back_to(draft, step),
        past=(*draft.past, _step(draft, step.label, step.tag)),
        future=draft.future[:-1],
    )
    return after.saying(f"Done again: {step.label}.")


def _step(draft: Draft, label: str, tag: str) -> Step:
    return Step(label, draft.briefing, draft.keys, draft.saved, draft.file, tag)


def _back_to(draft: Draft, step: Step) -> Draft:
    before = replace(draft, briefing=step.briefing, keys=step.keys)
    # What a file holds it goes on to hold, whatever is undone here.
    return replace(before, saved=step.saved, file=step.file) if step.tag == OTHER else before
