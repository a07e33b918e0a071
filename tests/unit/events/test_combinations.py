"""Rows that say the same are told apart from the others, once each."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from mapdash.events import combinations_of


def test_combinations_are_numbered_as_they_first_stand_in_the_table() -> None:
    table = pd.DataFrame({"a": ["x", "y", "x", "x"], "b": [1.0, 1.0, 2.0, 1.0], "c": [1, 2, 3, 4]})
    found = combinations_of(table, ("a", "b"))
    assert found.first.tolist() == [0, 1, 2]
    assert found.code.tolist() == [0, 1, 2, 0]


def test_missing_values_are_equal() -> None:
    table = pd.DataFrame({"a": [np.nan, 1.0, np.nan]})
    assert combinations_of(table, ("a",)).code.tolist() == [0, 1, 0]


def test_a_table_without_rows_has_none() -> None:
    found = combinations_of(pd.DataFrame({"a": pd.Series([], dtype="str")}), ("a",))
    assert (found.first.tolist(), found.code.tolist()) == ([], [])


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("cd"), st.integers(0, 2))))
def test_two_rows_have_one_code_where_they_say_the_same(rows: list[tuple[str, str, int]]) -> None:
    table = pd.DataFrame(rows, columns=["x", "y", "z"])
    found = combinations_of(table, ("x", "y", "z"))
    assert [rows[first] for first in found.first] == list(dict.fromkeys(rows))
    assert [rows[found.first[code]] for code in found.code] == rows
