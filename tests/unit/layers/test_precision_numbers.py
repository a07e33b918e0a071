"""The scripts of the map read precisions as numbers: they must mean what Python means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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


def test_the_canvas_takes_the_same_precisions_for_pins_and_areas(
    map_scripts: Mapping[str, str],
) -> None:
    script = map_scripts["events.js"]
    pattern = r"EXACT = (\d), LOCALITY = (\d), COUNTRY = (\d);"
    exact, locality, country = re.search(pattern, script).groups()
    areas = re.search(r"AREA = new Set\(\[(\d), (\d)\]\)", script).groups()
    assert GEO_PRECISIONS[int(exact)] == "exact"
    assert GEO_PRECISIONS[int(locality)] == "locality"
    assert GEO_PRECISIONS[int(country)] == "country"
    assert PINNED_PRECISIONS == ("exact", "locality")
    assert tuple(GEO_PRECISIONS[int(code)] for code in areas) == AREA_PRECISIONS


def test_the_chosen_event_pulses_only_at_a_pin_and_never_off_the_map(
    map_scripts: Mapping[str, str],
) -> None:
    found = dict(COMPARISON.findall(map_scripts["interaction.js"]))
    assert set(found) == {"<", ">"}
    assert GEO_PRECISIONS[: int(found["<"])] == PINNED_PRECISIONS
    assert GEO_PRECISIONS[int(found[">"]) + 1 :] == OFF_MAP_PRECISIONS


def test_no_other_script_compares_precisions(map_scripts: Mapping[str, str]) -> None:
    using = {name for name, script in map_scripts.items() if COMPARISON.search(script)}
    assert using == {"events.js", "interaction.js"}
    # A new comparison needs a test above: these are all that there are.
    assert sorted(COMPARISON.findall("".join(map_scripts.values()))) == [
        ("<", "2"),
        ("<=", "LOCALITY"),
        ("===", "COUNTRY"),
        ("===", "EXACT"),
        ("===", "LOCALITY"),
        (">", "3"),
    ]
