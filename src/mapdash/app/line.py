"""The line below the map: data as of, counts, filters, and the numbered sources of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mapdash.app import caches
from mapdash.services import screen_line

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from mapdash.app.desk import Desk
    from mapdash.briefing import Scene
    from mapdash.services import Dataset, Source

FIRST_SOURCES: Final = 4
MOST_LISTED: Final = 500


def line_data(
    dataset: Dataset,
    scene: Scene,
    visible: NDArray[np.bool_],
    desk: Desk,
    *,
    as_of: date | None = None,
) -> dict[str, Any]:
    """Say what the line below the map shows.

    Parameters
    ----------
    dataset : Dataset of n events
    scene : Scene
    visible : array of bool, shape (n,)
        Which events the filter lets through.
    desk : Desk
    as_of : date, optional
        The day that the data are true for, where the settings or the briefing say so.

    Returns
    -------
    data : dict
        What `line.js` takes; all sources only while somebody looks at them.
    """
    matched = caches.facets(dataset, scene.filter).matched
    limit = MOST_LISTED if desk.are_sources_open else FIRST_SOURCES
    sources = caches.sources(dataset, scene, limit)
    listed = [_source(source) for source in sources.items]
    return {
        **screen_line(dataset, scene, matched=matched, total=len(visible), as_of=as_of),
        "first": listed[:FIRST_SOURCES],
        "count": len(sources.items) + sources.more,
        "all": listed if desk.are_sources_open else None,
        "more": sources.more if desk.are_sources_open else 0,
    }


def _source(source: Source) -> dict[str, str]:
    return {"title": source.title, "url": source.url, "detail": source.detail}
