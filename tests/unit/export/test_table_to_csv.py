"""A table as CSV: a spreadsheet shows it, and runs nothing of it."""

from __future__ import annotations

import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.export import table_to_csv

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = b"\xef\xbb\xbf"


def cells_of(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_every_field_is_quoted_and_lines_end_with_crlf_after_a_byte_order_mark() -> None:
    table = pd.DataFrame({"title": ['say "so"', "čaj, чај"], "km": [1.5, np.nan]})
    assert table_to_csv(table) == (
        BOM + '"title","km"\r\n"say ""so""","1.5"\r\n"čaj, чај",""\r\n'.encode()
    )


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_text_that_a_spreadsheet_would_run_is_led_by_an_apostrophe(start: str) -> None:
    table = pd.DataFrame({"title": [f"{start}HYPERLINK(1)", "harmless = 1"]})
    assert cells_of(table_to_csv(table))[1:] == [[f"'{start}HYPERLINK(1)"], ["harmless = 1"]]


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_the_name_of_a_column_is_text_like_any_other(start: str) -> None:
    table = pd.DataFrame({"id": ["1"], f"{start}HYPERLINK(1)": ["2"]})
    assert cells_of(table_to_csv(table))[0] == ["id", f"'{start}HYPERLINK(1)"]


def test_negative_numbers_stay_numbers() -> None:
    table = pd.DataFrame({"latitude": [-18.5], "count": [-3]})
    assert cells_of(table_to_csv(table))[1] == ["-18.5", "-3"]


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA], ids=["None", "NaN", "NA"])
def test_what_is_missing_is_an_empty_field(missing: object) -> None:
    table = pd.DataFrame({"link": ["a", missing], "mixed": pd.Series(["b", missing], dtype=object)})
    assert cells_of(table_to_csv(table))[1:] == [["a", "b"], ["", ""]]


def test_an_index_with_a_name_is_the_first_column() -> None:
    index = pd.Index([7, 9], name="row_number")
    table = pd.DataFrame({"reason": ["a", "b"]}, index=index)
    assert cells_of(table_to_csv(table)) == [["row_number", "reason"], ["7", "a"], ["9", "b"]]


def test_an_index_may_be_named_like_a_column() -> None:
    index = pd.Index([7], name="row_number")
    table = pd.DataFrame({"row_number": ["x"]}, index=index)
    assert cells_of(table_to_csv(table))[1] == ["7", "x"]


def test_two_columns_may_have_one_name() -> None:
    table = pd.DataFrame([["=a", "b"]], columns=["reason", "reason"])
    assert cells_of(table_to_csv(table)) == [["reason", "reason"], ["'=a", "b"]]


def test_an_index_without_a_name_is_left_out() -> None:
    table = pd.DataFrame({"reason": ["a"]}, index=[7])
    assert cells_of(table_to_csv(table)) == [["reason"], ["a"]]


def test_a_table_without_rows_keeps_its_header() -> None:
    assert cells_of(table_to_csv(pd.DataFrame({"a": [], "b": []}))) == [["a", "b"]]


def test_the_table_stays_as_it_was() -> None:
    table = pd.DataFrame({"title": ["=1+1"]})
    table_to_csv(table)
    assert table["title"].tolist() == ["=1+1"]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_any_text_comes_back_and_none_starts_a_formula(rows: list[tuple[str, str]]) -> None:
    table = pd.DataFrame(rows, columns=["a", "b"], dtype="str")
    header, *found = cells_of(table_to_csv(table))
    assert header == ["a", "b"]
    led = [
        [f"'{text}" if text.startswith(FORMULA_STARTS) else text for text in row] for row in rows
    ]
    assert found == led
