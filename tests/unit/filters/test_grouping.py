"""Groups of events that agree, and the answers that are kept."""

from __future__ import annotations

import numpy as np

from mapdash.filters.coded import CodedColumn
from mapdash.filters.grouping import Grouping
from mapdash.filters.recent import Recent


def column(values: tuple[str, ...], codes: list[int], rows: list[int] | None = None) -> CodedColumn:
    return CodedColumn(
        4, values, np.array(codes, dtype=np.intp), None if rows is None else np.array(rows)
    )


def test_events_that_agree_in_all_keys_are_one_group() -> None:
    keys = [np.array([0, 1, 0, 0]), np.array([1, 0, 1, 0])]
    grouping = Grouping.build(keys, {"first": column(("a", "b"), [0, 1, 0, 0])}, 4)
    assert grouping.codes.tolist() == [0, 1, 0, 2]
    assert grouping.sizes.tolist() == [2, 1, 1]
    assert grouping.columns["first"].matches(frozenset({"a"})).tolist() == [True, False, True]
    assert grouping.columns["first"].counts(grouping.counts(None)) == [3, 1]
    rows = np.array([0, 1], dtype=np.intp)
    assert grouping.columns["first"].counts(grouping.counts(rows)) == [1, 1]


def test_a_group_can_have_several_values_or_none() -> None:
    several = column(("a", "b"), [0, 1, 0, 1], rows=[0, 0, 2, 2])
    grouping = Grouping.build([np.array([5, 0, 5, 0])], {"several": several}, 4)
    values = grouping.columns["several"]
    assert values.counts(grouping.counts(None)) == [2, 2]
    assert values.matches(frozenset({"b", "unknown"})).tolist() == [True, False]


def test_keys_with_more_combinations_than_numbers_are_grouped_all_the_same() -> None:
    most = 2**40
    keys = [np.array([0, most, 0, most]), np.array([most, 0, most, 0]), np.array([1, 1, 1, 0])]
    assert Grouping.build(keys, {}, 4).codes.tolist() == [0, 1, 0, 2]


def test_no_events_have_no_groups() -> None:
    nothing = np.array([], dtype=np.intp)
    grouping = Grouping.build([nothing], {"x": CodedColumn(0, (), nothing, None)}, 0)
    assert grouping.counts(None).tolist() == []
    assert grouping.columns["x"].counts(grouping.counts(None)) == []


def test_an_answer_is_found_once_and_the_oldest_is_forgotten() -> None:
    asked: list[str] = []

    def find(key: str) -> str:
        asked.append(key)
        return key.upper()

    recent: Recent[str] = Recent(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert recent.get(key, lambda key=key: find(key)) == key.upper()
    assert asked == ["a", "b", "c", "b"]
    recent.clear()
    assert recent.get("a", lambda: "again") == "again"
