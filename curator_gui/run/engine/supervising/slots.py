"""Slots: one place each for a worker, with the job it is at."""

from __future__ import annotations

import heapq
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


@dataclass(slots=True)
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


class Roster:
    """Which slots are at what, kept as it changes: looking at thousands for each task is too slow.

    `busy` are those whose worker has a task, `settling` those whose worker or task is about to end.
    """

    def __init__(self) -> None:
        self.busy: set[Slot] = set()
        self.settling: set[Slot] = set()
        self.occupied = 0
        self._free: list[tuple[bool, int, Slot]] = []

    def add_free(self, slot: Slot) -> None:
        # Those that have a worker come first: the others may find no place for one.
        heapq.heappush(self._free, (not slot.host.open, slot.number, slot))

    def take_free(self) -> Slot:
        return heapq.heappop(self._free)[2]

    def remove_free(self, slot: Slot) -> None:
        """Give a free slot no job any more."""
        self._free = [entry for entry in self._free if entry[2] is not slot]
        heapq.heapify(self._free)

    @property
    def has_free(self) -> bool:
        """Whether a slot has no job."""
        return bool(self._free)

    @property
    def has_ready(self) -> bool:
        """Whether a slot without a job had a worker when it became free."""
        return bool(self._free) and not self._free[0][0]


@dataclass(eq=False)
class Slot:
    """One place for a worker; the supervisor's thread is the only one that touches it.

    It tells its `roster` what it is at; `watched` is when it is looked at for being late (None:
    never). `lease` is the number of the task in the worker's hands (0: none); `future` is that
    task's once it is done, `ended` its last frame; `killed_for` says why we killed the worker,
    `used` whether it has ever begun an index, `heard` how many bytes of it had come when it was
    last judged; `closing` says that the run goes on without this slot, as soon as nothing is in
    its worker's hands.
    """

    number: int
    host: WorkerHost
    roster: Roster
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
    watched: float | None = None
    closing: bool = False

    def __post_init__(self) -> None:
        self.roster.add_free(self)

    def take(self, job: Job) -> None:
        """Take a job; the slot must just have been taken from the free ones."""
        self.job = job
        self.roster.occupied += 1

    def drop_job(self) -> Job | None:
        """Have no job any more, and be free for another one."""
        job, self.job = self.job, None
        if job is not None:
            self.roster.occupied -= 1
            if not self.closing:
                self.roster.add_free(self)
        return job

    def close(self) -> None:
        """Take no further job."""
        self.closing = True
        self.roster.remove_free(self)

    def reopen(self) -> None:
        """Take jobs again."""
        self.closing = False
        if self.job is None:
            self.roster.add_free(self)

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
        self.end_lease()
        self.lease = task.lease
        self.roster.busy.add(self)
        self.ended = self.current = self.killed_for = self.doubt = None
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
        self.settle_at(due if self.settle_by is None else min(self.settle_by, due))

    def settle_at(self, due: float) -> None:
        self.settle_by = due
        self.roster.settling.add(self)

    def end_lease(self) -> None:
        """Have no task in the worker's hands any more."""
        self.lease = 0
        self.future = self.loading_since = self.settle_by = None
        self.roster.busy.discard(self)
        self.roster.settling.discard(self)

    def retire(self) -> None:
        self.host.retire()
        self.connection = None
        self.pid = 0
