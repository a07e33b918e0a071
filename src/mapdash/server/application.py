"""The parts that make Streamlit's server mapdash's, and the ways to start it."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, TypedDict

from starlette.middleware import Middleware
from streamlit.starlette import App

from mapdash.server.routes import OwnRoutes
from mapdash.server.security import SecurityMiddleware
from mapdash.server.sockets import send_at_once
from mapdash.server.streamlit_options import streamlit_options
from mapdash.server.warming import WarmUp
from mapdash.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from contextlib import AbstractAsyncContextManager
    from typing import Any

    from starlette.routing import BaseRoute


class AppParts(TypedDict):
    """The arguments of `streamlit.starlette.App` besides the script."""

    routes: Sequence[BaseRoute]
    middleware: Sequence[Middleware]
    lifespan: Callable[[App], AbstractAsyncContextManager[dict[str, Any] | None]]


def app_parts(
    settings: Settings | None = None, *, on_ready: Callable[[], None] | None = None
) -> AppParts:
    """Return what mapdash adds to a Streamlit `App`: routes, middleware and lifespan.

    Parameters
    ----------
    settings : Settings or None, default None
        Read from the environment when None.
    on_ready : callable or None, default None
        Called once when the server is about to answer its first request.

    Returns
    -------
    parts : AppParts
        Keyword arguments for `streamlit.starlette.App`.

    Raises
    ------
    SettingsError
        If a variable of the environment has a value that mapdash cannot use.
    """
    settings = settings or Settings.from_environment(os.environ)
    tile_origin = settings.tile_server.origin if settings.tile_server else None
    warm_up = WarmUp()

    @asynccontextmanager
    async def lifespan(_app: App) -> AsyncIterator[None]:
        send_at_once()
        warm_up.start()
        if on_ready is not None:
            on_ready()
        yield

    return AppParts(
        routes=[OwnRoutes(warm_up, tile_origin=tile_origin)],
        middleware=[
            Middleware(
                SecurityMiddleware,
                public_origin=settings.public_origin,
                tile_origin=tile_origin,
            )
        ],
        lifespan=lifespan,
    )


def create_app(
    script: str, settings: Settings | None = None, *, on_ready: Callable[[], None] | None = None
) -> App:
    """Return the ASGI application that serves a Streamlit script with mapdash's rules.

    Parameters
    ----------
    script : str
        Path of the Streamlit script.
    settings : Settings or None, default None
        Read from the environment when None.
    on_ready : callable or None, default None
        Called once when the server is about to answer its first request.

    Returns
    -------
    app : App

    Raises
    ------
    SettingsError
        If a variable of the environment has a value that mapdash cannot use.
    """
    return App(script, **app_parts(settings, on_ready=on_ready))


def serve(app: App, settings: Settings | None = None) -> None:
    """Serve *app* with mapdash's Streamlit options until the process is stopped.

    Parameters
    ----------
    app : App
    settings : Settings or None, default None
        Read from the environment when None.

    Raises
    ------
    SettingsError
        If a variable of the environment has a value that mapdash cannot use.
    """
    options = streamlit_options(settings or Settings.from_environment(os.environ))
    # Ctrl-C is how a person ends it, after which the server has shut down in order.
    with suppress(KeyboardInterrupt):
        app.run(config=options)
