"""What a run is doing, in numbers: rates over time, who does what, how long it will still take.

Fed with events, read by plots; no Qt. Memory is bounded: every series has a fixed number of
points and gets coarser as the run gets longer.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.monitor.binned_series import BinnedSeries, Floats
from curator_gui.app.monitor.lanes import Lane, Mark, Passing, Segment, SegmentStatus, Stall
from curator_gui.app.monitor.remaining_time import RemainingTime, RemainingTimeEstimator
from curator_gui.app.monitor.step_counts import (
    StepCount,
    count_failed,
    count_finished,
    steps_named,
)
from curator_gui.run.events import (
    Event,
    GatheringStarted,
    IndexFailed,
    IndexFinished,
    IndexGathered,
    IndexRetried,
    IndexSkipped,
    IndexStarted,
    PassFinished,
    PassStarted,
    RunFinished,
    RunStarted,
    RunStateChanged,
    Status,
    WorkerEnded,
    WorkersChanged,
    WorkerStarted,
)

MAX_SEGMENTS = 1500
MERGED_SECONDS = 0.2
"""Indices of one lane that together take less than this are drawn as one (more, of many lanes)."""

MAX_MARKS = 500
SLOWEST = 10
BINS_PER_DECADE = 10
SHORTEST, LONGEST = -4, 5
"""The duration histogram reaches from 10**-4 to 10**5 seconds."""

STALL_SECONDS = 20.0
STALL_FACTOR = 8.0


ITEMS, BYTES, FAILURES = range(3)


@dataclass
class RunStatistics:
    """The numbers of one run; `reset` begins another."""

    total: int = 0
    workers: int = 0
    steps: tuple[str, ...] = ()
    state: str = "idle"
    started: float = 0.0
    ended: float = 0.0
    done: int = 0
    failed: int = 0
    quarantined: int = 0
    skipped: int = 0
    retried: int = 0
    passing: Passing | None = None
    output_bytes: int = 0
    lanes: dict[int, Lane] = field(default_factory=dict)
    series: BinnedSeries = field(default_factory=lambda: BinnedSeries(3))
    segments: deque[Segment] = field(default_factory=lambda: deque(maxlen=MAX_SEGMENTS))
    marks: deque[Mark] = field(default_factory=lambda: deque(maxlen=MAX_MARKS))
    stage_seconds: list[float] = field(default_factory=list)
    by_step: list[StepCount] = field(default_factory=list)
    histogram: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros((LONGEST - SHORTEST) * BINS_PER_DECADE, np.int64)
    )
    estimator: RemainingTimeEstimator = field(default_factory=RemainingTimeEstimator)
    version: int = 0
    _slowest: list[tuple[float, int]] = field(default_factory=list)
    _given_up: dict[int, tuple[Status, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._handlers: dict[type, Callable[[Any], None]] = {
            RunStarted: self._run_started,
            RunStateChanged: self._state_changed,
            WorkerStarted: self._worker_started,
            WorkerEnded: self._worker_ended,
            WorkersChanged: self._workers_changed,
            IndexStarted: self._index_started,
            IndexFinished: self._index_finished,
            IndexFailed: self._index_failed,
            IndexRetried: self._index_retried,
            IndexSkipped: self._index_skipped,
            PassStarted: self._pass_started,
            GatheringStarted: self._gathering_started,
            IndexGathered: self._index_gathered,
            PassFinished: self._pass_finished,
            RunFinished: self._run_finished,
        }

    def reset(self) -> None:
        version = self.version
        self.__init__()  # type: ignore[misc]
        self.version = version + 1

    def apply(self, events: Iterable[Event]) -> None:
        handlers = self._handlers
        for event in events:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
        self.version += 1

    @property
    def finished(self) -> int:
        """How many indices need no more work: done, given up or skipped."""
        return self.done + self.failed + self.quarantined + self.skipped

    @property
    def progress(self) -> tuple[int, int]:
        """How many indices are settled of how many: those of the pass that is under way."""
        if self.passing is not None:
            return self.passing.total - self.passing.left, self.passing.total
        return self.finished, self.total

    @property
    def walks_left(self) -> int:
        """How many times an index has still to be worked on, in this pass and all behind it."""
        left = self.total - self.finished
        if self.passing is not None:
            between = self.passing.of - self.passing.number - 1
            left += self.passing.left + between * self.passing.total
        return left

    @property
    def running(self) -> int:
        """How many indices are being worked on."""
        return sum(lane.index is not None for lane in self.lanes.values())

    @property
    def waiting(self) -> int:
        """How many indices have not been begun, or wait for another attempt."""
        return max(0, self.total - self.finished - self.running)

    def elapsed(self, now: float) -> float:
        """Return the seconds since the start of the run, until its end."""
        return max(0.0, (self.ended or now) - self.started) if self.started else 0.0

    def rates(self, channel: int, now: float) -> tuple[Floats, Floats]:
        """Return times (s from the start) and amounts per second of a channel."""
        until = self.elapsed(now)
        return self.series.rates(channel, until + self.series.width if self.ended else until)

    def recent_rate(self, channel: int, now: float, seconds: float = 5.0) -> float:
        """Return the amount per second of the last seconds; after the end, of the whole run."""
        elapsed = self.elapsed(now)
        if self.ended or elapsed < seconds:
            totals = {ITEMS: self.done + self.failed + self.quarantined, BYTES: self.output_bytes}
            return totals[channel] / elapsed if elapsed > 0 else 0.0
        _, rates = self.series.rates(
            channel, elapsed, smooth=max(1, int(seconds / self.series.width))
        )
        return float(rates[-1]) if len(rates) else 0.0

    def estimate(self, now: float) -> RemainingTime | None:
        """Return the time still needed as a range; None while nothing honest can be said."""
        if self.ended or self.state not in ("running", "pausing"):
            return None
        return self.estimator.estimate(self.walks_left, now)

    def slowest(self) -> list[tuple[float, int]]:
        """Return duration (s) and index of the slowest indices, the slowest first."""
        return sorted(self._slowest, reverse=True)

    def histogram_edges(self) -> Floats:
        """Return the edges of the duration histogram (s): one more than it has bins."""
        return np.logspace(SHORTEST, LONGEST, len(self.histogram) + 1)

    def usual_longest(self) -> float:
        """Return the duration (s) that 95 % of the indices do not exceed; 0 without any.

        In a pass before the run proper it is that of all its items so far.
        """
        if self.passing is not None:
            return self.passing.longest
        total = int(self.histogram.sum())
        if not total:
            return 0.0
        position = int(np.searchsorted(np.cumsum(self.histogram), 0.95 * total))
        return float(self.histogram_edges()[position + 1])

    def stalls(self, now: float) -> list[Stall]:
        """List the workers whose index takes much longer than is usual in this run."""
        if self.ended:
            return []
        usual = self.usual_longest()
        limit = max(STALL_SECONDS, STALL_FACTOR * usual)
        return [
            Stall(lane.worker, lane.index, now - lane.since, usual)
            for lane in self.lanes.values()
            if lane.index is not None and now - lane.since > limit
        ]

    def _run_started(self, event: RunStarted) -> None:
        self.total = event.total
        self.workers = event.workers
        self.steps = event.steps
        self.started = event.time
        self.stage_seconds = [0.0] * len(event.steps)
        self.by_step = steps_named(event.steps, event.sinks)
        for worker in range(1, event.workers + 1):
            self._lane(worker)

    def _state_changed(self, event: RunStateChanged) -> None:
        self.state = event.state
        if event.state in ("running", "pausing"):
            self.estimator.go(event.time)
        else:
            self.estimator.hold(event.time)

    def _pass_started(self, event: PassStarted) -> None:
        self.passing = Passing(event.number, event.of, event.name, event.total)

    def _gathering_started(self, event: GatheringStarted) -> None:
        self._let_go(event.index)  # another worker had begun it, and died of something else
        lane = self._lane(event.worker)
        lane.index, lane.attempt, lane.since = event.index, event.attempt, event.time

    def _let_go(self, index: int) -> None:
        for lane in self.lanes.values():
            if lane.index == index:
                lane.index = None

    def _index_gathered(self, event: IndexGathered) -> None:
        if self.passing is not None:
            self.passing.done += not event.failed
            self.passing.failed += event.failed
            self.passing.longest = max(self.passing.longest, event.duration)
        self._let_go(event.index)
        self.estimator.finish(event.time)
        self.series.add(event.time - self.started, ITEMS, 1)
        if event.worker:
            lane, begin = self._lane(event.worker), event.time - event.duration
            status: SegmentStatus = "failed" if event.failed else "gathered"
            self._add_segment(lane, event.index, begin, event.time, status)

    def _pass_finished(self, _event: PassFinished | RunFinished) -> None:
        self.passing = None
        for lane in self.lanes.values():
            lane.index = None

    def _run_finished(self, event: RunFinished) -> None:
        self.state = event.state
        self.ended = event.time
        self.estimator.hold(event.time)
        self._pass_finished(event)

    def _worker_started(self, event: WorkerStarted) -> None:
        lane = self._lane(event.worker)
        same = (lane.pid, lane.place) == (event.pid, event.place)
        lane.restarts += lane.pid != 0 and not same
        lane.pid, lane.place = event.pid, event.place

    def _worker_ended(self, event: WorkerEnded) -> None:
        lane = self._lane(event.worker)
        lane.last_end = event.reason
        lane.rss = 0
        if self.passing is not None:  # its index is begun again, or given up
            lane.index = None
        self.marks.append(Mark(event.worker, event.time, event.reason))

    def _workers_changed(self, event: WorkersChanged) -> None:
        self.workers = event.workers

    def _index_started(self, event: IndexStarted) -> None:
        lane = self._lane(event.worker)
        lane.index, lane.attempt, lane.since = event.index, event.attempt, event.time
        if self._given_up:
            self._take_back(event.index)

    def _index_finished(self, event: IndexFinished) -> None:
        self.done += 1
        self.output_bytes += event.output_bytes
        self._settle(event.worker, event.index, event.time, event.duration, "done")
        self._lane(event.worker).rss = event.rss
        seconds = event.time - self.started
        self.series.add(seconds, ITEMS, 1)
        self.series.add(seconds, BYTES, event.output_bytes)
        count_finished(self.by_step, event)
        if len(event.stages) == len(self.stage_seconds):
            for step, seconds_in_step in enumerate(event.stages):
                self.stage_seconds[step] += seconds_in_step

    def _index_failed(self, event: IndexFailed) -> None:
        self._given_up[event.index] = event.status, event.stage
        count_failed(self.by_step, event.stage)
        if event.status == "failed":
            self.failed += 1
        else:
            self.quarantined += 1
        self._settle(event.worker, event.index, event.time, event.duration, event.status)
        seconds = event.time - self.started
        self.series.add(seconds, ITEMS, 1)
        self.series.add(seconds, FAILURES, 1)

    def _take_back(self, index: int) -> None:
        """Uncount a failure that is being retried on request."""
        if index not in self._given_up:
            return
        status, stage = self._given_up.pop(index)
        self.failed -= status == "failed"
        self.quarantined -= status == "quarantined"
        count_failed(self.by_step, stage, -1)

    def _index_retried(self, event: IndexRetried) -> None:
        self.retried += 1
        lane = self._lane(event.worker)
        seconds = event.time - lane.since if lane.index == event.index else 0.0
        self._close_lane(event.worker, event.index, event.time, seconds, "retried")
        self.marks.append(Mark(event.worker, event.time, f"#{event.index} again: {event.message}"))

    def _index_skipped(self, _event: IndexSkipped) -> None:
        self.skipped += 1

    def _lane(self, worker: int) -> Lane:
        lane = self.lanes.get(worker)
        if lane is None:
            lane = self.lanes[worker] = Lane(worker)
        return lane

    def _settle(self, worker: int, index: int, end: float, duration: float, status: Status) -> None:
        """Count an index that needs no more work; worker 0 means that nobody could begin it."""
        self.estimator.finish(end)
        if not worker:
            return
        lane = self._close_lane(worker, index, end, duration, status)
        if status == "done":
            lane.finished += 1
        else:
            lane.failed += 1
        self._count_duration(duration, index)

    def _close_lane(
        self,
        worker: int,
        index: int,
        end: float,
        duration: float,
        status: SegmentStatus,
    ) -> Lane:
        lane = self._lane(worker)
        if lane.index == index:
            lane.index = None
        self._add_segment(lane, index, end - duration, end, status)
        return lane

    def _add_segment(
        self,
        lane: Lane,
        index: int,
        start: float,
        end: float,
        status: SegmentStatus,
    ) -> None:
        """Draw an index on its lane; what would be thinner than a pixel joins the one before."""
        crowd = max(1.0, len(self.lanes) / 4)
        thin = min(MERGED_SECONDS * crowd, (end - self.started) / 300)
        last = lane.segment
        if last is not None and last.status == status and end - last.start < thin:
            last.end = end
            last.count += 1
            return
        lane.segment = Segment(lane.worker, index, start, end, status)
        self.segments.append(lane.segment)

    def _count_duration(self, seconds: float, index: int) -> None:
        decade = math.log10(max(seconds, 1e-9)) - SHORTEST
        last = len(self.histogram) - 1
        self.histogram[min(max(int(decade * BINS_PER_DECADE), 0), last)] += 1
        if len(self._slowest) < SLOWEST:
            heapq.heappush(self._slowest, (seconds, index))
        elif seconds > self._slowest[0][0]:
            heapq.heapreplace(self._slowest, (seconds, index))
