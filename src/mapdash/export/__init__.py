"""Exporters: what is on the screen as bytes that other tools open."""

from mapdash.export.csv import table_to_csv

__all__ = ["table_to_csv"]
