"""The data that map documents fetch: kept in memory, addressed by what it is.

Maps run in frames without an origin, to which a browser sends no cookies. What protects data
is its address: the SHA-256 of the content, which nobody can name who does not have it.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, Protocol

from mapdash.errors import AssetError

DATA_PREFIX: Final = "../../mapdash-data/"

# Data of a million events at the thorough level takes seconds of the start, to save a tenth.
_THOROUGH: Final = 6
_QUICK: Final = 1
_MUCH_BYTES: Final = 2**20

_DATA_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Publication:
    """Hold data that browsers may fetch.

    Parameters
    ----------
    content : bytes
        The data, compressed with gzip where `is_gzipped`.
    is_gzipped : bool
    media_type : str
    digest : str
        SHA-256 of the data before compression, in 64 hexadecimal digits.
    """

    content: bytes
    is_gzipped: bool
    media_type: str
    digest: str

    @property
    def plain(self) -> bytes:
        """The data without compression."""
        return gzip.decompress(self.content) if self.is_gzipped else self.content


class Family(Protocol):
    """Data of many parts, each of which is made when it is fetched, always the same."""

    media_type: str

    def digest(self) -> str:
        """Return the SHA-256 of all that the parts say, in 64 hexadecimal digits."""
        ...

    def member(self, name: str) -> bytes | None:
        """Return one part, None when there is none of that name."""
        ...


class PublishedData:
    """Keep the data that browsers may fetch, the latest used ones, for all threads.

    Parameters
    ----------
    max_items : int, default 64
    max_bytes : int, default 512 MiB
        Of what is kept, after compression. What was published last is kept in any case.
    """

    def __init__(self, *, max_items: int = 64, max_bytes: int = 512 * 2**20) -> None:
        self._max_items = max_items
        self._max_bytes = max_bytes
        self._kept: OrderedDict[tuple[str, str], Publication] = OrderedDict()
        self._lasting: dict[tuple[str, str], Publication] = {}
        self._families: dict[str, Family] = {}
        self._lock = threading.Lock()

    def publish(self, name: str, data: bytes, media_type: str, *, is_lasting: bool = False) -> str:
        """Keep *data* and return the address that map documents fetch it from.

        Parameters
        ----------
        name : str
            Letters, digits, dot, dash and underscore: the end of the address.
        data : bytes
        media_type : str
            Such as "application/json".
        is_lasting : bool, default False
            Whether it is kept as long as the process lasts, whatever is published later, and
            does not count. For what every map needs and nobody would publish again.

        Returns
        -------
        address : str
            Relative to the map's frame; the same for the same name and content.

        Raises
        ------
        AssetError
            If *name* cannot stand in an address.
        """
        if not _DATA_NAME.fullmatch(name):
            message = (
                f"{name!r} cannot be the name of published data; use up to 100 letters, "
                "digits, dots, dashes and underscores."
            )
            raise AssetError(message)
        digest = hashlib.sha256(data).hexdigest()
        if self.find(digest, name) is None:
            self._keep(digest, name, data, media_type, is_lasting=is_lasting)
        return f"{DATA_PREFIX}{digest}/{name}"

    def publish_family(self, family: Family) -> str:
        """Answer for the parts of *family* as long as the process lasts.

        Nothing of it is kept: what a part takes to make, it takes at every request.

        Parameters
        ----------
        family : Family

        Returns
        -------
        address : str
            Relative to the map's frame; the name of a part follows it.
        """
        digest = family.digest()
        with self._lock:
            self._families.setdefault(digest, family)
        return f"{DATA_PREFIX}{digest}/"

    def find(self, digest: str, name: str) -> Publication | None:
        """Return what was published under *digest* and *name*, None when it is not kept."""
        with self._lock:
            lasting = self._lasting.get((digest, name))
            if lasting is not None:
                return lasting
            publication = self._kept.get((digest, name))
            if publication is not None:
                self._kept.move_to_end((digest, name))
                return publication
            family = self._families.get(digest)
        part = family.member(name) if family else None
        if family is None or part is None:
            return None
        return _packed(part, family.media_type, hashlib.sha256(part).hexdigest())

    def _keep(
        self, digest: str, name: str, data: bytes, media_type: str, *, is_lasting: bool
    ) -> None:
        publication = _packed(data, media_type, digest)
        with self._lock:
            if is_lasting:
                self._lasting[digest, name] = publication
                return
            self._kept[digest, name] = publication
            self._kept.move_to_end((digest, name))
            while len(self._kept) > 1 and self._is_full():
                self._kept.popitem(last=False)

    def _is_full(self) -> bool:
        size = sum(len(publication.content) for publication in self._kept.values())
        return len(self._kept) > self._max_items or size > self._max_bytes


def _packed(data: bytes, media_type: str, digest: str) -> Publication:
    level = _THOROUGH if len(data) <= _MUCH_BYTES else _QUICK
    packed = gzip.compress(data, compresslevel=level, mtime=0)
    is_gzipped = len(packed) < len(data)
    return Publication(packed if is_gzipped else data, is_gzipped, media_type, digest)


published_data: Final = PublishedData()


def publish(name: str, data: bytes, media_type: str, *, is_lasting: bool = False) -> str:
    """Publish *data* to the map documents of this server; see `PublishedData.publish`."""
    return published_data.publish(name, data, media_type, is_lasting=is_lasting)


def publish_family(family: Family) -> str:
    """Publish a family to the map documents of this server; see `PublishedData.publish_family`."""
    return published_data.publish_family(family)
