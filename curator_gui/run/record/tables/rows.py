"""What the reader hands out about single indices and failures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from curator_gui.run.events import Cause, LogLine, Status


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an index failed; `traceback` is "" where none could be had (a crash, a timeout)."""

    cause: Cause
    error_type: str
    message: str
    stage: str
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One index in a table.

    `duration` is in seconds, `started` and `finished` are seconds since the epoch, `bytes` is the
    size of the outputs, `rss` the worker's memory in bytes; None where nothing was measured.
    """

    index: int
    status: Status
    attempts: int = 0
    started: float | None = None
    finished: float | None = None
    duration: float | None = None
    bytes: int | None = None
    rss: int | None = None
    worker: int | None = None
    reason: str = ""
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """A path that an index has written, with its bytes then; None for a folder or a URL.

    `sink` is the number of the sink that has written it, from 0 in the order of the pipeline.
    """

    path: str
    size: int | None
    sink: int = 0


MOST_SINKS = 1 << 12
SINK_BITS = 32
"""An output's position in the table: its sink's number, and in these lowest bits its own there."""


def output_positions(counts: Sequence[int]) -> list[int]:
    """Return the positions of outputs that stand behind one another, so many of each sink."""
    return [
        (sink << SINK_BITS) | number for sink, count in enumerate(counts) for number in range(count)
    ]


def sink_of(position: int) -> int:
    """Return the number of the sink of an output at a position, whatever a strange record says."""
    return min(position >> SINK_BITS, MOST_SINKS)


def sink_counts(outputs: Sequence[Output], sinks: int) -> tuple[int, ...]:
    """Count the outputs of each of several sinks."""
    return tuple(sum(output.sink == sink for output in outputs) for sink in range(sinks))


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt that failed."""

    attempt: int
    time: float
    worker: int
    cause: Cause
    message: str


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything that is known about one index."""

    row: Row
    outputs: tuple[Output, ...] = ()
    stages: Mapping[str, float] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()
    log: tuple[LogLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """Failures that are the same but for numbers and paths.

    `message` has "#" for numbers and "…" for paths, `example` is the message of one of them; `id`
    finds the indices with `RunRecord.failure_indices`.
    """

    id: int
    count: int
    cause: Cause
    error_type: str
    stage: str
    message: str
    example: str


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A worker process; `ended` is None while it lives or if it was killed with the parent."""

    worker: int
    pid: int
    started: float
    ended: float | None
    reason: str
