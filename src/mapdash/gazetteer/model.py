"""What the gazetteer answers: candidates, ranked, and what may be made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload


@dataclass(frozen=True, slots=True)
class Candidate:
    """Describe one place that a text may mean.

    Parameters
    ----------
    id : str
        Stable: "geonames:", "admin1:" (ISO 3166-2), "country:" (alpha-3), "icao:" or "mapdash:"
        and what goes by it there.
    name : str
        The usual one: a town's as in GeoNames, a country's as in countries.csv.
    matched : str
        The words of the text that met the place, as they stand in it.
    kind : str
        "country", "province" (any unit below a country), "town", "airport", "air base", or what
        a place of our own is: "power plant", "steel mill" and so on.
    precision : str
        One of `mapdash.events.GEO_PRECISIONS`: exact, locality, admin1 or country. Where only a
        part of the text is the place's name: locality at best.
    country : str
        ISO 3166-1 alpha-3 (Kosovo: XKX) in the default point of view; "" where there is none.
    admin1 : str
        The name of the province; "" where unknown, and for a country.
    longitude, latitude : float
        Degrees, WGS 84. Of a country or a province, a point well inside.
    radius_km : float
        How far from the point the place may be. Of a country or a province, no part is farther
        but islands of less than a hundredth of it.
    population : int
        Of a country or province, that of its places in the table; 0 where unknown.
    score : float
        From 0 to 1; 1 for the whole text as the name of a place.
    is_guess : bool
        Whether the name is only like the words of the text, or is but a part of a longer name.
    source : str
        Where the point comes from, as a credit line.
    """

    id: str
    name: str
    matched: str
    kind: str
    precision: str
    country: str
    admin1: str
    longitude: float
    latitude: float
    radius_km: float
    population: int
    score: float
    is_guess: bool
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    """Hold the candidates for one of the places that a text names.

    Parameters
    ----------
    words : str
        As they stand in the text.
    candidates : tuple of Candidate
        Best first; never empty.
    is_ambiguous : bool
        Whether another candidate than the first is as likely.
    """

    words: str
    candidates: tuple[Candidate, ...]
    is_ambiguous: bool

    @property
    def best(self) -> Candidate | None:
        """The first candidate; None where it is a guess or another is as likely."""
        first = self.candidates[0]
        return None if self.is_ambiguous or first.is_guess else first


@dataclass(frozen=True, slots=True)
class Finding(Sequence[Candidate]):
    """Hold what was found for a text: a sequence of candidates, best first.

    Parameters
    ----------
    candidates : tuple of Candidate
        Exact ones before guesses, each place once. May be empty.
    parts : tuple of Part, optional
        One for each of the places that the text names, in its order: two for a line between two
        towns. One, usually; none where nothing was found.
    is_line : bool, optional
        Whether the text names a line between places, of which some may be unknown.

    Notes
    -----
    `best` is None where the text names several places, where it is ambiguous, where there are
    only guesses, and where there is nothing: never take ``finding[0]`` in its place.
    """

    candidates: tuple[Candidate, ...] = ()
    parts: tuple[Part, ...] = ()
    is_line: bool = False

    @property
    def is_ambiguous(self) -> bool:
        """Whether one of the names has several places that are as likely."""
        return any(part.is_ambiguous for part in self.parts)

    @property
    def names_several(self) -> bool:
        """Whether the text names several places, such as the ends of a line."""
        return self.is_line or len(self.parts) > 1

    @property
    def best(self) -> Candidate | None:
        """The one place that the text surely means, or None."""
        return self.parts[0].best if self.parts and not self.names_several else None

    @overload
    def __getitem__(self, index: int) -> Candidate: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Candidate, ...]: ...

    def __getitem__(self, index: int | slice) -> Candidate | tuple[Candidate, ...]:
        """Return a candidate, or several."""
        return self.candidates[index]

    def __len__(self) -> int:
        """Return the number of candidates."""
        return len(self.candidates)
