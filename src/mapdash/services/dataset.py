"""Load a dataset: events with all that is derived from them once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd
from shapely import STRtree

from mapdash.errors import DataError
from mapdash.events import (
    ValidationReport,
    combinations_of,
    date_in_words,
    empty_events,
    parse_date,
    place_in_words,
    validate_events,
)
from mapdash.filters import FilterIndex
from mapdash.layers import EventColumns, areas_of, columns_of, places_of
from mapdash.services.rows import RowsById
from mapdash.services.source_index import SourceIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
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
    rows : RowsById
        Of these events.
    report : ValidationReport
    index : FilterIndex
    columns : EventColumns of length n
    country_names : mapping of alpha-3 code to name
    when, where : array of str, shape (n,)
        Date and place of each event, in words.
    order : array of int, shape (n,)
        Rank of each event in time, 0 first; equal days in the order of the file.
    sources : SourceIndex
        Of these events.
    outlines : STRtree
        Of the outlines in ``columns.areas``, by their position.
    as_of : str
        ISO date, or part of one, that the data is true for; "" when nothing says so.
    version : str
        Digest of the content: datasets of one version are equal.
    problem : str
        One sentence when the file could not be used; "" when it could.
    """

    events: EventFrame
    rows: RowsById
    report: ValidationReport
    index: FilterIndex
    columns: EventColumns
    country_names: Mapping[str, str]
    when: NDArray[np.object_]
    where: NDArray[np.object_]
    order: NDArray[np.int64]
    sources: SourceIndex
    outlines: STRtree
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
        return -1 if event_id is None else self.rows.find(event_id)


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
    order = _order(events)
    return Dataset(
        events=events,
        rows=RowsById(events),
        report=report,
        index=FilterIndex.build(events, country_names, places=places_of(columns)),
        columns=columns,
        country_names=country_names,
        when=when,
        where=where,
        order=order,
        sources=SourceIndex(events, order),
        outlines=STRtree([area.geometry for area in columns.areas]),
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
    def place(name: str, admin1: str, country: str, precision: str, radius_km: float) -> str:
        return place_in_words(
            name, admin1, country_names.get(country, country), precision, radius_km
        )

    return (
        _said(events, ("start_date", "end_date", "date_precision"), date_in_words),
        _said(events, ("place_name", "admin1", "country", "geo_precision", "radius_km"), place),
    )


def _said(
    events: EventFrame, columns: tuple[str, ...], say: Callable[..., str]
) -> NDArray[np.object_]:
    # Once a combination: events of one place share one text, in memory too.
    combinations = combinations_of(events, columns)
    asked = (events[name].iloc[combinations.first] for name in columns)
    words = np.empty(len(combinations.first), dtype=object)
    words[:] = [say(*values) for values in zip(*asked, strict=True)]
    return words[combinations.code]


def _latest_source(events: EventFrame) -> str:
    dates = (date for date in events["source_date"].unique() if parse_date(date))
    return max(dates, default="")


def _digest(events: EventFrame, columns: EventColumns) -> str:
    rows = pd.util.hash_pandas_object(events.drop(columns="geometry"), index=False)
    digest = hashlib.sha256(rows.to_numpy().tobytes())
    digest.update(columns.version.encode())
    return digest.hexdigest()[:16]
