"""Settings: what the environment says about one running mapdash, read once and frozen."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar
from urllib.parse import SplitResult, urlsplit

from mapdash.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

DEFAULT_TITLE = "mapdash"
DEFAULT_ADDRESS = "127.0.0.1"
DEFAULT_PORT = 8501
DEFAULT_POINT_OF_VIEW = "default"
MAX_TITLE_LENGTH = 120
MAX_ATTRIBUTION_LENGTH = 200
MAX_MARKING_LENGTH = 120
MAX_PORT = 65_535

_HOST_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*", re.IGNORECASE)
_POINT_OF_VIEW = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_TILE_PATH = re.compile(r"[A-Za-z0-9/.?&=_%~+@,;:!$()*{}-]{1,500}")
_NOT_PICTURES = (".json", ".mbtiles", ".mvt", ".pbf", ".pmtiles")
_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class TileAddress:
    """Hold the address of a tile server, read strictly.

    Parameters
    ----------
    template : str
        With {z}, {x} and {y}, each once and none of them in the host, such as
        "https://tiles.example.org/{z}/{x}/{y}.png".
    origin : str
        Scheme, host and port, such as "https://tiles.example.org"; safe inside a header.
    host : str
        The name that a person knows it by.
    """

    template: str
    origin: str
    host: str

    @property
    def is_loopback(self) -> bool:
        """Whether it can only mean the reader's own machine."""
        if self.host == "localhost":
            return True
        with suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return False


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold everything that the environment decides.

    Parameters
    ----------
    events_path : Path
        The events file. That it exists is the reader's business, not the settings'.
    geodata_path : Path
        The folder with the basemap, the names of countries and the like.
    title : str, default "mapdash"
        What the header shows; at most 120 characters.
    address : str, default "127.0.0.1"
        The address that the server listens on: loopback unless somebody decides otherwise.
    port : int, default 8501
    is_headless : bool, default False
        Whether to leave the browser alone at the start.
    public_origin : str or None, default None
        Scheme, host and port that readers use where a proxy stands in front, such as
        "https://maps.example.org"; None when they reach the server itself.
    as_of : date or None, default None
        The day that the data is true for; None when the data itself says so.
    point_of_view : str, default "default"
        The name of the point of view that borders follow.
    basemap : Path, TileAddress or None, default None
        A file of tiles or a tile server to draw under the events; None for the basemap that
        ships. That a file can be used is its reader's business, not the settings'.
    is_online : bool, default False
        Whether maps may ask a tile server that is not this machine.
    basemap_attribution : str, default ""
        What the map says of `basemap`, in plain text; "" for what it says of itself.
    marking : str, default ""
        What stands at the top and the bottom of every screen, whatever a briefing or a reader
        asks for: one line of at most 120 characters; "" leaves it to them.
    briefing_path : Path or None, default None
        The briefing file to begin with; None for none. That it exists is its reader's
        business, not the settings'.
    """

    events_path: Path
    geodata_path: Path
    title: str = DEFAULT_TITLE
    address: str = DEFAULT_ADDRESS
    port: int = DEFAULT_PORT
    is_headless: bool = False
    public_origin: str | None = None
    as_of: date | None = None
    point_of_view: str = DEFAULT_POINT_OF_VIEW
    basemap: Path | TileAddress | None = None
    is_online: bool = False
    basemap_attribution: str = ""
    marking: str = ""
    briefing_path: Path | None = None

    @property
    def tile_server(self) -> TileAddress | None:
        """The tile server that maps may ask: none, unless it is local or `is_online`."""
        if isinstance(self.basemap, TileAddress) and (self.is_online or self.basemap.is_loopback):
            return self.basemap
        return None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings from environment variables.

        MAPDASH_TITLE, MAPDASH_EVENTS, MAPDASH_GEODATA, MAPDASH_ADDRESS, MAPDASH_PORT (or
        PORT where it is not set), HEADLESS, MAPDASH_PUBLIC_ORIGIN, MAPDASH_AS_OF,
        MAPDASH_POINT_OF_VIEW, MAPDASH_BASEMAP, MAPDASH_ONLINE,
        MAPDASH_BASEMAP_ATTRIBUTION, MAPDASH_MARKING and MAPDASH_BRIEFING (by default
        briefing.yaml of the geodata, where the events are those of the geodata, too). One that is absent, empty or blank means its default.

        Parameters
        ----------
        environ : mapping of str to str
            Such as `os.environ`.

        Returns
        -------
        settings : Settings

        Raises
        ------
        SettingsError
            If a variable has a value that mapdash cannot use; the message names it.
        """
        given = {name: value.strip() for name, value in environ.items() if value.strip()}
        geodata_path = _read(given, "MAPDASH_GEODATA", _path, site_root() / "geodata")
        own_events = geodata_path / "events.csv"
        events_path = _read(given, "MAPDASH_EVENTS", _path, own_events)
        own_briefing = geodata_path / "briefing.yaml" if events_path == own_events else None
        port_name = "MAPDASH_PORT" if "MAPDASH_PORT" in given else "PORT"
        return cls(
            events_path=events_path,
            geodata_path=geodata_path,
            title=_read(given, "MAPDASH_TITLE", _title, DEFAULT_TITLE),
            address=_read(given, "MAPDASH_ADDRESS", _address, DEFAULT_ADDRESS),
            port=_read(given, port_name, _port, DEFAULT_PORT),
            is_headless=_read(given, "HEADLESS", _yes_or_no, default=False),
            public_origin=_read(given, "MAPDASH_PUBLIC_ORIGIN", _public_origin, None),
            as_of=_read(given, "MAPDASH_AS_OF", _day, None),
            point_of_view=_read(
                given, "MAPDASH_POINT_OF_VIEW", _point_of_view, DEFAULT_POINT_OF_VIEW
            ),
            basemap=_read(given, "MAPDASH_BASEMAP", _basemap, None),
            is_online=_read(given, "MAPDASH_ONLINE", _yes_or_no, default=False),
            basemap_attribution=_read(given, "MAPDASH_BASEMAP_ATTRIBUTION", _attribution, ""),
            marking=_read(given, "MAPDASH_MARKING", _marking, ""),
            briefing_path=_read(given, "MAPDASH_BRIEFING", _path, own_briefing),
        )


def site_root() -> Path:
    """Return the folder that holds app.py, pages, geodata and .streamlit.

    Returns
    -------
    root : Path
        The folder `site` inside the package where mapdash was installed from a wheel,
        else the root of the clone. It is not checked that the files are there.
    """
    package = Path(__file__).resolve().parent
    installed = package / "site"
    return installed if installed.is_dir() else package.parents[1]


def _refusal(name: str, value: str, advice: str) -> SettingsError:
    shown = value if len(value) <= MAX_TITLE_LENGTH else value[:MAX_TITLE_LENGTH] + "…"
    return SettingsError(f"{name} is {shown!r}, which mapdash cannot use; {advice}.")


def _read(given: Mapping[str, str], name: str, parse: Callable[[str, str], T], default: T) -> T:
    return parse(name, given[name]) if name in given else default


def _path(name: str, value: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError as error:
        raise _refusal(name, value, "give the path without ~") from error


def _title(name: str, value: str) -> str:
    return _line(name, value, MAX_TITLE_LENGTH)


def _attribution(name: str, value: str) -> str:
    return _line(name, value, MAX_ATTRIBUTION_LENGTH)


def _marking(name: str, value: str) -> str:
    line = _line(name, value, MAX_MARKING_LENGTH)
    return "" if line.casefold() == "none" else line


def _line(name: str, value: str, max_length: int) -> str:
    if len(value) > max_length or not value.isprintable():
        raise _refusal(name, value, f"give one line of at most {max_length} characters")
    return value


def _address(name: str, value: str) -> str:
    try:
        return str(ipaddress.ip_address(value))
    except ValueError as error:
        # Digits and dots alone are a mistyped address, never the name of a host.
        if _HOST_NAME.fullmatch(value) and value.strip("0123456789."):
            return value
        raise _refusal(name, value, "give an IP address or a host name") from error


def _port(name: str, value: str) -> int:
    if re.fullmatch(r"[0-9]{1,5}", value) and 1 <= int(value) <= MAX_PORT:
        return int(value)
    raise _refusal(name, value, f"give a whole number from 1 to {MAX_PORT}")


def _yes_or_no(name: str, value: str) -> bool:
    if value.lower() in _YES | _NO:
        return value.lower() in _YES
    raise _refusal(name, value, "give 1 or 0")


def _public_origin(name: str, value: str) -> str:
    parts = None
    with suppress(ValueError):
        parts = urlsplit(value.removesuffix("/"))
    if parts is None or not _is_origin(parts):
        advice = "give scheme and host alone, such as https://maps.example.org"
        raise _refusal(name, value, advice)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _is_origin(parts: SplitResult) -> bool:
    return _is_web_host(parts) and not (parts.path or parts.query or parts.fragment)


def _is_web_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        is_host = bool(ipaddress.IPv6Address(host) if ":" in host else _HOST_NAME.fullmatch(host))
        is_port = parts.port != 0
    except ValueError:
        return False
    # The zone of an IPv6 address may be any text, and this becomes part of a header.
    is_plain = not {"@", "%"} & set(parts.netloc)
    return parts.scheme in {"http", "https"} and is_host and is_port and is_plain


def _basemap(name: str, value: str) -> Path | TileAddress:
    # One letter before a colon is a drive of Windows, not a scheme.
    if "{z}" not in value and not re.match(r"[a-z][a-z0-9+.-]+:", value, re.IGNORECASE):
        return _path(name, value)
    parts = None
    with suppress(ValueError):
        parts = urlsplit(value)
    if parts is None or not _is_web_host(parts) or not _is_tile_path(parts):
        advice = (
            "give a .pmtiles or .mbtiles file, or the address of picture tiles with {z}, {x} and "
            "{y} after the host, such as https://tiles.example.org/{z}/{x}/{y}.png"
        )
        raise _refusal(name, value, advice)
    origin = f"{parts.scheme}://{parts.netloc.lower()}"
    rest = value[value.index(parts.netloc) + len(parts.netloc) :]
    return TileAddress(template=origin + rest, origin=origin, host=parts.hostname or "")


def _is_tile_path(parts: SplitResult) -> bool:
    text = f"{parts.path}?{parts.query}"
    places = re.findall(r"\{[^{}]*\}|[{}]", text)
    is_picture = not parts.path.lower().endswith(_NOT_PICTURES)
    is_plain = bool(_TILE_PATH.fullmatch(text)) and not parts.fragment
    return sorted(places) == ["{x}", "{y}", "{z}"] and is_picture and is_plain


def _day(name: str, value: str) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise _refusal(name, value, "give a day as YYYY-MM-DD")


def _point_of_view(name: str, value: str) -> str:
    if _POINT_OF_VIEW.fullmatch(value):
        return value
    raise _refusal(name, value, "give a name of small letters, digits, - and _")
