from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from playwright.sync_api import expect

from tests.browser.harness import SHIPPED_EVENTS

if TYPE_CHECKING:
    from tests.browser.harness import Dashboard


def test_serbia_2024_to_2025_counts_the_same_everywhere(dashboard: Dashboard) -> None:
    raw = pd.read_csv(SHIPPED_EVENTS, dtype=str, keep_default_na=False)
    involved = (raw["country"] == "SRB") | raw["actors"].str.contains(r"\bSRB\b")
    first = raw["start_date"].str[:4].astype(int)
    last = raw["end_date"].where(raw["end_date"] != "", raw["start_date"]).str[:4].astype(int)
    wanted = raw[involved & (first <= 2025) & (last >= 2024)]
    off_map = int(wanted["geo_precision"].isin(["country", "unknown"]).sum())
    assert (len(wanted), off_map) == (19, 3)

    dashboard.open()
    dashboard.choice("Serbia").check()
    dashboard.expect_count(84)
    dashboard.set_years(2024, 2025)
    dashboard.expect_count(len(wanted))
    dashboard.page.locator("#table").click()
    expect(dashboard.table).to_be_visible()
    assert dashboard.table_rows() == len(wanted)
    counts = dashboard.counts()
    assert counts.pinned + counts.areas + off_map == counts.visible == len(wanted)
    expect(dashboard.off_map_count).to_have_text(f"{off_map} not on map")
    expect(dashboard.page.locator("#off-map summary")).to_have_text(f"Not on map ({off_map})")
    expect(dashboard.page.locator("#off-map .entry")).to_have_count(off_map)
    drawn = {row for mark in dashboard.marks() for row in mark.rows}
    assert drawn <= set(wanted.index)
    expect(dashboard.page.locator("#table")).to_have_text(f"Close table ({len(wanted)})")
    dashboard.wait_query("table", ["1"])
    query = dashboard.query()
    assert {name: query[name] for name in ("country", "from", "to")} == {
        "country": ["SRB"],
        "from": ["2024"],
        "to": ["2025"],
    }


def test_only_where_it_happened_leaves_out_the_other_actors(dashboard: Dashboard) -> None:
    dashboard.open("?country=SRB")
    dashboard.page.get_by_role("switch", name="Only where it happened").check()
    dashboard.expect_count(74)
    expect(dashboard.chips).to_have_text(["Country: Serbia×", "Only where it happened×"])


def test_counts_of_choices_obey_the_other_filters(dashboard: Dashboard) -> None:
    dashboard.open()
    joint_exercise = dashboard.category("joint exercise")
    expect(joint_exercise.locator(".count")).to_have_text("14")
    dashboard.choice("Serbia").check()
    expect(joint_exercise.locator(".count")).to_have_text("1")
    # Its own dimension stays as it was: what else could be chosen.
    expect(dashboard.option("Belarus").locator(".count")).to_have_text("16")


def test_legend_click_hides_and_double_click_isolates(dashboard: Dashboard) -> None:
    dashboard.open()
    entry = dashboard.category("joint exercise")
    entry.click()
    dashboard.expect_count(99)
    expect(entry).to_have_attribute("aria-pressed", "false")
    entry.click()
    dashboard.expect_count(113)
    entry.dblclick()
    dashboard.expect_count(14)
    expect(entry).to_have_attribute("aria-pressed", "true")
    expect(dashboard.category("BRI other")).to_have_attribute("aria-pressed", "false")
    dashboard.wait_query("category", ["joint exercise"])
    only_energy = dashboard.page.get_by_role("button", name="Only BRI energy")
    only_energy.click()
    dashboard.expect_count(6)
    only_energy.click()
    dashboard.expect_count(113)


def test_chips_name_the_filters_and_remove_them(dashboard: Dashboard) -> None:
    dashboard.open("?country=SRB&country=BLR&from=2024&to=2025&q=police")
    chips = dashboard.chips
    expect(chips).to_have_text(
        ["Search: “police”×", "Country: Belarus×", "Country: Serbia×", "Year: 2024–2025×"]
    )
    dashboard.page.get_by_role("button", name="Remove filter Search: “police”").click()
    expect(dashboard.search).to_have_value("")
    dashboard.page.get_by_role("button", name="Remove filter Country: Belarus").click()
    dashboard.expect_count(19)
    dashboard.page.get_by_role("button", name="Remove filter Year: 2024–2025").click()
    dashboard.expect_count(84)
    dashboard.page.get_by_role("button", name="Reset filters").click()
    dashboard.expect_count(113)
    expect(chips).to_have_count(0)
    expect(dashboard.choice("Serbia")).not_to_be_checked()
    dashboard.wait_query("country", None)


def test_search_filters_while_it_is_typed(dashboard: Dashboard) -> None:
    raw = pd.read_csv(SHIPPED_EVENTS, dtype=str, keep_default_na=False)
    columns = ["title", "place_name", "admin1", "summary", "source_title", "source_kind"]
    text = raw[columns].agg(" ".join, axis=1).str.lower()
    shown = int(text.str.contains("huawei").sum())
    dashboard.open()
    dashboard.search.press_sequentially("Huawei")
    dashboard.expect_count(shown)
    expect(dashboard.search).to_be_focused()
    expect(dashboard.search).to_have_value("Huawei")
    dashboard.search.fill("Београд")
    expect(dashboard.shown).not_to_have_text("0 of 113 events")
    dashboard.search.fill("")
    dashboard.expect_count(113)


def test_empty_result_offers_a_way_out(dashboard: Dashboard) -> None:
    dashboard.open("?country=BLR&from=2024&to=2025&category=BRI+energy")
    dashboard.expect_count(0)
    assert dashboard.marks() == []
    empty = dashboard.page.locator(".empty-result")
    expect(empty).to_contain_text("No event meets all of these filters.")
    expect(dashboard.page.get_by_role("button", name="Zoom to results")).to_be_disabled()
    offer = empty.get_by_role("button", name="Drop").first
    label = offer.inner_text()
    offer.click()
    expect(empty).to_be_hidden()
    shown = int(label.rpartition("(")[2].split()[0])
    assert shown > 0
    dashboard.expect_count(shown)


def test_zoom_to_results_moves_the_camera_to_them(dashboard: Dashboard) -> None:
    dashboard.open("?country=BLR&where=place")
    before = dashboard.camera()
    dashboard.page.get_by_role("button", name="Zoom to results").click()
    dashboard.map_frame.wait_for_function("(z) => mapdash.map.getZoom() > z", arg=before.zoom)
    after = dashboard.camera()
    assert 23 < after.longitude < 33
    assert 51 < after.latitude < 57
    rows = {row for mark in dashboard.marks() for row in mark.rows}
    counts = dashboard.counts()
    assert len(rows) == counts.pinned + counts.areas > 0


def test_more_filters_narrow_the_events(dashboard: Dashboard) -> None:
    dashboard.open()
    dashboard.open_section("More filters")
    dashboard.choice("Country only", "Place precision").check()
    dashboard.expect_count(15)
    assert dashboard.marks() == []
    expect(dashboard.page.locator("summary").filter(has_text="More filters")).to_have_text(
        "More filters (1 on)"
    )
    dashboard.wait_query("precision", ["country"])


def test_quick_clicks_are_all_carried_out(dashboard: Dashboard) -> None:
    dashboard.open()
    names = ["Serbia", "Belarus", "Russia"]
    handles = [dashboard.choice(name).element_handle() for name in names]
    for handle in handles:
        handle.evaluate("(box) => box.click()")
    dashboard.expect_count(104)
    dashboard.page.evaluate("(boxes) => { for (const box of boxes) box.click(); }", handles)
    dashboard.expect_count(113)
    expect(dashboard.chips).to_have_count(0)
    dashboard.wait_query("country", None)
