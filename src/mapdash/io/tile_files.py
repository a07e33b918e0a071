"""Read what a file of map tiles says of itself: PMTiles or MBTiles, told by content.

Nothing that such a file says is believed further than it is checked: sizes are limited before
anything is unpacked, and its attribution, which is HTML by custom, becomes plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdash.io.mbtiles import read_mbtiles
from mapdash.io.pmtiles import read_pmtiles
from mapdash.io.tile_model import tile_file_error

if TYPE_CHECKING:
    from pathlib import Path

    from mapdash.io.tile_model import TileFile


def read_tile_file(path: Path) -> TileFile:
    """Read what a file of tiles says of itself.

    PMTiles of version 3 and MBTiles are told apart by their first bytes, whatever the file is
    called. A few kilobytes are read, however large it is.

    Parameters
    ----------
    path : Path

    Returns
    -------
    tile_file : TileFile

    Raises
    ------
    AssetError
        If the file is missing, unreadable, cut short, no such file, or of a kind that the map
        cannot draw; the message is one sentence for a person.

    References
    ----------
    PMTiles version 3 and MBTiles 1.3, as their specifications have them.
    """
    path = path.absolute()
    try:
        if path.is_dir():
            fault = "is a folder; name a .pmtiles or .mbtiles file"
            raise tile_file_error(path, fault)
        with path.open("rb") as file:
            start = file.read(16)
    except FileNotFoundError as error:
        raise tile_file_error(path, "does not exist; check the path") from error
    except (OSError, ValueError) as error:
        fault = f"cannot be read ({getattr(error, 'strerror', None) or error}); check its rights"
        raise tile_file_error(path, fault) from error
    if start.startswith(b"SQLite format 3\0"):
        return read_mbtiles(path)
    if start.startswith(b"PM"):
        return read_pmtiles(path)
    fault = (
        "is empty; name a .pmtiles or .mbtiles file"
        if not start
        else "is neither PMTiles nor MBTiles; convert it to one of them"
    )
    raise tile_file_error(path, fault)
