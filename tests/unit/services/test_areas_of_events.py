"""The outlines of the shipped events, in the borders that ship."""

from __future__ import annotations

import pytest
import shapely

from mapdash.borders import Borders
from mapdash.services import BorderAreas, Dataset

BEIJING = shapely.Point(116.4074, 39.9042)


def area_of(dataset: Dataset, event_id: str) -> tuple[str, str]:
    number = dataset.columns.area[dataset.row_of(event_id)]
    area = dataset.columns.areas[number]
    return area.kind, area.code


@pytest.mark.parametrize(
    ("event_id", "code"), [("E001", "CN-HE"), ("E009", "EG-BNS"), ("E012", "KH-4")]
)
def test_an_event_known_to_its_province_shades_that_province(
    shipped: Dataset, event_id: str, code: str
) -> None:
    assert area_of(shipped, event_id) == ("province", code)


@pytest.mark.parametrize(("event_id", "code"), [("E004", "BLR"), ("E106", "SRB")])
def test_an_event_known_to_its_country_outlines_it(
    shipped: Dataset, event_id: str, code: str
) -> None:
    assert area_of(shipped, event_id) == ("country", code)


def test_the_hebei_exercise_does_not_touch_beijing(shipped: Dataset) -> None:
    hebei = shipped.columns.areas[shipped.columns.area[shipped.row_of("E001")]]
    assert not hebei.geometry.contains(BEIJING)
    assert hebei.geometry.contains(shapely.Point(hebei.longitude, hebei.latitude))
    assert shapely.Point(hebei.longitude, hebei.latitude).distance(BEIJING) > 0.5


def test_each_event_without_a_point_has_an_outline(shipped: Dataset) -> None:
    coarse = shipped.events["geo_precision"].isin(["admin1", "country"]).to_numpy()
    assert (shipped.columns.area[coarse] >= 0).all()
    assert (shipped.columns.area[~coarse] == -1).all()


@pytest.mark.parametrize("text", ["", "Heibei", "no such province", "Hubei"])
def test_a_name_that_is_not_that_of_a_province_has_no_outline(borders: Borders, text: str) -> None:
    found = BorderAreas(borders).province(text, "CHN")
    assert found is None or found.code == "CN-HB"


def test_a_country_that_there_is_not_has_no_outline(borders: Borders) -> None:
    assert BorderAreas(borders).country("QQQ") is None


def test_the_outline_of_serbia_is_dashed_along_kosovo_only(borders: Borders) -> None:
    serbia = BorderAreas(borders).country("SRB")
    assert serbia is not None
    assert serbia.disputed is not None
    # The line with Kosovo as the outline is drawn, and no other part of the border.
    west, south, east, north = serbia.disputed.bounds
    assert 20.0 < west < 20.5
    assert 42.1 < south < 42.4
    assert 21.5 < east < 21.9
    assert 43.1 < north < 43.4
    assert 2.5 < serbia.disputed.length < 3.5


def test_the_outline_of_belarus_is_not_disputed(borders: Borders) -> None:
    belarus = BorderAreas(borders).country("BLR")
    assert belarus is not None
    assert belarus.disputed is None
