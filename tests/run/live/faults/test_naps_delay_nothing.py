"""Workers that are under way are heard in bursts; nothing that is urgent waits for the next one.

The naps here last an hour, and nothing else wakes the supervisor: what works works without them.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from curator_gui.run import shutdown_workers
from curator_gui.run.engine.supervising import watching
from curator_gui.run.events import RunFinished, WorkerEnded, WorkersChanged
from tests.run.observe import BackgroundRun, observed, running_pid, starts
from tests.run.toys import numbers

pytestmark = pytest.mark.workers

HOUR = 3600.0


@pytest.fixture(autouse=True)
def endless_naps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    shutdown_workers()
    monkeypatch.setattr(watching, "NAP_SECONDS", HOUR)
    monkeypatch.setattr(watching, "LOG_INTERVAL", HOUR)
    naps: list[float] = []
    rule = watching.Watching.nap

    def noted(self: watching.Watching, patience: float | None) -> float:
        naps.append(rule(self, patience))
        return naps[-1]

    monkeypatch.setattr(watching.Watching, "nap", noted)
    yield naps
    shutdown_workers()


@pytest.mark.parametrize("batch_size", [1, 7, "auto"])
def test_tasks_follow_each_other(endless_naps: list[float], batch_size: int | str) -> None:
    result, events = observed(numbers(40), batch_size=batch_size)
    assert result.completed == 40
    assert sorted(events.finished()) == list(range(40))
    assert max(endless_naps) > HOUR / 2


def napping(naps: list[float], folder: Path) -> BackgroundRun:
    """A run whose workers hold the indices 5 and 15, each in a task of ten; the rest is slow."""
    rest = dict.fromkeys([*range(6, 10), *range(16, 20)], "sleep 0.1")
    return BackgroundRun(numbers(20, {5: "hold", 15: "hold"} | rest, folder), batch_size=10)


def hold(folder: Path) -> None:
    for index in (5, 15):
        running_pid(folder, index)


@pytest.mark.fault
def test_stop_now_does_not_wait(endless_naps: list[float], tmp_path: Path) -> None:
    with napping(endless_naps, tmp_path) as run:
        hold(tmp_path)
        run.control.stop_now()
        result = run.result()
    assert result.state == "stopped"
    assert result.completed == 10


def test_stop_after_current_does_not_wait(endless_naps: list[float], tmp_path: Path) -> None:
    with napping(endless_naps, tmp_path) as run:
        hold(tmp_path)
        run.control.stop_after_current()
        run.events.wait_state("stopping")
        (tmp_path / "go").touch()
        result = run.result()
    assert result.completed == len(starts(tmp_path)) < 20


def test_pause_and_resume_do_not_wait(endless_naps: list[float], tmp_path: Path) -> None:
    with napping(endless_naps, tmp_path) as run:
        hold(tmp_path)
        run.control.pause()
        run.events.wait_state("pausing")
        (tmp_path / "go").touch()
        run.events.wait_state("paused")
        assert sorted(run.events.finished()) == sorted(starts(tmp_path))
        assert len(starts(tmp_path)) < 20
        run.control.resume()
        assert run.result().completed == 20


def test_fewer_and_more_workers_do_not_wait(endless_naps: list[float], tmp_path: Path) -> None:
    with napping(endless_naps, tmp_path) as run:
        hold(tmp_path)
        run.control.set_workers(1)
        run.events.wait(lambda: run.events.of(WorkersChanged))
        (tmp_path / "go").touch()
        run.events.wait(lambda: run.events.of(WorkerEnded))
        run.control.set_workers(2)
        assert run.result().completed == 20
    assert sorted(starts(tmp_path)) == list(range(20))


@pytest.mark.fault
def test_a_death_is_noticed_and_blamed_at_once(endless_naps: list[float], tmp_path: Path) -> None:
    with napping(endless_naps, tmp_path) as run:
        hold(tmp_path)
        os.kill(running_pid(tmp_path, 5), signal.SIGKILL)
        run.events.wait(lambda: run.events.retried() == [5])
        (tmp_path / "go").touch()
        result = run.result()
    assert result.completed == 20
    assert sorted(starts(tmp_path)) == sorted([*range(20), 5])


@pytest.mark.fault
def test_a_timeout_is_no_later(tmp_path: Path) -> None:
    pipeline = numbers(20, {5: "hang"}, tmp_path)
    result, events = observed(pipeline, batch_size=10, timeout=1.0, max_attempts=1)
    assert result.completed == 19
    assert events.failed()[5].cause == "timeout"


@pytest.mark.parametrize("on_error", ["stop", "raise"])
def test_a_failure_that_ends_the_run_is_heard_at_once(
    endless_naps: list[float], tmp_path: Path, on_error: str
) -> None:
    table = {5: "hold", 12: "raise", 15: "hold"}
    pipeline = numbers(20, table, tmp_path)
    with BackgroundRun(pipeline, batch_size=10, on_error=on_error) as run:
        run.events.wait(lambda: 12 in run.events.failed())
        (tmp_path / "go").touch()
        run.events.wait(lambda: run.events.of(RunFinished))
    assert max(endless_naps, default=0.0) == 0.0
