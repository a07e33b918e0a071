"""The table of places in memory: columns, one sorted index of keys, and what they are worth."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from mapdash.errors import AssetError
from mapdash.gazetteer.keys import MAX_KEY_CHARACTERS
from mapdash.gazetteer.vocabulary import AIRPORT, COUNTRY, PROVINCE, TOWN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

PLACES_FILE = "places.parquet"
NAMES_FILE = "names.parquet"
MAIN, ALTERNATE, DERIVED, CODE = range(4)
"""Ranks of a name: the place's own, another one, one made by leaving out a word, a code."""

DEGREE_UNITS = 100_000
EARTH_DIAMETER_KM = 12_742.0
UNKNOWN_POPULATION = 500
"""The least that a place of the source has."""
PROVINCE_SHARE = 0.1
"""A name that a town and a province share means the town, unless that is a tenth or less of it."""
SITE_WEIGHT = 20_000
"""What an airport or a place of our own is worth beside a town, in people."""
STRIP_WEIGHT = 800
"""What an airport is worth that has no code of the IATA: nobody flies there by ticket."""
IATA_LETTERS = 3
PEOPLE_PER_KM2 = 2_500.0
LEAST_TOWN_RADIUS_KM = 3.0
"""A town's radius is that of a disk with its people, at a usual density; never less than this."""

_REMEDY = "restore it from the release, or build it with tools/build_geodata.py"
_PLACE_COLUMNS = (
    *("id", "code", "name", "country", "admin1", "kind", "precision", "longitude", "latitude"),
    *("radius_km", "population", "town", "source"),
)
_NAME_COLUMNS = ("key", "place", "rank")

Rows = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


class Words:
    """A column of words of which few differ, as numbers."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        array = column.combine_chunks()
        self.values: list[str] = array.dictionary.to_pylist()
        self.numbers: npt.NDArray[np.int32] = array.indices.to_numpy(zero_copy_only=False)
        self._number_of = {word: number for number, word in enumerate(self.values)}

    def __getitem__(self, row: int | np.integer[Any]) -> str:
        """Return the word of a row."""
        return self.values[int(self.numbers[row])]

    def number(self, word: str) -> int:
        """Return the number of *word*, -1 where no row has it."""
        return self._number_of.get(word, -1)


class Keys:
    """The sorted keys, as the bytes of all of them and where each begins."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        array = column.combine_chunks()
        _, offsets, data = array.buffers()
        self.starts = np.frombuffer(offsets, np.int32)[: len(array) + 1]
        self.data = memoryview(data)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self.starts) - 1

    def __getitem__(self, index: int) -> bytes:
        """Return one key in UTF-8."""
        return bytes(self.data[self.starts[index] : self.starts[index + 1]])

    def equal(self, key: bytes) -> tuple[int, int]:
        """Return where the keys equal to *key* begin and end."""
        return self._between(key, key + b"\x00")

    def beginning(self, prefix: bytes) -> tuple[int, int]:
        """Return where the keys that begin with *prefix* begin and end."""
        return self._between(prefix, prefix + b"\xff")

    def _between(self, low: bytes, high: bytes) -> tuple[int, int]:
        start = bisect_left(self, low)
        return start, bisect_left(self, high, lo=start)


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTable:
    """Hold places as columns, and their names as a sorted index.

    ``weight`` is what ranks places of one name: people, or what a site counts for instead.
    ``place_of`` and ``rank_of`` go with the keys; all other columns go with the places.
    """

    names: pa.Array
    ids: npt.NDArray[np.int32]
    codes: Words
    country: Words
    admin1: Words
    kind: Words
    precision: Words
    source: Words
    longitude: npt.NDArray[np.int32]
    latitude: npt.NDArray[np.int32]
    radius_km: npt.NDArray[np.float32]
    population: npt.NDArray[np.int32]
    town: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float32]
    keys: Keys
    place_of: npt.NDArray[np.int32]
    rank_of: npt.NDArray[np.int8]
    province_rows: dict[str, int]

    def find(self, key: str, country: int) -> tuple[Rows, npt.NDArray[np.int8]]:
        """Return the rows of the places with *key*, and the rank of it for each.

        *country* is a number of `country`, or -1 for any.
        """
        start, end = self.keys.equal(key[:MAX_KEY_CHARACTERS].encode())
        rows, ranks = self.place_of[start:end], self.rank_of[start:end]
        if country >= 0:
            is_there = self.country.numbers[rows] == country
            return rows[is_there], ranks[is_there]
        return rows, ranks

    def name(self, row: int) -> str:
        """Return the name of the place of a row."""
        return str(self.names[row])

    def radius(self, row: int) -> float:
        """Return the radius of a place in kilometres; a town's follows from its population."""
        if self.radius_km[row] > 0:
            return float(self.radius_km[row])
        disk = float(np.sqrt(self.population[row] / PEOPLE_PER_KM2 / np.pi))
        return round(max(disk, LEAST_TOWN_RADIUS_KM), 1)

    def point(self, row: int) -> tuple[float, float]:
        """Return longitude and latitude in degrees."""
        return float(self.longitude[row]) / DEGREE_UNITS, float(self.latitude[row]) / DEGREE_UNITS

    def distances_km(self, row: int, rows: Sequence[int] | Rows) -> Floats:
        """Measure from one place to others, on a sphere: good to 0.5 %, enough to rank by."""
        at = np.asarray(rows, dtype=np.int64)
        a = np.radians(self.latitude[row] / DEGREE_UNITS)
        b = np.radians(self.latitude[at] / DEGREE_UNITS)
        turn = np.radians((self.longitude[at] - self.longitude[row]) / DEGREE_UNITS)
        half = np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(turn / 2) ** 2
        return np.asarray(EARTH_DIAMETER_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def read_table(folder: Path) -> PlaceTable:
    """Read the table of places.

    Parameters
    ----------
    folder : Path
        The folder gazetteer below `mapdash.settings.Settings.geodata_path`.

    Returns
    -------
    table : PlaceTable

    Raises
    ------
    AssetError
        If a file is missing, is no Parquet file or lacks a column, or the two do not go together.
    """
    places = _read(folder / PLACES_FILE, _PLACE_COLUMNS)
    names = _read(folder / NAMES_FILE, _NAME_COLUMNS)
    rank_of = names["rank"].to_numpy()
    place_of = names["place"].to_numpy().copy()
    is_main = rank_of == MAIN
    if int(is_main.sum()) != len(places) or (place_of >= len(places)).any():
        fault = f"The files of {str(folder)!r} are not of one gazetteer; {_REMEDY}."
        raise AssetError(fault)
    place_of[is_main] = np.arange(len(places), dtype=np.int32)
    population = places["population"].to_numpy()
    kind, admin1 = Words(places["kind"]), Words(places["admin1"])
    is_province = np.flatnonzero(kind.numbers == kind.number(PROVINCE))
    keys = Keys(names["key"])
    weight = _weigh(kind, population)
    is_ticketed = np.zeros(len(places), dtype=bool)
    is_ticketed[place_of[(rank_of == CODE) & (np.diff(keys.starts) == IATA_LETTERS)]] = True
    weight[(kind.numbers == kind.number(AIRPORT)) & ~is_ticketed] = STRIP_WEIGHT
    return PlaceTable(
        names=places["name"].combine_chunks(),
        ids=places["id"].to_numpy(),
        codes=Words(places["code"]),
        country=Words(places["country"]),
        admin1=admin1,
        kind=kind,
        precision=Words(places["precision"]),
        source=Words(places["source"]),
        longitude=places["longitude"].to_numpy(),
        latitude=places["latitude"].to_numpy(),
        radius_km=places["radius_km"].to_numpy(),
        population=population,
        town=places["town"].to_numpy(),
        weight=weight,
        keys=keys,
        place_of=place_of,
        rank_of=rank_of,
        province_rows={admin1[row]: int(row) for row in is_province},
    )


def _weigh(kind: Words, population: npt.NDArray[np.int32]) -> npt.NDArray[np.float32]:
    people = np.maximum(population, UNKNOWN_POPULATION).astype(np.float32)
    weight = np.full(len(people), SITE_WEIGHT, dtype=np.float32)
    for word, share in ((COUNTRY, 1.0), (TOWN, 1.0), (PROVINCE, PROVINCE_SHARE)):
        is_kind = kind.numbers == kind.number(word)
        weight[is_kind] = people[is_kind] * share
    return weight


def _read(path: Path, columns: tuple[str, ...]) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415 - whoever looks up no place need not wait for it
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    if not path.is_file():
        fault = f"The file of the gazetteer {str(path)!r} is missing; {_REMEDY}."
        raise AssetError(fault)
    try:
        # One column after the other: all at once would hold twice the memory for good.
        table = pq.ParquetFile(path).read(use_threads=False)
        pa.default_memory_pool().release_unused()
    except (pa.ArrowException, OSError) as error:
        fault = f"The file of the gazetteer {str(path)!r} is damaged; {_REMEDY}."
        raise AssetError(fault) from error
    missing = [name for name in columns if name not in table.column_names]
    if missing:
        fault = f"The file of the gazetteer {str(path)!r} lacks {' and '.join(missing)}; {_REMEDY}."
        raise AssetError(fault)
    return table
