"""The files that map documents load: where each is, and that nothing else is asked for.

Files of ours and vendored ones lie in `mapdash/render/web` and are addressed below a hash of
them all, which lets a browser keep them for ever. Addresses are relative to the map's frame,
which Streamlit serves two folders below its base path; so they hold under any base path and
never name a host.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import folium
import folium.plugins  # defines the classes whose addresses install() rewrites
from branca.colormap import ColorMap
from branca.element import CssLink, JavascriptLink
from folium.elements import JSCSSMixin

from mapdash.errors import AssetError, AssetNotVendoredError
from mapdash.render.published import DATA_PREFIX, publish, publish_family

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from branca.element import Element

__all__ = [
    "ASSETS_PREFIX",
    "DATA_PREFIX",
    "NOT_VENDORED_PREFIX",
    "WEB_FOLDER",
    "asset_address",
    "asset_file",
    "bundle_address",
    "bundled",
    "check_assets",
    "install",
    "publish",
    "publish_family",
    "vendored_addresses",
    "web_files_hash",
]

WEB_FOLDER: Final = Path(__file__).parent / "web"
ASSETS_PREFIX: Final = "../../mapdash-assets/"
# Nothing is ever served below it: a request for such an address ends as 404 on this server.
NOT_VENDORED_PREFIX: Final = f"{ASSETS_PREFIX}not-vendored/"

# folium's own addresses of Leaflet, looked up in the vendor manifest like any other.
_UNSAFE_IN_ADDRESS: Final = re.compile(r"[^A-Za-z0-9.-]+")
# Such a line would name the map of one file as that of the whole bundle.
_SOURCE_MAP: Final = re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)
_bundles: Final[dict[str, bytes]] = {}
# Both fetch from fixed addresses whatever their default_js says.
_SELF_LOADING: Final = (ColorMap, folium.VegaLite)


@cache
def web_files_hash() -> str:
    """Return the hash that stands for the content of all web files.

    Returns
    -------
    digest : str
        16 hexadecimal digits; computed once in a process, from our own files and the
        vendor manifest, which in turn holds the SHA-256 of each vendored file.
    """
    digest = hashlib.sha256()
    for name, file in _web_files().items():
        if not name.startswith("vendor/") or name == "vendor/manifest.json":
            digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@cache
def vendored_addresses() -> dict[str, str]:
    """Return the vendored file that stands for each address of the internet.

    Returns
    -------
    files : dict of str to str
        From an address in folium to a path below `WEB_FOLDER`, such as
        "vendor/leaflet@1.9.3/dist/leaflet.js".

    Raises
    ------
    AssetError
        If the vendor manifest is missing or unreadable.
    """
    manifest = WEB_FOLDER / "vendor" / "manifest.json"
    try:
        addresses = json.loads(manifest.read_text("utf-8"))["addresses"]
    except (OSError, ValueError, KeyError) as error:
        message = (
            f"The list of vendored files {manifest} is missing or unreadable; install mapdash "
            "again, or run tools/vendor_web.py in a clone."
        )
        raise AssetError(message) from error
    return {address: f"vendor/{path}" for address, path in addresses.items()}


def asset_address(path: str) -> str:
    """Return the address under which a map document loads a web file.

    Parameters
    ----------
    path : str
        Below `WEB_FOLDER`, such as "runtime.js".

    Returns
    -------
    address : str
        Relative to the map's frame.

    Raises
    ------
    AssetError
        If there is no such file.
    """
    if asset_file(path) is None:
        message = f"The web file {path!r} does not ship with mapdash; see src/mapdash/render/web."
        raise AssetError(message)
    return f"{ASSETS_PREFIX}{web_files_hash()}/{path}"


def asset_file(path: str) -> Path | None:
    """Return the web file behind the last part of an asset's address.

    Parameters
    ----------
    path : str
        What follows `ASSETS_PREFIX` in an address, with or without the hash.

    Returns
    -------
    file : Path or None
        None when there was no such file in `WEB_FOLDER` when it was first looked at.
    """
    # Looked up, never opened by name: no path can lead out of the folder.
    return _web_files().get(path.removeprefix(f"{web_files_hash()}/"))


def bundle_address(name: str, paths: Sequence[str]) -> str:
    """Return the address of several scripts as one.

    streamlit-folium asks for the next script when the last one has run, so each of them would
    cost a whole way to the server and back.

    Parameters
    ----------
    name : str
        The end of the address, such as "map.js".
    paths : sequence of str
        Scripts below `WEB_FOLDER`, in the order in which they are to run. Each must keep its
        names to itself, as it would have to on its own.

    Returns
    -------
    address : str
        Relative to the map's frame; another one when a file or their order is another.

    Raises
    ------
    AssetError
        If there is no such file.
    """
    parts = []
    for path in paths:
        asset_address(path)
        script = _SOURCE_MAP.sub(b"", _web_files()[path].read_bytes())
        parts.append(b"/* ---- %s ---- */\n%s\n;\n" % (path.encode(), script))
    content = b"".join(parts)
    path = f"bundles/{hashlib.sha256(content).hexdigest()[:16]}/{name}"
    _bundles[path] = content
    return f"{ASSETS_PREFIX}{web_files_hash()}/{path}"


def bundled(path: str) -> bytes | None:
    """Return the bundle behind the last part of its address.

    Parameters
    ----------
    path : str
        What follows `ASSETS_PREFIX` in an address, with or without the hash.

    Returns
    -------
    content : bytes or None
        None when there is no such bundle.
    """
    return _bundles.get(path.removeprefix(f"{web_files_hash()}/"))


def install() -> None:
    """Point every folium class at the vendored files.

    An address that is not vendored becomes one that this server answers with 404, so that
    no map asks another host for anything. Calling it again changes nothing.

    Raises
    ------
    AssetError
        If the vendor manifest is missing or unreadable.
    """
    for cls in _with_subclasses(JSCSSMixin):
        for attribute in ("default_js", "default_css"):
            if attribute in vars(cls):
                links = getattr(cls, attribute)
                setattr(cls, attribute, [(name, _vendored(cls, url)) for name, url in links])


def check_assets(element: Element) -> None:
    """Refuse a map that would load something that does not ship with mapdash.

    Parameters
    ----------
    element : Element
        A folium map or any other element; the whole tree that it is part of is checked.

    Raises
    ------
    AssetNotVendoredError
        At the first address that leads elsewhere; the message names the class and the
        asset.
    """
    for part in _with_children(element.get_root()):
        if isinstance(part, _SELF_LOADING):
            raise _refusal(part, "scripts from addresses of its own")
        for address in _addresses(part):
            if address.startswith(NOT_VENDORED_PREFIX):
                raise _refusal(part, address.removeprefix(NOT_VENDORED_PREFIX))
            if not address.startswith(ASSETS_PREFIX):
                raise _refusal(part, address)
            path = address.removeprefix(ASSETS_PREFIX)
            if asset_file(path) is None and bundled(path) is None:
                raise _refusal(part, address)


@cache
def _web_files() -> dict[str, Path]:
    files = (path for path in sorted(WEB_FOLDER.rglob("*")) if path.is_file())
    return {path.relative_to(WEB_FOLDER).as_posix(): path for path in files}


def _with_subclasses(cls: type[Any]) -> Iterator[type[Any]]:
    yield cls
    for subclass in cls.__subclasses__():
        yield from _with_subclasses(subclass)


def _vendored(cls: type[Any], address: str) -> str:
    if address.startswith(ASSETS_PREFIX):
        return address
    path = vendored_addresses().get(address)
    if path is not None:
        return asset_address(path)
    return f"{NOT_VENDORED_PREFIX}{cls.__name__}/{_UNSAFE_IN_ADDRESS.sub('-', address)}"


def _with_children(element: Any) -> Iterator[Any]:  # noqa: ANN401 - any node of folium's tree
    yield element
    for child in getattr(element, "_children", {}).values():
        yield from _with_children(child)
    # A figure keeps what its children add in three more trees; DualMap keeps its two maps.
    for attribute in ("header", "html", "script", "m1", "m2"):
        part = getattr(element, attribute, None)
        if hasattr(part, "_children"):
            yield from _with_children(part)


def _addresses(part: Any) -> Iterator[str]:  # noqa: ANN401 - any node of folium's tree
    for attribute in ("default_js", "default_css"):
        yield from (url for _, url in getattr(part, attribute, []))
    if isinstance(part, (JavascriptLink, CssLink)):
        yield part.url
    for attribute in ("tiles", "url", "embed_link"):
        value = getattr(part, attribute, None)
        if isinstance(value, str) and re.match(r"(?:[a-z][a-z0-9+.-]*:)?//", value, re.IGNORECASE):
            yield value


def _refusal(part: object, asset: str) -> AssetNotVendoredError:
    message = (
        f"{type(part).__name__} asks for {asset}, which does not ship with mapdash; leave it "
        "out, or vendor the file with tools/vendor_web.py."
    )
    return AssetNotVendoredError(message)
