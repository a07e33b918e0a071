"""The floor: the least that Streamlit can do after a click, a fragment that draws nothing."""

from __future__ import annotations

import streamlit as st


@st.fragment
def _floor() -> None:
    with st.container(key="floor"):
        if st.button("Again"):
            st.session_state["count"] = st.session_state.get("count", 0) + 1
        st.text(f"Run {st.session_state.get('count', 0)}")


_floor()
