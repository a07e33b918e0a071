"""Rows of the table ranked, judged and written out as candidates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mapdash.gazetteer.model import Candidate
from mapdash.gazetteer.table import ALTERNATE, DERIVED, MAIN
from mapdash.gazetteer.vocabulary import COUNTRY, PROVINCE, TOWN

if TYPE_CHECKING:
    import numpy.typing as npt

    from mapdash.gazetteer.table import PlaceTable, Rows

PLAUSIBLE_SHARE = 1 / 20
"""A place of the same name is as likely when it has a twentieth of the people or more.

Nobody who writes Belgrade means the one in Montana (8,000 people to 1.3 million); whoever writes
Brest may mean the one in France (145,000 to 347,000).
"""
ALTERNATE_SHARE = 0.05
"""What a place is worth that goes by the name too, beside one whose own name it is.

A province does not count as such: it often has the English name, its capital the local one."""
OWN_NAME_WORTH = 10_000.0
"""A place of so many people is as likely by its own name as any that has it as another name.

India is called Indija in some languages, but so is a Serbian town in its own."""
SAME_PLACE_KM = 25.0
"""Entries of one country that are as near as this, or within one another's reach, are one place.

Two sites, such as airports, are only where they overlap.
"""
WHOLE, BY_KIND, DERIVED_NAME, PART, GUESS = 1.0, 0.95, 0.8, 0.75, 0.45
ALTERNATE_SCORE = 0.98
WEIGHT_IN_SCORE = 0.1
DERIVED_RADIUS_KM = 5.0


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold one row that met words of the text.

    Parameters
    ----------
    row : int
    worth : float
        What it ranks by among the hits for the same words.
    base : float
        The score before its worth is taken into account.
    is_whole : bool
        Whether the words are the place's name and nothing else.
    is_guess : bool
    least_radius_km : float
    is_own_name : bool
        Whether it is the place's own name, and no alternate or derived one.
    """

    row: int
    worth: float
    base: float
    is_whole: bool
    is_guess: bool = False
    least_radius_km: float = 0.0
    is_own_name: bool = False


def rank_rows(table: PlaceTable, rows: Rows, ranks: npt.NDArray[np.int8], base: float) -> list[Hit]:
    """Rank the rows that have one key, the best first.

    Derived names and codes count only where no place has the name as its own.

    Parameters
    ----------
    table : PlaceTable
    rows, ranks : array of int, shape (n,)
        As `PlaceTable.find` returns them.
    base : float
        `WHOLE`, or less where the key is not that of the whole text.

    Returns
    -------
    hits : list of Hit
        Each row once.
    """
    if not len(rows):
        return []
    best = int(ranks.min())
    accepted = {MAIN, ALTERNATE} if best <= ALTERNATE else {best}
    is_province = table.kind.numbers[rows] == table.kind.number(PROVINCE)
    share = ALTERNATE_SHARE if ((ranks == MAIN) & ~is_province).any() else 1.0
    hits: dict[int, Hit] = {}
    for row, rank in zip(rows.tolist(), ranks.tolist(), strict=True):
        if rank not in accepted or row in hits:
            continue
        worth = float(table.weight[row])
        score = base
        if rank == ALTERNATE:
            worth *= share
            score *= ALTERNATE_SCORE
        is_derived = rank == DERIVED
        hits[row] = Hit(
            row,
            worth,
            score * (DERIVED_NAME if is_derived else 1.0),
            is_whole=not is_derived,
            least_radius_km=DERIVED_RADIUS_KM if is_derived else 0.0,
            is_own_name=rank == MAIN,
        )
    return sorted(hits.values(), key=lambda hit: (-hit.worth, -hit.base, hit.row))


def is_ambiguous(table: PlaceTable, hits: list[Hit]) -> bool:
    """Tell whether another place than that of the first hit is as likely.

    Parameters
    ----------
    table : PlaceTable
    hits : list of Hit
        Ranked, all for the same words.

    Returns
    -------
    is_ambiguous : bool
        Whether another hit has a twentieth of the worth of the first or more, or has the name
        as its own where the first has it as another one, and is another place: in another
        country, or out of reach.
    """
    sure = [hit for hit in hits if not hit.is_guess]
    if not sure:
        return False
    first, *others = sure
    least = first.worth * PLAUSIBLE_SHARE
    own_least = least if first.is_own_name else min(least, OWN_NAME_WORTH)
    rivals = [hit.row for hit in others if hit.worth >= (own_least if hit.is_own_name else least)]
    return any(not are_same_place(table, first.row, row) for row in rivals)


def are_same_place(table: PlaceTable, one: int, other: int) -> bool:
    """Tell whether two rows are one place for a reader: a town, its province, its airport.

    Parameters
    ----------
    table : PlaceTable
    one, other : int

    Returns
    -------
    are_same : bool
    """
    if table.country.numbers[one] != table.country.numbers[other]:
        return False
    radii = float(table.radius_km[one]), float(table.radius_km[other])
    are_sites = all(not is_area(table, row) and table.kind[row] != TOWN for row in (one, other))
    reach = sum(radii) if are_sites else max(SAME_PLACE_KM, *radii)
    return bool(table.distances_km(one, [other])[0] <= reach)


def is_area(table: PlaceTable, row: int) -> bool:
    """Tell whether a row is a country or a province.

    Parameters
    ----------
    table : PlaceTable
    row : int

    Returns
    -------
    is_area : bool
    """
    return table.kind[row] in {COUNTRY, PROVINCE}


def holds(table: PlaceTable, area: int, row: int) -> bool:
    """Tell whether the country or province of row *area* holds the place of another row.

    Parameters
    ----------
    table : PlaceTable
    area, row : int

    Returns
    -------
    is_within : bool
        False for the area itself.
    """
    kind = table.kind[area]
    if area == row or table.kind[row] == COUNTRY:
        return False
    if kind == COUNTRY:
        return bool(table.country.numbers[area] == table.country.numbers[row])
    is_same = table.admin1.numbers[area] == table.admin1.numbers[row]
    return kind == PROVINCE and bool(is_same) and table.kind[row] != PROVINCE


def candidate_of(table: PlaceTable, hit: Hit, words: str) -> Candidate:
    """Write out a hit.

    Parameters
    ----------
    table : PlaceTable
    hit : Hit
    words : str
        The words of the text that it met.

    Returns
    -------
    candidate : Candidate
    """
    row = hit.row
    longitude, latitude = table.point(row)
    kind = table.kind[row]
    precision = table.precision[row]
    if precision == "exact" and not hit.is_whole:
        precision = "locality"
    number = int(table.ids[row])
    province = table.province_rows.get(table.admin1[row])
    worth = min(float(np.log10(max(table.weight[row], 1.0)) / 9.0), 1.0)
    sure = 1.0 if hit.base >= WHOLE else 1.0 - WEIGHT_IN_SCORE * (1.0 - worth)
    return Candidate(
        id=f"geonames:{number}" if number else table.codes[row],
        name=table.name(row),
        matched=words,
        kind=kind,
        precision=precision,
        country=table.country[row],
        admin1="" if province is None else table.name(province),
        longitude=longitude,
        latitude=latitude,
        radius_km=max(table.radius(row), hit.least_radius_km),
        population=int(table.population[row]),
        score=round(hit.base * sure, 3),
        is_guess=hit.is_guess,
        source=table.source[row],
    )
