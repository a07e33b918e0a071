from __future__ import annotations

import math

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from mapdash.events import (
    CATEGORIES,
    CONFIDENCES,
    DATE_PRECISIONS,
    FILE_COLUMNS,
    GEO_PRECISIONS,
    NUMBER_COLUMNS,
    PINNED_PRECISIONS,
    STATUSES,
    TEXT_COLUMNS,
    EventFrame,
    is_country_code,
    validate_events,
)

LIKELY = {
    "id": st.sampled_from(["A", "B", "C", "D", ""]),
    "category": st.sampled_from([*CATEGORIES, "ARMS TRANSFER"]),
    "country": st.sampled_from(["SRB", "srb", "CHN", "XKX", ""]),
    "actors": st.lists(st.sampled_from(["SRB", "chn", "?", ""])).map(";".join),
    "start_date": st.sampled_from(["2024", "2024-07", "2024-07-08", "9999", "x"]),
    "end_date": st.sampled_from(["2024", "2024-06", "2025-07-08", "0001", "x", ""]),
    "date_precision": st.sampled_from([*DATE_PRECISIONS, "Day", "x", ""]),
    "latitude": st.floats().map(str) | st.floats(-90, 90).map(str) | st.just(""),
    "longitude": st.floats().map(str) | st.floats(-180, 180).map(str) | st.just(""),
    "geo_precision": st.sampled_from([*GEO_PRECISIONS, "Exact", "x", ""]),
    "radius_km": st.floats().map(str),
    "status": st.sampled_from([*STATUSES, "Agreed", "x", ""]),
    "confidence": st.sampled_from([*CONFIDENCES, "HIGH", "x", ""]),
    "source_url": st.sampled_from(["https://a.org", "javascript:x", "http:x", ""]),
    "further_source_urls": st.lists(
        st.sampled_from(["https://a.org/x|y", "http://b.org", "data:x", ""])
    ).map(" | ".join),
}


@st.composite
def raw_tables(draw: st.DrawFn) -> pd.DataFrame:
    texts = st.text(max_size=8)
    row = st.fixed_dictionaries({name: LIKELY.get(name, texts) | texts for name in FILE_COLUMNS})
    rows = draw(st.lists(row, max_size=6))
    numbers = draw(st.permutations(range(2, len(rows) + 2)))
    index = pd.Index(sorted(numbers), dtype="int64")
    return pd.DataFrame(rows, columns=list(FILE_COLUMNS), index=index, dtype="str")


def as_raw(events: EventFrame) -> pd.DataFrame:
    def text(value: float) -> str:
        return "" if math.isnan(value) else repr(value)

    numbers = {name: events[name].map(text).astype("str") for name in NUMBER_COLUMNS}
    return pd.DataFrame({**events[list(FILE_COLUMNS)], **numbers})


@settings(max_examples=60, deadline=None)
@given(raw_tables())
def test_every_row_is_accounted_for(raw: pd.DataFrame) -> None:
    events, report = validate_events(raw)
    assert report.accepted + report.repaired + report.rejected == report.read == len(raw)
    assert len(events) == report.accepted + report.repaired
    assert len(report.rejected_rows) == report.rejected
    touched = {issue.row_number for issue in report.issues}
    assert len(touched) == report.repaired + report.rejected
    assert touched <= set(raw.index)
    assert all(issue.reason for issue in report.issues)


@settings(max_examples=60, deadline=None)
@given(raw_tables())
def test_the_raw_table_is_never_changed(raw: pd.DataFrame) -> None:
    before = raw.copy(deep=True)
    validate_events(raw)
    assert_frame_equal(raw, before)


@settings(max_examples=60, deadline=None)
@given(raw_tables())
def test_every_frame_keeps_its_promises(raw: pd.DataFrame) -> None:
    events, _ = validate_events(raw)
    assert events.index.equals(pd.RangeIndex(len(events)))
    assert not events[list(TEXT_COLUMNS)].isna().any(axis=None)
    assert events["id"].is_unique
    assert (events["start"] <= events["end"]).all()
    assert events["country"].map(is_country_code).all()
    assert set(events["geo_precision"]) <= set(GEO_PRECISIONS)
    assert set(events["status"]) <= {*STATUSES, ""}
    assert (events["latitude"].isna() == events.geometry.isna()).all()
    assert events.loc[events["geo_precision"].isin(PINNED_PRECISIONS), "latitude"].notna().all()
    assert events["source_url"].str.match("https?://[^/]|$").all()
    links = events["further_source_urls"].str.split(" | ", regex=False).explode()
    assert links.str.match("https?://[^/]|$").all()


@settings(max_examples=60, deadline=None)
@given(raw_tables())
def test_what_was_validated_once_needs_no_second_repair(raw: pd.DataFrame) -> None:
    events, _ = validate_events(raw)
    again, report = validate_events(as_raw(events))
    assert report.issues == ()
    assert report.accepted == len(events)
    assert_frame_equal(pd.DataFrame(again), pd.DataFrame(events))
