from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapdash.briefing import MOST_ANNOTATIONS, Annotation, Scene, annotation_from_json
from tests.unit.briefing.scenes import annotations

CIRCLE = {"kind": "circle", "points": [[20.46, 44.81]], "radiusKm": 25}
TEXT = {"kind": "text", "points": [[20.46, 44.81]], "text": "Border"}
ARROW = {"kind": "arrow", "points": [[19, 44], [20.4, 44.8]]}


@settings(deadline=None)
@given(annotations)
def test_every_annotation_survives_the_browser(annotation: Annotation) -> None:
    assert annotation_from_json(json.loads(json.dumps(annotation.to_json()))) == annotation


def test_an_annotation_is_small_json() -> None:
    circle = Annotation("circle", ((20.4600001, 44.81),), 25)
    assert circle.to_json() == {"kind": "circle", "points": [[20.46, 44.81]], "radiusKm": 25.0}
    text = Annotation("text", ((1, 2),), text=" a\nb ")
    assert text.to_json() == {"kind": "text", "points": [[1.0, 2.0]], "text": "a b"}
    assert Annotation("arrow", ((1, 2), (3, 4)), 7, "x").to_json() == {
        "kind": "arrow",
        "points": [[1.0, 2.0], [3.0, 4.0]],
    }


def test_points_keep_five_decimals_and_run_on_over_the_antimeridian() -> None:
    line = Annotation("distance", ((179.999994, -0.000001), (190.5, 2)))
    assert line.points == ((179.99999, 0.0), (190.5, 2.0))
    assert str(line.points[0][1]) == "0.0"


def test_points_of_a_far_copy_of_the_world_come_home() -> None:
    assert Annotation("arrow", ((730, 1), (750, 2))).points == ((10.0, 1.0), (30.0, 2.0))
    assert Annotation("arrow", ((-361, 1), (-350, 2))).points == ((-1.0, 1.0), (10.0, 2.0))


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "circle",
        {},
        {"kind": "square", "points": [[1, 2]]},
        {"kind": ["pen"], "points": [[1, 2], [3, 4]]},
        {"kind": "circle", "points": [[1, 2]]},
        {**CIRCLE, "text": "x"},
        {**CIRCLE, "radiusKm": "25"},
        {**CIRCLE, "radiusKm": True},
        {**CIRCLE, "radiusKm": 0.01},
        {**CIRCLE, "radiusKm": 5001},
        {**CIRCLE, "radiusKm": math.nan},
        {**CIRCLE, "radiusKm": 10**400},
        {**CIRCLE, "points": [[1, 2], [3, 4]]},
        {**CIRCLE, "points": []},
        {**CIRCLE, "points": None},
        {**CIRCLE, "points": {"0": [1, 2]}},
        {**TEXT, "text": ""},
        {**TEXT, "text": "\u202e\x00 "},
        {**TEXT, "text": 7},
        {**ARROW, "points": [[1, 2]]},
        {**ARROW, "points": [[1, 2], [3, 4], [5, 6]]},
        {**ARROW, "points": [[1, 2], [3]]},
        {**ARROW, "points": [[1, 2], [3, "4"]]},
        {**ARROW, "points": [[1, 2], [math.inf, 4]]},
        {**ARROW, "points": [[1, 2], [1e7, 4]]},
        {**ARROW, "width": 3},
        {"kind": "pen", "points": [[1, 2]] * 401},
        {"kind": "distance", "points": [[1, 2]] * 21},
    ],
)
def test_what_is_no_annotation_is_refused(data: Any) -> None:
    assert annotation_from_json(data) is None


def test_what_a_map_can_send_is_taken() -> None:
    assert annotation_from_json(CIRCLE) == Annotation("circle", ((20.46, 44.81),), 25.0)
    assert annotation_from_json({**TEXT, "text": "x" * 300}) == Annotation(
        "text", ((20.46, 44.81),), text="x" * 120
    )
    beyond = annotation_from_json({**ARROW, "points": [[1, 95], [3, -90.1]]})
    assert beyond == Annotation("arrow", ((1, 90), (3, -90)))
    stroke = annotation_from_json({"kind": "pen", "points": [[1, 2]] * 400})
    assert stroke is not None
    assert len(stroke.points) == 400


def test_an_annotation_that_cannot_be_drawn_says_why() -> None:
    with pytest.raises(ValueError, match="“square” cannot be drawn: choose pen, arrow"):
        Annotation("square", ((1, 2),))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="“arrow” takes 2 points, not 1"):
        Annotation("arrow", ((1, 2),))
    with pytest.raises(ValueError, match="“pen” takes 2 to 400 points, not 1"):
        Annotation("pen", ((1, 2),))
    with pytest.raises(ValueError, match="at longitude 1, latitude 91"):
        Annotation("arrow", ((1, 91), (1, 2)))
    with pytest.raises(ValueError, match=r"is 0 km; give 0.1 to 5,000 km"):
        Annotation("circle", ((1, 2),))


def test_a_scene_holds_at_most_100_annotations() -> None:
    arrow = Annotation("arrow", ((1, 2), (3, 4)))
    assert len(Scene(annotations=(arrow,) * 130).annotations) == MOST_ANNOTATIONS == 100


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["kind", "points", "radiusKm", "text"]), inner)
        ),
        max_leaves=12,
    )
)
def test_no_json_is_an_error(data: Any) -> None:
    annotation = annotation_from_json(data)
    assert annotation is None or annotation.to_json()["kind"] == annotation.kind
