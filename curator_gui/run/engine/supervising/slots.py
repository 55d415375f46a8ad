"""Slots: one place each for a worker, with the job it is at."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from curator_gui.run.events import Cause
from curator_gui.run.hosts.loky import WorkerHost
from curator_gui.run.wire.frames import End, Task
from curator_gui.run.wire.hub import Connection

KILL_SECONDS = 5.0
"""How long to wait for news of a killed worker's end; then it is given up unheard."""

DRAIN_SECONDS = 1.0
"""How long to wait for the end of a dead worker's socket: a process it started may hold it open."""


@dataclass
class Job:
    """One task on its way through the slots, across retries and replacements of its worker."""

    indices: Sequence[int]
    future: Future[None]
    position: int = 0
    deaths: int = 0

    @property
    def remaining(self) -> Sequence[int]:
        """The indices that are neither finished nor given up."""
        return self.indices[self.position :]


@dataclass
class Running:
    """The index that a worker has begun; `since` is the parent's monotonic clock."""

    index: int
    attempt: int
    since: float


@dataclass
class Doubt:
    """What is known since a worker of another machine seems to be late.

    It was asked at `asked` for how long it has been at its index, and is looked after again at
    `due`; its machine has confirmed that since `reachable`, None while it cannot be reached.
    """

    asked: float
    due: float
    reachable: float | None = None


@dataclass
class KillReason:
    """Why we killed a worker; `index` is the one it was at, None while it loaded."""

    cause: Cause
    words: str
    index: int | None


@dataclass
class Slot:
    """One place for a worker; the supervisor's thread is the only one that touches it.

    `lease` is the number of the task in the worker's hands (0: none); `future` is that task's once
    it is done, `ended` its last frame; `killed_for` says why we killed the worker, `used` whether
    it has ever begun an index, `heard` how many bytes of it had come when it was last judged.
    """

    number: int
    host: WorkerHost
    connection: Connection | None = None
    generation: int = 0
    pid: int = 0
    count: int = 0
    job: Job | None = None
    lease: int = 0
    ended: End | None = None
    current: Running | None = None
    loading_since: float | None = None
    killed_for: KillReason | None = None
    future: Future[Any] | None = None
    settle_by: float | None = None
    doubt: Doubt | None = None
    used: bool = False
    heard: int = 0

    @property
    def busy(self) -> bool:
        """Whether a task is in the worker's hands."""
        return self.lease != 0

    @property
    def unsettled(self) -> bool:
        """Whether the worker is at something other than an index: loading, or about to end."""
        return self.current is None or self.settle_by is not None or self.killed_for is not None

    @property
    def lost(self) -> bool:
        """Whether a worker that had connected is gone."""
        return self.host.open and self.pid != 0 and self.connection is None

    def connected(self, connection: Connection, pid: int) -> None:
        self.connection, self.pid, self.heard = connection, pid, 0
        self.host.connected(pid)

    def start(self) -> bool:
        """Get the host ready; False if there is no place for a worker just now."""
        if self.host.open:
            return True
        self.count = self.pid = 0
        self.used = False
        self.connection = None
        if not self.host.start(self.number, self.generation + 1):
            return False
        self.generation += 1
        return True

    def give(self, task: Task, on_done: Callable[[Future[Any]], None]) -> None:
        """Hand a task to the worker.

        Raises
        ------
        WorkerGoneError
            If the worker died while it was idle.
        """
        future = self.host.submit(task)
        self.lease = task.lease
        self.ended = self.current = self.killed_for = self.future = None
        self.loading_since = self.settle_by = self.doubt = None
        future.add_done_callback(on_done)

    def kill(self, cause: Cause | None = None, words: str = "") -> None:
        """Kill the worker and whatever it started, at once."""
        if cause is not None and self.killed_for is None:
            self.killed_for = KillReason(cause, words, self.current.index if self.current else None)
        if self.host.remote and self.connection is not None:
            self.connection.ask_to_quit()
        self.host.kill()
        if self.busy:
            self.settle_within(KILL_SECONDS)

    def settle_within(self, seconds: float) -> None:
        """Wait so long at most for the end of the worker or its task."""
        due = time.monotonic() + seconds
        self.settle_by = due if self.settle_by is None else min(self.settle_by, due)

    def retire(self) -> None:
        self.host.retire()
        self.connection = None
        self.pid = 0
