"""EventFrame: the one shape in which validated events travel through mapdash."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NewType

import numpy as np
import pandas as pd

from mapdash.events.columns import EVENT_COLUMNS, NUMBER_COLUMNS, TEXT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geopandas import GeoDataFrame
    from numpy.typing import NDArray

EVENT_CRS = "EPSG:4326"
"""The coordinate reference system of every EventFrame: WGS 84."""

EventFrame = NewType("EventFrame", "GeoDataFrame")
"""A GeoDataFrame that `validate_events` made, or a selection of rows of one.

One row an event, in the order of the file, with the columns `EVENT_COLUMNS`: text is never
missing ("" when there is none), numbers are float64 (NaN when there is none), `start` and
`end` are the first and the last day (datetime64[s], never missing), and `geometry` is a
Point in EPSG:4326 or None. Nobody changes one in place: all sessions share it.
"""


def build_event_frame(columns: dict[str, pd.Series]) -> EventFrame:
    """Assemble an EventFrame from columns that are valid already.

    For `validate_events` and `empty_events`; raw data goes through `validate_events`.

    Parameters
    ----------
    columns : dict of Series of shape (n,), on one RangeIndex
        All of `EVENT_COLUMNS` but `geometry`, which follows from latitude and longitude.

    Returns
    -------
    events : EventFrame of shape (n, 31)
    """
    import geopandas as gpd  # noqa: PLC0415 - keeps the start of the server light
    import shapely  # noqa: PLC0415 - as above

    latitude = columns["latitude"].to_numpy()
    longitude = columns["longitude"].to_numpy()
    points = np.array(shapely.points(longitude, latitude), dtype=object)
    points[np.isnan(latitude) | np.isnan(longitude)] = None
    table = pd.DataFrame({name: columns[name] for name in EVENT_COLUMNS if name in columns})
    return EventFrame(gpd.GeoDataFrame(table, geometry=points, crs=EVENT_CRS))


def empty_events() -> EventFrame:
    """Return an EventFrame without events.

    Returns
    -------
    events : EventFrame of shape (0, 31)
        With all columns, in their types.
    """
    columns = {name: pd.Series([], dtype="str") for name in TEXT_COLUMNS}
    columns |= {name: pd.Series([], dtype="float64") for name in NUMBER_COLUMNS}
    columns |= {name: pd.Series([], dtype="datetime64[s]") for name in ("start", "end")}
    return build_event_frame(columns)


class Combinations(NamedTuple):
    """Hold which rows of a table say the same.

    Parameters
    ----------
    first : array of int64, shape (k,)
        The first row of each combination, in the order of the table.
    code : array of int64, shape (n,)
        Position in *first* of each row's combination.
    """

    first: NDArray[np.int64]
    code: NDArray[np.int64]


def combinations_of(table: pd.DataFrame, columns: Iterable[str]) -> Combinations:
    """Find the rows that some columns say the same of.

    What is worked out from these columns alone has to be worked out once a combination, not
    once a row: a large file repeats its dates and places.

    Parameters
    ----------
    table : DataFrame of shape (n, columns)
    columns : iterable of str
        At least one.

    Returns
    -------
    combinations : Combinations
        Missing values are equal to each other.
    """
    code = np.zeros(len(table), dtype=np.int64)
    for name in columns:
        values, distinct = pd.factorize(table[name])
        # One column at a time, numbered anew: so the numbers stay small.
        code, _ = pd.factorize(code * (len(distinct) + 1) + values + 1)
    first = np.empty(int(code.max(initial=-1)) + 1, dtype=np.int64)
    first[code[::-1]] = np.arange(len(table) - 1, -1, -1)
    return Combinations(first, code)
