"""Header, table, map and address say the same, and it is what a plain query of the file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Page

SERBIA = {"country": ["SRB"], "from": ["2024"], "to": ["2025"], "table": ["1"]}


@pytest.fixture(scope="module")
def file(project_root: Path) -> pd.DataFrame:
    """Return the events file as pandas reads it, all text."""
    return pd.read_csv(project_root / "geodata" / "events.csv", dtype=str, keep_default_na=False)


def touches_2024_or_2025(file: pd.DataFrame) -> pd.Series[bool]:
    first = file["start_date"].str[:4].astype(int)
    last = file["end_date"].where(file["end_date"] != "", file["start_date"]).str[:4].astype(int)
    return (first <= 2025) & (last >= 2024)


def test_at_first_all_events_are_shown(open_page: Callable[..., Page]) -> None:
    page = open_page()
    header = page.surface("header")
    assert header["shown"] == "113 of 113 events"
    assert header["offMap"] == "15 not on map"
    assert header["title"] == "mapdash"
    assert header["notices"] == []
    assert page.command["filter"] == {}
    assert page.command["matched"] == 113
    assert page.surface("card") is None
    assert page.table is None
    assert page.address == {}


def test_serbia_in_2024_and_2025_is_the_same_everywhere(
    open_page: Callable[..., Page], file: pd.DataFrame
) -> None:
    takes_part = file["actors"].str.split(";").map(lambda codes: "SRB" in codes)
    wanted = (takes_part | (file["country"] == "SRB")) & touches_2024_or_2025(file)
    off_map = wanted & (file["geo_precision"] == "country")
    assert (wanted.sum(), off_map.sum()) == (19, 3)
    page = open_page(SERBIA)
    assert page.surface("header")["shown"] == "19 of 113 events"
    assert page.surface("header")["offMap"] == "3 not on map"
    assert page.command["matched"] == 19
    assert page.mask(113) == wanted.tolist()
    assert sorted(page.table["Id"]) == sorted(file["id"][wanted])
    assert page.surface("footer")["count"] == "19"
    listed = {entry["id"] for entry in page.surface("panel")["offMap"]["entries"]}
    assert listed == set(file["id"][off_map])
    assert page.surface("panel")["offMap"]["count"] == 3
    assert page.address == SERBIA


def test_only_where_it_happened_is_the_same_everywhere(
    open_page: Callable[..., Page], file: pd.DataFrame
) -> None:
    wanted = (file["country"] == "SRB") & touches_2024_or_2025(file)
    page = open_page({**SERBIA, "where": ["place"]})
    assert page.surface("header")["shown"] == f"{wanted.sum()} of 113 events"
    assert page.mask(113) == wanted.tolist()
    assert sorted(page.table["Id"]) == sorted(file["id"][wanted])
    assert 0 < wanted.sum() < 19


def test_the_count_of_each_category_is_that_of_the_file(
    open_page: Callable[..., Page], file: pd.DataFrame
) -> None:
    page = open_page()
    counts = {entry["value"]: entry["count"] for entry in page.surface("panel")["categories"]}
    assert counts == file["category"].value_counts().to_dict()


def test_the_table_stands_in_the_order_of_time(
    open_page: Callable[..., Page],
) -> None:
    starts = open_page({"table": ["1"]}).table["From"]
    assert len(starts) == 113
    assert starts.str[:4].tolist() == sorted(starts.str[:4])


def test_the_server_sends_its_mask_only_when_asked_and_until_the_filter_changes(
    open_page: Callable[..., Page],
) -> None:
    page = open_page({"country": ["SRB"]})
    assert page.command["visible"] is None
    page.map_sends(type="recount")
    assert page.command["visible"] is not None
    page.map_sends(type="toggle", dimension="countries", value="CHN")
    assert page.command["visible"] is None


def test_the_command_says_how_far_actions_are_carried_out(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    assert page.command["seen"] == {}
    page.map_sends(type="place_only", isOn=True)
    assert page.command["seen"] == {"test": 1}
    page.map_sends(type="reset")
    assert page.command["seen"] == {"test": 2}
