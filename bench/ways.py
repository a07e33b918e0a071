"""The ways to show a filter change that are compared, and the changes that they are put through."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    variables : mapping of str to str
        Of the environment of its server.
    is_peer : bool
        Whether it runs in the environment of the peers, on a server that is not mapdash's.
    is_followed : bool
        Whether the probe has to follow the drawing of another library.
    is_streamlit : bool
    script : str
        What is run in the map document instead of a click; it gets what the change is.
    """

    name: str
    title: str
    command: tuple[str, ...]
    control: str
    shows_rows: bool = True
    has_header: bool = False
    variables: Mapping[str, str] = field(default_factory=dict)
    is_peer: bool = False
    is_followed: bool = False
    is_streamlit: bool = True
    script: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Describe one filter change.

    Parameters
    ----------
    category : str
        The one that is shown or hidden.
    rows : int
        How many events meet the filter after it.
    shown : tuple of str
        The categories that are shown after it.
    """

    category: str
    rows: int
    shown: tuple[str, ...]


_USUAL: Final = ("bench/serve_app.py", "--stock", "bench/apps/usual.py")
CHECKBOX: Final = '[data-testid="stCheckbox"]:has-text("{category}") label'

FLOOR: Final = Way(
    "floor",
    "floor: a fragment that draws nothing",
    ("bench/serve_app.py", "bench/apps/floor.py"),
    ".st-key-floor button",
    shows_rows=False,
)
USUAL: Final = Way("plain", "(a) a folium.Marker a row, as installed", _USUAL, CHECKBOX)
HARDENED: Final = Way("marker", "(a+) the same, hardened by mapdash", _USUAL, CHECKBOX)
CLUSTER: Final = Way("cluster", "(b) MarkerCluster, hardened", _USUAL, CHECKBOX)
OURS: Final = Way(
    "ours",
    "(c) mapdash",
    ("app.py",),
    '.st-key-surface-panel button.category:has-text("{category}")',
    has_header=True,
)
INSIDE: Final = Way(
    "inside",
    "(c) mapdash, inside the map document",
    ("app.py",),
    "",
    script="""(change) => {
        benchProbe.say({ kind: 'click', state: '', at: benchProbe.now() });
        mapdash.map.mapdashEngine.preview({ categories: change.shown });
    }""",
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
    hidden = [next(names)]
    yield _change(events, hidden[0], hidden)
    while True:
        following = next(names)
        hidden.append(following)
        yield _change(events, following, hidden)
        shown_again = hidden.pop(0)
        yield _change(events, shown_again, hidden)


def _change(events: EventsFile, category: str, hidden: Sequence[str]) -> Change:
    counts = events.rows_of_category
    shown = tuple(name for name in counts if name not in hidden)
    return Change(category, sum(counts[name] for name in shown), shown)
