from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from curator_gui.run import run_pipeline
from curator_gui.run.events import (
    IndexFinished,
    IndexStarted,
    LogLine,
    RunFinished,
    RunStarted,
    WorkerStarted,
)
from tests.run.observe import BackgroundRun, observed, start_pids, starts
from tests.run.toys import Files, Numbers, asked, numbers

pytestmark = pytest.mark.fault


def test_outputs_come_in_the_order_of_the_indices() -> None:
    found = run_pipeline(numbers(10), n_jobs=2, indices=[7, -1, 0, 7])
    assert found == [["out-7"], ["out-9"], ["out-0"], ["out-7"]]


def test_repeated_indices_run_once(tmp_path: Path) -> None:
    run_pipeline(numbers(5, folder=tmp_path), n_jobs=2, indices=[3, 1, -2, 3])
    assert sorted(starts(tmp_path)) == [1, 3]


@pytest.mark.parametrize("n", [0, 1, 3])
def test_more_workers_than_work(n: int) -> None:
    assert run_pipeline(numbers(n), n_jobs=4) == [[f"out-{i}"] for i in range(n)]


def test_no_indices() -> None:
    assert run_pipeline(numbers(10), n_jobs=2, indices=[]) == []


def test_one_worker_is_another_process_too(tmp_path: Path) -> None:
    run_pipeline(numbers(4, folder=tmp_path), n_jobs=1)
    pids = {pid for started in start_pids(tmp_path).values() for pid in started}
    assert len(pids) == 1
    assert os.getpid() not in pids


def test_both_backends_tell_the_same() -> None:
    table = {2: "raise", 5: "unpicklable", 7: "sysexit"}
    one, _ = observed(numbers(12, table), backend="sequential")
    other, _ = observed(numbers(12, table))
    assert one.in_order() == other.in_order()
    assert one.failures.keys() == other.failures.keys()
    for index, failure in one.failures.items():
        twin = other.failures[index]
        assert (failure.message, failure.stage) == (twin.message, twin.stage)
        assert (failure.error_type, failure.cause) == (twin.error_type, twin.cause)


def test_groups_stay_together_and_in_order(tmp_path: Path) -> None:
    groups = [[0, 3, 6, 9], [1, 4, 7], [2, 5, 8], [10]]
    run_pipeline(numbers(11, folder=tmp_path, groups=groups), n_jobs=2)
    order, pids = starts(tmp_path), start_pids(tmp_path)
    assert sorted(order) == list(range(11))
    for group in groups:
        assert len({pids[index][0] for index in group}) == 1
        assert [index for index in order if index in group] == group


def test_events_tell_the_whole_story(tmp_path: Path) -> None:
    result, events = observed(Numbers(6).write(Files(tmp_path)))
    assert isinstance(events.events[0], RunStarted)
    assert isinstance(events.events[-1], RunFinished)
    assert events.states() == ["starting", "running", "finished"]
    assert sorted(events.started()) == sorted(events.finished()) == list(range(6))
    workers = {event.worker: event.pid for event in events.of(WorkerStarted)}
    for event in events.of(IndexFinished):
        assert event.worker in workers
        assert event.outputs == (str(tmp_path / f"{event.index}.txt"),)
        assert event.output_bytes == 1
        assert len(event.stages) == 2
        assert 0 <= sum(event.stages) <= event.duration
        assert event.rss > 1 << 20
    assert result.completed == 6


def test_an_index_starts_before_it_ends_and_workers_do_one_at_a_time() -> None:
    _, events = observed(numbers(200))
    running: dict[int, int] = {}
    for event in events.events:
        if isinstance(event, IndexStarted):
            assert event.worker not in running
            running[event.worker] = event.index
        elif isinstance(event, IndexFinished):
            assert running.pop(event.worker) == event.index
    assert running == {}


def test_events_never_come_from_two_threads_at_once() -> None:
    """Those of the run's beginning and end come from the caller, all others from one thread."""
    busy = threading.Lock()
    overlaps = []

    with BackgroundRun(numbers(300, {5: "raise"}), verbose=50) as run:
        record = run.events.__class__.__call__

        def watched(event: object) -> None:
            if not busy.acquire(blocking=False):
                overlaps.append(event)
                return
            record(run.events, event)  # type: ignore[arg-type]
            busy.release()

        object.__setattr__(run._config, "on_event", watched)
        run.result()
    assert overlaps == []
    assert len(run.events.threads) <= 2


def test_what_workers_print_becomes_log_lines() -> None:
    def speak(item: int) -> int:
        print(f"printed by {item}")
        os.write(2, b"written by compiled code \xff\n")
        return item

    _, events = observed(asked(speak, 3))
    lines = {(line.text, line.level) for line in events.of(LogLine) if line.worker}
    assert {(f"printed by {i}", "info") for i in range(3)} <= lines
    assert ("written by compiled code \ufffd", "info") in lines


def test_collect_off_keeps_no_paths_but_tells_them() -> None:
    result, events = observed(numbers(20), collect=False)
    assert result.in_order() == [[]] * 20
    assert result.completed == 20
    assert {event.outputs for event in events.of(IndexFinished)} == {
        (f"out-{i}",) for i in range(20)
    }


def test_a_parallel_inside_a_component_starts_no_processes() -> None:
    def nested(item: int) -> str:
        from joblib import Parallel, delayed

        pids = set(Parallel(n_jobs=2)(delayed(os.getpid)() for _ in range(4)))
        return str(pids == {os.getpid()})

    assert run_pipeline(asked(nested), n_jobs=1) == [["out-True"]]


def test_two_runs_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    held = {0: "hold", 1: "raise"}
    with BackgroundRun(numbers(40, held, tmp_path), n_jobs=2) as first:
        first.events.wait_started(0)
        with BackgroundRun(numbers(30, {4: "kill"}), n_jobs=1) as second:
            other = second.result()
        third, _ = observed(numbers(25), n_jobs=3)
        (tmp_path / "go").touch()
        one = first.result()
    assert sorted(one.failures) == [1]
    assert sorted(other.failures) == [4]
    assert one.in_order()[2:] == [[f"out-{i}"] for i in range(2, 40)]
    assert other.completed == 29
    assert third.completed == 25
    assert sorted(starts(tmp_path)) == list(range(40))


def test_stopping_one_run_leaves_the_other_alone(tmp_path: Path) -> None:
    with (
        BackgroundRun(numbers(10, {0: "hold"}, tmp_path), n_jobs=1) as kept,
        BackgroundRun(numbers(10, {0: "hang"}), n_jobs=1) as stopped,
    ):
        kept.events.wait_started(0)
        stopped.events.wait_started(0)
        stopped.control.stop_now()
        assert stopped.result().state == "stopped"
        (tmp_path / "go").touch()
        assert kept.result().completed == 10


def test_garbage_collection_skips_what_was_there_before_the_first_index() -> None:
    """Else every collection in an allocation-heavy component looks at all modules again."""

    def frozen(_: int) -> str:
        import gc

        return str(gc.get_freeze_count() > 10_000)

    assert run_pipeline(asked(frozen), n_jobs=1) == [["out-True"]]
    assert run_pipeline(asked(frozen), n_jobs=1) == [["out-True"]]
