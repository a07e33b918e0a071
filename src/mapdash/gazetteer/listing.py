"""The places that most people would ask a map for, with their names and nothing to look up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from mapdash.gazetteer.keys import key_of
from mapdash.gazetteer.table import ALTERNATE
from mapdash.gazetteer.vocabulary import AIRPORT, COUNTRY, PROVINCE, TOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import numpy.typing as npt

    from mapdash.gazetteer.table import PlaceTable

MOST_TOWNS: Final = 10_000
"""Of the whole world, by population: all of more than about 60,000 people."""

MOST_TOWNS_OF_A_COUNTRY: Final = 400
"""Of each country that events happened in, as far as there are not many such countries."""

MOST_OWN_TOWNS: Final = 8_000

MOST_OTHER_NAMES: Final = 12
LONGEST_OTHER_NAME: Final = 24
FOUND_BY: Final = 4

_VOWELS: Final = frozenset("aeiou")
_HAN: Final = ("\u4e00", "\u9fff")
_CHINESE: Final = frozenset({"CHN", "HKG", "MAC", "TWN"})


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """Describe a place as a list for a search names it.

    Parameters
    ----------
    id : str
        As in `Candidate`.
    name : str
    kind : str
        As in `Candidate`; never "airport".
    country : str
        Alpha-3 code.
    longitude, latitude : float
        Degrees, WGS 84.
    others : tuple of str
        A few other names, folded and without blanks: in Latin letters or Chinese characters.
    """

    id: str
    name: str
    kind: str
    country: str
    longitude: float
    latitude: float
    others: tuple[str, ...]


def list_places(table: PlaceTable, countries: Collection[str]) -> tuple[ListedPlace, ...]:
    """List countries, provinces, the larger towns, air bases and places of our own.

    Parameters
    ----------
    table : PlaceTable
    countries : collection of str
        Alpha-3 codes of those whose smaller towns are listed as well, and whose places get
        other names.

    Returns
    -------
    places : tuple of ListedPlace
        Countries, then provinces, then towns by population, then the others.
    """
    own = {table.country.number(code) for code in countries if code} - {-1}
    rows = np.concatenate(
        [
            _of_kind(table, COUNTRY),
            _of_kind(table, PROVINCE),
            _towns(table, own),
            _sites(table),
        ]
    )
    others = _other_names(table, [row for row in rows if _is_named_more(table, row, own)])
    return tuple(
        ListedPlace(
            id=_id(table, row),
            name=table.name(row),
            kind=table.kind[row],
            country=table.country[row],
            longitude=table.point(row)[0],
            latitude=table.point(row)[1],
            others=_few(
                table.name(row), others.get(row, ()), is_chinese=table.country[row] in _CHINESE
            ),
        )
        for row in rows.tolist()
    )


def _of_kind(table: PlaceTable, kind: str) -> npt.NDArray[np.intp]:
    rows = np.flatnonzero(table.kind.numbers == table.kind.number(kind))
    return rows[np.argsort(-table.population[rows], kind="stable")]


def _sites(table: PlaceTable) -> npt.NDArray[np.intp]:
    numbers = [table.kind.number(kind) for kind in (COUNTRY, PROVINCE, TOWN, AIRPORT)]
    return np.flatnonzero(~np.isin(table.kind.numbers, numbers))


def _towns(table: PlaceTable, own: set[int]) -> npt.NDArray[np.intp]:
    rows = _of_kind(table, TOWN)
    is_listed = np.zeros(len(rows), dtype=bool)
    is_listed[:MOST_TOWNS] = True
    country = table.country.numbers[rows]
    share = min(MOST_TOWNS_OF_A_COUNTRY, MOST_OWN_TOWNS // max(1, len(own)))
    for number in own:
        is_listed[np.flatnonzero(country == number)[:share]] = True
    return rows[is_listed]


def _is_named_more(table: PlaceTable, row: np.intp, own: set[int]) -> bool:
    return table.kind[row] == COUNTRY or int(table.country.numbers[row]) in own


def _other_names(table: PlaceTable, rows: Iterable[np.intp]) -> dict[int, list[str]]:
    is_asked = np.zeros(len(table.names), dtype=bool)
    is_asked[list(rows)] = True
    found: dict[int, list[str]] = defaultdict(list)
    # The keys are sorted, so those of one place come in the order of the alphabet.
    for key in np.flatnonzero((table.rank_of == ALTERNATE) & is_asked[table.place_of]).tolist():
        found[int(table.place_of[key])].append(table.keys[key].decode())
    return found


def _few(name: str, others: Iterable[str], *, is_chinese: bool) -> tuple[str, ...]:
    """Keep of other names, in the order of the alphabet, those that a search needs besides."""
    short = [other for other in others if len(other) <= LONGEST_OTHER_NAME]
    han = sorted((other for other in short if _is_han(other)), key=len)
    if is_chinese and han:
        return tuple(han[:2])
    key = key_of(name)
    kept: list[str] = []
    for other in short:
        # Who types the beginning of a name finds it by that, and a longer one as well.
        is_found = other[:FOUND_BY] == key[:FOUND_BY] or (kept and other.startswith(kept[-1]))
        if other.isascii() and other.isalpha() and _VOWELS & set(other) and not is_found:
            kept.append(other)
    return (*kept[:MOST_OTHER_NAMES], *han[:1])


def _is_han(name: str) -> bool:
    return all(_HAN[0] <= character <= _HAN[1] for character in name)


def _id(table: PlaceTable, row: int) -> str:
    number = int(table.ids[row])
    return f"geonames:{number}" if number else table.codes[row]
