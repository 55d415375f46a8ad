"""Calls that may take long, off the GUI thread; only the newest answer counts.

Folders on a network that does not answer can block a thread for minutes, so each call has a thread
to itself, and one that is overdue no longer holds up the next. A thread whose call is through waits
for another one: to start a thread is to wait until it runs, 30 to 50 ms of the window while other
processes want the processor. The threads emit no Qt signals
(see the design: signals emitted from other threads are not safe); a timer in the GUI thread
collects their answers while any are expected.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

POLL_MS = 15
OVERDUE_S = 5.0
IDLE_S = 30.0
IDLE_NAME = "curator-idle"

Call = Callable[[], Any]
_Job = tuple[str, Callable[[], None]]


class IdleThreads:
    """Runs calls in threads that were needed before; starts another one if all are at work.

    A thread that has waited for `idle_s` seconds ends, all of them with the program.
    """

    def __init__(self, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._idle: list[SimpleQueue[_Job]] = []

    def run(self, name: str, call: Callable[[], None]) -> None:
        """Run a call, which must not raise, in a thread that has this name meanwhile."""
        with self._lock:
            jobs = self._idle.pop() if self._idle else None
        if jobs is not None:
            jobs.put((name, call))
            return
        jobs = SimpleQueue()
        jobs.put((name, call))
        threading.Thread(target=self._serve, args=(jobs,), name=name, daemon=True).start()

    def _serve(self, jobs: SimpleQueue[_Job]) -> None:
        while (job := self._next(jobs)) is not None:
            threading.current_thread().name, call = job
            call()
            del call, job  # what they hold is not to wait with this thread
            threading.current_thread().name = IDLE_NAME
            with self._lock:
                self._idle.append(jobs)

    def _next(self, jobs: SimpleQueue[_Job]) -> _Job | None:
        try:
            return jobs.get(timeout=self._idle_s)
        except Empty:
            with self._lock:
                if jobs in self._idle:
                    self._idle.remove(jobs)
                    return None
        return jobs.get()  # somebody took this thread in the same moment


THREADS = IdleThreads()


@dataclass
class _Running:
    generation: int
    over: bool = False
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
        if running is None or running.over:
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
        running = self._running = _Running(self._generation)
        THREADS.run(self._name, partial(self._run, running, call))

    def _occupied(self) -> bool:
        running = self._running
        if running is None or running.over:
            return False
        return time.monotonic() - running.since < OVERDUE_S

    def _run(self, running: _Running, call: Call) -> None:
        try:
            result, error = call(), None
        except BaseException as problem:  # noqa: BLE001 - handed to the GUI thread
            result, error = None, problem
        self._answers.append((running.generation, result, error))
        running.over = True

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
