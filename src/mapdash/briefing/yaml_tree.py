"""YAML text as a tree of plain texts with their lines: nothing is interpreted, nothing runs.

PyYAML gives the events of a file, and the tree is built from them here. So a date stays the
text that stands in the file, and anchors, aliases and tags, which could make a small file
large or make objects, are refused at the first one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import yaml

from mapdash.briefing.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mapdash.briefing.problems import ProblemList

MAX_FILE_BYTES: Final = 2_000_000
MOST_LEVELS: Final = 12
MOST_EVENTS: Final = 450_000
"""More than 2 MB of coordinates give, and few enough to take a second or two."""

LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser of libyaml where PyYAML has it, ten times as fast; else the one in Python."""

_REFUSED = (
    "This uses an anchor (&), an alias (*) or a tag (!), which briefing files cannot have; "
    "put quotation marks around a text that begins so"
)
_TOO_DEEP = f"There are more than {MOST_LEVELS} levels here"
_NOT_TEXT = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_OTHER_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")

# What PyYAML says, what a person is told, and whether the context knows the better line.
_SENTENCES: Final = (
    ("tab", "A tab stands where YAML wants spaces; indent with two spaces", False),
    ("unexpected end of stream", "The quotation mark that opens here is not closed", True),
    (
        "mapping values are not allowed",
        (
            "A colon is not expected here; put quotation marks around a text that holds “: ”, and "
            "begin the keys of one scene in the same column"
        ),
        False,
    ),
    (
        "expected ':'",
        "This line is neither “key: value” nor an item of a list, which begins with “- ”",
        True,
    ),
    (
        "sequence entries are not allowed",
        "An item of a list (“- ”) cannot stand here; put it on a line of its own",
        False,
    ),
    (
        "node content",
        "A value is missing here, or it begins with a character that needs quotation marks",
        False,
    ),
    ("flow sequence", "The list that opens with “[” here lacks a comma or its “]”", True),
    ("flow mapping", "What opens with “{” here lacks a comma or its “}”", True),
    ("nesting depth", _TOO_DEEP, False),
    ("an alias", _REFUSED, False),
    ("an anchor", _REFUSED, False),
    ("tag", _REFUSED, False),
    (
        "escape",
        "A backslash between double quotation marks has to be written twice (\\\\)",
        False,
    ),
    ("block scalar", "After “|” or “>” nothing else can stand in the line", False),
    (
        "parsing a block",
        (
            "This line does not fit the lines above; look at its indentation, and that nothing "
            "follows a closing quotation mark or bracket"
        ),
        False,
    ),
)


@dataclass(slots=True)
class Text:
    """A text as it stands in the file, without quotation marks."""

    line: int
    value: str


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Entries:
    """Keys with what they hold, in the order of the file; a key may stand there twice."""

    line: int
    entries: list[tuple[Text, Node]] = field(default_factory=list)


Node: TypeAlias = Text | Items | Entries


class UnreadableError(Exception):
    """The text is no YAML that a briefing can be; for `read_tree` and who calls it."""

    def __init__(self, line: int, reason: str) -> None:
        """Keep the problem that says so."""
        self.problem = Problem(line, f"{reason}. The file was not read.", is_fatal=True)
        super().__init__(self.problem.sentence)


def read_tree(text: str, problems: ProblemList, *, loader: Any = LOADER) -> Node:  # noqa: ANN401 - a class of PyYAML
    """Read YAML text as a tree.

    Parameters
    ----------
    text : str
    problems : ProblemList
        Takes what was left out: characters that no text can hold, a second document.
    loader : type, default LOADER
        A loader of PyYAML; only its events are used.

    Returns
    -------
    tree : Text, Items or Entries
        Keys are texts; no more than 12 levels.

    Raises
    ------
    UnreadableError
        If the text is longer than 2 MB, empty, no YAML, or YAML that briefings cannot have.
    """
    if len(text) > MAX_FILE_BYTES or len(text.encode(errors="replace")) > MAX_FILE_BYTES:
        raise UnreadableError(0, f"The file is larger than {MAX_FILE_BYTES // 1_000_000} MB")
    cleaned = _clean(text.removeprefix("\ufeff"), problems)
    try:
        tree = _built(yaml.parse(cleaned, Loader=loader), problems)
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, cleaned) from error
    except (yaml.YAMLError, ValueError) as error:
        raise UnreadableError(0, "This is no YAML that could be read") from error
    if tree is None or (isinstance(tree, Text) and not tree.value):
        raise UnreadableError(0, "The file is empty")
    return tree


def _clean(text: str, problems: ProblemList) -> str:
    for character in _NOT_TEXT.finditer(text):
        line = text.count("\n", 0, character.start()) + 1
        problems.add(
            line, f"A character that no text can hold (U+{ord(character[0]):04X}) was left out."
        )
        if problems.unsaid:
            break
    return _OTHER_LINE_ENDS.sub(" ", _NOT_TEXT.sub("", text))


@dataclass(slots=True)
class _Builder:
    """Build a tree from its nodes; no recursion, so that no depth can exhaust the stack."""

    root: Node | None = None
    open_nodes: list[Items | Entries] = field(default_factory=list)
    open_keys: list[Text | None] = field(default_factory=list)

    def add(self, node: Node) -> None:
        if not self.open_nodes:
            self.root = node
        elif isinstance(parent := self.open_nodes[-1], Items):
            parent.items.append(node)
        elif (key := self.open_keys[-1]) is not None:
            parent.entries.append((key, node))
            self.open_keys[-1] = None
        elif isinstance(node, Text):
            self.open_keys[-1] = node
        else:
            raise UnreadableError(node.line, "A key must be one word, not a list")
        if not isinstance(node, Text):
            self.open_nodes.append(node)
            self.open_keys.append(None)
            if len(self.open_nodes) > MOST_LEVELS:
                raise UnreadableError(node.line, _TOO_DEEP)

    def close(self) -> None:
        self.open_nodes.pop()
        self.open_keys.pop()


def _built(events: Iterator[Any], problems: ProblemList) -> Node | None:
    """Build the first document."""
    builder = _Builder()
    for number, event in enumerate(events):
        if number > MOST_EVENTS:
            raise UnreadableError(_line(event.start_mark), "The file has too many parts to be read")
        if isinstance(event, yaml.NodeEvent):
            builder.add(_node(event))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            builder.close()
        elif isinstance(event, yaml.DocumentStartEvent) and builder.root is not None:
            problems.add(_line(event.start_mark), "Only what stands above this “---” was read.")
            break
    return builder.root


def _node(event: Any) -> Node:  # noqa: ANN401 - an event of PyYAML
    line = _line(event.start_mark)
    if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
        raise UnreadableError(line, _REFUSED)
    if isinstance(event, yaml.ScalarEvent):
        return Text(line, _SURROGATES.sub("", event.value))
    return Items(line) if isinstance(event, yaml.SequenceStartEvent) else Entries(line)


def _unreadable(error: yaml.MarkedYAMLError, text: str) -> UnreadableError:
    said = f"{error.problem} {error.context}"
    # The end of the text is on a line that nobody sees.
    last = text.rstrip().count("\n") + 1
    line = min(_line(error.problem_mark), last)
    character = _character(error.problem_mark, text)
    if character == "\t":
        said = "tab"
    elif "cannot start any token" in said:
        reason = f"A text cannot begin with “{character}”; put quotation marks around it"
        return UnreadableError(line, reason)
    for words, reason, is_context in _SENTENCES:
        if words in said:
            return UnreadableError(_line(error.context_mark) if is_context else line, reason)
    return UnreadableError(line, f"This is not YAML: {error.problem}")


def _line(mark: Any) -> int:  # noqa: ANN401 - the parsers of PyYAML have two kinds of marks
    return 0 if mark is None else int(mark.line) + 1


def _character(mark: Any, text: str) -> str:  # noqa: ANN401 - as above
    return "" if mark is None else text[mark.index : mark.index + 1]
