"""The server's parts fit together and start light."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mapdash.errors import SettingsError
from mapdash.server import app_parts
from mapdash.settings import Settings


def test_importing_the_server_imports_nothing_heavy() -> None:
    code = (
        "import sys, mapdash.server\n"
        "heavy = {'pandas', 'geopandas', 'pyogrio', 'matplotlib', 'folium', 'branca', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPDASH_PORT", "many")
    with pytest.raises(SettingsError, match="MAPDASH_PORT is 'many'"):
        app_parts()


@pytest.mark.parametrize(
    ("environ", "tile_origin"),
    [
        ({}, None),
        ({"MAPDASH_ONLINE": "1"}, None),
        ({"MAPDASH_ONLINE": "1", "MAPDASH_BASEMAP": "map.pmtiles"}, None),
        ({"MAPDASH_BASEMAP": "https://t.example/{z}/{x}/{y}.png"}, None),
        (
            {"MAPDASH_ONLINE": "1", "MAPDASH_BASEMAP": "https://t.example/{z}/{x}/{y}.png"},
            "https://t.example",
        ),
        ({"MAPDASH_BASEMAP": "http://127.0.0.1:81/{z}/{x}/{y}.png"}, "http://127.0.0.1:81"),
    ],
)
def test_maps_may_ask_the_tile_server_that_the_settings_allow_and_no_other(
    environ: dict[str, str], tile_origin: str | None
) -> None:
    (middleware,) = app_parts(Settings.from_environment(environ))["middleware"]
    assert middleware.kwargs["tile_origin"] == tile_origin
