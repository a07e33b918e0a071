"""Events through st_folium as its best guides show it: only the layer changes, in a fragment.

BENCH_WAY names one: "geojson" for a `folium.GeoJson` a category, circles on a canvas, or "fast" for
`FastMarkerCluster`. Importing `mapdash.render` makes both faster and serves their scripts locally.
"""

from __future__ import annotations

import os

import folium
import pandas as pd
import streamlit as st
from events_of_peers import RADIUS_PX, colour_of, count_in_words, load
from folium.plugins import FastMarkerCluster
from streamlit_folium import st_folium

import mapdash.render  # noqa: F401 - what it does is done by importing it

WAY = os.environ["BENCH_WAY"]
CALLBACK = """
function (row) {
    return L.marker(new L.LatLng(row[0], row[1]), { title: row[2] }).bindPopup(L.Util.template('{t}', { t: row[2] }));
}
"""

load_once = st.cache_resource(load)


def _geojson(shown: pd.DataFrame, colours: dict[str, str], group: folium.FeatureGroup) -> None:
    for name, of_category in shown.groupby("category"):
        places = of_category[["title", "latitude", "longitude"]]
        features = [
            {
                "type": "Feature",
                "properties": {"title": title},
                "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
            }
            for title, latitude, longitude in places.itertuples(index=False, name=None)
        ]
        folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            marker=folium.CircleMarker(
                radius=RADIUS_PX,
                weight=1,
                color="white",
                fill_color=colours[str(name)],
                fill_opacity=0.9,
            ),
            tooltip=folium.GeoJsonTooltip(["title"], labels=False),
            popup=folium.GeoJsonPopup(["title"], labels=False),
        ).add_to(group)


def _fast(shown: pd.DataFrame, _colours: dict[str, str], group: folium.FeatureGroup) -> None:
    rows = shown[["latitude", "longitude", "title"]].to_numpy().tolist()
    FastMarkerCluster(rows, callback=CALLBACK).add_to(group)  # type: ignore[no-untyped-call]


@st.fragment
def _dashboard() -> None:
    events = load_once()
    colours = colour_of(sorted(events["category"].unique()))
    controls, picture = st.columns([1, 5])
    with controls:
        chosen = [name for name in colours if st.checkbox(name, value=True)]
        shown = events[events["category"].isin(chosen)]
        st.text(count_in_words(len(shown), len(events)))
    base_map = folium.Map(
        location=[40, 40], zoom_start=2, tiles=None, minZoom=2, maxZoom=18, prefer_canvas=True
    )
    group = folium.FeatureGroup(name="events")
    {"geojson": _geojson, "fast": _fast}[WAY](shown, colours, group)
    with picture:
        st_folium(
            base_map,
            feature_group_to_add=group,
            returned_objects=[],
            height=700,
            use_container_width=True,
            key="map",
        )


st.set_page_config(layout="wide")
_dashboard()
