"""The scripts of the map read precisions as numbers: they must mean what Python means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mapdash.events import (
    AREA_PRECISIONS,
    GEO_PRECISIONS,
    OFF_MAP_PRECISIONS,
    PINNED_PRECISIONS,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPARISON = re.compile(r"precision\[\w+\] (===|!==|<=|>=|<|>) (\w+)")


def test_precisions_stand_in_the_order_that_the_scripts_count_on() -> None:
    assert GEO_PRECISIONS == ("exact", "locality", "admin2", "admin1", "country", "unknown")


@pytest.mark.parametrize(
    "name",
    [
        "event-canvas.js",
        "arc-ends.js",
        "density.js",
        "annotations-shapes.js",
        "present-caption.js",
        "present-legend.js",
        "present-search.js",
    ],
)
def test_a_script_that_names_precisions_gives_them_their_number(
    map_scripts: Mapping[str, str], name: str
) -> None:
    numbers = re.findall(r"\b(EXACT|LOCALITY|COUNTRY) = (\d)", map_scripts[name])
    assert numbers
    for precision, number in numbers:
        assert GEO_PRECISIONS[int(number)] == precision.lower()


def test_the_canvas_draws_pins_up_to_a_town_and_areas_between_that_and_a_country(
    map_scripts: Mapping[str, str],
) -> None:
    script = map_scripts["event-canvas.js"]
    assert "(row) => precision[row] <= LOCALITY)" in script
    assert "precision[row] > LOCALITY && precision[row] < COUNTRY" in script
    town, country = GEO_PRECISIONS.index("locality"), GEO_PRECISIONS.index("country")
    assert GEO_PRECISIONS[: town + 1] == PINNED_PRECISIONS
    assert GEO_PRECISIONS[town + 1 : country] == AREA_PRECISIONS


def test_the_chosen_event_pulses_only_at_a_pin_and_never_off_the_map(
    map_scripts: Mapping[str, str],
) -> None:
    found = dict(COMPARISON.findall(map_scripts["interaction.js"]))
    assert set(found) == {"<", ">"}
    assert GEO_PRECISIONS[: int(found["<"])] == PINNED_PRECISIONS
    assert GEO_PRECISIONS[int(found[">"]) + 1 :] == OFF_MAP_PRECISIONS


def test_a_measured_distance_is_uncertain_unless_the_place_is_exact(
    map_scripts: Mapping[str, str],
) -> None:
    assert COMPARISON.findall(map_scripts["annotations-shapes.js"]) == [(">", "EXACT")]


def test_no_other_script_compares_precisions(map_scripts: Mapping[str, str]) -> None:
    using = {name for name, script in map_scripts.items() if COMPARISON.search(script)}
    # A new comparison needs a test above: these are all that there are.
    assert using == {
        "annotations-shapes.js",
        "arc-ends.js",
        "density.js",
        "event-canvas.js",
        "interaction.js",
        "present-caption.js",
        "present-legend.js",
        "present-search.js",
    }
