"""Examine an installation: every file that ships, whether it is served, and what is in force.

Nothing is changed and nothing but this machine is asked; the server is examined inside this
process, without a port.
"""

from __future__ import annotations

import platform
from functools import partial
from importlib import metadata
from typing import TYPE_CHECKING

from mapdash import __version__
from mapdash.basemaps import BASEMAPS, DEFAULT_BASEMAP
from mapdash.composition import open_workspace
from mapdash.doctor.assets import geodata_assets, own_assets, vendored_assets
from mapdash.doctor.report import Asset, Report
from mapdash.doctor.serving import Serving
from mapdash.errors import MapdashError
from mapdash.render.assets import WEB_FOLDER
from mapdash.settings import Settings, TileAddress

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mapdash.composition import Workspace

__all__ = ["Asset", "Report", "examine"]


def examine(settings: Settings, *, web_folder: Path = WEB_FOLDER) -> Report:
    """Examine this installation under some settings.

    Parameters
    ----------
    settings : Settings
    web_folder : Path, default that of the package
        Where our web files and the vendored ones are.

    Returns
    -------
    report : Report
        What is wrong is in it; nothing of it is raised.
    """
    serving = Serving(settings)
    workspace, problems = _opened(settings)
    assets: list[Asset] = []
    for find in (
        partial(own_assets, web_folder, serving),
        partial(vendored_assets, web_folder, serving),
        partial(geodata_assets, settings.geodata_path, serving, _addresses(workspace)),
    ):
        try:
            assets += find()
        except MapdashError as error:
            problems.append(str(error))
    return Report(
        versions=_versions(),
        settings=_settings(settings),
        basemap=workspace.basemap.basemap.title if workspace else "",
        data=workspace.dataset.report.sentence() if workspace else "",
        assets=tuple(assets),
        problems=tuple(problems),
    )


def _opened(settings: Settings) -> tuple[Workspace | None, list[str]]:
    try:
        workspace = open_workspace(settings)
    except MapdashError as error:
        return None, [str(error)]
    problems = (workspace.dataset.problem, workspace.basemap.problem)
    return workspace, [problem for problem in problems if problem]


def _addresses(workspace: Workspace | None) -> Mapping[str, str]:
    """Return where the geodata that browsers fetch as it is can be had, by its path."""
    if workspace is None:
        return {}
    config = workspace.addresses.basemap
    bundled = config.get("fallback") or config
    return {BASEMAPS[DEFAULT_BASEMAP].file: bundled["url"]}


def _versions() -> dict[str, str]:
    versions = {
        "mapdash": __version__,
        "Python": platform.python_version(),
        "platform": platform.platform(terse=True),
    }
    try:
        required = metadata.requires("mapdash") or []
    except metadata.PackageNotFoundError:
        return versions
    for line in required:
        name = line.split(";")[0].split("[")[0]
        name = name[: next((i for i, c in enumerate(name) if c in "<>=!~ ("), len(name))]
        if "extra ==" not in line:
            versions[name] = metadata.version(name)
    return versions


def _settings(settings: Settings) -> dict[str, str]:
    basemap = settings.basemap
    # The address of a tile server may hold a key.
    shown = basemap.origin if isinstance(basemap, TileAddress) else str(basemap or "")
    return {
        "MAPDASH_TITLE": settings.title,
        "MAPDASH_EVENTS": str(settings.events_path),
        "MAPDASH_GEODATA": str(settings.geodata_path),
        "MAPDASH_ADDRESS": settings.address,
        "MAPDASH_PORT": str(settings.port),
        "HEADLESS": _yes_or_no(is_yes=settings.is_headless),
        "MAPDASH_PUBLIC_ORIGIN": settings.public_origin or "",
        "MAPDASH_AS_OF": settings.as_of.isoformat() if settings.as_of else "",
        "MAPDASH_POINT_OF_VIEW": settings.point_of_view,
        "MAPDASH_BASEMAP": shown,
        "MAPDASH_BASEMAP_ATTRIBUTION": settings.basemap_attribution,
        "MAPDASH_ONLINE": _yes_or_no(is_yes=settings.is_online),
    }


def _yes_or_no(*, is_yes: bool) -> str:
    return "1" if is_yes else "0"
