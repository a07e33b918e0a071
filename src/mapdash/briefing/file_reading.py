"""A briefing read from the text of a file; what cannot be used is said and left out."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from mapdash.briefing.file_keys import BRIEFING_KEYS, FORMAT_VERSION, VERSION_KEY
from mapdash.briefing.file_scene import scene_of
from mapdash.briefing.file_values import Values
from mapdash.briefing.marking import MAX_MARKING_CHARACTERS
from mapdash.briefing.model import MOST_SCENES, Briefing
from mapdash.briefing.problems import ProblemList, quoted
from mapdash.briefing.scene import MAX_TITLE_CHARACTERS
from mapdash.briefing.yaml_tree import Entries, Node, Text, UnreadableError, read_tree

if TYPE_CHECKING:
    from mapdash.briefing.problems import Problem

_VERSION = re.compile(r"[0-9]{1,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class BriefingReading:
    """Hold what a briefing file gave.

    Parameters
    ----------
    briefing : Briefing or None
        None where the file is no briefing at all; the last problem then is fatal.
    problems : tuple of Problem
        In the order of the lines.
    """

    briefing: Briefing | None
    problems: tuple[Problem, ...] = ()


def briefing_from_yaml(text: str) -> BriefingReading:
    """Read a briefing from the text of a file, whatever stands in it.

    Every value is read as the text that stands there: NO, 2024-01-01 and 1_000 are no truth
    values, dates or numbers. Whether the data know a value is not asked here.

    Parameters
    ----------
    text : str
        YAML as `briefing_to_yaml` writes it, or a person; at most 2 MB.

    Returns
    -------
    reading : BriefingReading
        What could be read, and a sentence for everything that was left out or changed.
    """
    problems = ProblemList()
    briefing = None
    fatal: tuple[Problem, ...] = ()
    try:
        briefing = _briefing(read_tree(text, problems), problems)
    except UnreadableError as error:
        fatal = (error.problem,)
    # What is missing at the end of a file stands on a line that nobody sees.
    last = text.count("\n") + text.count("\r") + 1
    found = (replace(one, line=min(one.line, last)) for one in (*problems.ordered(), *fatal))
    return BriefingReading(briefing, tuple(found))


def _briefing(tree: Node, problems: ProblemList) -> Briefing:
    if not isinstance(tree, Entries):
        kind = "one text" if isinstance(tree, Text) else "a list"
        reason = f"The file is {kind}; a briefing begins with “{VERSION_KEY}: {FORMAT_VERSION}”"
        raise UnreadableError(tree.line, reason)
    values = Values(tree, "a briefing", BRIEFING_KEYS, problems)
    _check_version(values)
    nodes = values.items("scenes")
    scenes = [scene_of(node, problems) for node in nodes[:MOST_SCENES]]
    if len(nodes) > MOST_SCENES:
        problems.add(
            nodes[MOST_SCENES].line,
            f"The file has {len(nodes):,} scenes; the first {MOST_SCENES} were read.",
        )
    return Briefing(
        title=values.line("title", MAX_TITLE_CHARACTERS),
        scenes=tuple(scene for scene in scenes if scene is not None),
        marking=values.line("marking", MAX_MARKING_CHARACTERS),
        as_of=_day(values, "as_of"),
    )


def _check_version(values: Values) -> None:
    version = values.raw(VERSION_KEY).strip()
    if not version and "scenes" not in values.held:
        reason = f"This is no briefing: it has neither “{VERSION_KEY}: {FORMAT_VERSION}” nor scenes"
        raise UnreadableError(values.node.line, reason)
    if not _VERSION.fullmatch(version):
        values.problems.add(
            values.node.line,
            f"The file does not say which form it has, and was read as version {FORMAT_VERSION}; "
            f"put “{VERSION_KEY}: {FORMAT_VERSION}” into its first line.",
        )
    elif int(version) != FORMAT_VERSION:
        line = values.held[VERSION_KEY].line
        reason = (
            f"This is a briefing file of version {int(version)}, and this mapdash reads version "
            f"{FORMAT_VERSION}; open it with a newer mapdash"
        )
        raise UnreadableError(line, reason)


def _day(values: Values, key: str) -> date | None:
    text = values.raw(key).strip()
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    if text:
        values.refuse(key, f"is {quoted(text)}, which is no day such as 2026-03-12")
    return None
