"""The files of tiles that map documents fetch from, addressed by what nobody can guess.

A file may be larger than memory: it stays where it is, and the server sends parts of it.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapdash.io.tile_model import tile_file_error

if TYPE_CHECKING:
    import os

    from mapdash.io.tile_model import TileFile

TILES_PREFIX: Final = "../../mapdash-tiles/"
PMTILES_NAME: Final = "tiles.pmtiles"
"""The end of a PMTiles file's address; what the file itself is called is nobody's business."""

_DIGEST_LENGTH: Final = 32
_START_BYTES: Final = 16 * 2**10


@dataclass(frozen=True, slots=True)
class PublishedTiles:
    """Hold a file of tiles that browsers may fetch.

    Parameters
    ----------
    tile_file : TileFile
    digest : str
        32 hexadecimal digits: the middle of its address.
    size, modified_ns : int
        As they were when it was published.
    is_public : bool
        Whether it ships with mapdash, so that anybody may have it.
    """

    tile_file: TileFile
    digest: str
    size: int
    modified_ns: int
    is_public: bool

    @property
    def address(self) -> str:
        """Where map documents fetch it: one file, or tiles with {z}, {x} and {y}."""
        is_one = self.tile_file.container == "pmtiles"
        return f"{TILES_PREFIX}{self.digest}/{PMTILES_NAME if is_one else '{z}/{x}/{y}'}"

    def stat(self) -> os.stat_result | None:
        """Look at the file again.

        Returns
        -------
        stat_result : os.stat_result or None
            None when the file is gone or is not the one that was published: parts of two
            files under one address would make a map of neither.
        """
        try:
            stat = self.tile_file.path.stat()
        except OSError:
            return None
        is_same = (stat.st_size, stat.st_mtime_ns) == (self.size, self.modified_ns)
        return stat if is_same else None


class TilePublications:
    """Keep which files of tiles browsers may fetch, for all threads."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._kept: dict[str, PublishedTiles] = {}
        self._lock = threading.Lock()

    def publish(self, tile_file: TileFile, *, is_public: bool = False) -> PublishedTiles:
        """Let map documents fetch a file of tiles.

        Parameters
        ----------
        tile_file : TileFile
        is_public : bool, default False
            For a file that ships: its address is made from all of its content, so that
            browsers keep it over a restart. That of any other is made from its path, size,
            time and first bytes and from a secret of this process.

        Returns
        -------
        published : PublishedTiles
            The same address as long as the file is the same.

        Raises
        ------
        AssetError
            If the file cannot be read.
        """
        path = tile_file.path
        try:
            with path.open("rb") as file:
                if is_public:
                    digest = hashlib.file_digest(file, "sha256")
                else:
                    digest = hashlib.sha256(self._secret + file.read(_START_BYTES))
            stat = path.stat()
        except OSError as error:
            raise tile_file_error(path, f"cannot be read ({error.strerror})") from error
        if not is_public:
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}".encode())
        published = PublishedTiles(
            tile_file=tile_file,
            digest=digest.hexdigest()[:_DIGEST_LENGTH],
            size=stat.st_size,
            modified_ns=stat.st_mtime_ns,
            is_public=is_public,
        )
        with self._lock:
            self._kept[published.digest] = published
        return published

    def find(self, digest: str) -> PublishedTiles | None:
        """Return what was published under *digest*, None when nothing was."""
        with self._lock:
            return self._kept.get(digest)


tile_publications: Final = TilePublications()


def publish_tiles(tile_file: TileFile, *, is_public: bool = False) -> str:
    """Let the map documents of this server fetch *tile_file*; see `TilePublications.publish`.

    Returns
    -------
    address : str
        Relative to the map's frame.
    """
    return tile_publications.publish(tile_file, is_public=is_public).address
