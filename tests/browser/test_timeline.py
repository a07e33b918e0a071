"""The time strip under the map, as a person uses it."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.harness import SHIPPED_EVENTS, Dashboard, Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.harness import Chromium

SPY = """() => {
    const { Streamlit } = window, send = Streamlit.setComponentValue;
    window.__sent = [];
    Streamlit.setComponentValue = (value) => {
        window.__sent.push(value.mapdash.actions.at(-1).action);
        return send.call(Streamlit, value);
    };
}"""
SENT = "() => window.__sent.filter(({ type }) => type !== 'camera')"
YEARS_2008_TO_2026 = 19


@pytest.fixture
def opened(dashboard: Dashboard) -> Dashboard:
    """Open the shipped events with the strip by year, and listen to what goes to Python."""
    dashboard.open()
    _by_year(dashboard)
    dashboard.in_map(SPY)
    return dashboard


def _by_year(dashboard: Dashboard) -> None:
    _button(dashboard, "Year").click()
    expect(_button(dashboard, "Year")).to_have_attribute("aria-pressed", "true")


def _button(dashboard: Dashboard, name: str) -> Locator:
    return dashboard.map_part(".md-timeline").get_by_role("button", name=name, exact=True)


def _field(dashboard: Dashboard, name: str) -> Locator:
    return dashboard.map_part(".md-timeline").get_by_label(name, exact=True)


def _edge(dashboard: Dashboard, name: str) -> Locator:
    return dashboard.map_part(".md-timeline").get_by_role("slider", name=f"{name} of the period")


def _summary(dashboard: Dashboard) -> Locator:
    return dashboard.map_part("#md-time-summary")


def _sent(dashboard: Dashboard) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = dashboard.in_map(SENT)
    return sent


def _at(dashboard: Dashboard, year: float) -> tuple[float, float]:
    box = dashboard.map_part(".md-time-plot").bounding_box()
    assert box is not None
    return box["x"] + (year - 2008) / YEARS_2008_TO_2026 * box["width"], box["y"] + 12


def _press(dashboard: Dashboard, start: float, *through: float) -> None:
    mouse = dashboard.page.mouse
    mouse.move(*_at(dashboard, start))
    mouse.down()
    for year in through:
        mouse.move(*_at(dashboard, year), steps=4)


def _drag(dashboard: Dashboard, start: float, end: float) -> None:
    _press(dashboard, start, end)
    dashboard.page.mouse.up()


def _expect_bounds(dashboard: Dashboard, first: str, last: str) -> None:
    expect(_field(dashboard, "From")).to_have_value(first)
    expect(_field(dashboard, "To")).to_have_value(last)


def _wait_visible(dashboard: Dashboard, count: int) -> None:
    script = "(n) => mapdash.map.mapdashEngine.visibleCount === n"
    dashboard.map_frame.wait_for_function(script, arg=count)


def test_drag_shows_at_once_and_tells_python_on_release(opened: Dashboard) -> None:
    _press(opened, 2024.5, 2025.5)
    _expect_bounds(opened, "2024", "2025")
    _wait_visible(opened, 30)
    assert _sent(opened) == []
    expect(opened.shown).to_have_text("113 of 113 events")
    opened.page.mouse.up()
    opened.expect_count(30)
    assert _sent(opened) == [{"type": "years", "first": 2024, "last": 2025}]
    opened.wait_query("from", ["2024"])
    opened.wait_query("to", ["2025"])
    assert opened.chips.count() == 1


def test_drag_draws_no_bar_anew(opened: Dashboard) -> None:
    drawn = "() => document.querySelector('.md-timeline').dataset.drawn"
    before = opened.in_map(drawn)
    _press(opened, 2010.5, 2014.5, 2012.5, 2016.5)
    _expect_bounds(opened, "2010", "2016")
    assert opened.in_map(drawn) == before
    opened.page.mouse.up()


def test_window_is_moved_resized_and_dropped(opened: Dashboard) -> None:
    _drag(opened, 2012.5, 2014.5)
    _expect_bounds(opened, "2012", "2014")
    _drag(opened, 2013.5, 2016.5)
    _expect_bounds(opened, "2015", "2017")
    _drag(opened, 2018.0, 2020.0)
    _expect_bounds(opened, "2015", "2019")
    _drag(opened, 2015.0, 2018.1)
    _expect_bounds(opened, "2018", "2019")
    opened.page.mouse.dblclick(*_at(opened, 2010.5))
    _expect_bounds(opened, "", "")
    opened.expect_count(113)
    assert [action["type"] for action in _sent(opened)] == ["years"] * 4 + ["period"]


def test_escape_puts_back_what_was_before_the_drag(opened: Dashboard) -> None:
    _drag(opened, 2012.5, 2014.5)
    opened.wait_query("from", ["2012"])
    _press(opened, 2020.5, 2022.5)
    _expect_bounds(opened, "2020", "2022")
    opened.page.keyboard.press("Escape")
    _expect_bounds(opened, "2012", "2014")
    opened.page.mouse.up()
    _expect_bounds(opened, "2012", "2014")
    assert _sent(opened) == [{"type": "years", "first": 2012, "last": 2014}]


def test_brackets_move_the_window_by_one_bar(opened: Dashboard) -> None:
    opened.map_box.click(position={"x": 300, "y": 300})
    opened.page.keyboard.press("]")
    _expect_bounds(opened, "2008", "2008")
    for _ in range(3):
        opened.page.keyboard.press("]")
    opened.page.keyboard.press("[")
    _expect_bounds(opened, "2010", "2010")
    opened.wait_query("from", ["2010"])
    assert [a for a in _sent(opened) if a["type"] == "years"] == [
        {"type": "years", "first": 2010, "last": 2010}
    ]


def test_the_first_bracket_goes_to_the_first_bar_that_holds_events(dashboard: Dashboard) -> None:
    dashboard.open("?country=BLR")
    dashboard.map_box.click(position={"x": 300, "y": 300})
    dashboard.page.keyboard.press("]")
    dashboard.wait_query("from", ["2010-12"])
    dashboard.wait_query("to", ["2010"])  # the end of 2010 is the end of its December
    dashboard.expect_count(2, of=113)


def test_brackets_are_letters_while_typing(opened: Dashboard) -> None:
    _field(opened, "From").press("]")
    expect(_field(opened, "From")).to_have_value("]")
    assert opened.in_map("() => document.querySelector('.md-timeline').dataset.period") == ""


def test_edges_are_sliders_that_speak(opened: Dashboard) -> None:
    end = _edge(opened, "End")
    end.press("PageDown")
    _expect_bounds(opened, "2008", "2016")
    end.press("ArrowRight")
    _expect_bounds(opened, "2008", "2017")
    start = _edge(opened, "Start")
    start.press("End")
    _expect_bounds(opened, "2017", "2017")
    start.press("ArrowLeft")
    opened.wait_query("from", ["2016"])
    expect(start).to_have_attribute(
        "aria-valuetext",
        "2016: 11 events: 4 BRI mining & metals, 2 BRI transport, 2 BRI manufacturing, "
        "1 military diplomacy, 2 in other categories; 2 dated only to the year (hatched)",
    )
    expect(start).to_have_attribute("aria-valuemin", "0")
    expect(start).to_have_attribute("aria-valuemax", "9")


def test_bars_are_read_and_chosen_by_keyboard(opened: Dashboard) -> None:
    plot = opened.map_part(".md-time-plot")
    plot.press("End")
    plot.press("ArrowLeft")
    label = opened.map_part(".md-time-label strong")
    expect(label).to_have_text("2025: 14 events")
    plot.press("Enter")
    opened.expect_count(14)
    _expect_bounds(opened, "2025", "2025")


def test_typed_bounds_filter(opened: Dashboard) -> None:
    _field(opened, "From").fill("March 2024")
    _field(opened, "From").press("Enter")
    _expect_bounds(opened, "2024-03", "2026-03-12")
    _field(opened, "To").fill("7/2024")
    _field(opened, "To").press("Tab")
    _expect_bounds(opened, "2024-03", "2024-07")
    opened.wait_query("to", ["2024-07"])
    expect(opened.chips).to_have_count(1)


def test_typed_nonsense_is_answered_in_a_sentence(opened: Dashboard) -> None:
    field = _field(opened, "From")
    field.fill("soon")
    field.press("Enter")
    alert = opened.map_part(".md-time-problem")
    expect(alert).to_have_text(
        "“soon” is not a date that can be read here. Type 2024, 2024-03 or 2024-03-15."
    )
    expect(field).to_have_attribute("aria-invalid", "true")
    field.press("Escape")
    expect(alert).to_be_hidden()
    expect(field).to_have_value("")
    assert _sent(opened) == []


def test_window_follows_the_years_of_the_sidebar(opened: Dashboard) -> None:
    opened.set_years(2014, 2019)
    _expect_bounds(opened, "2014", "2019")
    opened.page.get_by_role("button", name="Reset filters").click()
    _expect_bounds(opened, "", "")


def test_address_with_a_period_shows_its_window(dashboard: Dashboard) -> None:
    dashboard.open("?from=2024-03&to=2024-07")
    _expect_bounds(dashboard, "2024-03", "2024-07")
    expect(dashboard.map_part(".md-time-summary")).to_contain_text("March 2024 – July 2024")


def test_bars_follow_the_filter_of_the_page(opened: Dashboard) -> None:
    expect(_summary(opened)).to_have_text("113 events from 2008 to 2026; most in 2019: 17.")
    opened.choice("Belarus").check()
    opened.expect_count(16)
    expect(_summary(opened)).to_contain_text("16 events from")
    opened.search.fill("qqqq")
    expect(opened.map_part(".md-time-empty")).to_have_text("No events meet the filter.")


def test_play_tells_python_when_it_pauses(opened: Dashboard) -> None:
    _button(opened, "Play").click()
    expect(_field(opened, "From")).not_to_have_value("2008")
    assert _sent(opened) == []
    _button(opened, "Pause").click()
    first = _field(opened, "From").input_value()
    assert _sent(opened) == [{"type": "years", "first": int(first), "last": int(first)}]
    opened.wait_query("from", [first])


def test_play_goes_on_while_the_page_filters_and_stops_at_the_end(opened: Dashboard) -> None:
    strip = opened.map_part(".md-timeline")
    strip.get_by_label("Speed of the play").select_option("4")
    strip.get_by_label("What the play moves").select_option("cumulative")
    _drag(opened, 2012.5, 2013.5)
    _button(opened, "Play").click()
    expect(_field(opened, "To")).to_have_value("2015")
    opened.choice("Belarus").check()
    expect(_button(opened, "Pause")).to_be_visible()
    expect(_field(opened, "To")).to_have_value("2026")
    expect(_button(opened, "Play")).to_be_visible()
    _expect_bounds(opened, "2012", "2026")
    opened.wait_query("to", ["2026"])
    opened.wait_query("countries", None)
    assert [a for a in _sent(opened) if a["type"] == "years"] == [
        {"type": "years", "first": 2012, "last": 2013},
        {"type": "years", "first": 2012, "last": 2026},
    ]


def test_space_plays_and_pauses(opened: Dashboard) -> None:
    plot = opened.map_part(".md-time-plot")
    plot.press(" ")
    expect(_button(opened, "Pause")).to_be_visible()
    plot.press(" ")
    expect(_button(opened, "Play")).to_be_visible()


def test_strip_folds_and_gives_its_room_to_the_map(opened: Dashboard) -> None:
    before = opened.map_box.bounding_box()
    _button(opened, "Hide time").click()
    expect(opened.map_part(".md-time-plot")).to_be_hidden()
    opened.wait_still()
    after = opened.map_box.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] - before["height"] == 72 - 28
    assert opened.in_map("() => mapdash.map.getSize().y") == after["height"]
    _button(opened, "Show time").click()
    expect(opened.map_part(".md-time-plot")).to_be_visible()


def test_strip_is_higher_on_a_large_screen(chromium: Chromium, server: Server) -> None:
    dashboard = chromium.new_dashboard(server, width=1920, height=1080).open()
    box = dashboard.map_part(".md-timeline").bounding_box()
    assert box is not None
    assert box["height"] == 92


def test_today_is_marked(chromium: Chromium, server: Server) -> None:
    dashboard = chromium.new_dashboard(server)
    dashboard.page.clock.set_fixed_time("2017-07-02T12:00:00")
    dashboard.open()
    today = dashboard.map_part(".md-today")
    expect(today).to_have_text("today")
    line = today.bounding_box()
    plot = dashboard.map_part(".md-time-plot").bounding_box()
    assert line is not None
    assert plot is not None
    assert (line["x"] - plot["x"]) / plot["width"] == pytest.approx(0.5, abs=0.005)


def test_pointer_reads_a_bar(opened: Dashboard) -> None:
    opened.page.mouse.move(*_at(opened, 2025.5))
    label = opened.map_part(".md-time-label")
    expect(label.locator("strong")).to_have_text("2025: 14 events")
    expect(label.locator("span")).to_contain_text("joint exercise")


def test_finger_draws_a_window_on_a_phone(chromium: Chromium, server: Server) -> None:
    dashboard = chromium.new_dashboard(server, width=390, height=844).open()
    dashboard.in_map(SPY)
    for control in ("Play", "Clear", "Hide time"):
        box = _button(dashboard, control).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    session = dashboard.page.context.new_cdp_session(dashboard.page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    steps = [("touchStart", 2014.5), ("touchMove", 2015.5), ("touchMove", 2017.5)]
    for kind, year in steps:
        x, y = _at(dashboard, year)
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    _expect_bounds(dashboard, "2014", "2017")
    dashboard.wait_query("from", ["2014"])
    assert _sent(dashboard) == [{"type": "years", "first": 2014, "last": 2017}]


@pytest.fixture(scope="module")
def far_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the shipped events with four that are far from all others."""
    folder = tmp_path_factory.mktemp("far")
    events = folder / "events.csv"
    _write(events, [("0001-01-01", ""), ("1500-05-02", ""), ("1550", "2050"), ("9999-12-31", "")])
    with Server(events, folder / "log.txt") as running:
        yield running


def _write(path: Path, spans: list[tuple[str, str]], *, is_shipped: bool = True) -> None:
    with SHIPPED_EVENTS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    added = [
        {**rows[1], "id": f"F{i}", "start_date": first, "end_date": last, "date_precision": "year"}
        for i, (first, last) in enumerate(spans)
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([*(rows if is_shipped else []), *added])


def test_events_far_out_are_behind_a_button(chromium: Chromium, far_out: Server) -> None:
    dashboard = chromium.new_dashboard(far_out).open()
    expect(_button(dashboard, "Month")).to_have_attribute("aria-pressed", "true")
    expect(_button(dashboard, "3 earlier")).to_be_visible()
    expect(_summary(dashboard)).to_have_text(
        "114 events from 2008 to 2026; most in June 2016: 10; 3 at other times."
    )
    _button(dashboard, "2 later").click()
    expect(_summary(dashboard)).to_have_text("117 events from 1 to 9999; most in 2000–2099: 114.")
    _button(dashboard, "Only 2008–2026").click()
    expect(_button(dashboard, "2 later")).to_be_visible()


def test_strip_without_events_says_so(chromium: Chromium, tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    _write(events, [], is_shipped=False)
    with Server(events, tmp_path / "log.txt") as server:
        dashboard = chromium.new_dashboard(server).open()
        expect(dashboard.map_part(".md-time-empty")).to_have_text(
            "There are no events in this data."
        )
        expect(_button(dashboard, "Play")).to_be_disabled()
