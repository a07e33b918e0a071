"""Leave out points that cannot be where an event happened, and never guess a better one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mapdash.events.checks.draft import is_in
from mapdash.events.checks.labels import mend_spelling
from mapdash.events.checks.numbers import read_numbers
from mapdash.events.precision import GEO_PRECISIONS, PINNED_PRECISIONS, UNKNOWN_PRECISION

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapdash.events.checks.draft import Draft

MAX_LATITUDE = 90
MAX_LONGITUDE = 180

_LEFT_OUT = "the point was left out."


def check_places(draft: Draft) -> None:
    """Leave out impossible points, and hold the precision of places to what is known.

    A row whose point is left out becomes "unknown", unless it is known to the country
    only, which takes no point.
    """
    latitude = read_numbers(draft.texts["latitude"])
    longitude = read_numbers(draft.texts["longitude"])
    is_left_out = _leave_out_points(draft, latitude, longitude)
    has_point = ~np.isnan(latitude) & ~np.isnan(longitude) & ~is_left_out
    draft.numbers["latitude"] = np.where(has_point, latitude, np.nan)
    draft.numbers["longitude"] = np.where(has_point, longitude, np.nan)
    _settle_precision(draft, has_point, is_left_out)


def _leave_out_points(
    draft: Draft, latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Report every point that is left out, once and for its first fault."""
    is_out = np.zeros(len(latitude), dtype=np.bool_)
    has_latitude, has_longitude = draft.is_given("latitude"), draft.is_given("longitude")
    has_both = has_latitude & has_longitude
    fits_swapped = (np.abs(latitude) <= MAX_LONGITUDE) & (np.abs(longitude) <= MAX_LATITUDE)
    high = np.abs(latitude) > MAX_LATITUDE
    faults = (
        (has_latitude & np.isnan(latitude), "latitude", "Latitude “{value}” is no number"),
        (has_longitude & np.isnan(longitude), "longitude", "Longitude “{value}” is no number"),
        (has_latitude & ~has_both, "longitude", "There is a latitude but no longitude"),
        (has_longitude & ~has_both, "latitude", "There is a longitude but no latitude"),
        (
            high & fits_swapped,
            "latitude",
            "Latitude {value} is out of range; latitude and longitude look swapped",
        ),
        (high, "latitude", "Latitude {value} is out of range (-90 to 90)"),
        (
            np.abs(longitude) > MAX_LONGITUDE,
            "longitude",
            "Longitude {value} is out of range (-180 to 180)",
        ),
        (
            (latitude == 0) & (longitude == 0),
            "latitude",
            "0, 0 is the usual sign of a missing place",
        ),
    )
    for is_bad, column, fault in faults:
        draft.repair(is_bad & ~is_out, column, f"{fault}; {_LEFT_OUT}")
        is_out |= is_bad
    return is_out


def _settle_precision(
    draft: Draft, has_point: NDArray[np.bool_], is_left_out: NDArray[np.bool_]
) -> None:
    column = "geo_precision"
    mend_spelling(draft, column, GEO_PRECISIONS)
    draft.repair(
        ~is_in(draft.texts[column], (*GEO_PRECISIONS, "")),
        column,
        f"“{{value}}” is none of {', '.join(GEO_PRECISIONS)}; the place counts as unknown.",
        UNKNOWN_PRECISION,
    )
    is_silent = ~draft.is_given(column)
    if column not in draft.absent_columns:
        draft.repair(
            is_silent & has_point,
            column,
            "Nothing says how closely the point fixes the place; it counts as unknown.",
        )
    draft.repair(
        is_in(draft.texts[column], PINNED_PRECISIONS) & ~has_point & ~is_left_out,
        column,
        "“{value}” needs a latitude and a longitude; the place counts as unknown.",
        UNKNOWN_PRECISION,
    )
    is_unknown = is_silent | (is_left_out & (draft.texts[column] != "country").to_numpy())
    draft.texts[column] = draft.texts[column].mask(is_unknown, UNKNOWN_PRECISION)
