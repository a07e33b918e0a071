from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mapdash.io.routes import read_routes
from mapdash.layers.routes import Route, RouteRow, Town, build_routes

if TYPE_CHECKING:
    from mapdash.events import EventFrame

TOWNS = {"Novi Sad": (19.8369, 45.2517), "Subotica": (19.6667, 46.1), "Kelebija": (19.6, 46.17)}


def find_place(name: str, country: str) -> tuple[float, float] | None:
    """Know three towns of Serbia."""
    return TOWNS.get(name) if country == "SRB" else None


def row_of(*towns: str, identifier: str = "R01", event_ids: tuple[str, ...] = ("E1",)) -> RouteRow:
    return RouteRow(
        id=identifier,
        title="Line",
        mode="railway",
        towns=tuple(Town(name, "SRB") for name in towns),
        event_ids=event_ids,
        part_of="",
        note="as named",
    )


def test_a_route_joins_its_towns_in_their_order_and_says_that_it_is_schematic() -> None:
    routes, problems = build_routes([row_of("Kelebija", "Subotica", "Novi Sad")], find_place)
    assert routes == (
        Route(
            id="R01",
            title="Line",
            mode="railway",
            event_ids=("E1",),
            part_of="",
            stops=("Kelebija", "Subotica", "Novi Sad"),
            points=((19.6, 46.17), (19.6667, 46.1), (19.8369, 45.2517)),
            label="schematic",
            note="as named",
        ),
    )
    assert problems == ()
    assert hash(routes[0]) == hash(routes[0])


def test_a_town_on_the_way_that_is_not_found_is_passed_by_and_reported() -> None:
    routes, problems = build_routes([row_of("Novi Sad", "Žednik", "Subotica")], find_place)
    assert routes[0].stops == ("Novi Sad", "Subotica")
    assert len(routes[0].points) == 2
    (problem,) = problems
    assert problem == (
        "The town Žednik (SRB) on the route “Line” (R01) is not in the gazetteer; "
        "the line passes it by."
    )


@pytest.mark.parametrize("towns", [("Iverak", "Novi Sad"), ("Novi Sad", "Iverak")])
def test_a_route_without_one_of_its_ends_is_not_drawn_and_reported(towns: tuple[str, ...]) -> None:
    routes, problems = build_routes([row_of(*towns)], find_place)
    assert routes == ()
    (problem,) = problems
    assert problem == (
        "The town Iverak (SRB) on the route “Line” (R01) is not in the gazetteer; "
        "the route is not drawn without its ends."
    )


def test_every_missing_town_is_reported_once_a_route_and_asked_for_once() -> None:
    asked: list[str] = []

    def counting(name: str, country: str) -> tuple[float, float] | None:
        asked.append(name)
        return find_place(name, country)

    rows = [
        row_of("Iverak", "Žednik", "Novi Sad"),
        row_of("Subotica", "Žednik", "Novi Sad", identifier="R02"),
    ]
    routes, problems = build_routes(rows, counting)
    assert [route.id for route in routes] == ["R02"]
    assert [problem.split(" is not in")[1] for problem in problems] == [
        " the gazetteer; the route is not drawn without its ends.",
        " the gazetteer; the route is not drawn, as an end of it is missing too.",
        " the gazetteer; the line passes it by.",
    ]
    assert sorted(asked) == ["Iverak", "Novi Sad", "Subotica", "Žednik"]


def test_no_rows_give_no_routes() -> None:
    assert build_routes([], find_place) == ((), ())


def test_all_shipped_routes_belong_to_shipped_events(
    project_root: Path, shipped_events: EventFrame
) -> None:
    rows = read_routes(project_root / "geodata" / "routes.csv")
    routes, problems = build_routes(rows, lambda _name, _country: (20.0, 45.0))
    assert problems == ()
    assert len(routes) == len(rows) == 14
    named = {identifier for route in routes for identifier in route.event_ids}
    assert named <= set(shipped_events["id"])
