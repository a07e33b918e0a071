"""EventColumns: the few columns of an EventFrame that drawing needs, as arrays."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mapdash.events import AREA_PRECISIONS, DATE_PRECISIONS, GEO_PRECISIONS
from mapdash.layers.areas import NO_AREA
from mapdash.layers.style import CATEGORY_STYLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray

    from mapdash.events import EventFrame
    from mapdash.layers.areas import Area, AreaColumns


@dataclass(frozen=True, slots=True, eq=False)
class EventColumns:
    """Hold what is drawn of all events of a dataset, one element an event, in its order.

    Parameters
    ----------
    longitude, latitude : array of float32, shape (n,)
        Degrees, WGS 84; NaN for an event without a point. Good to about a metre.
    radius_km : array of float32, shape (n,)
        The uncertainty of the place; 0 where none is given.
    category : array of uint8, shape (n,)
        Position in `CATEGORY_STYLES`.
    precision : array of uint8, shape (n,)
        Position in `GEO_PRECISIONS`; an event without a point and without an area has that of
        "unknown".
    area : array of int32, shape (n,)
        Position of the area that stands for the event in `areas`; -1 for none.
    start_day, end_day : array of int32, shape (n,)
        The first and the last day of each span, both included, in days since 1970-01-01.
    date_precision : array of uint8, shape (n,)
        Position in `DATE_PRECISIONS`.
    areas : tuple of Area
    area_labels : mapping of int to str
        Row -> label, for the events that are known to a province only and have no area.
    version : str
        Digest of all of the above: equal columns have equal versions.
    """

    longitude: NDArray[np.float32]
    latitude: NDArray[np.float32]
    radius_km: NDArray[np.float32]
    category: NDArray[np.uint8]
    precision: NDArray[np.uint8]
    area: NDArray[np.int32]
    start_day: NDArray[np.int32]
    end_day: NDArray[np.int32]
    date_precision: NDArray[np.uint8]
    areas: tuple[Area, ...]
    area_labels: Mapping[int, str]
    version: str

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.category)


def _codes(values: NDArray[np.object_], names: tuple[str, ...], default: str) -> NDArray[np.uint8]:
    codes = np.full(len(values), names.index(default), dtype=np.uint8)
    for code, name in enumerate(names):
        codes[values == name] = code
    return codes


def _days(moments: pd.Series[datetime]) -> NDArray[np.int32]:
    return moments.to_numpy(dtype="datetime64[D]").astype(np.int32)


def _area_labels(events: EventFrame, area: NDArray[np.int32]) -> dict[int, str]:
    is_circled = events["geo_precision"].isin(AREA_PRECISIONS).to_numpy() & (area == NO_AREA)
    named = events.loc[is_circled, ["admin1", "place_name"]]
    return {
        int(row): f"approx. {(admin1 or place).split(' (')[0]}".strip()
        for row, admin1, place in named.itertuples()
    }


def columns_of(events: EventFrame, areas: AreaColumns | None = None) -> EventColumns:
    """Take from events what drawing needs.

    Parameters
    ----------
    events : EventFrame of shape (n, columns)
        A whole dataset; row i of the result is row i of it.
    areas : AreaColumns, optional
        Of the same events; without it no event has an area.

    Returns
    -------
    columns : EventColumns of length n
        Read-only arrays.
    """
    names = tuple(CATEGORY_STYLES)
    longitude = events["longitude"].to_numpy(dtype=np.float32)
    latitude = events["latitude"].to_numpy(dtype=np.float32)
    precision = _codes(events["geo_precision"].to_numpy(dtype=object), GEO_PRECISIONS, "unknown")
    radius = np.nan_to_num(events["radius_km"].to_numpy(dtype=np.float32), nan=0.0)
    category = _codes(events["category"].to_numpy(dtype=object), names, names[-1])
    start_day, end_day = _days(events["start"]), _days(events["end"])
    date_precision = _codes(
        events["date_precision"].to_numpy(dtype=object), DATE_PRECISIONS, DATE_PRECISIONS[-1]
    )
    area = areas.area if areas else np.full(len(events), NO_AREA, dtype=np.int32)
    labels = _area_labels(events, area)
    is_nowhere = (np.isnan(longitude) | np.isnan(latitude)) & (area == NO_AREA)
    precision[is_nowhere] = GEO_PRECISIONS.index("unknown")
    digest = hashlib.sha256(areas.version.encode() if areas else b"")
    arrays = (
        *(longitude, latitude, radius, start_day, end_day),
        *(date_precision, category, precision, area),
    )
    for array in arrays:
        array.setflags(write=False)
        digest.update(array.tobytes())
    digest.update(repr(sorted(labels.items())).encode())
    version = digest.hexdigest()[:16]
    return EventColumns(
        longitude=longitude,
        latitude=latitude,
        radius_km=radius,
        start_day=start_day,
        end_day=end_day,
        date_precision=date_precision,
        category=category,
        precision=precision,
        area=area,
        areas=areas.areas if areas else (),
        area_labels=labels,
        version=version,
    )
