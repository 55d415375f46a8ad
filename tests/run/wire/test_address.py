from __future__ import annotations

import socket
import tempfile
from pathlib import Path

import pytest

from curator_gui.core.errors import ParamError
from curator_gui.run.planning.options import DASK_OPTIONS, coerce_options
from curator_gui.run.wire.address import (
    Endpoint,
    keep_alive,
    listen_on,
    parse_endpoint,
    route_to,
)
from curator_gui.run.wire.frames import Hello, encode
from curator_gui.run.wire.hub import Hub


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


@pytest.mark.parametrize(
    "text,host,port",
    [
        ("10.0.0.7", "10.0.0.7", 0),
        ("login1:4711", "login1", 4711),
        (" login1 ", "login1", 0),
        ("fe80::1", "fe80::1", 0),
        ("[fe80::1]", "fe80::1", 0),
        ("[fe80::1]:65535", "fe80::1", 65535),
    ],
)
def test_addresses_as_people_write_them(text: str, host: str, port: int) -> None:
    assert parse_endpoint(text) == Endpoint(host, port)


@pytest.mark.parametrize("text", ["", ":80", "a:65536", "a:x", "a:-1", "a:" + "9" * 5000])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ParamError, match="needs HOST or HOST:PORT"):
        parse_endpoint(text)


def test_the_option_is_checked_before_a_run() -> None:
    with pytest.raises(ParamError, match="option address: needs HOST"):
        coerce_options({"address": "a:b"}, DASK_OPTIONS, "dask")


def test_the_route_to_this_machine_is_loopback() -> None:
    assert route_to("127.0.0.1", 9) == "127.0.0.1"


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(ParamError, match=r"cannot listen on 192\.0\.2\.1 port 0"):
        listen_on(Endpoint("192.0.2.1"))


def test_a_port_that_is_taken_is_refused() -> None:
    with listen_on(Endpoint("127.0.0.1")) as first, pytest.raises(ParamError, match="in use"):
        listen_on(Endpoint("127.0.0.1", first.getsockname()[1]))


def test_connections_on_this_machine_outlive_any_pause() -> None:
    """TCP_USER_TIMEOUT would end them when one side does not read for long."""
    with (
        listen_on(Endpoint("127.0.0.1")) as listener,
        socket.create_connection(listener.getsockname()) as sock,
    ):
        keep_alive(sock, 30)
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_a_hub_on_an_endpoint_is_reached_over_both_families(host: str) -> None:
    if host == "::1" and not has_ipv6():
        pytest.skip("this machine has no IPv6")
    heard: list[Hello] = []
    with tempfile.TemporaryDirectory() as folder:
        hub: Hub[None] = Hub(
            Path(folder),
            lambda connection, hello: heard.append(hello) is None,
            lambda connection, frame: None,
            lambda connection: None,
            endpoint=Endpoint(host),
        )
        try:
            assert hub.address[0] == host
            with socket.create_connection(hub.address) as sock:
                sock.sendall(encode(Hello(hub.token, 1, 1, 7)))
                for _ in range(100):
                    hub.wait(0.1)
                    if heard:
                        break
        finally:
            hub.close()
    assert [hello.pid for hello in heard] == [7]
