"""The statistics of an earlier run, computed from its record as if one had followed it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curator_gui.app.monitor.lanes import Lane, Mark, Segment
from curator_gui.app.monitor.remaining_time import RemainingTimeEstimator
from curator_gui.app.monitor.statistics import (
    BINS_PER_DECADE,
    BYTES,
    FAILURES,
    ITEMS,
    MAX_MARKS,
    MAX_SEGMENTS,
    MERGED_SECONDS,
    SHORTEST,
    SLOWEST,
    RunStatistics,
)
from curator_gui.run.events import STATUSES
from curator_gui.run.record.tables.meta import RunSummary
from curator_gui.run.record.tables.rows import Attempt, WorkerRow
from curator_gui.run.record.tables.schema import CODES

Columns = Mapping[str, NDArray[Any]]
Rows = NDArray[np.int64]

_DONE = CODES["done"]
_GIVEN_UP = (CODES["failed"], CODES["quarantined"])


def statistics_of(
    summary: RunSummary,
    columns: Columns,
    workers: Sequence[WorkerRow] = (),
    attempts: Sequence[tuple[int, Attempt]] = (),
) -> RunStatistics:
    """Compute what `RunStatistics` would have counted; `columns` as from `RunRecord.columns`."""
    begin, end = _span(summary, columns)
    statistics = RunStatistics(
        total=summary.total,
        workers=_worker_count(workers, columns),
        state=summary.state,
        started=begin,
        ended=end,
        done=summary.counts["done"],
        failed=summary.counts["failed"],
        quarantined=summary.counts["quarantined"],
        skipped=summary.counts["skipped"],
        retried=len(attempts),
        estimator=_clock(begin, summary.elapsed or end - begin),
        _slowest=_slowest(columns),
    )
    worked = _worked(columns)
    _fill_series(statistics, columns, begin)
    _fill_histogram(statistics, columns["duration"][worked])
    statistics.lanes = _lanes(workers, columns)
    statistics.segments = deque(_segments(columns, worked), maxlen=MAX_SEGMENTS)
    statistics.marks = deque(_marks(workers, attempts), maxlen=MAX_MARKS)
    return statistics


def _span(summary: RunSummary, columns: Columns) -> tuple[float, float]:
    """Return begin and end in seconds since the epoch; a killed run ends with its last index."""
    times = columns["finished"][np.isfinite(columns["finished"])]
    last = float(times.max()) if len(times) else summary.created
    return summary.created, max(summary.created + 1e-3, summary.finished or last)


def _clock(begin: float, seconds: float) -> RemainingTimeEstimator:
    clock = RemainingTimeEstimator()
    clock.go(begin)
    clock.hold(begin + seconds)
    return clock


def _worked(columns: Columns) -> Rows:
    """Return the rows that a worker has settled: done or given up, with times."""
    settled = np.isin(columns["status"], (_DONE, *_GIVEN_UP)) & (columns["worker"] > 0)
    timed = np.isfinite(columns["finished"]) & np.isfinite(columns["duration"])
    return np.flatnonzero(settled & timed)


def _slowest(columns: Columns) -> list[tuple[float, int]]:
    rows = _worked(columns)
    durations = columns["duration"][rows]
    if len(rows) > SLOWEST:
        chosen = np.argpartition(-durations, SLOWEST)[:SLOWEST]
        rows, durations = rows[chosen], durations[chosen]
    return list(zip(durations.tolist(), columns["index"][rows].tolist(), strict=True))


def _fill_series(statistics: RunStatistics, columns: Columns, begin: float) -> None:
    status, seconds = columns["status"], columns["finished"] - begin
    known = np.isfinite(seconds)
    done = known & (status == _DONE)
    given_up = known & np.isin(status, _GIVEN_UP)
    sizes = np.maximum(columns["bytes"][done], 0)
    statistics.output_bytes = int(sizes.sum())
    series = statistics.series
    both = done | given_up
    series.add_many(seconds[both], ITEMS, np.ones(int(both.sum())))
    series.add_many(seconds[done], BYTES, sizes)
    series.add_many(seconds[given_up], FAILURES, np.ones(int(given_up.sum())))


def _fill_histogram(statistics: RunStatistics, durations: NDArray[Any]) -> None:
    bins = len(statistics.histogram)
    decades = np.log10(np.maximum(durations, 1e-9)) - SHORTEST
    places = np.clip((decades * BINS_PER_DECADE).astype(np.int64), 0, bins - 1)
    statistics.histogram += np.bincount(places, minlength=bins)


def _worker_count(workers: Sequence[WorkerRow], columns: Columns) -> int:
    """Count the slots; a run in the engine's own process has no worker process to list."""
    seen = max((row.worker for row in workers), default=0)
    return max(seen, int(columns["worker"].max(initial=0)))


def _lanes(workers: Sequence[WorkerRow], columns: Columns) -> dict[int, Lane]:
    lanes = {n: Lane(n) for n in range(1, _worker_count(workers, columns) + 1)}
    for row in workers:
        lane = lanes[row.worker]
        lane.restarts += lane.pid != 0
        lane.pid, lane.last_end = row.pid, row.reason
    for worker, lane in lanes.items():
        status = columns["status"][columns["worker"] == worker]
        lane.finished = int((status == _DONE).sum())
        lane.failed = int(np.isin(status, _GIVEN_UP).sum())
    return lanes


def _segments(columns: Columns, rows: Rows) -> list[Segment]:
    """Draw the indices of each lane; short ones join until there are few enough in all.

    Bars of different status join only if there are too many otherwise; the worst one is shown.
    """
    if not len(rows):
        return []
    rows = rows[np.lexsort((columns["finished"][rows], columns["worker"][rows]))]
    times = columns["finished"][rows]
    span = max(1e-3, float(times.max() - times.min()))
    firsts = _cuts(columns, rows, min(MERGED_SECONDS, span / 300))
    for pieces in (300, 100, 30):
        if len(firsts) > MAX_SEGMENTS:
            firsts = _cuts(columns, rows, span / pieces)
    if len(firsts) > MAX_SEGMENTS:
        lanes = len(np.unique(columns["worker"][rows]))
        firsts = _cuts(columns, rows, span * lanes / MAX_SEGMENTS * 2, by_status=False)
    lasts = np.append(firsts[1:], len(rows)) - 1
    fields = (
        columns["worker"][rows[firsts]],
        columns["index"][rows[firsts]],
        columns["started"][rows[firsts]],
        times[lasts],
        np.maximum.reduceat(columns["status"][rows], firsts),
        lasts - firsts + 1,
    )
    return [
        Segment(worker, index, start, end, STATUSES[status], count)
        for worker, index, start, end, status, count in zip(
            *(field.tolist() for field in fields), strict=True
        )
    ]


def _cuts(columns: Columns, rows: Rows, thin: float, *, by_status: bool = True) -> Rows:
    """Return where another bar begins: another lane, status or piece of `thin` seconds."""
    pieces = np.floor((columns["finished"][rows] - columns["finished"][rows].min()) / thin)
    changes = np.zeros(len(rows), np.bool_)
    changes[0] = True
    statuses = [columns["status"][rows]] if by_status else []
    for values in (columns["worker"][rows], pieces, *statuses):
        changes[1:] |= values[1:] != values[:-1]
    return np.flatnonzero(changes)


def _marks(workers: Sequence[WorkerRow], attempts: Sequence[tuple[int, Attempt]]) -> list[Mark]:
    ends = [Mark(row.worker, row.ended, row.reason) for row in workers if row.ended is not None]
    again = [
        Mark(attempt.worker, attempt.time, f"#{index} again: {attempt.message}")
        for index, attempt in attempts
    ]
    return sorted(ends + again, key=lambda mark: mark.time)
