"""Annotations as short texts of an address: "circle;25;20.46,44.81", a text for each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mapdash.briefing.annotations import (
    POINT_DECIMALS,
    POINT_LIMITS,
    RADIUS_DECIMALS,
    Annotation,
    Kind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_DRAWN_CHARACTERS: Final = 4_000
"""The most characters that all annotations of an address have; browsers and mails cut more."""

_SHORTEST_POINT: Final = len("1,2;")
_NUMBER = r"-?[0-9]{1,4}(?:\.[0-9]{1,17})?"
_POINT = re.compile(rf"({_NUMBER}),({_NUMBER})")
_RADIUS = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,17})?")


# The address is written at every run of the page, a long stroke takes a millisecond.
@lru_cache(maxsize=512)
def annotation_to_text(annotation: Annotation) -> str:
    """Write an annotation as the text from which `annotation_from_text` makes an equal one.

    Parameters
    ----------
    annotation : Annotation

    Returns
    -------
    text : str
        The kind, the radius of a circle, the points as longitude,latitude, and last the words
        of a text, which may hold anything; all joined by semicolons.
    """
    parts: list[str] = [annotation.kind]
    if annotation.kind == "circle":
        parts.append(_decimal(annotation.radius_km, RADIUS_DECIMALS))
    parts += [
        f"{_decimal(x, POINT_DECIMALS)},{_decimal(y, POINT_DECIMALS)}" for x, y in annotation.points
    ]
    if annotation.kind == "text":
        parts.append(annotation.text)
    return ";".join(parts)


def annotation_from_text(text: str) -> Annotation | None:
    """Read an annotation from the text of an address.

    Parameters
    ----------
    text : str
        Percent-decoded.

    Returns
    -------
    annotation : Annotation or None
        None where the text is anything else than `annotation_to_text` writes.

    Examples
    --------
    >>> annotation_from_text("circle;25;20.46,44.81")
    Annotation(kind='circle', points=((20.46, 44.81),), radius_km=25.0, text='')
    """
    head, _, rest = text.partition(";")
    kinds: list[Kind] = [kind for kind in POINT_LIMITS if kind == head]
    if not kinds or len(text) > MAX_DRAWN_CHARACTERS:
        return None
    kind = kinds[0]
    radius, words = "0", ""
    if kind == "circle":
        radius, _, rest = rest.partition(";")
    if kind == "text":
        rest, _, words = rest.partition(";")
    points = [_POINT.fullmatch(point) for point in rest.split(";")]
    if not _RADIUS.fullmatch(radius):
        return None
    try:
        return Annotation(kind, tuple(_pair(point) for point in points), float(radius), words)
    except ValueError:
        return None


def drawn_to_texts(annotations: Iterable[Annotation]) -> list[str]:
    """Write as many annotations as an address can carry.

    Parameters
    ----------
    annotations : iterable of Annotation

    Returns
    -------
    texts : list of str
        In the order given, at most 4,000 characters in all: one that does not fit any more is
        left out, and shorter ones after it may still fit.
    """
    texts: list[str] = []
    left = MAX_DRAWN_CHARACTERS
    for annotation in annotations:
        if len(annotation.points) * _SHORTEST_POINT > left:
            continue
        text = annotation_to_text(annotation)
        if len(text) <= left:
            texts.append(text)
            left -= len(text)
    return texts


def _decimal(number: float, decimals: int) -> str:
    return f"{number:.{decimals}f}".rstrip("0").rstrip(".")


def _pair(point: re.Match[str] | None) -> tuple[float, float]:
    if point is None:
        raise ValueError
    return float(point[1]), float(point[2])
