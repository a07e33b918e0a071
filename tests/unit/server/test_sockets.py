"""Connections of a listening socket send at once, however the socket was made."""

from __future__ import annotations

import socket

from mapdash.server.sockets import send_at_once


def test_a_connection_of_a_socket_that_names_no_protocol_sends_at_once() -> None:
    # As Streamlit makes it.
    with socket.socket(family=socket.AF_INET) as listener, socket.socket() as client:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert send_at_once() >= 1
        client.connect(listener.getsockname())
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
        assert client.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0


def test_sockets_that_are_closed_or_of_another_kind_are_left_alone() -> None:
    before = send_at_once()
    closed = socket.socket()
    closed.close()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.bind(("127.0.0.1", 0))
        assert send_at_once() == before
