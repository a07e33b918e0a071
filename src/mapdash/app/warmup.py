"""Warm-up: what would make the first reader wait, done while nobody waits yet."""

from __future__ import annotations

import gc


def warm_up() -> None:
    """Import the page, load the data, and take all of it out of the collector's sight.

    Streamlit runs the collector after every script run; with these libraries loaded that takes
    several times as long as a run, and finds nothing. Freezing once, when all is loaded, ends it.
    """
    from mapdash.app import caches, dashboard, data_page  # noqa: F401, PLC0415 - this is the work

    caches.workspace()
    gc.collect()
    gc.freeze()
