"""The security headers of each kind of answer, as data."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COMMON_HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    # A map's frame has no origin, which only * can match; frames come from this server alone.
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), clipboard-write=*, "
        "display-capture=(), fullscreen=*, geolocation=(), gyroscope=(), hid=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
    ),
}

INERT_POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For answers that are data, never documents."""


def page_policy(hosts: Sequence[str], script_hashes: Sequence[str]) -> str:
    """Return the Content-Security-Policy of the Streamlit page.

    Parameters
    ----------
    hosts : sequence of str
        Host and port of every origin that the page may open a websocket to.
    script_hashes : sequence of str
        Such as "sha256-...": the inline scripts of Streamlit's index.html.
    """
    sockets = " ".join(f"ws://{host} wss://{host}" for host in hosts)
    hashes = " ".join(f"'{script_hash}'" for script_hash in script_hashes)
    return _policy(
        {
            "default-src": "'none'",
            "script-src": f"'self' 'wasm-unsafe-eval' {hashes}".strip(),
            "style-src": "'self' 'unsafe-inline'",
            "img-src": "'self' data: blob:",
            "font-src": "'self' data:",
            "connect-src": f"'self' {sockets}".strip(),
            "frame-src": "'self'",
            "worker-src": "'self' blob:",
            "frame-ancestors": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "object-src": "'none'",
        }
    )


def component_policy(origins: Sequence[str], *, tile_origin: str | None = None) -> str:
    """Return the Content-Security-Policy of the frames that maps run in.

    The sandbox gives the frame an origin of its own, so that no script in it can reach the
    page; 'self' means nothing there, and the server's origins are named instead.

    Parameters
    ----------
    origins : sequence of str
        Such as "http://127.0.0.1:8501": where the frame may load files and data from.
    tile_origin : str or None, default None
        A tile server that the settings allow: pictures may come from it, and nothing else.
    """
    sources = " ".join(origins)
    pictures = f"{sources} {tile_origin}" if tile_origin else sources
    return _policy(
        {
            "sandbox": "allow-scripts",
            "default-src": "'none'",
            # streamlit-folium runs the map's script as text.
            "script-src": f"{sources} 'unsafe-inline' 'unsafe-eval'",
            "style-src": f"{sources} 'unsafe-inline'",
            "img-src": f"{pictures} data: blob:",
            "font-src": f"{sources} data:",
            "connect-src": sources,
            "worker-src": f"{sources} blob:",
            "frame-ancestors": "'self'",
            "base-uri": "'none'",
            "form-action": "'none'",
            "object-src": "'none'",
        }
    )


def presenter_policy(script_hashes: Sequence[str], *, tile_origin: str | None = None) -> str:
    """Return the Content-Security-Policy of a page that plays a briefing.

    It has the origin of the dashboard, which it may be shown in, and runs nothing but the
    files of this server and its own inline scripts.

    Parameters
    ----------
    script_hashes : sequence of str
        What `inline_script_hashes` answers of the page.
    tile_origin : str or None, default None
        As for `component_policy`.
    """
    hashes = " ".join(f"'{script_hash}'" for script_hash in script_hashes)
    pictures = f" {tile_origin}" if tile_origin else ""
    return _policy(
        {
            "default-src": "'none'",
            "script-src": f"'self' {hashes}".strip(),
            "style-src": "'self' 'unsafe-inline'",
            "img-src": f"'self' data: blob:{pictures}",
            "font-src": "'self' data:",
            "connect-src": "'self'",
            # The notes show the scenes in frames of the same page.
            "frame-src": "'self'",
            "worker-src": "'self' blob:",
            "frame-ancestors": "'self'",
            "base-uri": "'none'",
            "form-action": "'none'",
            "object-src": "'none'",
        }
    )


def inline_script_hashes(html: str) -> tuple[str, ...]:
    """Return the hash source of every inline script of a page.

    Parameters
    ----------
    html : str
        A whole document.

    Returns
    -------
    hashes : tuple of str
        Such as ("sha256-...",), in the order of the document, for a `script-src`. Data in a
        script element, such as JSON, does not run and is left out.
    """
    parser = _InlineScripts()
    parser.feed(html)
    parser.close()
    digests = (hashlib.sha256(text.encode()).digest() for text in parser.texts)
    return tuple(f"sha256-{base64.b64encode(digest).decode()}" for digest in digests)


def _policy(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class _InlineScripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_script = (given.get("type") or "text/javascript") == "text/javascript"
        if tag == "script" and "src" not in given and is_script:
            self._is_inside = True
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.texts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._is_inside = False
