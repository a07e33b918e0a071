"""What a session keeps beside the scene: ticked rows, and how far actions were carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

if TYPE_CHECKING:
    from conftest import Page


def _carry_out() -> None:
    import streamlit as st

    from mapdash.app import caches, state

    dataset = caches.workspace().dataset
    before = state.current_scene(dataset)
    if "first" not in st.session_state:
        state.note_page(before)
        st.session_state["first"] = True
    for action in st.session_state["actions"]:
        state.act(action, dataset)
    scene = st.session_state["mapdash_scene"]
    st.session_state["selected"] = state.selected_rows(dataset)
    st.session_state["version"] = dataset.columns.version
    st.session_state["isBehind"] = state.is_page_behind(scene)


def session(*actions: dict[str, Any]) -> AppTest:
    test = AppTest.from_function(_carry_out, default_timeout=60)
    test.session_state["actions"] = actions
    test.run()
    assert not test.exception
    return test


def test_ticked_rows_are_kept_until_others_are_ticked(open_page: Callable[..., Page]) -> None:
    open_page()
    test = session({"type": "select", "ids": ["E003", "E001"]})
    assert test.session_state["selected"] == (0, 2)
    version = test.session_state["version"]
    test.session_state["actions"] = [{"type": "select", "rows": [5], "version": "older"}]
    assert test.run().session_state["selected"] == (0, 2)
    test.session_state["actions"] = [{"type": "select", "rows": [5], "version": version}]
    assert test.run().session_state["selected"] == (5,)
    test.session_state["actions"] = [{"type": "select", "ids": []}]
    assert test.run().session_state["selected"] == ()


@pytest.mark.parametrize(
    ("action", "is_behind"),
    [
        ({"type": "escape"}, False),
        ({"type": "choose", "id": "E002"}, False),
        ({"type": "camera", "bounds": [1, 2, 3, 4]}, False),
        ({"type": "select", "ids": ["E002"]}, False),
        ({"type": "region", "points": [[1, 2], [3, 4], [5, 0]]}, True),
        ({"type": "period", "first": "2024-03", "last": "2024-05"}, True),
        ({"type": "layer", "name": "arcs", "isOn": True}, True),
    ],
    ids=str,
)
def test_the_page_is_behind_when_the_map_changed_more_than_the_camera_or_the_choice(
    open_page: Callable[..., Page], action: dict[str, Any], *, is_behind: bool
) -> None:
    open_page()
    assert session(action).session_state["isBehind"] is is_behind


def test_a_move_of_the_camera_leaves_the_page_behind_when_the_filter_moves_along(
    open_page: Callable[..., Page],
) -> None:
    open_page()
    test = session({"type": "view_only", "isOn": True})
    test.session_state["actions"] = [{"type": "camera", "bounds": [1, 2, 3, 4]}]
    assert test.run().session_state["isBehind"] is True


def test_it_is_known_how_far_each_sender_got(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.act("panel", type="search", text="huawei")
    page.act("panel", type="search", text="rail")
    page.map_sends(type="escape")
    seen = page.test.session_state["mapdash_seen"]
    assert {key: (one.sender, one.number) for key, one in seen.items() if "map-" not in key} == {
        "surface-panel": ("test", 2)
    }
    assert [one.number for key, one in seen.items() if "map-" in key] == [3]


def _pass_over() -> None:
    import streamlit as st

    from mapdash.app.surfaces import deliver, pass_over

    done = st.session_state.setdefault("done", [])
    for call, parcel in st.session_state["parcels"]:
        if call == "pass over":
            pass_over("surface-x", parcel)
        else:
            deliver("surface-x", parcel, done.append)


def test_what_was_sent_to_a_session_that_is_gone_is_not_done_in_the_next() -> None:
    first = {"number": 1, "action": "meant for the old session"}
    old = {"sender": "s", "actions": [first]}
    both = {"sender": "s", "actions": [first, {"number": 2, "action": "new"}]}
    test = AppTest.from_function(_pass_over)
    test.session_state["parcels"] = [("pass over", None), ("pass over", old), ("deliver", both)]
    assert test.run().session_state["done"] == ["new"]
