"""Processor time and memory of the worker processes, asked from the system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import psutil


class Usage(NamedTuple):
    """Processor time in percent of one core since the last sample, resident memory in bytes."""

    cpu: float
    rss: int


class UsageSampler:
    """Remembers processes between samples, because processor load is a difference."""

    def __init__(self) -> None:
        self._processes: dict[int, psutil.Process] = {}

    def sample(self, pids: Iterable[int]) -> dict[int, Usage]:
        """Return the usage of each process; those that are gone are left out."""
        wanted = set(pids)
        for pid in self._processes.keys() - wanted:
            del self._processes[pid]
        found = ((pid, self._usage(pid)) for pid in wanted)
        return {pid: usage for pid, usage in found if usage is not None}

    def _usage(self, pid: int) -> Usage | None:
        try:
            process = self._processes.get(pid)
            if process is None:
                process = self._processes[pid] = psutil.Process(pid)
            with process.oneshot():
                return Usage(process.cpu_percent(), process.memory_info().rss)
        except psutil.Error:
            self._processes.pop(pid, None)
            return None
