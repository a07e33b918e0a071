from __future__ import annotations

import pytest

from mapdash.borders import DEFAULT_POINT_OF_VIEW, POINTS_OF_VIEW, point_of_view
from mapdash.errors import SettingsError


def test_there_are_two_points_of_view_each_under_its_own_name() -> None:
    assert list(POINTS_OF_VIEW) == ["default", "iso"]
    assert [view.name for view in POINTS_OF_VIEW.values()] == ["default", "iso"]
    assert DEFAULT_POINT_OF_VIEW == "default"


def test_the_default_view_says_how_it_draws_kosovo_and_crimea() -> None:
    assert point_of_view("default").sentence == (
        "Natural Earth's German view, Crimea as Ukraine, Kosovo's border dashed"
    )


def test_the_iso_view_says_that_kosovo_lies_within_serbia() -> None:
    view = point_of_view("iso")
    assert "Kosovo within Serbia" in view.sentence
    assert view.within == (("XKX", "SRB"),)


def test_the_points_of_view_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        POINTS_OF_VIEW["mine"] = point_of_view("iso")  # type: ignore[index]


@pytest.mark.parametrize("name", ["", "ISO", "un", "default "])
def test_an_unknown_point_of_view_is_refused_with_the_choices(name: str) -> None:
    with pytest.raises(
        SettingsError,
        match=rf"^MAPDASH_POINT_OF_VIEW is '{name}', which mapdash does not have; "
        r"give 'default' or 'iso'\.$",
    ):
        point_of_view(name)


def test_a_long_name_is_shortened_in_the_refusal() -> None:
    with pytest.raises(SettingsError, match=rf"is '{'x' * 40}…', which"):
        point_of_view("x" * 5000)
