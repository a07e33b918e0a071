from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapdash.analysis import BorderReference
from mapdash.bounds import Bounds
from mapdash.briefing import (
    Annotation,
    Scene,
    annotations_left_out,
    scene_from_query,
    scene_to_query,
)
from mapdash.filters import EventFilter, Period, Region, one_line
from tests.unit.briefing.scenes import FULL, scenes

KEYS = (
    "q", "country", "where", "from", "to", "area", "only", "category", "actor", "precision", "dates",
    "confidence", "status", "source", "event", "view", "theme", "basemap", "near", "hide", "show",
    "table", "charts", "title", "caption", "notes", "draw",
)  # fmt: skip


def test_the_default_scene_needs_no_query() -> None:
    assert scene_to_query(Scene()) == {}
    assert scene_from_query({}) == (Scene(), ())


def test_a_query_is_readable() -> None:
    assert scene_to_query(FULL) == {
        "q": ["peace guardian"],
        "country": ["CHN", "SRB"],
        "where": ["place"],
        "from": ["2024"],
        "to": ["2025"],
        "area": ["19.5,44;21,44.25;20.1234,45.5"],
        "only": ["view"],
        "category": ["BRI mining & metals", "joint exercise"],
        "actor": ["BLR"],
        "precision": ["exact"],
        "dates": ["day"],
        "confidence": ["", "high"],
        "status": ["agreed"],
        "source": ["news page"],
        "event": ["E001"],
        "view": ["18.5,41.25,23.0125,46.2"],
        "theme": ["dark"],
        "basemap": ["relief"],
        "near": ["place:52.0976,23.7341,2.5,Brest, at the river"],
        "hide": ["routes"],
        "show": ["arcs", "density"],
        "table": ["1"],
        "charts": ["1"],
        "title": ["Peace Guardian"],
        "caption": ["First line\nsecond line"],
        "notes": ["Say “thank you” & smile"],
        "draw": [
            "circle;25;20.46,44.81",
            "arrow;19,44;20.4,44.8",
            "text;23.6,52.1;Polish; border",
            "pen;1,2;1.5,2.5;1.75,2.25",
            "distance;170,1;190,2",
        ],
    }
    assert tuple(scene_to_query(FULL)) == KEYS


def test_a_view_across_the_antimeridian_comes_back() -> None:
    scene = Scene(bounds=Bounds(170.0, -50.0, -170.0, -30.0))
    assert scene_to_query(scene) == {"view": ["170,-50,-170,-30"]}
    assert scene_from_query({"view": ["170,-50,-170,-30"]}) == (scene, ())


@settings(deadline=None)
@given(scenes)
@example(FULL)
@example(Scene(title="x" * 200, caption="x" * 2000, notes="x" * 4000))
@example(Scene(filter=EventFilter(countries=frozenset(f"{n:03}" for n in range(500)))))
def test_every_scene_survives_the_address(scene: Scene) -> None:
    query = scene_to_query(scene)
    assert scene_from_query(query) == (scene, ())
    address = urlencode(query, doseq=True)
    assert scene_from_query(parse_qs(address, keep_blank_values=True)) == (scene, ())


garbage = st.text(st.characters(exclude_categories=()), max_size=30) | st.sampled_from(
    [
        "2024",
        "2024-03",
        "2024-3",
        "0",
        "1,2;3,4;5,6",
        "1,2;",
        ";,",
        "view",
        "circle;25;1,2",
        "text;1,2;",
        "pen;1,2",
        "density",
        "-1",
        "²",
        "nan,nan,nan,nan",
        "1,2,3,4",
        "9,9,9,9e9",
        "place",
        "1",
        "light",
        "\0",
    ]
)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(KEYS) | st.text(max_size=5), st.lists(garbage, max_size=3), max_size=20
    )
)
def test_any_query_gives_a_valid_scene_and_notices_of_one_line(query: dict[str, list[str]]) -> None:
    scene, notices = scene_from_query(query)
    assert scene_from_query(scene_to_query(scene)) == (scene, ())
    urlencode(scene_to_query(scene), doseq=True)
    for notice in notices:
        assert notice == one_line(notice, 200)
        assert notice.endswith(".")


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        (
            {"from": ["20x4"]},
            (
                "The address asked for from “20x4”, which is no date such as 2024, 2024-03 or "
                "2024-03-15; it was left out."
            ),
        ),
        (
            {"to": ["0"]},
            (
                "The address asked for to “0”, which is no date such as 2024, 2024-03 or "
                "2024-03-15; it was left out."
            ),
        ),
        (
            {"to": ["٢٠٢٤"]},
            (
                "The address asked for to “٢٠٢٤”, which is no date such as 2024, 2024-03 or "
                "2024-03-15; it was left out."
            ),
        ),
        (
            {"view": ["1,2,3"]},
            (
                "The address asked for view “1,2,3”, which is not west,south,east,north in "
                "degrees; it was left out."
            ),
        ),
        (
            {"view": ["nan,0,1,1"]},
            (
                "The address asked for view “nan,0,1,1”, which is not west,south,east,north in "
                "degrees; it was left out."
            ),
        ),
        (
            {"view": ["0,50,10,40"]},
            (
                "The address asked for view “0,50,10,40”, which bounds no part of the world; "
                "it was left out."
            ),
        ),
        (
            {"from": ["2024-02-30"]},
            (
                "The address asked for from “2024-02-30”, which is no date such as 2024, 2024-03 "
                "or 2024-03-15; it was left out."
            ),
        ),
        (
            {"area": ["1,2;3,4"]},
            (
                "The address asked for area “1,2;3,4”, which is not longitude,latitude;"
                "longitude,latitude;... of a polygon; it was left out."
            ),
        ),
        (
            {"area": ["1,2;3,4;5,x"]},
            (
                "The address asked for area “1,2;3,4;5,x”, which is not longitude,latitude;"
                "longitude,latitude;... of a polygon; it was left out."
            ),
        ),
        (
            {"only": ["view"]},
            "The address asked for only “view”, but says no view; it was left out.",
        ),
        (
            {"only": ["mine"]},
            "The address asked for only “mine”, which can only be “view”; it was left out.",
        ),
        (
            {"charts": ["yes"]},
            "The address asked for charts “yes”, which can only be “1”; it was left out.",
        ),
        (
            {"show": ["heat"]},
            (
                "The address asked for show “heat”, which is no layer that can be shown; "
                "it was left out."
            ),
        ),
        (
            {"theme": ["sepia\n" + "x" * 60]},
            (
                f"The address asked for theme “sepia {'x' * 34}…”, which is neither light nor "
                "dark; it was left out."
            ),
        ),
        (
            {"where": ["home"]},
            "The address asked for where “home”, which can only be “place”; it was left out.",
        ),
        (
            {"table": ["yes"]},
            "The address asked for table “yes”, which can only be “1”; it was left out.",
        ),
        (
            {"event": ["\ud800"]},
            (
                "The address asked for event “”, which is too long or holds broken characters; "
                "it was left out."
            ),
        ),
        (
            {"country": ["\ud800", "y" * 501]},
            (
                "2 of the values that the address gives for “country” were left out: at most 500 "
                "values of 500 characters are read."
            ),
        ),
    ],
)
def test_what_cannot_be_used_is_left_out_with_a_notice(
    query: dict[str, list[str]], notice: str
) -> None:
    assert scene_from_query(query) == (Scene(), (notice,))


def test_a_key_given_twice_counts_once() -> None:
    assert scene_from_query({"q": ["first", "second"]}) == (
        Scene(filter=EventFilter(search="first")),
        ("The address gives “q” 2 times; only the first was used.",),
    )


def test_years_in_the_wrong_order_are_put_in_order() -> None:
    assert scene_from_query({"from": ["2025"], "to": ["2024"]}) == (
        Scene(filter=EventFilter(period=Period.of_years(2024, 2025))),
        ("The address asked for 2025 to 2024, the later date first; they were put in order.",),
    )


def test_dates_in_the_wrong_order_are_put_in_order() -> None:
    assert scene_from_query({"from": ["2025-03"], "to": ["2024-06-01"]}) == (
        Scene(filter=EventFilter(period=Period.of_text("2024-06-01", "2025-03"))),
        (
            "The address asked for 2025-03 to 2024-06-01, the later date first; they were put in order.",
        ),
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024", "2025"),
        ("2024-03", "2024-07"),
        ("2024-03-15", "2024-03-15"),
        ("2024", "2024-07-02"),
    ],
)
def test_a_period_is_written_as_short_as_can_be(first: str, last: str) -> None:
    scene = Scene(filter=EventFilter(period=Period.of_text(first, last)))
    assert scene_to_query(scene) == {"from": [first], "to": [last]}


def test_an_address_of_before_there_were_months_means_what_it_meant() -> None:
    scene, notices = scene_from_query({"from": ["2024"], "to": ["2025"]})
    assert notices == ()
    assert scene.filter.period == Period(date(2024, 1, 1), date(2025, 12, 31))
    assert scene_from_query({"from": ["1"], "to": ["800"]}) == (
        Scene(filter=EventFilter(period=Period.of_years(1, 800))),
        (),
    )


def test_an_area_of_too_many_corners_is_left_out() -> None:
    corners = ";".join(f"{number / 10},{number % 7}" for number in range(101))
    scene, (notice,) = scene_from_query({"area": [corners]})
    assert scene == Scene()
    assert notice.startswith("The address asked for area “0.0,0;0.1,1;")


def test_an_area_over_the_antimeridian_comes_back() -> None:
    scene = Scene(filter=EventFilter(region=Region(((170, -5), (190, -5.5), (180.25, 7)))))
    assert scene_to_query(scene) == {"area": ["170,-5;190,-5.5;180.25,7"]}
    assert scene_from_query({"area": ["170,-5;190,-5.5;180.25,7"]}) == (scene, ())


def test_only_what_the_map_shows_means_the_view_of_the_address() -> None:
    query = {"only": ["view"], "view": ["18.5,41.25,23.00004,46.2"]}
    scene, notices = scene_from_query(query)
    assert notices == ()
    assert scene.filter.view == scene.bounds == Bounds(18.5, 41.25, 23.0, 46.2)
    assert scene_to_query(scene) == {"only": ["view"], "view": ["18.5,41.25,23,46.2"]}


def test_an_open_end_needs_no_year_in_the_address() -> None:
    scene = Scene(filter=EventFilter(period=Period.of_years(2024, 9999)))
    assert scene_to_query(scene) == {"from": ["2024"]}
    assert scene_from_query({"from": ["2024"]})[0] == scene


def test_one_year_alone_leaves_the_other_end_open() -> None:
    assert scene_from_query({"from": ["2024"]})[0].filter.period == Period.of_years(2024, 9999)
    assert scene_from_query({"to": ["2024"]})[0].filter.period == Period.of_years(1, 2024)


def test_too_long_a_text_is_cut_and_said() -> None:
    scene, notices = scene_from_query({"q": ["x" * 300]})
    assert scene.filter.search == "x" * 200
    assert notices == ("The address gives a “q” of more than 200 characters; it was cut.",)


def test_at_most_500_values_of_a_key_are_read() -> None:
    scene, notices = scene_from_query({"country": [f"C{number}" for number in range(900)]})
    assert len(scene.filter.countries) == 500
    assert len(notices) == 1
    assert notices[0].startswith("400 of the values that the address gives for “country”")


def test_a_bare_text_counts_as_one_value() -> None:
    scene, notices = scene_from_query({"country": "SRB", "q": "huawei"})
    assert scene.filter == EventFilter(search="huawei", countries=frozenset({"SRB"}))
    assert notices == ()


def test_keys_of_others_are_ignored() -> None:
    assert scene_from_query({"utm_source": ["mail"], "embed": ["true"]}) == (Scene(), ())


def test_a_border_to_measure_from_is_two_codes_in_an_address() -> None:
    scene = Scene(reference=BorderReference("POL", "BLR"))
    assert scene_to_query(scene) == {"near": ["border:BLR-POL"]}
    assert scene_from_query({"near": ["border:POL-BLR"]}) == (scene, ())


@pytest.mark.parametrize("text", ["border:Poland", "place:1,2", "border:POL-POL", "<b>"])
def test_what_cannot_be_measured_from_is_left_out_with_a_notice(text: str) -> None:
    scene, notices = scene_from_query({"near": [text]})
    assert scene == Scene()
    refusal = "which names no border and no place; it was left out."
    assert notices == (f"The address asked for near “{text}”, {refusal}",)


def test_a_layer_that_cannot_be_hidden_is_left_out_with_a_notice() -> None:
    scene, notices = scene_from_query({"hide": ["routes", "borders"]})
    assert scene == Scene(hidden_layers=frozenset({"routes"}))
    assert len(notices) == 1
    assert "borders" in notices[0]


@pytest.mark.parametrize(
    "text",
    [
        "square;1,2",
        "circle;0;1,2",
        "circle;1,2",
        "circle;25;1,2;3,4",
        "arrow;1,2",
        "arrow;1,2;3,95",
        "arrow;1,2;3,x",
        "text;1,2;",
        "text;1,2; \u202e ",
        "pen",
        "pen;",
        "distance;1e3,2;3,4",
        "arrow;١,2;3,4",
        "",
        "pen;" + "1,1;" * 400 + "1,1",
    ],
)
def test_what_cannot_be_drawn_is_left_out_with_a_notice(text: str) -> None:
    assert scene_from_query({"draw": [text]}) == (
        Scene(),
        ("1 drawing of the address cannot be drawn and was left out.",),
    )


def test_at_most_100_drawings_are_read() -> None:
    scene, notices = scene_from_query({"draw": ["arrow;1,2;3,4"] * 130})
    assert len(scene.annotations) == 100
    assert notices == ("30 drawings of the address cannot be drawn and were left out.",)


def test_an_address_carries_as_many_drawings_as_fit_into_4000_characters() -> None:
    stroke = Annotation("pen", tuple((100 + number / 7, 44.12345) for number in range(300)))
    arrow = Annotation("arrow", ((1, 2), (3, 4)))
    scene = Scene(annotations=(arrow, stroke, arrow))
    assert scene_to_query(scene) == {"draw": ["arrow;1,2;3,4", "arrow;1,2;3,4"]}
    assert annotations_left_out(scene) == 1
    assert annotations_left_out(Scene(annotations=(arrow,))) == 0
