"""The queue as a window shows it: read again while it is in sight, changed, started, held."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from curator_gui.app.run.going_on import start_detached
from curator_gui.core.errors import CuratorError, error_words
from curator_gui.run.run_queue import Queue, QueueFile

POLL_MS = 500


class RunQueue(QObject):
    """Shows one queue file; several windows may.

    Signals
    -------
    changed()
        `queue` or `working` is another one.
    failed(object)
        The queue could not be read, changed or started; why, in words.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject, file: QueueFile | None = None) -> None:
        super().__init__(parent)
        self.file = file or QueueFile()
        self.queue, self.working = Queue(), False
        self.process: subprocess.Popen[bytes] | None = None
        self._problem = ""
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, watching: bool) -> None:
        """Keep looking while somebody can see it."""
        if watching:
            self.look()
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Read the queue as it is now."""
        if self.process is not None and self.process.poll() is not None:
            self.process = None
        try:
            found = self.file.load(), self.file.worked_off
            self._problem = ""
        except CuratorError as error:
            self._tell(error)
            return
        if found != (self.queue, self.working):
            self.queue, self.working = found
            self.changed.emit()

    def add(self, paths: Sequence[Path]) -> None:
        """Append documents."""
        self._edit(lambda queue: queue.add([path.absolute() for path in paths]))

    def remove(self, entry_id: str) -> None:
        """Take one out, unless it runs."""
        self._edit(lambda queue: queue.remove(entry_id))

    def order(self, ids: Sequence[str]) -> None:
        """Put the waiting ones into this order."""
        self._edit(lambda queue: queue.order(ids))

    def clear_done(self) -> None:
        """Take out what is over."""
        self._edit(Queue.clear_done)

    def hold(self, held: bool) -> None:
        """Begin no further document, or go on."""
        self._edit(lambda queue: replace(queue, held=held))

    def start(self) -> None:
        """Work the queue off in a process that outlives this window."""
        self.hold(False)
        if self.working or self.process is not None or not self.queue.waiting:
            return
        command = [sys.executable, "-m", "curator_gui", "run", "--queue", "--quiet"]
        try:
            self.process = start_detached(command, Path(f"{self.file.path}.log"))
        except OSError as error:
            self._tell(error)

    def _edit(self, change: Callable[[Queue], Queue]) -> None:
        try:
            self.file.edit(change)
        except CuratorError as error:
            self._tell(error)
        self.look()

    def _tell(self, error: BaseException) -> None:
        words = error_words(error)
        if words != self._problem:  # said once, not twice a second
            self._problem = words
            self.failed.emit(words)
