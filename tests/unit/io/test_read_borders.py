from __future__ import annotations

import shutil
from pathlib import Path

import geopandas as gpd
import pytest

from mapdash.errors import AssetError, SettingsError
from mapdash.io import read_borders

SHIPPED = Path(__file__).resolve().parents[3] / "geodata" / "borders"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the folder that ships."""
    shutil.copytree(SHIPPED, tmp_path / "borders")
    return tmp_path / "borders"


@pytest.mark.parametrize("view", ["default", "iso"])
def test_only_the_rows_of_the_point_of_view_are_read(view: str) -> None:
    borders = read_borders(SHIPPED, view=view)
    assert borders.point_of_view.name == view
    assert set(borders.countries["view"]) == {view}
    assert set(borders.lines["view"]) == {view}
    assert len(borders.provinces) == 4573


def test_all_frames_are_in_degrees_with_a_fresh_index() -> None:
    borders = read_borders(SHIPPED, view="iso")
    for frame in (borders.countries, borders.provinces, borders.lines):
        assert frame.crs == "EPSG:4326"
        assert frame.index.tolist() == list(range(len(frame)))


def test_an_unknown_point_of_view_is_refused() -> None:
    with pytest.raises(SettingsError, match="is 'un', which mapdash does not have"):
        read_borders(SHIPPED, view="un")


@pytest.mark.parametrize("name", ["admin0.parquet", "admin1.parquet", "lines.parquet"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(AssetError, match=rf"^The border file '.*{name}' is missing; restore it"):
        read_borders(folder, view="default")


def test_a_missing_folder_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(AssetError, match=r"admin0\.parquet' is missing"):
        read_borders(tmp_path / "nowhere", view="default")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"no parquet file at all", b"PAR1" * 100])
def test_a_file_that_is_no_parquet_is_damaged(folder: Path, content: bytes) -> None:
    (folder / "admin1.parquet").write_bytes(content)
    with pytest.raises(AssetError, match=r"admin1\.parquet' is damaged; restore it"):
        read_borders(folder, view="default")


def test_a_file_that_was_cut_off_is_damaged(folder: Path) -> None:
    path = folder / "lines.parquet"
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(AssetError, match=r"lines\.parquet' is damaged"):
        read_borders(folder, view="default")


def test_shapes_that_are_none_are_damage(folder: Path) -> None:
    path = folder / "lines.parquet"
    frame = gpd.read_parquet(path)
    table = frame.drop(columns="geometry").assign(geometry=b"no shape")
    table.to_parquet(path)
    with pytest.raises(AssetError, match=r"lines\.parquet' is damaged"):
        read_borders(folder, view="default")


def test_missing_columns_are_named(folder: Path) -> None:
    path = folder / "admin0.parquet"
    gpd.read_parquet(path).drop(columns=["kind", "view"]).to_parquet(path)
    with pytest.raises(AssetError, match=r"admin0\.parquet' lacks view and kind; restore it"):
        read_borders(folder, view="default")


def test_a_file_without_the_point_of_view_is_refused(folder: Path) -> None:
    path = folder / "lines.parquet"
    frame = gpd.read_parquet(path)
    frame[frame["view"] == "default"].to_parquet(path)
    with pytest.raises(AssetError, match="holds nothing for the point of view 'iso'"):
        read_borders(folder, view="iso")


def test_an_empty_file_of_provinces_is_refused(folder: Path) -> None:
    path = folder / "admin1.parquet"
    gpd.read_parquet(path).iloc[:0].to_parquet(path)
    with pytest.raises(AssetError, match=r"admin1\.parquet' holds nothing for any place"):
        read_borders(folder, view="default")


def test_more_columns_than_needed_do_no_harm(folder: Path) -> None:
    path = folder / "lines.parquet"
    gpd.read_parquet(path).assign(note="x").to_parquet(path)
    assert "note" not in read_borders(folder, view="default").lines
