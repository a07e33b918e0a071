"""Compare every file that ships with its checksum, and with what the server answers."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final

from mapdash import __version__
from mapdash.doctor.report import Asset
from mapdash.errors import AssetError
from mapdash.render.assets import ASSETS_PREFIX, asset_file, bundled, web_files_hash
from mapdash.render.leaflet import RUNTIME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mapdash.doctor.report import Checked
    from mapdash.doctor.serving import Serving

_AGAIN: Final = "install mapdash again"
_OWN_LICENCE: Final = "MIT"
_STAND_INS: Final = "stand-ins"
_HEADER_BYTES: Final = 127

_PROVENANCE: Final = "PROVENANCE.md"
_PROVENANCE_ROW: Final = re.compile(
    r"^\| (?P<path>[\w./-]+) \|.*\| (?P<sha256>[0-9a-f]{64}) \|$", re.MULTILINE
)
_DAY: Final = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
# PROVENANCE.md has the licence of each source; here they stand by what was made from them.
_GEODATA_LICENCES: Final = {
    "basemap/": "public domain, CC BY 4.0",
    "borders/": "public domain",
    "countries.csv": "public domain, CC BY 4.0",
    "gazetteer/": "CC BY 4.0, public domain, MIT",
    "events.csv": "sources in each row",
    "routes.csv": "sources in each row",
    "briefing.yaml": "MIT; its notes name the events",
}


def own_assets(web_folder: Path, serving: Serving) -> list[Asset]:
    """Examine mapdash's own web files, all as one.

    Parameters
    ----------
    web_folder : Path
    serving : Serving

    Returns
    -------
    assets : list of one Asset
        Nothing but what is served can be wrong of them: no checksums of them ship.
    """
    files = sorted(
        path
        for path in web_folder.rglob("*")
        if path.is_file() and "vendor" not in path.relative_to(web_folder).parts
    )
    digest, faults = hashlib.sha256(), []
    for file in files:
        name = file.relative_to(web_folder).as_posix()
        content = file.read_bytes()
        digest.update(name.encode() + b"\0" + content + b"\0")
        if not _is_served(name, content, serving):
            faults.append(f"The web file {name} is not served as it is; restart mapdash.")
    if not _is_bundle_served(serving):
        faults.append("The scripts of a map are not served as they are; restart mapdash.")
    if not files:
        faults.append(f"There are no web files in {web_folder}; {_AGAIN}.")
    asset = Asset(
        name=f"mapdash, {len(files)} web files",
        version=__version__,
        licence=_OWN_LICENCE,
        sha256=digest.hexdigest(),
        checked="unpinned" if files else "missing",
        served="no" if faults else "yes",
        faults=tuple(faults),
    )
    return [asset]


def vendored_assets(web_folder: Path, serving: Serving) -> list[Asset]:
    """Examine the vendored browser files, each package as one.

    Parameters
    ----------
    web_folder : Path
        The folder with `vendor/manifest.json`.
    serving : Serving

    Returns
    -------
    assets : list of Asset
        In the order of the manifest; what stands in for files that nothing needs comes last.

    Raises
    ------
    AssetError
        If the manifest is missing or unreadable.
    """
    folder = web_folder / "vendor"
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        packages, files = manifest["packages"], manifest["files"]
    except (OSError, ValueError, KeyError) as error:
        message = f"The list of vendored files in {folder} is missing or unreadable; {_AGAIN}."
        raise AssetError(message) from error
    assets = [
        _vendored(package, _files_of(files, package["name"]), folder, serving)
        for package in packages
    ]
    rest = {"name": _STAND_INS, "version": __version__, "licence": _OWN_LICENCE}
    stand_ins = _files_of(files, None)
    return [*assets, _vendored(rest, stand_ins, folder, serving)] if stand_ins else assets


def geodata_assets(folder: Path, serving: Serving, addresses: Mapping[str, str]) -> list[Asset]:
    """Examine the geodata by its account, PROVENANCE.md.

    Parameters
    ----------
    folder : Path
        `Settings.geodata_path`.
    serving : Serving
    addresses : mapping of str to str
        Where a map document fetches a file, by the file's path.

    Returns
    -------
    assets : list of Asset
        In the order of the account.

    Raises
    ------
    AssetError
        If there is no account of the files.
    """
    try:
        account = (folder / _PROVENANCE).read_text("utf-8")
    except (OSError, ValueError) as error:
        message = (
            f"The geodata in {folder} has no {_PROVENANCE}, so its files cannot be checked; "
            f"{_AGAIN}, or unset MAPDASH_GEODATA."
        )
        raise AssetError(message) from error
    day = max(_DAY.findall(account), default="")
    return [
        _geodata(folder, row["path"], row["sha256"], serving=serving, addresses=addresses, day=day)
        for row in _PROVENANCE_ROW.finditer(account)
    ]


def _files_of(files: Mapping[str, Any], package: str | None) -> dict[str, str]:
    return {path: entry["sha256"] for path, entry in files.items() if entry["package"] == package}


def _vendored(
    package: Mapping[str, Any], files: Mapping[str, str], folder: Path, serving: Serving
) -> Asset:
    states: list[Checked] = []
    faults: list[str] = []
    are_served = True
    for path, sha256 in files.items():
        content, state = _checked(folder / path, sha256)
        states.append(state)
        is_served = content is not None and _is_served(f"vendor/{path}", content, serving)
        are_served = are_served and is_served
        if state != "ok":
            faults.append(f"The vendored file {path} {_said(state)}; {_AGAIN}.")
        elif not is_served:
            faults.append(f"The vendored file {path} is not served as it is; restart mapdash.")
    return Asset(
        name=package["name"],
        version=package["version"],
        licence=package["licence"],
        sha256=package.get("tarball_sha256", ""),
        checked=_worst(states),
        served="yes" if are_served else "no",
        faults=tuple(faults),
    )


def _geodata(
    folder: Path,
    path: str,
    sha256: str,
    *,
    serving: Serving,
    addresses: Mapping[str, str],
    day: str,
) -> Asset:
    content, state = _checked(folder / path, sha256)
    faults = [] if state == "ok" else [f"The file {folder / path} {_said(state)}; {_AGAIN}."]
    address = addresses.get(path)
    is_served = address is not None and content is not None and _is_sent(address, content, serving)
    if address is not None and state == "ok" and not is_served:
        faults.append(f"The file {folder / path} is not served as it is; restart mapdash.")
    licences = (said for start, said in _GEODATA_LICENCES.items() if path.startswith(start))
    return Asset(
        name=f"geodata/{path}",
        version=day,
        licence=next(licences, f"see {_PROVENANCE}"),
        sha256=hashlib.sha256(content).hexdigest() if content is not None else "",
        checked=state,
        served="-" if address is None else "yes" if is_served else "no",
        faults=tuple(faults),
    )


def _checked(file: Path, sha256: str) -> tuple[bytes | None, Checked]:
    try:
        content = file.read_bytes()
    except OSError:
        return None, "missing"
    return content, "ok" if hashlib.sha256(content).hexdigest() == sha256 else "differs"


def _said(state: Checked) -> str:
    return "is missing" if state == "missing" else "is not the one that ships: its SHA-256 differs"


def _worst(states: Sequence[Checked]) -> Checked:
    return next((state for state in ("missing", "differs") if state in states), "ok")


def _is_served(name: str, content: bytes, serving: Serving) -> bool:
    if asset_file(name) is None:
        return False
    return serving.fetch(f"{ASSETS_PREFIX}{web_files_hash()}/{name}") == content


def _is_bundle_served(serving: Serving) -> bool:
    path = RUNTIME.removeprefix(ASSETS_PREFIX)
    return serving.fetch(RUNTIME) == bundled(path)


def _is_sent(address: str, content: bytes, serving: Serving) -> bool:
    if serving.fetch(address) != content:
        return False
    # Map documents fetch such a file in parts, and in no other way.
    is_in_parts = address.endswith(".pmtiles")
    start = content[:_HEADER_BYTES]
    return not is_in_parts or serving.fetch(address, first_bytes=_HEADER_BYTES) == start
