"""Published data stays available for as long as it is among the latest used."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.errors import AssetError
from mapdash.render.published import PublishedData


class Squares:
    """A family of two parts."""

    media_type = "text/plain"

    def digest(self) -> str:
        return "ab" * 32

    def member(self, name: str) -> bytes | None:
        return {"2": b"4", "30": b"900 " * 100}.get(name)


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_what_was_published_is_found_by_digest_and_name() -> None:
    data = PublishedData()
    data.publish("a.json", b"[1]", "application/json")
    found = data.find(digest_of(b"[1]"), "a.json")
    assert found is not None
    assert (found.plain, found.media_type) == (b"[1]", "application/json")
    assert data.find(digest_of(b"[1]"), "b.json") is None
    assert data.find(digest_of(b"[2]"), "a.json") is None


def test_data_is_kept_compressed_where_that_makes_it_smaller() -> None:
    data = PublishedData()
    data.publish("a", b"a" * 10_000, "text/plain")
    found = data.find(digest_of(b"a" * 10_000), "a")
    assert found is not None
    assert found.is_gzipped
    assert len(found.content) < 100
    assert found.plain == b"a" * 10_000


def test_data_that_does_not_shrink_is_kept_as_it_is() -> None:
    data = PublishedData()
    data.publish("a", b"\x01\x02", "application/octet-stream")
    found = data.find(digest_of(b"\x01\x02"), "a")
    assert found is not None
    assert (found.is_gzipped, found.content) == (False, b"\x01\x02")


@given(st.binary(max_size=2000))
def test_any_data_comes_back_whole(content: bytes) -> None:
    data = PublishedData()
    address = data.publish("x", content, "application/octet-stream")
    found = data.find(address.split("/")[-2], "x")
    assert found is not None
    assert found.plain == content


def test_the_least_recently_used_data_is_dropped_first() -> None:
    data = PublishedData(max_items=2)
    data.publish("x", b"one", "text/plain")
    data.publish("x", b"two", "text/plain")
    data.find(digest_of(b"one"), "x")
    data.publish("x", b"three", "text/plain")
    kept = [data.find(digest_of(text), "x") is not None for text in (b"one", b"two", b"three")]
    assert kept == [True, False, True]


def test_publishing_again_keeps_data_for_longer() -> None:
    data = PublishedData(max_items=2)
    for text in (b"one", b"two", b"one", b"three"):
        data.publish("x", text, "text/plain")
    assert data.find(digest_of(b"one"), "x") is not None
    assert data.find(digest_of(b"two"), "x") is None


def test_the_size_of_all_data_is_bounded_but_the_latest_is_always_kept() -> None:
    data = PublishedData(max_bytes=10)
    data.publish("x", b"12345678", "text/plain")
    data.publish("x", b"much more than ten bytes", "text/plain")
    assert data.find(digest_of(b"12345678"), "x") is None
    assert data.find(digest_of(b"much more than ten bytes"), "x") is not None


@pytest.mark.parametrize(
    "name", ["", "a/b", "../a", ".hidden", "a b", "a?b", "ü", "a" * 101, "a\n"]
)
def test_a_name_that_cannot_stand_in_an_address_is_refused(name: str) -> None:
    with pytest.raises(AssetError, match="cannot be the name of published data"):
        PublishedData().publish(name, b"", "text/plain")


def test_many_threads_may_publish_at_once() -> None:
    data = PublishedData(max_items=8)

    def publish(number: int) -> bool:
        content = b"%d" % (number % 16)
        address = data.publish("x", content, "text/plain")
        return address == f"../../mapdash-data/{digest_of(content)}/x"

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(publish, range(2000)))
    kept = [number for number in range(16) if data.find(digest_of(b"%d" % number), "x")]
    assert len(kept) == 8


def test_what_is_published_to_last_is_not_pushed_out() -> None:
    data = PublishedData(max_items=2)
    address = data.publish("columns.bin", b"columns", "application/octet-stream", is_lasting=True)
    for number in range(5):
        data.publish("rings.json", str(number).encode(), "application/json")
    digest = address.split("/")[-2]
    found = data.find(digest, "columns.bin")
    assert found is not None
    assert found.plain == b"columns"


def test_the_parts_of_a_family_are_made_when_they_are_asked_for() -> None:
    data = PublishedData(max_items=1)
    assert data.publish_family(Squares()) == f"../../mapdash-data/{'ab' * 32}/"
    data.publish("x", b"pushes nothing out", "text/plain")
    part = data.find("ab" * 32, "30")
    assert part is not None
    assert (part.plain, part.is_gzipped, part.media_type) == (b"900 " * 100, True, "text/plain")
    assert part.digest == hashlib.sha256(b"900 " * 100).hexdigest()
    assert data.find("ab" * 32, "2") is not None
    assert data.find("ab" * 32, "3") is None
    assert data.find("cd" * 32, "2") is None


def test_much_data_comes_back_whole_too() -> None:
    data = PublishedData()
    much = bytes(range(256)) * 8192
    data.publish("x", much, "application/octet-stream")
    found = data.find(digest_of(much), "x")
    assert found is not None
    assert (found.plain == much, len(found.content) < 200_000) == (True, True)
