"""Where events lie, as a filter takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from mapdash.bounds import Bounds
from mapdash.filters import Places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mapdash.layers.areas import Area
    from mapdash.layers.columns import EventColumns


def boxes_of(areas: Sequence[Area]) -> NDArray[np.float64]:
    """Return the smallest box round the outline of each area.

    Parameters
    ----------
    areas : sequence of Area of length k

    Returns
    -------
    boxes : ndarray of float64, shape (k, 4)
        West, south, east and north in degrees, the shorter way round the world: east is beyond
        180 for an area that lies on both sides of the antimeridian.
    """
    boxes = np.empty((len(areas), 4), dtype=np.float64)
    for number, area in enumerate(areas):
        x, y = shapely.get_coordinates(area.geometry).T
        box = Bounds.around(x, y, margin_degrees=0.0)
        boxes[number] = (box.west, box.south, box.west + box.width_degrees, box.north)
    return boxes


def places_of(columns: EventColumns) -> Places:
    """Return where the events of a data set lie.

    Parameters
    ----------
    columns : EventColumns of length n

    Returns
    -------
    places : Places
        Of the same rows.
    """
    return Places(columns.longitude, columns.latitude, columns.area, boxes_of(columns.areas))
