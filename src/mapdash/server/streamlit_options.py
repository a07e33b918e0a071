"""Streamlit's options: one place that says how Streamlit runs, and why.

`.streamlit/config.toml` says the same, for starts that do not go through `serve`; a test
holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdash.settings import Settings

FIXED_OPTIONS: Final[Mapping[str, object]] = {
    # Nothing leaves the machine, and nothing of it shows in the browser.
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.allowedOrigins": [],
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.showEmailPrompt": False,
    # An application, not a notebook: no reload on save, no menu for developers.
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.allowRunOnSave": False,
    "runner.magicEnabled": False,
    "client.toolbarMode": "minimal",
    "client.showSidebarNavigation": False,
    "logger.hideWelcomeMessage": True,
}

_SHAPE: Final[Mapping[str, object]] = {
    "theme.font": "sans-serif",
    "theme.headingFont": "sans-serif",
    "theme.codeFont": "monospace",
    "theme.baseFontSize": 15,
    "theme.baseRadius": "small",
    "theme.buttonRadius": "small",
    "theme.showSidebarBorder": True,
    "theme.showWidgetBorder": True,
    "theme.linkUnderline": True,
}
_LIGHT: Final[Mapping[str, object]] = {
    "primaryColor": "#1f5582",
    "backgroundColor": "#ffffff",
    "secondaryBackgroundColor": "#f2f5f8",
    "textColor": "#1a2530",
    "linkColor": "#1f5582",
    "borderColor": "#ccd5de",
    "dataframeBorderColor": "#dde4ea",
    "dataframeHeaderBackgroundColor": "#f2f5f8",
    "sidebar.backgroundColor": "#f6f8fa",
    "sidebar.secondaryBackgroundColor": "#ffffff",
}
_DARK: Final[Mapping[str, object]] = {
    "primaryColor": "#3079b5",
    "backgroundColor": "#10161d",
    "secondaryBackgroundColor": "#1a232d",
    "textColor": "#e4eaf0",
    "linkColor": "#8bbfe8",
    "borderColor": "#35424f",
    "dataframeBorderColor": "#2b3743",
    "dataframeHeaderBackgroundColor": "#1a232d",
    "sidebar.backgroundColor": "#151d25",
    "sidebar.secondaryBackgroundColor": "#1f2a35",
}
THEME_OPTIONS: Final[Mapping[str, object]] = {
    **_SHAPE,
    **{f"theme.light.{name}": value for name, value in _LIGHT.items()},
    **{f"theme.dark.{name}": value for name, value in _DARK.items()},
}


def streamlit_options(settings: Settings) -> dict[str, object]:
    """Return every Streamlit option that mapdash sets.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    options : dict of str to object
        From names such as "server.port" to values, as `App.run` takes them.
        `browser.serverAddress` is always there: without it Streamlit asks the internet
        for its own address.
    """
    public_host = urlsplit(settings.public_origin or "").hostname
    return {
        "server.address": settings.address,
        "server.port": settings.port,
        "server.headless": True,
        "browser.serverAddress": public_host or settings.address,
        "server.corsAllowedOrigins": [settings.public_origin] if settings.public_origin else [],
        **FIXED_OPTIONS,
        **THEME_OPTIONS,
    }
