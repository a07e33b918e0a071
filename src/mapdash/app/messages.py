"""What the page says when something cannot be done."""

from __future__ import annotations

import streamlit as st


def show_problem(sentence: str) -> None:
    """Show a sentence that may hold text from data or from the environment.

    Parameters
    ----------
    sentence : str
        Shown as plain text: Streamlit's error box would read it as Markdown.
    """
    with st.container(border=True):
        st.subheader("mapdash cannot show this page")
        st.text(sentence)
