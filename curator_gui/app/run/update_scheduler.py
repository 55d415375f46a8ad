"""UpdateScheduler: what follows a run is brought up to date one piece at a time.

Ten timers of their own would now and then fire in the same round of the event loop, and everything
that they change is then painted in one go: 20 views together held the window up for 50 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from shiboken6 import isValid

TICK_MS = 16
"""Between two pieces of work Qt paints what the first has changed."""

Work = Callable[[], float | None]
"""Does one piece; returns the milliseconds until it wants to be called again, or None for none."""


class UpdateScheduler(QObject):
    """Calls at most one piece of work per tick: the one that has been due for longest."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._due: dict[Work, float] = {}
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def ask(self, work: Work, after_ms: float = 0.0) -> None:
        """Give `work` a turn; one that it already waits for stays if it comes sooner."""
        due = perf_counter() + after_ms / 1e3
        self._due[work] = min(due, self._due.get(work, due))
        if not self._timer.isActive():
            self._timer.start()

    def drop(self, work: Work) -> None:
        """Take back what `work` has asked for."""
        self._due.pop(work, None)
        self._rest()

    def waits(self, work: Work) -> bool:
        """Whether `work` will get a turn."""
        return work in self._due

    @Slot()
    def _tick(self) -> None:
        work, due = min(self._due.items(), key=lambda item: item[1])
        if due > perf_counter():
            return
        del self._due[work]
        try:
            again = work()
            if again is not None:
                self.ask(work, again)
        finally:
            self._rest()

    def _rest(self) -> None:
        if not self._due and isValid(self._timer):  # a dying window takes back what it asked for
            self._timer.stop()
