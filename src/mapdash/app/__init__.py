"""The Streamlit shell: what a session runs. Only this room imports Streamlit's page API."""

from __future__ import annotations


def run() -> None:
    """Run the page that the session asks for."""
    from mapdash.app.site import run_site  # noqa: PLC0415 - the server imports this room early

    run_site()
