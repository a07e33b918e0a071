"""The usual ways to put events on a map in Streamlit, as their guides show them.

The variable BENCH_WAY names one: "plain" for a `folium.Marker` a row, "marker" for the same
with branca hardened by mapdash, which also makes it faster, "cluster" for a hardened
`MarkerCluster`. What is not as usual makes all of them faster: there are no tiles, and every
script and style comes from this server, which is what importing `mapdash.render` is for.
"""

from __future__ import annotations

import inspect
import os

import folium
import pandas as pd
import streamlit as st
from branca.element import Element
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

import mapdash.render  # noqa: F401 - what it does is done by importing it

WAY = os.environ["BENCH_WAY"]


@st.cache_data
def _load(path: str) -> pd.DataFrame:
    return pd.read_csv(path)


st.set_page_config(layout="wide")
events = _load(os.environ["MAPDASH_EVENTS"])
categories = [
    category
    for category in sorted(events["category"].unique())
    if st.sidebar.checkbox(category, value=True)
]
shown = events[events["category"].isin(categories)]
st.text(f"{len(shown)} of {len(events)} events")

if WAY == "plain":
    Element.__init__ = inspect.unwrap(Element.__init__)
base_map = folium.Map(location=[40, 40], zoom_start=2, tiles=None, minZoom=2, maxZoom=18)
target = base_map
if WAY == "cluster":
    target = MarkerCluster().add_to(base_map)  # type: ignore[no-untyped-call]
places = shown[["title", "latitude", "longitude"]]
for title, latitude, longitude in places.itertuples(index=False, name=None):
    folium.Marker([latitude, longitude], popup=title, tooltip=title).add_to(target)
st_folium(base_map, height=700, use_container_width=True)
