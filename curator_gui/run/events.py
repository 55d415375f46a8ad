"""Events: facts about one run, in the order in which the supervisor learned them.

`time` is seconds since the epoch (`time.time()`), `duration` and `stages` are seconds, `rss` and
`output_bytes` bytes. `worker` is the slot number, from 1; a slot keeps its number when its process
is replaced. `attempt` counts from 1.

What a worker itself has to say about an index (started, finished, failed) is sent and kept in
journals as these events are: the order of their fields is a format, and a new field goes to the
end with a default (see `curator_gui.run.wire.frames`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, repeat
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct

from curator_gui.core.measuring.measures import Layout
from curator_gui.core.message import Message, from_record
from curator_gui.core.notes import NoteKind

T = TypeVar("T")
Count = Annotated[int, Meta(ge=0, le=2**63 - 1)]
"""A number that fits into a column of the record."""

StepNote = tuple[Count, NoteKind, str, Count]
"""Number of the step, kind, words, and of how many items they hold."""

Status = Literal["waiting", "running", "done", "failed", "quarantined", "skipped"]
STATUSES: tuple[Status, ...] = ("waiting", "running", "done", "failed", "quarantined", "skipped")

LogLevel = Literal["debug", "info", "warning", "error"]

Cause = Literal["error", "crash", "timeout", "memory", "result", "pipeline"]
"""Why an index failed: its code raised; its worker died; it took too long or too much memory; its
result could not be sent; the pipeline could not be loaded in any worker."""

RunState = Literal[
    "starting", "running", "pausing", "paused", "stopping", "stopping now", "finished", "stopped"
]


class RunStarted(Struct, frozen=True, gc=False):
    """The plan is made and the workers are about to start; `steps` names them in order.

    The last `sinks` of them write.
    """

    time: float
    run_id: str
    total: int
    workers: int
    steps: tuple[str, ...]
    record: str = ""
    sinks: int = 1


class RunStateChanged(Struct, frozen=True, gc=False):
    """The run entered a state; what it says is true at this moment."""

    time: float
    state: RunState


class WorkerStarted(Struct, frozen=True, gc=False):
    """A worker process is ready to take its first index.

    `place` names its machine, and its job where a job system started it; "" is this machine.
    """

    time: float
    worker: int
    pid: int
    place: str = ""


class WorkerEnded(Struct, frozen=True, gc=False):
    """A worker process is gone; `reason` says why in words ("recycled", "killed by SIGSEGV")."""

    time: float
    worker: int
    pid: int
    reason: str


class WorkersChanged(Struct, frozen=True, gc=False):
    """The run goes on with `workers` workers instead of `before`; `by` says who asked for that.

    Those that are too many end one after another, when they have finished what is in hand.
    """

    time: float
    workers: int
    before: int
    by: str = ""

    def said(self) -> Message:
        """Say it in words."""
        counts = {"n": self.workers, "before": self.before}
        if self.by:
            return Message(
                "the number of workers changes from {before} to {n}, as {by} asked",
                by=self.by,
                **counts,
            )
        return Message("the number of workers changes from {before} to {n}", **counts)


class IndexStarted(Struct, frozen=True, gc=False, array_like=True, tag="started"):
    """A worker has begun with an index."""

    time: float
    index: Count
    worker: Count
    attempt: Count


class Measures(Struct, frozen=True, gc=False, array_like=True):
    """What was measured of an index; the fields are those of `core.measuring.measures.Packed`."""

    layout: Layout
    numbers: bytes
    words: tuple[str, ...] = ()


class IndexFinished(Struct, frozen=True, gc=False, array_like=True, tag="finished"):
    """An index is done; `stages` has the seconds spent in each step, in their order.

    `inputs` identifies the files that it read (see `run.record.tables.inputs`); None if they are
    not known. `items` counts what came out of the source and of each filter, () if that was one
    item everywhere; `notes` holds what the steps said about them: number of the step, kind, words,
    how often (see `curator_gui.core.notes`), and `note_parts` what those words were made of, in the
    same order (`curator_gui.core.message.recorded`). `sizes` are the bytes in each output's file,
    None where that says nothing about this index (a part of a shared file, a folder, a URL); () for
    a single file that is the index's own, because it is `output_bytes`. `measures` is None where
    nothing was measured. `sink_outputs` counts the outputs of each of several sinks, which stand
    behind one another; () where the pipeline has one sink. `sink_bytes` are the bytes that the
    index wrote for each sink into outputs whose `sizes` are None: () where no sink did, and where
    there is one sink, because `output_bytes` tells. `artifacts` are the files that filters wrote
    beside the items.
    """

    time: float
    index: Count
    worker: Count
    attempt: Count
    duration: float
    outputs: tuple[str, ...]
    output_bytes: Count
    stages: tuple[float, ...]
    rss: Count
    inputs: bytes | None = None
    items: tuple[Count, ...] = ()
    notes: tuple[StepNote, ...] = ()
    sizes: tuple[Count | None, ...] = ()
    measures: Measures | None = None
    sink_outputs: tuple[Count, ...] = ()
    sink_bytes: tuple[Count, ...] = ()
    artifacts: tuple[str, ...] = ()
    note_parts: tuple[str, ...] = ()

    def said_notes(self) -> tuple[StepNote, ...]:
        """Return the notes, their words as they were made, with template and values."""
        return tuple(
            [
                (step, kind, from_record(words, parts), count)
                for (step, kind, words, count), parts in self.notes_with_parts()
            ]
        )

    def notes_with_parts(self) -> Iterator[tuple[StepNote, str]]:
        """Yield each note and its parts; "" of plain text, and in journals of versions before."""
        return zip(self.notes, chain(self.note_parts, repeat("")), strict=False)


class IndexFailed(Struct, frozen=True, gc=False, array_like=True, tag="failed"):
    """An index is given up; `stage` names the step that failed ("" if that is not known).

    `parts` has the template and the values of the message (`curator_gui.core.message.recorded`);
    `no_room` says that the disk was full, which is not the index's fault.
    """

    time: float
    index: Count
    worker: Count
    attempt: Count
    duration: float
    status: Literal["failed", "quarantined"]
    cause: Cause
    error_type: str
    message: str
    traceback: str
    stage: str
    parts: str = ""
    no_room: bool = False

    def said(self) -> str:
        """Return the message as it was made, with its template and values where it had some."""
        return from_record(self.message, self.parts)


class IndexRetried(Struct, frozen=True, gc=False):
    """An attempt failed and the index will be tried again."""

    time: float
    index: int
    worker: int
    attempt: int
    cause: Cause
    message: str


class IndexSkipped(Struct, frozen=True, gc=False):
    """An index needs no run; `reason` says why. The rest is what the earlier run knows of it.

    `sink_outputs` and `artifacts` are as in `IndexFinished`, and so is `sink_bytes`, which one sink
    has as well.
    """

    time: float
    index: int
    reason: str
    outputs: tuple[str, ...] = ()
    inputs: bytes | None = None
    sizes: tuple[int | None, ...] = ()
    measures: Measures | None = None
    sink_outputs: tuple[int, ...] = ()
    sink_bytes: tuple[int, ...] = ()
    artifacts: tuple[str, ...] = ()


class LogLine(Struct, frozen=True, gc=False):
    """A line that a worker printed, or that the engine has to say; worker 0 is the engine."""

    time: float
    worker: int
    level: LogLevel
    text: str


class PassStarted(Struct, frozen=True, gc=False):
    """A pass before the run proper begins: the filter `name` gathers from `total` items.

    `number` counts from 1 and `of` is how many walks over items the run has, the last included.
    """

    time: float
    number: int
    of: int
    name: str
    total: int


class GatheringStarted(Struct, frozen=True, gc=False):
    """A worker begins to gather from an index, in a pass before the run proper."""

    time: float
    index: int
    worker: int
    attempt: int


class IndexGathered(Struct, frozen=True, gc=False):
    """A filter has gathered from an index, or (`failed`) could not."""

    time: float
    index: int
    worker: int
    duration: float
    failed: bool = False


class PassFinished(Struct, frozen=True, gc=False):
    """A filter knows its constants; `words` say from what, `digest` identifies them.

    `step` is its number in the pipeline, `items` how many items the constants come from, and
    `constants` are they, as JSON. If it is `obsolete`, what an earlier run finished, with other
    constants, is finished no more.
    """

    time: float
    number: int
    of: int
    step: int
    name: str
    items: int
    failed: int
    digest: str
    constants: str
    words: str
    obsolete: bool = False


class RunFinished(Struct, frozen=True, gc=False):
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
    | WorkersChanged
    | IndexStarted
    | IndexFinished
    | IndexFailed
    | IndexRetried
    | IndexSkipped
    | PassStarted
    | GatheringStarted
    | IndexGathered
    | PassFinished
    | LogLine
    | RunFinished
)


def split_outputs(outputs: Sequence[T], counts: Sequence[int], sinks: int = 0) -> list[list[T]]:
    """Divide outputs that stand behind one another among at least `sinks` sinks.

    `counts` are as in `IndexFinished.sink_outputs`.
    """
    ends = list(accumulate(counts or (len(outputs),)))
    found = [list(outputs[a:b]) for a, b in zip([0, *ends], ends, strict=False)]
    return found + [[] for _ in range(sinks - len(found))]
