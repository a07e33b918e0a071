"""Maps load what ships with mapdash, and nothing else."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import branca.colormap
import folium
import folium.plugins
import pytest
from folium.elements import JSCSSMixin

from mapdash.errors import AssetError, AssetNotVendoredError
from mapdash.render import assets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEAFLET = "vendor/leaflet@1.9.3/dist/leaflet.js"


def classes_below(cls: type[Any]) -> Iterator[type[Any]]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from classes_below(subclass)


def links_of(cls: type[Any]) -> list[str]:
    return [url for kind in ("default_js", "default_css") for _, url in getattr(cls, kind)]


def test_no_folium_class_names_an_address_outside_this_server() -> None:
    links = {link for cls in classes_below(JSCSSMixin) for link in links_of(cls)}
    assert len(links) > 60
    assert {link for link in links if not link.startswith("../../mapdash-assets/")} == set()


def test_a_plain_map_and_clusters_ask_for_files_that_exist() -> None:
    classes = (folium.Map, folium.plugins.MarkerCluster, folium.plugins.FastMarkerCluster)
    links = [link for cls in classes for link in links_of(cls)]
    found = [assets.asset_file(link.removeprefix("../../mapdash-assets/")) for link in links]
    assert len(found) == 16
    assert None not in found


def test_what_is_not_vendored_leads_nowhere() -> None:
    links = links_of(folium.plugins.Fullscreen)
    prefix = "../../mapdash-assets/not-vendored/Fullscreen/https-cdn.jsdelivr.net-npm-"
    assert links == [
        f"{prefix}leaflet.fullscreen-3.0.0-Control.FullScreen.min.js",
        f"{prefix}leaflet.fullscreen-3.0.0-Control.FullScreen.css",
    ]
    assert assets.asset_file(links[0].removeprefix("../../mapdash-assets/")) is None


def test_installing_twice_changes_nothing() -> None:
    before = {cls: links_of(cls) for cls in classes_below(JSCSSMixin)}
    assets.install()
    assert {cls: links_of(cls) for cls in classes_below(JSCSSMixin)} == before


def test_a_rendered_map_names_no_host() -> None:
    base_map = folium.Map(tiles=None)
    folium.Marker([44.8, 20.4], popup="Belgrade").add_to(base_map)
    html = base_map.get_root().render()
    assert "leaflet.js" in html
    assert re.findall(r"(?:src|href)=[\"'](?:https?:)?//", html) == []


def test_a_map_of_vendored_files_is_accepted() -> None:
    base_map = folium.Map(tiles=None)
    folium.plugins.MarkerCluster([[44.8, 20.4]]).add_to(base_map)
    assets.check_assets(base_map)
    base_map.get_root().render()
    assets.check_assets(base_map)


@pytest.mark.parametrize(
    ("element", "named"),
    [
        (folium.plugins.HeatMap([[44.8, 20.4]]), "HeatMap asks for HeatMap/https-cdn"),
        (folium.TileLayer(), "TileLayer asks for https://tile.openstreetmap.org/"),
        (folium.TileLayer("//tiles.example/{z}", attr="x"), "TileLayer asks for //tiles.example"),
        (branca.colormap.linear.viridis, "asks for scripts from addresses of its own"),
        (folium.JavascriptLink("https://scripts.example/a.js"), "https://scripts.example/a.js"),
        (folium.CssLink("style.css"), "CssLink asks for style.css"),
        (folium.JavascriptLink("../../mapdash-assets/absent.js"), "absent.js"),
        (
            folium.raster_layers.ImageOverlay(
                "https://images.example/a.png", bounds=[[0, 0], [1, 1]]
            ),
            "ImageOverlay asks for https://images.example/a.png",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_map_that_asks_for_anything_else_is_refused_with_its_name(
    element: folium.Element, named: str
) -> None:
    base_map = folium.Map(tiles=None)
    inner = folium.FeatureGroup().add_to(base_map)
    inner.add_child(element)
    with pytest.raises(AssetNotVendoredError, match=re.escape(named)) as caught:
        assets.check_assets(base_map)
    assert "does not ship with mapdash" in str(caught.value)


def test_both_halves_of_a_dual_map_are_checked() -> None:
    dual = folium.plugins.DualMap(tiles=None)
    folium.TileLayer("https://tiles.example/{z}", attr="x").add_to(dual.m2)
    with pytest.raises(AssetNotVendoredError):
        assets.check_assets(dual)


def test_an_asset_is_addressed_below_the_hash_of_all_web_files() -> None:
    digest = assets.web_files_hash()
    assert re.fullmatch(r"[0-9a-f]{16}", digest)
    assert assets.asset_address(LEAFLET) == f"../../mapdash-assets/{digest}/{LEAFLET}"


def test_an_asset_is_found_with_and_without_the_hash() -> None:
    with_hash = assets.asset_file(f"{assets.web_files_hash()}/{LEAFLET}")
    assert with_hash == assets.asset_file(LEAFLET) == assets.WEB_FOLDER / LEAFLET


@pytest.mark.parametrize(
    "path",
    ["", ".", "vendor", "..", "../assets.py", "vendor/../../assets.py", "/etc/hostname",
     "..\\assets.py", "c:/x", "a\0b", "absent.js", "vendor/" + "x" * 5000],
)  # fmt: skip
def test_nothing_outside_the_web_folder_is_an_asset(path: str) -> None:
    assert assets.asset_file(path) is None


def test_an_absent_asset_has_no_address() -> None:
    with pytest.raises(AssetError, match=r"'absent.js' does not ship with mapdash"):
        assets.asset_address("absent.js")


def test_scripts_in_a_bundle_follow_each_other_under_an_address_of_their_content() -> None:
    address = assets.bundle_address("two.js", ("runtime.js", LEAFLET))
    other = assets.bundle_address("two.js", (LEAFLET, "runtime.js"))
    prefix = f"../../mapdash-assets/{assets.web_files_hash()}/bundles/"
    assert re.fullmatch(rf"{re.escape(prefix)}[0-9a-f]{{16}}/two\.js", address)
    assert address != other
    assert assets.bundle_address("two.js", ("runtime.js", LEAFLET)) == address
    content = assets.bundled(address.removeprefix("../../mapdash-assets/"))
    assert content is not None
    runtime = (assets.WEB_FOLDER / "runtime.js").read_bytes()
    assert content.startswith(b"/* ---- runtime.js ---- */\n" + runtime + b"\n;\n/* ---- vendor/")
    assert b"sourceMappingURL" in (assets.WEB_FOLDER / LEAFLET).read_bytes()
    assert b"sourceMappingURL" not in content


def test_a_bundle_of_a_file_that_there_is_not_is_refused() -> None:
    with pytest.raises(AssetError, match=r"'absent.js' does not ship with mapdash"):
        assets.bundle_address("map.js", ("runtime.js", "absent.js"))
    assert assets.bundled("bundles/0000000000000000/map.js") is None


def test_published_data_is_addressed_by_its_content() -> None:
    digest = hashlib.sha256(b"[1, 2]").hexdigest()
    address = assets.publish("numbers.json", b"[1, 2]", "application/json")
    assert address == f"../../mapdash-data/{digest}/numbers.json"


@pytest.mark.parametrize("content", [None, "{", "{}"], ids=["absent", "broken", "without a list"])
def test_without_the_list_of_vendored_files_the_error_says_what_to_do(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vendor").mkdir()
    if content is not None:
        (tmp_path / "vendor" / "manifest.json").write_text(content)
    monkeypatch.setattr(assets, "WEB_FOLDER", tmp_path)
    with pytest.raises(AssetError, match=r"missing or unreadable; install mapdash again"):
        assets.vendored_addresses.__wrapped__()
