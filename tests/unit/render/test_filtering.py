"""Filters as bytes and JSON: decoded here by the documented format, as the scripts do."""

from __future__ import annotations

import json
import struct
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.bounds import Bounds
from mapdash.events import FILE_COLUMNS, validate_events
from mapdash.filters import EventFilter, FilterIndex, Period, Region
from mapdash.filters.folding_table import folding_table
from mapdash.filters.search import SearchIndex
from mapdash.render.columns import pack
from mapdash.render.filtering import encode_filters, encode_words, filter_data

CELLS = (
    {"actors": "CHN;SRB", "source_kind": "news page"},
    {"actors": "", "country": "CHN", "source_kind": "__proto__"},
    {"actors": "SRB;CHN", "source_kind": "{{ 7*7 }}", "start_date": "2019-01-02"},
)


USUAL = {
    "title": "t",
    "category": "BRI other",
    "country": "SRB",
    "start_date": "2020-05-05",
    "latitude": "44.8",
    "longitude": "20.4",
    "geo_precision": "exact",
}


def index_of(*cells: dict[str, str]) -> FilterIndex:
    """Return the index of events of which only some cells are given."""
    rows = [{**USUAL, "id": f"E{number}", **row} for number, row in enumerate(cells)]
    table = pd.DataFrame(rows, columns=list(FILE_COLUMNS), dtype="str").fillna("")
    return FilterIndex.build(validate_events(table.set_axis(range(2, len(table) + 2)))[0], {})


def decode(data: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]]:
    assert data[:4] == b"MDC1"
    (length,) = struct.unpack("<I", data[4:8])
    header = json.loads(data[8 : 8 + length])
    arrays = {
        array["name"]: np.frombuffer(
            data,
            f"<{array['type']}",
            count=array.get("length", header["rows"]),
            offset=8 + length + array["offset"],
        )
        for array in header["arrays"]
    }
    return header, arrays


def values_of(data: bytes, name: str) -> list[set[str]]:
    """Return the values of each event in a dimension."""
    header, arrays = decode(data)
    (values,) = [entry["values"] for entry in header["dimensions"] if entry["name"] == name]
    if f"{name}.starts" not in arrays:
        return [{values[code]} for code in arrays[name]]
    starts, members = arrays[f"{name}.starts"], arrays[f"{name}.members"]
    return [
        {values[code] for code in members[starts[number] : starts[number + 1]]}
        for number in arrays[name]
    ]


def words_of(data: bytes) -> list[tuple[str, str, bool, list[int]]]:
    """Return each word with its skeleton, whether it is varied, and its events."""
    header, arrays = decode(data)
    words, skeletons = header["words"].split("\n"), header["skeletons"].split("\n")
    found = []
    for number in range(header["rows"]):
        begin, end = arrays["starts"][number : number + 2]
        row, step, shift, rows = 0, 0, 0, []
        for septet in arrays["postings"][begin:end].tolist():
            step |= (septet & 0x7F) << shift
            shift += 7
            if septet < 0x80:
                row, step, shift = row + step, 0, 0
                rows.append(row)
        found.append((words[number], skeletons[number], bool(arrays["isVaried"][number]), rows))
    return found


@pytest.fixture
def index() -> FilterIndex:
    return index_of(*CELLS)


def test_a_filter_becomes_only_what_is_set() -> None:
    assert filter_data(EventFilter()) == {}
    wanted = EventFilter(
        search="rail",
        countries=frozenset({"SRB", "CHN"}),
        is_place_only=True,
        period=Period(date(1970, 1, 2), date(1971, 1, 1)),
        region=Region(((170.0, 1.0), (190.0, 1.0), (180.0, 5.0))),
        view=Bounds(170.0, -5.0, -170.0, 5.0),
    )
    assert filter_data(wanted) == {
        "search": "rail",
        "countries": ["CHN", "SRB"],
        "is_place_only": True,
        "period": [1, 365],
        "region": [[170.0, 1.0], [190.0, 1.0], [180.0, 5.0]],
        "view": [170.0, -5.0, -170.0, 5.0],
    }


def test_values_come_back_one_or_several_an_event(index: FilterIndex) -> None:
    data = encode_filters(index)
    assert values_of(data, "source_kinds") == [{"news page"}, {"__proto__"}, {"{{ 7*7 }}"}]
    assert values_of(data, "actors") == [{"CHN", "SRB"}, set(), {"CHN", "SRB"}]
    assert values_of(data, "countries") == [{"CHN", "SRB"}, {"CHN"}, {"CHN", "SRB"}]
    assert values_of(data, "places") == [{"SRB"}, {"CHN"}, {"SRB"}]


def test_equal_sets_of_values_are_one_set(index: FilterIndex) -> None:
    _, arrays = decode(encode_filters(index))
    assert arrays["actors"].tolist() == [1, 0, 1]
    assert arrays["actors.starts"].tolist() == [0, 0, 2]


def test_the_header_says_which_days_the_events_touch(index: FilterIndex) -> None:
    # 2019-01-02 and 2020-05-05.
    assert decode(encode_filters(index))[0]["span"] == [17898, 18387]


def test_no_events_have_no_span_and_no_values() -> None:
    index = index_of()
    header, arrays = decode(encode_filters(index))
    assert (header["rows"], header["span"]) == (0, None)
    assert all(entry["values"] == [] for entry in header["dimensions"])
    assert len(arrays["actors"]) == 0
    assert words_of(encode_words(index.search)) == []


def test_many_values_take_wider_codes() -> None:
    data = encode_filters(index_of(*({"source_kind": f"kind {n}"} for n in range(300))))
    types = {array["name"]: array["type"] for array in decode(data)[0]["arrays"]}
    assert (types["source_kinds"], types["categories"]) == ("u2", "u1")
    assert values_of(data, "source_kinds") == [{f"kind {n}"} for n in range(300)]


some_actors = st.lists(
    st.lists(st.sampled_from(["SRB", "CHN", "BLR", "FJI"]), max_size=6), max_size=12
)


@given(some_actors)
def test_any_sets_of_values_come_back(actors: list[list[str]]) -> None:
    index = index_of(*({"actors": ";".join(codes)} for codes in actors))
    assert values_of(encode_filters(index), "actors") == [set(codes) for codes in actors]


def test_words_come_back_with_their_events() -> None:
    texts = pa.array(["Чачак rail", "rail", "ЂЕНЕРАЛ __proto__"], pa.large_string())
    found = words_of(encode_words(SearchIndex.build([(texts, None)], 3)))
    assert sorted(found) == [
        ("cacak", "cacak", True, [0]),
        ("deneral", "deneral", True, [2]),
        ("proto", "prata", False, [2]),
        ("rail", "rail", False, [0, 1]),
    ]


@given(st.lists(st.integers(0, 3_000_000), unique=True, max_size=20).map(sorted))
def test_postings_far_apart_come_back(rows: list[int]) -> None:
    words = pa.array(["w", "last"], pa.large_string())
    search = SearchIndex(
        size=3_000_001,
        words=words,
        skeletons=words,
        is_varied=np.zeros(2, dtype=np.bool_),
        starts=np.array([0, len(rows), len(rows) + 1]),
        rows=np.array([*rows, 3_000_000]),
    )
    assert [rows for *_, rows in words_of(encode_words(search))] == [rows, [3_000_000]]


def test_an_array_of_another_length_says_so() -> None:
    arrays = {"a": ("u1", np.array([1, 2])), "b": ("f8", np.array([0.1]))}
    header, found = decode(pack({"rows": 2}, arrays))
    assert [entry.get("length") for entry in header["arrays"]] == [None, 1]
    assert found["b"].tolist() == [0.1]


def test_the_folding_table_names_the_characters_that_differ() -> None:
    table = folding_table()
    assert "ßss" in table["casefold"]
    assert "Ää" in table["casefold"]
    assert table["spaces"][:4] == [9, 13, 28, 35]
    assert "жz" in table["latin"]
    assert json.dumps(table)
