"""Which vector tiles mapdash can draw, told by the names of their layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Collection

VectorSchema = Literal["mapdash", "protomaps"]
"""Whose style draws vector tiles: mapdash's own, or the one of Protomaps' basemaps."""

# mapdash's layers as tools/build_geodata.py writes them; those of Protomaps' basemaps as its
# versions 3 and 4 have in common. Each set is enough to tell one from the other.
_TELLING: Final[tuple[tuple[VectorSchema, frozenset[str]], ...]] = (
    ("mapdash", frozenset({"land", "borders", "country_names"})),
    ("protomaps", frozenset({"earth", "water", "places"})),
)


def schema_of(layers: Collection[str]) -> VectorSchema | None:
    """Tell which style draws vector tiles.

    Parameters
    ----------
    layers : collection of str
        The names of the layers, as the file of tiles gives them.

    Returns
    -------
    schema : {"mapdash", "protomaps"} or None
        None when mapdash would draw nothing that makes a map.

    Examples
    --------
    >>> schema_of(["earth", "water", "places", "roads"])
    'protomaps'
    >>> schema_of(["transportation", "water"]) is None
    True
    """
    names = frozenset(layers)
    return next((schema for schema, telling in _TELLING if telling <= names), None)
