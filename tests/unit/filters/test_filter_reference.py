"""Masks and facets against a reference that takes one event at a time, in plain Python."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdash.events import CATEGORIES, EventFrame
from mapdash.filters import VALUE_DIMENSIONS, EventFilter, FilterIndex, Period, without
from mapdash.filters.folding import has_many_spellings, simplify, skeleton, to_latin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COLUMNS = {
    "categories": "category",
    "geo_precisions": "geo_precision",
    "date_precisions": "date_precision",
    "confidences": "confidence",
    "statuses": "status",
    "source_kinds": "source_kind",
}
SEARCHED = ("title", "place_name", "admin1", "summary", "source_title", "source_kind")


class Reference:
    """The meaning of the filters, event by event."""

    def __init__(self, events: EventFrame, names: Mapping[str, str]) -> None:
        records = pd.DataFrame(events).to_dict("records")
        self.rows: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in records]
        for row in self.rows:
            row["actor_set"] = {code for code in row["actors"].split(";") if code}
            involved = {row["country"], *row["actor_set"]}
            texts = [row[name] for name in SEARCHED]
            texts += [f"{code} {names.get(code, '')}" for code in involved]
            row["involved"] = involved
            row["words"] = simplify(" ".join(texts)).split()

    def values(self, row: dict[str, Any], dimension: str, *, is_place_only: bool) -> set[str]:
        if dimension == "countries":
            return {row["country"]} if is_place_only else row["involved"]
        return row["actor_set"] if dimension == "actors" else {row[COLUMNS[dimension]]}

    def meets(self, row: dict[str, Any], wanted: EventFilter) -> bool:
        for dimension in VALUE_DIMENSIONS:
            asked = wanted.values(dimension)
            values = self.values(row, dimension, is_place_only=wanted.is_place_only)
            if asked and not asked & values:
                return False
        if wanted.period and not set(years_of(row)) & set(
            range(wanted.period.first.year, wanted.period.last.year + 1)
        ):
            return False
        return all(
            any(is_found(word, other) for other in row["words"])
            for word in simplify(wanted.search).split()
        )

    def mask(self, wanted: EventFilter) -> list[bool]:
        return [self.meets(row, wanted) for row in self.rows]

    def counts(self, wanted: EventFilter, dimension: str) -> dict[str, int]:
        others = without(wanted, dimension)
        counts: dict[str, int] = {}
        for row in self.rows:
            for value in self.values(row, dimension, is_place_only=False):
                counts.setdefault(value, 0)
            if self.meets(row, others):
                is_place_only = wanted.is_place_only
                for value in self.values(row, dimension, is_place_only=is_place_only):
                    counts[value] += 1
        return counts

    def year_counts(self, wanted: EventFilter) -> dict[int, int]:
        touched = [year for row in self.rows for year in (row["start"].year, row["end"].year)]
        counts = dict.fromkeys(range(min(touched), max(touched) + 1), 0) if touched else {}
        for row in self.rows:
            if self.meets(row, replace(wanted, period=None)):
                for year in years_of(row):
                    counts[year] += 1
        return counts

    def off_map(self, wanted: EventFilter) -> int:
        return sum(
            self.meets(row, wanted)
            and (row["geo_precision"] in {"country", "unknown"} or row["geometry"] is None)
            for row in self.rows
        )


def years_of(row: dict[str, Any]) -> range:
    return range(row["start"].year, row["end"].year + 1)


def is_found(word: str, other: str) -> bool:
    if to_latin(word) in to_latin(other):
        return True
    bones = skeleton(to_latin(word))
    is_varied = has_many_spellings(word) or has_many_spellings(other)
    return is_varied and len(bones) >= 4 and bones in skeleton(to_latin(other))


def assert_agrees(index: FilterIndex, reference: Reference, wanted: EventFilter) -> None:
    mask = reference.mask(wanted)
    assert index.mask(wanted).tolist() == mask
    facets = index.facets(wanted)
    assert facets.matched == sum(mask)
    assert facets.total == len(mask)
    assert facets.off_map == reference.off_map(wanted)
    years = dict(zip(facets.years.years, facets.years.counts, strict=True))
    assert years == reference.year_counts(wanted)
    for dimension in VALUE_DIMENSIONS:
        counts = {choice.value: choice.count for choice in facets.of(dimension)}
        assert counts == reference.counts(wanted, dimension)
        assert len(counts) == len(facets.of(dimension))


WORDS = ("Čačak", "чачак", "Baranavichy", "Баранавичи", "huawei", "Хуавеј", "rail", "🚀", "中国")
CODES = ("SRB", "CHN", "BLR", "XKX")
DATES = ("0001", "1999", "2023-12", "2024", "2024-02-29", "2024-12-20", "2025-01", "9999-12-31")
PRECISIONS = ("exact", "locality", "admin1", "country", "unknown")

some_text = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
)


def some_of(values: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.one_of(
        st.just(frozenset()), st.frozensets(st.sampled_from([*values, "elsewhere"]), max_size=3)
    )


@st.composite
def cells(draw: st.DrawFn) -> dict[str, str]:
    span = sorted(draw(st.lists(st.sampled_from(DATES), min_size=1, max_size=2)))
    has_point = draw(st.booleans())
    return {
        "title": "t " + draw(some_text),
        "summary": draw(some_text),
        "category": draw(st.sampled_from([*CATEGORIES[:3], "no such category"])),
        "country": draw(st.sampled_from(CODES)),
        "actors": ";".join(draw(st.lists(st.sampled_from(CODES), max_size=4))),
        "start_date": span[0],
        "end_date": span[1] if len(span) > 1 else "",
        "latitude": "44.5" if has_point else "",
        "longitude": "20.5" if has_point else "",
        "geo_precision": draw(st.sampled_from(PRECISIONS)),
        "status": draw(st.sampled_from(["", "agreed", "completed"])),
        "confidence": draw(st.sampled_from(["", "high", "low"])),
        "source_kind": draw(st.sampled_from(["", "dataset", "news page"])),
    }


years = st.tuples(st.sampled_from([1, 1999, 2023, 2024, 2025, 9999]), st.integers(0, 30)).map(
    lambda pair: Period.of_years(pair[0], min(pair[0] + pair[1], 9999))
)
filters = st.builds(
    EventFilter,
    search=st.one_of(st.just(""), some_text),
    countries=some_of(CODES),
    is_place_only=st.booleans(),
    period=st.none() | years,
    categories=some_of((*CATEGORIES[:3], "uncategorised")),
    actors=some_of(CODES),
    geo_precisions=some_of(PRECISIONS),
    date_precisions=some_of(("day", "month", "year")),
    confidences=some_of(("", "high", "low")),
    statuses=some_of(("", "agreed", "completed")),
    source_kinds=some_of(("", "dataset", "news page")),
)


@settings(deadline=None, max_examples=150)
@given(rows=st.lists(cells(), max_size=8), wanted=filters)
def test_masks_and_facets_of_any_events_agree_with_the_reference(
    events_of: Callable[..., EventFrame],
    names: Mapping[str, str],
    rows: list[dict[str, str]],
    wanted: EventFilter,
) -> None:
    events = events_of(*rows)
    assert_agrees(FilterIndex.build(events, names), Reference(events, names), wanted)


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_masks_and_facets_of_the_real_events_agree_with_the_reference(
    real_events: EventFrame,
    real_index: FilterIndex,
    names: Mapping[str, str],
    data: st.DataObject,
) -> None:
    words = st.sampled_from(["china", "Belgrade", "Београд", "huawei", "rail-way", "užice", "zzz"])
    wanted = EventFilter(
        search=data.draw(st.just("") | words),
        is_place_only=data.draw(st.booleans()),
        period=data.draw(st.none() | years),
        **{name: data.draw(some_of(real_index.values(name))) for name in VALUE_DIMENSIONS},
    )
    assert_agrees(real_index, Reference(real_events, names), wanted)
