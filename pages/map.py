"""The map."""

from mapdash.app.dashboard import show_dashboard

show_dashboard()
