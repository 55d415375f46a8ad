"""Events: facts about one run, in the order in which the supervisor learnt them.

`time` is seconds since the epoch (`time.time()`), `duration` and `stages` are seconds, `rss` and
`output_bytes` bytes. `worker` is the slot number, from 1; a slot keeps its number when its process
is replaced. `attempt` counts from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["waiting", "running", "done", "failed", "quarantined", "skipped"]
STATUSES: tuple[Status, ...] = ("waiting", "running", "done", "failed", "quarantined", "skipped")

Cause = Literal["error", "crash", "timeout", "memory", "result", "pipeline"]
"""Why an index failed: its code raised; its worker died; it took too long or too much memory; its
result could not be sent; the pipeline could not be loaded in any worker."""

RunState = Literal[
    "starting", "running", "pausing", "paused", "stopping", "stopping now", "finished", "stopped"
]


@dataclass(frozen=True, slots=True)
class RunStarted:
    """The plan is made and the workers are about to start; `steps` names them in order."""

    time: float
    run_id: str
    total: int
    workers: int
    steps: tuple[str, ...]
    record: str = ""


@dataclass(frozen=True, slots=True)
class RunStateChanged:
    """The run entered a state; what it says is true at this moment."""

    time: float
    state: RunState


@dataclass(frozen=True, slots=True)
class WorkerStarted:
    """A worker process is ready to take its first index."""

    time: float
    worker: int
    pid: int


@dataclass(frozen=True, slots=True)
class WorkerEnded:
    """A worker process is gone; `reason` says why in words ("recycled", "killed by SIGSEGV")."""

    time: float
    worker: int
    pid: int
    reason: str


@dataclass(frozen=True, slots=True)
class IndexStarted:
    """A worker has begun with an index."""

    time: float
    index: int
    worker: int
    attempt: int


@dataclass(frozen=True, slots=True)
class IndexFinished:
    """An index is done; `stages` has the seconds spent in each step, in their order."""

    time: float
    index: int
    worker: int
    attempt: int
    duration: float
    outputs: tuple[str, ...]
    output_bytes: int
    stages: tuple[float, ...]
    rss: int


@dataclass(frozen=True, slots=True)
class IndexFailed:
    """An index is given up; `stage` names the step that failed ("" if that is not known)."""

    time: float
    index: int
    worker: int
    attempt: int
    duration: float
    status: Literal["failed", "quarantined"]
    cause: Cause
    error_type: str
    message: str
    traceback: str
    stage: str


@dataclass(frozen=True, slots=True)
class IndexRetried:
    """An attempt failed and the index will be tried again."""

    time: float
    index: int
    worker: int
    attempt: int
    cause: Cause
    message: str


@dataclass(frozen=True, slots=True)
class IndexSkipped:
    """An index needs no run; `reason` says why. `outputs` are those of the earlier run."""

    time: float
    index: int
    reason: str
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line that a worker printed, or that the engine has to say; worker 0 is the engine."""

    time: float
    worker: int
    level: Literal["debug", "info", "warning", "error"]
    text: str


@dataclass(frozen=True, slots=True)
class RunFinished:
    """The last event of a run."""

    time: float
    state: RunState
    completed: int
    failed: int
    skipped: int
    unrun: int
    elapsed: float


Event = (
    RunStarted
    | RunStateChanged
    | WorkerStarted
    | WorkerEnded
    | IndexStarted
    | IndexFinished
    | IndexFailed
    | IndexRetried
    | IndexSkipped
    | LogLine
    | RunFinished
)
