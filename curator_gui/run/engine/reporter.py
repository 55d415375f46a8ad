"""Reporter: turns what the engine learns into events, counts, the result and the record.

All methods are called from one thread: the supervisor's (or the caller's, in the sequential
backend).
"""

from __future__ import annotations

import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Protocol

from curator_gui.core.masking.texts import masked
from curator_gui.core.message import plural
from curator_gui.run.config import EngineConfig, RunResult
from curator_gui.run.engine.noted import Noted
from curator_gui.run.events import (
    Cause,
    Event,
    IndexFailed,
    IndexFinished,
    IndexRetried,
    IndexSkipped,
    IndexStarted,
    LogLevel,
    LogLine,
    RunFinished,
    RunState,
    RunStateChanged,
    WorkerEnded,
    WorkersChanged,
    WorkerStarted,
)
from curator_gui.run.planning.collisions import SameArtifacts, SameOutputs
from curator_gui.run.wire.frames import Settled


class EventSink(Protocol):
    """Something that keeps events, such as the run record.

    `has_news` tells whether there is anything to take: it is looked at after every event.
    """

    has_news: bool

    def write(self, event: Event) -> None:
        """Take one event; cheap, never raises."""

    def take_warnings(self) -> Iterable[LogLine]:
        """Return what it has to say since the last call."""

    def take_unsafe(self) -> Iterable[IndexFailed]:
        """Return the indices whose outputs the disk refused since the last call."""

    def secure(self, result: RunResult) -> None:
        """Write down what the run has written so far; never raises."""

    def close(self) -> None:
        """Complete it; never raises. What goes wrong is among its warnings then."""


class Reporter:
    """Tells everybody concerned what happens in one run."""

    def __init__(
        self,
        config: EngineConfig,
        result: RunResult,
        record: EventSink | None,
        listener: Callable[[Event], None] | None = None,
    ) -> None:
        self.result = result
        self.failed_count = 0
        self.first_failure: IndexFailed | None = None
        self._collect = config.collect
        self._listener = listener or config.on_event
        self._record = record
        self.done_count = 0
        self.noted = Noted()
        self.same_outputs: SameOutputs | None = None
        self.same_artifacts = SameArtifacts()
        self.artifacts: dict[int, tuple[str, ...]] = {}
        """What filters wrote of each finished index beside the items."""
        self.ended_workers = 0
        self._failed_before: frozenset[int] = frozenset()
        self._taken_back: set[int] = set()

    def emit(self, event: Event) -> None:
        """Pass an event on to the record and the listener.

        A listener that raises is not called again: a broken picture of the run must not break the
        run. The warning says so.
        """
        record = self._record
        if record is not None:
            record.write(event)
            if record.has_news:
                self._pass_warnings_on(record)
        if self._listener is not None:
            self._tell(event)

    def secure(self) -> None:
        """Wait until what the run has written is on the disk; what the disk refused has failed."""
        if self._record is not None:
            self._record.secure(self.result)
            self._pass_warnings_on(self._record)

    def close(self, event: RunFinished) -> None:
        """Tell that the run is over, once its record is complete and has said its last."""
        if self._record is not None:
            self._record.write(event)
            self._record.close()
            self._pass_warnings_on(self._record)
        self._tell(event)

    def _pass_warnings_on(self, record: EventSink) -> None:
        for warning in record.take_warnings():
            self.result.warnings.append(warning.text)
            self._tell(warning)
        for failure in record.take_unsafe():
            self.failed(failure)

    def _tell(self, event: Event) -> None:
        if self._listener is None:
            return
        try:
            self._listener(event)
        except Exception:  # noqa: BLE001 - the listener's code is not ours
            self._listener = None
            text = "on_event raised and is not called any more:\n" + traceback.format_exc()
            self.result.warnings.append(text)
            warnings.warn(text, RuntimeWarning, stacklevel=2)

    def state(self, state: RunState) -> None:
        """Report a state that has just become true; a repetition is not an event."""
        if self.result.state != state:
            self.result.state = state
            self.emit(RunStateChanged(time.time(), state))

    def started(self, event: IndexStarted) -> None:
        self.emit(event)

    def finished(self, event: IndexFinished) -> None:
        index, result = event.index, self.result
        self.done_count += index not in result.outputs
        self.noted.add(event)
        if self.same_outputs is not None:
            self.same_outputs.add(index, event.outputs)
        self._take_artifacts(index, event.artifacts)
        if event.artifacts:
            self.same_artifacts.add(index, event.artifacts)
        if result.failures and result.failures.pop(index, None) is not None:
            self.failed_count -= 1  # a retry that went well
        result.outputs[index] = list(event.outputs) if self._collect else _NOT_KEPT
        if event.sink_outputs and self._collect:
            result.sink_outputs[index] = event.sink_outputs
        self.emit(event)

    def skipped(self, event: IndexSkipped) -> None:
        """Take over what an earlier run knows of an index that needs no run."""
        index, result = event.index, self.result
        result.skipped[index] = event.reason
        result.outputs[index] = list(event.outputs)
        if event.sink_outputs:
            result.sink_outputs[index] = event.sink_outputs
        self._take_artifacts(index, event.artifacts)
        self.emit(event)

    def _take_artifacts(self, index: int, paths: tuple[str, ...]) -> None:
        if paths:
            self.artifacts[index] = paths
        elif self.artifacts:
            self.artifacts.pop(index, None)

    def name_artifacts(self) -> None:
        """Put what filters wrote beside the items into the result, behind what was merged."""
        named = chain.from_iterable(paths for _, paths in sorted(self.artifacts.items()))
        self.result.artifacts = list(dict.fromkeys([*self.result.artifacts, *named]))
        for words in self.same_artifacts.words():
            self.warn(words)

    def failed(self, event: IndexFailed) -> None:
        self.failed_count += event.index not in self.result.failures
        if self.result.outputs.pop(event.index, None) is not None:
            self._take_artifacts(event.index, ())
            self.done_count -= 1  # the later of two outcomes is the one that counts
        self.result.failures[event.index] = event
        self.first_failure = self.first_failure or event
        self.emit(event)

    def hear(self, events: Iterable[Settled]) -> None:
        """Take over what killed workers had written down; a failure that was taken back is old."""
        for event in events:
            if isinstance(event, IndexFinished):
                self.finished(event)
            elif event.index not in self._taken_back and not event.no_room:
                self.failed(event)

    def fail_before(
        self, failures: Mapping[int, IndexFailed], chosen: Sequence[int]
    ) -> Sequence[int]:
        """Report what failed in a pass before the run proper; return the chosen indices left."""
        if not failures:
            return chosen
        self._failed_before = frozenset(failures).intersection(chosen)
        for index in sorted(failures):
            if index in self._failed_before:
                self.failed(failures[index])
        return [index for index in chosen if index not in failures]

    def retryable(self, indices: Sequence[int]) -> list[int]:
        """Choose the failed indices that this run can try again.

        What failed in a pass before is not known to the constants, which others have used already.
        """
        before = self._failed_before.intersection(indices)
        if before:
            self.warn(
                plural(
                    len(before),
                    "one item failed in the first pass: mend it and resume the run, which then "
                    "gathers from it too",
                    "{n} items failed in the first pass: mend them and resume the run, which then "
                    "gathers from them too",
                )
            )
        return [i for i in indices if i in self.result.failures and i not in before]

    def take_back(self, index: int) -> None:
        """Forget a failure, because the index will be run again."""
        self._taken_back.add(index)
        if self.result.failures.pop(index, None) is not None:
            self.failed_count -= 1

    def retried(self, index: int, worker: int, attempt: int, cause: Cause, message: str) -> None:
        """Report that an attempt failed and another will follow."""
        self.emit(IndexRetried(time.time(), index, worker, attempt, cause, message))

    def worker_started(self, worker: int, pid: int, place: str) -> None:
        self.emit(WorkerStarted(time.time(), worker, pid, place))

    def worker_ended(self, worker: int, pid: int, reason: str) -> None:
        """Report a worker process that is gone."""
        self.ended_workers += 1
        self.emit(WorkerEnded(time.time(), worker, pid, reason))

    def workers_changed(self, workers: int, before: int, by: str) -> None:
        """Report that the run goes on with another number of workers."""
        self.emit(WorkersChanged(time.time(), workers, before, by))

    def sum_up(self, steps: Sequence[str], sinks: int, *, idle_is_error: bool) -> None:
        """Put what the steps said, and how many items came through, into the result and the log.

        The last `sinks` steps write.
        """
        result, noted = self.result, self.noted
        noted.sinks = sinks
        result.items_in, result.items_out = noted.came_out(0), noted.reached_sinks(steps)
        result.dropped = noted.dropped(steps)
        for text in noted.idle(steps):
            if idle_is_error:
                result.problem = result.problem or text
            self.warn(text, "error" if idle_is_error else "warning")
        for text in noted.warnings(steps):
            self.warn(text)

    def warn(self, text: str, level: LogLevel = "warning") -> None:
        """Put a warning into the result and the log."""
        self.result.warnings.append(text)
        self.log(0, level, text)

    def log(self, worker: int, level: LogLevel, text: str) -> None:
        """Report a line of a worker, or (worker 0) of the engine."""
        self.emit(LogLine(time.time(), worker, level, masked(text)))


_NOT_KEPT: list[str] = []
