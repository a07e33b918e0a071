"""How a category looks, as data: a colour for each theme and a shape, so that neither has to say it alone."""

from __future__ import annotations

from dataclasses import dataclass

from mapdash.events import CATEGORIES, UNCATEGORISED

SHAPES = ("circle", "diamond", "triangle", "square", "wedge")
"""The shapes that every renderer can draw; a wedge is a triangle that points down."""


@dataclass(frozen=True, slots=True)
class CategoryStyle:
    """Hold the look of one category.

    Parameters
    ----------
    shape : str
        One of `SHAPES`.
    light, dark : str
        The fill on the light and on the dark basemap, as ``#rrggbb``.
    """

    shape: str
    light: str
    dark: str


# Warm and dark for what soldiers and police do, cool for what is built; the five shapes come back
# in each family, so that a pair of shape and lightness tells a category without its hue.
_STYLES = (
    CategoryStyle("circle", "#b3122b", "#ff6b7d"),
    CategoryStyle("diamond", "#c25a00", "#ffab5c"),
    CategoryStyle("triangle", "#6a2c91", "#c79bf0"),
    CategoryStyle("square", "#b01a6f", "#ff8cc8"),
    CategoryStyle("wedge", "#7a4a12", "#d9b077"),
    CategoryStyle("circle", "#1c5fb0", "#79b4ff"),
    CategoryStyle("diamond", "#0b7a5e", "#4fd6ae"),
    CategoryStyle("triangle", "#4d5b6b", "#b4c3d3"),
    CategoryStyle("square", "#007c9e", "#58d3f2"),
    CategoryStyle("wedge", "#4b7a12", "#a6dc5f"),
)

CATEGORY_STYLES = {
    **dict(zip(CATEGORIES, _STYLES, strict=True)),
    UNCATEGORISED: CategoryStyle("circle", "#6b6f76", "#a9adb5"),
}
"""The style of every category, in the order of the legend."""


def style_of(category: str) -> CategoryStyle:
    """Return the style of a category.

    Parameters
    ----------
    category : str
        A category of an EventFrame; one that is unknown looks like `UNCATEGORISED`.

    Returns
    -------
    style : CategoryStyle
    """
    return CATEGORY_STYLES.get(category, CATEGORY_STYLES[UNCATEGORISED])
