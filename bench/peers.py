"""Time the same filter change in mapdash and in its peers, from click to painted, in one run.

Run as ``python bench/peers.py``; the peers need the environment that ``make bench`` makes. It
asserts nothing; docs/performance.md says what each peer does and how it is timed.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from events_file import write_events
from probe import browser
from race import PEERS_PYTHON, Plan, race
from report import Line, parse, print_lines, print_table
from timings import Timings, machine
from ways import CHECKBOX, INSIDE, OURS, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

FULL: Final = Plan((1_000, 10_000, 100_000), runs=9, budget_s=40.0)
QUICK: Final = Plan((1_000,), runs=3, budget_s=20.0)

_LEAFLET_BOX: Final = 'label:has-text("{category}")'
_BOKEH_BOX: Final = 'input:has(+ .bk-label:text-is("{category}"))'
_STREAMLIT: Final = ("-m", "streamlit", "run", "bench/apps/peers/streamlit_maps.py")
_FOLIUM: Final = ("bench/serve_app.py", "--stock", "bench/apps/peers/folium_maps.py")


@dataclass(frozen=True, slots=True)
class Peer:
    """Hold a peer with its ways.

    Parameters
    ----------
    title : str
    best : tuple of Way
        Its best idioms; the fastest at a size counts.
    resent : Way
        The one in which rows travel on every click.
    aims : mapping of int to float
        By number of events, the share of its best time that mapdash may take.
    """

    title: str
    best: tuple[Way, ...]
    resent: Way
    aims: dict[int, float]


def _own(name: str, form: str, title: str, control: str) -> Way:
    return Way(
        f"{name}-{form}",
        title,
        (f"bench/apps/peers/{name}_app.py",),
        control,
        variables={"BENCH_FORM": form},
        is_peer=True,
        is_followed=True,
        is_streamlit=False,
    )


def _streamlit(name: str, title: str) -> Way:
    return Way(name, title, _STREAMLIT, CHECKBOX, is_peer=True, is_followed=True)


def _folium(name: str, title: str) -> Way:
    return Way(name, title, _FOLIUM, CHECKBOX, is_followed=True)


_RESENDERS: Final = {
    "st.pydeck_chart": _streamlit("pydeck", "st.pydeck_chart"),
    "st.map": _streamlit("map", "st.map"),
    "plotly scatter map": _streamlit("plotly", "plotly scatter map in Streamlit"),
    "st_folium with GeoJson": _folium("geojson", "st_folium with GeoJson"),
    "st_folium with FastMarkerCluster": _folium("fast", "st_folium with FastMarkerCluster"),
}
_AIMS: Final = {1_000: 0.4, 10_000: 0.14, 100_000: 0.015}
_LEAFLET: Final = tuple(
    _own("dash_leaflet", form, f"dash-leaflet GeoJSON, {words}", _LEAFLET_BOX)
    for form, words in (
        ("client", "hideout in the browser"),
        ("server", "hideout by the server"),
        ("resent", "rows re-sent"),
    )
)
_BOKEH: Final = tuple(
    _own("panel", form, f"Panel with bokeh, {words}", _BOKEH_BOX)
    for form, words in (
        ("client", "linked in the browser"),
        ("server", "shown by the server"),
        ("resent", "rows re-sent"),
    )
)
PEERS: Final = (
    Peer(
        "dash-leaflet GeoJSON", _LEAFLET[:2], _LEAFLET[2], {1_000: 0.9, 10_000: 0.17, 100_000: 0.02}
    ),
    Peer("Panel with bokeh", _BOKEH[:2], _BOKEH[2], {10_000: 0.3, 100_000: 0.06}),
    *(Peer(title, (way,), way, _AIMS) for title, way in _RESENDERS.items()),
)
INSIDE_AIM: Final = 0.45
WAYS: Final = (OURS, INSIDE, *_LEAFLET, *_BOKEH, *_RESENDERS.values())


def measure(running: Browser, plan: Plan, folder: Path) -> list[Line]:
    """Race at all sizes, print the times, and return the lines of the speed table."""
    timings = [
        timing
        for rows in plan.sizes
        for timing in race(running, WAYS, write_events(folder, rows), plan)
    ]
    print_times(timings)
    return [line for rows in plan.sizes for line in lines(timings, rows)]


def lines(timings: Sequence[Timings], rows: int) -> list[Line]:
    """Return the lines of the speed table for one number of events."""
    ours, inside = _median(timings, OURS, rows), _median(timings, INSIDE, rows)
    made = []
    for peer in PEERS:
        times = [_median(timings, way, rows) for way in peer.best]
        finished = [time for time in times if time is not None]
        best = min(finished, default=None)
        if rows in peer.aims:
            made.append(_line(f"{rows:,} events against {peer.title}", peer.aims[rows], ours, best))
        if peer.title.startswith("dash-leaflet") and rows == 1_000:
            work = f"{rows:,} events inside the map document against {peer.title}"
            made.append(_line(work, INSIDE_AIM, inside, best))
    for peer in PEERS:
        work = f"{rows:,} events against {peer.title}, rows re-sent"
        made.append(_line(work, 1.0, ours, _median(timings, peer.resent, rows)))
    return made


def print_times(timings: Sequence[Timings]) -> None:
    """Print the median and span of every way at every size."""
    table = [("events", "way", "runs", "median", "fastest to slowest", "(c) takes of its time")]
    for timing in timings:
        median, ours = timing.median_ms, _median(timings, OURS, timing.rows)
        head = (f"{timing.rows:,}", timing.way.title, str(len(timing.painted_ms)))
        if median is None:
            table.append((*head, f"did not finish in {timing.unfinished_after_s:.0f} s", "", ""))
            continue
        span = f"{min(timing.painted_ms):,.0f} to {max(timing.painted_ms):,.0f} ms"
        share = f"{ours / median:.3f}" if ours else ""
        table.append((*head, f"{median:,.0f} ms", span, share))
    print_table(table)


def _line(work: str, aim: float, ours: float | None, peer: float | None) -> Line:
    if ours is not None and peer is None:
        return Line(
            work, f"at most {aim:.3g} of its time", f"{ours:.0f} ms; it did not finish", is_met=True
        )
    share = None if ours is None or peer is None else ours / peer
    return Line.at_most(work, aim, share, "of its time")


def _median(timings: Sequence[Timings], way: Way, rows: int) -> float | None:
    of_way = (timing for timing in timings if timing.way == way and timing.rows == rows)
    return next((timing.median_ms for timing in of_way), None)


def main() -> int:
    """Run the benchmark and print its tables."""
    is_quick, options = parse(__doc__)
    if not PEERS_PYTHON.exists():
        print("The peers are not installed: run `make bench` or `make .venv-bench`.")
        return 1
    plan = QUICK if is_quick else FULL
    plan = Plan(
        tuple(options.sizes or plan.sizes), options.runs or plan.runs, budget_s=plan.budget_s
    )
    with browser() as running, tempfile.TemporaryDirectory() as folder:
        found = measure(running, plan, Path(folder))
        version = running.version
    print()
    print_lines(found)
    print(f"\n{machine(version)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
