"""Events on Panel with bokeh: a scatter plot without tiles, with hover and tap.

BENCH_FORM names one: "client" links each checkbox to the glyphs of its category in the browser;
"server" has Python show and hide them; "resent" sends the filtered rows on every click.
"""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
import panel as pn
from bokeh.models import ColumnDataSource
from bokeh.plotting import figure
from events_of_peers import RADIUS_PX, colour_of, count_in_words, load

FORM = os.environ["BENCH_FORM"]
EVENTS = load()
CATEGORIES = sorted(EVENTS["category"].unique())
COLOURS = colour_of(CATEGORIES)
ROWS = {name: int(count) for name, count in EVENTS["category"].value_counts().items()}
RADIUS_M = 6_378_137.0

pn.extension()


def columns(events: pd.DataFrame) -> dict[str, object]:
    """Return what the plot draws, in web mercator."""
    latitude = np.radians(events["latitude"].to_numpy())
    return {
        "x": RADIUS_M * np.radians(events["longitude"].to_numpy()),
        "y": RADIUS_M * np.log(np.tan(np.pi / 4 + latitude / 2)),
        "title": events["title"].to_numpy(dtype=object),
        "color": events["category"].map(COLOURS).to_numpy(dtype=object),
    }


def numbered(boxes: dict[str, pn.widgets.Checkbox]) -> dict[str, pn.widgets.Checkbox]:
    """Name the checkboxes as a script in the browser can."""
    return {f"box{i}": box for i, box in enumerate(boxes.values())}


def count_script(boxes: dict[str, pn.widgets.Checkbox]) -> str:
    """Return what a checkbox does in the browser: hide the glyphs, say how many events are left."""
    terms = [f"{name} * box{i}.active" for i, name in enumerate(map(ROWS.__getitem__, boxes))]
    return f"""
        glyphs.visible = cb_obj.active;
        count.text = `<pre>${{{" + ".join(terms)}}} of {len(EVENTS)} events</pre>`;
    """


def page() -> pn.Row:
    """Make the page of one session."""
    plot = figure(
        width=1500,
        height=700,
        x_axis_type="mercator",
        y_axis_type="mercator",
        x_range=(-1.5e7, 1.9e7),
        y_range=(-6e6, 1.1e7),
        tools="pan,wheel_zoom,hover,tap",
        active_scroll="wheel_zoom",
        tooltips="@title",
    )
    look = {"size": 2 * RADIUS_PX, "color": "color", "line_color": "white"}
    count = pn.pane.Str(count_in_words(len(EVENTS), len(EVENTS)))
    boxes = {name: pn.widgets.Checkbox(name=name, value=True) for name in CATEGORIES}

    def shown() -> list[str]:
        return [name for name, box in boxes.items() if box.value]

    def say() -> None:
        count.object = count_in_words(sum(ROWS[name] for name in shown()), len(EVENTS))

    if FORM == "resent":
        source = ColumnDataSource(columns(EVENTS))
        plot.scatter("x", "y", source=source, **look)

        def change(_event: object) -> None:
            source.data = columns(EVENTS[EVENTS["category"].isin(shown())])
            say()

        for box in boxes.values():
            box.param.watch(change, "value")
    else:
        for name, box in boxes.items():
            of_category = EVENTS[EVENTS["category"] == name]
            glyphs = plot.scatter("x", "y", source=ColumnDataSource(columns(of_category)), **look)
            if FORM == "client":
                box.jscallback(
                    value=count_script(boxes),
                    args={"glyphs": glyphs, "count": count, **numbered(boxes)},
                )
            else:

                def toggle(event: object, glyphs: object = glyphs) -> None:
                    glyphs.visible = event.new  # type: ignore[attr-defined]
                    say()

                box.param.watch(toggle, "value")
    return pn.Row(pn.Column(*boxes.values(), count), pn.pane.Bokeh(plot))


if __name__ == "__main__":
    pn.serve(page, port=int(os.environ["PORT"]), address="127.0.0.1", show=False)
