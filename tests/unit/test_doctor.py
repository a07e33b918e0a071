"""The doctor finds every file that is not the one that ships, and what is not served."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mapdash import doctor
from mapdash.cli import main
from mapdash.doctor import Asset, Report, examine
from mapdash.doctor.assets import geodata_assets, own_assets, vendored_assets
from mapdash.doctor.serving import Serving
from mapdash.errors import AssetError
from mapdash.io import publish_tiles, read_tile_file
from mapdash.render.assets import WEB_FOLDER
from mapdash.settings import Settings, site_root
from tests.tile_files import png, write_pmtiles

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings.from_environment({})
LEAFLET = "vendor/leaflet@1.9.3/dist/leaflet.js"
LEAFLET_ARCHIVE = "10d016716b56048661eaf9cde004dc82e80bd3613b52c4f53cf5aec73088006c"
PROVENANCE = """\
| file | content | made from | SHA-256 |
|---|---|---|---|
| countries.csv | codes | Natural Earth | {countries} |
| basemap/map.pmtiles | the basemap | Natural Earth | {basemap} |

| natural-earth | 1.0 | PyPI, 2026-11-24 | countries |
"""
SHA256_OF_A = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
SHA256_OF_B = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"


@pytest.fixture(scope="module")
def serving() -> Serving:
    return Serving(SETTINGS)


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """Return a copy of all web files."""
    return shutil.copytree(WEB_FOLDER, tmp_path / "web")


@pytest.fixture
def geodata(tmp_path: Path) -> Path:
    """Return a folder with two files, "a" and "b", and their account."""
    folder = tmp_path / "geodata"
    (folder / "basemap").mkdir(parents=True)
    (folder / "countries.csv").write_bytes(b"a")
    (folder / "basemap" / "map.pmtiles").write_bytes(b"b")
    account = PROVENANCE.format(countries=SHA256_OF_A, basemap=SHA256_OF_B)
    (folder / "PROVENANCE.md").write_text(account)
    return folder


def by_name(assets: list[Asset]) -> dict[str, Asset]:
    return {asset.name: asset for asset in assets}


def flip_a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


# ---- browser files


def test_every_vendored_package_is_as_it_ships_and_is_served(serving: Serving) -> None:
    found = vendored_assets(WEB_FOLDER, serving)
    assert {(asset.checked, asset.served, asset.faults) for asset in found} == {("ok", "yes", ())}
    assert by_name(found)["leaflet"] == Asset(
        name="leaflet",
        version="1.9.3",
        licence="BSD-2-Clause",
        sha256=LEAFLET_ARCHIVE,
        checked="ok",
        served="yes",
    )


def test_a_changed_byte_is_found(web: Path, serving: Serving) -> None:
    flip_a_byte(web / LEAFLET)
    found = by_name(vendored_assets(web, serving))
    assert (found["leaflet"].checked, found["leaflet"].served) == ("differs", "no")
    assert found["leaflet"].faults == (
        (
            "The vendored file leaflet@1.9.3/dist/leaflet.js is not the one that ships: its SHA-256 "
            "differs; install mapdash again."
        ),
    )
    assert found["jquery"].checked == "ok"


def test_a_missing_file_is_found(web: Path, serving: Serving) -> None:
    (web / LEAFLET).unlink()
    flip_a_byte(web / "vendor/leaflet@1.9.3/dist/leaflet.css")
    leaflet = by_name(vendored_assets(web, serving))["leaflet"]
    assert (leaflet.checked, leaflet.served, len(leaflet.faults)) == ("missing", "no", 2)
    assert "The vendored file leaflet@1.9.3/dist/leaflet.js is missing; install mapdash again." in (
        leaflet.faults
    )


@pytest.mark.parametrize("content", [None, "{", "{}"])
def test_a_list_of_vendored_files_that_cannot_be_read_is_an_error(
    web: Path, serving: Serving, content: str | None
) -> None:
    manifest = web / "vendor" / "manifest.json"
    manifest.unlink() if content is None else manifest.write_text(content)
    with pytest.raises(AssetError, match=r"missing or unreadable; install mapdash again\.$"):
        vendored_assets(web, serving)


def test_our_own_web_files_are_served(serving: Serving) -> None:
    (own,) = own_assets(WEB_FOLDER, serving)
    assert (own.version, own.licence, own.checked) == ("0.1.0", "MIT", "unpinned")
    assert (own.served, own.faults) == ("yes", ())
    assert len(own.sha256) == 64


def test_scripts_of_a_map_that_are_not_served_as_they_are_are_found() -> None:
    class WithoutBundles(Serving):
        def fetch(self, address: str, *, first_bytes: int | None = None) -> bytes | None:
            is_bundle = "/bundles/" in address
            return b"" if is_bundle else super().fetch(address, first_bytes=first_bytes)

    (own,) = own_assets(WEB_FOLDER, WithoutBundles(SETTINGS))
    assert own.served == "no"
    assert own.faults == ("The scripts of a map are not served as they are; restart mapdash.",)


def test_an_own_web_file_that_is_not_served_as_it_is_is_found(web: Path, serving: Serving) -> None:
    flip_a_byte(web / "runtime.js")
    (web / "new.js").write_text("'use strict';")
    (own,) = own_assets(web, serving)
    assert own.served == "no"
    assert own.faults == (
        "The web file new.js is not served as it is; restart mapdash.",
        "The web file runtime.js is not served as it is; restart mapdash.",
    )


def test_a_folder_without_web_files_is_found(tmp_path: Path, serving: Serving) -> None:
    (own,) = own_assets(tmp_path, serving)
    assert (own.checked, own.served, len(own.faults)) == ("missing", "no", 1)


# ---- geodata


def test_geodata_are_compared_with_their_account(geodata: Path, serving: Serving) -> None:
    assert geodata_assets(geodata, serving, {}) == [
        Asset(
            name="geodata/countries.csv",
            version="2026-11-24",
            licence="public domain, CC BY 4.0",
            sha256=SHA256_OF_A,
            checked="ok",
            served="-",
        ),
        Asset(
            name="geodata/basemap/map.pmtiles",
            version="2026-11-24",
            licence="public domain, CC BY 4.0",
            sha256=SHA256_OF_B,
            checked="ok",
            served="-",
        ),
    ]


def test_changed_and_missing_geodata_are_found(geodata: Path, serving: Serving) -> None:
    flip_a_byte(geodata / "countries.csv")
    (geodata / "basemap" / "map.pmtiles").unlink()
    countries, basemap = geodata_assets(geodata, serving, {})
    assert (countries.checked, basemap.checked) == ("differs", "missing")
    assert countries.sha256 not in {"", SHA256_OF_A}
    assert countries.faults == (
        (
            f"The file {geodata / 'countries.csv'} is not the one that ships: its SHA-256 differs; "
            "install mapdash again."
        ),
    )
    assert basemap.faults == (
        f"The file {geodata / 'basemap' / 'map.pmtiles'} is missing; install mapdash again.",
    )


def test_geodata_that_browsers_need_but_do_not_get_are_found(
    geodata: Path, serving: Serving
) -> None:
    addresses = {"basemap/map.pmtiles": "../../mapdash-tiles/unknown/tiles.pmtiles"}
    countries, basemap = geodata_assets(geodata, serving, addresses)
    assert (countries.served, basemap.served) == ("-", "no")
    assert basemap.faults == (
        f"The file {geodata / 'basemap' / 'map.pmtiles'} is not served as it is; restart mapdash.",
    )


def test_a_basemap_is_served_whole_and_in_parts(geodata: Path, serving: Serving) -> None:
    file = write_pmtiles(geodata / "basemap" / "map.pmtiles", {(0, 0, 0): png(1, 2, 3)})
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    account = PROVENANCE.format(countries=SHA256_OF_A, basemap=digest)
    (geodata / "PROVENANCE.md").write_text(account)
    address = publish_tiles(read_tile_file(file), is_public=True)
    _, basemap = geodata_assets(geodata, serving, {"basemap/map.pmtiles": address})
    assert (basemap.checked, basemap.served, basemap.faults) == ("ok", "yes", ())


def test_geodata_without_an_account_are_an_error(geodata: Path, serving: Serving) -> None:
    (geodata / "PROVENANCE.md").unlink()
    with pytest.raises(AssetError, match=r"has no PROVENANCE\.md, so its files cannot be checked"):
        geodata_assets(geodata, serving, {})


# ---- the whole


@pytest.fixture(scope="module")
def report() -> Report:
    return examine(SETTINGS)


def test_this_installation_is_well(report: Report) -> None:
    assert report.faults == ()
    assert report.to_text().endswith("All is well.\n")
    assert report.versions["mapdash"] == "0.1.0"
    assert report.versions["streamlit"].startswith("1.67.")
    assert report.data == "113 rows read and accepted."
    assert report.basemap == "Countries and places"
    basemap = next(a for a in report.assets if a.name.startswith("geodata/basemap/"))
    assert basemap.served == "yes"


def test_every_file_of_the_geodata_is_examined(report: Report) -> None:
    folder = site_root() / "geodata"
    files = {
        f"geodata/{path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*")
        if path.is_file()
    }
    examined = {asset.name for asset in report.assets if asset.name.startswith("geodata/")}
    assert files - examined == {"geodata/PROVENANCE.md"}


def test_the_table_is_aligned_and_fits_100_columns(report: Report) -> None:
    lines = report.to_text().splitlines()
    (start,) = [i for i, line in enumerate(lines) if line.startswith("asset ")]
    table = lines[start : start + 1 + lines[start:].index("")]
    assert max(len(line) for line in table) <= 100
    served = lines[start].index("served")
    assert {line[served:] for line in table[1:]} <= {"yes", "-", ""}
    text = " ".join(" ".join(table).split())
    for asset in report.assets:
        assert asset.name in text
        assert asset.version in text


def test_the_report_is_json_for_programs(report: Report) -> None:
    content = json.loads(report.to_json())
    assert content["is_well"] is True
    assert content["faults"] == []
    leaflet = next(asset for asset in content["assets"] if asset["name"] == "leaflet")
    assert leaflet["sha256"] == LEAFLET_ARCHIVE


def test_faults_are_counted_and_listed(report: Report) -> None:
    one = replace(report, problems=("The events are gone.",))
    assert one.to_text().endswith("1 thing is wrong:\n- The events are gone.\n")
    asset = replace(report.assets[0], faults=("A file is missing.",))
    two = replace(one, assets=(asset, *report.assets[1:]))
    assert two.to_text().endswith(
        "2 things are wrong:\n- A file is missing.\n- The events are gone.\n"
    )
    assert json.loads(two.to_json())["is_well"] is False


def test_the_key_of_a_tile_server_is_not_shown() -> None:
    settings = Settings.from_environment(
        {"MAPDASH_BASEMAP": "http://127.0.0.1:9/{z}/{x}/{y}.png?key=secret"}
    )
    assert doctor._settings(settings)["MAPDASH_BASEMAP"] == "http://127.0.0.1:9"


# ---- the command


@pytest.fixture
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command write variables that do not outlive the test."""
    for name in ("MAPDASH_BASEMAP", "MAPDASH_EVENTS", "MAPDASH_ONLINE", "MAPDASH_GEODATA"):
        monkeypatch.setenv(name, "")


@pytest.mark.usefixtures("own_environment")
def test_the_command_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.endswith("All is well.\n")


@pytest.mark.usefixtures("own_environment")
def test_a_basemap_that_cannot_be_used_is_said_with_exit_code_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["doctor", "--json", "--basemap", "absent.pmtiles", "--online"]) == 1
    content = json.loads(capsys.readouterr().out)
    assert content["settings"]["MAPDASH_ONLINE"] == "1"
    assert content["basemap"] == "Countries and places"
    (fault,) = content["faults"]
    assert fault.endswith("does not exist; check the path. The basemap that ships is shown.")


@pytest.mark.usefixtures("own_environment")
def test_geodata_that_are_gone_are_said_with_exit_code_1(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MAPDASH_GEODATA", str(tmp_path))
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "Basemap in use: none." in said
    assert "has no PROVENANCE.md, so its files cannot be checked" in said


@pytest.mark.usefixtures("own_environment")
def test_a_setting_that_cannot_be_used_is_one_sentence_and_exit_code_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["doctor", "--basemap", "https://tiles.example.org"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith("mapdash: MAPDASH_BASEMAP is 'https://tiles.example.org', which")
