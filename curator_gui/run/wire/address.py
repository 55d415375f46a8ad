"""Where the supervisor is heard: this machine's address on the way to its workers."""

from __future__ import annotations

import socket
from typing import NamedTuple

from curator_gui.core.errors import ParamError

LOOPBACK = "127.0.0.1"

SILENT_SECONDS = 30
"""After this time without any answer another machine is taken for gone, as dask does."""


class Endpoint(NamedTuple):
    """A TCP address to listen on, IPv4 or IPv6; port 0 stands for any that is free."""

    host: str
    port: int = 0


def parse_endpoint(text: str) -> Endpoint:
    """Read `HOST`, `HOST:PORT`, an IPv6 address, or `[IPV6]:PORT`.

    Raises
    ------
    ParamError
        If it is none of these.
    """
    host, port = text.strip(), ""
    if host.startswith("["):
        host, _, rest = host[1:].partition("]")
        port = rest.removeprefix(":")
    elif host.count(":") == 1:
        host, _, port = host.partition(":")
    if not host or (port and not (port.isdecimal() and len(port) <= 5 and int(port) < 1 << 16)):
        raise ParamError("needs HOST or HOST:PORT, not {value}", value=repr(text))
    return Endpoint(host, int(port or 0))


def route_to(host: str, port: int) -> str:
    """Return this machine's address on the route to another one; no packet is sent.

    Raises
    ------
    OSError
        If the name is unknown, or there is no route.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect(address)
        return str(probe.getsockname()[0])


def listen_on(endpoint: Endpoint) -> socket.socket:
    """Listen for connections of workers.

    Raises
    ------
    ParamError
        If this machine has no such address, or the port is taken.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(
            endpoint.host, endpoint.port, type=socket.SOCK_STREAM
        )[0]
        return socket.create_server(address[:2], family=family, backlog=128)
    except OSError as error:
        raise ParamError(
            "option address: cannot listen on {host} port {port}: {error}; name an address of this "
            "machine that the workers can reach",
            host=endpoint.host,
            port=endpoint.port,
            error=error,
        ) from error


def keep_alive(sock: socket.socket, seconds: int) -> None:
    """Let a TCP connection break when the other machine has not answered for so long.

    Its kernel answers, so a busy or stopped process is no reason; but one that does not read for so
    long is, so that this machine itself is left out. Systems without these options (tcp(7)) keep
    their own patience, mostly two hours.
    """
    if sock.getpeername()[0] in (LOOPBACK, "::1"):
        return
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    probes = 5
    options = {
        "TCP_KEEPIDLE": max(1, seconds // 2),
        "TCP_KEEPINTVL": max(1, seconds // (2 * probes)),
        "TCP_KEEPCNT": probes,
        "TCP_USER_TIMEOUT": 1000 * seconds,
    }
    for name, value in options.items():
        if hasattr(socket, name):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
