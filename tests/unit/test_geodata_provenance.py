"""What ships in geodata/ is what PROVENANCE.md says, and says of the world what it should."""

from __future__ import annotations

import csv
import hashlib
import importlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mapdash.basemaps import BASEMAPS, DEFAULT_BASEMAP
from mapdash.borders import POINTS_OF_VIEW

ROOT = Path(__file__).resolve().parents[2]
GEODATA = ROOT / "geodata"
FILE_ROW = re.compile(r"^\| (?P<path>[\w./]+) \|.*\| (?P<sha256>[0-9a-f]{64}) \|$", re.MULTILINE)


def read_account() -> dict[str, str]:
    """Return the SHA-256 that PROVENANCE.md gives, by file."""
    text = (GEODATA / "PROVENANCE.md").read_text("utf-8")
    return {row["path"]: row["sha256"] for row in FILE_ROW.finditer(text)}


def read_names() -> dict[str, str]:
    """Return the country names by code."""
    with (GEODATA / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso_a3"]: row["name"] for row in csv.DictReader(file)}


@pytest.fixture
def geobuild(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Any]]:
    """Import a module of the builder, and forget it again."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    yield lambda name: importlib.import_module(f"geobuild.{name}")
    for name in [name for name in sys.modules if name.split(".")[0] == "geobuild"]:
        monkeypatch.delitem(sys.modules, name)


def test_every_file_of_geodata_is_accounted_for_with_its_checksum() -> None:
    files = [p for p in GEODATA.rglob("*") if p.is_file() and p.name != "PROVENANCE.md"]
    found = {
        p.relative_to(GEODATA).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }
    borders = {f"borders/{name}.parquet" for name in ("admin0", "admin1", "lines")}
    assert set(found) >= {"countries.csv", "events.csv", *borders}
    assert found == read_account()


def test_the_account_names_each_source_and_tool_with_version_and_licence(
    geobuild: Callable[[str], Any],
) -> None:
    text = (GEODATA / "PROVENANCE.md").read_text("utf-8")
    sources = geobuild("sources")
    assert len(sources.SOURCES) == 6
    assert len(sources.TOOLS) == 1
    for source in (*sources.SOURCES, *sources.TOOLS):
        assert f"| {source.name} | {source.version} | {source.registry}, 2026-11-24 |" in text
        assert f"| {source.data_licence} | {source.attribution} |" in text
        assert re.fullmatch("[0-9a-f]{64}", source.sha256)
    assert "python tools/build_geodata.py" in text


def test_every_attribution_reaches_the_screen(geobuild: Callable[[str], Any]) -> None:
    attributions = {source.attribution for source in geobuild("sources").SOURCES}
    needed = {text for text in attributions if not text.startswith("none")}
    assert needed == {"Made with Natural Earth", "GeoNames, CC BY 4.0"}
    shown = BASEMAPS[DEFAULT_BASEMAP].attribution
    assert {text for text in needed if text not in shown} == set()


def test_the_account_of_a_source_without_attribution_has_its_notice() -> None:
    text = (GEODATA / "PROVENANCE.md").read_text("utf-8")
    assert "Copyright (c) 2020 Mike Borsetti" in text
    assert "Copyright (c) 2014 mwgg" in text


def test_the_account_names_every_point_of_view() -> None:
    text = (GEODATA / "PROVENANCE.md").read_text("utf-8")
    assert [f"- `{name}`:" in text for name in POINTS_OF_VIEW] == [True, True]


def test_a_file_that_nobody_described_stops_the_account(
    geobuild: Callable[[str], Any], tmp_path: Path
) -> None:
    provenance = geobuild("provenance")
    (tmp_path / "countries.csv").write_text("iso_a3,name\n", "utf-8")
    provenance.write_account(tmp_path)
    assert "| countries.csv |" in (tmp_path / "PROVENANCE.md").read_text("utf-8")
    (tmp_path / "borders").mkdir()
    (tmp_path / "borders" / "mine.csv").write_text("", "utf-8")
    with pytest.raises(provenance.AccountError, match=r"does not describe borders/mine\.csv"):
        provenance.write_account(tmp_path)


def test_two_accounts_of_the_same_files_are_the_same_bytes(
    geobuild: Callable[[str], Any], tmp_path: Path
) -> None:
    for name in ("countries.csv", "events.csv"):
        (tmp_path / name).write_bytes((GEODATA / name).read_bytes())
    provenance = geobuild("provenance")
    provenance.write_account(tmp_path)
    first = (tmp_path / "PROVENANCE.md").read_bytes()
    provenance.write_account(tmp_path)
    assert (tmp_path / "PROVENANCE.md").read_bytes() == first
    assert b"| borders/admin0.parquet |" not in first


def test_countries_hold_every_iso_code_and_kosovo() -> None:
    names = read_names()
    assert len(names) == 250
    assert all(re.fullmatch("[A-Z]{3}", code) for code in names)
    assert all(name == name.strip() != "" for name in names.values())


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("BLR", "Belarus"),
        ("CHN", "China"),
        ("FRA", "France"),
        ("IRN", "Iran"),
        ("NOR", "Norway"),
        ("REU", "Réunion"),
        ("RUS", "Russia"),
        ("SRB", "Serbia"),
        ("TUV", "Tuvalu"),
        ("TZA", "Tanzania"),
        ("USA", "United States"),
        ("XKX", "Kosovo"),
    ],
)
def test_countries_have_the_names_that_readers_use(code: str, name: str) -> None:
    assert read_names()[code] == name
