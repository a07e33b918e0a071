"""The vendored browser files are those of the manifest, and folium finds all it asks for."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR_FOLDERS = ("src/mapdash/render/web/vendor", "tests/vendor")
WEB = ROOT / VENDOR_FOLDERS[0]
CSS_REFERENCE = re.compile(r"url\(\s*['\"]?([^'\")]+)")
FETCHED_ABROAD = re.compile(r"(?:url\(|@import|importScripts\()\s*['\"]?(?:https?:)?//")


def read_manifest(folder: str) -> dict[str, Any]:
    """Return the manifest of one vendor folder."""
    manifest: dict[str, Any] = json.loads((ROOT / folder / "manifest.json").read_text("utf-8"))
    return manifest


def run_check(root: Path) -> subprocess.CompletedProcess[str]:
    """Run ``tools/vendor_web.py --check`` on the project copy at *root*."""
    command = [sys.executable, str(ROOT / "tools/vendor_web.py"), "--check", "--root", str(root)]
    return subprocess.run(command, check=False, capture_output=True, text=True, env={})


@pytest.fixture
def project_copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of all vendored files."""
    for folder in VENDOR_FOLDERS:
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("folder", VENDOR_FOLDERS)
def test_every_vendored_file_has_the_size_and_checksum_of_the_manifest(folder: str) -> None:
    files = read_manifest(folder)["files"]
    found = {
        path: (len(content), hashlib.sha256(content).hexdigest())
        for path in files
        for content in [(ROOT / folder / path).read_bytes()]
    }
    assert len(files) >= 2
    assert found == {path: (entry["size"], entry["sha256"]) for path, entry in files.items()}


@pytest.mark.parametrize("folder", VENDOR_FOLDERS)
def test_every_package_has_its_licence_text_beside_it(folder: str) -> None:
    texts = [
        (ROOT / folder / package["licence_file"]).read_text("utf-8")
        for package in read_manifest(folder)["packages"]
    ]
    assert texts
    assert all(re.search("copyright|license", text, re.IGNORECASE) for text in texts)


def test_leaflet_is_the_version_that_folium_asks_for() -> None:
    packages = {p["name"]: p["version"] for p in read_manifest(VENDOR_FOLDERS[0])["packages"]}
    assert packages["leaflet"] == "1.9.3"
    assert packages["jquery"] == "3.7.1"


def test_every_address_that_stock_folium_names_stands_for_a_vendored_file() -> None:
    manifest = read_manifest(VENDOR_FOLDERS[0])
    # In a process of its own: rendering points the classes at the vendored files.
    script = (
        "import json, folium, folium.plugins as plugins\n"
        "classes = (folium.Map, plugins.MarkerCluster, plugins.FastMarkerCluster)\n"
        "print(json.dumps([a for c in classes for _, a in (*c.default_js, *c.default_css)]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    asked = set(json.loads(done.stdout))
    assert len(asked) == 13
    assert asked == set(manifest["addresses"])
    assert set(manifest["addresses"].values()) <= set(manifest["files"])


def test_addresses_keep_the_kind_of_file() -> None:
    addresses = read_manifest(VENDOR_FOLDERS[0])["addresses"]
    assert all(
        PurePosixPath(address).suffix == PurePosixPath(path).suffix
        for address, path in addresses.items()
    )


def test_style_sheets_refer_to_vendored_files_only() -> None:
    files = read_manifest(VENDOR_FOLDERS[0])["files"]
    missing = set()
    for path in (p for p in files if p.endswith(".css")):
        for reference in CSS_REFERENCE.findall((WEB / path).read_text("utf-8")):
            if reference.startswith(("data:", "#")):
                continue
            target = (WEB / path).parent.joinpath(reference).resolve()
            if target.suffix == ".ttf":
                target = target.with_suffix(".woff2")  # named first, so the only one loaded
            if not target.is_file():
                missing.add(f"{path}: {reference}")
    assert missing == set()


def test_no_style_sheet_or_script_fetches_from_another_host() -> None:
    texts = {p: p.read_text("utf-8") for p in WEB.rglob("*") if p.suffix in {".js", ".css"}}
    assert len(texts) == 13
    assert [p.name for p, text in texts.items() if FETCHED_ABROAD.search(text)] == []


def test_the_check_accepts_an_untouched_copy(project_copy: Path) -> None:
    done = run_check(project_copy)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_check_names_a_changed_file(project_copy: Path) -> None:
    leaflet = project_copy / VENDOR_FOLDERS[0] / "leaflet@1.9.3/dist/leaflet.js"
    leaflet.write_bytes(leaflet.read_bytes() + b"\n")
    done = run_check(project_copy)
    assert done.returncode == 1
    assert "leaflet@1.9.3/dist/leaflet.js differs from the manifest." in done.stderr


def test_the_check_names_a_file_that_nobody_listed(project_copy: Path) -> None:
    (project_copy / VENDOR_FOLDERS[0] / "extra.js").write_text("'use strict';")
    done = run_check(project_copy)
    assert done.returncode == 1
    assert "extra.js is not listed." in done.stderr


def test_the_check_names_a_missing_file(project_copy: Path) -> None:
    (project_copy / VENDOR_FOLDERS[0] / "jquery@3.7.1/dist/jquery.min.js").unlink()
    done = run_check(project_copy)
    assert done.returncode == 1
    assert "jquery@3.7.1/dist/jquery.min.js is missing." in done.stderr
