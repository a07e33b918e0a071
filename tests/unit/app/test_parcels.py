"""Actions reach the session once each, whatever Streamlit dropped on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapdash.app.parcels import Seen, open_parcel


def parcel(*numbers: int, sender: str = "a") -> dict[str, object]:
    actions = [{"number": number, "action": f"action {number}"} for number in numbers]
    return {"sender": sender, "actions": actions}


def test_an_action_that_comes_again_is_carried_out_once() -> None:
    actions, seen = open_parcel(parcel(1), Seen())
    assert (actions, seen) == (["action 1"], Seen("a", 1))
    assert open_parcel(parcel(1), seen) == ([], seen)


def test_an_action_whose_own_parcel_was_dropped_comes_with_the_next() -> None:
    _, seen = open_parcel(parcel(1), Seen())
    assert open_parcel(parcel(1, 2, 3), seen) == (["action 2", "action 3"], Seen("a", 3))


def test_a_parcel_that_was_overtaken_changes_nothing() -> None:
    seen = Seen("a", 3)
    assert open_parcel(parcel(1, 2), seen) == ([], seen)


def test_a_surface_that_is_mounted_anew_counts_from_one() -> None:
    assert open_parcel(parcel(1, sender="b"), Seen("a", 9)) == (["action 1"], Seen("b", 1))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.text() | st.sampled_from(["number", "action", "actions", "sender"]), inner
        )
    ),
    max_leaves=20,
)


@given(json_values, st.integers(0, 5))
def test_anything_at_all_gives_actions_and_a_state(value: object, number: int) -> None:
    actions, seen = open_parcel(value, Seen("a", number))
    assert isinstance(actions, list)
    assert isinstance(seen.number, int)
    assert open_parcel(value, seen)[0] == []
