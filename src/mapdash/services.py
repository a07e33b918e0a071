"""Use cases: load a dataset, resolve a scene against it, list what the map cannot show."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from mapdash.basemaps import BASEMAPS, DEFAULT_BASEMAP
from mapdash.bounds import Bounds
from mapdash.errors import DataError
from mapdash.events import (
    GEO_PRECISIONS,
    OFF_MAP_PRECISIONS,
    ValidationReport,
    date_in_words,
    empty_events,
    parse_date,
    place_in_words,
    validate_events,
)
from mapdash.filters import FilterIndex
from mapdash.layers import EventColumns, MapView, build_layers, columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray

    from mapdash.briefing import Scene
    from mapdash.events import EventFrame

OFF_MAP_CODES = tuple(GEO_PRECISIONS.index(name) for name in OFF_MAP_PRECISIONS)


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
    return _build_dataset(events, report, country_names, as_of=as_of, problem=problem)


def _build_dataset(
    events: EventFrame,
    report: ValidationReport,
    country_names: Mapping[str, str],
    *,
    as_of: date | None,
    problem: str,
) -> Dataset:
    when, where = _words(events, country_names)
    order = np.empty(len(events), dtype=np.int64)
    order[np.argsort(events["start"].to_numpy(), kind="stable")] = np.arange(len(events))
    return Dataset(
        events=events,
        report=report,
        index=FilterIndex.build(events, country_names),
        columns=columns_of(events),
        country_names=country_names,
        when=when,
        where=where,
        order=order,
        as_of=as_of.isoformat() if as_of else _latest_source(events),
        version=_digest(events),
        problem=problem,
    )


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


def _digest(events: EventFrame) -> str:
    rows = pd.util.hash_pandas_object(events.drop(columns="geometry"), index=False)
    return hashlib.sha256(rows.to_numpy().tobytes()).hexdigest()[:16]


def resolve_scene(dataset: Dataset, scene: Scene, visible: NDArray[np.bool_]) -> MapView:
    """Resolve a scene against the data.

    Parameters
    ----------
    dataset : Dataset of n events
    scene : Scene
    visible : array of bool, shape (n,)
        What ``dataset.index.mask(scene.filter)`` answers; passed in so that it can be kept.

    Returns
    -------
    view : MapView
    """
    digest = hashlib.sha256(dataset.version.encode())
    digest.update(visible.tobytes())
    return MapView(
        columns=dataset.columns,
        layers=build_layers(),
        visible=None if bool(visible.all()) else visible,
        name=digest.hexdigest()[:12],
        chosen=dataset.row_of(scene.chosen),
        basemap=BASEMAPS.get(scene.basemap, BASEMAPS[DEFAULT_BASEMAP]),
        bounds=scene.bounds,
        theme=scene.theme,
    )


def on_map(dataset: Dataset, visible: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which of the visible events the map can show.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)

    Returns
    -------
    is_on_map : array of bool, shape (n,)
        False for what is not visible, and for what is known to its country only or not at all.
    """
    return visible & ~np.isin(dataset.columns.precision, OFF_MAP_CODES)


def bounds_of(dataset: Dataset, visible: NDArray[np.bool_]) -> Bounds | None:
    """Return the bounds of the visible events that have a place on the map.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)

    Returns
    -------
    bounds : Bounds or None
        With a margin of half a degree; None when there is nothing to go to.
    """
    rows = on_map(dataset, visible)
    if not rows.any():
        return None
    longitude = dataset.events["longitude"].to_numpy()[rows]
    latitude = dataset.events["latitude"].to_numpy()[rows]
    return Bounds.around(longitude, latitude)


def off_map_rows(dataset: Dataset, visible: NDArray[np.bool_]) -> NDArray[np.intp]:
    """List the visible events that the map cannot show, in the order of time.

    Parameters
    ----------
    dataset : Dataset of n events
    visible : array of bool, shape (n,)

    Returns
    -------
    rows : array of int, shape (k,)
    """
    rows = np.flatnonzero(visible & ~on_map(dataset, visible))
    return rows[np.argsort(dataset.order[rows])]
