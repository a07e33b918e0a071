"""Events on dash-leaflet's GeoJSON, as its guide shows it: circles on a canvas, a filter in JavaScript.

BENCH_FORM names one: "client" changes `hideout` in the browser, nothing is asked of the server;
"server" has Python change it; "resent" sends the filtered rows on every click.
"""

from __future__ import annotations

import json
import os

import dash_leaflet as dl
from dash import Dash, Input, Output, dcc, html
from events_of_peers import RADIUS_PX, colour_of, count_in_words, load
from werkzeug.serving import WSGIRequestHandler

FORM = os.environ["BENCH_FORM"]
EVENTS = load()
CATEGORIES = sorted(EVENTS["category"].unique())
COLOURS = colour_of(CATEGORIES)

SCRIPT = """
window.bench = { peers: {
  point: (feature, latlng, context) => L.circleMarker(latlng, {
    radius: RADIUS, weight: 1, color: '#fff', fillOpacity: 0.9, fillColor: COLOURS[feature.properties.category] }),
  isShown: (feature, context) => context.hideout.includes(feature.properties.category),
} };
window.dash_clientside = { bench: {
  pass: (shown) => shown,
  title: (feature) => (feature ? feature.properties.title : ''),
  count: (shown) => `${shown.reduce((sum, name) => sum + ROWS[name], 0)} of TOTAL events`,
} };
"""


def features(categories: list[str]) -> dict[str, object]:
    """Return the events of some categories as GeoJSON."""
    shown = EVENTS[EVENTS["category"].isin(categories)]
    made = [
        {
            "type": "Feature",
            "properties": {"title": title, "category": category},
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        }
        for title, category, latitude, longitude in shown.itertuples(index=False, name=None)
    ]
    return {"type": "FeatureCollection", "features": made}


def script() -> str:
    """Return the functions of the page with their constants filled in."""
    rows = {name: int(count) for name, count in EVENTS["category"].value_counts().items()}
    return (
        SCRIPT.replace("RADIUS", str(RADIUS_PX))
        .replace("COLOURS", json.dumps(COLOURS))
        .replace("ROWS", json.dumps(rows))
        .replace("TOTAL", str(len(EVENTS)))
    )


app = Dash(__name__, serve_locally=True)
app.index_string = app.index_string.replace(
    "{%scripts%}", f"<script>{script()}</script>{{%scripts%}}"
)
app.layout = html.Div(
    [
        dcc.Checklist(CATEGORIES, CATEGORIES, id="shown"),
        html.Div(count_in_words(len(EVENTS), len(EVENTS)), id="count"),
        html.Div(id="hovered"),
        html.Div(id="clicked"),
        dl.Map(
            dl.GeoJSON(
                data=features(CATEGORIES),
                id="events",
                hideout=CATEGORIES,
                filter={"variable": "bench.peers.isShown"} if FORM != "resent" else None,
                pointToLayer={"variable": "bench.peers.point"},
            ),
            center=[40, 40],
            zoom=2,
            preferCanvas=True,
            attributionControl=False,
            style={"height": "700px"},
        ),
    ]
)
for source, target in (("hoverData", "hovered"), ("clickData", "clicked")):
    app.clientside_callback(
        "dash_clientside.bench.title", Output(target, "children"), Input("events", source)
    )

if FORM == "client":
    app.clientside_callback(
        "dash_clientside.bench.pass",
        Output("events", "hideout"),
        Input("shown", "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        "dash_clientside.bench.count",
        Output("count", "children"),
        Input("shown", "value"),
        prevent_initial_call=True,
    )
else:

    @app.callback(  # type: ignore[untyped-decorator]
        Output("events", "data" if FORM == "resent" else "hideout"),
        Output("count", "children"),
        Input("shown", "value"),
        prevent_initial_call=True,
    )
    def change(shown: list[str]) -> tuple[object, str]:
        """Answer a click."""
        rows = int(EVENTS["category"].isin(shown).sum())
        answer = features(shown) if FORM == "resent" else shown
        return answer, count_in_words(rows, len(EVENTS))


if __name__ == "__main__":
    # Keeps the connection, as a server for production does.
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    app.run(host="127.0.0.1", port=int(os.environ["PORT"]), debug=False)
