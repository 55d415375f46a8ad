from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.monitor.binned_series import MAX_POINTS, BinnedSeries
from curator_gui.app.monitor.statistics import BYTES, FAILURES, ITEMS, RunStatistics
from curator_gui.run.events import (
    GatheringStarted,
    IndexGathered,
    IndexRetried,
    IndexSkipped,
    PassFinished,
    PassStarted,
    RunFinished,
    RunStarted,
    RunStateChanged,
    WorkerEnded,
    WorkerStarted,
)
from tests.app.fake_engine import STEPS, T0, failed, finished, started


def make_statistics(total: int = 100) -> RunStatistics:
    statistics = RunStatistics()
    statistics.apply([RunStarted(T0, "r", total, 2, STEPS), RunStateChanged(T0, "running")])
    return statistics


def steady(statistics: RunStatistics, first: int, count: int, gap: float = 1.0) -> float:
    """Finish `count` indices, one every `gap` seconds; return the time of the last."""
    for number in range(first, first + count):
        now = T0 + (number + 1) * gap
        statistics.apply([started(number, time=now - gap), finished(number, time=now, size=500)])
    return T0 + (first + count) * gap


def test_a_pass_before_the_run_is_what_is_shown_while_it_is_under_way():
    statistics = make_statistics(10)
    statistics.apply([PassStarted(T0, 1, 3, "Standardize", 8)])
    assert statistics.progress == (0, 8)
    assert statistics.walks_left == 8 + 8 + 10  # this pass, the next one, the run
    gathered = [IndexGathered(T0 + n, n, 1, 1.0, failed=n == 3) for n in range(1, 7)]
    statistics.apply(gathered)
    assert statistics.progress == (6, 8)
    assert (statistics.passing.done, statistics.passing.failed) == (5, 1)
    assert statistics.walks_left == 2 + 8 + 10
    left = statistics.estimate(T0 + 6)
    assert left is not None
    assert left.low <= 20.0 <= left.high + 1e-9
    statistics.apply([PassFinished(T0 + 8, 1, 3, 2, "Standardize", 7, 1, "d", "{}", "done")])
    assert statistics.progress == (0, 10)
    assert statistics.walks_left == 10
    assert statistics.done == 0


def test_a_pass_before_the_run_is_drawn_on_the_lanes_and_stays_there():
    statistics = make_statistics(10)
    statistics.apply([PassStarted(T0, 1, 2, "Standardize", 3), WorkerStarted(T0, 1, 77)])
    gathered = [IndexGathered(T0 + 2 * n, n, 1 + n % 2, 1.5, failed=n == 3) for n in (1, 2, 3)]
    statistics.apply(gathered)
    drawn = [(s.worker, s.index, s.start - T0, s.end - T0, s.status) for s in statistics.segments]
    assert drawn == [
        (2, 1, 0.5, 2.0, "gathered"), (1, 2, 2.5, 4.0, "gathered"), (2, 3, 4.5, 6.0, "failed"),
    ]  # fmt: skip
    assert sum(lane.finished + lane.failed for lane in statistics.lanes.values()) == 0
    statistics.apply([IndexGathered(T0 + 7, 4, 0, 0.0, failed=True)])  # nobody could begin it
    assert set(statistics.lanes) == {1, 2}


def test_what_is_in_hand_in_a_pass_is_on_the_lanes():
    statistics = make_statistics(10)
    statistics.apply([PassStarted(T0, 1, 2, "Standardize", 4), WorkerStarted(T0, 1, 77)])
    statistics.apply([GatheringStarted(T0, 5, 1, 1), GatheringStarted(T0 + 1, 6, 2, 1)])
    assert {lane.worker: lane.index for lane in statistics.lanes.values()} == {1: 5, 2: 6}
    assert (statistics.lanes[2].since, statistics.running) == (T0 + 1, 2)
    assert [stall.index for stall in statistics.stalls(T0 + 1000)] == [5, 6]
    statistics.apply([IndexGathered(T0 + 300, 5, 1, 300.0)])
    assert statistics.lanes[1].index is None
    assert statistics.stalls(T0 + 1000) == []  # 8 times 300 s is not over yet
    statistics.apply([WorkerEnded(T0 + 301, 2, 78, "killed by SIGKILL")])
    assert statistics.running == 0
    statistics.apply([GatheringStarted(T0 + 302, 6, 2, 2), GatheringStarted(T0 + 303, 6, 1, 3)])
    assert statistics.lanes[2].index is None  # one index is in one hand
    assert (statistics.lanes[1].index, statistics.lanes[1].attempt) == (6, 3)
    statistics.apply([PassFinished(T0 + 400, 1, 2, 2, "Standardize", 4, 0, "d", "{}", "done")])
    assert statistics.running == 0
    assert statistics.usual_longest() == 0.0  # what gathering took says nothing about the run


def test_a_worker_that_goes_on_from_a_pass_to_the_run_was_not_started_again():
    statistics = make_statistics(10)
    statistics.apply([WorkerStarted(T0, 1, 77), WorkerStarted(T0 + 1, 1, 77)])
    assert statistics.lanes[1].restarts == 0
    statistics.apply([WorkerEnded(T0 + 2, 1, 77, "recycled"), WorkerStarted(T0 + 3, 1, 78)])
    assert statistics.lanes[1].restarts == 1


def test_counts_follow_the_events():
    statistics = make_statistics(10)
    statistics.apply([IndexSkipped(T0, 9, "done before"), started(0), finished(0)])
    statistics.apply([started(1), failed(1), started(2), failed(2, quarantined=True)])
    statistics.apply([started(3, worker=2)])
    assert (statistics.done, statistics.failed, statistics.quarantined) == (1, 1, 1)
    assert (statistics.skipped, statistics.running, statistics.waiting) == (1, 1, 5)
    assert statistics.finished == 4


def test_a_failure_retried_in_the_same_run_is_not_counted_twice():
    statistics = make_statistics(2)
    statistics.apply([started(0), failed(0), started(1), failed(1, quarantined=True)])
    statistics.apply([started(0), finished(0), started(1), failed(1)])
    assert (statistics.done, statistics.failed, statistics.quarantined) == (1, 1, 0)
    assert statistics.finished == 2


def test_rates_of_a_steady_run():
    statistics = make_statistics()
    now = steady(statistics, 0, 40, gap=0.5)
    times, items = statistics.rates(ITEMS, now)
    assert items[-8:].mean() == pytest.approx(2.0, rel=0.1)
    assert times[-1] <= 20.0
    assert statistics.rates(BYTES, now)[1][-8:].mean() == pytest.approx(1000, rel=0.1)
    assert not statistics.rates(FAILURES, now)[1].any()
    assert statistics.recent_rate(ITEMS, now) == pytest.approx(2.0, rel=0.15)
    assert statistics.recent_rate(ITEMS, now + 60) == 0.0


def test_lanes_know_what_each_worker_does():
    statistics = make_statistics()
    statistics.apply([WorkerStarted(T0, 2, 777), started(5, worker=2, time=T0 + 1)])
    lane = statistics.lanes[2]
    assert (lane.pid, lane.index, lane.since, lane.attempt) == (777, 5, T0 + 1, 1)
    statistics.apply([IndexRetried(T0 + 3, 5, 2, 1, "crash", "killed by SIGSEGV")])
    statistics.apply(
        [WorkerEnded(T0 + 3, 2, 777, "killed by SIGSEGV"), WorkerStarted(T0 + 4, 2, 8)]
    )
    assert lane.index is None
    assert (lane.pid, lane.restarts) == (8, 1)
    assert [m.text for m in statistics.marks] == [
        "#5 again: killed by SIGSEGV",
        "killed by SIGSEGV",
    ]
    segment = statistics.segments[-1]
    assert (segment.start, segment.end, segment.status) == (T0 + 1, T0 + 3, "retried")


def test_an_index_that_nobody_could_begin_belongs_to_no_lane():
    statistics = make_statistics()
    statistics.apply([failed(3, worker=0, attempt=0)])
    assert set(statistics.lanes) == {1, 2}
    assert not statistics.segments
    assert statistics.failed == 1


def test_short_indices_are_drawn_together_and_long_ones_apart():
    statistics = make_statistics()
    steady(statistics, 0, 30, gap=1.0)
    assert [(s.index, s.count) for s in statistics.segments] == [(n, 1) for n in range(30)]
    now = T0 + 100
    for number in range(30, 40):
        now += 0.01
        statistics.apply([finished(number, time=now, duration=0.01)])
    statistics.apply([failed(40, time=now + 0.01)])
    assert [(s.index, s.count) for s in list(statistics.segments)[30:]] == [(30, 10), (40, 1)]


def test_stage_times_histogram_and_slowest():
    statistics = make_statistics()
    for index, duration in enumerate([0.1, 0.2, 4.0]):
        statistics.apply([started(index), finished(index, duration=duration)])
    assert statistics.stage_seconds == pytest.approx([2.15, 2.15])
    assert statistics.slowest()[0] == (4.0, 2)
    assert statistics.histogram.sum() == 3
    edges = statistics.histogram_edges()
    position = int(np.flatnonzero(statistics.histogram)[-1])
    assert edges[position] <= 4.0 <= edges[position + 1]


@pytest.mark.parametrize("duration", [0.0, 1e-9, 1e9])
def test_durations_outside_the_histogram_fall_into_its_ends(duration):
    statistics = make_statistics()
    statistics.apply([started(0), finished(0, duration=duration)])
    assert statistics.histogram.sum() == 1


def test_a_stall_names_worker_and_index():
    statistics = make_statistics()
    now = steady(statistics, 0, 20)
    statistics.apply([started(50, worker=2, time=now)])
    assert statistics.stalls(now + 10) == []
    (stall,) = statistics.stalls(now + 100)
    assert (stall.worker, stall.index, stall.seconds) == (2, 50, pytest.approx(100))


def test_nothing_runs_after_the_end():
    statistics = make_statistics(3)
    statistics.apply([started(0), RunFinished(T0 + 9, "stopped", 0, 0, 0, 3, 9.0)])
    assert statistics.running == 0
    assert statistics.state == "stopped"
    assert statistics.elapsed(T0 + 500) == 9.0
    assert statistics.stalls(T0 + 500) == []
    assert statistics.estimate(T0 + 500) is None


def test_estimate_only_while_running_and_pauses_do_not_count():
    statistics = make_statistics()
    assert statistics.estimate(T0 + 1) is None
    now = steady(statistics, 0, 50)
    estimate = statistics.estimate(now)
    assert estimate.low == pytest.approx(50, abs=2)
    assert estimate.high == pytest.approx(50, abs=2)
    statistics.apply([RunStateChanged(now, "pausing"), RunStateChanged(now, "paused")])
    assert statistics.estimate(now) is None
    statistics.apply([RunStateChanged(now + 1000, "running")])
    assert statistics.estimate(now + 1000) == estimate


def test_reset_forgets_everything():
    statistics = make_statistics()
    steady(statistics, 0, 5)
    version = statistics.version
    statistics.reset()
    assert statistics.finished == 0
    assert not statistics.lanes
    assert statistics.version > version


@given(st.lists(st.tuples(st.floats(0, 1e5), st.integers(0, 100)), min_size=1, max_size=50))
def test_a_series_never_loses_an_amount_and_stays_small(points):
    series = BinnedSeries(1)
    for seconds, amount in sorted(points):
        series.add(seconds, 0, amount)
    centers, rates = series.rates(0, 2e5, smooth=1)
    assert (rates * series.width).sum() == pytest.approx(sum(a for _, a in points))
    assert len(centers) <= MAX_POINTS


def test_rates_before_the_first_bin_is_over_are_empty():
    series = BinnedSeries(1)
    series.add(0.1, 0, 5)
    assert len(series.rates(0, 0.1)[0]) == 0
