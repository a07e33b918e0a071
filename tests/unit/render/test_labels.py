"""Labels are told for the rows that are asked for, and for no others."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.render.labels import Labels

TEXTS = st.text(st.characters(codec="utf-8"), max_size=9)


def labels_of(
    titles: list[str], when: list[str] | None = None, where: list[str] | None = None
) -> Labels:
    return Labels(
        pd.Series(titles, dtype="str"),
        np.array(when or titles, dtype=object),
        np.array(where or titles, dtype=object),
    )


def told(labels: Labels, name: str) -> dict[str, list[str]]:
    part = labels.member(name)
    assert part is not None
    return json.loads(part)


def test_a_span_of_rows_is_told_in_the_order_of_the_dataset() -> None:
    labels = labels_of(["a", "b", "c"], ["1", "2", "3"], ["x", "y", "z"])
    assert told(labels, "labels-1-2.json") == {
        "title": ["b", "c"],
        "when": ["2", "3"],
        "where": ["y", "z"],
    }


def test_single_rows_are_told_in_the_order_asked_for() -> None:
    labels = labels_of(["a", "b", "c"])
    assert told(labels, "labels-2.0.json")["title"] == ["c", "a"]
    assert told(labels, "labels-1.json")["title"] == ["b"]


@pytest.mark.parametrize(
    "name",
    ["labels-3.json", "labels-0-3.json", "labels-2-1.json", "labels-.json", "labels--1.json",
     "labels-0-1-2.json", "labels-0.1-2.json", "labels-1.txt", "labels-١.json", "columns.bin",
     "labels-0..1.json", "labels-999999999999.json", "labels-0.json\n", ""],
)  # fmt: skip
def test_what_is_no_part_is_not_told(name: str) -> None:
    assert labels_of(["a", "b", "c"]).member(name) is None


def test_a_dataset_without_events_has_no_labels_to_tell() -> None:
    assert labels_of([]).member("labels-0-0.json") is None
    assert len(labels_of([]).digest()) == 64


def test_nobody_gets_more_than_4096_rows_at_once() -> None:
    labels = labels_of(["a"] * 5000)
    assert len(told(labels, "labels-900-4995.json")["title"]) == 4096
    assert labels.member("labels-900-4996.json") is None
    assert labels.member(f"labels-{'.'.join(['1'] * 4097)}.json") is None


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_labels_are_the_very_texts(texts: list[str]) -> None:
    assert told(labels_of(texts), f"labels-0-{len(texts) - 1}.json") == {
        "title": texts,
        "when": texts,
        "where": texts,
    }


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "</script>", "чај & čaj"])
def test_a_label_is_neither_escaped_nor_read_as_a_template(text: str) -> None:
    assert told(labels_of([text]), "labels-0.json")["title"] == [text]


def test_equal_labels_have_one_digest_and_others_another() -> None:
    assert labels_of(["ab", "c"]).digest() == labels_of(["ab", "c"]).digest()
    others = [
        labels_of(["a", "bc"]),
        labels_of(["ab", "c"], ["1", "2"]),
        labels_of(["ab", "c"], None, ["1", "2"]),
        labels_of(["ab"]),
    ]
    assert len({one.digest() for one in [labels_of(["ab", "c"]), *others]}) == 5
