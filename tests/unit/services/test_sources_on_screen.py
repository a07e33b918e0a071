"""The numbered sources of a screen: whose claims a reader looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdash.bounds import Bounds
from mapdash.filters import EventFilter
from mapdash.services import Dataset, Source, sources_on_screen

if TYPE_CHECKING:
    from collections.abc import Callable

AP = {"source_title": "AP", "source_url": "https://ap.org/1", "source_kind": "news page"}


def sources_of(dataset: Dataset, chosen: int = -1, **options: Any) -> list[tuple[str, str, str]]:
    found = sources_on_screen(dataset, np.ones(len(dataset), dtype=bool), None, chosen, **options)
    return [(source.title, source.url, source.detail) for source in found.items]


def test_a_source_keeps_its_title_kind_and_date_in_words(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(AP | {"source_date": "2024-07-09"})
    assert sources_of(dataset) == [("AP", "https://ap.org/1", "news page · 9 July 2024")]


@pytest.mark.parametrize(
    ("cells", "listed"),
    [
        ({}, []),
        ({"source_title": "a book"}, [("a book", "", "")]),
        ({"source_url": "https://a.org/x"}, [("https://a.org/x", "https://a.org/x", "")]),
        (
            {"further_source_urls": "https://b.org/1 | https://c.org:8443/2"},
            [("b.org", "https://b.org/1", ""), ("c.org", "https://c.org:8443/2", "")],
        ),
        ({"source_title": "AP", "source_url": "javascript:alert(1)"}, [("AP", "", "")]),
    ],
)
def test_every_form_of_a_source_is_listed(
    dataset_of: Callable[..., Dataset], cells: dict[str, str], listed: list[tuple[str, ...]]
) -> None:
    assert sources_of(dataset_of(cells)) == listed


def test_the_sources_stand_in_the_order_of_time(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of(
        {"source_title": "late", "start_date": "2024"},
        {"source_title": "early", "start_date": "2010"},
        {"source_title": "middle", "start_date": "2020"},
    )
    assert [title for title, _, _ in sources_of(dataset)] == ["early", "middle", "late"]


def test_all_sources_of_the_chosen_event_come_first_and_further_ones_last(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        {"source_title": "A", "start_date": "2010", "further_source_urls": "https://x.org/a"},
        {"source_title": "B", "start_date": "2011", "further_source_urls": "https://y.org/b"},
        {"source_title": "C", "start_date": "2012"},
    )
    assert [title for title, _, _ in sources_of(dataset, 1)] == ["B", "y.org", "A", "C", "x.org"]


def test_one_address_is_one_source_whatever_its_title(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of(
        AP,
        AP | {"source_title": "Associated Press"},
        {"source_title": "B", "further_source_urls": "https://ap.org/1"},
    )
    assert [title for title, _, _ in sources_of(dataset)] == ["AP", "B"]


def test_one_title_without_an_address_is_one_source(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"source_title": "a book"}, {"source_title": "a book"}, AP)
    assert [title for title, _, _ in sources_of(dataset)] == ["a book", "AP"]


def test_what_is_too_much_is_counted(dataset_of: Callable[..., Dataset]) -> None:
    cells = [
        {"source_title": f"S{n}", "further_source_urls": f"https://f.org/{n % 3}"} for n in range(9)
    ]
    dataset = dataset_of(*cells)
    found = sources_on_screen(dataset, np.ones(9, dtype=bool), None, -1, limit=4)
    assert [source.title for source in found.items] == ["S0", "S1", "S2", "S3"]
    assert found.more == 8
    assert len(sources_of(dataset)) == 12


def test_what_the_filter_leaves_out_is_no_source(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"source_title": "A"}, {"source_title": "B"})
    found = sources_on_screen(dataset, np.array([False, True]), None, -1)
    assert found.items == (Source("B", "", ""),)
    assert found.more == 0


def test_without_any_event_there_is_no_source(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"source_title": "A"})
    assert sources_on_screen(dataset, np.array([False]), None, -1).items == ()
    empty = dataset_of()
    assert sources_on_screen(empty, np.empty(0, dtype=bool), Bounds.world(), -1).items == ()


def test_the_chosen_event_is_a_source_wherever_it_lies(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"source_title": "A"}, {"source_title": "B", "longitude": "100"})
    found = sources_on_screen(dataset, np.ones(2, dtype=bool), Bounds(19, 44, 21, 46), 1)
    assert [source.title for source in found.items] == ["B", "A"]


def test_the_shipped_sources_of_serbia(shipped: Dataset) -> None:
    visible = shipped.index.mask(EventFilter(countries=frozenset({"BLR"})))
    found = sources_on_screen(shipped, visible, Bounds(23, 51, 33, 57), shipped.row_of("E002"))
    assert found.items[0] == Source(
        "AP via KEYT: Belarus and China join forces in a military drill near the Polish border",
        "https://keyt.com/news/2024/07/09/belarus-and-china-join-forces-in-a-military-drill-near-the-polish-border/",
        "seed article + news page · 9 July 2024",
    )
    assert [source.title for source in found.items[1:4]] == [
        "radiomoldova.md",
        "voaswahili.com",
        "unn.ua",
    ]


CELLS = st.fixed_dictionaries(
    {
        "source_title": st.sampled_from(["", "a", "b", "https://x.org/1"]),
        "source_url": st.sampled_from(["", "https://x.org/1", "https://y.org/2"]),
        "further_source_urls": st.sampled_from(
            ["", "https://x.org/1", "https://z.org/3 | https://y.org/2"]
        ),
        "start_date": st.sampled_from(["2019", "2020", "2021"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CELLS, max_size=6), st.integers(0, 7), st.integers(-1, 5))
def test_no_source_is_lost_and_none_comes_twice(
    dataset_of: Callable[..., Dataset], cells: list[dict[str, str]], limit: int, chosen: int
) -> None:
    dataset = dataset_of(*cells)
    chosen = min(chosen, len(cells) - 1)
    by_time = sorted(range(len(cells)), key=lambda row: (cells[row]["start_date"], row))
    named = [
        (
            row["source_url"] or (row["source_title"] and f"title {row['source_title']}"),
            *filter(None, row["further_source_urls"].split(" | ")),
        )
        for row in cells
    ]
    expected = [
        *(named[chosen] if chosen >= 0 else ()),
        *(named[row][0] for row in by_time),
        *(name for row in by_time for name in named[row][1:]),
    ]
    distinct = list(dict.fromkeys(filter(None, expected)))
    visible = np.ones(len(cells), dtype=bool)
    found = sources_on_screen(dataset, visible, None, chosen, limit=limit)
    told = [source.url or f"title {source.title}" for source in found.items]
    assert told == distinct[:limit]
    assert found.more == len(distinct) - len(told)
