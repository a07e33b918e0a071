"""A scene in the query of an address, and back; the names in it are for people to read.

========== ============================================== ===========================
key        what it says                                   as often as
========== ============================================== ===========================
q          words to search for                            once
country    alpha-3 code of an involved country            there are values
where      "place": countries mean only where it happened once
from, to   first and last year, month or day, ISO 8601    once
area       lon,lat;lon,lat;... of a polygon on the map    once
only       "view": only what the map shows between view=  once
category   a category                                     there are values
actor      alpha-3 code of a country that took part       there are values
precision  how closely the place is known                 there are values
dates      how closely the date is known                  there are values
confidence how sure the compiler is                       there are values
status     how far the event has come                     there are values
source     kind of the source                             there are values
event      id of the event whose card is open             once
view       west,south,east,north of the map in degrees    once
theme      light or dark                                  once
basemap    name of a basemap                              once
near       what distances are measured from               once
hide       a layer that is not drawn                      there are values
show       a layer that is drawn besides                  there are values
table      "1": the table is open                         once
charts     "1": the charts are open                       once
title      of the scene                                   once
caption    of the scene                                   once
notes      of the scene                                   once
draw       what is drawn on the map                       there are drawings
========== ============================================== ===========================

Other keys are nobody's mistake (programs that share links add their own): they are ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mapdash.analysis import Reference, reference_from_text
from mapdash.bounds import Bounds
from mapdash.briefing.annotations import MOST_ANNOTATIONS, Annotation
from mapdash.briefing.drawn import annotation_from_text, drawn_to_texts
from mapdash.briefing.scene import (
    BOUNDS_DECIMALS,
    EXTRA_LAYERS,
    MAX_BASEMAP_CHARACTERS,
    MAX_CAPTION_CHARACTERS,
    MAX_NOTES_CHARACTERS,
    MAX_TITLE_CHARACTERS,
    OPTIONAL_LAYERS,
    Scene,
)
from mapdash.errors import BoundsError
from mapdash.events import parse_date
from mapdash.filters import (
    MAX_SEARCH_CHARACTERS,
    MOST_POINTS,
    EventFilter,
    Period,
    Region,
    one_line,
)
from mapdash.layers import THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VALUE_KEYS = {
    "country": "countries",
    "category": "categories",
    "actor": "actors",
    "precision": "geo_precisions",
    "dates": "date_precisions",
    "confidence": "confidences",
    "status": "statuses",
    "source": "source_kinds",
}
"""The keys that may occur several times, and the dimension of the filter that each fills."""

MAX_VALUES = 500
"""The most values of one key that are read; there are 249 countries."""

MAX_VALUE_CHARACTERS = 500
MAX_QUOTED_CHARACTERS = 40

_TEXT_LIMITS = {
    "q": MAX_SEARCH_CHARACTERS,
    "basemap": MAX_BASEMAP_CHARACTERS,
    "title": MAX_TITLE_CHARACTERS,
    "caption": MAX_CAPTION_CHARACTERS,
    "notes": MAX_NOTES_CHARACTERS,
}
_YEAR = re.compile(r"[0-9]{1,4}")
_CORNER = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,17})?),(-?[0-9]{1,3}(?:\.[0-9]{1,17})?)")
_EDGE = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,17})?")
_EDGES = 4


def scene_to_query(scene: Scene) -> dict[str, list[str]]:
    """Write a scene as the query of an address.

    Parameters
    ----------
    scene : Scene

    Returns
    -------
    query : dict of str to list of str
        Keys in a fixed order, values sorted and not yet percent-encoded; only what differs
        from the default scene, so the default scene gives an empty query. Drawings that an
        address is too short for are not in it, see `annotations_left_out`.
    """
    wanted = scene.filter
    pairs: list[tuple[str, list[str]]] = [("q", _one(wanted.search))]
    for key, dimension in VALUE_KEYS.items():
        pairs.append((key, sorted(wanted.values(dimension))))
        if key == "country":
            pairs.append(("where", _one("place" if wanted.is_place_only else "")))
            pairs += _period_pairs(wanted.period)
            pairs.append(("area", _one("" if wanted.region is None else _area(wanted.region))))
            pairs.append(("only", _one("" if wanted.view is None else "view")))
    default = Scene()
    pairs += [
        ("event", _one(scene.chosen or "")),
        ("view", _one("" if scene.bounds is None else _view(scene.bounds))),
        ("theme", _one(scene.theme or "")),
        ("basemap", _one("" if scene.basemap == default.basemap else scene.basemap)),
        ("near", _one(scene.reference.to_text() if scene.reference else "")),
        ("hide", sorted(scene.hidden_layers)),
        ("show", sorted(scene.shown_layers)),
        ("table", _one("1" if scene.is_table_open else "")),
        ("charts", _one("1" if scene.is_charts_open else "")),
        ("title", _one(scene.title)),
        ("caption", _one(scene.caption)),
        ("notes", _one(scene.notes)),
        ("draw", drawn_to_texts(scene.annotations)),
    ]
    return {key: values for key, values in pairs if values}


def annotations_left_out(scene: Scene) -> int:
    """Count the annotations of a scene that its address cannot carry.

    Parameters
    ----------
    scene : Scene

    Returns
    -------
    count : int
    """
    return len(scene.annotations) - len(drawn_to_texts(scene.annotations))


def scene_from_query(query: Mapping[str, Sequence[str]]) -> tuple[Scene, tuple[str, ...]]:
    """Read a scene from the query of an address, whatever stands in it.

    Whether the data know a value is not asked here: see `mapdash.filters.restrict`.

    Parameters
    ----------
    query : mapping of str to sequence of str
        The values of each key, percent-decoded; a bare string counts as one value.

    Returns
    -------
    scene : Scene
        The default wherever the query says nothing or nothing usable.
    notices : tuple of str
        One sentence for each thing that was left out or changed; plain text on one line.
    """
    reading = _Reading(query)
    dimensions: dict[str, Any] = {
        dimension: reading.values(key) for key, dimension in VALUE_KEYS.items()
    }
    bounds = _bounds(reading)
    event_filter = EventFilter(
        search=reading.text("q"),
        is_place_only=reading.is_set("where", "place"),
        period=_period(reading),
        region=_region(reading),
        view=_only_view(reading, bounds),
        **dimensions,
    )
    scene = Scene(
        filter=event_filter,
        chosen=reading.identifier("event"),
        bounds=bounds,
        theme=_theme(reading),
        basemap=reading.text("basemap"),
        reference=_reference(reading),
        hidden_layers=_layers(reading, "hide", OPTIONAL_LAYERS, "hidden"),
        shown_layers=_layers(reading, "show", EXTRA_LAYERS, "shown"),
        is_table_open=reading.is_set("table", "1"),
        is_charts_open=reading.is_set("charts", "1"),
        title=reading.text("title"),
        caption=reading.text("caption"),
        notes=reading.text("notes"),
        annotations=reading.drawn(),
    )
    return scene, tuple(reading.notices)


@dataclass(slots=True)
class _Reading:
    """Take values out of a query and collect a notice for each that is of no use."""

    query: Mapping[str, Sequence[str]]
    notices: list[str] = field(default_factory=list)

    def single(self, key: str) -> str:
        """Return the one value of a key; "" where there is none."""
        values = self._all(key)
        if len(values) > 1:
            self.notices.append(
                f"The address gives “{key}” {len(values)} times; only the first was used."
            )
        return values[0] if values else ""

    def text(self, key: str) -> str:
        """Return free text cut to its limit; the scene cleans it."""
        text, limit = self.single(key), _TEXT_LIMITS[key]
        if len(text) > limit:
            self.notices.append(
                f"The address gives a “{key}” of more than {limit:,} characters; it was cut."
            )
        return text[:limit]

    def identifier(self, key: str) -> str:
        """Return a value that must be kept as it is; "" where it cannot be."""
        value = self.single(key)
        if _is_usable(value):
            return value
        self.refuse(key, value, "which is too long or holds broken characters")
        return ""

    def values(self, key: str) -> frozenset[str]:
        """Return the values of a key that can be compared with the data."""
        given = self._all(key)
        usable = [value for value in given[:MAX_VALUES] if _is_usable(value)]
        left_out = len(given) - len(usable)
        if left_out:
            self.notices.append(
                f"{left_out:,} of the values that the address gives for “{key}” were left out: "
                f"at most {MAX_VALUES} values of {MAX_VALUE_CHARACTERS} characters are read."
            )
        return frozenset(usable)

    def drawn(self) -> tuple[Annotation, ...]:
        """Return the annotations that can be drawn."""
        given = self._all("draw")
        drawn = [annotation_from_text(text) for text in given[:MOST_ANNOTATIONS]]
        kept = tuple(annotation for annotation in drawn if annotation is not None)
        left_out = len(given) - len(kept)
        if left_out:
            noun = "drawing" if left_out == 1 else "drawings"
            self.notices.append(
                f"{left_out:,} {noun} of the address cannot be drawn and "
                f"{'was' if left_out == 1 else 'were'} left out."
            )
        return kept

    def is_set(self, key: str, value: str) -> bool:
        """Tell whether a key that knows only one value has it."""
        given = self.single(key)
        if given and given != value:
            self.refuse(key, given, f"which can only be “{value}”")
        return given == value

    def refuse(self, key: str, value: str, reason: str) -> None:
        """Note that a value was left out; *reason* goes on "The address asked for x, "."""
        quoted = one_line(value, MAX_QUOTED_CHARACTERS + 1)
        if len(quoted) > MAX_QUOTED_CHARACTERS:
            quoted = f"{quoted[:MAX_QUOTED_CHARACTERS]}…"
        self.notices.append(f"The address asked for {key} “{quoted}”, {reason}; it was left out.")

    def _all(self, key: str) -> Sequence[str]:
        values = self.query.get(key, ())
        return [values] if isinstance(values, str) else values


def _one(value: str) -> list[str]:
    return [value] if value else []


def _is_usable(value: str) -> bool:
    # A lone half of a surrogate pair can stand in a Python text but in no address.
    is_encodable = not any("\ud800" <= character <= "\udfff" for character in value)
    return is_encodable and len(value) <= MAX_VALUE_CHARACTERS


def _reference(reading: _Reading) -> Reference | None:
    text = reading.single("near")
    reference = reference_from_text(text) if text else None
    if text and reference is None:
        reading.refuse("near", text, "which names no border and no place")
    return reference


def _layers(
    reading: _Reading, key: str, layers: tuple[str, ...], participle: str
) -> frozenset[str]:
    asked = reading.values(key)
    for name in sorted(asked.difference(layers)):
        reading.refuse(key, name, f"which is no layer that can be {participle}")
    return asked & frozenset(layers)


def _view(bounds: Bounds) -> str:
    edges = (bounds.west, bounds.south, bounds.east, bounds.north)
    return ",".join(_degrees(edge) for edge in edges)


def _degrees(number: float) -> str:
    return f"{number:.{BOUNDS_DECIMALS}f}".rstrip("0").rstrip(".")


def _area(region: Region) -> str:
    return ";".join(f"{_degrees(x)},{_degrees(y)}" for x, y in region.points)


def _region(reading: _Reading) -> Region | None:
    text = reading.single("area")
    if not text:
        return None
    # One corner more than a region may have is enough to know that there are too many.
    corners = [_CORNER.fullmatch(corner) for corner in text.split(";", MOST_POINTS + 1)]
    try:
        return Region(tuple((float(x), float(y)) for x, y in (_pair(corner) for corner in corners)))
    except ValueError:
        form = "longitude,latitude;longitude,latitude;... of a polygon"
        reading.refuse("area", text, f"which is not {form}")
    return None


def _pair(corner: re.Match[str] | None) -> tuple[str, str]:
    if corner is None:
        raise ValueError
    return corner[1], corner[2]


def _only_view(reading: _Reading, bounds: Bounds | None) -> Bounds | None:
    if not reading.is_set("only", "view"):
        return None
    if bounds is None:
        reading.refuse("only", "view", "but says no view")
    return bounds


def _bounds(reading: _Reading) -> Bounds | None:
    text = reading.single("view")
    if not text:
        return None
    edges = text.split(",")
    if len(edges) != _EDGES or not all(_EDGE.fullmatch(edge) for edge in edges):
        reading.refuse("view", text, "which is not west,south,east,north in degrees")
        return None
    try:
        return Bounds(*(float(edge) for edge in edges))
    except BoundsError:
        reading.refuse("view", text, "which bounds no part of the world")
        return None


def _period_pairs(period: Period | None) -> list[tuple[str, list[str]]]:
    if period is None:
        return []
    # An open end needs no key, but a period open at both ends must differ from none.
    is_open = period.is_open_at_start != period.is_open_at_end
    first = "" if is_open and period.is_open_at_start else period.first_text
    last = "" if is_open and period.is_open_at_end else period.last_text
    return [("from", _one(first)), ("to", _one(last))]


def _period(reading: _Reading) -> Period | None:
    first, last = _date(reading, "from"), _date(reading, "to")
    if not first and not last:
        return None
    try:
        return Period.of_text(first, last)
    except ValueError:
        # Each is a date, so it is the order.
        reading.notices.append(
            f"The address asked for {first} to {last}, the later date first; "
            "they were put in order."
        )
        return Period.of_text(last, first)


def _date(reading: _Reading, key: str) -> str:
    text = reading.single(key)
    if not text:
        return ""
    date = f"{int(text):04}" if _YEAR.fullmatch(text) else text
    if parse_date(date) is None:
        reading.refuse(key, text, "which is no date such as 2024, 2024-03 or 2024-03-15")
        return ""
    return date


def _theme(reading: _Reading) -> Theme | None:
    text = reading.single("theme")
    for theme in THEMES:
        if text == theme:
            return theme
    if text:
        reading.refuse("theme", text, "which is neither light nor dark")
    return None
