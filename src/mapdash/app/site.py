"""The site: its pages, its frame, and the one place where errors become sentences."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

from mapdash.app import caches, desk
from mapdash.app.desk_data import marking_data
from mapdash.app.messages import show_problem
from mapdash.app.surfaces import WEB_FOLDER, show_surface
from mapdash.errors import MapdashError

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

SIDEBAR_PX = 300


@cache
def _frame() -> str:
    return f"<style>{(WEB_FOLDER / 'page.css').read_text('utf-8')}</style>"


def run_site() -> None:
    """Run the page that the session asks for."""
    st.set_page_config(page_title="mapdash", layout="wide", initial_sidebar_state=SIDEBAR_PX)
    st.html(_frame())
    page = st.navigation(_pages(), position="hidden")
    try:
        workspace = caches.workspace()
        st.set_page_config(page_title=workspace.settings.title)
        briefing = desk.open_desk(workspace).draft.briefing
        with st.container(key="marking"):
            show_surface("marking", marking_data(workspace.settings, briefing), _ignore)
        page.run()
    except MapdashError as error:
        show_problem(str(error))


def _ignore(_: object) -> None:
    """Nothing is done on a marking."""


def _pages() -> list[StreamlitPage]:
    return [
        st.Page("pages/map.py", title="Map", default=True),
        st.Page("pages/data.py", title="Data", url_path="data"),
    ]
