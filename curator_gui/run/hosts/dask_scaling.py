"""A dask cluster that this run has made grows and shrinks with the number of its workers.

What is too much is closed only when nothing of it is taken, and chosen here: the library's own
choice does not know which workers are about to get their next task.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from curator_gui.core.message import Message
from curator_gui.run.hosts.jobs.watch import JobWatch, is_of_job

Dismiss = Callable[[Callable[[str], bool]], bool]
"""Takes workers, by their names, out of use; False if one of them is taken."""


class OwnCluster:
    """The workers of a cluster of this run: processes of this machine, or jobs of a job system.

    `watch` knows the jobs; None for processes. All but `resize` is called in the client's thread.
    """

    def __init__(self, cluster: Any, watch: JobWatch | None = None) -> None:
        self._cluster = cluster
        self._watch = watch
        self._kept = self._wanted = len(cluster.worker_spec)
        self._busy = False

    def resize(self, workers: int) -> list[Message]:
        """Take note of how many workers are wanted; return what is to be said about it."""
        if self._watch is None:
            self._wanted = workers
            return []
        jobs = replace(self._watch.jobs, workers=workers)
        self._wanted = jobs.count
        return [jobs.asked_words()]

    async def adjust(self, dismiss: Dismiss) -> None:
        """Start what is missing; close what is too much and idle."""
        await self._replace_ended()
        if self._busy or self._wanted == self._kept:
            return
        self._busy = True
        try:
            if self._wanted > self._kept:
                self._keep(self._wanted)
            else:
                await self._close_some(dismiss)
        finally:
            self._busy = False

    async def _replace_ended(self) -> None:
        """Let go of jobs that ended before their worker was there: others take their place."""
        ended = self._watch.take_ended() if self._watch is not None else set()
        known = [name for name in self._cluster.worker_spec if str(name) in ended]
        if known:
            await self._cluster.scale_down(known)

    async def _close_some(self, dismiss: Dismiss) -> None:
        present = list(self._cluster.worker_spec)
        missing = max(0, self._kept - len(present))  # lost, and now they need no replacement
        closed = self._dismissed(present, self._kept - self._wanted - missing, dismiss)
        self._keep(max(self._wanted, self._kept - missing - len(closed)))
        if closed:
            await self._cluster.scale_down(closed)

    def _dismissed(self, present: Sequence[Any], count: int, dismiss: Dismiss) -> list[Any]:
        """Choose what to close: the newest first, which may not have begun."""
        closed: list[Any] = []
        for name in reversed(present):
            if len(closed) < count and dismiss(partial(is_of_job, name=str(name))):
                closed.append(name)
                if self._watch is not None:
                    self._watch.dismissed(str(name))
        return closed

    def _keep(self, count: int) -> None:
        """Keep so many: jobs that are lost are replaced, as nannies replace their processes."""
        if count == self._kept:
            return
        grows, self._kept = count > self._kept, count
        if self._watch is not None:
            self._cluster.adapt(minimum_jobs=count, maximum_jobs=count, interval="2s")
        elif grows:
            self._cluster.scale(count)
