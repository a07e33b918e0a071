"""The nearest spot of drawn lines to many points: a search with spheres, decided by geodesics.

Distances are compared as chords through the Earth, which numpy computes a million of in a few
milliseconds. On an ellipsoid a longer chord may still be the shorter way, but only by little: a
geodesic is bent no less than a circle of `_LARGEST_RADIUS_KM` and no more than one of
`_SMALLEST_RADIUS_KM`, so its length lies between the arcs of the two over the same chord (Schur's
comparison theorem). A first guess is measured exactly; then whatever could be nearer is, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mapdash.analysis.drawn_lines import FLATTENING, SAGITTA_KM, SEMI_MAJOR_KM, to_space
from mapdash.analysis.geodesic import geodesic_km

if TYPE_CHECKING:
    from mapdash.analysis.drawn_lines import Pieces
    from mapdash.analysis.geodesic import Floats, Integers

_BLOCK_SIZE = 32
_SLACK_KM = 3 * SAGITTA_KM
_SMALLEST_RADIUS_KM = SEMI_MAJOR_KM * (1 - FLATTENING) ** 2
_LARGEST_RADIUS_KM = SEMI_MAJOR_KM / (1 - FLATTENING)
_DIAMETER_KM = 2 * _LARGEST_RADIUS_KM
_BEND_PER_RADIAN = 2.0
_FAR_KM = 5000.0
_FARTHER_KM = 18500.0
_GOLDEN = (5**0.5 - 1) / 2
_GOLDEN_STEPS = 8
_TINY = np.finfo(np.float64).tiny

Truths: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class PieceIndex:
    """Hold pieces in space, and spheres around blocks of neighbouring ones.

    Parameters
    ----------
    pieces : Pieces
        At least one.
    start, leap : array of float, shape (k, 3)
        Where each piece begins, and the way to its end, in kilometres.
    is_last : array of bool, shape (k,)
        Whether a piece ends its line.
    block_start, block_size : array of int, shape (b,)
        Each block is a run of pieces of one line.
    centre : array of float, shape (b, 3)
    radius : array of float, shape (b,)
    """

    pieces: Pieces
    start: Floats
    leap: Floats
    is_last: Truths
    block_start: Integers
    block_size: Integers
    centre: Floats
    radius: Floats


def index_pieces(pieces: Pieces) -> PieceIndex:
    """Put pieces in space and in blocks.

    Parameters
    ----------
    pieces : Pieces
        At least one.

    Returns
    -------
    index : PieceIndex
    """
    ends = to_space(pieces.longitude, pieces.latitude)
    line_start = np.flatnonzero(np.diff(pieces.line, prepend=-1))
    line_size = np.diff(line_start, append=len(pieces))
    within = np.arange(len(pieces)) - np.repeat(line_start, line_size)
    block_start = np.flatnonzero(within % _BLOCK_SIZE == 0)
    block_size = np.diff(block_start, append=len(pieces))
    lowest = np.minimum.reduceat(ends.min(axis=1), block_start)
    highest = np.maximum.reduceat(ends.max(axis=1), block_start)
    centre = (lowest + highest) / 2
    reach = np.linalg.norm(ends - np.repeat(centre, block_size, axis=0)[:, None], axis=2)
    radius = np.maximum.reduceat(reach.max(axis=1), block_start)
    return PieceIndex(
        pieces=pieces,
        start=ends[:, 0],
        leap=ends[:, 1] - ends[:, 0],
        is_last=np.diff(pieces.line, append=-1) != 0,
        block_start=block_start,
        block_size=block_size,
        centre=centre,
        radius=radius,
    )


def nearest_km(longitude: Floats, latitude: Floats, index: PieceIndex) -> Floats:
    """Measure from each point to the nearest spot of the lines.

    Parameters
    ----------
    longitude, latitude : array of float, shape (n,)
        Degrees, WGS 84, none missing. Memory grows with n times the number of blocks.
    index : PieceIndex

    Returns
    -------
    distance : array of float, shape (n,)
        Geodesic, in kilometres: never less than that to the drawn line, and no more than a
        metre above it up to 10,000 km, 20 m beyond.
    """
    search = _Search(longitude, latitude, to_space(longitude, latitude), index)
    lower = search.least_chords()
    likely = search.spots(np.arange(len(longitude)), lower.argmin(axis=1))
    best = likely.at(_least_of_each(likely, likely.chord))
    distance = search.measure(best)
    origin = index.start[best.piece]
    others = search.spots(*np.nonzero(lower <= _longest_chord(distance)[:, None]))
    # The end of a piece is the start of the next, which is no farther.
    is_farther = distance > _FARTHER_KM
    is_end = (others.share == 1.0) & ~index.is_last[others.piece]
    others = others.only(~is_end | is_farther[others.point])
    apart = np.linalg.norm(index.start[others.piece] - origin[others.point], axis=1)
    others = others.only(_may_be_nearer(others, apart, best.chord, distance))
    # Towards the far side of the Earth chord and geodesic no longer meet a piece at one spot.
    others = others.moved_to(np.where(is_farther[others.point], 0.5, others.share))
    np.minimum.at(distance, others.point, values := search.measure(others))
    return _refined(search, others, values, distance)


@dataclass(frozen=True, slots=True, eq=False)
class _Spots:
    """The nearest spots of some pieces to some points, m pairs in the order of the points."""

    point: Integers
    piece: Integers
    share: Floats
    chord: Floats

    def at(self, rows: Integers) -> _Spots:
        return _Spots(self.point[rows], self.piece[rows], self.share[rows], self.chord[rows])

    def only(self, is_kept: Truths) -> _Spots:
        return self.at(np.flatnonzero(is_kept))

    def moved_to(self, share: Floats) -> _Spots:
        return _Spots(self.point, self.piece, share, self.chord)


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    longitude: Floats
    latitude: Floats
    points: Floats
    index: PieceIndex

    def least_chords(self) -> Floats:
        """Return a lower limit of the chord from each point to each block."""
        centre = self.index.centre
        # |p - c|² = |p|² - 2 p·c + |c|² loses some 0.1 m to rounding, which the slack covers.
        squares = (self.points**2).sum(axis=1)[:, None] + (centre**2).sum(axis=1)
        squares -= 2 * self.points @ centre.T
        return np.asarray(np.sqrt(np.maximum(squares, 0.0)) - self.index.radius)

    def spots(self, point: Integers, block: Integers) -> _Spots:
        """Find the nearest spot of every piece of one block a point; a point may come again."""
        index = self.index
        size = index.block_size[block]
        within = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        piece = np.repeat(index.block_start[block], size) + within
        point = np.repeat(point, size)
        away, leap = self.points[point] - index.start[piece], index.leap[piece]
        length_squared = np.maximum(np.einsum("ij,ij->i", leap, leap), _TINY)
        share = np.clip(np.einsum("ij,ij->i", away, leap) / length_squared, 0.0, 1.0)
        away -= share[:, None] * leap
        return _Spots(point, piece, share, np.sqrt(np.einsum("ij,ij->i", away, away)))

    def measure(self, spots: _Spots) -> Floats:
        """Return the geodesic distance between point and spot of each pair."""
        pieces = self.index.pieces
        ends = pieces.longitude[spots.piece], pieces.latitude[spots.piece]
        longitude, latitude = (end[:, 0] + spots.share * (end[:, 1] - end[:, 0]) for end in ends)
        return geodesic_km(
            self.longitude[spots.point], self.latitude[spots.point], longitude, latitude
        )


def _least_of_each(spots: _Spots, values: Floats) -> Integers:
    """Return the row of each point's spot with the least value, in the order of the points."""
    order = np.lexsort((values, spots.point))
    return order[np.diff(spots.point[order], prepend=-1) > 0]


def _refined(search: _Search, spots: _Spots, values: Floats, distance: Floats) -> Floats:
    """Lower the distances of far points to the least along the pieces of their nearest spots.

    Nearby, the spot with the least chord has the least distance but for centimetres. Far away
    it may lie on the right piece at a wrong share; and on the far side of the Earth on another
    piece, which is then within half its length of the best.
    """
    length = np.linalg.norm(search.index.leap[spots.piece], axis=1)
    reach = np.where(distance[spots.point] > _FARTHER_KM, length / 2, 0.0)
    is_far = distance[spots.point] > _FAR_KM
    nearest = spots.only(is_far & (values <= distance[spots.point] + reach))
    np.minimum.at(distance, nearest.point, _least_along(search, nearest))
    return distance


def _least_along(search: _Search, spots: _Spots) -> Floats:
    """Return the least distance along the pieces of spots (a golden-section search)."""
    low, high = np.zeros(len(spots.point)), np.ones(len(spots.point))
    for _ in range(_GOLDEN_STEPS):
        inner = _GOLDEN * (high - low)
        left, right = high - inner, low + inner
        is_left = search.measure(spots.moved_to(left)) < search.measure(spots.moved_to(right))
        low, high = np.where(is_left, low, left), np.where(is_left, right, high)
    # The least is often at an end, which halving intervals only comes close to.
    share = np.select([low == 0.0, high == 1.0], [0.0, 1.0], (low + high) / 2)
    return search.measure(spots.moved_to(share))


def _arc(chord: Floats, radius: float) -> Floats:
    return 2 * radius * np.arcsin(np.minimum(chord / (2 * radius), 1.0))


def _longest_chord(distance: Floats) -> Floats:
    """Return the longest chord over which a geodesic may be as short as *distance*."""
    angle = np.minimum(distance / _DIAMETER_KM, np.pi / 2)
    return np.asarray(_DIAMETER_KM * np.sin(angle) + _SLACK_KM)


def _may_be_nearer(spots: _Spots, apart: Floats, best_chord: Floats, distance: Floats) -> Truths:
    """Tell which spots may be nearer than the best of their points, whose distance is known.

    Between the two extreme arcs over a chord, the geodesic takes a place that depends on its
    direction and latitudes. Ways to spots that are not far *apart* from the best take nearly
    the same place: normal curvature changes by less than its whole range a radian of direction
    and of latitude (Euler's theorem): `_BEND_PER_RADIAN` rounds up the sum.
    """
    tight, wide = _arc(best_chord, _LARGEST_RADIUS_KM), _arc(best_chord, _SMALLEST_RADIUS_KM)
    place = np.clip((distance - tight) / np.maximum(wide - tight, _TINY), 0, 1)
    angle = np.minimum(distance / _SMALLEST_RADIUS_KM, np.pi)
    across = _SMALLEST_RADIUS_KM * np.sin(angle)
    turn = _BEND_PER_RADIAN * apart / np.maximum(across[spots.point], _SLACK_KM)
    least = _arc(spots.chord, _LARGEST_RADIUS_KM)
    spread = _arc(spots.chord, _SMALLEST_RADIUS_KM) - least
    least += np.maximum(place[spots.point] - turn, 0.0) * spread
    return np.asarray(least <= distance[spots.point] + _SLACK_KM)
