"""A briefing written as YAML that is pleasant to read and to compare."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from yaml import ScalarNode
from yaml.resolver import Resolver

from mapdash.briefing.annotations import POINT_DECIMALS, RADIUS_DECIMALS, Annotation
from mapdash.briefing.file_keys import FORMAT_VERSION, OPENABLE, VERSION_KEY
from mapdash.briefing.scene import BOUNDS_DECIMALS, EXTRA_LAYERS, OPTIONAL_LAYERS, Scene
from mapdash.filters import VALUE_DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mapdash.briefing.model import Briefing
    from mapdash.filters import EventFilter, Period

WIDTH: Final = 100
BLOCK_WIDTH: Final = 94
"""So that the lines of a caption, which are indented, end at 100, too."""
INDENT: Final = "  "

_TEXT_TAG = "tag:yaml.org,2002:str"
# What YAML, or some reader of it, could take for anything but text.
_NOT_PLAIN = re.compile(
    r"[-?:,\[\]{}#&*!|>'\"%@`=<~\s]|.*(?:: |:$| #|\s$|[\x00-\x1f\x7f-\xa0"
    "\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff])",
    re.DOTALL,
)
# PyYAML knows the numbers of YAML 1.1; those of 1.2 are more.
_NUMBER = re.compile(r"[-+.]?[0-9][0-9_.eExXoO+-]*")
_NOT_PLAIN_IN_A_LIST = re.compile(r"[,\[\]{}:?]")
_NOT_JSON_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def briefing_to_yaml(briefing: Briefing) -> str:
    """Write a briefing as the text of a file.

    Parameters
    ----------
    briefing : Briefing

    Returns
    -------
    text : str
        YAML 1.1 and 1.2, UTF-8 when it is stored; only what differs from the default, in a
        fixed order, with captions and notes as blocks of lines that end at 100 characters. `briefing_from_yaml` makes an
        equal briefing of it.
    """
    lines = [f"{VERSION_KEY}: {FORMAT_VERSION}", f"title: {_text(briefing.title)}"]
    if briefing.as_of:
        lines.append(f"as_of: {briefing.as_of.isoformat()}")
    if briefing.marking:
        lines.append(f"marking: {_text(briefing.marking)}")
    lines.append("scenes:" if briefing.scenes else "scenes: []")
    for number, scene in enumerate(briefing.scenes):
        lines += [*([""] if number else []), *_item(_scene(scene))]
    return "\n".join(lines) + "\n"


def _scene(scene: Scene) -> Iterator[str]:
    if scene.title:
        yield f"title: {_text(scene.title)}"
    for key, text in (("caption", scene.caption), ("notes", scene.notes)):
        yield from _block(key, text)
    if scene.chosen:
        yield f"event: {_text(scene.chosen)}"
    if scene.bounds:
        box = scene.bounds
        edges = (box.west, box.south, box.east, box.north)
        yield f"view: [{', '.join(_number(edge, BOUNDS_DECIMALS) for edge in edges)}]"
    if scene.theme:
        yield f"theme: {scene.theme}"
    yield from _nested("filter", _filter(scene.filter))
    yield from _layers(scene)
    if scene.reference:
        yield f"near: {_text(scene.reference.to_text())}"
    if scene.basemap != Scene().basemap:
        yield f"basemap: {_text(scene.basemap)}"
    yield from _values("open", [key for key, field in OPENABLE.items() if getattr(scene, field)])
    if scene.annotations:
        yield "annotations:"
        for annotation in scene.annotations:
            yield from _item(_annotation(annotation))


def _layers(scene: Scene) -> Iterator[str]:
    switches = {name: "false" for name in OPTIONAL_LAYERS if name in scene.hidden_layers}
    switches |= {name: "true" for name in EXTRA_LAYERS if name in scene.shown_layers}
    if switches:
        yield f"layers: {{{', '.join(f'{name}: {value}' for name, value in switches.items())}}}"


def _filter(wanted: EventFilter) -> Iterator[str]:
    if wanted.search:
        yield f"search: {_text(wanted.search)}"
    yield from _values("countries", sorted(wanted.countries))
    if wanted.is_place_only:
        yield "only_where_it_happened: true"
    for dimension in VALUE_DIMENSIONS:
        if dimension != "countries":
            yield from _values(dimension, sorted(wanted.values(dimension)))
    if wanted.period:
        yield from _period(wanted.period)
    if wanted.region:
        yield from _points("area", wanted.region.points, BOUNDS_DECIMALS)
    if wanted.view:
        yield "only_in_view: true"


def _period(period: Period) -> Iterator[str]:
    # An open end needs no key, but a period open at both ends must differ from none.
    is_all = period.is_open_at_start and period.is_open_at_end
    if is_all or not period.is_open_at_start:
        yield f"from: {period.first_text}"
    if is_all or not period.is_open_at_end:
        yield f"to: {period.last_text}"


def _annotation(annotation: Annotation) -> Iterator[str]:
    point = _pair(annotation.points[0], POINT_DECIMALS)
    if annotation.kind == "circle":
        yield f"circle: {point}"
        yield f"radius_km: {_number(annotation.radius_km, RADIUS_DECIMALS)}"
    elif annotation.kind == "text":
        yield f"text: {_text(annotation.text)}"
        yield f"at: {point}"
    else:
        yield from _points(annotation.kind, annotation.points, POINT_DECIMALS)


def _item(lines: Iterable[str]) -> Iterator[str]:
    """Write what one item of a list holds, the dash before its first line."""
    mark = f"{INDENT}- "
    for line in lines:
        yield f"{mark}{line}" if line else line
        mark = INDENT * 2
    if mark != INDENT * 2:
        yield f"{mark}{{}}"


def _nested(key: str, lines: Iterable[str]) -> Iterator[str]:
    within = [INDENT + line for line in lines]
    if within:
        yield f"{key}:"
        yield from within


def _block(key: str, text: str) -> Iterator[str]:
    """Write a text of several lines as it is; it was cleaned, so no line begins with a space."""
    if not text:
        return
    if _NOT_JSON_ESCAPED.search(text):
        yield f"{key}: {_text(text)}"
        return
    lines = text.split("\n")
    if max(map(len, lines)) <= BLOCK_WIDTH:
        yield f"{key}: |"
    else:
        yield f"{key}: >"
        lines = _folded(lines)
    yield from (INDENT + line if line else "" for line in lines)


def _folded(lines: Iterable[str]) -> list[str]:
    """Wrap long lines at spaces; an empty line then stands for each end of a line."""
    folded: list[str] = []
    for line in lines:
        row = ""
        for word in line.split(" "):
            if row and len(row) + 1 + len(word) > BLOCK_WIDTH:
                folded.append(row)
                row = word
            else:
                row = f"{row} {word}" if row else word
        folded += [row, ""] if row else [""]
    return folded[:-1]


def _values(key: str, values: Iterable[str]) -> Iterator[str]:
    written = [_text(value, in_a_list=True) for value in values if not _SURROGATES.search(value)]
    if not written:
        return
    line = f"{key}: [{', '.join(written)}]"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{key}:"
    yield from (f"{INDENT}- {value}" for value in written)


def _points(key: str, points: Iterable[tuple[float, float]], decimals: int) -> Iterator[str]:
    """Write points as one list, in as many lines as it takes."""
    line = f"{key}: ["
    is_first = True
    for point in points:
        written = _pair(point, decimals)
        if is_first:
            line += written
        elif len(line) + len(written) + 2 > WIDTH - 10:
            yield f"{line},"
            line = INDENT + written
        else:
            line += f", {written}"
        is_first = False
    yield f"{line}]"


def _pair(point: tuple[float, float], decimals: int) -> str:
    return f"[{_number(point[0], decimals)}, {_number(point[1], decimals)}]"


def _number(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}".rstrip("0").rstrip(".")


def _text(text: str, *, in_a_list: bool = False) -> str:
    """Write a text on one line, in quotation marks only where it needs them."""
    is_plain = text and not _NOT_PLAIN.match(text) and _is_text_for_others(text)
    if is_plain and not (in_a_list and _NOT_PLAIN_IN_A_LIST.search(text)):
        return text
    quoted = json.dumps(_SURROGATES.sub("", text), ensure_ascii=False)
    return _NOT_JSON_ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


@lru_cache(maxsize=2048)
def _is_text_for_others(text: str) -> bool:
    """Tell whether other readers of YAML take it for text, and not for a number or a date."""
    is_number = bool(_NUMBER.fullmatch(text))
    tag = Resolver().resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return not is_number and bool(tag == _TEXT_TAG)
