from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import shapely

from mapdash.borders import PointOfView

if TYPE_CHECKING:
    from mapdash.borders import Borders


def test_a_country_is_found_by_its_code(three_lands: Borders) -> None:
    land = three_lands.country("CCC")
    assert land is not None
    assert (land.code, land.name, land.kind) == ("CCC", "Cland", "territory")
    assert (land.longitude, land.latitude) == (2.5, 0.5)
    assert land.geometry.equals(shapely.box(2, 0, 3, 1))


@pytest.mark.parametrize("code", ["", "ZZZ", "aaa"])
def test_no_country_goes_by_an_unknown_or_empty_code(three_lands: Borders, code: str) -> None:
    assert three_lands.country(code) is None


def test_a_province_is_found_by_its_code(three_lands: Borders) -> None:
    unit = three_lands.province("CC-1")
    assert unit is not None
    assert (unit.code, unit.name, unit.local_name) == ("CC-1", "South", "Jug")
    assert (unit.country, unit.type, unit.region) == ("CCC", "", "Coast")
    assert (unit.longitude, unit.latitude) == (2.5, 0.5)
    assert unit.geometry.equals(shapely.box(2, 0, 3, 1))
    assert three_lands.province("CC-2") is None


def test_the_border_of_a_country_is_all_its_lines_but_those_of_control_within(
    three_lands: Borders,
) -> None:
    expected = shapely.MultiLineString(
        [
            *([(1, 0), (1, 0.5)], [(1, 0.5), (1, 1)]),
            *([(2, 0), (2, 0.4)], [(2, 0.6), (2, 1)]),
        ]
    )
    assert three_lands.border_of("BBB").equals(expected)


def test_the_border_with_an_area_without_a_code_belongs_to_the_country(
    three_lands: Borders,
) -> None:
    assert three_lands.border_of("AAA").length == 2
    assert three_lands.neighbours("AAA") == ("BBB",)


@pytest.mark.parametrize("code", ["", "ZZZ"])
def test_an_unknown_country_has_an_empty_border_and_no_neighbours(
    three_lands: Borders, code: str
) -> None:
    border = three_lands.border_of(code)
    assert isinstance(border, shapely.MultiLineString)
    assert border.is_empty
    assert three_lands.neighbours(code) == ()


def test_the_border_between_two_is_the_same_in_either_order(three_lands: Borders) -> None:
    expected = shapely.MultiLineString([[(1, 0), (1, 0.5)], [(1, 0.5), (1, 1)]])
    assert three_lands.border_between("AAA", "BBB").equals(expected)
    assert three_lands.border_between("BBB", "AAA").equals(expected)


@pytest.mark.parametrize("pair", [("AAA", "CCC"), ("AAA", "AAA"), ("", "AAA")])
def test_there_is_no_border_between_lands_that_do_not_touch(
    three_lands: Borders, pair: tuple[str, str]
) -> None:
    assert three_lands.border_between(*pair).is_empty


def test_neighbours_are_in_alphabetical_order(three_lands: Borders) -> None:
    assert three_lands.neighbours("BBB") == ("AAA", "CCC")


def test_the_line_round_a_land_within_another_is_no_border(three_lands: Borders) -> None:
    view = PointOfView("test", "Test", "test", within=(("CCC", "BBB"),))
    borders = replace(three_lands, point_of_view=view)
    assert borders.neighbours("BBB") == ("AAA",)
    assert borders.border_of("CCC").is_empty
    assert borders.border_between("BBB", "CCC").is_empty
    assert len(borders.lines) == len(three_lands.lines)


def test_the_provinces_of_a_land_within_another_are_found_in_both(three_lands: Borders) -> None:
    view = PointOfView("test", "Test", "test", within=(("CCC", "BBB"),))
    borders = replace(three_lands, point_of_view=view)
    assert borders.find_province("South", "BBB") == "CC-1"
    assert borders.find_province("South", "CCC") == "CC-1"
    assert three_lands.find_province("South", "BBB") is None
