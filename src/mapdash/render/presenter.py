"""The presenter: a page of its own that plays a briefing on the map, made from the folium tree.

It is the map document with the playlist inside: once it is loaded, going from scene to scene
asks nobody. The address of a page is the hash of what is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from branca.element import Element

from mapdash.render import assets
from mapdash.render.hardening import escape_for_sink, json_for_script
from mapdash.render.leaflet import RUNTIME_FILES, DashboardMap, build_base_map, links
from mapdash.render.published import PublishedData

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import folium

    from mapdash.layers import MapView
    from mapdash.render.leaflet import MapAddresses

PRESENTER_PREFIX: Final = "../../mapdash-present/"
DOCUMENT_NAME: Final = "briefing.html"

PRESENTER_FILES: Final = (
    *RUNTIME_FILES,
    "present-scale.js",
    "present.js",
    "present-host.js",
    "present-flight.js",
    "present-keys.js",
    "present-caption.js",
    "present-footer.js",
    "present-dots.js",
    "present-legend.js",
    "present-touch.js",
    "present-ahead.js",
    "present-controls.js",
    "present-help.js",
    "present-nodes.js",
    "present-card.js",
    "present-facets.js",
    "present-years.js",
    "present-filter.js",
    "present-finder.js",
    "present-search.js",
    "present-sources.js",
    "present-line.js",
    "notes-clock.js",
    "notes-messages.js",
    "notes-link.js",
    "notes-picture.js",
    "notes-pictures.js",
    "notes-view.js",
    "notes.js",
)
"""The scripts of a presenter, in the order in which they run: those of a map document come first."""

PRESENTER_STYLES: Final = ("present.css", "present-panels.css", "notes.css")
"""The style sheets of a presenter, after those of a map document."""

PRESENTER_RUNTIME: Final = assets.bundle_address("present.js", PRESENTER_FILES)
"""Where a presenter fetches all of its scripts at once."""

documents: Final = PublishedData(max_items=32, max_bytes=256 * 2**20)
"""The presenters that this server hands out; apart from data, which is never a page."""


class PresenterMap(DashboardMap):
    """The map of a presenter: the map of the dashboard with the scripts that play a briefing."""

    default_js = links(("mapdash", PRESENTER_RUNTIME))
    default_css = links(
        *DashboardMap.default_css,
        *((path, assets.asset_address(path)) for path in PRESENTER_STYLES),
    )


def build_presenter(
    view: MapView, addresses: MapAddresses, playlist: Mapping[str, Any], *, language: str = "en"
) -> str:
    """Build the page that plays a briefing.

    Parameters
    ----------
    view : MapView
        `visible`, `chosen` and `theme` are not looked at; `bounds` is where the map starts.
    addresses : MapAddresses
    playlist : mapping
        What `mapdash.render.playlist` makes of a briefing; anything that JSON can write.
    language : str, default "en"
        Of the words that are mapdash's own.

    Returns
    -------
    html : str
        The same for the same arguments, whenever it is built.

    Raises
    ------
    AssetNotVendoredError
        If the page would load a file that is not served by mapdash itself.
    ValueError
        If the playlist holds NaN or an infinity.
    """
    base_map = build_base_map(view, addresses, kind=PresenterMap)
    _name_parts(base_map)
    figure = base_map.get_root()
    title = escape_for_sink(str(playlist.get("title") or "Briefing"))
    data = f'<script type="application/json" id="md-playlist">{json_for_script(playlist)}</script>'
    head = [
        Element(f"<title>{title}</title>"),
        Element('<meta name="color-scheme" content="light dark">'),
        Element('<link rel="icon" href="data:,">'),
        Element(data),
    ]
    for number, element in enumerate(head):
        figure.header.add_child(element, name=f"mapdash_present_{number}")
    html: str = figure.render()
    return html.replace("<html>", f'<html lang="{escape_for_sink(language)}">', 1)


def publish_presenter(html: str) -> str:
    """Hand out the page of a presenter as long as it is among the latest used ones.

    Parameters
    ----------
    html : str

    Returns
    -------
    address : str
        Relative to the map's frame, as those of all other files.
    """
    address = documents.publish(DOCUMENT_NAME, html.encode(), "text/html")
    return PRESENTER_PREFIX + address.removeprefix(assets.DATA_PREFIX)


def is_published(address: str) -> bool:
    """Tell whether a presenter is handed out still, and keep it as one that was just used.

    Parameters
    ----------
    address : str
        As `publish_presenter` answered.
    """
    digest, name = address.removeprefix(PRESENTER_PREFIX).split("/")
    return documents.find(digest, name) is not None


def _name_parts(base_map: folium.Map) -> None:
    """Name the elements by number, not by lot as folium does: a page is a function of its parts."""
    for number, element in enumerate(_tree(base_map.get_root())):
        element._id = f"part{number}"  # noqa: SLF001 - what folium makes names of
    children = base_map._children  # noqa: SLF001 - folium keeps them under the names of before
    base_map._children = type(children)((child.get_name(), child) for child in children.values())  # noqa: SLF001


def _tree(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():  # noqa: SLF001 - it has no public name
        yield from _tree(child)
