from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator_gui.app.planning.forecast import (
    Forecast,
    Range,
    Room,
    basis_words,
    disk_words,
    find_room,
    forecast,
    forecast_data,
    student,
    time_words,
    total,
)
from curator_gui.core import Pipeline
from curator_gui.run.planning.measured import Measured, Spread
from curator_gui.run.planning.passes import PassPlan
from curator_gui.run.planning.plan import Plan
from tests.run.toys import Names, Numbers

GB = 1 << 30


def measured(seconds: list[float], sizes: list[float] | None = None, **changes) -> Measured:
    spread = Spread.of(sizes) if sizes is not None else None
    found = Measured("run", 1.7e9, Spread.of(seconds), spread)
    return replace(found, **changes)


def plan(count: int, workers: int = 1, groups=None) -> Plan:
    return Plan(count, range(count), range(count), workers=workers, groups=groups)


def test_equal_indices_give_an_exact_forecast():
    found = forecast(plan(10), measured([2.0] * 20, [100.0] * 20), None, 1)
    assert found.seconds == (20.0, 20.0)
    assert found.size == (1000.0, 1000.0)


def test_workers_share_the_work_and_cores_limit_it():
    ten = measured([1.0] * 20)
    assert forecast(plan(100, 4), ten, None, 8).seconds == (25.0, 25.0)
    assert forecast(plan(100, 4), ten, None, 2).seconds == (25.0, 50.0)


def test_groups_limit_the_workers():
    groups = [list(range(90)), *([i] for i in range(90, 100))]
    assert forecast(plan(100, 4, groups), measured([1.0] * 20), None, 8).seconds == (90.0, 90.0)


def test_start_and_fixed_files_come_once():
    costs = measured([1.0] * 9, [10.0] * 9, startup=3.0, fixed_size=500.0)
    found = forecast(plan(7), costs, None, 1)
    assert found.seconds == (10.0, 10.0)
    assert found.size == (570.0, 570.0)


def test_sample_was_alone_and_its_run_will_not_be():
    sample = measured([1.0] * 4, origin="sample")
    assert forecast(plan(100, 2), sample, None, 2).seconds == (50.0, 75.0)
    assert forecast(plan(100, 1), sample, None, 2).seconds == (100.0, 100.0)


def test_passes_before_the_run_raise_the_upper_limit():
    gathers = replace(plan(10), passes=(PassPlan("Standardize", 8, 6), PassPlan("Other", 8, 0)))
    assert forecast(gathers, measured([2.0] * 20), None, 1).seconds == (20.0, 32.0)


def test_nothing_to_run_takes_nothing():
    assert forecast(plan(0, 2), measured([1.0, 2.0]), None, 2).seconds == (0.0, 0.0)


@pytest.mark.parametrize("count", [2, 4, 30])
def test_nine_in_ten_totals_lie_in_the_range(count):
    random = np.random.default_rng(7)
    hits, trials, number = 0, 2000, 25
    for _ in range(trials):
        low, high = total(Spread.of(random.normal(10, 2, count)), number)
        hits += low <= random.normal(10, 2, number).sum() <= high
    assert 0.87 < hits / trials <= 0.97


def test_one_measurement_is_no_spread():
    assert total(Spread.of([3.0]), 10) == (15.0, 60.0)


@given(
    st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=30),
    st.integers(1, 10**6),
)
def test_range_holds_the_mean_and_never_begins_at_zero(values, number):
    each = Spread.of(values)
    low, high = total(each, number)
    slack = 1e-9 * each.mean * number
    assert low <= each.mean * number + slack
    assert each.mean * number <= high + slack
    assert low >= each.least * number / 2 - slack
    assert math.isfinite(high)


@pytest.mark.parametrize("freedom, value", [(1, 6.314), (9, 1.833), (10, 1.812), (30, 1.697)])
def test_students_quantiles(freedom, value):
    assert student(freedom) == pytest.approx(value, rel=0.005)


def test_disk_that_is_too_small_is_a_warning():
    room = Room(Path("/data/out"), 5 * GB)
    sure = Forecast(size=Range(6 * GB, 7 * GB), room=room)
    assert "do not fit" in sure.warnings()[0]
    assert "/data/out has only 5.00 GB free" in sure.warnings()[0]
    assert "6.00 GB to 7.00 GB" in sure.warnings()[0]
    assert "may not fit" in Forecast(size=Range(4 * GB, 7 * GB), room=room).warnings()[0]
    assert Forecast(size=Range(1 * GB, 5 * GB), room=room).warnings() == []
    assert Forecast(room=room).warnings() == []


def test_words_say_what_is_known_and_what_not():
    nothing = forecast(plan(5), None, None, 1)
    assert time_words(nothing) == disk_words(nothing) == "not known yet"
    assert "have not been run" in basis_words(None)
    found = forecast(plan(60), measured([5.0] * 21, [1e6] * 21), Room(Path("/d"), GB), 1)
    assert time_words(found) == "about 5 min"
    assert disk_words(found) == "about 57.2 MB; 1.00 GB free in /d"
    assert basis_words(found.measured).startswith("21 indices finished by the run of 20")


def test_words_of_a_sample():
    sample = measured([1.0], origin="sample", written=False)
    assert basis_words(sample).startswith("a sample of 1 index, measured 20")
    assert "without writing, too few" in basis_words(sample)
    found = forecast(plan(5), sample, Room(Path("/d"), GB), 1)
    assert disk_words(found).startswith("not known, because this sink")
    failed = replace(sample, seconds=None, failures=("index 3: boom",))
    assert "no index of the sample" in basis_words(failed)
    assert forecast(plan(5), failed, None, 1).seconds is None


def test_data_can_be_written_as_json():
    found = forecast(plan(5, 2), measured([1.0, 2.0], [9.0, 9.0]), Room(Path("/d"), 7), 2)
    data = json.loads(json.dumps(forecast_data(found)))
    assert data["bytes"] == [45, 45]
    assert data["seconds"][0] < data["seconds"][1]
    assert (data["free_bytes"], data["measured_indices"], data["measured_by"]) == (7, 2, "run")
    assert json.loads(json.dumps(forecast_data(Forecast())))["seconds"] is None


def test_room_is_looked_for_where_the_folder_will_be(tmp_path):
    from tests.run.worker.process.test_redirected_outputs import Folder

    pipeline = Numbers(2).write(Folder(str(tmp_path / "not" / "yet")))
    room = find_room(pipeline)
    assert room.place == tmp_path
    assert room.free > 0
    assert find_room(Numbers(2).write(Names())) is None
    assert find_room(Pipeline(Numbers(2))) is None
