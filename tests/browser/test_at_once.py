"""What is done on the page shows on the map at once; the server confirms it, or corrects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.harness import Dashboard

LISTEN = """() => {
    window.__told = [];
    mapdash.map.mapdashEngine.listen(({ visibleCount, name }) => __told.push([visibleCount, name !== '']));
}"""
ANSWER_WRONGLY = """() => {
    const wrong = { ...mapdash.command, filter: { categories: ['arms transfer'] } };
    mapdash.map.mapdashEngine.take(wrong);
}"""


def test_a_choice_in_the_sidebar_shows_before_the_server_answers(dashboard: Dashboard) -> None:
    dashboard.open()
    dashboard.in_map(LISTEN)
    dashboard.option("Serbia").click()
    dashboard.expect_count(84)
    # Told once, by the click; the answer of the server changed nothing.
    assert dashboard.in_map("__told") == [[84, False]]
    dashboard.map_frame.wait_for_function("mapdash.map.mapdashEngine.name !== ''")


def test_quick_choices_are_all_kept(dashboard: Dashboard) -> None:
    dashboard.open()
    for label in ("arms transfer", "BRI other", "BRI energy"):
        dashboard.category(label).click()
    dashboard.map_frame.wait_for_function("mapdash.map.mapdashEngine.name !== ''")
    filter_script = "mapdash.map.mapdashEngine.filter.categories.length"
    assert dashboard.in_map(filter_script) == 7
    dashboard.expect_count(dashboard.in_map("mapdash.command.matched"))


def test_where_the_map_counts_otherwise_it_shows_what_the_server_counts(
    dashboard: Dashboard,
) -> None:
    dashboard.open("?country=SRB")
    dashboard.in_map(ANSWER_WRONGLY)
    dashboard.map_frame.wait_for_function("mapdash.command.visible !== null")
    dashboard.expect_count(84)
    said = dashboard.map_part("text=The map now shows what the page counts.")
    assert said.is_visible()
