"""Load a dataset: events with all that is derived from them once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from mapdash.errors import DataError
from mapdash.events import (
    ValidationReport,
    date_in_words,
    empty_events,
    parse_date,
    place_in_words,
    validate_events,
)
from mapdash.filters import FilterIndex
from mapdash.layers import EventColumns, areas_of, columns_of, places_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray

    from mapdash.events import EventFrame
    from mapdash.layers import AreaLookup


class TableReader(Protocol):
    """Read a file into a raw table of text, as `mapdash.io.read_table` does."""

    def __call__(self, path: Path) -> pd.DataFrame:
        """Return the table; raise DataError when there is none to be had."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Hold the events of one file with everything that is derived from them once.

    Parameters
    ----------
    events : EventFrame of shape (n, columns)
        Shared by all sessions; nobody changes it.
    report : ValidationReport
    index : FilterIndex
    columns : EventColumns of length n
    country_names : mapping of alpha-3 code to name
    when, where : array of str, shape (n,)
        Date and place of each event, in words.
    order : array of int, shape (n,)
        Rank of each event in time, 0 first; equal days in the order of the file.
    as_of : str
        ISO date, or part of one, that the data is true for; "" when nothing says so.
    version : str
        Digest of the content: datasets of one version are equal.
    problem : str
        One sentence when the file could not be used; "" when it could.
    """

    events: EventFrame
    report: ValidationReport
    index: FilterIndex
    columns: EventColumns
    country_names: Mapping[str, str]
    when: NDArray[np.object_]
    where: NDArray[np.object_]
    order: NDArray[np.int64]
    as_of: str
    version: str
    problem: str

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.events)

    def row_of(self, event_id: str | None) -> int:
        """Find an event.

        Parameters
        ----------
        event_id : str or None

        Returns
        -------
        row : int
            Its position; -1 when the dataset has no such event.
        """
        if event_id is None:
            return -1
        try:
            rows = np.flatnonzero((self.events["id"] == event_id).to_numpy())
        except UnicodeEncodeError:  # half of a surrogate pair, which no file can hold
            return -1
        return int(rows[0]) if len(rows) else -1


def load_dataset(
    path: Path,
    *,
    read_table: TableReader,
    country_names: Mapping[str, str],
    areas: AreaLookup | None = None,
    as_of: date | None = None,
) -> Dataset:
    """Read, validate and index an events file.

    A file that cannot be used gives an empty dataset with the reason in `problem`, so that
    a dashboard starts and says what is wrong.

    Parameters
    ----------
    path : Path
    read_table : TableReader
    country_names : mapping of alpha-3 code to name
    areas : AreaLookup, optional
        Finds the outlines of the provinces and countries that events are known to; without it
        they are drawn as circles or not at all.
    as_of : date, optional
        Overrides what the data says of itself.

    Returns
    -------
    dataset : Dataset
    """
    problem = ""
    try:
        events, report = validate_events(read_table(path))
    except DataError as error:
        events, report, problem = empty_events(), ValidationReport(), str(error)
    columns = columns_of(events, areas_of(events, areas) if areas else None)
    when, where = _words(events, country_names)
    return Dataset(
        events=events,
        report=report,
        index=FilterIndex.build(events, country_names, places=places_of(columns)),
        columns=columns,
        country_names=country_names,
        when=when,
        where=where,
        order=_order(events),
        as_of=as_of.isoformat() if as_of else _latest_source(events),
        version=_digest(events, columns),
        problem=problem,
    )


def _order(events: EventFrame) -> NDArray[np.int64]:
    order = np.empty(len(events), dtype=np.int64)
    order[np.argsort(events["start"].to_numpy(), kind="stable")] = np.arange(len(events))
    return order


def _words(
    events: EventFrame, country_names: Mapping[str, str]
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    dates = events[["start_date", "end_date", "date_precision"]].itertuples(index=False)
    places = events[["place_name", "admin1", "country", "geo_precision", "radius_km"]]
    when = np.array([date_in_words(*date) for date in dates], dtype=object)
    where = np.array(
        [
            place_in_words(place, admin1, country_names.get(country, country), precision, radius)
            for place, admin1, country, precision, radius in places.itertuples(index=False)
        ],
        dtype=object,
    )
    return when, where


def _latest_source(events: EventFrame) -> str:
    dates = (date for date in events["source_date"].unique() if parse_date(date))
    return max(dates, default="")


def _digest(events: EventFrame, columns: EventColumns) -> str:
    rows = pd.util.hash_pandas_object(events.drop(columns="geometry"), index=False)
    digest = hashlib.sha256(rows.to_numpy().tobytes())
    digest.update(columns.version.encode())
    return digest.hexdigest()[:16]
