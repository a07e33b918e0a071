"""Scene: what is on the screen, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mapdash.basemaps import DEFAULT_BASEMAP
from mapdash.bounds import Bounds
from mapdash.briefing.annotations import MOST_ANNOTATIONS, Annotation
from mapdash.filters import EventFilter, one_line, plain_text
from mapdash.layers import THEMES, Theme

if TYPE_CHECKING:
    from mapdash.analysis import Reference

BOUNDS_DECIMALS = 4
"""Edges are kept to about 11 m, so that an address can carry them exactly."""

OPTIONAL_LAYERS = ("routes",)
"""What a reader can take off the map."""

EXTRA_LAYERS = ("density", "arcs", "choropleth")
"""What a reader can add to the map."""

MAX_TITLE_CHARACTERS = 200
MAX_CAPTION_CHARACTERS = 2_000
MAX_NOTES_CHARACTERS = 4_000
MAX_BASEMAP_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold one prepared view: what is filtered, where the map looks, what is open.

    The state of the dashboard is a scene, an address carries one, and a briefing is a list
    of them. Texts are kept without control characters and not longer than said here.

    Parameters
    ----------
    filter : EventFilter
        Where it asks for what the map shows, that is between the *bounds* of this scene.
    chosen : str or None
        The id of the event whose card is open; "" counts as None.
    bounds : Bounds or None
        Where the map looks, its edges rounded to 4 decimals of a degree; None for all of
        what the data cover.
    theme : "light", "dark" or None
        None follows the reader's own setting.
    basemap : str
        The name of a basemap, one line of at most 40 characters; "" counts as "default".
    is_table_open, is_charts_open : bool
    reference : Reference or None
        The border or place that distances are measured from.
    hidden_layers : frozenset of str
        Those of `OPTIONAL_LAYERS` that are not drawn.
    shown_layers : frozenset of str
        Those of `EXTRA_LAYERS` that are drawn.
    title : str
        One line of at most 200 characters.
    caption : str
        At most 2,000 characters; may have several lines.
    notes : str
        For the speaker, at most 4,000 characters; may have several lines.
    annotations : sequence of Annotation
        What is drawn on the map, the first below the others; those beyond 100 are left out.

    Raises
    ------
    ValueError
        If the theme is neither light, dark nor None.
    """

    filter: EventFilter = field(default_factory=EventFilter)
    chosen: str | None = None
    bounds: Bounds | None = None
    theme: Theme | None = None
    basemap: str = DEFAULT_BASEMAP
    is_table_open: bool = False
    is_charts_open: bool = False
    reference: Reference | None = None
    hidden_layers: frozenset[str] = frozenset()
    shown_layers: frozenset[str] = frozenset()
    title: str = ""
    caption: str = ""
    notes: str = ""
    annotations: tuple[Annotation, ...] = ()

    def __post_init__(self) -> None:
        """Bring every part into the one form in which it survives an address."""
        if self.theme is not None and self.theme not in THEMES:
            message = f"There is no theme “{self.theme}”: choose light, dark or none."
            raise ValueError(message)
        basemap = one_line(self.basemap, MAX_BASEMAP_CHARACTERS) or DEFAULT_BASEMAP
        bounds = self.bounds or self.filter.view
        bounds = None if bounds is None else _rounded(bounds)
        is_view_only = self.filter.view is not None
        cleaned = {
            "filter": replace(self.filter, view=bounds) if is_view_only else self.filter,
            "chosen": self.chosen or None,
            "bounds": bounds,
            "basemap": basemap,
            "hidden_layers": frozenset(self.hidden_layers) & frozenset(OPTIONAL_LAYERS),
            "shown_layers": frozenset(self.shown_layers) & frozenset(EXTRA_LAYERS),
            "title": one_line(self.title, MAX_TITLE_CHARACTERS),
            "caption": plain_text(self.caption, MAX_CAPTION_CHARACTERS),
            "notes": plain_text(self.notes, MAX_NOTES_CHARACTERS),
            "annotations": tuple(self.annotations)[:MOST_ANNOTATIONS],
        }
        for name, value in cleaned.items():
            object.__setattr__(self, name, value)


def _rounded(bounds: Bounds) -> Bounds:
    edges = (bounds.west, bounds.south, bounds.east, bounds.north)
    # Adding 0.0 turns -0.0 into 0.0.
    return Bounds(*(round(edge, BOUNDS_DECIMALS) + 0.0 for edge in edges))
