"""The server: Streamlit's own, with mapdash's routes, its rules for requests and its headers.

Importing this package stays cheap (no pandas, no folium), because the server answers only
once it is imported; what is heavy is imported in the background, see `warming`.
"""

from mapdash.server.application import app_parts, create_app, serve

__all__ = ["app_parts", "create_app", "serve"]
