"""The one place that turns `Settings` into what a running dashboard works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapdash.basemaps import BASEMAPS, DEFAULT_BASEMAP
from mapdash.errors import AssetError
from mapdash.io import read_countries, read_table
from mapdash.render import assets
from mapdash.render.columns import encode_columns, encode_labels
from mapdash.render.leaflet import MapAddresses
from mapdash.services import Dataset, load_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from mapdash.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Workspace:
    """Hold what all sessions of one server share.

    Parameters
    ----------
    settings : Settings
    dataset : Dataset
    addresses : MapAddresses
        Where a map document fetches the events and the basemap.
    """

    settings: Settings
    dataset: Dataset
    addresses: MapAddresses


def open_workspace(settings: Settings) -> Workspace:
    """Load the data and publish what map documents fetch.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    workspace : Workspace
        With an empty dataset and a sentence in ``dataset.problem`` when the events file cannot
        be used.

    Raises
    ------
    DataError
        If the shipped list of countries is missing or broken.
    AssetError
        If the shipped basemap is missing.
    """
    names = read_countries(settings.geodata_path / "countries.csv")
    dataset = load_dataset(
        settings.events_path, read_table=read_table, country_names=names, as_of=settings.as_of
    )
    return Workspace(settings, dataset, _publish(settings, dataset))


def _publish(settings: Settings, dataset: Dataset) -> MapAddresses:
    titles = dataset.events["title"].tolist()
    labels = encode_labels(titles, list(dataset.when), list(dataset.where), dataset.order.tolist())
    basemap = BASEMAPS[DEFAULT_BASEMAP].file
    return MapAddresses(
        columns=assets.publish(
            "columns.bin", encode_columns(dataset.columns), "application/octet-stream"
        ),
        labels=assets.publish("labels.json", labels, "application/json"),
        basemap=assets.publish(
            "basemap.json", _read_basemap(settings.geodata_path / basemap), "application/json"
        ),
    )


def _read_basemap(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"The basemap {path} cannot be read; install mapdash again."
        raise AssetError(message) from error
