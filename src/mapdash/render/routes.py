"""Routes as what a map document fetches."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mapdash.layers import Route


def encode_routes(routes: Sequence[Route], row_of: Callable[[str], int]) -> bytes:
    """Encode routes for `routes.js`.

    Parameters
    ----------
    routes : sequence of Route
    row_of : callable
        From the id of an event to its row in the dataset, -1 for none.

    Returns
    -------
    data : bytes
        JSON in UTF-8: ``routes``, each with its words, the points that it joins (longitude and
        latitude) and the rows of its events. A route without an event of the dataset is left
        out: nothing would say who speaks of it.
    """
    encoded = []
    for route in routes:
        rows = [row for row in map(row_of, route.event_ids) if row >= 0]
        if rows:
            encoded.append(
                {
                    "id": route.id,
                    "title": route.title,
                    "mode": route.mode,
                    "points": [list(point) for point in route.points],
                    "stops": list(route.stops),
                    "partOf": route.part_of,
                    "rows": rows,
                }
            )
    return json.dumps({"routes": encoded}, ensure_ascii=False, allow_nan=False).encode()
