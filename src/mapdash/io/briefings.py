"""Read a briefing file, or say in one sentence why it cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mapdash.briefing import BriefingReading, Problem, briefing_from_yaml

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES: Final = 2 * 2**20


def read_briefing(path: Path) -> BriefingReading:
    """Read a briefing from a file.

    Parameters
    ----------
    path : Path
        YAML in UTF-8, with or without a byte order mark; at most 2 MB.

    Returns
    -------
    reading : BriefingReading
        Without a briefing, and with the reason, where the file is none or cannot be read:
        a briefing that is broken must not keep a dashboard from starting.
    """
    try:
        if not path.exists():
            return _refusal(path, "does not exist; check the path")
        if not path.is_file():
            return _refusal(path, "is a folder or a device; give the path of a file")
        if path.stat().st_size > MAX_BYTES:
            return _refusal(path, "has more than 2 MB; a briefing is a few pages of text")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        return _refusal(path, f"cannot be opened ({reason.lower()}); check its rights")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _refusal(path, "is not UTF-8 here; save it as UTF-8", line)
    return briefing_from_yaml(text)


def _refusal(path: Path, fault: str, line: int = 0) -> BriefingReading:
    sentence = f"The briefing file {str(path)!r} {fault}."
    return BriefingReading(None, (Problem(line, sentence, is_fatal=True),))
