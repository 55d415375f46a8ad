from __future__ import annotations

import numpy as np
import pytest

from curator_gui.app.monitor.remaining_time import MIN_CHUNKS, RemainingTimeEstimator


def watch(gaps, total_at: int):
    """Feed gaps up to a point; return the estimate there and the true rest."""
    estimator = RemainingTimeEstimator()
    estimator.go(0.0)
    times = np.cumsum(gaps)
    for time in times[:total_at]:
        estimator.finish(float(time))
    now = float(times[total_at - 1])
    return estimator.estimate(len(gaps) - total_at, now), float(times[-1]) - now


def test_says_nothing_before_it_has_a_sample():
    estimator = RemainingTimeEstimator()
    estimator.go(0.0)
    for number in range(MIN_CHUNKS - 1):
        estimator.finish(float(number))
    assert estimator.estimate(100, 10.0) is None


@pytest.mark.parametrize("at", [20, 100, 700])
@pytest.mark.parametrize("kind", ["exponential", "lognormal"])
def test_the_truth_lies_in_the_range_nearly_always(kind, at):
    generator = np.random.default_rng(at)
    draw = {
        "exponential": generator.exponential,
        "lognormal": lambda _, n: generator.lognormal(0, 1, n),
    }
    hits = 0
    for _ in range(200):
        estimate, truth = watch(draw[kind](1.0, 1000), at)
        hits += estimate.low <= truth <= estimate.high
    assert hits >= 160  # 90 % is promised for large samples; 20 items of a skewed law are few


def test_the_range_narrows_as_the_run_goes_on():
    gaps = np.random.default_rng(1).exponential(1.0, 2000)
    widths = []
    for at in (20, 200, 1800):
        estimate, truth = watch(gaps, at)
        widths.append((estimate.high - estimate.low) / truth)
    assert widths[0] > widths[1]
    assert widths[1] < 0.6


def test_a_run_that_gets_slower_widens_the_range_upwards():
    gaps = np.concatenate([np.full(500, 1.0), np.full(500, 3.0)])
    estimate, truth = watch(gaps, 640)
    assert truth == pytest.approx(1080)
    assert estimate.low < 700
    assert estimate.high >= 1000


def test_the_range_counts_down_between_completions():
    estimator = RemainingTimeEstimator()
    estimator.go(0.0)
    for number in range(1, 31):
        estimator.finish(number * 10.0)
    early, late = estimator.estimate(10, 300.0), estimator.estimate(10, 304.0)
    assert early.high - late.high == pytest.approx(4.0)
    assert estimator.estimate(10, 10_000.0).low == 0.0


def test_nothing_left_takes_no_time():
    estimate, _ = watch(np.ones(50), 50)
    assert estimate == (0.0, 0.0)


def test_a_burst_at_one_instant_gives_zero_not_nonsense():
    estimate, _ = watch(np.zeros(100), 50)
    assert estimate == (0.0, 0.0)
