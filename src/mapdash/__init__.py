"""Explore, filter and brief geocoded, dated and sourced events on a map, offline."""

__version__ = "0.1.0"
