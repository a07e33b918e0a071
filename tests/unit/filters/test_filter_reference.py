"""Masks and facets against a reference that takes one event at a time, in plain Python."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdash.bounds import Bounds
from mapdash.events import CATEGORIES, EventFrame
from mapdash.filters import (
    VALUE_DIMENSIONS,
    EventFilter,
    FilterIndex,
    Period,
    Places,
    Region,
    without,
)
from mapdash.filters.folding import has_many_spellings, simplify, skeleton, to_latin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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

    def __init__(
        self, events: EventFrame, names: Mapping[str, str], areas: Sequence[int] = ()
    ) -> None:
        records = pd.DataFrame(events).to_dict("records")
        self.rows: list[dict[str, Any]] = [{str(k): v for k, v in row.items()} for row in records]
        for number, row in enumerate(self.rows):
            area = areas[number] if areas else -1
            row["box"] = BOXES[area] if area >= 0 else None
            row["point"] = (float(np.float32(row["longitude"])), float(np.float32(row["latitude"])))
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
        if wanted.period and not (
            row["start"].date() <= wanted.period.last and row["end"].date() >= wanted.period.first
        ):
            return False
        if wanted.region and not is_inside(wanted.region, row):
            return False
        if wanted.view and not is_in_view(wanted.view, row):
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

    def year_counts(self, wanted: EventFilter, category: str | None = None) -> dict[int, int]:
        touched = [year for row in self.rows for year in (row["start"].year, row["end"].year)]
        counts = dict.fromkeys(range(min(touched), max(touched) + 1), 0) if touched else {}
        for row in self.rows:
            is_counted = category is None or row["category"] == category
            if is_counted and self.meets(row, replace(wanted, period=None)):
                for year in years_of(row):
                    counts[year] += 1
        return counts

    def off_map(self, wanted: EventFilter) -> int:
        return sum(
            self.meets(row, wanted)
            and (
                row["geo_precision"] in {"country", "unknown"}
                or (row["geometry"] is None and row["box"] is None)
            )
            for row in self.rows
        )


def years_of(row: dict[str, Any]) -> range:
    return range(row["start"].year, row["end"].year + 1)


def is_inside(region: Region, row: dict[str, Any]) -> bool:
    if row["box"] is not None:
        west, south, east, north = row["box"]
        corners = [(west, south), (east, south), (east, north), (west, north)]
    else:
        corners = [row["point"]]
    return any(
        all(is_in_polygon(region.points, x + shift, y) for x, y in corners)
        for shift in (0.0, 360.0, -360.0)
    )


def is_in_polygon(points: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    is_odd = False
    for number, (xi, yi) in enumerate(points):
        xj, yj = points[number - 1]
        if (yi > y) != (yj > y) and x < (xj - xi) * (y - yi) / (yj - yi) + xi:
            is_odd = not is_odd
    return is_odd


def is_in_view(view: Bounds, row: dict[str, Any]) -> bool:
    x, y = row["point"]
    west, south, east, north = row["box"] or (x, y, x, y)
    reach = view.east + (360 if view.east < view.west else 0)
    meets = any(
        west + shift <= reach and east + shift >= view.west for shift in (0.0, 360.0, -360.0)
    )
    return meets and south <= view.north and north >= view.south


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
    result = index.result(wanted)
    assert (result.mask.tolist(), result.facets) == (mask, facets)
    by_category = [reference.year_counts(wanted, each.value) for each in facets.categories]
    expected = [tuple(counts[year] for counts in by_category) for year in years]
    assert list(facets.years.by_category) == expected
    for dimension in VALUE_DIMENSIONS:
        counts = {choice.value: choice.count for choice in facets.of(dimension)}
        assert counts == reference.counts(wanted, dimension)
        assert len(counts) == len(facets.of(dimension))


WORDS = ("Čačak", "чачак", "Baranavichy", "Баранавичи", "huawei", "Хуавеј", "rail", "🚀", "中国")
CODES = ("SRB", "CHN", "BLR", "XKX")
DATES = ("0001", "1999", "2023-12", "2024", "2024-02-29", "2024-12-20", "2025-01", "9999-12-31")
LATITUDES = ("44.5", "40", "-15.25", "12.3456789", "89.9")
LONGITUDES = ("20.5", "10", "180", "-180", "-179.9", "12.3456789")
# West, south, east, north; the second lies on both sides of the antimeridian.
BOXES = ((10.0, 40.0, 20.5, 50.0), (177.25, -20.0, 190.0, -10.0))
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
        "latitude": draw(st.sampled_from(LATITUDES)) if has_point else "",
        "longitude": draw(st.sampled_from(LONGITUDES)) if has_point else "",
        "geo_precision": draw(st.sampled_from(PRECISIONS)),
        "status": draw(st.sampled_from(["", "agreed", "completed"])),
        "confidence": draw(st.sampled_from(["", "high", "low"])),
        "source_kind": draw(st.sampled_from(["", "dataset", "news page"])),
    }


years = st.tuples(st.sampled_from([1, 1999, 2023, 2024, 2025, 9999]), st.integers(0, 30)).map(
    lambda pair: Period.of_years(pair[0], min(pair[0] + pair[1], 9999))
)
days = st.sampled_from(["0001-01-01", "2023-12-31", "2024-02-29", "2024-12-25", "2025-01-01"])
periods = years | st.tuples(days, days).map(lambda pair: Period.of_text(min(pair), max(pair)))
edges_x = st.sampled_from([-180.0, -170, 0, 10, 12.3457, 20.5, 170, 180]) | st.floats(-180, 180)
edges_y = st.sampled_from([-90.0, -20, -15.25, 40, 44.5, 50, 90]) | st.floats(-90, 90)
views = st.builds(
    lambda west, east, edges: Bounds(west, min(edges), east, max(edges)),
    edges_x,
    edges_x,
    st.tuples(edges_y, edges_y),
)


# Corners on the points, between them and beyond the antimeridian; within one turn of the world.
corners = st.tuples(
    st.sampled_from([-170.0, 0, 10, 12.3457, 20.5, 170, 180, 185.5]) | st.floats(-170, 190), edges_y
)
regions = (
    st.lists(corners, min_size=3, max_size=6, unique=True)
    .filter(lambda points: len({(round(x, 4), round(y, 4)) for x, y in points}) == len(points))
    .map(lambda points: Region(tuple(points)))
)
filters = st.builds(
    EventFilter,
    search=st.one_of(st.just(""), some_text),
    countries=some_of(CODES),
    is_place_only=st.booleans(),
    period=st.none() | periods,
    region=st.none() | regions,
    view=st.none() | views,
    categories=some_of((*CATEGORIES[:3], "uncategorised")),
    actors=some_of(CODES),
    geo_precisions=some_of(PRECISIONS),
    date_precisions=some_of(("day", "month", "year")),
    confidences=some_of(("", "high", "low")),
    statuses=some_of(("", "agreed", "completed")),
    source_kinds=some_of(("", "dataset", "news page")),
)


@settings(deadline=None, max_examples=150)
@given(
    rows=st.lists(st.tuples(cells(), st.sampled_from([-1, -1, 0, 1])), max_size=8), wanted=filters
)
def test_masks_and_facets_of_any_events_agree_with_the_reference(
    events_of: Callable[..., EventFrame],
    names: Mapping[str, str],
    rows: list[tuple[dict[str, str], int]],
    wanted: EventFilter,
) -> None:
    events, areas = events_of(*(cells for cells, _ in rows)), [area for _, area in rows]
    places = Places(
        longitude=events["longitude"].to_numpy(dtype=np.float32),
        latitude=events["latitude"].to_numpy(dtype=np.float32),
        area=np.array(areas, dtype=np.int32),
        boxes=np.array(BOXES),
    )
    index = FilterIndex.build(events, names, places=places)
    assert_agrees(index, Reference(events, names, areas), wanted)


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
        period=data.draw(st.none() | periods),
        region=data.draw(st.none() | regions),
        view=data.draw(st.none() | views),
        **{name: data.draw(some_of(real_index.values(name))) for name in VALUE_DIMENSIONS},
    )
    assert_agrees(real_index, Reference(real_events, names), wanted)
