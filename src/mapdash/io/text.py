"""Open a file as text, or say in one sentence why it cannot be read."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING

from mapdash.errors import SourceUnreadableError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

MAX_BYTES = 1024 * 1024 * 1024

_UTF8_MARK = b"\xef\xbb\xbf"
_LOOK_AHEAD = 512
_SLICE_BYTES = 16 * 1024 * 1024

# What files of other kinds begin with. The name of a file proves nothing.
_OTHER_KINDS = (
    (b"PK\x03\x04", "an Excel workbook or another zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"SQLite format 3\x00", "a GeoPackage or another SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a file compressed with gzip"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
    (b"<", "XML, KML or a web page"),
    (b"{", "JSON or GeoJSON"),
    (b"[", "JSON"),
)


def open_text(path: Path) -> TextIO:
    """Open a text file in UTF-8, with or without a byte order mark.

    Parameters
    ----------
    path : Path
        A regular file of at most 1,024 MB.

    Returns
    -------
    text : file of str
        In memory, with its line ends as they are, without the byte order mark. It decodes as it
        is read: the text of a large file as one would take several times the memory.

    Raises
    ------
    SourceUnreadableError
        If the file is missing, not a file, too large, empty, of another kind or not UTF-8.
    """
    content = _read_bytes(path)
    start = content[:_LOOK_AHEAD].removeprefix(_UTF8_MARK).lstrip()
    if not start and not content.removeprefix(_UTF8_MARK).strip():
        raise _refusal(path, "is empty; give a table with a header and a row for each event")
    for magic, kind in _OTHER_KINDS:
        if start.startswith(magic):
            raise _refusal(path, f"is {kind}; save the table as CSV in UTF-8 and give that")
    if (offset := content.find(b"\0")) >= 0:
        line = _line(content, offset)
        raise _refusal(path, f"has a NUL byte in line {line}, so it is no text; give CSV in UTF-8")
    if not _is_utf8(content):
        _refuse_encoding(content, path)
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _SLICE_BYTES):
            decoder.decode(content[start : start + _SLICE_BYTES])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_encoding(content: bytes, path: Path) -> None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        byte, line = content[error.start], _line(content, error.start)
        where = f"byte {byte:#04x} at offset {error.start}, line {line}"
        raise _refusal(path, f"is not UTF-8 ({where}); save it as CSV in UTF-8") from error


def _read_bytes(path: Path) -> bytes:
    try:
        if not path.exists():
            raise _refusal(path, "does not exist; check the path")
        if not path.is_file():
            raise _refusal(path, "is a folder or a device; give the path of a file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            megabytes = f"{size / 1024 / 1024:,.0f} MB"
            raise _refusal(path, f"has {megabytes}, and 1,024 MB is the most; split it")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise _refusal(path, f"cannot be opened ({reason.lower()}); check its rights") from error


def _line(content: bytes, offset: int) -> int:
    return content.count(b"\n", 0, offset) + 1


def _refusal(path: Path, fault: str) -> SourceUnreadableError:
    return SourceUnreadableError(f"The file {str(path)!r} {fault}.")
