"""Read how much memory this process has held at most (resident set size, bytes)."""

from __future__ import annotations

import sys
from time import monotonic

import psutil

_INTERVAL = 0.02
_PAUSE = 0.0005
"""Between two readings: `getrusage` takes 0.5 to 100 microseconds, as busy as the machine is."""


class MemoryReader:
    """Reads the peak since the call before, so that an index is not charged for what it freed.

    On Linux the kernel's high-water mark is set back (`5` into `/proc/self/clear_refs`, proc(5)),
    whenever it has risen, and else every 20 ms. No other system can set its mark back: what is held
    at this moment is told there. An index that ends less than half a millisecond after a reading
    gets what was held when the mark was set back: a process touches 8 MB in that time at most, and
    what an index held that the reading did not see counts for the next one that is read.
    """

    def __init__(self) -> None:
        self._due = 0.0
        self._floor = 0
        self._last = 0
        self._read = 0.0
        self._process = psutil.Process()
        self._can_reset = sys.platform.startswith("linux") and self._reset()

    def peak(self) -> int:
        """Return the largest resident set size since the call before, in bytes."""
        if not self._can_reset:
            return self._held_now()
        now = monotonic()
        if now - self._read < _PAUSE:
            return self._floor
        highest = self._highest_at(now)
        self._read = monotonic()
        return highest

    def _highest_at(self, now: float) -> int:
        highest = _highest()
        if highest > self._floor or now >= self._due:
            self._due = now + _INTERVAL
            self._can_reset = self._reset()
        return highest

    def _reset(self) -> bool:
        try:
            # Not kept open: a component may close the number, and a file of others get it.
            with open("/proc/self/clear_refs", "wb", buffering=0) as file:  # noqa: PTH123
                file.write(b"5")
        except OSError:  # not allowed in some containers
            return False
        self._floor = _highest()
        return True

    def _held_now(self) -> int:
        now = monotonic()
        if now >= self._due:
            self._due = now + _INTERVAL
            self._last = int(self._process.memory_info().rss)
        return self._last


def _highest() -> int:
    import resource  # there is none on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10  # from kilobytes
