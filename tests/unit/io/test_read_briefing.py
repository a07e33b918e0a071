"""A briefing file that cannot be read says why, and raises nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdash.briefing import Briefing, Problem, Scene
from mapdash.io import read_briefing

GOOD = "mapdash_briefing: 1\ntitle: One\nscenes:\n  - title: Hebei\n"


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    for content in (GOOD.encode(), b"\xef\xbb\xbf" + GOOD.encode()):
        path.write_bytes(content)
        assert read_briefing(path).briefing == Briefing("One", (Scene(title="Hebei"),))


def test_the_shipped_briefing_has_no_problem(project_root: Path) -> None:
    reading = read_briefing(project_root / "geodata" / "briefing.yaml")
    assert reading.briefing is not None
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("content", "line", "end"),
    [
        (b"title: One\nnotes: \xe9\n", 2, "is not UTF-8 here; save it as UTF-8."),
        (b"x" * (2 * 2**20 + 1), 0, "has more than 2 MB; a briefing is a few pages of text."),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, line: int, end: str) -> None:
    path = tmp_path / "b.yaml"
    path.write_bytes(content)
    reading = read_briefing(path)
    assert reading.briefing is None
    assert reading.problems == (
        Problem(line, f"The briefing file {str(path)!r} {end}", is_fatal=True),
    )


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    sentences = [
        read_briefing(path).problems[0].sentence for path in (tmp_path / "none.yaml", tmp_path)
    ]
    assert sentences[0].endswith("none.yaml' does not exist; check the path.")
    assert sentences[1].endswith("is a folder or a device; give the path of a file.")


def test_what_is_no_yaml_gives_no_briefing(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text("]:[")
    reading = read_briefing(path)
    assert reading.briefing is None
    assert reading.problems[-1].is_fatal
