"""Where a request goes, seen from below Streamlit's base path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit

if TYPE_CHECKING:
    from starlette.types import Scope


def base_path() -> str:
    """Return Streamlit's server.baseUrlPath as "" or "/some/path".

    It must not be read before the `App` exists: until then Streamlit does not know which
    folder's configuration to read, and keeps the wrong one.
    """
    path = str(streamlit.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def path_below_base(scope: Scope) -> str | None:
    """Return the path of a request without the base path.

    Parameters
    ----------
    scope : Scope
        Of an HTTP request or a websocket.

    Returns
    -------
    path : str or None
        "/" or more; None for a request outside the base path.
    """
    path = str(scope["path"])
    prefix = str(scope.get("root_path", "")) + base_path()
    if not path.startswith(prefix):
        return None
    below = path[len(prefix) :]
    return below if below.startswith("/") else None
