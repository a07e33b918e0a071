"""The tables of the gazetteer: what goes in, what is left out, and that they are reproducible."""

from __future__ import annotations

import csv
import hashlib
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from mapdash.gazetteer.keys import key_of

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "geodata" / "gazetteer"
TABLES = ROOT / "tools" / "geobuild"


@pytest.fixture
def geobuild(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Any]]:
    """Import modules of the build tool, which is no package."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    yield lambda name: importlib.import_module(f"geobuild.{name}")
    for name in [name for name in sys.modules if name.split(".")[0] == "geobuild"]:
        monkeypatch.delitem(sys.modules, name)


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_own_place_repeats_the_point_and_the_source_of_an_event() -> None:
    events = {row["id"]: row for row in read_rows(ROOT / "geodata" / "events.csv")}
    own = read_rows(TABLES / "own_places.csv")
    assert len(own) == 14
    for row in own:
        event = events[row["event"]]
        for column, own_column in (
            ("longitude", "longitude"),
            ("latitude", "latitude"),
            ("geo_precision", "precision"),
            ("radius_km", "radius_km"),
            ("country", "country"),
        ):
            assert event[column] == row[own_column], (row["key"], column)
        assert event["aiddata_id"] == row["source"].rsplit(" ", 1)[1]


def test_own_places_lie_in_a_province_that_exists() -> None:
    admin1 = pq.read_table(ROOT / "geodata/borders/admin1.parquet", columns=["code", "country"])
    codes = dict(zip(admin1["code"].to_pylist(), admin1["country"].to_pylist(), strict=True))
    for row in read_rows(TABLES / "own_places.csv"):
        assert codes[row["admin1"]] == row["country"]


def test_the_files_hold_each_country_province_and_town_and_stay_small() -> None:
    places = pq.read_table(FOLDER / "places.parquet")
    counts = dict.fromkeys(("country", "province", "town", "airport", "air base"), 0)
    for kind in places["kind"].to_pylist():
        counts[kind] = counts.get(kind, 0) + 1
    countries = read_rows(ROOT / "geodata" / "countries.csv")
    assert counts["country"] == len(countries)
    admin1 = pq.read_table(ROOT / "geodata/borders/admin1.parquet", columns=["code"])
    assert counts["province"] == len(admin1)
    assert counts["town"] == 234_909
    assert counts["airport"] > 8_000
    assert counts["air base"] > 300
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 9_000_000


def test_countries_are_called_as_everywhere_in_mapdash() -> None:
    places = pq.read_table(FOLDER / "places.parquet").to_pandas()
    countries = places[places["kind"] == "country"]
    called = dict(zip(countries["country"], countries["name"], strict=True))
    names = {row["iso_a3"]: row["name"] for row in read_rows(ROOT / "geodata" / "countries.csv")}
    assert called == names


def test_keys_are_those_that_questions_are_folded_to() -> None:
    names = pq.read_table(FOLDER / "names.parquet").to_pydict()
    places = pq.read_table(FOLDER / "places.parquet")["name"].to_pylist()
    own = [key for key, rank in zip(names["key"], names["rank"], strict=True) if rank == 0]
    assert len(own) == len(places)
    for row in range(0, len(places), 997):
        assert own[row] == key_of(places[row])
    assert sorted(key.encode() for key in names["key"]) == [key.encode() for key in names["key"]]


def test_the_same_places_give_the_same_bytes_in_any_order(
    geobuild: Callable[[str], Any], tmp_path: Path
) -> None:
    tool, place = geobuild("gazetteer"), geobuild("gazetteer_places")
    own = place.read_own_places()
    sums = []
    for number, places in enumerate((own, own[::-1])):
        table = tool.make_table(places)
        path = tmp_path / f"{number}.parquet"
        tool._write(tool._name_columns(table), path)
        sums.append(hashlib.sha256(path.read_bytes()).hexdigest())
    assert sums[0] == sums[1]


def test_a_small_town_keeps_few_names_and_those_of_its_own_script(
    geobuild: Callable[[str], Any],
) -> None:
    tool, place = geobuild("gazetteer"), geobuild("gazetteer_places")
    town = place.Place(
        id="geonames:1",
        name="Test",
        country="CHN",
        kind="town",
        precision="locality",
        longitude=0.0,
        latitude=0.0,
        source="",
        alternates=("TEST", "Tést", "Tesst", "Testa", "测试", "テスト"),
        population=900,
    )
    assert tool.keys_of(town, {"CHN": {"CJK"}}) == {"test": 0, "tesst": 1, "测试": 1}
    assert len(tool.keys_of(place.Place(**{**vars(town), "population": 100_000}), {})) == 5


def test_an_air_base_goes_by_its_name_without_the_word_by_its_city_and_by_its_codes(
    geobuild: Callable[[str], Any],
) -> None:
    tool, place = geobuild("gazetteer"), geobuild("gazetteer_places")
    base = place.Place(
        id="icao:LYBT",
        name="Batajnica Air Base",
        country="SRB",
        kind="air base",
        precision="exact",
        longitude=20.2575,
        latitude=44.9353,
        source="",
        derived=("Belgrade",),
        codes=("LYBT", "BJY"),
    )
    assert tool.keys_of(base, {}) == {
        "batajnicaairbase": 0,
        "batajnica": 2,
        "belgrade": 2,
        "lybt": 3,
        "bjy": 3,
    }
