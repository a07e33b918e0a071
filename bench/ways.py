"""The ways to show a filter change that are compared, and the changes that they are put through."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events_file import EventsFile


@dataclass(frozen=True, slots=True)
class Way:
    """Describe one way.

    Parameters
    ----------
    name : str
    title : str
        For the table.
    command : tuple of str
        What the interpreter runs to serve it.
    control : str
        Selector of what is clicked; "{category}" in it stands for the category that changes.
    shows_rows : bool
        Whether the probe can tell how many events are painted.
    has_header : bool
        Whether the page says in words how many there are.
    """

    name: str
    title: str
    command: tuple[str, ...]
    control: str
    shows_rows: bool = True
    has_header: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Describe one filter change.

    Parameters
    ----------
    category : str
        The one that is shown or hidden.
    rows : int
        How many events meet the filter after it.
    """

    category: str
    rows: int


_USUAL: Final = ("bench/serve_app.py", "--stock", "bench/apps/usual.py")
_CHECKBOX: Final = '[data-testid="stCheckbox"]:has-text("{category}") label'

FLOOR: Final = Way(
    "floor",
    "floor: a fragment that draws nothing",
    ("bench/serve_app.py", "bench/apps/floor.py"),
    ".st-key-floor button",
    shows_rows=False,
)
USUAL: Final = Way("plain", "(a) a folium.Marker a row, as installed", _USUAL, _CHECKBOX)
HARDENED: Final = Way("marker", "(a+) the same, hardened by mapdash", _USUAL, _CHECKBOX)
CLUSTER: Final = Way("cluster", "(b) MarkerCluster, hardened", _USUAL, _CHECKBOX)
OURS: Final = Way(
    "ours",
    "(c) mapdash",
    ("app.py",),
    '.st-key-surface-panel button.category:has-text("{category}")',
    has_header=True,
)
WAYS: Final = (FLOOR, USUAL, HARDENED, CLUSTER, OURS)


def changes(events: EventsFile) -> Iterator[Change]:
    """Yield filter changes without end, each to a filter that the last ones have not shown.

    One category is hidden, then a second one, then the first is shown again, and so on: most
    events stay, and what a way keeps of earlier results does not help it. With k categories
    the sequence repeats after 2 k changes.

    Parameters
    ----------
    events : EventsFile

    Yields
    ------
    change : Change
    """
    counts = events.rows_of_category
    names = cycle(counts)
    hidden = next(names)
    rows = events.rows - counts[hidden]
    yield Change(hidden, rows)
    while True:
        following = next(names)
        rows -= counts[following]
        yield Change(following, rows)
        rows += counts[hidden]
        yield Change(hidden, rows)
        hidden = following
