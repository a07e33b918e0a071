"""The list of places that a presenter carries with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mapdash.gazetteer import Gazetteer, ListedPlace


@pytest.fixture(scope="module")
def listed(gazetteer: Gazetteer) -> tuple[ListedPlace, ...]:
    return gazetteer.list_places(["SRB", "CHN", "BLR"])


def named(listed: tuple[ListedPlace, ...], name: str, country: str) -> list[ListedPlace]:
    return [place for place in listed if (place.name, place.country) == (name, country)]


def test_countries_come_first_and_small_towns_only_of_own_countries(
    listed: tuple[ListedPlace, ...], gazetteer: Gazetteer
) -> None:
    kinds = Counter(place.kind for place in listed)
    assert listed[0].kind == "country"
    assert kinds["country"] == 250
    assert kinds["province"] == 4573
    assert kinds["air base"] == 411
    assert 10_000 < kinds["town"] < 11_200
    assert named(listed, "Bor", "SRB")
    assert not named(gazetteer.list_places(), "Smederevska Palanka", "SRB")
    assert named(listed, "Smederevska Palanka", "SRB")


def test_a_place_has_its_id_and_its_point(listed: tuple[ListedPlace, ...]) -> None:
    (hebei,) = named(listed, "Hebei", "CHN")
    assert (hebei.id, hebei.kind) == ("admin1:CN-HE", "province")
    (town,) = named(listed, "Smederevo", "SRB")
    assert (round(town.longitude, 1), round(town.latitude, 1)) == (20.9, 44.7)
    assert named(listed, "Kostolac B power plant", "SRB")[0].kind == "power plant"
    ids = [place.id for place in listed]
    assert len(set(ids)) == len(ids)


def test_own_places_can_be_found_by_other_names(listed: tuple[ListedPlace, ...]) -> None:
    (shijiazhuang,) = [p for p in named(listed, "Shijiazhuang", "CHN") if p.kind == "town"]
    assert "石家庄" in shijiazhuang.others
    (belgrade,) = [p for p in named(listed, "Belgrade", "SRB") if p.kind == "town"]
    assert "beograd" in belgrade.others
    assert "belgrado" not in belgrade.others
    assert "srbija" in named(listed, "Serbia", "SRB")[0].others
    assert all(len(place.others) <= 13 for place in listed)


def test_a_country_that_is_none_adds_no_town(gazetteer: Gazetteer) -> None:
    assert gazetteer.list_places(["", "XXX"]) == gazetteer.list_places()
