"""What holds too much memory."""

from __future__ import annotations

import time
from collections.abc import Callable

from curator_gui.core.message import Message
from curator_gui.core.text.quantities import bytes_text
from curator_gui.run.engine.supervising.slots import Slot
from curator_gui.run.engine.supervising.worker_pool import WorkerPool

INTERVAL, HASTE = 0.2, 0.02
"""Seconds between two looks at a worker; in haste at one that holds half of its limit: a process
can touch some gigabytes in a second."""

PAUSE = 10.0
"""How many times what a look takes lies between two looks, at least: they take a tenth of a core
at most, however many workers there are."""


class MemoryWatch:
    """Kills the workers of a pool that hold more than their limit; `due` is the next time to look.

    Times are those of `clock`, in seconds.
    """

    def __init__(self, pool: WorkerPool, clock: Callable[[], float] = time.monotonic) -> None:
        self._pool = pool
        self._clock = clock
        self._all_due = 0.0
        self._near: list[Slot] = []
        self.due = 0.0

    def look(self, now: float, limit: int) -> None:
        """Look at all workers, or only at those that are near the limit of so many bytes."""
        whole = now >= self._all_due
        slots = self._pool.slots if whole else self._near
        self._near = [slot for slot in slots if self._is_near(slot, limit)]
        pause = PAUSE * (self._clock() - now)
        if whole:
            self._all_due = now + INTERVAL
        wanted = min(self._all_due, now + HASTE) if self._near else self._all_due
        self.due = max(wanted, now + pause)

    def _is_near(self, slot: Slot, limit: int) -> bool:
        if slot.current is None or slot.killed_for:
            return False
        held = slot.host.held(limit)
        if held > limit:
            self._kill(slot, held, limit)
        return held > limit / 2

    def _kill(self, slot: Slot, held: int, limit: int) -> None:
        self._pool.drain(slot)  # which index it is at now
        if slot.current is not None:
            words = Message(
                "held {held}, above the limit of {limit}",
                held=bytes_text(held),
                limit=bytes_text(limit),
            )
            slot.kill("memory", words)
