"""Calls that may take long, off the GUI thread; only the newest answer counts.

Folders on a network that does not answer can block a thread for minutes, so each call has a thread
of its own, and one that is overdue no longer holds up the next. The threads emit no Qt signals
(see the design: signals emitted from other threads are not safe); a timer in the GUI thread
collects their answers while any are expected.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

POLL_MS = 15
OVERDUE_S = 5.0

Call = Callable[[], Any]


@dataclass
class _Running:
    generation: int
    thread: threading.Thread
    since: float = field(default_factory=time.monotonic)


class LatestCall(QObject):
    """Runs calls of one kind in the background; a newer call makes older answers void.

    Signals
    -------
    answered(object)
        The result of the newest call.
    failed(object)
        The exception that the newest call raised.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._generation = 0
        self._waiting: Call | None = None
        self._running: _Running | None = None
        self._answers: deque[tuple[int, Any, BaseException | None]] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._collect)

    @property
    def busy(self) -> bool:
        """Whether an answer is still expected."""
        return self._timer.isActive()

    @property
    def held_up(self) -> bool:
        """Whether a call still runs that nobody waits for any more."""
        running = self._running
        if running is None or not running.thread.is_alive():
            return False
        return running.generation != self._generation

    def submit(self, call: Call) -> None:
        """Run `call` soon; answers of calls submitted earlier are dropped from now on."""
        self._generation += 1
        self._waiting = call
        self._start_waiting()
        self._timer.start()

    def cancel(self) -> None:
        self._generation += 1
        self._waiting = None
        self._timer.stop()

    def _start_waiting(self) -> None:
        if self._waiting is None or self._occupied():
            return
        call, self._waiting = self._waiting, None
        thread = threading.Thread(
            target=self._run, args=(self._generation, call), name=self._name, daemon=True
        )
        self._running = _Running(self._generation, thread)
        thread.start()

    def _occupied(self) -> bool:
        running = self._running
        if running is None or not running.thread.is_alive():
            return False
        return time.monotonic() - running.since < OVERDUE_S

    def _run(self, generation: int, call: Call) -> None:
        try:
            result, error = call(), None
        except BaseException as problem:  # noqa: BLE001 - handed to the GUI thread
            result, error = None, problem
        self._answers.append((generation, result, error))

    def _collect(self) -> None:
        self._start_waiting()
        while self._answers:
            generation, result, error = self._answers.popleft()
            if generation == self._generation:
                self._timer.stop()
                self._tell(result, error)

    def _tell(self, result: Any, error: BaseException | None) -> None:
        if error is not None:
            self.failed.emit(error)
        else:
            self.answered.emit(result)
