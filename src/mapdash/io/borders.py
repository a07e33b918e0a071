"""Read the border files of one point of view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdash.errors import AssetError

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from mapdash.borders import Borders

COUNTRIES_FILE = "admin0.parquet"
PROVINCES_FILE = "admin1.parquet"
LINES_FILE = "lines.parquet"
WGS84 = "EPSG:4326"

_LABEL_COLUMNS = ("label_longitude", "label_latitude")
_COUNTRY_COLUMNS = ("view", "code", "name", "kind", *_LABEL_COLUMNS)
_PROVINCE_COLUMNS = (
    *("code", "name", "local_name", "alternates", "country", "type", "region"),
    *_LABEL_COLUMNS,
)
_LINE_COLUMNS = ("view", "first", "second", "status")
_REMEDY = "restore it from the release, or build it with tools/build_geodata.py"


def read_borders(folder: Path, *, view: str) -> Borders:
    """Read countries, provinces and boundary lines as one point of view draws them.

    Parameters
    ----------
    folder : Path
        The folder borders below `Settings.geodata_path`, with admin0.parquet, admin1.parquet
        and lines.parquet (GeoParquet, WGS 84).
    view : str
        `Settings.point_of_view`.

    Returns
    -------
    borders : Borders

    Raises
    ------
    SettingsError
        If there is no point of view of that name.
    AssetError
        If a file is missing, is no GeoParquet file, lacks a column, or holds nothing for the
        point of view.
    """
    from mapdash.borders import Borders, point_of_view  # noqa: PLC0415 - imports geopandas

    return Borders(
        point_of_view=point_of_view(view),
        countries=_read(folder / COUNTRIES_FILE, _COUNTRY_COLUMNS, view=view),
        provinces=_read(folder / PROVINCES_FILE, _PROVINCE_COLUMNS),
        lines=_read(folder / LINES_FILE, _LINE_COLUMNS, view=view),
    )


def _read(path: Path, columns: tuple[str, ...], *, view: str = "") -> gpd.GeoDataFrame:
    import geopandas as gpd  # noqa: PLC0415 - whoever reads no borders need not wait for it
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.compute as pc  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above
    import shapely  # noqa: PLC0415 - as above

    if not path.is_file():
        fault = f"The border file {str(path)!r} is missing; {_REMEDY}."
        raise AssetError(fault)
    try:
        table = pq.ParquetFile(path).read()
        missing = [name for name in (*columns, "geometry") if name not in table.column_names]
        if view and not missing:
            table = table.filter(pc.equal(table["view"], view))
        shapes = None if missing else shapely.from_wkb(table["geometry"].to_numpy())
    except (pa.ArrowException, OSError, shapely.errors.ShapelyError, TypeError) as error:
        fault = f"The border file {str(path)!r} is damaged; {_REMEDY}."
        raise AssetError(fault) from error
    if missing:
        fault = f"The border file {str(path)!r} lacks {' and '.join(missing)}; {_REMEDY}."
        raise AssetError(fault)
    if not table.num_rows:
        what = f"the point of view {view!r}" if view else "any place"
        fault = f"The border file {str(path)!r} holds nothing for {what}; {_REMEDY}."
        raise AssetError(fault)
    attributes = table.select(list(columns)).to_pandas()
    return gpd.GeoDataFrame(attributes, geometry=shapes, crs=WGS84)
