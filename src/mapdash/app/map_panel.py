"""The map on the page: a base map that stays, and a command at every change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st
import streamlit_folium
from streamlit.components.v1.component_registry import ComponentRegistry

from mapdash.app.surfaces import deliver, pass_over
from mapdash.render.leaflet import build_base_map

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdash.app.state import Mounted
    from mapdash.layers import MapView
    from mapdash.render.leaflet import MapAddresses, ViewCommand

MAP_KEY: Final = "map"
# The page's style sheet gives the frame its height; this one holds until that has loaded.
HEIGHT_PX: Final = 600


def _register_component() -> None:
    # It registers itself when it is imported inside a session only; the warm-up came earlier.
    component = streamlit_folium._component_func  # noqa: SLF001 - it has no public name
    registry = ComponentRegistry.instance()
    if registry.get_component_path(component.name) is None:
        registry.register_component(component)


def show_map(
    view: MapView,
    mounted: Mounted,
    addresses: MapAddresses,
    command: ViewCommand,
    on_action: Callable[[object], None],
) -> None:
    """Show a view on the map.

    Parameters
    ----------
    view : MapView
        What is to be seen now.
    mounted : Mounted
        Where the map stood when it was put on the page.
    addresses : MapAddresses
    command : ViewCommand
        What `build_command` made of *view*.
    on_action : callable
        Gets what the map document sent: a click on a mark, a move of the camera.
    """
    key = f"{MAP_KEY}-{view.columns.version}"

    def parcel() -> object:
        return (st.session_state.get(key) or {}).get("mapdash")

    def report() -> None:
        deliver(key, parcel(), on_action)

    _register_component()
    streamlit_folium.st_folium(
        build_base_map(
            replace(view, bounds=mounted.bounds), addresses, padding_px=mounted.padding_px
        ),
        key=key,
        height=HEIGHT_PX,
        use_container_width=True,
        # It renders the map anyway, once is enough.
        render=False,
        returned_objects=[],
        feature_group_to_add=command,
        on_change=report,
    )
    pass_over(key, parcel())
