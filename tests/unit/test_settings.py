from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mapdash
from mapdash.errors import SettingsError
from mapdash.settings import Settings, TileAddress, site_root


def test_the_defaults_are_local_and_plain() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings(
        events_path=site_root() / "geodata" / "events.csv",
        geodata_path=site_root() / "geodata",
        title="mapdash",
        address="127.0.0.1",
        port=8501,
        is_headless=False,
        public_origin=None,
        as_of=None,
        point_of_view="default",
        basemap=None,
        is_online=False,
        basemap_attribution="",
        marking="",
        briefing_path=site_root() / "geodata" / "briefing.yaml",
    )


def test_every_variable_is_read() -> None:
    settings = Settings.from_environment(
        {
            "MAPDASH_TITLE": " Reach of the PRC ",
            "MAPDASH_EVENTS": "/data/mine.csv",
            "MAPDASH_GEODATA": "/data/geo",
            "MAPDASH_ADDRESS": "0.0.0.0",  # noqa: S104 - nothing listens here
            "MAPDASH_PORT": "9000",
            "HEADLESS": "1",
            "MAPDASH_PUBLIC_ORIGIN": "https://Maps.example.org:8443/",
            "MAPDASH_AS_OF": "2026-03-12",
            "MAPDASH_POINT_OF_VIEW": "srb",
            "MAPDASH_BASEMAP": "https://Tiles.example.org/{z}/{x}/{y}.png?key=A1",
            "MAPDASH_ONLINE": "yes",
            "MAPDASH_BASEMAP_ATTRIBUTION": " © Somebody ",
            "MAPDASH_MARKING": " TLP:GREEN ",
            "MAPDASH_BRIEFING": "/data/talk.yaml",
            "HOME_OF_SOMEBODY": "ignored",
        }
    )
    assert settings == Settings(
        events_path=Path("/data/mine.csv"),
        geodata_path=Path("/data/geo"),
        title="Reach of the PRC",
        address="0.0.0.0",  # noqa: S104
        port=9000,
        is_headless=True,
        public_origin="https://maps.example.org:8443",
        as_of=date(2026, 3, 12),
        point_of_view="srb",
        basemap=TileAddress(
            template="https://tiles.example.org/{z}/{x}/{y}.png?key=A1",
            origin="https://tiles.example.org",
            host="tiles.example.org",
        ),
        is_online=True,
        basemap_attribution="© Somebody",
        marking="TLP:GREEN",
        briefing_path=Path("/data/talk.yaml"),
    )


def test_the_briefing_that_ships_goes_with_the_events_that_ship() -> None:
    assert Settings.from_environment({"MAPDASH_EVENTS": "/data/mine.csv"}).briefing_path is None
    shipped = site_root() / "geodata"
    same = Settings.from_environment({"MAPDASH_EVENTS": str(shipped / "events.csv")})
    assert same.briefing_path == shipped / "briefing.yaml"
    both = {"MAPDASH_EVENTS": "/data/mine.csv", "MAPDASH_BRIEFING": "talk.yaml"}
    assert Settings.from_environment(both).briefing_path == Path("talk.yaml")


def test_none_is_no_marking() -> None:
    assert Settings.from_environment({"MAPDASH_MARKING": "None"}).marking == ""


def test_the_events_follow_the_geodata() -> None:
    settings = Settings.from_environment({"MAPDASH_GEODATA": "/data/geo"})
    assert settings.events_path == Path("/data/geo/events.csv")


def test_port_counts_where_mapdash_port_is_not_set() -> None:
    assert Settings.from_environment({"PORT": "7000"}).port == 7000
    assert Settings.from_environment({"PORT": "7000", "MAPDASH_PORT": "9000"}).port == 9000
    assert Settings.from_environment({"PORT": "tcp://x", "MAPDASH_PORT": "9000"}).port == 9000
    assert Settings.from_environment({"PORT": "7000", "MAPDASH_PORT": " "}).port == 7000


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("TRUE", True), ("on", True), ("0", False), ("false", False), ("", False)],
)
def test_headless_is_yes_or_no(value: str, *, expected: bool) -> None:
    assert Settings.from_environment({"HEADLESS": value}).is_headless is expected


@pytest.mark.parametrize("value", ["::1", "localhost", "192.168.1.20", "map-1.example.org"])
def test_addresses_of_machines_are_taken(value: str) -> None:
    assert Settings.from_environment({"MAPDASH_ADDRESS": value}).address == value


@pytest.mark.parametrize(
    "value", ["http://localhost:8080", "https://[::1]:8443", "https://maps.example.org"]
)
def test_origins_are_taken(value: str) -> None:
    assert Settings.from_environment({"MAPDASH_PUBLIC_ORIGIN": value}).public_origin == value


@pytest.mark.parametrize("value", ["maps/town.pmtiles", "C:\\maps\\town.mbtiles", "/x y.pmtiles"])
def test_a_basemap_may_be_a_file(value: str) -> None:
    assert Settings.from_environment({"MAPDASH_BASEMAP": value}).basemap == Path(value)


@pytest.mark.parametrize(
    ("address", "origin", "is_loopback"),
    [
        ("http://127.0.0.1:8080/{z}/{x}/{y}.png", "http://127.0.0.1:8080", True),
        ("http://localhost/{z}/{y}/{x}", "http://localhost", True),
        ("http://[::1]:80/{z}/{x}/{y}.webp", "http://[::1]:80", True),
        ("https://maps.example.org/a/{z}/{x}/{y}@2x.jpg", "https://maps.example.org", False),
        ("http://10.0.0.5/t?z={z}&x={x}&y={y}", "http://10.0.0.5", False),
        ("http://localhost.example.org/{z}/{x}/{y}", "http://localhost.example.org", False),
        ("http://127.0.0.1.example.org/{z}/{x}/{y}", "http://127.0.0.1.example.org", False),
    ],
)
def test_a_tile_server_elsewhere_is_asked_only_when_it_is_allowed(
    address: str, origin: str, *, is_loopback: bool
) -> None:
    settings = Settings.from_environment({"MAPDASH_BASEMAP": address})
    assert isinstance(settings.basemap, TileAddress)
    assert (settings.basemap.origin, settings.basemap.is_loopback) == (origin, is_loopback)
    assert settings.tile_server == (settings.basemap if is_loopback else None)
    allowed = Settings.from_environment({"MAPDASH_BASEMAP": address, "MAPDASH_ONLINE": "1"})
    assert allowed.tile_server == settings.basemap


def test_no_tile_server_is_asked_for_a_file_or_for_nothing() -> None:
    assert Settings.from_environment({"MAPDASH_ONLINE": "1"}).tile_server is None
    environ = {"MAPDASH_ONLINE": "1", "MAPDASH_BASEMAP": "map.pmtiles"}
    assert Settings.from_environment(environ).tile_server is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAPDASH_TITLE", "two\nlines"),
        ("MAPDASH_TITLE", "x" * 121),
        ("MAPDASH_MARKING", "two\nlines"),
        ("MAPDASH_MARKING", "SECRET \u202eTERCES"),
        ("MAPDASH_MARKING", "x" * 121),
        ("MAPDASH_ADDRESS", "256.1.1.1"),
        ("MAPDASH_ADDRESS", "bad host"),
        ("MAPDASH_ADDRESS", "-x.org"),
        ("MAPDASH_PORT", "0"),
        ("MAPDASH_PORT", "65536"),
        ("MAPDASH_PORT", "8501.0"),
        ("MAPDASH_PORT", "-1"),
        ("PORT", "٨٥٠١"),
        ("HEADLESS", "perhaps"),
        ("MAPDASH_PUBLIC_ORIGIN", "maps.example.org"),
        ("MAPDASH_PUBLIC_ORIGIN", "javascript://x"),
        ("MAPDASH_PUBLIC_ORIGIN", "https://maps.example.org/path"),
        ("MAPDASH_PUBLIC_ORIGIN", "https://maps.example.org?q=1"),
        ("MAPDASH_PUBLIC_ORIGIN", "https://me@maps.example.org"),
        ("MAPDASH_PUBLIC_ORIGIN", "https://maps.example.org:99999"),
        ("MAPDASH_PUBLIC_ORIGIN", "https://[::1"),
        ("MAPDASH_PUBLIC_ORIGIN", "https://"),
        ("MAPDASH_AS_OF", "12.03.2026"),
        ("MAPDASH_AS_OF", "2026-02-30"),
        ("MAPDASH_AS_OF", "20260312"),
        ("MAPDASH_POINT_OF_VIEW", "../etc"),
        ("MAPDASH_BASEMAP", "https://a.example/{z}/{x}.png"),
        ("MAPDASH_BASEMAP", "https://a.example/{z}/{x}/{y}/{z}.png"),
        ("MAPDASH_BASEMAP", "https://a.example/{z}/{x}/{y}{r}.png"),
        ("MAPDASH_BASEMAP", "https://{s}.a.example/{z}/{x}/{y}.png"),
        ("MAPDASH_BASEMAP", "https://{z}.a.example/{x}/{y}.png"),
        ("MAPDASH_BASEMAP", "https://a.example/{{z}}/{x}/{y}.png"),
        ("MAPDASH_BASEMAP", "https://a.example/{z}/{x}/{y}.pbf"),
        ("MAPDASH_BASEMAP", "https://a.example/map.pmtiles"),
        ("MAPDASH_BASEMAP", "https://me@a.example/{z}/{x}/{y}.png"),
        ("MAPDASH_BASEMAP", "https://a.example/{z}/{x}/{y}.png *"),
        ("MAPDASH_BASEMAP", "https://a.example;x/{z}/{x}/{y}.png"),
        ("MAPDASH_BASEMAP", "https://a.example/{z}/{x}/{y}.png#x"),
        ("MAPDASH_BASEMAP", "https://[fe80::1%a;x]/{z}/{x}/{y}.png"),
        ("MAPDASH_PUBLIC_ORIGIN", "https://[fe80::1%a;x]"),
        ("MAPDASH_BASEMAP", "https:///{z}/{x}/{y}.png"),
        ("MAPDASH_BASEMAP", "https://[::1/{z}/{x}/{y}.png"),
        ("MAPDASH_BASEMAP", "a.example/{z}/{x}/{y}.png"),
        ("MAPDASH_BASEMAP", "ftp://a.example/{z}/{x}/{y}.png"),
        ("MAPDASH_BASEMAP", "javascript:alert(1)/{z}/{x}/{y}"),
        ("MAPDASH_BASEMAP", "~no-such-user-anywhere/x.pmtiles"),
        ("MAPDASH_ONLINE", "perhaps"),
        ("MAPDASH_BASEMAP_ATTRIBUTION", "x" * 201),
        ("MAPDASH_BASEMAP_ATTRIBUTION", "two\nlines"),
        ("MAPDASH_EVENTS", "~no-such-user-anywhere/x.csv"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({name: value})
    message = str(caught.value)
    assert message.startswith(f"{name} is '")
    assert message.endswith(".")
    assert "\n" not in message


def test_the_message_says_what_to_do() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"MAPDASH_PORT": "many"})
    assert str(caught.value) == (
        "MAPDASH_PORT is 'many', which mapdash cannot use; give a whole number from 1 to 65535."
    )


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "MAPDASH_TITLE",
                "MAPDASH_EVENTS",
                "MAPDASH_ADDRESS",
                "MAPDASH_PORT",
                "HEADLESS",
                "MAPDASH_PUBLIC_ORIGIN",
                "MAPDASH_AS_OF",
                "MAPDASH_POINT_OF_VIEW",
                "MAPDASH_BASEMAP",
                "MAPDASH_ONLINE",
                "MAPDASH_BASEMAP_ATTRIBUTION",
            ]
        ),
        st.text()
        | st.from_regex(r"https?://[\[\]:.\w]{0,9}(:[0-9]{1,6})?", fullmatch=True)
        | st.from_regex(r"https?://[\[\]:.\w]{0,9}/\{z\}/\{x\}/\{y\}.{0,4}", fullmatch=True),
    )
)
def test_any_environment_gives_settings_or_a_settings_error(environ: dict[str, str]) -> None:
    try:
        settings = Settings.from_environment(environ)
    except SettingsError as error:
        assert any(name in str(error) for name in environ)  # noqa: PT017
    else:
        assert 1 <= settings.port <= 65535
        if isinstance(settings.basemap, TileAddress):
            # It becomes part of a header.
            assert re.fullmatch(r"https?://[a-z0-9.:\[\]-]+", settings.basemap.origin)


def test_the_site_root_is_the_clone() -> None:
    assert (site_root() / "geodata" / "events.csv").is_file()


def test_settings_load_no_heavy_library() -> None:
    code = (
        "import sys, mapdash.settings, mapdash.errors\n"
        "heavy = {'numpy', 'pandas', 'geopandas', 'shapely', 'pyarrow', 'streamlit', 'folium'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(Path(mapdash.__file__).parents[1])},
    )
    assert done.stdout == "[]\n"
