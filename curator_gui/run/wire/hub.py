"""The supervisor's ears: one selector for the listener, all workers' sockets and wake-ups.

Where the system has them, sockets of the file system are used, in a folder only this user can
enter; elsewhere TCP on the loopback address, or on one that other machines can reach. A connection
is believed only after a `hello` frame with the hub's secret token; until then it may say little.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import selectors
import socket
import ssl
import sys
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from curator_gui.run.wire.address import LOOPBACK, SILENT_SECONDS, Endpoint, keep_alive, listen_on
from curator_gui.run.wire.frames import (
    WORKER_FRAMES,
    FrameBuffer,
    Hello,
    Ping,
    Quit,
    Said,
    WireError,
    Yield,
    encode,
)
from curator_gui.run.wire.tls import WANTS

M = TypeVar("M")

_CHUNK = 1 << 18
_STRANGERS_CHUNK = 1 << 10
"""What is read of a connection before its `hello`, which is much shorter."""

_CROWD = 100
"""Frames that should come of a nap at most: a worker whose socket is full would have to wait, and
that is so after some 170 small sends (Linux, 208 KB)."""

_SHORTEST_NAP = 0.001

_CALLERS = 128
"""How many may wait until they are taken in; the system lets others call again."""

_LONGEST_NAME = 100
"""`sun_path` holds 108 bytes on Linux (unix(7)), 104 on macOS."""


class Connection:
    """The supervisor's end of one worker's socket."""

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self.buffer = FrameBuffer(WORKER_FRAMES)
        self.owner: Any = None
        self.received = 0
        self.open = True

    def pending(self) -> int:
        """Return how many bytes have been decrypted already: no selector tells of these."""
        return self.socket.pending() if isinstance(self.socket, ssl.SSLSocket) else 0

    def ask_to_yield(self, lease: int) -> None:
        """Ask the worker to end the task of this lease before its next index."""
        # A full or broken socket means that the worker is stuck or dead; both are dealt with
        # through its process, so there is nothing to do here.
        with contextlib.suppress(OSError):
            self.socket.send(encode(Yield(lease)))

    def ask_how_long(self, lease: int) -> None:
        """Ask the worker for how long it has been at its index."""
        with contextlib.suppress(OSError):  # likewise
            self.socket.send(encode(Ping(lease)))

    def is_unheard(self) -> bool:
        """Whether the other machine has not confirmed all that was sent to it; False if unknown.

        The kernel confirms for a process that does not listen, but not through a cut cable
        (SIOCOUTQ, tcp(7)).
        """
        if not sys.platform.startswith("linux") or self.socket.family == socket.AF_UNIX:
            return False
        import fcntl
        import termios

        try:
            answer = fcntl.ioctl(self.socket.fileno(), termios.TIOCOUTQ, bytes(4))
        except OSError:
            return False
        return int.from_bytes(answer, sys.byteorder) > 0

    def ask_to_quit(self) -> None:
        """Ask the worker's process to end itself and what it started, whatever it is at."""
        with contextlib.suppress(OSError):  # likewise
            self.socket.send(encode(Quit()))


class Hub(Generic[M]):
    """Waits for whatever comes first: frames, a worker's end, or a message from another thread."""

    def __init__(
        self,
        folder: Path,
        on_hello: Callable[[Connection, Hello], bool],
        on_frame: Callable[[Connection, Said], None],
        on_end: Callable[[Connection], None],
        *,
        endpoint: Endpoint | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._tls = tls
        self.token = secrets.token_hex(16)
        self._on_hello, self._on_frame, self._on_end = on_hello, on_frame, on_end
        self._inbox: deque[M] = deque()
        self._called = False
        self._heard = 0
        self._share = 1.0
        self._room = memoryview(bytearray(max(_CHUNK, _STRANGERS_CHUNK)))
        self._listener, self.address = _listen(folder, endpoint)  # first: it may fail
        self._selector = selectors.DefaultSelector()
        self._alarm = selectors.DefaultSelector()
        self._wake_in, self._wake_out = socket.socketpair()
        for sock in (self._listener, self._wake_in, self._wake_out):
            sock.setblocking(False)
        self._selector.register(self._listener, selectors.EVENT_READ, None)
        for selector in (self._selector, self._alarm):
            selector.register(self._wake_in, selectors.EVENT_READ, self._wake_in)

    def post(self, message: M) -> None:
        """Queue a message for `wait`, from any thread."""
        self._inbox.append(message)
        if self._called:  # asked in this order: `messages` takes the call back before it looks
            return
        self._called = True
        # Full means that a wake-up is pending already; closed, that nobody waits any more.
        with contextlib.suppress(OSError):
            self._wake_out.send(b"\0")

    def wait(self, timeout: float | None, nap: float = 0.0) -> list[M]:
        """Deal with what has come, waiting up to `timeout` seconds; return the messages.

        If workers were heard the last time, they are left alone for up to `nap` seconds first, so
        that what they say is dealt with in bursts: each wake-up takes a core away from a worker
        for 0.3 ms (2 workers on 2 cores), each further frame for a twentieth of that. A message
        ends the nap at once.
        """
        nap *= self._share
        napped = self._heard > 0 and nap >= _SHORTEST_NAP and not self._inbox
        if napped:
            self._alarm.select(nap)
        self._heard = 0
        self._hear(0 if napped or self._inbox else timeout)
        self._share = self._share / 2 if self._heard > _CROWD else min(1.0, self._share * 2)
        return self.messages()

    def messages(self) -> list[M]:
        """Return what other threads have posted, without listening to any worker."""
        messages = []
        self._called = False
        while self._inbox:
            messages.append(self._inbox.popleft())
        return messages

    def catch_up(self) -> None:
        """Read everything that has arrived, also on connections not yet accepted."""
        while self._hear(0):
            pass

    def drain(self, connection: Connection) -> None:
        """Read what has arrived on one connection, to the last byte."""
        while connection.open and self._read(connection):
            pass

    def drop(self, connection: Connection) -> None:
        if connection.open:
            connection.open = False
            self._selector.unregister(connection.socket)
            connection.socket.close()

    def close(self) -> None:
        for key in list(self._selector.get_map().values()):
            if isinstance(key.data, Connection):
                self.drop(key.data)
        self._selector.close()
        self._alarm.close()
        for sock in (self._listener, self._wake_in, self._wake_out):
            sock.close()

    def _hear(self, timeout: float | None) -> bool:
        """Deal with the sockets that are ready; return whether one of a worker was."""
        ready = [key.data for key, _ in self._selector.select(timeout)]
        for data in ready:
            if data is None:
                self._accept_all()
            elif data is self._wake_in:
                with contextlib.suppress(BlockingIOError):
                    self._wake_in.recv(4096)
            elif data.open:
                self._read(data)
                while data.open and data.pending():
                    self._read(data)
        return any(data is not self._wake_in for data in ready)

    def _accept_all(self) -> None:
        """Take in those who wait, but not whoever keeps calling."""
        for _ in range(_CALLERS):
            if not self._accept():
                return

    def _accept(self) -> bool:
        """Take in who has called; False if nobody has."""
        try:
            sock, _ = self._listener.accept()
        except OSError:
            return False  # or the other side has given up already
        sock.setblocking(False)
        if sock.family != getattr(socket, "AF_UNIX", None):
            keep_alive(sock, SILENT_SECONDS)
        if self._tls is not None:  # the first reading shakes hands
            sock = self._tls.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        self._selector.register(sock, selectors.EVENT_READ, Connection(sock))
        return True

    def _read(self, connection: Connection) -> bool:
        """Deal with one piece of what has arrived; False if nothing has."""
        try:
            size = _CHUNK if connection.owner else _STRANGERS_CHUNK
            # Into room of our own: to allocate as much for each piece takes ten times as long.
            data = bytes(self._room[: connection.socket.recv_into(self._room, size)])
        except WANTS:
            return False
        except OSError:
            data = b""
        try:
            frames = connection.buffer.feed(data)
        except WireError:
            frames, data = [], b""  # whoever sends this is no worker of ours, or a broken one
        if connection.owner is None and data and not frames:
            data = b""  # a `hello` comes in one piece
        self._heard += len(frames)
        connection.received += len(data)
        for frame in frames:
            if connection.owner is not None:
                self._on_frame(connection, frame)
            elif not self._welcome(connection, frame):
                data = b""
                break
        if not data:
            self.drop(connection)
            if connection.owner is not None:
                self._on_end(connection)
        return True

    def _welcome(self, connection: Connection, frame: Said) -> bool:
        if not isinstance(frame, Hello):
            return False
        if not hmac.compare_digest(frame.token.encode(), self.token.encode()):
            return False
        return self._on_hello(connection, frame)


def _listen(folder: Path, endpoint: Endpoint | None) -> tuple[socket.socket, Any]:
    """Listen on a TCP endpoint if one is given, else on a socket file in `folder` if that can be.

    The address is what workers connect to: a path, or host and port.
    """
    path = str(folder / "s")
    short = len(os.fsencode(path)) <= _LONGEST_NAME
    if endpoint is None and sys.platform != "win32" and short:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(path)
        listener.listen(_CALLERS)
        return listener, path
    listener = listen_on(endpoint or Endpoint(LOOPBACK))
    return listener, listener.getsockname()[:2]
