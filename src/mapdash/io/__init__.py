"""Readers: from a file to a raw table. They interpret nothing and lose nothing."""

from mapdash.io.countries import read_countries
from mapdash.io.tables import read_table

__all__ = ["read_countries", "read_table"]
