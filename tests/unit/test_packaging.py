"""What the project says of itself is the same in every place, and names no package host."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from streamlit.components.v2.manifest_scanner import scan_component_manifests

import mapdash

if TYPE_CHECKING:
    from pathlib import Path


def requirements(text: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text, re.MULTILINE))


def test_the_component_manifest_has_the_version_of_the_package(project_root: Path) -> None:
    text = (project_root / "src" / "mapdash" / "pyproject.toml").read_text("utf-8")
    assert tomllib.loads(text)["project"] == {"name": "mapdash", "version": mapdash.__version__}


def test_streamlit_finds_the_components(project_root: Path) -> None:
    found = {manifest.name: (manifest, root) for manifest, root in scan_component_manifests()}
    manifest, root = found["mapdash"]
    assert root == project_root / "src" / "mapdash"
    folders = {component.resolve_asset_root(root) for component in manifest.components}
    assert folders == {root / "app" / "web"}


def test_every_pin_has_a_hash_and_no_line_names_a_host(project_root: Path) -> None:
    text = (project_root / "constraints.txt").read_text("utf-8")
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://|--(?:index|extra|find)", text) == []


def test_every_dependency_is_pinned(project_root: Path) -> None:
    project = tomllib.loads((project_root / "pyproject.toml").read_text("utf-8"))
    named = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    pinned = requirements((project_root / "constraints.txt").read_text("utf-8"))
    assert {re.split(r"[=<>]", name)[0] for name in named} - set(pinned) == set()
    assert (pinned["streamlit"], pinned["folium"]) == ("1.67.0", "0.20.0")
