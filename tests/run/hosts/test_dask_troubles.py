"""Clusters lose workers, schedulers and machines; runs end all the same, and say why."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.errors import ParamError
from curator_gui.run import RunConfig, RunControl, RunResult, execute, run_pipeline
from curator_gui.run.engine import slots
from curator_gui.run.errors import EngineError
from curator_gui.run.events import Event, IndexFinished, IndexStarted, WorkerStarted
from tests.run.hosts.test_dask_cluster import _end, _free_port, _start, _wait_for_workers
from tests.run.toys import numbers

pytest.importorskip("distributed")
pytestmark = pytest.mark.fault

SIZE = 24


class Cluster:
    """A scheduler and workers without nannies: what dies here is gone for good."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"tcp://127.0.0.1:{_free_port()}"
        port = self.address.rpartition(":")[2]
        self.scheduler = _start(["scheduler", "--host", "127.0.0.1", "--port", port], folder)
        self.workers: list[subprocess.Popen[bytes]] = []

    def add(self, count: int) -> None:
        words = ["worker", self.address, "--nthreads", "1", "--no-nanny", "--host", "127.0.0.1"]
        self.workers += [_start(words, self.folder) for _ in range(count)]
        _wait_for_workers(self.address, len(self.workers))

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
            _end(process) if process.poll() is None else process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        yield made
    finally:
        made.end()


def carried_out(
    cluster: Cluster, table: dict[int, str], at: Callable[[], Any], **options: Any
) -> tuple[RunResult, list[Event]]:
    """Run, and call `at` once when the fifth index is finished."""
    events: list[Event] = []

    def listen(event: Event) -> None:
        events.append(event)
        if isinstance(event, IndexFinished):
            done = sum(isinstance(each, IndexFinished) for each in events)
            if done == 5:
                at()

    table = dict.fromkeys(range(SIZE), "sleep 0.05") | table
    settings = RunConfig(
        backend="dask",
        n_jobs=2,
        options={"scheduler": cluster.address, "batch_size": 2, **options},
        on_event=listen,
    )
    return execute(numbers(SIZE, table, cluster.folder), settings), events


def test_a_worker_that_is_gone_for_good_costs_nothing(cluster: Cluster) -> None:
    cluster.add(2)
    result, _ = carried_out(cluster, {}, cluster.workers[0].kill)
    assert (result.failures, result.completed, result.problem) == ({}, SIZE, "")


def test_workers_that_join_are_used(cluster: Cluster) -> None:
    cluster.add(1)
    result, events = carried_out(cluster, {}, lambda: cluster.add(1))
    assert result.completed == SIZE
    assert len({event.pid for event in events if isinstance(event, WorkerStarted)}) == 2


def test_without_workers_the_run_ends_and_what_it_did_is_kept(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("curator_gui.run.engine.assignment.WORKER_SECONDS", 1.0)
    cluster.add(2)

    def kill_all() -> None:
        for worker in cluster.workers:
            worker.kill()

    result, _ = carried_out(cluster, {}, kill_all)
    assert result.problem == "no worker could be had for 1 s"
    assert isinstance(result.error, EngineError)
    assert (result.state, result.failures) == ("stopped", {})
    assert result.completed >= 5
    assert result.completed + result.unrun == SIZE


def test_a_scheduler_that_is_gone_is_named(cluster: Cluster) -> None:
    cluster.add(2)
    began = time.monotonic()
    result, _ = carried_out(cluster, {}, cluster.scheduler.kill)
    assert "the dask scheduler is gone" in result.problem
    assert result.completed >= 5
    assert time.monotonic() - began < 60


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers count as those of other machines, whose processes cannot be killed from here."""
    monkeypatch.setattr("curator_gui.run.hosts.dask._is_local", lambda worker: False)
    monkeypatch.setattr(slots, "KILL_SECONDS", 1.0)


@pytest.mark.usefixtures("elsewhere")
def test_a_hanging_index_that_cannot_be_killed_is_given_up(cluster: Cluster) -> None:
    cluster.add(2)
    table = {7: "hang"}
    result, _ = carried_out(cluster, table, lambda: None, timeout=2, max_attempts=1)
    assert list(result.failures) == [7]
    assert result.failures[7].cause == "timeout"
    assert result.completed == SIZE - 1


@pytest.mark.usefixtures("elsewhere")
def test_a_frozen_machine_does_not_keep_a_run_from_stopping(cluster: Cluster) -> None:
    cluster.add(2)
    control = RunControl()
    begun = threading.Event()
    settings = RunConfig(
        backend="dask",
        n_jobs=2,
        options={"scheduler": cluster.address},
        control=control,
        on_event=lambda event: begun.set() if isinstance(event, IndexStarted) else None,
    )

    def freeze_and_stop() -> None:
        assert begun.wait(60)
        for worker in cluster.workers:
            os.kill(worker.pid, signal.SIGSTOP)
        control.stop_now()

    thread = threading.Thread(target=freeze_and_stop)
    thread.start()
    result = execute(numbers(SIZE, dict.fromkeys(range(SIZE), "sleep 1")), settings)
    thread.join()
    assert result.state == "stopped"


def test_an_address_that_is_not_ours_is_refused_at_once(cluster: Cluster) -> None:
    cluster.add(1)
    with pytest.raises(ParamError, match=r"option address: 192\.0\.2\.7"):
        run_pipeline(numbers(3), backend="dask", scheduler=cluster.address, address="192.0.2.7")
