"""What the sidebar offers of the ground: places to fly to, what to measure from, the routes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mapdash.analysis import BorderReference, PlaceReference, reference_label
from mapdash.briefing import OPTIONAL_LAYERS

if TYPE_CHECKING:
    from mapdash.analysis import Reference
    from mapdash.briefing import Scene
    from mapdash.composition import Workspace
    from mapdash.gazetteer import Candidate

SHORTEST_SEARCH: Final = 2
MOST_PLACES: Final = 5
NO_REFERENCE: Final = ("", "Nothing")

LAYERS: Final = (
    ("routes", "Routes", "Railways and roads as schematic lines from town to town."),
    ("density", "Density", "How many events with a known place lie close together."),
    ("arcs", "Arcs", "From the country of each actor to the place of the event."),
    ("choropleth", "Counts by country", "Where events happened; by province when close."),
)
"""Name, label and one line for each layer that a reader can switch."""

REGION_LAYERS: Final = frozenset({"arcs", "choropleth"})
"""Those that need to know the country and the province of each event."""


def ground_data(workspace: Workspace, scene: Scene, *, matched: int) -> dict[str, Any]:
    """Say what the sidebar shows besides the filters.

    Parameters
    ----------
    workspace : Workspace
    scene : Scene
    matched : int
        How many events the filter lets through: guesses are offered only when there is none.

    Returns
    -------
    data : dict
        With "places", "distance" and "layers" for `panel.js`.
    """
    return {
        "places": _places(workspace, scene.filter.search, has_events=matched > 0),
        "distance": _distance(workspace, scene.reference),
        "layers": [
            {
                "name": name,
                "label": label,
                "line": line,
                "isOn": name in scene.shown_layers
                or (name in OPTIONAL_LAYERS and name not in scene.hidden_layers),
            }
            for name, label, line in LAYERS
            if name != "routes" or workspace.routes
        ],
    }


def _places(workspace: Workspace, text: str, *, has_events: bool) -> list[dict[str, str]]:
    if len(text) < SHORTEST_SEARCH:
        return []
    found = workspace.gazetteer.suggest(text, limit=MOST_PLACES)
    if not has_events:
        asked = workspace.gazetteer.find(text, limit=MOST_PLACES)
        best = tuple({place.id: place for place in (*asked, *found)}.values())
        found = best[:MOST_PLACES]
    names = workspace.dataset.country_names
    return [
        {
            "text": PlaceReference(
                candidate.name, candidate.longitude, candidate.latitude, candidate.radius_km
            ).to_text(),
            "name": candidate.name,
            "line": _line(candidate, names.get(candidate.country, candidate.country)),
        }
        for candidate in found
    ]


def _line(candidate: Candidate, country: str) -> str:
    parts = [candidate.kind]
    if country != candidate.name:
        parts.append(country)
    if candidate.population:
        parts.append(f"{candidate.population:,} people")
    words = " · ".join(parts)
    return f"Did you mean this? {words}" if candidate.is_guess else words


def _distance(workspace: Workspace, reference: Reference | None) -> dict[str, Any]:
    names = workspace.dataset.country_names
    options = [NO_REFERENCE]
    if reference is not None and not _is_listed(reference):
        options.append((reference.to_text(), reference_label(reference, names)))
    options += [
        (BorderReference(code).to_text(), f"The border of {name}")
        for code, name in workspace.measurable
    ]
    return {
        "options": options,
        "value": reference.to_text() if reference else "",
        "label": reference_label(reference, names) if reference else "",
    }


def _is_listed(reference: Reference) -> bool:
    return isinstance(reference, BorderReference) and not reference.second
