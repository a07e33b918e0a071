"""A file of tiles says what it holds; one that cannot be drawn says why, in one sentence."""

from __future__ import annotations

import gzip
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.bounds import Bounds
from mapdash.errors import AssetError
from mapdash.io import read_tile_file
from mapdash.io.mbtiles import read_mbtiles_tile
from mapdash.io.tile_model import plain_text
from tests.tile_files import png, vector_tile, write_mbtiles, write_pmtiles

RED = png(200, 0, 0)
WORLD = {(0, 0, 0): RED}
SQUARE = [(0, 0), (4096, 0), (4096, 4096), (0, 4096)]
LAYERS = [{"id": "earth"}, {"id": "water"}, {"id": "places"}]
ENDLESS = (
    "DROP TABLE metadata; CREATE VIEW metadata AS WITH RECURSIVE n(i) AS "
    "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT 'format' AS name, i AS value FROM n WHERE i < 0;"
)


def refusal_of(path: Path) -> str:
    """Return what is said of a file that is refused, without its name."""
    with pytest.raises(AssetError) as caught:
        read_tile_file(path)
    message = str(caught.value)
    assert message.startswith(f"The basemap file {str(path)!r} ")
    assert message.endswith(".")
    assert "\n" not in message
    return message.removeprefix(f"The basemap file {str(path)!r} ")


def test_vector_pmtiles_say_what_they_hold(tmp_path: Path) -> None:
    path = write_pmtiles(
        tmp_path / "map.pmtiles",
        {(0, 0, 0): vector_tile({"earth": SQUARE}), (3, 4, 2): vector_tile({"water": SQUARE})},
        tile_type="mvt",
        metadata={"vector_layers": LAYERS, "attribution": "<a href='x'>&copy; OpenStreetMap</a>"},
        west=186_000_000,
        south=418_000_000,
        east=230_000_000,
        north=462_000_000,
    )
    tiles = read_tile_file(path)
    assert (tiles.path, tiles.container, tiles.tile_type) == (path, "pmtiles", "mvt")
    assert (tiles.min_zoom, tiles.max_zoom) == (0, 3)
    assert tiles.bounds == Bounds(18.6, 41.8, 23.0, 46.2)
    assert tiles.attribution == "© OpenStreetMap"
    assert tiles.layers == ("earth", "water", "places")


@pytest.mark.parametrize("tile_type", ["png", "jpeg", "webp", "avif"])
def test_picture_pmtiles_say_what_they_hold(tmp_path: Path, tile_type: str) -> None:
    tiles = read_tile_file(write_pmtiles(tmp_path / "x", WORLD, tile_type=tile_type))
    assert (tiles.tile_type, tiles.layers, tiles.attribution) == (tile_type, (), "")


def test_metadata_may_be_uncompressed_or_absent(tmp_path: Path) -> None:
    plain = write_pmtiles(
        tmp_path / "a", WORLD, internal_compression=1, packed_metadata=b'{"attribution": "A"}'
    )
    assert read_tile_file(plain).attribution == "A"
    without = write_pmtiles(tmp_path / "b", WORLD, internal_compression=1, packed_metadata=b"")
    assert read_tile_file(without).attribution == ""


def test_vector_mbtiles_say_what_they_hold(tmp_path: Path) -> None:
    path = write_mbtiles(
        tmp_path / "a map?.mbtiles",
        {(2, 1, 1): vector_tile({"earth": SQUARE}), (5, 17, 11): vector_tile({"earth": SQUARE})},
        metadata={
            "format": "pbf",
            "bounds": "18.6,41.8,23.0,46.2",
            "attribution": "A &amp; B",
            "json": '{"vector_layers": [{"id": "earth"}, {"id": "water"}, {"id": "places"}]}',
        },
    )
    tiles = read_tile_file(path)
    assert (tiles.container, tiles.tile_type) == ("mbtiles", "mvt")
    assert (tiles.min_zoom, tiles.max_zoom) == (2, 5)
    assert tiles.bounds == Bounds(18.6, 41.8, 23.0, 46.2)
    assert tiles.attribution == "A & B"
    assert tiles.layers == ("earth", "water", "places")


@pytest.mark.parametrize("text", ["{", "[1]", "[" * 100_000])
def test_layers_that_cannot_be_read_are_none(tmp_path: Path, text: str) -> None:
    path = write_mbtiles(tmp_path / "x", WORLD, metadata={"json": text})
    assert read_tile_file(path).layers == ()


@pytest.mark.parametrize(
    ("tile", "tile_type"),
    [
        (RED, "png"),
        (b"\xff\xd8\xff\xe0rest", "jpeg"),
        (b"RIFF\0\0\0\0WEBPrest", "webp"),
        (b"\0\0\0\x20ftypavifrest", "avif"),
        (vector_tile({"earth": SQUARE}), "mvt"),
        (gzip.decompress(vector_tile({"earth": SQUARE})), "mvt"),
    ],
)
def test_the_tiles_decide_what_mbtiles_are_not_the_metadata(
    tmp_path: Path, tile: bytes, tile_type: str
) -> None:
    path = write_mbtiles(tmp_path / "x", {(0, 0, 0): tile}, metadata={"format": "pbf"})
    assert read_tile_file(path).tile_type == tile_type


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    assert read_tile_file(write_pmtiles(tmp_path / "a.mbtiles", WORLD)).container == "pmtiles"
    assert read_tile_file(write_mbtiles(tmp_path / "b.pmtiles", WORLD)).container == "mbtiles"


def test_a_relative_path_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_mbtiles(tmp_path / "map.mbtiles", WORLD)
    monkeypatch.chdir(tmp_path)
    assert read_tile_file(Path("map.mbtiles")).path == tmp_path / "map.mbtiles"


@pytest.mark.parametrize(
    "changes",
    [
        {"west": 0, "south": 0, "east": 0, "north": 0},
        {"west": 2_000_000_000},
        {"south": 850_000_000, "north": -850_000_000},
    ],
)
def test_bounds_that_bound_nothing_are_left_out(tmp_path: Path, changes: dict[str, int]) -> None:
    assert read_tile_file(write_pmtiles(tmp_path / "x", WORLD, **changes)).bounds is None


@pytest.mark.parametrize("text", ["", "1,2,3", "a,b,c,d", "nan,0,1,1", "0,0,0,0", "-181,0,0,1"])
def test_bounds_of_mbtiles_that_bound_nothing_are_left_out(tmp_path: Path, text: str) -> None:
    path = write_mbtiles(tmp_path / "x", WORLD, metadata={"bounds": text})
    assert read_tile_file(path).bounds is None


# ---- what is refused


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "absent.pmtiles") == "does not exist; check the path."


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path) == "is a folder; name a .pmtiles or .mbtiles file."


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "loop.pmtiles"
    path.symlink_to(path)
    said = "cannot be read (Too many levels of symbolic links); check its rights."
    assert refusal_of(path) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty; name a .pmtiles or .mbtiles file."),
        (b"{}", "is neither PMTiles nor MBTiles; convert it to one of them."),
        (b"PM!", "is neither PMTiles nor MBTiles; convert it to one of them."),
        (b"PM\x02\x00" + b"\0" * 600, "is PMTiles of version 2; convert it to version 3."),
        (b"PMTiles\x04" + b"\0" * 600, "is PMTiles of version 4; convert it to version 3."),
        (b"PMTiles\x03" + b"\0" * 60, "is cut short within its header; copy it again."),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "map.pmtiles"
    path.write_bytes(content)
    assert refusal_of(path) == said


def test_pmtiles_that_are_cut_short_are_refused(tmp_path: Path) -> None:
    path = write_pmtiles(tmp_path / "x", WORLD)
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[:-10])
    assert refusal_of(path) == (
        f"is cut short: {size - 10:,} bytes of {size:,} are there; copy it again."
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tile_compression": 3}, "is compressed with Brotli; make it again with gzip."),
        ({"internal_compression": 4}, "is compressed with Zstandard; make it again with gzip."),
        (
            {"tile_compression": 9},
            "is compressed with a way unknown to mapdash (9); make it again with gzip.",
        ),
        (
            {"tile_type": "unknown"},
            "holds tiles of an unknown kind; vector tiles, PNG, JPEG, WebP and AVIF are known.",
        ),
        ({"min_zoom": 5, "max_zoom": 4}, "gives zooms from 5 to 4, which no map has."),
        ({"max_zoom": 99}, "gives zooms from 0 to 99, which no map has."),
        (
            {"packed_metadata": b"no gzip"},
            "has metadata that cannot be read; copy the file again, or make it anew.",
        ),
        (
            {"packed_metadata": gzip.compress(b"[" * 100_000)},
            "has metadata that cannot be read; copy the file again, or make it anew.",
        ),
        (
            {"packed_metadata": gzip.compress(b" " * 5_000_000)},
            "has metadata of more than 4 MB; make it anew with less.",
        ),
        (
            {"packed_metadata": b" " * 5_000_000},
            "has metadata of more than 4 MB; make it anew with less.",
        ),
    ],
)
def test_pmtiles_that_the_map_cannot_draw_are_refused(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    assert refusal_of(write_pmtiles(tmp_path / "x", WORLD, **changes)) == said


def test_an_offset_beyond_every_file_is_refused(tmp_path: Path) -> None:
    path = write_pmtiles(tmp_path / "x", WORLD, metadata_offset=2**63)
    assert refusal_of(path).startswith("is cut short: ")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("DROP TABLE metadata", "no such table: metadata"),
        ("DROP TABLE tiles", "no such table: tiles"),
        (ENDLESS, "interrupted"),
        ('DROP TABLE metadata; CREATE VIEW metadata AS SELECT * FROM "a\nb"', "a b"),
        ("INSERT INTO metadata VALUES ('json', zeroblob(5000000))", "too big"),
    ],
)
def test_a_database_that_is_no_mbtiles_is_refused(
    tmp_path: Path, script: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapdash.io.mbtiles.TIMEOUT_S", 0.2)
    message = refusal_of(write_mbtiles(tmp_path / "x", WORLD, script=script))
    assert message.startswith("cannot be read as MBTiles (")
    assert said in message


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "x", WORLD)
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 5000)
    assert refusal_of(path).startswith("cannot be read as MBTiles (")


def test_a_database_whose_names_are_no_text_is_refused(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "x", WORLD)
    content = path.read_bytes().replace(b"tablemetadatametadata", b"tablemet\xc2dat\xc2\x1detadata")
    path.write_bytes(content)
    assert refusal_of(path) == (
        "cannot be read as MBTiles (its names are no text); copy it again, or make it anew."
    )


@pytest.mark.parametrize(
    ("tiles", "said"),
    [
        ({}, "holds no tiles; make it anew."),
        ({(30, 0, 0): RED}, "holds no tiles; make it anew."),
        (
            {(0, 0, 0): b"<svg/>"},
            "holds tiles of an unknown kind; vector tiles, PNG, JPEG, WebP and AVIF are known.",
        ),
    ],
)
def test_mbtiles_that_the_map_cannot_draw_are_refused(
    tmp_path: Path, tiles: dict[tuple[int, int, int], bytes], said: str
) -> None:
    assert refusal_of(write_mbtiles(tmp_path / "x", tiles)) == said


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.pmtiles"
    for start in (b"", b"PMTiles\x03", b"SQLite format 3\0"):
        path.write_bytes(start + content)
        with pytest.raises(AssetError, match=r"^The basemap file '.*any\.pmtiles' .*\.$"):
            read_tile_file(path)


@given(st.data())
def test_a_file_with_any_bytes_changed_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("changed")
    write = data.draw(st.sampled_from([write_pmtiles, write_mbtiles]))
    path = write(folder / "map", WORLD, metadata={"attribution": "A", "bounds": "1,2,3,4"})
    content = bytearray(path.read_bytes())
    for place in data.draw(st.lists(st.integers(8, min(len(content), 900) - 1), max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        tiles = read_tile_file(path)
    except AssetError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert 0 <= tiles.min_zoom <= tiles.max_zoom <= 24
        assert tiles.attribution.isprintable()


# ---- single tiles


def test_a_tile_is_found_by_its_place_counted_from_the_north(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "x", {(1, 0, 0): b"north-west", (1, 1, 1): b"south-east"})
    assert read_mbtiles_tile(path, 1, 0, 0) == b"north-west"
    assert read_mbtiles_tile(path, 1, 1, 1) == b"south-east"
    assert read_mbtiles_tile(path, 1, 0, 1) is None


def test_reading_a_tile_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "x.mbtiles", WORLD)
    before = path.read_bytes()
    path.chmod(0o400)
    assert read_mbtiles_tile(path, 0, 0, 0) == RED
    assert (path.read_bytes(), [entry.name for entry in tmp_path.iterdir()]) == (
        before,
        ["x.mbtiles"],
    )


def test_tiles_may_be_a_view_as_many_tools_make_it(tmp_path: Path) -> None:
    script = "ALTER TABLE tiles RENAME TO raw; CREATE VIEW tiles AS SELECT * FROM raw"
    path = write_mbtiles(tmp_path / "x", WORLD, script=script)
    assert read_tile_file(path).tile_type == "png"
    assert read_mbtiles_tile(path, 0, 0, 0) == RED


def test_a_tile_that_is_no_bytes_is_none(tmp_path: Path) -> None:
    path = write_mbtiles(tmp_path / "x", WORLD, script="UPDATE tiles SET tile_data = 'text'")
    assert read_mbtiles_tile(path, 0, 0, 0) is None


def test_a_tile_that_takes_for_ever_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "DROP TABLE tiles; CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
        "SELECT i + 1 FROM n) SELECT i % 3 - 5 AS zoom_level, 0 AS tile_column, 0 AS tile_row, "
        "'' AS tile_data FROM n"
    )
    path = write_mbtiles(tmp_path / "x", WORLD, script=script)
    monkeypatch.setattr("mapdash.io.mbtiles.TIMEOUT_S", 0.2)
    with pytest.raises(AssetError, match="interrupted"):
        read_mbtiles_tile(path, 0, 0, 0)


def test_nothing_can_be_written_through_it(tmp_path: Path) -> None:
    from mapdash.io.mbtiles import _opened

    path = write_mbtiles(tmp_path / "x", WORLD)
    with _opened(path, max_bytes=100) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM tiles")


# ---- attributions


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("© OpenStreetMap", "© OpenStreetMap"),
        ("<a href='https://x.org'>A</a> | <b>B</b>", "A | B"),
        ("A<img src=x onerror=alert(1)>B", "AB"),
        ("A<script>alert(1)</script>B<style>c</style>D", "ABD"),
        ("&lt;img src=x&gt;", "<img src=x>"),
        ("two\nlines\t and \u202e more", "two lines and more"),
        ("x" * 300, "x" * 199 + "…"),
        ("<" * 10_000, "<" * 199 + "…"),
        (None, ""),
        (["A"], ""),
    ],
)
def test_an_attribution_is_one_line_of_plain_text(markup: object, text: str) -> None:
    assert plain_text(markup) == text


@given(st.text())
def test_every_attribution_is_short_and_printable(markup: str) -> None:
    text = plain_text(markup)
    assert len(text) <= 200
    assert text.isprintable()
