"""The page that plays a briefing: what is in it, and that it says nothing of when it was built."""

from __future__ import annotations

import json
import re

import pytest

from mapdash.render.presenter import (
    PRESENTER_FILES,
    build_presenter,
    documents,
    publish_presenter,
)
from mapdash.server.policies import inline_script_hashes
from tests.unit.render.test_leaflet import ADDRESSES, view_of

HOSTILE = "</script><script>alert(1)</script>{{ 7 * 7 }} ${x} \u2028 <!--"


def playlist(**changes: object) -> dict[str, object]:
    return {"title": "China and Serbia", "marking": None, "scenes": [], **changes}


def playlist_in(html: str) -> dict[str, object]:
    (text,) = re.findall(
        r'<script type="application/json" id="md-playlist">(.*?)</script>', html, re.DOTALL
    )
    read: dict[str, object] = json.loads(text)
    return read


def test_the_playlist_travels_inside_the_page() -> None:
    given = playlist(scenes=[{"title": "Хебеј 河北", "bounds": [112.4, 35.5, 120.9, 43.0]}])
    assert playlist_in(build_presenter(view_of("20"), ADDRESSES, given)) == given


def test_a_page_is_the_same_whenever_it_is_built() -> None:
    view = view_of("20", "21")
    assert build_presenter(view, ADDRESSES, playlist()) == build_presenter(
        view, ADDRESSES, playlist()
    )


def test_another_playlist_is_another_page_with_another_address() -> None:
    view = view_of("20")
    addresses = {
        publish_presenter(build_presenter(view, ADDRESSES, playlist(title=title)))
        for title in ("One", "Two")
    }
    assert len(addresses) == 2


def test_texts_of_a_briefing_never_become_markup() -> None:
    given = playlist(title=HOSTILE, scenes=[{"title": HOSTILE, "caption": HOSTILE}])
    html = build_presenter(view_of("20"), ADDRESSES, given)
    assert playlist_in(html) == given
    assert "<script>alert" not in html
    assert "49" not in re.findall(r"<title>(.*?)</title>", html, re.DOTALL)[0]


def test_a_page_without_a_title_is_called_briefing() -> None:
    assert "<title>Briefing</title>" in build_presenter(
        view_of("20"), ADDRESSES, playlist(title="")
    )


def test_a_page_loads_from_this_server_only_and_runs_two_inline_scripts() -> None:
    html = build_presenter(view_of("20"), ADDRESSES, playlist())
    loaded = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert [address for address in loaded if not address.startswith("../../mapdash-assets/")] == [
        "data:,"
    ]
    assert len(inline_script_hashes(html)) == 2


def test_the_playlist_stands_before_the_scripts_that_read_it() -> None:
    html = build_presenter(view_of("20"), ADDRESSES, playlist())
    assert html.index('id="md-playlist"') < html.index("present.js")


def test_the_presenter_is_made_before_its_parts_run() -> None:
    ours = [name for name in PRESENTER_FILES if name.startswith("present-") or name == "present.js"]
    assert ours[:2] == ["present-scale.js", "present.js"]


def test_a_published_page_is_found_under_its_address() -> None:
    html = build_presenter(view_of("20"), ADDRESSES, playlist())
    address = publish_presenter(html)
    found = re.fullmatch(r"\.\./\.\./mapdash-present/([0-9a-f]{64})/briefing\.html", address)
    assert found is not None
    publication = documents.find(found[1], "briefing.html")
    assert publication is not None
    assert publication.plain.decode() == html


def test_a_playlist_with_a_number_that_json_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        build_presenter(view_of("20"), ADDRESSES, playlist(total=float("nan")))
