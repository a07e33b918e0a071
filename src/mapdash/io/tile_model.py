"""What a file of map tiles says of itself, and how much of it is believed."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, Literal

from mapdash.bounds import Bounds
from mapdash.errors import AssetError, BoundsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TileContainer = Literal["pmtiles", "mbtiles"]
TileType = Literal["mvt", "png", "jpeg", "webp", "avif"]

MEDIA_TYPES: Final[Mapping[TileType, str]] = {
    "mvt": "application/vnd.mapbox-vector-tile",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
}
MAX_ZOOM: Final = 24
MAX_METADATA_BYTES: Final = 4 * 2**20
"""Of metadata, before and after it is unpacked."""

_MAX_LAYERS: Final = 500
_MAX_ATTRIBUTION_LENGTH: Final = 200
_MAX_MARKUP_LENGTH: Final = 4000


@dataclass(frozen=True, slots=True)
class TileFile:
    """Hold what a file of tiles says of itself.

    Parameters
    ----------
    path : Path
        Absolute.
    container : {"pmtiles", "mbtiles"}
    tile_type : {"mvt", "png", "jpeg", "webp", "avif"}
        Vector tiles are "mvt".
    min_zoom, max_zoom : int
        0 to 24; the first and the last zoom with tiles.
    bounds : Bounds or None
        The part of the world that it covers; None when it does not say, or says nonsense.
    attribution : str
        Plain text of one line and at most 200 characters; "" when there is none.
    layers : tuple of str
        The names of the layers of vector tiles, in the order of the file.
    """

    path: Path
    container: TileContainer
    tile_type: TileType
    min_zoom: int
    max_zoom: int
    bounds: Bounds | None
    attribution: str
    layers: tuple[str, ...]


def tile_file_error(path: Path, fault: str) -> AssetError:
    """Return the error that says what is wrong with a file of tiles."""
    return AssetError(f"The basemap file {str(path)!r} {fault}.")


def bounds_or_none(edges: Sequence[float]) -> Bounds | None:
    """Return the bounds that a file gives, None where they bound nothing.

    Parameters
    ----------
    edges : sequence of 4 float
        West, south, east, north in degrees.
    """
    try:
        west, south, east, north = edges
        bounds = Bounds(west, south, east, north)
    except (BoundsError, ValueError):
        return None
    return bounds if north > south and east != west else None


def layer_names(metadata: Mapping[str, object]) -> tuple[str, ...]:
    """Return the names of the vector layers that metadata lists; empty when it lists none."""
    layers = metadata.get("vector_layers")
    if not isinstance(layers, list):
        return ()
    names = (layer.get("id") for layer in layers[:_MAX_LAYERS] if isinstance(layer, dict))
    return tuple(name for name in names if isinstance(name, str))


def plain_text(markup: object) -> str:
    """Return what a reader would see of an attribution, as one line of plain text.

    Parameters
    ----------
    markup : object
        HTML by custom; anything that is not text gives "".

    Returns
    -------
    text : str
        At most 200 characters. It may hold < and &, so it is no HTML.
    """
    if not isinstance(markup, str):
        return ""
    parser = _Text()
    parser.feed(markup[:_MAX_MARKUP_LENGTH])
    parser.close()
    printable = "".join(c if c.isprintable() else " " for c in "".join(parser.texts))
    line = " ".join(printable.split())
    return (
        line if len(line) <= _MAX_ATTRIBUTION_LENGTH else line[: _MAX_ATTRIBUTION_LENGTH - 1] + "…"
    )


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._is_hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._is_hidden = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._is_hidden = False

    def handle_data(self, data: str) -> None:
        if not self._is_hidden:
            self.texts.append(data)
