"""How the names of one text go together: which is the place, and which say where it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mapdash.gazetteer.ranking import holds, is_area
from mapdash.gazetteer.vocabulary import COUNTRY

if TYPE_CHECKING:
    from mapdash.gazetteer.lookup import Named
    from mapdash.gazetteer.ranking import Hit
    from mapdash.gazetteer.table import PlaceTable

COHERENT_KM = 60.0
"""Within this, a place and what is said to be near it, around it or in it may well go together."""
_SEPARATE = frozenset({"list", "line"})
_TELLING = frozenset({"near", "remark", "comma", "within"})
_BINDING = frozenset({"near", "remark"})


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold how a text is read.

    Parameters
    ----------
    parts : tuple of Named
        The places that it is about.
    others : tuple of Named
        What else it names: guesses, and what it says beside.
    is_line : bool
        Whether it names a line between places, whether or not all of them are known.
    """

    parts: tuple[Named, ...]
    others: tuple[Named, ...] = ()
    is_line: bool = False


def combine(table: PlaceTable, names: list[Named]) -> Reading:
    """Read the names of a text together.

    A country or province that holds another of the places says where that is, and so does a
    place near by that follows after a comma, in brackets or after "near": those pick among
    places of one name, and are no place of the text by themselves. What follows after "and" or
    a dash is a place of its own. A place that does not fit its brackets is doubtful.

    Parameters
    ----------
    table : PlaceTable
    names : list of Named
        In the order of the text.

    Returns
    -------
    reading : Reading
    """
    is_line = any(_is_end(names, i) for i in range(len(names)))
    sure = [named for named in names if named.hits and not named.is_guess]
    guesses = [named for named in names if named.hits and named.is_guess]
    if not sure:
        return Reading(tuple(guesses[:1]), tuple(guesses[1:]), is_line)
    also = [named for named in sure if named.role == "also"]
    kept = [named for named in sure if named.role != "also"] or also
    kept, said = _within(table, kept)
    kept, nearby = _beside(table, kept)
    others = [named for named in (*also, *said, *nearby, *guesses) if named not in kept]
    return Reading(tuple(kept), tuple(others), is_line)


def _is_end(names: list[Named], index: int) -> bool:
    """Tell whether a name is the further end of a line, of which any end may be unknown."""
    return index > 0 and names[index].role == "line"


def _within(table: PlaceTable, names: list[Named]) -> tuple[list[Named], list[Named]]:
    """Part *names* into places and the areas that hold one of them."""
    kept = list(names)
    said: set[int] = set()
    for a, area in enumerate(names):
        for b, named in enumerate(kept):
            if a != b and b not in said and (hits := _hits_in(table, named, area, is_after=a > b)):
                kept[b] = replace(named, hits=hits)
                said.add(a)
                break
    return [n for i, n in enumerate(kept) if i not in said], [names[i] for i in sorted(said)]


def _hits_in(table: PlaceTable, named: Named, area: Named, *, is_after: bool) -> tuple[Hit, ...]:
    """Return the hits of *named* in an area that *area* may mean, or that it is itself."""
    areas = [hit.row for hit in area.hits if is_area(table, hit.row)]
    is_apart = named.role in _SEPARATE or area.role in _SEPARATE
    if not areas or (is_apart and table.kind[areas[0]] != COUNTRY):
        return ()
    held = [hit for hit in named.hits if any(holds(table, row, hit.row) for row in areas)]
    same = [hit for hit in named.hits if is_after and hit.row in areas]
    return tuple(held or same)


def _beside(table: PlaceTable, names: list[Named]) -> tuple[list[Named], list[Named]]:
    head, *rest = names
    kept, said = [], []
    is_line = any(named.role == "line" for named in rest)
    for named in rest:
        if is_line and named.role in _TELLING:
            said.append(named)
            continue
        near = _hits_near(table, head, named) if named.role in _TELLING else ()
        if near:
            head = replace(head, hits=near)
            said.append(named)
        elif named.role in _BINDING:
            head = replace(head, is_doubtful=True)
            said.append(named)
        else:
            kept.append(named)
    return [head, *kept], said


def _hits_near(table: PlaceTable, head: Named, other: Named) -> tuple[Hit, ...]:
    rows = [hit.row for hit in other.hits if not is_area(table, hit.row)]
    if not rows:
        return ()
    at = np.array(rows)
    return tuple(
        hit
        for hit in head.hits
        if not is_area(table, hit.row) and table.distances_km(hit.row, at).min() <= COHERENT_KM
    )
