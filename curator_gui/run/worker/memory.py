"""Read the memory that a process holds (resident set size, bytes)."""

from __future__ import annotations

import os
import sys
from time import monotonic

import psutil

_INTERVAL = 0.02


class MemoryReader:
    """Reads this process's resident set size, at most every 20 ms: once per index costs too much.

    On Linux it is the second number of `/proc/self/statm`, in pages (proc(5)).
    """

    def __init__(self) -> None:
        self._last = 0
        self._due = 0.0
        self._process = psutil.Process()
        self._statm = -1
        if sys.platform.startswith("linux"):
            self._statm = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
            self._page = os.sysconf("SC_PAGE_SIZE")

    def rss(self) -> int:
        """Return the resident set size in bytes."""
        now = monotonic()
        if now >= self._due:
            self._due = now + _INTERVAL
            self._last = self._read()
        return self._last

    def _read(self) -> int:
        if self._statm >= 0:
            return int(os.pread(self._statm, 64, 0).split()[1]) * self._page
        return int(self._process.memory_info().rss)
