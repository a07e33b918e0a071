"""The quick search for similar names finds what a slow one over all names finds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rapidfuzz import fuzz, process

from mapdash.gazetteer.fuzzy import LikeNames
from mapdash.gazetteer.table import read_table

FOLDER = Path(__file__).resolve().parents[3] / "geodata" / "gazetteer"


@cache
def like_names() -> LikeNames:
    return LikeNames(read_table(FOLDER))


@cache
def all_keys() -> list[str]:
    keys: list[str] = pq.read_table(FOLDER / "names.parquet")["key"].to_pylist()
    return keys


@pytest.mark.parametrize(
    "key",
    [
        "heibei", "smedervo", "kragujevacc", "belgarde", "baranovchi", "shijiazuang", "gomle",
        "vladivostock", "novisda", "zrenjanni", "budapset", "obrenovacc", "subbotica", "pekingg",
    ],
)  # fmt: skip
def test_the_most_similar_names_of_a_slow_search_are_found(key: str) -> None:
    found = {score for _, score in like_names().find(key, -1)}
    scan = process.extract(key, all_keys(), scorer=fuzz.ratio, limit=1)
    assert max(found) == pytest.approx(scan[0][1] / 100)


@pytest.mark.parametrize("key", ["", "x", "bor", "zzzzqqqqxxxxjjjj"])
def test_short_and_strange_texts_are_like_nothing(key: str) -> None:
    assert like_names().find(key, -1) == []
