"""Make the tables of places and of their names from which the gazetteer looks up.

``places.parquet`` has one row a place, sorted by the key of its name: id, name, country (alpha-3,
Kosovo XKX), admin1 (the code of ``borders/admin1.parquet``, "" where unknown), kind, precision,
longitude and latitude (whole hundred-thousandths of a degree), radius_km (0 for a town: it follows
from the population), population (of an area: that of its places), town (the row of the town that
an airport serves, -1 where none is known) and source. ``names.parquet`` has one row a name, sorted
by key (`mapdash.gazetteer.keys.key_of`): key, place (a row of the other table; 0 where the rank
is 0: those rows are the places, one each, in their order) and rank.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geobuild.borders import Borders
from geobuild.gazetteer_places import (
    Place,
    read_airports,
    read_areas,
    read_json,
    read_own_places,
    read_provinces,
    read_towns,
)
from geobuild.names import RETIRED_CODES
from mapdash.filters.folding import skeleton
from mapdash.gazetteer.keys import key_of, strip_kind

MAIN, ALTERNATE, DERIVED, CODE = range(4)
"""Ranks of a name: the place's own, another one, one made from it by leaving out a word, a code."""
DEGREE_UNITS = 100_000
TOWN_OF_AIRPORT_KM = 60.0
ENCODINGS = {
    **dict.fromkeys(("name", "key"), "DELTA_BYTE_ARRAY"),
    **dict.fromkeys(("longitude", "latitude", "population"), "BYTE_STREAM_SPLIT"),
}
"""Texts are sorted, and the high bytes of such numbers are much the same."""
LARGE_TOWN = 100_000
"""People from which a town keeps all its names."""
MOST_LATIN = ((1, 4), (1_000, 1), (5_000, 2), (20_000, 3), (LARGE_TOWN, 5))
"""How many alternates in Latin or Cyrillic letters a town of fewer people keeps.

A population of 0 is an unknown one: many are parts of large towns."""
LOCAL_SHARE = 0.3
"""A script is a country's own when this share of its towns has a name in it."""


@dataclass
class Table:
    """The places, and the rank of every key by place."""

    places: list[Place] = field(default_factory=list)
    ranks: list[dict[str, int]] = field(default_factory=list)
    towns: dict[int, int] = field(default_factory=dict)


def build_gazetteer(files: dict[str, Path], borders: Borders, out: Path) -> None:
    """Write ``places.parquet`` and ``names.parquet`` into the folder *out*.

    *files* are those of `geobuild.sources.SOURCES`, *borders* what was made of them.
    """
    codes = _country_codes(files)
    provinces = borders.provinces
    towns = read_towns(files["cities500.json"], codes, provinces)
    areas = read_areas(files, borders.countries) + read_provinces(provinces)
    _count_people(areas, towns)
    airports = read_airports(files["airports.csv"], codes, provinces)
    table = make_table([*areas, *towns, *airports, *read_own_places()])
    out.mkdir(parents=True, exist_ok=True)
    _write(_place_columns(table), out / "places.parquet")
    _write(_name_columns(table), out / "names.parquet")


def make_table(places: list[Place]) -> Table:
    """Sort *places* by the key of their name, and find the keys of each."""
    named = [place for place in places if key_of(place.name)]
    places = sorted(named, key=lambda p: (key_of(p.name).encode(), p.country, p.id))
    local = find_local_scripts(places)
    table = Table(places, [keys_of(place, local) for place in places])
    table.towns = _towns_of_airports(table)
    return table


def keys_of(place: Place, local: dict[str, set[str]]) -> dict[str, int]:
    """Return the rank of each key of *place*, the best where it has several."""
    ranks = {key_of(place.name): MAIN}
    for key in _kept_alternates(place, local):
        ranks.setdefault(key, ALTERNATE)
    if place.kind != "town":
        for name in (place.name, *place.alternates):
            bare, kind = strip_kind(name)
            if kind:
                ranks.setdefault(key_of(bare), DERIVED)
    for name in place.derived:
        ranks.setdefault(key_of(name), DERIVED)
    for code in place.codes:
        ranks.setdefault(key_of(code), CODE)
    ranks.pop("", None)
    return ranks


def _kept_alternates(place: Place, local: dict[str, set[str]]) -> list[str]:
    """Leave out of a small town's names what no reader asks for, which is most of the file."""
    keys = list(dict.fromkeys(key_of(name) for name in place.alternates))
    if place.kind != "town" or place.population >= LARGE_TOWN:
        return keys
    most = next(most for people, most in MOST_LATIN if place.population < people)
    own = key_of(place.name)
    latin = [key for key in keys if key.isascii() and key not in {own, ""}]
    latin.sort(key=lambda key: (key[:1] != own[:1], len(key), key))
    return latin[:most] + [k for k in keys if script_of(k) in local.get(place.country, ())]


def find_local_scripts(places: list[Place]) -> dict[str, set[str]]:
    """Return the scripts beside Latin and Cyrillic that the towns of each country have."""
    towns: Counter[str] = Counter()
    named: Counter[tuple[str, str]] = Counter()
    for place in places:
        if place.kind == "town":
            towns[place.country] += 1
            scripts = {script_of(key_of(name)) for name in place.alternates}
            named.update((place.country, script) for script in scripts - {""})
    local: dict[str, set[str]] = defaultdict(set)
    for (country, script), count in named.items():
        if count >= LOCAL_SHARE * towns[country]:
            local[country].add(script)
    return local


def script_of(key: str) -> str:
    """Return the script of the first letter of *key*, "" for one of a to z."""
    return "" if key.isascii() else unicodedata.name(key[0], "").split(" ")[0]


def _country_codes(files: dict[str, Path]) -> dict[str, str]:
    """Return the alpha-3 code by the alpha-2 code."""
    countries = read_json(files["countries.json"]).values()
    return {c["iso"]: c["iso3"] for c in countries if c["iso3"] not in RETIRED_CODES}


def _count_people(areas: list[Place], towns: list[Place]) -> None:
    people: dict[tuple[str, str], int] = defaultdict(int)
    for town in towns:
        people["country", town.country] += town.population
        people["province", town.admin1] += town.population
    for area in areas:
        code = area.country if area.kind == "country" else area.admin1
        area.population = people[area.kind, code]


def _towns_of_airports(table: Table) -> dict[int, int]:
    """Map the row of each airport to that of the nearest town with the name of its city."""
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    wanted = {(p.country, _sound(key_of(name))) for p in table.places for name in p.cities}
    for row, (place, ranks) in enumerate(zip(table.places, table.ranks, strict=True)):
        if place.kind == "town":
            for sound in {_sound(key) for key in ranks}:
                if (place.country, sound) in wanted:
                    by_key[place.country, sound].append(row)
    found = {}
    for row, place in enumerate(table.places):
        near = [
            (distance, town)
            for name in place.cities
            for town in by_key.get((place.country, _sound(key_of(name))), ())
            if (distance := distance_km(place, table.places[town])) <= TOWN_OF_AIRPORT_KM
        ]
        if near:
            found[row] = min(near)[1]
    return found


def _sound(key: str) -> str:
    """Return what Latin spellings of a key share: near by, that is safe enough to go by."""
    return skeleton(key) if key.isascii() else key


def distance_km(one: Place, other: Place) -> float:
    """Return the distance on a sphere, good enough to tell near from far."""
    a, b = np.radians([one.latitude, other.latitude])
    turn = np.radians(one.longitude - other.longitude)
    half = np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(turn / 2) ** 2
    return float(12742.0 * np.arcsin(np.sqrt(half)))


def _place_columns(table: Table) -> pa.Table:
    places = table.places
    dictionary = pa.dictionary(pa.int32(), pa.string())

    def degrees(values: list[float]) -> pa.Array:
        return pa.array(np.rint(np.array(values) * DEGREE_UNITS).astype(np.int32))

    def words(values: list[str]) -> pa.Array:
        return pa.array(values).cast(dictionary)

    return pa.table(
        {
            "id": pa.array([0 if p.geonameid is None else p.geonameid for p in places], pa.int32()),
            "code": words([p.id if p.geonameid is None else "" for p in places]),
            "name": pa.array([p.name for p in places]),
            "country": words([p.country for p in places]),
            "admin1": words([p.admin1 for p in places]),
            "kind": words([p.kind for p in places]),
            "precision": words([p.precision for p in places]),
            "longitude": degrees([p.longitude for p in places]),
            "latitude": degrees([p.latitude for p in places]),
            "radius_km": pa.array([p.radius_km for p in places], pa.float32()),
            "population": pa.array([p.population for p in places], pa.int32()),
            "town": pa.array([table.towns.get(row, -1) for row in range(len(places))], pa.int32()),
            "source": words([p.source for p in places]),
        }
    )


def _name_columns(table: Table) -> pa.Table:
    names = sorted(
        (key.encode(), rank, row)
        for row, ranks in enumerate(table.ranks)
        for key, rank in ranks.items()
    )
    return pa.table(
        {
            "key": pa.array([key.decode() for key, _, _ in names]),
            "place": pa.array([0 if rank == MAIN else row for _, rank, row in names], pa.int32()),
            "rank": pa.array([rank for _, rank, _ in names], pa.int8()),
        }
    )


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        row_group_size=len(table),
        use_dictionary=[f.name for f in table.schema if pa.types.is_dictionary(f.type)],
        column_encoding={k: v for k, v in ENCODINGS.items() if k in table.column_names},
        write_statistics=False,
        data_page_size=2**25,
        dictionary_pagesize_limit=2**25,
    )
