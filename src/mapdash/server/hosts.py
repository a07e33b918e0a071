"""Which requests are meant for this server: the rules for the Host and Origin headers.

A page of another site can name this server by a host name of its own and then read it as if
it were its own (DNS rebinding). That needs a name; so the only names that are answered are
localhost and the one that the settings give, besides bare IP addresses.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_HOST: Final = re.compile(
    r"(?P<name>[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::(?P<port>[0-9]{1,5}))?",
    re.ASCII | re.IGNORECASE,
)
_MAX_PORT: Final = 65_535


@dataclass(frozen=True, slots=True)
class Host:
    """Hold a Host header that was read strictly.

    Parameters
    ----------
    name : str
        In small letters, without the brackets of an IPv6 address.
    text : str
        Name and port as they stand in an origin, such as "[::1]:8501".
    """

    name: str
    text: str

    @property
    def address(self) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
        """The name as an IP address, None when it is not one."""
        return _ip_address(self.name)

    @property
    def is_loopback(self) -> bool:
        """Whether the name can only mean the machine itself."""
        return self.name == "localhost" or is_loopback(self.name)


def is_loopback(address: str) -> bool:
    """Return whether *address* is an IP address of the machine itself."""
    ip_address = _ip_address(address)
    return ip_address is not None and ip_address.is_loopback


def parse_host(header: str) -> Host | None:
    """Read a Host header strictly.

    Parameters
    ----------
    header : str
        As the client sent it.

    Returns
    -------
    host : Host or None
        None when it is anything but a host name or an IP address with an optional port;
        so `Host.text` is safe inside a header of the answer.
    """
    match = _HOST.fullmatch(header)
    if match is None or int(match["port"] or 0) > _MAX_PORT:
        return None
    name = match["name"].lower()
    if name.startswith("["):
        name = name.strip("[]")
        if ":" not in name or _ip_address(name) is None:
            return None
    return Host(name=name, text=header.lower())


def is_host_allowed(host: Host, *, server_address: str | None, public_origin: str | None) -> bool:
    """Return whether a request for *host* is meant for this server.

    Parameters
    ----------
    host : Host
    server_address : str or None
        The address of this machine at which the request arrived, None when unknown.
    public_origin : str or None
        `Settings.public_origin`.

    Returns
    -------
    is_allowed : bool
        True for localhost and the loopback addresses, for the public origin, and for any
        other IP address when the request did not arrive over loopback.
    """
    if host.is_loopback:
        return True
    if public_origin is not None and host.name == urlsplit(public_origin).hostname:
        return True
    return host.address is not None and not is_loopback(server_address or "127.0.0.1")


def is_origin_allowed(origin: str, host: Host, *, public_origin: str | None) -> bool:
    """Return whether a page of *origin* may open a websocket for *host*.

    Parameters
    ----------
    origin : str
        The Origin header.
    host : Host
        The Host header of the same request.
    public_origin : str or None
        `Settings.public_origin`.
    """
    return origin.lower() in {f"http://{host.text}", f"https://{host.text}", public_origin}


def _ip_address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
