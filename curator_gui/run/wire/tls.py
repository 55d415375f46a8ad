"""Encrypted connections between a worker and its supervisor, where the cluster has TLS."""

from __future__ import annotations

import selectors
import socket
import ssl
import threading

WANTS = BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError
"""What a non-blocking socket raises when it has nothing now."""


class TlsStream:
    """A worker's end: one thread waits for what comes while others send.

    Python's blocking TLS sockets do not allow that: reading would keep the lock, or OpenSSL would
    be entered twice. So the socket never blocks, and waiting happens outside the lock.
    """

    def __init__(self, sock: socket.socket, context: ssl.SSLContext) -> None:
        self._socket = context.wrap_socket(sock)
        self._socket.setblocking(False)
        self._lock = threading.Lock()

    def fileno(self) -> int:
        return self._socket.fileno()

    def close(self) -> None:
        self._socket.close()

    def recv(self, size: int) -> bytes:
        """Return what has come, waiting for it; b"" at the end (see `socket.recv`)."""
        while True:
            with self._lock:
                try:
                    return self._socket.recv(size)
                except WANTS:
                    pass
            self._wait(selectors.EVENT_READ)

    def sendall(self, data: bytes) -> None:
        """Send everything, waiting for room (see `socket.sendall`)."""
        rest = memoryview(data)
        while rest:
            with self._lock:
                try:
                    rest = rest[self._socket.send(rest) :]
                    continue
                except WANTS:
                    pass
            self._wait(selectors.EVENT_WRITE)

    def _wait(self, event: int) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, event)
            selector.select()
