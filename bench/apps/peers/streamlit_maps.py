"""Events on the maps that come with Streamlit or that it shows: no tiles, control and map in a fragment.

BENCH_WAY names one: "pydeck", "map" or "plotly". Each sends its rows with every run: Streamlit
has no way to keep them in the browser.
"""

from __future__ import annotations

import os

import pandas as pd
import streamlit as st
from events_of_peers import RADIUS_PX, colour_of, count_in_words, load

WAY = os.environ["BENCH_WAY"]
EMPTY_STYLE = {"version": 8, "sources": {}, "layers": []}

load_once = st.cache_resource(load)


@st.cache_resource
def _categories() -> dict[str, str]:
    return colour_of(sorted(load_once()["category"].unique()))


def _pydeck(shown: pd.DataFrame, colours: dict[str, str]) -> None:
    import pydeck

    rgb = {
        name: [int(colour[i : i + 2], 16) for i in (1, 3, 5)] for name, colour in colours.items()
    }
    layers = [
        pydeck.Layer(
            "ScatterplotLayer",
            shown.loc[shown["category"] == name, ["title", "latitude", "longitude"]],
            id=name,
            get_position=["longitude", "latitude"],
            get_fill_color=rgb[name],
            get_radius=RADIUS_PX,
            radius_units="'pixels'",
            pickable=True,
        )
        for name in shown["category"].unique()
    ]
    view = pydeck.ViewState(latitude=40, longitude=40, zoom=1)
    deck = pydeck.Deck(layers, map_style=None, initial_view_state=view, tooltip={"text": "{title}"})
    st.pydeck_chart(deck, height=700, key="deck")


def _map(shown: pd.DataFrame, colours: dict[str, str]) -> None:
    coloured = shown[["latitude", "longitude"]].assign(colour=shown["category"].map(colours))
    st.map(coloured, latitude="latitude", longitude="longitude", color="colour", zoom=1, height=700)


def _plotly(shown: pd.DataFrame, colours: dict[str, str]) -> None:
    import plotly.graph_objects as go

    traces = [
        go.Scattermap(
            lon=of_category["longitude"],
            lat=of_category["latitude"],
            text=of_category["title"],
            hoverinfo="text",
            name=str(name),
            marker={"size": 2 * RADIUS_PX, "color": colours[str(name)]},
        )
        for name, of_category in shown.groupby("category")
    ]
    figure = go.Figure(traces)
    centre = {"lat": 40, "lon": 40}
    figure.update_layout(
        map={"style": EMPTY_STYLE, "center": centre, "zoom": 1},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        showlegend=False,
        uirevision="constant",
    )
    st.plotly_chart(figure, height=700, key="plotly", theme=None)


@st.fragment
def _dashboard() -> None:
    events = load_once()
    colours = _categories()
    controls, picture = st.columns([1, 5])
    with controls:
        chosen = [name for name in colours if st.checkbox(name, value=True)]
        shown = events[events["category"].isin(chosen)]
        st.text(count_in_words(len(shown), len(events)))
    with picture:
        {"pydeck": _pydeck, "map": _map, "plotly": _plotly}[WAY](shown, colours)


st.set_page_config(layout="wide")
_dashboard()
