"""Write GeoParquet files that are the same, byte for byte, every time."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd

DICTIONARY_BYTES = 2**25
"""Enough for every shape of a file: one that two views share is then stored once."""


def write_geoparquet(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write *frame* to *path*, in one row group."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(
        path,
        index=False,
        compression="zstd",
        compression_level=19,
        geometry_encoding="WKB",
        schema_version="1.1.0",
        row_group_size=len(frame),
        dictionary_pagesize_limit=DICTIONARY_BYTES,
        data_page_size=DICTIONARY_BYTES,
    )
