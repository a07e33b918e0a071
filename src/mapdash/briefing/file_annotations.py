"""The annotations of a scene of a briefing file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mapdash.briefing.annotations import (
    ANNOTATION_KINDS,
    MAX_ANNOTATION_CHARACTERS,
    MOST_ANNOTATIONS,
    Annotation,
    Kind,
)
from mapdash.briefing.file_values import Values
from mapdash.briefing.yaml_tree import Entries, Node

if TYPE_CHECKING:
    from mapdash.briefing.problems import ProblemList

_KEYS: Final = (*ANNOTATION_KINDS, "at", "radius_km")
_PLACE: Final = "[20.46, 44.81] (longitude, latitude)"
_HOW = f"An annotation has one of the keys {', '.join(ANNOTATION_KINDS)}; this one was left out."


def annotations_of(values: Values) -> tuple[Annotation, ...]:
    """Read the annotations of a scene; one that cannot be drawn is said and left out."""
    nodes = values.items("annotations")
    if len(nodes) > MOST_ANNOTATIONS:
        values.problems.add(
            nodes[MOST_ANNOTATIONS].line,
            f"The scene has {len(nodes):,} annotations; the first {MOST_ANNOTATIONS} were read.",
        )
    drawn = (_annotation(node, values.problems) for node in nodes[:MOST_ANNOTATIONS])
    return tuple(annotation for annotation in drawn if annotation is not None)


def _annotation(node: Node, problems: ProblemList) -> Annotation | None:
    entries = node if isinstance(node, Entries) else Entries(node.line)
    values = Values(entries, "an annotation", _KEYS, problems)
    kinds = [kind for kind in ANNOTATION_KINDS if kind in values.held]
    if len(kinds) != 1:
        problems.add(node.line, _HOW)
        return None
    try:
        return _drawn(values, kinds[0])
    except ValueError as error:
        problems.add(node.line, f"{error} The annotation was left out.")
    return None


def _drawn(values: Values, kind: Kind) -> Annotation | None:
    if kind == "circle":
        point = values.numbers(kind, 2, _PLACE)
        return Annotation(kind, _one(point), radius_km=_radius(values)) if point else None
    if kind == "text":
        point = values.numbers("at", 2, _PLACE)
        if not point:
            if "at" not in values.held:
                values.refuse(kind, "needs a place to stand at, such as “at: [20.46, 44.81]”")
            return None
        return Annotation(kind, _one(point), text=values.line(kind, MAX_ANNOTATION_CHARACTERS))
    points = values.points(kind)
    return Annotation(kind, tuple(points)) if points else None


def _one(point: list[float]) -> tuple[tuple[float, float]]:
    return ((point[0], point[1]),)


def _radius(values: Values) -> float:
    return values.number("radius_km") or 0.0
