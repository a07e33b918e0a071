"""A category is told by its shape and by its colour, on the light and on the dark map."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from mapdash.events import CATEGORIES, UNCATEGORISED
from mapdash.layers import CATEGORY_STYLES, SHAPES, build_layers, style_of

if TYPE_CHECKING:
    from collections.abc import Mapping

THEMES = ("light", "dark")
FORCE = (
    "joint exercise",
    "military diplomacy",
    "arms transfer",
    "police cooperation",
    "surveillance technology",
)
BUILDING = (
    "BRI transport",
    "BRI energy",
    "BRI mining & metals",
    "BRI manufacturing",
    "BRI other",
)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2 for ``#rrggbb``."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module")
def halos(map_scripts: Mapping[str, str]) -> dict[str, str]:
    """Return the colour of the line round a mark, by theme."""
    found = re.findall(r"(light|dark): \{ halo: '(#[0-9a-f]{6})'", map_scripts["marks.js"])
    return dict(found)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.478), ("#ff0000", "#ff0000", 1.0)],
)
def test_the_contrast_of_these_tests_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)


def test_the_halo_of_a_mark_is_white_on_light_and_near_black_on_dark(
    halos: dict[str, str],
) -> None:
    assert halos == {"light": "#ffffff", "dark": "#0b1016"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("category", [*CATEGORIES, UNCATEGORISED])
def test_a_mark_stands_out_from_its_halo(category: str, theme: str, halos: dict[str, str]) -> None:
    assert contrast(getattr(style_of(category), theme), halos[theme]) >= 3


def test_every_category_has_a_style_in_the_order_of_the_legend() -> None:
    assert tuple(CATEGORY_STYLES) == (*FORCE, *BUILDING, "uncategorised")


@pytest.mark.parametrize("family", [FORCE, BUILDING], ids=["force", "building"])
def test_within_a_family_no_shape_comes_twice(family: tuple[str, ...]) -> None:
    assert {CATEGORY_STYLES[category].shape for category in family} == {
        "circle",
        "diamond",
        "triangle",
        "square",
        "wedge",
    }


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_categories_share_shape_and_colour(theme: str) -> None:
    looks = {(style.shape, getattr(style, theme)) for style in CATEGORY_STYLES.values()}
    assert len(looks) == 11


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_categories_share_a_colour(theme: str) -> None:
    assert len({getattr(style, theme) for style in CATEGORY_STYLES.values()}) == 11


def test_colours_are_six_hexadecimal_digits() -> None:
    colours = itertools.chain.from_iterable((s.light, s.dark) for s in CATEGORY_STYLES.values())
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)


def test_a_category_that_nobody_knows_looks_like_an_uncategorised_one() -> None:
    assert style_of("hovercraft regatta") == style_of("uncategorised")


def test_there_is_a_layer_a_category_and_its_code_is_its_place() -> None:
    layers = build_layers()
    assert [(layer.code, layer.title) for layer in layers] == list(
        enumerate([*FORCE, *BUILDING, "uncategorised"])
    )
    assert all(layer.style == CATEGORY_STYLES[layer.title] for layer in layers)


def test_the_map_and_the_surfaces_can_draw_every_shape(
    map_scripts: Mapping[str, str], surface_tools: str
) -> None:
    for script in (map_scripts["marks.js"], surface_tools):
        table = script.partition("SHAPES = {")[2].partition("\n  };")[0].partition("\n};")[0]
        assert set(re.findall(r"^ +(\w+): ", table, re.MULTILINE)) == set(SHAPES)
    assert {style.shape for style in CATEGORY_STYLES.values()} == set(SHAPES)
