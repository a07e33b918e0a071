"""The wheel holds all that mapdash needs to serve from another folder."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.integration.running import running

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from the clone."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=project_root, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scripts folder of a new environment with the wheel and this one's libraries."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(environment)],
        check=True,
        capture_output=True,
    )
    (site,) = environment.glob("lib/python*/site-packages")
    scripts = environment / "bin"
    install = ["install", "--no-deps", "--no-index", "--no-compile", str(wheel)]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(scripts / "python"), *install],
        check=True,
        capture_output=True,
    )
    # A path in a .pth file is only searched; so mapdash itself comes from the wheel.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts


def test_it_holds_geodata_pages_app_and_browser_files(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "mapdash/pyproject.toml",
        "mapdash/py.typed",
        "mapdash/app/web/panel.js",
        "mapdash/render/web/runtime.js",
        "mapdash/render/web/vendor/manifest.json",
        "mapdash/render/web/vendor/leaflet@1.9.3/dist/leaflet.js",
        "mapdash/render/web/vendor/leaflet@1.9.3/LICENSE",
        "mapdash/site/app.py",
        "mapdash/site/pages/map.py",
        "mapdash/site/geodata/events.csv",
        "mapdash/site/geodata/countries.csv",
        "mapdash/site/.streamlit/config.toml",
        "mapdash-0.1.0.dist-info/licenses/LICENSE",
    } <= names


def test_it_holds_no_tests_and_no_leavings(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert [n for n in names if n.startswith("tests/") or n.endswith((".pyc", ".map"))] == []
    assert {name.split("/")[0] for name in names} == {"mapdash", "mapdash-0.1.0.dist-info"}


def test_the_installed_command_serves_from_another_folder(
    installed: Path, free_port: int, tmp_path: Path
) -> None:
    with running([str(installed / "mapdash")], free_port, folder=tmp_path) as server:
        assert server.get("/").headers["content-security-policy"].startswith("default-src 'none';")
        assert server.get("/mapdash-assets/runtime.js").status == 200
        assert server.get("/_stcore/bidi-components/mapdash.panel/panel.js").status == 200
        assert server.warm_up_state() == "ready"


def test_the_installed_command_reads_the_events_of_the_wheel(
    installed: Path, tmp_path: Path
) -> None:
    code = "from mapdash.settings import site_root; print(site_root())"
    done = subprocess.run(
        [str(installed / "python"), "-c", code],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip().endswith("/site-packages/mapdash/site")
    assert done.stdout.startswith(str(installed.parent))
