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
from typing import TYPE_CHECKING, Any

from mapdash.analysis import Reference, reference_from_text
from mapdash.bounds import Bounds
from mapdash.briefing.drawn import drawn_to_texts
from mapdash.briefing.query import QueryReading
from mapdash.briefing.scene import (
    BOUNDS_DECIMALS,
    EXTRA_LAYERS,
    OPTIONAL_LAYERS,
    Scene,
)
from mapdash.errors import BoundsError
from mapdash.events import parse_date
from mapdash.filters import (
    MOST_POINTS,
    EventFilter,
    Period,
    Region,
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
    reading = QueryReading(query)
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


def _one(value: str) -> list[str]:
    return [value] if value else []


def _reference(reading: QueryReading) -> Reference | None:
    text = reading.single("near")
    reference = reference_from_text(text) if text else None
    if text and reference is None:
        reading.refuse("near", text, "which names no border and no place")
    return reference


def _layers(
    reading: QueryReading, key: str, layers: tuple[str, ...], participle: str
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


def _region(reading: QueryReading) -> Region | None:
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


def _only_view(reading: QueryReading, bounds: Bounds | None) -> Bounds | None:
    if not reading.is_set("only", "view"):
        return None
    if bounds is None:
        reading.refuse("only", "view", "but says no view")
    return bounds


def _bounds(reading: QueryReading) -> Bounds | None:
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


def _period(reading: QueryReading) -> Period | None:
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


def _date(reading: QueryReading, key: str) -> str:
    text = reading.single(key)
    if not text:
        return ""
    date = f"{int(text):04}" if _YEAR.fullmatch(text) else text
    if parse_date(date) is None:
        reading.refuse(key, text, "which is no date such as 2024, 2024-03 or 2024-03-15")
        return ""
    return date


def _theme(reading: QueryReading) -> Theme | None:
    text = reading.single("theme")
    for theme in THEMES:
        if text == theme:
            return theme
    if text:
        reading.refuse("theme", text, "which is neither light nor dark")
    return None
