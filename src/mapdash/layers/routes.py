"""Routes: railways and roads that events name, as schematic lines through the towns they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RouteMode: TypeAlias = Literal["railway", "motorway", "road"]

ROUTE_MODES: tuple[RouteMode, ...] = ("railway", "motorway", "road")
"""What can run along a route."""

SCHEMATIC = "schematic"
"""The label of every route: it joins towns and follows no track."""


@dataclass(frozen=True, slots=True)
class Town:
    """Name a town on a route.

    Parameters
    ----------
    name : str
        As the events spell it.
    country : str
        ISO 3166-1 alpha-3.
    """

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class RouteRow:
    """Hold a route as a file lists it, before its towns are on the map.

    Parameters
    ----------
    id, title : str
    mode : "railway", "motorway" or "road"
    towns : tuple of Town
        Two or more, from one end to the other.
    event_ids : tuple of str
        The events that name the line or both of its ends; one or more.
    part_of : str
        The id of the longer route that this one is a section of; "" for none.
    note : str
        What a reader must know of it; may be "".
    """

    id: str
    title: str
    mode: RouteMode
    towns: tuple[Town, ...]
    event_ids: tuple[str, ...]
    part_of: str
    note: str


@dataclass(frozen=True, slots=True)
class Route:
    """Describe a route as it is drawn.

    The line is straight on the map between one town and the next: it says which towns are
    joined, not where the track runs. So it carries no length and no distance.

    Parameters
    ----------
    id, title : str
    mode : "railway", "motorway" or "road"
    event_ids : tuple of str
        As in `RouteRow`.
    part_of : str
        The id of the longer route, "" for none. A section is drawn along the same points.
    stops : tuple of str
        The names of the towns that are on the map, from one end to the other.
    points : tuple of (float, float)
        Longitude and latitude of each stop in degrees, WGS 84.
    label : str
        Always `SCHEMATIC`.
    note : str
    """

    id: str
    title: str
    mode: RouteMode
    event_ids: tuple[str, ...]
    part_of: str
    stops: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    label: str
    note: str


class FindPlace(Protocol):
    """Find a town, as the gazetteer does."""

    def __call__(self, name: str, country: str, /) -> tuple[float, float] | None:
        """Return longitude and latitude, None where the name is not known or only guessed."""
        ...


def build_routes(
    rows: Iterable[RouteRow], find_place: FindPlace
) -> tuple[tuple[Route, ...], tuple[str, ...]]:
    """Put routes on the map.

    Parameters
    ----------
    rows : iterable of RouteRow
    find_place : FindPlace
        Asked once for each town.

    Returns
    -------
    routes : tuple of Route
        In the order of *rows*. A town between the ends that cannot be found is left out of
        the line; without one of its ends a route is not drawn at all.
    problems : tuple of str
        One sentence for each town that was not found on each route.
    """
    found: dict[Town, tuple[float, float] | None] = {}
    routes: list[Route] = []
    problems: list[str] = []
    for row in rows:
        for town in row.towns:
            if town not in found:
                found[town] = find_place(town.name, town.country)
        on_map = [(town.name, point) for town in row.towns if (point := found[town]) is not None]
        missing = [town for town in row.towns if found[town] is None]
        is_drawn = found[row.towns[0]] is not None and found[row.towns[-1]] is not None
        problems += [_problem(row, town, is_drawn=is_drawn) for town in missing]
        if is_drawn:
            routes.append(_route(row, on_map))
    return tuple(routes), tuple(problems)


def _route(row: RouteRow, on_map: Sequence[tuple[str, tuple[float, float]]]) -> Route:
    return Route(
        id=row.id,
        title=row.title,
        mode=row.mode,
        event_ids=row.event_ids,
        part_of=row.part_of,
        stops=tuple(name for name, _ in on_map),
        points=tuple(point for _, point in on_map),
        label=SCHEMATIC,
        note=row.note,
    )


def _problem(row: RouteRow, town: Town, *, is_drawn: bool) -> str:
    consequence = "the line passes it by" if is_drawn else "the route is not drawn without its ends"
    if not is_drawn and town not in (row.towns[0], row.towns[-1]):
        consequence = "the route is not drawn, as an end of it is missing too"
    return (
        f"The town {town.name} ({town.country}) on the route “{row.title}” ({row.id}) "
        f"is not in the gazetteer; {consequence}."
    )
