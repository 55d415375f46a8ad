from __future__ import annotations

import _thread
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from curator_gui.run import RunControl, run_pipeline
from curator_gui.run.events import Event, IndexFailed, IndexStarted, RunFinished
from tests.run.observe import BackgroundRun, observed, running_pid, starts
from tests.run.toys import numbers

pytestmark = pytest.mark.fault

SLOW = "sleep 0.02"


def test_while_paused_no_index_begins(tmp_path: Path) -> None:
    pipeline = numbers(60, dict.fromkeys(range(60), SLOW), tmp_path)
    with BackgroundRun(pipeline) as run:
        run.events.wait_started(5)
        run.control.pause()
        run.events.wait_state("paused")
        begun = starts(tmp_path)
        assert sorted(run.events.finished()) == sorted(begun)
        assert threading.Event().wait(0.3) is False
        assert starts(tmp_path) == begun
        assert len(begun) < 60
        run.control.resume()
        result = run.result()
    assert result.completed == 60
    assert sorted(starts(tmp_path)) == list(range(60))
    assert run.events.states() == [
        "starting", "running", "pausing", "paused", "running", "finished",
    ]  # fmt: skip


def test_it_is_not_paused_while_an_index_runs(tmp_path: Path) -> None:
    with BackgroundRun(numbers(10, {0: "hold"}, tmp_path)) as run:
        run.events.wait_started(0)
        run.control.pause()
        run.events.wait_state("pausing")
        assert threading.Event().wait(0.2) is False
        assert "paused" not in run.events.states()
        (tmp_path / "go").touch()
        run.events.wait_state("paused")
        run.control.resume()
        assert run.result().completed == 10


def test_pause_and_resume_before_it_was_reached(tmp_path: Path) -> None:
    with BackgroundRun(numbers(30, {0: "hold"}, tmp_path)) as run:
        run.events.wait_started(0)
        for _ in range(20):
            run.control.pause()
            run.control.resume()
        (tmp_path / "go").touch()
        assert run.result().completed == 30
    assert sorted(starts(tmp_path)) == list(range(30))


def test_a_run_may_begin_paused(tmp_path: Path) -> None:
    run = BackgroundRun(numbers(6, folder=tmp_path))
    run.control.pause()
    with run:
        run.events.wait_state("paused")
        assert starts(tmp_path) == []
        run.control.resume()
        assert run.result().completed == 6


def test_a_crash_while_pausing_is_kept_for_later(tmp_path: Path) -> None:
    with BackgroundRun(numbers(6, {0: "hold", 1: "hold"}, tmp_path)) as run:
        run.events.wait_started(0)
        run.events.wait_started(1)
        run.control.pause()
        run.events.wait_state("pausing")
        os.kill(running_pid(tmp_path, 1), signal.SIGKILL)
        run.events.wait(lambda: run.events.retried() == [1])
        (tmp_path / "go").touch()
        run.events.wait_state("paused")
        assert run.events.started().count(1) == 1
        run.control.resume()
        result = run.result()
    assert result.completed == 6
    assert sorted(starts(tmp_path)) == [0, 1, 1, 2, 3, 4, 5]


def test_stop_after_current_finishes_what_runs(tmp_path: Path) -> None:
    with BackgroundRun(numbers(40, {0: "hold", 1: "hold"}, tmp_path)) as run:
        run.events.wait_started(0)
        run.events.wait_started(1)
        run.control.stop_after_current()
        run.events.wait_state("stopping")
        assert "stopped" not in run.events.states()
        (tmp_path / "go").touch()
        result = run.result()
    assert sorted(result.outputs) == [0, 1] == sorted(starts(tmp_path))
    assert (result.state, result.unrun, result.failures) == ("stopped", 38, {})
    assert run.events.states()[-2:] == ["stopping", "stopped"]


@pytest.mark.parametrize("kind", ["hang", "spin"])
def test_stop_now_takes_less_than_a_second(kind: str, tmp_path: Path) -> None:
    times = []
    for _ in range(3):  # the machine may be busy with something else once
        with BackgroundRun(numbers(9, {0: kind, 1: kind}, tmp_path)) as run:
            run.events.wait_started(0)
            run.events.wait_started(1)
            began = time.monotonic()
            run.control.stop_now()
            result = run.result()
            times.append(time.monotonic() - began)
        assert (result.state, result.completed, result.failures) == ("stopped", 0, {})
        assert result.unrun == 9
    assert min(times) < 1.0, times


def test_a_stop_can_be_sharpened_but_not_taken_back(tmp_path: Path) -> None:
    with BackgroundRun(numbers(9, {0: "hang"}, tmp_path), n_jobs=1) as run:
        run.events.wait_started(0)
        run.control.stop_after_current()
        run.control.resume()
        run.control.pause()
        run.events.wait_state("stopping")
        run.control.stop_now()
        assert run.result().unrun == 9
    assert run.events.states()[-3:] == ["stopping", "stopping now", "stopped"]


def test_stop_while_paused(tmp_path: Path) -> None:
    # Both workers are held: one alone could finish all others before the pause reaches it.
    with BackgroundRun(numbers(9, {0: "hold", 1: "hold"}, tmp_path)) as run:
        run.events.wait_started(0)
        run.events.wait_started(1)
        run.control.pause()
        run.events.wait_state("pausing")
        (tmp_path / "go").touch()
        run.events.wait_state("paused")
        run.control.stop_after_current()
        result = run.result()
    assert result.state == "stopped"
    assert sorted(result.outputs) == sorted(starts(tmp_path)) == [0, 1]


def test_failed_indices_are_retried_in_the_same_run(tmp_path: Path) -> None:
    table = {0: "hold", 1: "once raise", 2: "raise"}
    with BackgroundRun(numbers(12, table, tmp_path)) as run:
        run.events.wait(lambda: {1, 2} <= run.events.failed().keys())
        run.control.retry([1, 2, 5, 77])
        (tmp_path / "go").touch()
        result = run.result()
    assert list(result.failures) == [2]
    assert result.outputs[1] == ["out-1"]
    assert sorted(starts(tmp_path)) == sorted([*range(12), 1, 2])
    (finished,) = run.events.of(RunFinished)
    assert (finished.completed, finished.failed, finished.unrun) == (11, 1, 0)


def test_a_quarantined_index_gets_its_attempts_again(tmp_path: Path) -> None:
    with BackgroundRun(numbers(4, {0: "hold", 1: "exit"}, tmp_path)) as run:
        run.events.wait(lambda: 1 in run.events.failed())
        run.control.retry([1])
        (tmp_path / "go").touch()
        result = run.result()
    assert result.failures[1].status == "quarantined"
    assert starts(tmp_path).count(1) == 4


def test_a_retry_at_the_very_end_is_run_or_refused(tmp_path: Path) -> None:
    for number in range(10):
        folder = tmp_path / str(number)
        folder.mkdir()
        control, seen = RunControl(), []

        def listen(event: Event, control: RunControl = control, seen: list[Event] = seen) -> None:
            seen.append(event)
            if isinstance(event, IndexFailed) and event.attempt and len(seen) < 40:
                control.retry([1])

        pipeline = numbers(2, {1: "once raise"}, folder)
        found = run_pipeline(pipeline, n_jobs=1, on_event=listen, control=control)
        (finished,) = [event for event in seen if isinstance(event, RunFinished)]
        assert finished.unrun == 0
        assert found[1] == (["out-1"] if finished.failed == 0 else [])


def test_commands_after_the_end_are_ignored() -> None:
    control = RunControl()
    run_pipeline(numbers(2), n_jobs=1, control=control)
    control.stop_now()
    result, _ = observed(numbers(20), n_jobs=1)
    assert result.completed == 20


def test_ctrl_c_in_the_calling_thread_ends_the_run(tmp_path: Path) -> None:
    seen: list[Event] = []

    def listen(event: Event) -> None:
        seen.append(event)
        if isinstance(event, IndexStarted) and event.index == 3:
            _thread.interrupt_main()

    table = {3: "hang"} | dict.fromkeys([*range(3), *range(4, 400)], SLOW)
    with pytest.raises(KeyboardInterrupt):
        run_pipeline(numbers(400, table, tmp_path), n_jobs=2, on_event=listen)
    assert isinstance(seen[-1], RunFinished)
    assert seen[-1].unrun > 300
    begun = starts(tmp_path)
    result, events = observed(numbers(8), n_jobs=2)
    assert result.in_order() == [[f"out-{i}"] for i in range(8)]
    assert sorted(events.started()) == list(range(8))
    assert starts(tmp_path) == begun
