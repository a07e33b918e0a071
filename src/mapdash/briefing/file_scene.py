"""A scene of a briefing file: its filter, where it looks and what is open."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from mapdash.analysis import Reference, reference_from_text
from mapdash.bounds import Bounds
from mapdash.briefing.file_annotations import annotations_of
from mapdash.briefing.file_keys import FILTER_KEYS, OPENABLE, SCENE_KEYS
from mapdash.briefing.file_values import Values
from mapdash.briefing.problems import quoted
from mapdash.briefing.scene import (
    EXTRA_LAYERS,
    MAX_BASEMAP_CHARACTERS,
    MAX_CAPTION_CHARACTERS,
    MAX_NOTES_CHARACTERS,
    MAX_TITLE_CHARACTERS,
    OPTIONAL_LAYERS,
    Scene,
)
from mapdash.briefing.yaml_tree import Entries, Node, Text
from mapdash.errors import BoundsError
from mapdash.events import parse_date
from mapdash.filters import MAX_SEARCH_CHARACTERS, VALUE_DIMENSIONS, EventFilter, Period, Region
from mapdash.layers import THEMES, Theme

if TYPE_CHECKING:
    from mapdash.briefing.problems import ProblemList

_YEAR = re.compile(r"[0-9]{1,4}")
_EDGES: Final = 4


def scene_of(node: Node, problems: ProblemList) -> Scene | None:
    """Read a scene from its part of the file; None where the part is nothing like a scene."""
    if not isinstance(node, Entries):
        kind = "a text" if isinstance(node, Text) and node.value else "a list"
        kind = "nothing" if isinstance(node, Text) and not node.value else kind
        problems.add(
            node.line,
            f"A scene has keys such as “title: ...”, and this is {kind}; the scene was left out.",
        )
        return None
    values = Values(node, "a scene", SCENE_KEYS, problems)
    bounds = _bounds(values)
    wanted = values.within("filter", "a filter", FILTER_KEYS)
    layers = values.within("layers", "the layers", (*OPTIONAL_LAYERS, *EXTRA_LAYERS))
    opened = _opened(values)
    return Scene(
        filter=_filter(wanted, bounds),
        chosen=values.raw("event"),
        bounds=bounds,
        theme=_theme(values),
        basemap=values.line("basemap", MAX_BASEMAP_CHARACTERS),
        reference=_reference(values),
        hidden_layers=frozenset(
            name for name in OPTIONAL_LAYERS if not layers.is_on(name, default=True)
        ),
        shown_layers=frozenset(name for name in EXTRA_LAYERS if layers.is_on(name)),
        is_table_open="table" in opened,
        is_charts_open="charts" in opened,
        title=values.line("title", MAX_TITLE_CHARACTERS),
        caption=values.lines("caption", MAX_CAPTION_CHARACTERS),
        notes=values.lines("notes", MAX_NOTES_CHARACTERS),
        annotations=annotations_of(values),
    )


def _filter(values: Values, bounds: Bounds | None) -> EventFilter:
    dimensions: dict[str, Any] = {name: frozenset(values.texts(name)) for name in VALUE_DIMENSIONS}
    is_view = values.is_on("only_in_view")
    if is_view and bounds is None:
        values.refuse("only_in_view", "is asked for, but the scene has no “view”")
    return EventFilter(
        search=values.line("search", MAX_SEARCH_CHARACTERS),
        is_place_only=values.is_on("only_where_it_happened"),
        period=_period(values),
        region=_region(values),
        view=bounds if is_view else None,
        **dimensions,
    )


def _bounds(values: Values) -> Bounds | None:
    edges = values.numbers("view", _EDGES, "[18.5, 41.8, 23.1, 46.2] (west, south, east, north)")
    if not edges:
        return None
    try:
        return Bounds(*edges)
    except BoundsError as error:
        values.explain("view", error)
    return None


def _region(values: Values) -> Region | None:
    points = values.points("area")
    if not points:
        return None
    try:
        return Region(tuple(points))
    except ValueError as error:
        values.explain("area", error)
    return None


def _period(values: Values) -> Period | None:
    first, last = _date(values, "from"), _date(values, "to")
    if not first and not last:
        return None
    with suppress(ValueError):
        return Period.of_text(first, last)
    # Each is a date, so it is the order.
    values.problems.add(
        values.held["from"].line,
        f"The time from {first} to {last} has the later date first; they were put in order.",
    )
    return Period.of_text(last, first)


def _date(values: Values, key: str) -> str:
    text = values.raw(key).strip()
    day = f"{int(text):04}" if _YEAR.fullmatch(text) else text
    if not day or parse_date(day):
        return day
    values.refuse(key, f"is {quoted(text)}, which is no date such as 2024, 2024-03 or 2024-03-15")
    return ""


def _theme(values: Values) -> Theme | None:
    text = values.raw("theme").strip().lower()
    for theme in THEMES:
        if text == theme:
            return theme
    if text:
        values.refuse("theme", f"is {quoted(text)} and can only be {' or '.join(THEMES)}")
    return None


def _reference(values: Values) -> Reference | None:
    text = values.raw("near").strip()
    reference = reference_from_text(text) if text else None
    if text and reference is None:
        example = "“border:BLR-POL” or “place:52.0976,23.7341,0,Brest” (latitude, longitude, km)"
        values.refuse("near", f"is {quoted(text)}, which is no border or place such as {example}")
    return reference


def _opened(values: Values) -> frozenset[str]:
    names = frozenset(values.texts("open"))
    for name in sorted(names.difference(OPENABLE)):
        values.refuse("open", f"names {quoted(name)}, and can only name {' and '.join(OPENABLE)}")
    return names
