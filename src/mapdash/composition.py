"""The one place that turns `Settings` into what a running dashboard works with."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mapdash.borders import point_of_view
from mapdash.briefing import Briefing, BriefingReading, Problem, Scene
from mapdash.events import PINNED_PRECISIONS, day_in_words
from mapdash.gazetteer import open_gazetteer
from mapdash.io import (
    BasemapChoice,
    choose_basemap,
    open_bundled_basemap,
    read_borders,
    read_briefing,
    read_countries,
    read_routes,
    read_table,
)
from mapdash.layers import build_routes
from mapdash.render import assets
from mapdash.render.areas import encode_areas
from mapdash.render.basemaps import basemap_config
from mapdash.render.cards import Cards
from mapdash.render.columns import encode_columns
from mapdash.render.filtering import encode_filters, encode_words
from mapdash.render.labels import Labels
from mapdash.render.leaflet import LayerAddresses, MapAddresses, RegionAddresses
from mapdash.render.places import encode_places
from mapdash.render.playlist import Frame, PresenterAddresses, playlist_data
from mapdash.render.presenter import build_presenter
from mapdash.render.presenter import publish_presenter as publish_page
from mapdash.render.regions import encode_outlines, encode_regions
from mapdash.render.rings import encode_rings
from mapdash.render.routes import encode_routes
from mapdash.services import (
    BorderAreas,
    Dataset,
    Distances,
    bounds_of,
    boxes_of_borders,
    country_outlines,
    load_dataset,
    measurable_borders,
    measure,
    places_of_events,
    problems_in_words,
    province_outlines,
    regions_of,
    resolve_briefing,
    rings_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from mapdash.analysis import Reference
    from mapdash.borders import Borders
    from mapdash.briefing import Marking
    from mapdash.gazetteer import Gazetteer
    from mapdash.layers import Route
    from mapdash.settings import Settings

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Workspace:
    """Hold what all sessions of one server share.

    Parameters
    ----------
    settings : Settings
    dataset : Dataset
    borders : Borders
        In the point of view of the settings.
    gazetteer : Gazetteer
    routes : tuple of Route
        Those that belong to an event of the dataset.
    route_problems : tuple of str
        One sentence for each of their towns that is not on the map.
    measurable : tuple of (code, name)
        The countries whose border can be measured from, by name.
    basemap : BasemapChoice
    addresses : MapAddresses
        Where a map document fetches the events and what lies under them.
    """

    settings: Settings
    dataset: Dataset
    borders: Borders
    gazetteer: Gazetteer
    routes: tuple[Route, ...]
    route_problems: tuple[str, ...]
    measurable: tuple[tuple[str, str], ...]
    basemap: BasemapChoice
    addresses: MapAddresses


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Hold what was measured from one border or place.

    Parameters
    ----------
    distances : Distances
    rings : str
        Where a map document fetches the rings.
    """

    distances: Distances
    rings: str


@dataclass(frozen=True, slots=True)
class PresenterParts:
    """Hold what all presenters of a workspace share, published once.

    Parameters
    ----------
    addresses : PresenterAddresses
    regions : RegionAddresses
    """

    addresses: PresenterAddresses
    regions: RegionAddresses


def open_data(settings: Settings) -> tuple[Dataset, Borders]:
    """Load the events, and the borders that they are found in.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    dataset : Dataset
        Empty, with a sentence in ``problem``, when the events file cannot be used.
    borders : Borders

    Raises
    ------
    SettingsError, DataError, AssetError
        As for `open_workspace`.
    """
    geodata = settings.geodata_path
    names = read_countries(geodata / "countries.csv")
    borders = read_borders(geodata / "borders", view=settings.point_of_view)
    dataset = load_dataset(
        settings.events_path,
        read_table=read_table,
        country_names=names,
        areas=BorderAreas(borders),
        as_of=settings.as_of,
    )
    return dataset, borders


def open_workspace(settings: Settings) -> Workspace:
    """Load the data and publish what map documents fetch.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    workspace : Workspace
        With an empty dataset and a sentence in ``dataset.problem`` when the events file cannot
        be used, and with the basemap that ships when the one of the settings cannot.

    Raises
    ------
    SettingsError
        If there is no such point of view.
    DataError
        If a shipped list is missing or broken.
    AssetError
        If a shipped map file is missing or broken.
    """
    geodata = settings.geodata_path
    dataset, borders = open_data(settings)
    bundled = open_bundled_basemap(geodata)
    choice = choose_basemap(settings, bundled)
    if choice.problem:
        LOGGER.warning("%s", choice.problem)
    gazetteer = open_gazetteer(geodata / "gazetteer")
    routes, route_problems = _routes(geodata / "routes.csv", dataset, gazetteer)
    addresses = _publish(
        dataset,
        routes,
        basemap_config(
            choice.basemap,
            bundled,
            view=settings.point_of_view,
            sentence=point_of_view(settings.point_of_view).sentence,
        ),
    )
    return Workspace(
        settings=settings,
        dataset=dataset,
        borders=borders,
        gazetteer=gazetteer,
        routes=routes,
        route_problems=route_problems,
        measurable=measurable_borders(borders, dataset.country_names),
        basemap=choice,
        addresses=addresses,
    )


def measure_from(workspace: Workspace, reference: Reference) -> Measured:
    """Measure all events from a border or a place, and publish the rings round it.

    Parameters
    ----------
    workspace : Workspace
    reference : BorderReference or PlaceReference
        One that `mapdash.services.is_measurable`.

    Returns
    -------
    measured : Measured
    """
    dataset, borders = workspace.dataset, workspace.borders
    distances = measure(dataset, reference, borders, dataset.country_names)
    return Measured(distances, _publish_rings(workspace, reference))


def publish_regions(workspace: Workspace) -> RegionAddresses:
    """Find the country and the province of each event, and publish them with their outlines.

    Parameters
    ----------
    workspace : Workspace

    Returns
    -------
    addresses : RegionAddresses
    """
    dataset, borders = workspace.dataset, workspace.borders
    regions = regions_of(dataset.events, borders, dataset.country_names)
    countries = encode_outlines(country_outlines(regions, borders), are_provinces=False)
    provinces = encode_outlines(province_outlines(regions, borders), are_provinces=True)
    binary = "application/octet-stream"
    return RegionAddresses(
        rows=_lasting("regions.bin", encode_regions(regions), binary),
        countries=_lasting("countries.bin", countries, binary),
        provinces=_lasting("provinces.bin", provinces, binary),
    )


def read_opening(settings: Settings) -> BriefingReading:
    """Read the briefing that a dashboard begins with.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    reading : BriefingReading
        An empty briefing where the settings name none.
    """
    path = settings.briefing_path
    return read_briefing(path) if path else BriefingReading(Briefing())


def open_briefing(
    settings: Settings, dataset: Dataset, borders: Borders | None = None
) -> tuple[Briefing, tuple[Problem, ...]]:
    """Read the briefing that a dashboard begins with, and look for all of it in the data.

    Parameters
    ----------
    settings : Settings
    dataset : Dataset
    borders : Borders, optional
        To find out whether its borders can be measured from.

    Returns
    -------
    briefing : Briefing
        As the file has it; empty where there is no file, or none that can be used.
    problems : tuple of Problem
        What is wrong with the file, by lines, then what the data do not know.
    """
    reading = read_opening(settings)
    if reading.briefing is None:
        return Briefing(), reading.problems
    scenes = resolve_briefing(dataset, reading.briefing, borders=borders)
    of_data = (Problem(0, sentence) for sentence in problems_in_words(scenes))
    return reading.briefing, (*reading.problems, *of_data)


def publish_presenter_parts(workspace: Workspace, regions: RegionAddresses) -> PresenterParts:
    """Publish what presenters fetch besides what every map does.

    Parameters
    ----------
    workspace : Workspace
    regions : RegionAddresses
        As `publish_regions` answered.

    Returns
    -------
    parts : PresenterParts
    """
    cards = assets.publish_family(Cards(workspace.dataset))
    places = _lasting("places.json", _places(workspace), "application/json")
    return PresenterParts(PresenterAddresses(cards, places), regions)


def _places(workspace: Workspace) -> bytes:
    dataset, borders = workspace.dataset, workspace.borders
    listed = workspace.gazetteer.list_places(dataset.events["country"].unique().tolist())
    known = [(place.name, place.country) for place in listed]
    of_events = places_of_events(dataset, known)
    return encode_places(listed, of_events, boxes_of_borders(borders), dataset.country_names)


def publish_presenter(
    workspace: Workspace,
    briefing: Briefing,
    parts: PresenterParts,
    *,
    marking: Marking | None,
    home: str = "",
    problems: tuple[str, ...] = (),
) -> str:
    """Resolve a briefing and publish the page that plays it.

    Parameters
    ----------
    workspace : Workspace
    briefing : Briefing
        One without scenes is played as one scene of everything.
    parts : PresenterParts
    marking : Marking or None
        What stands on every screen, whatever the briefing says.
    home : str, default ""
        Where a reader goes who leaves the presenter; "" where a dashboard shows it.
    problems : tuple of str, default ()
        What is wrong with the briefing as a whole, besides what the data say.

    Returns
    -------
    address : str
        Relative to the map's frame; the same page for the same arguments.
    """
    settings, dataset = workspace.settings, workspace.dataset
    if not briefing.scenes:
        briefing = replace(briefing, scenes=(Scene(title=briefing.title),))
    scenes = resolve_briefing(dataset, briefing, borders=workspace.borders, as_of=settings.as_of)
    day = settings.as_of or briefing.as_of
    everything = bounds_of(dataset, np.ones(len(dataset), dtype=np.bool_))
    frame = Frame(
        title=briefing.title,
        marking=marking,
        as_of=day_in_words(day.isoformat() if day else dataset.as_of),
        home=everything,
        home_address=home,
        problems=(*filter(None, (dataset.problem,)), *problems),
        is_dashboard=not home,
    )
    layers = [
        LayerAddresses(_publish_rings(workspace, resolved.scene.reference), parts.regions)
        for resolved in scenes
    ]
    playlist = playlist_data(frame, scenes, dataset.index, parts.addresses, layers=layers)
    first = next(resolved for resolved in scenes if not resolved.is_skipped)
    view = replace(first.view, bounds=first.scene.bounds or everything)
    return publish_page(build_presenter(view, workspace.addresses, playlist))


def _publish_rings(workspace: Workspace, reference: Reference | None) -> str:
    if reference is None:
        return ""
    rings = encode_rings(rings_of(reference, workspace.borders), reference)
    return assets.publish("rings.json", rings, "application/json")


def _routes(
    path: Path, dataset: Dataset, gazetteer: Gazetteer
) -> tuple[tuple[Route, ...], tuple[str, ...]]:
    rows = [
        row
        for row in read_routes(path)
        if any(dataset.row_of(event_id) >= 0 for event_id in row.event_ids)
    ]

    def find_town(name: str, country: str) -> tuple[float, float] | None:
        best = gazetteer.find(name, country).best
        if best is None or best.precision not in PINNED_PRECISIONS:
            return None
        return best.longitude, best.latitude

    return build_routes(rows, find_town)


def _publish(
    dataset: Dataset, routes: tuple[Route, ...], basemap: Mapping[str, Any]
) -> MapAddresses:
    binary, json = "application/octet-stream", "application/json"
    return MapAddresses(
        columns=_lasting("columns.bin", encode_columns(dataset.columns), binary),
        labels=assets.publish_family(Labels(dataset.events["title"], dataset.when, dataset.where)),
        filters=_lasting("filters.bin", encode_filters(dataset.index), binary),
        words=_lasting("words.bin", encode_words(dataset.index.search), binary),
        areas=_lasting("areas.bin", encode_areas(dataset.columns.areas), binary),
        routes=_lasting("routes.json", encode_routes(routes, dataset.row_of), json),
        basemap=basemap,
    )


def _lasting(name: str, data: bytes, media_type: str) -> str:
    # Browsers keep it for ever, so the server sees nobody use it: it must not be pushed out.
    return assets.publish(name, data, media_type, is_lasting=True)
