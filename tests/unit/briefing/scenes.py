"""Scenes and strategies that the tests of this room share."""

from __future__ import annotations

from hypothesis import strategies as st

from mapdash.analysis import PlaceReference
from mapdash.bounds import Bounds
from mapdash.briefing import Annotation, Scene
from mapdash.filters import VALUE_DIMENSIONS, EventFilter, Period, Region, one_line

FULL = Scene(
    filter=EventFilter(
        search="peace guardian",
        countries=frozenset({"SRB", "CHN"}),
        is_place_only=True,
        period=Period.of_years(2024, 2025),
        region=Region(((19.5, 44.0), (21, 44.25), (20.1234, 45.5))),
        view=Bounds(18.5, 41.25, 23.0125, 46.2),
        categories=frozenset({"joint exercise", "BRI mining & metals"}),
        actors=frozenset({"BLR"}),
        geo_precisions=frozenset({"exact"}),
        date_precisions=frozenset({"day"}),
        confidences=frozenset({"high", ""}),
        statuses=frozenset({"agreed"}),
        source_kinds=frozenset({"news page"}),
    ),
    chosen="E001",
    bounds=Bounds(18.5, 41.25, 23.0125, 46.2),
    theme="dark",
    basemap="relief",
    reference=PlaceReference("Brest, at the river", 23.7341, 52.0976, 2.5),
    hidden_layers=frozenset({"routes"}),
    shown_layers=frozenset({"density", "arcs"}),
    is_table_open=True,
    is_charts_open=True,
    title="Peace Guardian",
    caption="First line\nsecond line",
    notes="Say “thank you” & smile",
    annotations=(
        Annotation("circle", ((20.46, 44.81),), radius_km=25),
        Annotation("arrow", ((19.0, 44.0), (20.4, 44.8))),
        Annotation("text", ((23.6, 52.1),), text="Polish; border"),
        Annotation("pen", ((1, 2), (1.5, 2.5), (1.75, 2.25))),
        Annotation("distance", ((170, 1), (190, 2))),
    ),
)

awkward = st.sampled_from(
    [
        "NO",
        "null",
        "~",
        "2024-01-01",
        "1_000",
        "0x1F",
        "1e3",
        "12:30",
        "- dash",
        "a: b",
        "a #b",
        "# c",
        "'q'",
        '"q"',
        " leading",
        "trailing ",
        "x:",
        "*star",
        "&and",
        "!bang",
        "%at",
        "@at",
        "`tick",
        "[1, 2]",
        "{a: b}",
        "<<",
        "=",
        "|",
        ">",
        "---",
        "...",
        "一带一路，中国",
        "طريق الحرير",
        "דרך המשי",
        "🛰️ emoji 👩‍👩‍👧",
        "two\nlines",
        "\n\nthree\n\n  lines\n",
        "tab\there",
        "\x00\x07\x1b",
        "\x85\u2028\u2029\ufeff\ufffe\uffff",
        "C:\\temp",
        "\\u0041",
        "\r\nx",
        "",
    ]
)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | awkward
long_text = st.lists(
    st.sampled_from(
        ["word", "Novi Sad,", "#hash", "- dash", "a:", "一" * 30, "---", "\n", "\n\n\n", "x" * 99]
    ),
    max_size=60,
).map(" ".join)
value_sets = st.frozensets(any_text, max_size=4)
years = st.tuples(st.integers(1, 9999), st.integers(1, 9999)).map(
    lambda pair: Period.of_years(min(pair), max(pair))
)
longitudes = st.floats(-180, 180)
latitudes = st.tuples(st.floats(-90, 90), st.floats(-90, 90)).map(sorted)
bounds = st.builds(
    lambda west, east, south_north: Bounds(west, south_north[0], east, south_north[1]),
    longitudes,
    longitudes,
    latitudes,
)
dates = st.dates()
periods = years | st.tuples(dates, dates).map(lambda pair: Period(min(pair), max(pair)))
corners = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
distinct = st.lists(
    corners,
    min_size=3,
    max_size=6,
    unique_by=lambda point: (round(point[0], 4), round(point[1], 4)),
)
regions = st.tuples(distinct, st.sampled_from([0, 100, -1000])).map(
    lambda drawn: Region(tuple((x + drawn[1], y) for x, y in drawn[0]))
)
points = st.tuples(st.floats(-400, 400), st.floats(-90, 90))
radii = st.floats(0.1, 5000)
map_texts = any_text.filter(lambda text: bool(one_line(text, 120)))


def drawn(kind: str, fewest: int, most: int) -> st.SearchStrategy[Annotation]:
    return st.builds(
        Annotation,
        kind=st.just(kind),
        points=st.lists(points, min_size=fewest, max_size=most),
        radius_km=radii,
        text=map_texts,
    )


annotations = st.one_of(
    drawn("pen", 2, 8),
    drawn("arrow", 2, 2),
    drawn("circle", 1, 1),
    drawn("text", 1, 1),
    drawn("distance", 2, 5),
)
scenes = st.builds(
    Scene,
    filter=st.builds(
        EventFilter,
        search=any_text,
        is_place_only=st.booleans(),
        period=st.none() | periods,
        region=st.none() | regions,
        view=st.none() | bounds,
        **dict.fromkeys(VALUE_DIMENSIONS, value_sets),
    ),
    chosen=st.none() | any_text,
    bounds=st.none() | bounds,
    theme=st.sampled_from([None, "light", "dark"]),
    basemap=any_text,
    hidden_layers=st.frozensets(st.sampled_from(["routes", "x"])),
    shown_layers=st.frozensets(st.sampled_from(["density", "arcs", "choropleth", "x"])),
    is_table_open=st.booleans(),
    is_charts_open=st.booleans(),
    title=any_text,
    caption=any_text | long_text,
    notes=any_text | long_text,
    annotations=st.lists(annotations, max_size=3),
)
