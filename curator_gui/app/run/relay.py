"""Relay: brings what another thread has to say into the GUI thread, a little at a time.

The other thread only appends to a deque. Emitting Qt signals from it would crash (a signal emitted
repeatedly from another thread is not safe against receivers that disconnect), and 20,000 queued
signals per second would leave the window no time to paint.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

INTERVAL_MS = 33
BUSY_INTERVAL_MS = 12
SLICE_SECONDS = 0.005
LONG_SLICE_SECONDS = 0.009
LONG_QUEUE = 10_000
CHUNK = 64
CROWDED = 100_000
"""Items waiting, about 50 MB, from which on whoever posts is slowed down."""

CROWDED_PAUSE = 0.0002


class Relay(QObject):
    """Emits `received(list)` in the thread it lives in, in the order of the calls of `post`.

    The time that the receivers take counts: a tick stops after `SLICE_SECONDS` (somewhat later
    while the queue is long) and goes on in the next, which then comes sooner.
    """

    received = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: deque[Any] = deque()
        self._home = threading.get_ident()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._tick)

    def post(self, item: Any) -> None:
        """Add an item; from any thread, without waiting.

        A run that is much faster than the window is slowed a little, never stopped: otherwise the
        items waiting would fill the memory.
        """
        self._queue.append(item)  # needs no lock
        if len(self._queue) > CROWDED and threading.get_ident() != self._home:
            time.sleep(CROWDED_PAUSE)

    @property
    def pending(self) -> int:
        """How many items have been posted and not yet been received."""
        return len(self._queue)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        """Stop looking; items that are posted now wait for the next start."""
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        long = len(self._queue) > LONG_QUEUE
        end = perf_counter() + (LONG_SLICE_SECONDS if long else SLICE_SECONDS)
        while self._queue:
            self.received.emit(self._take())
            if perf_counter() > end:
                break
        interval = BUSY_INTERVAL_MS if self._queue else INTERVAL_MS
        if self._timer.isActive() and self._timer.interval() != interval:
            self._timer.setInterval(interval)

    def _take(self) -> list[Any]:
        queue = self._queue
        return [queue.popleft() for _ in range(min(CHUNK, len(queue)))]
