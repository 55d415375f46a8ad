"""What a run is doing at this moment, worker by worker, and what is marked on their lanes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from curator_gui.run.events import Status

SegmentStatus = Status | Literal["retried", "gathered"]


@dataclass(slots=True)
class Segment:
    """An index on a worker's lane, or `count` short ones from it on; seconds since the epoch."""

    worker: int
    index: int
    start: float
    end: float
    status: SegmentStatus
    count: int = 1


@dataclass(slots=True)
class Mark:
    """A worker that ended or an attempt that is repeated, to be marked on the lanes."""

    worker: int
    time: float
    text: str


@dataclass(slots=True)
class Passing:
    """A pass before the run proper that is under way: `name` gathers, `done` of `total` items.

    `longest` is how long an item took at most, in seconds.
    """

    number: int
    of: int
    name: str
    total: int
    done: int = 0
    failed: int = 0
    longest: float = 0.0

    @property
    def left(self) -> int:
        return max(0, self.total - self.done - self.failed)


@dataclass(slots=True)
class Stall:
    """A worker that has been busy with one index for much longer than is usual."""

    worker: int
    index: int
    seconds: float
    usual: float


@dataclass
class Lane:
    """One worker slot: what it does now; `index` is None while it waits."""

    worker: int
    pid: int = 0
    place: str = ""
    index: int | None = None
    attempt: int = 0
    since: float = 0.0
    rss: int = 0
    finished: int = 0
    failed: int = 0
    restarts: int = 0
    last_end: str = ""
    segment: Segment | None = None
