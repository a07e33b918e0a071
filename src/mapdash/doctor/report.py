"""What was found, as aligned plain text and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Checked = Literal["ok", "differs", "missing", "unpinned"]
Served = Literal["yes", "no", "-"]

WIDTH: Final = 100
_DIGEST_SHOWN: Final = 10
_HEADER: Final = ("asset", "version", "licence", "SHA-256", "checked", "served")
_LICENCE: Final = 2


@dataclass(frozen=True, slots=True)
class Asset:
    """Hold what was found of one file, or of one package of files.

    Parameters
    ----------
    name : str
    version : str
        Of the package, or the day that the data is of; "" when nothing says so.
    licence : str
    sha256 : str
        In 64 hexadecimal digits: of the file, or of a package's archive as it was fetched;
        "" when there is none.
    checked : {"ok", "differs", "missing", "unpinned"}
        What became of comparing the files with the checksums that ship; "unpinned" for
        mapdash's own web files, of which there are none.
    served : {"yes", "no", "-"}
        Whether the server answers with just these bytes; "-" for what no browser fetches.
    faults : tuple of str
        One sentence for each file that is not as it should be.
    """

    name: str
    version: str
    licence: str
    sha256: str
    checked: Checked
    served: Served
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Hold what was found of an installation.

    Parameters
    ----------
    versions : mapping of str to str
        mapdash, Python, platform and the packages that mapdash requires.
    settings : mapping of str to str
        By the name of the variable; "" for what is not set.
    basemap : str
        The title of the basemap in use; "" when none could be opened.
    data : str
        How the events file was read, in one sentence; "" when nothing could be opened.
    assets : tuple of Asset
    problems : tuple of str
        What is wrong besides, in sentences.
    """

    versions: Mapping[str, str]
    settings: Mapping[str, str]
    basemap: str
    data: str
    assets: tuple[Asset, ...]
    problems: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """Everything that is wrong, in sentences; empty when all is well."""
        return (*(fault for asset in self.assets for fault in asset.faults), *self.problems)

    def to_json(self) -> str:
        """Return the report as a JSON object, for programs."""
        content = {"is_well": not self.faults, **asdict(self), "faults": self.faults}
        return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"

    def to_text(self) -> str:
        """Return the report as plain text, for a person and at most 100 columns of table."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from _columns(list(self.versions.items()))
        yield ""
        yield from _table([_HEADER, *(_row(asset) for asset in self.assets)])
        yield ""
        yield from _columns([(name, value or "(not set)") for name, value in self.settings.items()])
        yield ""
        yield f"Basemap in use: {self.basemap or 'none'}."
        yield f"Events: {self.data or 'none.'}"
        yield ""
        if not self.faults:
            yield "All is well."
            return
        yield f"{len(self.faults)} {'thing is' if len(self.faults) == 1 else 'things are'} wrong:"
        yield from (f"- {fault}" for fault in self.faults)


def _row(asset: Asset) -> tuple[str, ...]:
    digest = asset.sha256[:_DIGEST_SHOWN] or "-"
    licence = asset.licence.replace(" AND ", " + ")
    return (asset.name, asset.version or "-", licence, digest, asset.checked, asset.served)


def _columns(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    width = max(len(name) for name, _ in pairs)
    return (f"{name:{width}}  {value}" for name, value in pairs)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    # Licences are the longest cells, and may go on in the next line.
    widths[_LICENCE] -= max(0, sum(widths) + 2 * (len(widths) - 1) - WIDTH)
    for row in rows:
        licence, *more = wrap(row[_LICENCE], widths[_LICENCE]) or [""]
        yield _line([*row[:_LICENCE], licence, *row[_LICENCE + 1 :]], widths)
        yield from (_line(["", "", rest, "", "", ""], widths) for rest in more)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
