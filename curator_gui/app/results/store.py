"""What is known about every index of a run, in columns: about 80 bytes per index.

Rows stand in ascending order of the index. The store is fed with events and knows nothing about
sorting, filtering or Qt (see `results_order` and `results_model`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.results.causes import (
    NO_FAILURE,
    NO_GROUP,
    FailureHead,
    GroupKey,
    fold_message,
)
from curator_gui.app.results.packed_texts import PackedPaths, PackedTexts
from curator_gui.app.results.shares import Shares
from curator_gui.core.flow.naming import with_times
from curator_gui.core.message import from_record, recorded
from curator_gui.run.events import (
    STATUSES,
    Event,
    IndexFailed,
    IndexFinished,
    IndexRetried,
    IndexSkipped,
    IndexStarted,
    PassFinished,
    RunFinished,
    Status,
    StepNote,
)

T = TypeVar("T")
Rows = NDArray[np.int64]

CODES: dict[Status, int] = {status: code for code, status in enumerate(STATUSES)}
WAITING, RUNNING, DONE, FAILED, QUARANTINED, SKIPPED = range(len(STATUSES))


@dataclass(frozen=True)
class IndexResult:
    """Everything known about one index; seconds, bytes, seconds since the epoch."""

    index: int
    status: Status
    attempts: int
    worker: int
    started: float
    duration: float
    output_bytes: int
    rss: int
    outputs: list[str]
    sinks: list[str]
    stages: dict[str, float]
    failure: FailureHead
    message: str
    retries: list[IndexRetried]

    @property
    def traceback(self) -> str:
        """The traceback as it was reported; "" without one."""
        return self.failure.traceback + (self.message if self.failure.cut else "")


class ResultsStore:
    """The columns. `apply` feeds them; `changed_rows` tells what a view has to paint again."""

    def __init__(self) -> None:
        self.reset(range(0))
        self._handlers: dict[type, Callable[[Any], None]] = {
            IndexStarted: self._started,
            IndexFinished: self._finished,
            IndexFailed: self._failed,
            IndexRetried: self._retried,
            IndexSkipped: self._skipped,
            PassFinished: self._learnt,
            RunFinished: self._ended,
        }

    def reset(self, indices: Sequence[int], steps: Sequence[str] = (), sinks: int = 1) -> None:
        """Forget everything and allocate a waiting row for each index; the last `sinks` write."""
        self.indices = _ascending(indices)
        self.steps = tuple(steps)
        self.sinks = sinks
        n = len(self.indices)
        self.status = np.zeros(n, np.uint8)
        self.attempts = np.zeros(n, np.uint16)
        self.worker = np.zeros(n, np.uint16)
        self.started = np.zeros(n, np.float64)
        self.duration = np.full(n, np.nan, np.float32)
        self.output_bytes = np.zeros(n, np.int64)
        self.rss = np.zeros(n, np.int64)
        self.stages = np.zeros((n, len(self.steps)), np.float32)
        self.failure = np.zeros(n, np.int32)
        self.failures: list[FailureHead] = [NO_FAILURE]
        self.group = np.zeros(n, np.int32)
        self.groups: list[GroupKey] = [NO_GROUP]
        self.unchanged = np.zeros(n, np.uint32)
        self.remarks = np.zeros(n, np.uint32)
        self._notes: dict[int, tuple[StepNote, ...]] = {}
        self._known_notes: dict[tuple[StepNote, ...], tuple[StepNote, ...]] = {}
        self.messages = PackedTexts(n)
        self._parts: PackedTexts | None = None
        self._last_reason = ("", "")
        self.outputs = PackedPaths(n)
        self.shares = Shares(n)
        self.names: Sequence[str] = ()
        self.counts = [0] * len(STATUSES)
        self.counts[WAITING] = n
        self.version = 0
        self._failure_ids: dict[FailureHead, int] = {NO_FAILURE: 0}
        self._group_ids: dict[GroupKey, int] = {NO_GROUP: 0}
        self._retries: dict[int, list[IndexRetried]] = {}
        self._running: set[int] = set()
        self._first_changed, self._last_changed = n, -1

    def __len__(self) -> int:
        return len(self.indices)

    def set_steps(self, steps: Sequence[str], sinks: int = 1) -> None:
        """Name the steps of the run, the last `sinks` write; times of other steps are forgotten."""
        self.sinks = sinks
        if tuple(steps) != self.steps:
            self.steps = tuple(steps)
            self.stages = np.zeros((len(self), len(self.steps)), np.float32)

    def set_names(self, names: Sequence[str]) -> None:
        """Name the items of the first rows, as their source does."""
        self.names = names
        self.version += 1
        self._first_changed, self._last_changed = 0, len(self) - 1

    def name(self, row: int) -> str:
        """Return the name of a row's item; "" if it is not known."""
        return self.names[row] if row < len(self.names) else ""

    def apply(self, events: Iterable[Event]) -> None:
        """Take events in.

        Raises
        ------
        LookupError
            If an event tells of an index that is not part of the run.
        """
        handlers = self._handlers
        for event in events:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)

    def _learnt(self, event: PassFinished) -> None:
        """Let all wait again that was finished with constants that do not hold any more."""
        if not event.obsolete:
            return
        finished = (DONE, SKIPPED)
        rows = np.flatnonzero(np.isin(self.status, finished))
        for status in finished:
            self.counts[status] = 0
        self.counts[WAITING] += len(rows)
        self.status[rows] = WAITING
        self.version += 1
        self._first_changed, self._last_changed = 0, len(self) - 1

    def fill(self, columns: Mapping[str, NDArray[Any]]) -> None:
        """Take over the columns of a record (see `RunRecord.columns`), one entry per row.

        An index that was running when the application was killed waits.
        """
        status = np.where(columns["status"] == RUNNING, WAITING, columns["status"])
        self.status[:] = status
        self.attempts[:] = columns["attempts"]
        self.worker[:] = columns["worker"]
        self.started[:] = np.nan_to_num(columns["started"])
        self.duration[:] = columns["duration"]
        self.output_bytes[:] = np.maximum(columns["bytes"], 0)
        self.rss[:] = np.maximum(columns["rss"], 0)
        self.counts = np.bincount(status, minlength=len(STATUSES)).tolist()
        self._running.clear()
        self.version += 1
        self._first_changed, self._last_changed = 0, len(self) - 1

    @property
    def sink_names(self) -> tuple[str, ...]:
        """The sinks, where there are several."""
        return self.steps[-self.sinks :] if self.sinks > 1 else ()

    def take_details(
        self, outputs: PackedPaths, stages: NDArray[np.float32], shares: Shares
    ) -> None:
        """Take over the outputs and step times of all rows."""
        self.outputs, self.stages, self.shares = outputs, stages, shares
        self.version += 1
        self._first_changed, self._last_changed = 0, len(self) - 1

    def expect(self, indices: Iterable[int]) -> None:
        """Set rows back to waiting because they will run again; their history stays."""
        for index in indices:
            self._set_status(self.row_of(index), WAITING)

    def row_of(self, index: int) -> int:
        """Return the row of an index.

        Raises
        ------
        LookupError
            If the index is not part of the run.
        """
        if isinstance(self.indices, range):
            return self.indices.index(index) if index in self.indices else _unknown(index)
        row = bisect_left(self.indices, index)
        if row < len(self.indices) and self.indices[row] == index:
            return row
        return _unknown(index)

    def rows_with(self, *statuses: Status) -> Rows:
        """Return the rows that have one of these statuses."""
        return np.flatnonzero(np.isin(self.status, [CODES[status] for status in statuses]))

    def group_number(self, group: GroupKey) -> int:
        """Return the number that rows of a cause have in `group`; -1 if there are none."""
        return self._group_ids.get(group, -1)

    def indices_of(self, rows: Iterable[int]) -> list[int]:
        return [int(self.indices[row]) for row in rows]

    def count(self, *statuses: Status) -> int:
        """Count the rows that have one of these statuses."""
        return sum(self.counts[CODES[status]] for status in statuses)

    def take_changed(self) -> tuple[int, int] | None:
        """Return the first and last row changed since the last call; None if there is none."""
        first, last = self._first_changed, self._last_changed
        self._first_changed, self._last_changed = len(self), -1
        return (first, last) if last >= 0 else None

    def message(self, row: int) -> str:
        """Return why a row failed or was skipped, with template and values if they are known."""
        text = self.messages.get(row)
        return from_record(text, self._parts.get(row)) if self._parts else text

    def notes(self, row: int) -> tuple[StepNote, ...]:
        """Return what steps said about the items of a row."""
        return self._notes.get(row, ())

    def take_notes(self, row: int, notes: tuple[StepNote, ...]) -> None:
        """Keep what steps said about the items of a row; most rows have the same ones."""
        self._notes[row] = self._known_notes.setdefault(notes, notes)
        self.unchanged[row] = sum(n for _, kind, _, n in notes if kind == "unchanged")
        self.remarks[row] = sum(n for _, kind, _, n in notes if kind == "remark")

    def retries(self, row: int) -> list[IndexRetried]:
        """Return the attempts of a row that failed before the last one."""
        return list(self._retries.get(row, ()))

    def result(self, row: int) -> IndexResult:
        stages = self.stages[row].tolist()
        return IndexResult(
            index=int(self.indices[row]),
            status=STATUSES[self.status[row]],
            attempts=int(self.attempts[row]),
            worker=int(self.worker[row]),
            started=float(self.started[row]),
            duration=float(self.duration[row]),
            output_bytes=int(self.output_bytes[row]),
            rss=int(self.rss[row]),
            outputs=self.outputs.paths(row),
            sinks=self.shares.named(self.sink_names, row),
            stages=dict(with_times(self.steps, stages)) if any(stages) else {},
            failure=self.failures[self.failure[row]],
            message=self.message(row),
            retries=self.retries(row),
        )

    def _started(self, event: IndexStarted) -> None:
        row = self.row_of(event.index)
        self._set_status(row, RUNNING)
        self.attempts[row] = event.attempt
        self.worker[row] = event.worker
        self.started[row] = event.time

    def _finished(self, event: IndexFinished) -> None:
        row = self.row_of(event.index)
        self._set_status(row, DONE)
        self.attempts[row] = event.attempt
        self.worker[row] = event.worker
        self.duration[row] = event.duration
        self.output_bytes[row] = event.output_bytes
        self.rss[row] = event.rss
        if len(event.stages) == len(self.steps):
            self.stages[row] = event.stages
        self.outputs.set_paths(row, event.outputs)
        self.shares[row] = event.sink_outputs
        if event.notes or row in self._notes:
            self.take_notes(row, event.said_notes())
        if self.failure[row]:
            self._set_failure(row, NO_FAILURE, NO_GROUP, "")

    def _failed(self, event: IndexFailed) -> None:
        row = self.row_of(event.index)
        self._set_status(row, CODES[event.status])
        self.attempts[row] = event.attempt
        self.worker[row] = event.worker
        self.duration[row] = event.duration
        self.outputs.clear(row)
        self.shares[row] = ()
        self.output_bytes[row] = 0
        place = (event.cause, event.error_type, event.stage)
        text = event.traceback.rstrip()
        cut = bool(event.message) and text.endswith(event.message)
        head = FailureHead(*place, text.removesuffix(event.message) if cut else text, cut)
        group = GroupKey(*place, fold_message(event.message))
        self._set_failure(row, head, group, event.message, event.parts)

    def _retried(self, event: IndexRetried) -> None:
        row = self.row_of(event.index)
        self._set_status(row, WAITING)
        self.attempts[row] = event.attempt
        self.worker[row] = event.worker
        self._retries.setdefault(row, []).append(event)

    def _skipped(self, event: IndexSkipped) -> None:
        row = self.row_of(event.index)
        self._set_status(row, SKIPPED)
        self.outputs.set_paths(row, event.outputs)
        self.shares[row] = event.sink_outputs
        if event.reason is not self._last_reason[0]:  # a million are skipped for the same one
            self._last_reason = event.reason, recorded(event.reason)
        self._set_failure(row, NO_FAILURE, NO_GROUP, *self._last_reason)

    def _ended(self, _event: RunFinished) -> None:
        for row in list(self._running):  # interrupted: they count as not run
            self._set_status(row, WAITING)

    def _set_failure(
        self, row: int, head: FailureHead, group: GroupKey, message: str, parts: str = ""
    ) -> None:
        self.failure[row] = _number(self.failures, self._failure_ids, head)
        self.group[row] = _number(self.groups, self._group_ids, group)
        if message:
            self.messages.set(row, message)
        else:
            self.messages.clear(row)
        if parts or self._parts is not None:
            self._set_parts(row, parts)

    def _set_parts(self, row: int, parts: str) -> None:
        if self._parts is None:  # most runs have none: 20 bytes a row
            self._parts = PackedTexts(len(self))
        if parts:
            self._parts.set(row, parts)
        else:
            self._parts.clear(row)

    def _set_status(self, row: int, code: int) -> None:
        old = int(self.status[row])
        self.counts[old] -= 1
        self.counts[code] += 1
        self.status[row] = code
        if code == RUNNING:
            self._running.add(row)
        elif old == RUNNING:
            self._running.discard(row)
        self.version += 1
        if row < self._first_changed:
            self._first_changed = row
        if row > self._last_changed:
            self._last_changed = row


def _ascending(indices: Sequence[int]) -> Sequence[int]:
    if isinstance(indices, range) and indices.step > 0:
        return indices
    return sorted(set(indices))


def _number(known: list[T], numbers: dict[T, int], value: T) -> int:
    """Return the number of a value that is stored once for all rows that have it."""
    number = numbers.get(value)
    if number is None:
        number = numbers[value] = len(known)
        known.append(value)
    return number


def _unknown(index: int) -> int:
    raise LookupError(f"the run told of index {index}, which is not part of it")
