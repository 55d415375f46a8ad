"""One window per document: claims on documents, over all processes of a user on this computer.

A claim is a lock that the system itself ends with its process, so a killed window blocks nobody.
Beside it a local socket listens, on which another process can ask the window to come to the front.
The socket's file may outlive a killed window; whoever has the lock replaces it.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
import warnings
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, Signal, Slot

from curator_gui.core.storage.locks import LOCK_PATIENCE, FileLock, is_locked
from curator_gui.desktop.foreground import allow_foreground, startup_token, use_startup_token

if TYPE_CHECKING:  # loaded with the first document, not with the window
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 2000
"""A window that does not answer within this time is hung, or busier than a person can wait."""

CONNECT_INTERVAL = 0.02
_ASK, _ANSWER = b"show", b"shown"


def runtime_folder() -> Path:
    """Return the folder of locks and sockets: the user's own, gone with the next start."""
    with warnings.catch_warnings():
        # Without a login session there is no such folder, and a temporary one will do.
        warnings.simplefilter("ignore", UserWarning)
        return Path(platformdirs.user_runtime_path("curator", appauthor=False))


def document_key(path: Path) -> str:
    """Return 32 hexadecimal digits that are the same for all names of a document's file."""
    name = os.path.normcase(os.path.realpath(path))
    if sys.platform == "darwin":  # whose usual file systems do not tell upper from lower case
        name = name.casefold()
    return hashlib.blake2b(os.fsencode(name), digest_size=16).hexdigest()


def lock_path(path: Path) -> Path:
    return runtime_folder() / f"{document_key(path)}.lock"


def server_name(path: Path) -> str:
    """Return the address of the window that has a document: a socket file, or a pipe's name."""
    key = document_key(path)
    return f"curator-{key}" if sys.platform == "win32" else str(runtime_folder() / f"{key}.sock")


def is_open_elsewhere(path: Path) -> bool:
    """Whether a window, of this process or another, has the document."""
    return is_locked(lock_path(path))


def show_other(path: Path) -> bool:
    """Ask the window that has the document to come to the front; False if it does not answer.

    Waits for at most twice `PATIENCE_MS`.
    """
    allow_foreground()
    socket = _connect(path)
    if socket is None:
        return False
    socket.write(b" ".join([_ASK, startup_token().encode()]) + b"\n")
    answered = socket.waitForReadyRead(PATIENCE_MS)
    answer = bytes(socket.readAll().data()) if answered else b""
    socket.abort()
    return answer.strip() == _ANSWER


def _connect(path: Path) -> QLocalSocket | None:
    """Connect to the window that has a document; it may have the lock but not listen yet."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < deadline:
        socket.connectToServer(server_name(path))
        if socket.waitForConnected(PATIENCE_MS):
            return socket
        if not is_open_elsewhere(path):
            return None
        time.sleep(CONNECT_INTERVAL)
    return None


@dataclass
class _Claim:
    """A document of this process; without a lock where the system offers none."""

    lock: FileLock | None
    server: QLocalServer | None


class DocumentLock(QObject):
    """The documents that this window has claimed.

    Signals
    -------
    show_wanted()
        Another process was asked to open a document that this window has.
    """

    show_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._claims: dict[str, _Claim] = {}

    def claim(self, path: Path, patience: float = LOCK_PATIENCE) -> bool:
        """Claim a document, beside those claimed already; False if another window has it.

        Waits for `patience` seconds: somebody may only look whether the lock is free.
        """
        key = document_key(path)
        if key in self._claims:
            return True
        try:
            lock = self._lock(path, patience)
        except OSError:  # a system without such a folder: nothing can be known about others
            self._claims[key] = _Claim(None, None)
            return True
        if lock is None:
            return False
        self._claims[key] = _Claim(lock, self._listen(path))
        return True

    def keep_only(self, path: Path | None) -> None:
        """Give up the claims on all other documents."""
        kept = document_key(path) if path is not None else ""
        for key in [key for key in self._claims if key != kept]:
            _give_up(self._claims.pop(key))

    def follow(self, path: Path | None) -> None:
        """Claim this document if it is free, and no other."""
        self.keep_only(path)
        if path is not None:
            self.claim(path, 0.0)

    def close(self) -> None:
        self.keep_only(None)

    def _lock(self, path: Path, patience: float) -> FileLock | None:
        runtime_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(lock_path(path))
        return lock if lock.acquire(patience) else None

    def _listen(self, path: Path) -> QLocalServer | None:
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._greet)
        name = server_name(path)
        QLocalServer.removeServer(name)  # left by a killed window: the lock is ours
        if not server.listen(
            name
        ):  # then the lock alone keeps the document from being edited twice
            server.deleteLater()
            return None
        return server

    @Slot()
    def _greet(self) -> None:
        server = self.sender()
        while (socket := server.nextPendingConnection()) is not None:  # type: ignore[attr-defined]
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(partial(self._answer, socket))
            self._answer(socket)  # it may have said everything already

    def _answer(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        word, _, token = bytes(socket.readLine().data()).strip().partition(b" ")
        if word == _ASK:
            use_startup_token(token.decode("utf-8", "replace"))
            socket.write(_ANSWER + b"\n")
            socket.flush()
            self.show_wanted.emit()
        socket.disconnectFromServer()


def _give_up(claim: _Claim) -> None:
    if claim.server is not None:
        claim.server.close()
        claim.server.deleteLater()
    if claim.lock is not None:
        claim.lock.release(remove=True)
