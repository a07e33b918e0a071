"""MapView: what a map shows now, the single input of every renderer and exporter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from mapdash.layers.style import CATEGORY_STYLES, CategoryStyle

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mapdash.basemaps import Basemap
    from mapdash.bounds import Bounds
    from mapdash.filters import EventFilter
    from mapdash.layers.columns import EventColumns

Theme: TypeAlias = Literal["light", "dark"]

THEMES: tuple[Theme, ...] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class CategoryLayer:
    """Describe the layer of one category.

    Parameters
    ----------
    title : str
        The category.
    code : int
        Its position in `CATEGORY_STYLES`, as in `EventColumns.category`.
    style : CategoryStyle
    """

    title: str
    code: int
    style: CategoryStyle


class Drawing(Protocol):
    """What a briefer drew on the map; `mapdash.briefing.Annotation` is one.

    It says nothing of the data, and no renderer may draw it like an event.
    """

    @property
    def kind(self) -> str:
        """Return "pen", "arrow", "circle", "text" or "distance"."""

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Return longitudes, which run on over the antimeridian, and latitudes in degrees."""

    @property
    def radius_km(self) -> float:
        """Return the radius of a circle; 0.0 for every other kind."""

    @property
    def text(self) -> str:
        """Return the words of a text; "" for every other kind."""

    def to_json(self) -> dict[str, Any]:
        """Return it as the map document reads it."""


@dataclass(frozen=True, slots=True, eq=False)
class MapView:
    """Hold a scene resolved against the data.

    Parameters
    ----------
    columns : EventColumns of length n
        All events of the dataset, whether visible or not.
    layers : tuple of CategoryLayer
        In the order of the legend.
    filter : EventFilter
    visible : array of bool, shape (n,), or None
        Which events the filter lets through; None stands for all of them.
    name : str
        Digest of dataset and filter: two views of one name draw the same events.
    chosen : int
        Row of the chosen event; -1 for none.
    basemap : Basemap
    bounds : Bounds or None
        Where the camera stands; None leaves it where it is.
    theme : "light", "dark" or None
        None follows the reader's own theme.
    hidden_layers : frozenset of str
        Layers that the reader took off the map, such as "routes".
    shown_layers : frozenset of str
        Layers that the reader added to the map, such as "density".
    annotations : tuple of Drawing
        In the order in which they were drawn; the last one lies on top.
    """

    columns: EventColumns
    layers: tuple[CategoryLayer, ...]
    filter: EventFilter
    visible: NDArray[np.bool_] | None
    name: str
    chosen: int
    basemap: Basemap
    bounds: Bounds | None
    theme: Theme | None
    hidden_layers: frozenset[str] = frozenset()
    shown_layers: frozenset[str] = frozenset()
    annotations: tuple[Drawing, ...] = ()


def build_layers() -> tuple[CategoryLayer, ...]:
    """Return one layer a category, in the order of the legend.

    Returns
    -------
    layers : tuple of CategoryLayer
        All of them, also those without an event: a layer is cheap, and its code must not move.
    """
    styles = enumerate(CATEGORY_STYLES.items())
    return tuple(CategoryLayer(title, code, style) for code, (title, style) in styles)
