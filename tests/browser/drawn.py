"""Filters, actions and events drawn by a seeded generator: from values of the data and near them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pandas as pd

from mapdash.bounds import Bounds
from mapdash.events import CATEGORIES, CONFIDENCES, FILE_COLUMNS, GEO_PRECISIONS, STATUSES
from mapdash.filters import VALUE_DIMENSIONS, EventFilter, Period, Region

if TYPE_CHECKING:
    from mapdash.services import Dataset

STRANGE_WORDS = (
    *("__proto__", "constructor", "toString", "{{ 7*7 }}", "${7*7}", "</script>", "\u0000nul"),
    *("Čačak", "чачак", "ЂАКОВИЦА", "Đakovica", "Djakovica", "Баранавичи", "Baranavichy", "ъ"),
    *("中国", "浙江省", "ﬁnal", "Straße", "STRASSE", "İstanbul", "ısı", "Ὀδυσσεύς", "🚀", "👩‍🚀"),
    *("a\u0301\u0345b", "\u1e9e", "e\u0301", "é", "-", "—", "'", "o’clock", "１２３", "x\u200by"),
    *("한국", "ไทย", "עברית", "العربية", "ǆ", "Σίσυφος", "ﷺ", "\u2028", "Øresund", "Łódź", "þorn"),
)
PLACES = (
    *((20.4, 44.8), (180.0, 10.0), (-180.0, -10.0), (179.9999, 0.0), (-179.9999, 65.0)),
    *((0.0, 90.0), (0.0, -90.0), (45.0, 89.9999), (0.0, 0.0), (116.4, 39.9), (20.5, 44.9)),
)
COUNTRIES = ("SRB", "CHN", "RUS", "FJI", "USA", "NZL", "BLR", "XKX")
PROVINCES = {"RUS": "Chukotka", "FJI": "Northern", "USA": "Alaska", "CHN": "Hebei", "SRB": "Bor"}
DAYS = ("0001", "0001-01-01", "9999-12-31", "9999", "2024", "2024-02", "2024-02-29", "1969-12-31")


def strange_table(random: Random, size: int) -> pd.DataFrame:
    """Return a table of events that a reader of files may well give."""
    rows = []
    for number in range(size):
        longitude, latitude = random.choice(PLACES)
        country = random.choice(COUNTRIES)
        has_point = random.random() < 0.8
        first, last = sorted((random.choice(DAYS), random.choice(DAYS)))
        words = " ".join(random.choices(STRANGE_WORDS, k=random.randint(0, 3)))
        rows.append(
            dict.fromkeys(FILE_COLUMNS, "")
            | {
                "id": f"E{number}",
                "title": f"event {words}",
                "summary": " ".join(random.choices(STRANGE_WORDS, k=random.randint(0, 4))),
                "category": random.choice((*CATEGORIES, "__proto__", "no such category")),
                "country": country,
                "actors": ";".join(random.choices(COUNTRIES, k=random.randint(0, 5))),
                "admin1": PROVINCES.get(country, ""),
                "place_name": random.choice(STRANGE_WORDS),
                "start_date": first,
                "end_date": last if random.random() < 0.5 else "",
                "longitude": str(longitude) if has_point else "",
                "latitude": str(latitude) if has_point else "",
                "geo_precision": random.choice(GEO_PRECISIONS),
                "status": random.choice(("", *STATUSES)),
                "confidence": random.choice(("", *CONFIDENCES)),
                "source_kind": random.choice(("", "news page", *STRANGE_WORDS[:8])),
                "source_title": random.choice(STRANGE_WORDS),
            }
        )
    table = pd.DataFrame(rows, columns=list(FILE_COLUMNS), dtype="str")
    return table.set_axis(range(2, size + 2))


def some_text(random: Random, texts: list[str]) -> str:
    """Return words of the data, parts of them, other spellings of them, or anything."""
    words = []
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        word = random.choice(random.choice(texts).split() or ["x"])
        begin = random.randrange(len(word))
        kind = random.random()
        if kind < 0.3:
            word = word[begin : begin + random.randint(1, 6)]
        elif kind < 0.4:
            word = word.upper()
        elif kind < 0.5:
            word = word.casefold().translate(str.maketrans("abcdekmoprst", "абцдекмопрст"))
        elif kind < 0.65:
            word = random.choice(STRANGE_WORDS)
        elif kind < 0.7:
            word = chr(random.choice((random.randrange(0x250), random.randrange(0xD800))))
        words.append(word)
    return " ".join(words)


def some_values(random: Random, known: tuple[str, ...]) -> frozenset[str]:
    near = [value.lower() for value in known[:3]]
    offered = [*known, *near, "", "elsewhere", "__proto__", "constructor"]
    return frozenset(random.choices(offered, k=random.randint(1, 4)))


def some_period(random: Random, dataset: Dataset) -> Period:
    days = [int(day) for day in random.choices(dataset.columns.start_day.tolist(), k=2)]
    days = sorted(day + random.choice((0, 0, 1, -1, 40, -400)) for day in days)
    lowest = (date(1, 1, 1) - date(1970, 1, 1)).days
    highest = (date(9999, 12, 31) - date(1970, 1, 1)).days
    first, last = (date(1970, 1, 1) + timedelta(min(max(day, lowest), highest)) for day in days)
    return Period(first, last)


def some_points(random: Random, dataset: Dataset) -> list[tuple[float, float]]:
    """Return the corners of a polygon that lies near an event, or on its very coordinates."""
    row = random.randrange(len(dataset))
    x, y = (float(dataset.columns.longitude[row]), float(dataset.columns.latitude[row]))
    if x != x or y != y:  # noqa: PLR0124 - NaN
        x, y = random.choice(PLACES)
    reach = random.choice((0.01, 1.0, 8.0, 60.0, 150.0))
    points = [
        (
            x + random.uniform(-reach, reach),
            max(-90.0, min(90.0, y + random.uniform(-reach, reach))),
        )
        for _ in range(random.choice((3, 4, 5, 12, 100)))
    ]
    if random.random() < 0.3:
        points[0] = (x, y)
    return points


def some_region(random: Random, dataset: Dataset) -> Region:
    if random.random() < 0.3:
        x, y = random.choice(PLACES)
        width = random.uniform(0.1, 300.0)
        return Region.of_box(x, max(-90.0, y - width), x + width, min(90.0, y + width))
    return Region(tuple(some_points(random, dataset)))


def points_near(random: Random, region: Region, count: int) -> list[tuple[float, float]]:
    """Return points on the corners and edges of a region, close to them, and anywhere round it."""
    corners = region.points
    points = []
    for _ in range(count):
        number = random.randrange(len(corners))
        (xi, yi), (xj, yj) = corners[number], corners[number - 1]
        share = random.choice((0.0, 0.5, random.random(), random.uniform(-1.0, 2.0)))
        distance = random.choice((0.0, 0.0, 1e-6, 1e-3, 1.0)) * random.uniform(-1.0, 1.0)
        x, y = xi + share * (xj - xi) + distance, yi + share * (yj - yi) - distance
        points.append(((x + 180.0) % 360.0 - 180.0, max(-90.0, min(90.0, y))))
    return points


def some_bounds(random: Random) -> Bounds:
    edges = (-180.0, 180.0, 0.0, random.uniform(-180, 180), round(random.uniform(-180, 180), 4))
    south, north = sorted(random.choice((-90.0, 90.0, 0.0, random.uniform(-90, 90))) for _ in "sn")
    return Bounds(random.choice(edges), south, random.choice(edges), north)


def some_filter(random: Random, dataset: Dataset, texts: list[str]) -> EventFilter:
    """Return a filter that asks of two or three dimensions, now and then of more."""
    share = random.choice((0.06, 0.12, 0.12, 0.3))
    is_set = lambda: random.random() < share  # noqa: E731
    values = {
        name: some_values(random, dataset.index.values(name))
        for name in VALUE_DIMENSIONS
        if is_set()
    }
    return EventFilter(
        search=some_text(random, texts) if is_set() else "",
        is_place_only=random.random() < 0.3,
        period=some_period(random, dataset) if is_set() else None,
        region=some_region(random, dataset) if is_set() else None,
        view=some_bounds(random) if is_set() else None,
        **values,
    )


ANYTHING: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -5, 2.5, "", "SRB", "__proto__", "countries", "view", [], {}, ["a"]),
    *([[0, 0]], [0, 0, 1, 1], {"a": 1}, "2024", "2024-02", "2024-13", "0000", "2024-02-30", 10**17),
)
KINDS = (
    *("search", "toggle", "toggle_category", "pick", "isolate", "place_only", "years", "period"),
    *("region", "view_only", "camera", "drop", "reset", "choose", "table", "layer", "constructor"),
)
KEYS = (
    *("text", "dimension", "value", "values", "isOn", "wasAlone", "first", "last", "points"),
    *("bounds", "row", "__proto__"),
)


def some_edges(random: Random) -> list[float]:
    """Return what a map may report of its edges, also nonsense."""
    west = random.choice((-400.0, -190.0, 20.03125, random.uniform(-200, 200)))
    south = random.choice((-95.0, -0.00005, 44.09375, random.uniform(-91, 91)))
    width, height = random.uniform(0, 400), random.uniform(0, 60)
    return [round(west, 5), round(south, 5), round(west + width, 5), round(south + height, 5)]


def some_good_edges(random: Random) -> list[float]:
    west, _, east, __ = some_edges(random)
    return [west, random.choice((-95.0, -3.03125, -1e-5)), east, random.uniform(0.1, 91.0)]


def some_action(random: Random, dataset: Dataset, texts: list[str]) -> dict[str, Any]:
    """Return an action as a surface sends it, or something near it."""
    if random.random() < 0.15:
        kind = random.choice(KINDS)
        keys = random.sample(KEYS, k=random.randint(0, 5))
        return with_own_bounds({"type": kind, **{k: random.choice(ANYTHING) for k in keys}}, random)
    dimension = random.choice(VALUE_DIMENSIONS)
    value = random.choice((*dataset.index.values(dimension), "elsewhere"))
    category = random.choice((*dataset.index.values("categories"), "elsewhere"))
    dates = random.choices(("2008", "2023-07", "2024", "2024-02-29", "2026-01", "", "9999"), k=2)
    points = [[round(x, 5), round(y, 5)] for x, y in some_points(random, dataset)]
    offered: list[dict[str, Any]] = [
        {"type": "search", "text": some_text(random, texts) + random.choice(("", " ", "\t\x07z"))},
        {"type": "toggle", "dimension": dimension, "value": value},
        {"type": "toggle", "dimension": dimension, "value": value},
        {"type": "toggle_category", "value": category},
        {"type": "toggle_category", "value": category},
        {
            "type": "pick",
            "dimension": dimension,
            "values": random.choices(dataset.index.values(dimension), k=2),
        },
        {"type": "isolate", "value": category},
        {"type": "isolate", "value": category, "wasAlone": random.random() < 0.5},
        {"type": "place_only", "isOn": random.random() < 0.5},
        {"type": "years", "first": random.randint(0, 2030), "last": random.randint(1990, 10010)},
        {"type": "period", "first": dates[0], "last": dates[1]},
        {"type": "period"},
        {"type": "region", "points": random.choice((points, points, None))},
        {"type": "view_only", "isOn": True, "bounds": some_good_edges(random)},
        {"type": "view_only", "isOn": False},
        {"type": "camera", "bounds": some_edges(random)},
        {"type": "camera", "bounds": some_edges(random)},
        {"type": "drop", "dimension": dimension, "value": random.choice((None, value))},
        {"type": "drop", "dimension": random.choice(("search", "period", "region", "view"))},
        {"type": "drop", "dimension": "is_place_only", "value": random.choice((None, "x"))},
        {"type": random.choice(("reset", "escape", "table", "zoom", "measure"))},
    ]
    return random.choice(offered)


def with_own_bounds(action: dict[str, Any], random: Random) -> dict[str, Any]:
    """Give bounds to what would else take those of the scene, which the map does not have."""
    is_left_to_python = action["type"] == "view_only" and action.get("isOn") is True
    return action | {"bounds": some_good_edges(random)} if is_left_to_python else action
