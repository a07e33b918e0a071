from __future__ import annotations

import re
from pathlib import Path

import pytest

from mapdash.briefing import ANNOTATION_KINDS, EXTRA_LAYERS, OPTIONAL_LAYERS, briefing_from_yaml
from mapdash.briefing.file_keys import BRIEFING_KEYS, FILTER_KEYS, OPENABLE, SCENE_KEYS

PAGE = (Path(__file__).parents[3] / "docs" / "briefing-file.md").read_text("utf-8")
MESSAGES = re.findall(r"^\| `([a-z]+: [^`]+)` \| (.+\.) \|$", PAGE, re.MULTILINE)


NAMES = {
    *BRIEFING_KEYS,
    *SCENE_KEYS,
    *FILTER_KEYS,
    *ANNOTATION_KINDS,
    "at",
    "radius_km",
    *OPTIONAL_LAYERS,
    *EXTRA_LAYERS,
    *OPENABLE,
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_page_names_every_key(name: str) -> None:
    assert re.search(rf"`\[?{name}\b", PAGE)


@pytest.mark.parametrize(("key", "sentence"), MESSAGES)
def test_the_page_says_what_is_said(key: str, sentence: str) -> None:
    text = f"mapdash_briefing: 1\nscenes:\n  - title: a\n    {key}\n"
    assert [problem.sentence for problem in briefing_from_yaml(text).problems] == [sentence]


def test_the_page_has_messages_of_both_kinds() -> None:
    assert len(MESSAGES) == 11
