"""The server's parts fit together and start light."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mapdash.errors import SettingsError
from mapdash.server import app_parts


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
