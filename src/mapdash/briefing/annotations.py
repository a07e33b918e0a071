"""Annotation: what a briefer drew on a scene, as a value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, get_args

from mapdash.bounds import FULL_CIRCLE, MAX_LATITUDE, MAX_LONGITUDE
from mapdash.filters import one_line

Kind: TypeAlias = Literal["pen", "arrow", "circle", "text", "distance"]

ANNOTATION_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""What can be drawn: a stroke, an arrow, a circle with a radius, a text, a measured line."""

MOST_ANNOTATIONS: Final = 100
"""The most annotations of one scene."""

POINT_DECIMALS: Final = 5
"""Points are kept to about 1 m, so that files and addresses can carry them exactly."""

RADIUS_DECIMALS: Final = 3
MIN_RADIUS_KM: Final = 0.1
MAX_RADIUS_KM: Final = 5_000.0
MAX_ANNOTATION_CHARACTERS: Final = 120

POINT_LIMITS: Final[dict[Kind, tuple[int, int]]] = {
    "pen": (2, 400),
    "arrow": (2, 2),
    "circle": (1, 1),
    "text": (1, 1),
    "distance": (2, 20),
}
"""The fewest and the most points of each kind."""

_FARTHEST = 1e6
_JSON_KEYS: Final[dict[Kind, frozenset[str]]] = {
    "pen": frozenset({"kind", "points"}),
    "arrow": frozenset({"kind", "points"}),
    "circle": frozenset({"kind", "points", "radiusKm"}),
    "text": frozenset({"kind", "points", "text"}),
    "distance": frozenset({"kind", "points"}),
}


@dataclass(frozen=True, slots=True)
class Annotation:
    """Hold one thing that was drawn on the map.

    Parameters
    ----------
    kind : "pen", "arrow", "circle", "text" or "distance"
    points : sequence of (longitude, latitude)
        Degrees (WGS 84), rounded to 5 decimals; 2 to 400 of a pen stroke, the tail and the
        head of an arrow, the centre of a circle, the place of a text, 2 to 20 corners of a
        distance. Longitudes run on over the antimeridian: 170, 190 and not 170, -170. All
        are moved by whole turns where the first lies beyond -360 or 360.
    radius_km : float, default 0.0
        Of a circle, 0.1 to 5,000, rounded to metres; 0.0 for every other kind.
    text : str, default ""
        Of a text, one clean line of 1 to 120 characters; "" for every other kind.

    Raises
    ------
    ValueError
        If there is no such kind, or the points, the radius or the text are not as said here.
    """

    kind: Kind
    points: tuple[tuple[float, float], ...]
    radius_km: float = 0.0
    text: str = ""

    def __post_init__(self) -> None:
        """Bring every part into the one form in which it survives files and addresses."""
        if self.kind not in POINT_LIMITS:
            message = f"“{self.kind}” cannot be drawn: choose {', '.join(ANNOTATION_KINDS)}."
            raise ValueError(message)
        fewest, most = POINT_LIMITS[self.kind]
        points = tuple(_point(*point) for point in self.points)
        if not fewest <= len(points) <= most:
            needed = f"{fewest} to {most}" if fewest < most else f"{fewest}"
            message = f"A drawing of kind “{self.kind}” takes {needed} points, not {len(points)}."
            raise ValueError(message)
        object.__setattr__(self, "points", _near(points))
        object.__setattr__(self, "radius_km", self._radius())
        object.__setattr__(self, "text", self._text())

    def to_json(self) -> dict[str, Any]:
        """Return what the browser and `annotation_from_json` read.

        Returns
        -------
        data : dict
            "kind", "points" as lists of [longitude, latitude], and "radiusKm" of a circle
            or "text" of a text.
        """
        data: dict[str, Any] = {"kind": self.kind, "points": [list(point) for point in self.points]}
        if self.kind == "circle":
            data["radiusKm"] = self.radius_km
        if self.kind == "text":
            data["text"] = self.text
        return data

    def _radius(self) -> float:
        if self.kind != "circle":
            return 0.0
        radius_km = round(float(self.radius_km), RADIUS_DECIMALS)
        if not MIN_RADIUS_KM <= radius_km <= MAX_RADIUS_KM:
            message = (
                f"The radius of a circle is {self.radius_km:g} km; "
                f"give {MIN_RADIUS_KM:g} to {MAX_RADIUS_KM:,g} km."
            )
            raise ValueError(message)
        return radius_km

    def _text(self) -> str:
        if self.kind != "text":
            return ""
        text = one_line(self.text, MAX_ANNOTATION_CHARACTERS)
        if not text:
            message = "A text on the map has no visible characters; give it some or leave it out."
            raise ValueError(message)
        return text


def annotation_from_json(data: object) -> Annotation | None:
    """Read an annotation that a browser sent, and believe nothing.

    Latitudes beyond the poles are cut at 90 degrees, too long a text at 120 characters.

    Parameters
    ----------
    data : object
        As `Annotation.to_json` writes it if all is well.

    Returns
    -------
    annotation : Annotation or None
        None for anything else: another kind, a key too many, numbers that are texts, too many
        points.
    """
    if not isinstance(data, dict) or not _has_form(data):
        return None
    points = tuple((x, min(max(y, -MAX_LATITUDE), MAX_LATITUDE)) for x, y in data["points"])
    try:
        return Annotation(data["kind"], points, data.get("radiusKm", 0.0), data.get("text", ""))
    except ValueError:
        return None


def _has_form(data: dict[Any, Any]) -> bool:
    kinds = [kind for kind in ANNOTATION_KINDS if kind == data.get("kind")]
    points = data.get("points")
    if not kinds:
        return False
    kind = kinds[0]
    return (
        set(data) == _JSON_KEYS[kind]
        and isinstance(points, (list, tuple))
        and len(points) <= POINT_LIMITS[kind][1]
        and all(_is_point(point) for point in points)
        and _is_number(data.get("radiusKm", 0.0))
        and isinstance(data.get("text", ""), str)
    )


def _is_number(value: object) -> bool:
    # An int of a thousand digits is too large for a float; NaN is less than nothing.
    return type(value) in (int, float) and abs(value) < _FARTHEST  # type: ignore[arg-type]


def _is_point(point: object) -> bool:
    return (
        isinstance(point, (list, tuple))
        and len(point) == len("xy")
        and all(_is_number(number) for number in point)
    )


def _point(longitude: float, latitude: float) -> tuple[float, float]:
    if not (abs(longitude) < _FARTHEST and abs(latitude) <= MAX_LATITUDE):
        message = f"Nothing can be drawn at longitude {longitude:g}, latitude {latitude:g}."
        raise ValueError(message)
    return _rounded(longitude), _rounded(latitude)


def _near(points: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    first = points[0][0]
    if abs(first) <= FULL_CIRCLE:
        return points
    turns = math.floor((first + MAX_LONGITUDE) / FULL_CIRCLE)
    return tuple((_rounded(x - turns * FULL_CIRCLE), y) for x, y in points)


def _rounded(degrees: float) -> float:
    # Adding 0.0 turns -0.0 into 0.0.
    return round(float(degrees), POINT_DECIMALS) + 0.0
