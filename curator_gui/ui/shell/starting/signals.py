"""End the window cleanly when the system asks for it (SIGTERM, SIGINT, SIGHUP)."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class SignalWatcher(QObject):
    """Calls `end(number)` in the GUI thread when a signal arrives.

    Python runs its handlers only between bytecodes of the main thread, which sleeps in Qt's event
    loop. So the interpreter is told to write each signal's number to a socket as well
    (`signal.set_wakeup_fd`), and Qt wakes up for that.
    """

    def __init__(self, end: Callable[[int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._reader, self._writer = socket.socketpair()
        for end_point in (self._reader, self._writer):
            end_point.setblocking(False)
        self._notifier = QSocketNotifier(
            self._reader.fileno(), QSocketNotifier.Type.Read, parent=self
        )
        self._notifier.activated.connect(self._arrived)
        self._before_fd = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._before = {
            number: signal.signal(number, lambda *_: None)
            for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name))
            if signal.getsignal(number) != signal.SIG_IGN  # by nohup, or a shell's background
        }

    def stop(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()

    def _arrived(self) -> None:
        for number in self._reader.recv(64):
            if number in self._before:
                self._end(number)
                return
