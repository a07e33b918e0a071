"""What a surface sends comes from a browser: whatever it is, a valid scene follows."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.analysis import BorderReference, PlaceReference
from mapdash.app.actions import bounds_from_map, reduce_scene, rows_to_select
from mapdash.bounds import Bounds
from mapdash.briefing import Annotation, Scene, scene_from_query, scene_to_query
from mapdash.filters import EventFilter, Period, Region
from mapdash.services import Dataset

KINDS = (
    "search",
    "toggle",
    "toggle_category",
    "isolate",
    "place_only",
    "years",
    "drop",
    "reset",
    "choose",
    "escape",
    "table",
    "camera",
    "pick",
    "layer",
    "measure",
    "period",
    "region",
    "view_only",
    "charts",
    "annotate",
)
KEYS = (
    "text",
    "dimension",
    "value",
    "isOn",
    "first",
    "last",
    "row",
    "id",
    "version",
    "isOpen",
    "bounds",
    "values",
    "name",
    "from",
    "points",
    "annotations",
)
# JSON can hold halves of surrogate pairs, numbers of any length, and what Python reads as NaN.
any_text = st.text(st.characters(exclude_categories=()), max_size=20)
any_number = st.integers() | st.floats() | st.sampled_from([10**400, -(10**400), 1e308, -1e308])
any_json = st.recursive(
    st.none() | st.booleans() | any_number | any_text,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=12,
)
telling = st.sampled_from(
    [
        "E002",
        "SRB",
        "countries",
        "categories",
        "actors",
        "years",
        "search",
        "is_place_only",
        "period",
        "region",
        "view",
        "density",
        "2024-03",
        "2024-03-15",
        [[19, 44], [21, 44], [20, 46]],
        [{"kind": "circle", "points": [[20.46, 44.81]], "radiusKm": 25}],
        [{"kind": "text", "points": [[20.46, 44.81]], "text": "<b>here</b>"}],
        "BRI energy",
        "joint exercise",
        2008,
        2026,
        0,
        112,
    ]
)
edges = st.lists(any_number, min_size=4, max_size=4)
near_actions = st.builds(
    lambda kind, rest: {"type": kind, **rest},
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(KEYS), any_json | telling | edges, max_size=6),
)


def assert_is_valid(scene: object, dataset: Dataset) -> None:
    assert isinstance(scene, Scene)
    assert isinstance(hash(scene), int)
    assert len(dataset.index.mask(scene.filter)) == 113
    assert scene_from_query(scene_to_query(scene)) == (scene, ())


@given(action=any_json)
def test_any_json_leaves_a_valid_scene(shipped: Dataset, action: object) -> None:
    assert_is_valid(reduce_scene(Scene(), action, shipped), shipped)


@given(actions=st.lists(near_actions, max_size=4))
def test_anything_like_an_action_leaves_a_valid_scene(
    shipped: Dataset, actions: list[dict[str, Any]]
) -> None:
    scene = Scene()
    for action in actions:
        scene = reduce_scene(scene, {**action, "version": shipped.columns.version}, shipped)
    assert_is_valid(scene, shipped)


@pytest.mark.parametrize(
    "action",
    [
        {"type": "choose", "id": "\ud800"},
        {"type": "camera", "bounds": [10**400, 0, 1, 1]},
        {"type": "camera", "bounds": [-1e308, 0, 1e308, 1]},
        {"type": "years", "first": True, "last": True},
        {"type": "years", "first": 10**400, "last": 10**400},
        {"type": "search", "text": "\ud800\x00"},
        {"type": ["reset"]},
        {"type": "toggle", "dimension": ["countries"], "value": ["SRB"]},
    ],
    ids=lambda action: str(action)[:40].encode("ascii", "backslashreplace").decode(),
)
def test_odd_actions_leave_a_valid_scene(shipped: Dataset, action: dict[str, Any]) -> None:
    assert_is_valid(reduce_scene(Scene(), action, shipped), shipped)


@pytest.mark.parametrize("action", [None, "reset", 7, [], {}, {"type": "dance"}, {"kind": "x"}])
def test_what_is_no_action_leaves_the_scene_itself(shipped: Dataset, action: object) -> None:
    scene = Scene(chosen="E002")
    assert reduce_scene(scene, action, shipped) is scene


def search(text: str) -> EventFilter:
    return EventFilter(search=text)


def countries(*codes: str) -> EventFilter:
    return EventFilter(countries=frozenset(codes))


def categories(*names: str) -> EventFilter:
    return EventFilter(categories=frozenset(names))


@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        (EventFilter(), {"type": "search", "text": " Bor\n"}, search("Bor")),
        (search("Bor"), {"type": "search", "text": ""}, EventFilter()),
        (
            EventFilter(),
            {"type": "toggle", "dimension": "countries", "value": "SRB"},
            countries("SRB"),
        ),
        (
            countries("SRB", "BLR"),
            {"type": "toggle", "dimension": "countries", "value": "SRB"},
            countries("BLR"),
        ),
        (
            EventFilter(),
            {"type": "toggle", "dimension": "countries", "value": "ATA"},
            EventFilter(),
        ),
        (EventFilter(), {"type": "toggle", "dimension": "years", "value": "2024"}, EventFilter()),
        (EventFilter(), {"type": "place_only", "isOn": True}, EventFilter(is_place_only=True)),
        (EventFilter(is_place_only=True), {"type": "place_only", "isOn": False}, EventFilter()),
        (
            EventFilter(),
            {"type": "years", "first": 2024, "last": 2025},
            EventFilter(period=Period.of_years(2024, 2025)),
        ),
        (EventFilter(), {"type": "years", "first": 2025, "last": 2024}, EventFilter()),
        (EventFilter(), {"type": "years", "first": 0, "last": 2024}, EventFilter()),
        (countries("SRB", "BLR"), {"type": "drop", "dimension": "countries"}, EventFilter()),
        (
            countries("SRB", "BLR"),
            {"type": "drop", "dimension": "countries", "value": "BLR"},
            countries("SRB"),
        ),
        (search("x"), {"type": "drop", "dimension": "search", "value": None}, EventFilter()),
        (search("x"), {"type": "drop", "dimension": "search", "value": "y"}, EventFilter()),
        (search("x"), {"type": "drop", "dimension": "chosen"}, search("x")),
        (countries("SRB"), {"type": "reset"}, EventFilter()),
        (EventFilter(), {"type": "isolate", "value": "BRI energy"}, categories("BRI energy")),
        (categories("BRI energy"), {"type": "isolate", "value": "BRI energy"}, EventFilter()),
        (
            categories("BRI energy"),
            {"type": "isolate", "value": "BRI other"},
            categories("BRI other"),
        ),
        (EventFilter(), {"type": "isolate", "value": "no such"}, EventFilter()),
    ],
)
def test_an_action_changes_the_filter(
    shipped: Dataset, before: EventFilter, action: Mapping[str, Any], after: EventFilter
) -> None:
    scene = Scene(before, chosen="E002", theme="dark")
    assert reduce_scene(scene, action, shipped) == Scene(after, chosen="E002", theme="dark")


def test_all_years_of_the_data_are_no_filter(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"start_date": "2008"}, {"start_date": "2011", "end_date": "2013"})
    scene = Scene(EventFilter(period=Period.of_years(2009, 2010)))
    action = {"type": "years", "first": 2008, "last": 2013}
    assert reduce_scene(scene, action, dataset).filter.period is None


def test_a_click_in_the_legend_hides_a_category_and_the_next_shows_it(
    dataset_of: Callable[..., Dataset],
) -> None:
    names = ("joint exercise", "arms transfer", "BRI other")
    dataset = dataset_of(*({"category": name} for name in names))
    click = {"type": "toggle_category", "value": "BRI other"}
    hidden = reduce_scene(Scene(), click, dataset)
    assert hidden.filter.categories == {"joint exercise", "arms transfer"}
    assert reduce_scene(hidden, click, dataset).filter == EventFilter()


def test_hiding_the_last_category_brings_all_back(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"category": "BRI other"}, {"category": "BRI energy"})
    scene = Scene(categories("BRI other"))
    click = {"type": "toggle_category", "value": "BRI other"}
    assert reduce_scene(scene, click, dataset).filter == EventFilter()


def test_a_category_that_the_data_do_not_have_cannot_be_toggled(
    dataset_of: Callable[..., Dataset],
) -> None:
    click = {"type": "toggle_category", "value": "joint exercise"}
    assert reduce_scene(Scene(), click, dataset_of({})) == Scene()


def test_an_event_is_chosen_by_its_id(shipped: Dataset) -> None:
    assert reduce_scene(Scene(), {"type": "choose", "id": "E007"}, shipped).chosen == "E007"


def test_an_event_is_chosen_by_its_row_in_the_columns_that_the_map_has(shipped: Dataset) -> None:
    action = {"type": "choose", "row": 1, "version": shipped.columns.version}
    assert reduce_scene(Scene(), action, shipped).chosen == "E002"


@pytest.mark.parametrize(
    "action",
    [
        {"row": 1, "version": "of another dataset"},
        {"row": 1},
        {"row": -1, "version": "current"},
        {"row": 113, "version": "current"},
        {"row": 1.0, "version": "current"},
        {"row": "1", "version": "current"},
        {"id": "E999"},
        {"id": 2},
        {},
    ],
    ids=str,
)
def test_a_choice_that_names_no_event_changes_nothing(
    shipped: Dataset, action: dict[str, Any]
) -> None:
    if action.get("version") == "current":
        action = {**action, "version": shipped.columns.version}
    scene = Scene(chosen="E002")
    assert reduce_scene(scene, {"type": "choose", **action}, shipped) == scene


def test_escape_lets_the_chosen_event_go(shipped: Dataset) -> None:
    assert reduce_scene(Scene(chosen="E002"), {"type": "escape"}, shipped) == Scene()


def test_the_table_opens_and_closes(shipped: Dataset) -> None:
    opened = reduce_scene(Scene(), {"type": "table", "isOpen": True}, shipped)
    assert opened == Scene(is_table_open=True)
    assert reduce_scene(opened, {"type": "table", "isOpen": False}, shipped) == Scene()
    assert reduce_scene(opened, {"type": "table", "isOpen": "yes"}, shipped) == Scene()


def test_a_move_of_the_camera_is_kept(shipped: Dataset) -> None:
    action = {"type": "camera", "bounds": [10.12345678, 40, 30, 50]}
    assert reduce_scene(Scene(), action, shipped).bounds == Bounds(10.1235, 40, 30, 50)


def test_a_move_that_cannot_be_keeps_the_camera(shipped: Dataset) -> None:
    scene = Scene(bounds=Bounds(10, 40, 30, 50))
    assert reduce_scene(scene, {"type": "camera", "bounds": [1, 2]}, shipped) == scene


@pytest.mark.parametrize(
    ("sent", "bounds"),
    [
        ([10, 40, 30, 50], Bounds(10, 40, 30, 50)),
        ((10, 40, 30, 50), Bounds(10, 40, 30, 50)),
        ([170, -10, 190, 10], Bounds(170, -10, -170, 10)),
        ([370, -10, 380, 10], Bounds(10, -10, 20, 10)),
        ([-530, -10, -520, 10], Bounds(-170, -10, -160, 10)),
        ([-200, -80, 200, 80], Bounds(-180, -80, 180, 80)),
        ([-180, -80, 180, 80], Bounds(-180, -80, 180, 80)),
        ([0, -95, 10, 95], Bounds(0, -90, 10, 90)),
    ],
    ids=str,
)
def test_the_edges_of_a_map_are_read_whatever_copy_of_the_world_it_shows(
    sent: object, bounds: Bounds
) -> None:
    assert bounds_from_map(sent) == bounds


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "1,2,3,4",
        [],
        [1, 2, 3],
        [1, 2, 3, 4, 5],
        [1, 2, "3", 4],
        [1, None, 3, 4],
        [1, 2, math.nan, 4],
        [1, 2, math.inf, 4],
        [0, 50, 10, 40],
        [0, 95, 10, 99],
        [10**400, 0, 10**401, 1],
        {"west": 1, "south": 2, "east": 3, "north": 4},
    ],
    ids=lambda sent: str(sent)[:30],
)
def test_what_are_no_edges_gives_no_bounds(sent: object) -> None:
    assert bounds_from_map(sent) is None


@given(st.lists(any_number, min_size=4, max_size=4))
def test_any_four_numbers_give_bounds_or_none(sent: list[float]) -> None:
    bounds = bounds_from_map(sent)
    assert bounds is None or isinstance(bounds, Bounds)


def test_several_values_are_picked_at_once_and_taken_back(shipped: Dataset) -> None:
    action = {"type": "pick", "dimension": "geo_precisions", "values": ["exact", "locality"]}
    scene = reduce_scene(Scene(), action, shipped)
    assert scene.filter.geo_precisions == {"exact", "locality"}
    assert reduce_scene(scene, action, shipped).filter.geo_precisions == frozenset()


def test_picking_leaves_out_what_the_data_do_not_know(shipped: Dataset) -> None:
    action = {"type": "pick", "dimension": "geo_precisions", "values": ["exact", "nearby", 7]}
    assert reduce_scene(Scene(), action, shipped).filter.geo_precisions == {"exact"}


def test_routes_are_taken_off_the_map_and_put_back(shipped: Dataset) -> None:
    scene = reduce_scene(Scene(), {"type": "layer", "name": "routes", "isOn": False}, shipped)
    assert scene.hidden_layers == {"routes"}
    scene = reduce_scene(scene, {"type": "layer", "name": "routes", "isOn": True}, shipped)
    assert scene.hidden_layers == frozenset()


def test_distances_are_measured_from_a_border_or_a_place_or_nothing(shipped: Dataset) -> None:
    scene = reduce_scene(Scene(), {"type": "measure", "from": "border:POL"}, shipped)
    assert scene.reference == BorderReference("POL")
    place = "place:52.0976,23.7341,5,Brest"
    scene = reduce_scene(scene, {"type": "measure", "from": place}, shipped)
    assert scene.reference == PlaceReference("Brest", 23.7341, 52.0976, 5.0)
    assert reduce_scene(scene, {"type": "measure", "from": "border:x"}, shipped) is scene
    assert reduce_scene(scene, {"type": "measure", "from": ""}, shipped).reference is None


LASSO = [[19, 44], [21, 44], [20, 46]]


def test_a_period_of_parts_of_dates_is_asked_for_and_dropped(shipped: Dataset) -> None:
    action = {"type": "period", "first": "2024-03", "last": "2024-07-15"}
    scene = reduce_scene(Scene(), action, shipped)
    assert scene.filter == EventFilter(period=Period.of_text("2024-03", "2024-07-15"))
    assert reduce_scene(scene, {"type": "period"}, shipped) == Scene()
    nulls = {"type": "period", "first": None, "last": None}
    assert reduce_scene(scene, nulls, shipped) == Scene()


def test_a_period_may_be_open_at_one_end(shipped: Dataset) -> None:
    scene = reduce_scene(Scene(), {"type": "period", "first": "2024"}, shipped)
    assert scene.filter.period == Period.of_years(2024, 9999)


@pytest.mark.parametrize(
    "ends",
    [
        {"first": "2025", "last": "2024"},
        {"first": "2024-13", "last": "2024"},
        {"first": 2024, "last": 2025},
        {"first": ["2024"], "last": "2025"},
        {"first": "2024", "last": {"year": 2025}},
        {"first": "99999", "last": "2024"},
    ],
    ids=str,
)
def test_what_is_no_period_leaves_the_scene(shipped: Dataset, ends: dict[str, Any]) -> None:
    before = Scene(EventFilter(period=Period.of_years(2019, 2020)))
    assert reduce_scene(before, {"type": "period", **ends}, shipped) is before


def test_a_period_that_holds_all_of_the_data_is_none(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of({"start_date": "2008-03"}, {"start_date": "2013-05-02"})
    scene = Scene(EventFilter(period=Period.of_years(2009, 2010)))
    whole = {"type": "period", "first": "2008-03", "last": "2013-05-02"}
    assert reduce_scene(scene, whole, dataset).filter.period is None
    less = {"type": "period", "first": "2008-03-02", "last": "2013-05-02"}
    assert reduce_scene(scene, less, dataset).filter.period == Period.of_text(
        "2008-03-02", "2013-05-02"
    )
    assert reduce_scene(scene, {"type": "years", "first": 1, "last": 9999}, dataset) == Scene()


def test_a_period_asked_of_no_data_is_none(dataset_of: Callable[..., Dataset]) -> None:
    action = {"type": "period", "first": "2024", "last": "2024"}
    assert reduce_scene(Scene(), action, dataset_of()) == Scene()


def test_an_area_is_drawn_and_taken_off(shipped: Dataset) -> None:
    scene = reduce_scene(Scene(), {"type": "region", "points": LASSO}, shipped)
    assert scene.filter.region == Region(((19, 44), (21, 44), (20, 46)))
    assert reduce_scene(scene, {"type": "region", "points": None}, shipped) == Scene()
    assert reduce_scene(scene, {"type": "region", "points": LASSO[:2]}, shipped) is scene
    assert reduce_scene(scene, {"type": "region", "points": "x"}, shipped) is scene


def test_the_filter_follows_the_camera_while_only_the_view_is_asked_for(shipped: Dataset) -> None:
    scene = Scene(bounds=Bounds(10, 40, 30, 50))
    scene = reduce_scene(scene, {"type": "view_only", "isOn": True}, shipped)
    assert scene.filter.view == Bounds(10, 40, 30, 50)
    scene = reduce_scene(scene, {"type": "camera", "bounds": [170.00001, 0, 190, 5]}, shipped)
    assert scene.filter.view == scene.bounds == Bounds(170.0, 0, -170, 5)
    scene = reduce_scene(scene, {"type": "view_only", "isOn": False}, shipped)
    assert scene == Scene(bounds=Bounds(170.0, 0, -170, 5))
    scene = reduce_scene(scene, {"type": "camera", "bounds": [1, 2, 3, 4]}, shipped)
    assert scene.filter == EventFilter()


def test_before_the_map_has_moved_the_view_is_that_of_all_events(
    dataset_of: Callable[..., Dataset],
) -> None:
    dataset = dataset_of({"longitude": "10", "latitude": "40"}, {"longitude": "20"})
    scene = reduce_scene(Scene(), {"type": "view_only", "isOn": True}, dataset)
    assert scene.filter.view == scene.bounds == Bounds(9.5, 39.5, 20.5, 45.3)
    nowhere = dataset_of({"longitude": "", "latitude": "", "geo_precision": "unknown"})
    assert reduce_scene(Scene(), {"type": "view_only", "isOn": True}, nowhere) == Scene()


def test_a_reset_of_the_filter_leaves_the_camera(shipped: Dataset) -> None:
    bounds = Bounds(10, 40, 30, 50)
    scene = Scene(EventFilter(view=bounds), bounds=bounds)
    assert reduce_scene(scene, {"type": "reset"}, shipped) == Scene(bounds=bounds)
    drop = {"type": "drop", "dimension": "view", "value": None}
    assert reduce_scene(scene, drop, shipped) == Scene(bounds=bounds)


@pytest.mark.parametrize("name", ["density", "arcs", "choropleth"])
def test_a_layer_is_added_to_the_map_and_taken_off(shipped: Dataset, name: str) -> None:
    scene = reduce_scene(Scene(), {"type": "layer", "name": name, "isOn": True}, shipped)
    assert scene == Scene(shown_layers=frozenset({name}))
    assert reduce_scene(scene, {"type": "layer", "name": name}, shipped) == Scene()
    assert reduce_scene(scene, {"type": "layer", "name": "x", "isOn": True}, shipped) is scene


def test_the_charts_are_opened_and_closed(shipped: Dataset) -> None:
    scene = reduce_scene(Scene(), {"type": "charts", "isOpen": True}, shipped)
    assert scene == Scene(is_charts_open=True)
    assert reduce_scene(scene, {"type": "charts"}, shipped) == Scene()


def test_rows_are_selected_by_ids_or_by_rows_of_these_columns(shipped: Dataset) -> None:
    ids = {"ids": ["E003", "E001", "E999", 7, "\ud800", None]}
    assert rows_to_select(ids, shipped) == (0, 2)
    rows = {"rows": [2, 0, 2, -1, 113, True, 1.0, "1"], "version": shipped.columns.version}
    assert rows_to_select(rows, shipped) == (0, 2)
    assert rows_to_select({"ids": []}, shipped) == ()
    assert rows_to_select({"rows": [1], "version": "older"}, shipped) is None
    assert rows_to_select({}, shipped) is None


def test_at_most_a_thousand_rows_are_selected(dataset_of: Callable[..., Dataset]) -> None:
    dataset = dataset_of(*({} for _ in range(1_100)))
    everything = {"rows": list(range(1_100)), "version": dataset.columns.version}
    assert rows_to_select(everything, dataset) == tuple(range(1_000))


@given(action=st.dictionaries(st.sampled_from(["ids", "rows", "version"]), any_json))
def test_whatever_is_sent_selects_rows_that_there_are(
    shipped: Dataset, action: dict[str, Any]
) -> None:
    rows = rows_to_select({"version": shipped.columns.version, **action}, shipped)
    assert rows is None or set(rows) <= set(range(113))


CIRCLE = {"kind": "circle", "points": [[20.46, 44.81]], "radiusKm": 25}
WORDS = {"kind": "text", "points": [[23.6, 52.1]], "text": "Polish border"}


def test_what_was_drawn_is_kept_in_its_order(shipped: Dataset) -> None:
    scene = reduce_scene(Scene(), {"type": "annotate", "annotations": [CIRCLE, WORDS]}, shipped)
    assert scene.annotations == (
        Annotation("circle", ((20.46, 44.81),), radius_km=25.0),
        Annotation("text", ((23.6, 52.1),), text="Polish border"),
    )


def test_the_drawings_that_are_sent_replace_those_before(shipped: Dataset) -> None:
    scene = reduce_scene(Scene(), {"type": "annotate", "annotations": [CIRCLE]}, shipped)
    assert reduce_scene(scene, {"type": "annotate", "annotations": []}, shipped) == Scene()


@pytest.mark.parametrize(
    "drawn",
    [
        None,
        "circle;25;20,44",
        {"0": CIRCLE},
        [CIRCLE, {"kind": "circle", "points": [[20.46, 44.81]], "radiusKm": 6000}],
        [CIRCLE, {"kind": "script", "points": [[1, 2]]}],
        [CIRCLE, {**WORDS, "text": " \n "}],
        [CIRCLE, {**WORDS, "href": "https://example.org"}],
        [CIRCLE, {"kind": "arrow", "points": [[1, 2], [10**400, 3]]}],
        [CIRCLE] * 101,
    ],
    ids=[
        "nothing",
        "text",
        "no list",
        "radius",
        "kind",
        "no words",
        "key too many",
        "far",
        "too many",
    ],
)
def test_a_list_with_a_drawing_that_cannot_be_changes_nothing(
    shipped: Dataset, drawn: object
) -> None:
    scene = Scene(annotations=(Annotation("text", ((1.0, 2.0),), text="kept"),))
    assert reduce_scene(scene, {"type": "annotate", "annotations": drawn}, shipped) == scene


def test_a_hundred_drawings_are_not_too_many(shipped: Dataset) -> None:
    scene = reduce_scene(Scene(), {"type": "annotate", "annotations": [CIRCLE] * 100}, shipped)
    assert len(scene.annotations) == 100
