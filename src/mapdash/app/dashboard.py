"""The main page: filters, map, card and table as one state."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from mapdash.analysis import reference_label
from mapdash.app import caches, desk, state
from mapdash.app.card import card_data
from mapdash.app.charts import charts_data
from mapdash.app.desk_data import briefing_data, header_part, keeper_data, tabs_data
from mapdash.app.ground import REGION_LAYERS, ground_data
from mapdash.app.header import header_data
from mapdash.app.line import line_data
from mapdash.app.map_panel import show_map
from mapdash.app.panel import panel_data
from mapdash.app.surfaces import show_surface
from mapdash.app.table import show_table
from mapdash.briefing import annotations_left_out
from mapdash.render.leaflet import LayerAddresses, build_command
from mapdash.services import resolve_scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mapdash.app.desk import Desk
    from mapdash.briefing import Scene
    from mapdash.composition import Measured, Workspace
    from mapdash.filters import Facets
    from mapdash.layers import MapView
    from mapdash.render.leaflet import RegionAddresses, ViewCommand

DATA_PAGE = "pages/data.py"
SOURCES_LINE = (
    "Each mark is a claim by the sources on its card. Choose a mark or a row to read who says so."
)


def show_dashboard() -> None:
    """Show the main page for the scene of this session."""
    if state.take_page() == "data":
        st.switch_page(DATA_PAGE)
    workspace = caches.workspace()
    dataset = workspace.dataset
    scene = state.current_scene(dataset)
    own = desk.open_desk(workspace)
    state.note_page(scene, *_others(own, scene))
    head, stage, foot = st.container(), st.container(), st.container()
    facets = caches.facets(dataset, scene.filter)
    visible = caches.mask(dataset, scene.filter)
    measured = caches.measured(workspace, scene.reference)
    act = partial(_act, workspace=workspace)
    with head:
        show_surface("desk", keeper_data(own), act)
        show_surface(
            "header",
            header_data(
                dataset,
                scene,
                facets,
                visible,
                notices=state.notices(),
                warnings=_warnings(workspace, scene, is_measured=measured is not None),
            )
            | header_part(own)
            | {"title": workspace.settings.title},
            act,
        )
    with st.sidebar:
        show_surface(
            "panel",
            panel_data(dataset, scene, facets, visible, off_map_opened=state.off_map_opened())
            | ground_data(workspace, scene, matched=facets.matched),
            act,
        )
        st.page_link(DATA_PAGE, label="Data and refused rows")
    # The map has shown the change before Python knew of it: counts and choices are what is waited for.
    with stage:
        _stage(workspace)
    with foot:
        _foot(workspace, scene, facets, measured)
    state.write_address()


def _warnings(workspace: Workspace, scene: Scene, *, is_measured: bool) -> tuple[str, ...]:
    """Say what the reader asked for and does not get."""
    sentences = [workspace.basemap.problem]
    if scene.reference is not None and not is_measured:
        label = reference_label(scene.reference, workspace.dataset.country_names)
        sentences.append(f"There is no line for {label}, so no distance is measured.")
    left_out = annotations_left_out(scene)
    if left_out:
        what = "1 drawing is" if left_out == 1 else f"{left_out:,} drawings are"
        sentences.append(f"{what} too long for the address: save the scene to keep them.")
    return tuple(filter(None, sentences))


def _others(own: Desk, scene: Scene) -> tuple[object, ...]:
    """Say what the page is drawn from besides the scene."""
    return (*desk.stamp(own), annotations_left_out(scene))


def _act(action: object, *, workspace: Workspace) -> None:
    before = state.scene_of_session()
    if desk.is_for_desk(action):
        state.note_action()
        desk.act(action, workspace)
        return
    state.act(action, workspace.dataset)
    after = state.scene_of_session()
    if before and after and after.chosen and after.chosen != before.chosen:
        # Who chooses an event wants to read its card.
        desk.open_desk(workspace).tab = "event"


@st.fragment
def _stage(workspace: Workspace) -> None:
    dataset = workspace.dataset
    scene = state.current_scene(dataset)
    own = desk.open_desk(workspace)
    if state.is_page_behind(scene, *_others(own, scene)):
        # What was done on the map runs this fragment alone, and sidebar and header count as well.
        st.rerun()
    visible = caches.mask(dataset, scene.filter)
    view = resolve_scene(dataset, scene, visible)
    measured = caches.measured(workspace, scene.reference)
    mounted = state.mounted(dataset, scene)
    act = partial(_act, workspace=workspace)
    with st.container(key="stage", horizontal=True):
        with st.container(key="map"):
            show_map(
                view,
                mounted,
                workspace.addresses,
                _command(workspace, scene, view, measured),
                act,
            )
        if view.chosen >= 0 or own.is_open:
            with st.container(key="card"):
                _side(workspace, own, view.chosen, visible, measured)
    as_of = workspace.settings.as_of or own.draft.briefing.as_of
    show_surface("line", line_data(dataset, scene, visible, own, as_of=as_of), act)
    state.write_address()


def _side(
    workspace: Workspace,
    own: Desk,
    chosen: int,
    visible: NDArray[np.bool_],
    measured: Measured | None,
) -> None:
    """Show the card or the briefing, whichever is asked for."""
    act = partial(_act, workspace=workspace)
    if own.is_open and (chosen < 0 or own.tab == "briefing"):
        data = briefing_data(own, workspace.settings, has_event=chosen >= 0)
        show_surface("briefing", data, act)
        return
    data = card_data(
        workspace.dataset,
        chosen,
        visible,
        takes_focus=state.is_chosen_by_keyboard(),
        distances=measured.distances if measured else None,
    )
    show_surface("card", data | {"tabs": tabs_data(own) if own.is_open else None}, act)


def _command(
    workspace: Workspace, scene: Scene, view: MapView, measured: Measured | None
) -> ViewCommand:
    return build_command(
        view,
        state.camera_move(),
        layers=LayerAddresses(
            rings=measured.rings if measured else "", regions=_regions(workspace, scene)
        ),
        seen=state.seen(),
        selected=state.selected_rows(workspace.dataset),
        has_mask=state.is_recounted(view.filter),
    )


def _regions(workspace: Workspace, scene: Scene) -> RegionAddresses | None:
    """Find the regions of the events only when somebody looks at them: it takes a while."""
    return caches.regions(workspace) if scene.shown_layers & REGION_LAYERS else None


def _foot(workspace: Workspace, scene: Scene, facets: Facets, measured: Measured | None) -> None:
    dataset = workspace.dataset
    act = partial(_act, workspace=workspace)
    show_surface(
        "footer",
        {
            "isTableOpen": scene.is_table_open,
            "isChartsOpen": scene.is_charts_open,
            "count": f"{facets.matched:,}",
            "credit": SOURCES_LINE,
        },
        act,
    )
    if scene.is_charts_open:
        show_surface("charts", charts_data(dataset, scene, facets), act)
    if scene.is_table_open:
        visible = caches.mask(dataset, scene.filter)
        show_table(
            dataset,
            visible,
            act,
            ticked=state.selected_rows(dataset),
            generation=state.ticks_cleared(),
            distances=measured.distances if measured else None,
        )
