"""Streamlit runs the same way however it is started."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import streamlit.config

from mapdash.server.streamlit_options import streamlit_options
from mapdash.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def test_the_configuration_file_says_the_same(project_root: Path) -> None:
    text = (project_root / ".streamlit" / "config.toml").read_text("utf-8")
    assert dict(flat(tomllib.loads(text))) == streamlit_options(Settings.from_environment({}))


def test_streamlit_knows_every_option() -> None:
    options = streamlit_options(Settings.from_environment({}))
    assert set(options) <= set(streamlit.config._config_options_template)


def test_nothing_leaves_the_machine_and_nothing_of_it_shows() -> None:
    options = streamlit_options(Settings.from_environment({}))
    assert options["browser.gatherUsageStats"] is False
    assert options["client.showErrorDetails"] == "none"
    assert options["server.enableStaticServing"] is False
    assert options["server.fileWatcherType"] == "none"
    assert options["server.address"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("environment", "option", "value"),
    [
        ({"PORT": "9000"}, "server.port", 9000),
        ({"MAPDASH_ADDRESS": "0.0.0.0"}, "server.address", "0.0.0.0"),  # noqa: S104
        ({"MAPDASH_ADDRESS": "::1"}, "browser.serverAddress", "::1"),
        (
            {"MAPDASH_PUBLIC_ORIGIN": "https://maps.example.org:444"},
            "browser.serverAddress",
            "maps.example.org",
        ),
        (
            {"MAPDASH_PUBLIC_ORIGIN": "https://maps.example.org:444"},
            "server.corsAllowedOrigins",
            ["https://maps.example.org:444"],
        ),
    ],
)
def test_settings_decide_address_and_port(
    environment: dict[str, str], option: str, value: object
) -> None:
    assert streamlit_options(Settings.from_environment(environment))[option] == value


def test_no_font_is_loaded_from_anywhere() -> None:
    options = streamlit_options(Settings.from_environment({}))
    fonts = {options[f"theme.{kind}"] for kind in ("font", "headingFont", "codeFont")}
    assert fonts == {"sans-serif", "monospace"}
    assert "theme.fontFaces" not in options
