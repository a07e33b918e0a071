"""Only requests that are meant for this server are answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.server.hosts import is_host_allowed, is_origin_allowed, parse_host

PUBLIC = "https://maps.example.org"


@pytest.mark.parametrize(
    ("header", "name", "text"),
    [
        ("localhost", "localhost", "localhost"),
        ("LocalHost:8501", "localhost", "localhost:8501"),
        ("127.0.0.1:8501", "127.0.0.1", "127.0.0.1:8501"),
        ("[::1]:8501", "::1", "[::1]:8501"),
        ("maps.example.org", "maps.example.org", "maps.example.org"),
    ],
)
def test_a_host_header_is_read_as_name_and_port(header: str, name: str, text: str) -> None:
    host = parse_host(header)
    assert host is not None
    assert (host.name, host.text) == (name, text)


@pytest.mark.parametrize(
    "header",
    [
        "",
        " localhost",
        "localhost:",
        "localhost:port",
        "localhost:65536",
        "localhost:8501/path",
        "user@localhost",
        "localhost; script-src *",
        "localhost'",
        "local host",
        "localhost\r\nx: y",
        "::1",
        "[::1",
        "[zz::1]",
        "[127.0.0.1]",
        "-a.example",
        "a.example-",
        "münchen.example",
        "a" * 300,
    ],
)
def test_a_host_header_that_is_none_is_not_read(header: str) -> None:
    assert parse_host(header) is None


@given(st.text(max_size=60) | st.from_regex(r"[a-z0-9.:\[\]-]{1,30}", fullmatch=True))
def test_what_is_read_can_stand_in_a_policy(header: str) -> None:
    host = parse_host(header)
    assert host is None or not set(host.text) - set("abcdefghijklmnopqrstuvwxyz0123456789.-:[]")


@pytest.mark.parametrize(
    ("header", "server_address", "public_origin", "is_allowed"),
    [
        ("localhost:8501", "127.0.0.1", None, True),
        ("127.0.0.1:8501", "127.0.0.1", None, True),
        ("127.8.8.8", "127.0.0.1", None, True),
        ("[::1]:8501", "::1", None, True),
        # A name that somebody else can point at this machine.
        ("rebound.example:8501", "127.0.0.1", None, False),
        ("rebound.example:8501", "192.0.2.7", None, False),
        ("localhost.example", "127.0.0.1", None, False),
        ("127.0.0.1.example", "127.0.0.1", None, False),
        ("testserver", "127.0.0.1", None, False),
        # Another machine's address cannot arrive over loopback, but may on the network.
        ("192.0.2.7:8501", "127.0.0.1", None, False),
        ("192.0.2.7:8501", "192.0.2.7", None, True),
        ("192.0.2.7:8501", None, None, False),
        ("maps.example.org", "127.0.0.1", PUBLIC, True),
        ("maps.example.org:443", "127.0.0.1", PUBLIC, True),
        ("other.example.org", "127.0.0.1", PUBLIC, False),
        ("localhost:8501", "127.0.0.1", PUBLIC, True),
    ],
)
def test_names_besides_localhost_have_to_be_the_public_one(
    header: str,
    server_address: str | None,
    public_origin: str | None,
    is_allowed: bool,  # noqa: FBT001 - a column of the table
) -> None:
    host = parse_host(header)
    assert host is not None
    assert (
        is_host_allowed(host, server_address=server_address, public_origin=public_origin)
        is is_allowed
    )


@pytest.mark.parametrize(
    ("origin", "is_allowed"),
    [
        ("http://127.0.0.1:8501", True),
        ("https://127.0.0.1:8501", True),
        (PUBLIC, True),
        ("http://127.0.0.1:9999", False),
        ("http://localhost:8501", False),
        ("http://foreign.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_pages_of_this_server_may_open_a_websocket(
    origin: str,
    is_allowed: bool,  # noqa: FBT001 - a column of the table
) -> None:
    host = parse_host("127.0.0.1:8501")
    assert host is not None
    assert is_origin_allowed(origin, host, public_origin=PUBLIC) is is_allowed
