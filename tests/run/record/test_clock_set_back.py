"""A clock that is set back between two runs changes nothing in which of them is the later one."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curator_gui.run import RunConfig, execute
from curator_gui.run.record import RunRecord
from curator_gui.run.record.library import latest_run, list_runs, summarize
from curator_gui.run.record.order import seconds_behind
from tests.fast import tried
from tests.run.planning.resuming.histories import Place, pipeline_to

HOUR = 3600.0


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "runs")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def set_clock_back(record: Path, seconds: float) -> None:
    """Let a record be as if the clock had been ahead when it was written, and was right since."""
    connection = sqlite3.connect(record)
    with connection:
        connection.execute("DELETE FROM snapshot")
        changes = "created = created + :s, finished = finished + :s"
        connection.execute(f"UPDATE run SET {changes}", {"s": seconds})
        connection.execute("UPDATE indices SET time = time + :s", {"s": seconds})
    connection.close()
    ahead = time.time() + seconds
    os.utime(record, (ahead, ahead))


@pytest.mark.parametrize("seconds", [5.0, HOUR, 1000 * HOUR])
def test_what_a_later_run_wrote_over_runs_again(place: Place, out: Path, seconds: float) -> None:
    place.run(pipeline_to(out), range(4))
    set_clock_back(place.last, seconds)
    place.run(pipeline_to(out, factor=3), [1, 2])
    plan = place.plan(pipeline_to(out), range(4), record=place.record(1))
    assert list(plan.skip) == [0, 3]
    assert sorted(plan.rerun) == [1, 2]


def test_the_last_run_that_failed_counts(place: Place, out: Path) -> None:
    place.run(pipeline_to(out), range(4))
    set_clock_back(place.last, HOUR)
    place.run(pipeline_to(out), [1, 2], failing=[2])
    plan = place.plan(pipeline_to(out), range(4), record=place.record(1))
    assert plan.rerun == {2: "failed before: ValueError: 2 is bad"}


def test_the_last_run_that_finished_counts(place: Place, out: Path) -> None:
    place.run(pipeline_to(out), range(4), failing=[2])
    set_clock_back(place.last, HOUR)
    place.run(pipeline_to(out), [2])
    plan = place.plan(pipeline_to(out), range(4), record=place.record(1))
    assert plan.rerun == {}
    assert sorted(plan.skip) == [0, 1, 2, 3]


@settings(
    deadline=None,
    max_examples=tried(15),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(shifts=st.lists(st.sampled_from([0.0, 7.0, HOUR, 30 * HOUR]), min_size=2, max_size=5))
def test_runs_are_ordered_as_they_were_begun(
    tmp_path_factory: pytest.TempPathFactory, shifts: list[float]
) -> None:
    folder = tmp_path_factory.mktemp("clock")
    place, out = Place(folder / "runs"), folder / "out"
    for number, seconds in enumerate(shifts, 1):
        place.run(pipeline_to(out, factor=number), [0])
        set_clock_back(place.last, seconds)
    newest = [place.record(number) for number in range(len(shifts), 0, -1)]
    assert [each.path for each in list_runs(place.folder)] == newest
    for number in range(1, len(shifts)):
        assert list(place.plan(pipeline_to(out, number), [0], record=newest[-number]).rerun) == [0]


def test_that_the_clock_was_set_back_is_said_and_kept(place: Place, out: Path) -> None:
    assert summarize_last(place, out).warnings == []
    set_clock_back(place.last, HOUR)
    [said] = summarize_last(place, out).warnings
    assert "the clock of this computer is 1 h" in said
    with RunRecord.open(place.last) as record:
        assert record.meta.behind == pytest.approx(HOUR, abs=60)
    assert latest_run(folder=place.folder, fingerprint=record.meta.fingerprint) == summarize(
        place.last
    )


def summarize_last(place: Place, out: Path):
    return place.run(pipeline_to(out), [0])


def test_a_run_that_would_be_hidden_gets_a_record_of_its_own(
    place: Place, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURATOR_RUNS", str(place.folder))
    place.run(pipeline_to(out), range(4), failing=[2])
    set_clock_back(place.last, HOUR)
    options = {"dataset": False, "measure": "off", "durable": False}
    config = RunConfig(backend="sequential", n_jobs=1, resume=place.last, options=options)
    result = execute(pipeline_to(out), config)
    assert result.record != place.last
    assert sorted(result.skipped) == [0, 1, 3]
    plan = place.plan(pipeline_to(out), range(4), record=place.record(1))
    assert plan.rerun == dict.fromkeys(range(4, 4), "never ran")


def test_nothing_is_opened_while_the_clock_is_right(
    place: Place, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.run(pipeline_to(out), range(2))
    monkeypatch.setattr("curator_gui.run.record.order.scan_runs", None)
    assert seconds_behind(place.record(2), time.time()) == 0.0


def test_the_mark_goes_when_the_clock_has_come_by(place: Place, out: Path) -> None:
    place.run(pipeline_to(out), [0])
    set_clock_back(place.last, HOUR)
    place.run(pipeline_to(out), [0])
    mark = place.folder / ".clock-was-set-back"
    assert mark.exists()
    assert seconds_behind(place.record(3), time.time() + 2 * HOUR) == 0.0
    assert not mark.exists()
