"""Serve a script of the benchmarks as mapdash is served: same routes, headers and options.

Run as ``python bench/serve_app.py SCRIPT`` for mapdash's own start, with everything imported in
the background and frozen out of the garbage collector, or with ``--stock`` for a server that
leaves that as Streamlit does.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from streamlit.starlette import App

from mapdash.server import app_parts, serve


def main() -> None:
    """Serve until the process is stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("script", type=Path)
    parser.add_argument("--stock", action="store_true")
    options = parser.parse_args()
    # Streamlit looks for a relative path beside this file.
    script = str(options.script.resolve())
    parts = app_parts()
    if options.stock:
        app = App(script, routes=parts["routes"], middleware=parts["middleware"])
    else:
        app = App(script, **parts)
    serve(app)


if __name__ == "__main__":
    main()
