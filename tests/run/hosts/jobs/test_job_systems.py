"""Runs by way of PBS, LSF and SGE, whose commands are stand-ins that run the jobs here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.errors import ParamError
from curator_gui.run import RunConfig, execute
from curator_gui.run.events import Event, WorkerStarted
from curator_gui.run.hosts.jobs import watch as job_watch
from curator_gui.run.hosts.jobs.systems import SYSTEMS
from curator_gui.run.planning.job_options import jobs_of, parse_walltime
from curator_gui.run.planning.options import DASK_OPTIONS, checked_options
from tests.run.hosts.dask_lab import ROOT, wait_until
from tests.run.hosts.jobs.queue_stand_in import QueueStandIn, needs_job_queue
from tests.run.observe import Recorder

toys: Any = pytest.importorskip("tests.run.toys")


@pytest.fixture(params=["pbs", "lsf", "sge"])
def queue(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, QueueStandIn]]:
    found = QueueStandIn(request.param, tmp_path / "queue")
    monkeypatch.setenv("PATH", f"{found.bin}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    yield request.param, found
    found.end()


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_jobs_run_everything_and_are_gone_afterwards(
    queue: tuple[str, QueueStandIn], tmp_path: Path
) -> None:
    needs_job_queue()
    system, commands = queue
    options = {
        "cluster": system,
        "address": "127.0.0.1",
        "partition": "night",
        "account": "mesh",
        "walltime": "0-12:30:00",
        "memory_per_job": "500M",
        "prologue": "export TRIED=yes",
    }
    events = Recorder()
    config = RunConfig(backend="dask", n_jobs=2, on_event=events, options=options)
    pipeline = toys.numbers(8, {}, tmp_path)
    with ThreadPoolExecutor(1) as pool:  # as the window does: not in the main thread
        result = pool.submit(execute, pipeline, config).result(60)
    assert (result.failures, result.completed) == ({}, 8)
    wait_until(lambda: not commands.alive(), "all jobs to be gone")
    for asked in commands.asked():
        assert "night" in asked
        assert "mesh" in asked
        assert ("12:30:00" if system != "lsf" else "12:30") in asked


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_a_job_that_goes_as_soon_as_its_worker_is_there_is_replaced(
    queue: tuple[str, QueueStandIn], tmp_path: Path
) -> None:
    """Long before the job system is asked for it again; it did not end before its worker."""
    needs_job_queue()
    system, commands = queue

    class Cutting(Recorder):
        def __call__(self, event: Event) -> None:
            super().__call__(event)
            if isinstance(event, WorkerStarted) and len(self.of(WorkerStarted)) == 1:
                commands.end()

    events = Cutting()
    options = {"cluster": system, "address": "127.0.0.1", "memory_per_job": "500M"}
    config = RunConfig(backend="dask", n_jobs=1, on_event=events, options=options)
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(execute, toys.numbers(4, {}, tmp_path), config).result(120)
    assert (result.failures, result.completed) == ({}, 4), events.lines()
    assert len(events.of(WorkerStarted)) == 2
    assert not [line for line in events.lines() if "before its worker" in line]


def cancelled(folder: Path, commands: QueueStandIn, count: int) -> tuple[Any, Recorder]:
    """Run four items on one job at a time, of which the first ones end before their worker is."""

    class Cancelling(threading.Thread):
        """Ends each job that waits as soon as it is there."""

        over = threading.Event()

        def run(self) -> None:
            while not self.over.wait(0.05):
                for group in commands.alive()[: int(len(commands.groups()) <= count)]:
                    os.killpg(group, signal.SIGKILL)

    events = Recorder()
    options = {"cluster": "pbs", "address": "127.0.0.1", "memory_per_job": "500M"}
    waits = f"if [ $(ls {commands.jobs}/*.pid | wc -l) -le {count} ]; then sleep 300; fi"
    config = RunConfig(
        backend="dask", n_jobs=1, on_event=events, options={**options, "prologue": waits}
    )
    cancelling = Cancelling()
    cancelling.start()
    try:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(execute, toys.numbers(4, {}, folder), config).result(120), events
    finally:
        cancelling.over.set()
        cancelling.join()


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
@pytest.mark.parametrize("queue", ["pbs"], indirect=True)
def test_a_first_job_that_is_cancelled_before_its_worker_joins_is_replaced(
    queue: tuple[str, QueueStandIn], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_job_queue()
    monkeypatch.setattr(job_watch, "LOOK_SECONDS", 0.5)
    result, events = cancelled(tmp_path, queue[1], 1)
    assert (result.failures, result.completed) == ({}, 4), events.lines()
    told = [line for line in events.lines() if "before its worker" in line]
    assert told == [
        "job 1 of PBS was cancelled before its worker was ready: another one takes its place"
    ]
    assert len(events.of(WorkerStarted)) == 1


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
@pytest.mark.parametrize("queue", ["pbs"], indirect=True)
def test_when_all_jobs_are_cancelled_the_run_ends_in_words(
    queue: tuple[str, QueueStandIn], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_job_queue()
    monkeypatch.setattr(job_watch, "LOOK_SECONDS", 0.5)
    result, events = cancelled(tmp_path, queue[1], 99)
    assert result.unrun == 4
    assert len(queue[1].groups()) == job_watch.FAILURES
    assert "job 3 of PBS ended before its worker was ready" in " ".join(
        [*result.warnings, *events.lines()]
    )


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_a_queue_that_is_not_there_is_refused_in_the_systems_words(
    queue: tuple[str, QueueStandIn], tmp_path: Path
) -> None:
    needs_job_queue()
    options = {"cluster": queue[0], "address": "127.0.0.1", "partition": "moon"}
    config = RunConfig(backend="dask", n_jobs=1, options=options)
    with pytest.raises(ParamError, match=r"takes no job of this run.*(?i:queue)"):
        execute(toys.numbers(1, {}, tmp_path), config)


@pytest.mark.workers
@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_jobs_that_cannot_be_cancelled_are_said(
    queue: tuple[str, QueueStandIn], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library takes the failure for a job that has ended by itself."""
    needs_job_queue()
    system, commands = queue
    cancel = commands.bin / SYSTEMS[system].cancel
    cancel.write_text("#!/bin/sh\nexit 1\n")
    monkeypatch.setattr(job_watch, "GONE_SECONDS", 1.0)
    events = Recorder()
    options = {"cluster": system, "address": "127.0.0.1", "memory_per_job": "500M"}
    options["prologue"] = "trap 'sleep 300' EXIT"  # its job outlives its worker
    config = RunConfig(backend="dask", n_jobs=1, on_event=events, options=options)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(execute, toys.numbers(2, {}, tmp_path), config).result(60)
    (words,) = [line for line in events.lines() if "still there after the run" in line]
    assert f"end them with {SYSTEMS[system].cancel} 1" in words


def checked(n_jobs: int, **options: Any) -> dict[str, Any]:
    return checked_options(options, DASK_OPTIONS, "dask", n_jobs)


def test_workers_are_shared_out_over_jobs() -> None:
    options = checked(
        10, cluster="slurm", workers_per_job=4, walltime="01:00:00", memory_per_job="2G"
    )
    jobs = jobs_of(options, 10)
    assert jobs is not None
    assert (jobs.count, jobs.workers_per_job, jobs.memory) == (3, 4, 2 << 30)
    assert jobs.walltime_text == "01:00:00"
    assert 0 < jobs.lifetime < jobs.walltime


def test_nothing_is_asked_of_a_job_system_that_is_not_named() -> None:
    assert jobs_of(checked(-1), -1) is None


@pytest.mark.parametrize(
    ("n_jobs", "options", "words"),
    [
        (-1, {"cluster": "slurm"}, "say how many workers Slurm shall start"),
        (2, {"cluster": "pbs", "scheduler": "tcp://h:1"}, "exclude each other"),
        (2, {"cluster": "slurm", "walltime": "30:00"}, "walltime: needs a time"),
        (2, {"cluster": "slurm", "walltime": "00:00:59"}, "at least a minute"),
        (2, {"cluster": "slurm", "memory_per_job": "much"}, "memory_per_job: needs a size"),
        (2, {"cluster": "slurm", "memory_per_job": "0"}, "memory_per_job: needs .* at least 1M"),
        (2, {"cluster": "torque"}, "cluster"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_before_the_run(
    n_jobs: int, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(ParamError, match=words):
        checked(n_jobs, **options)


@pytest.mark.parametrize(
    ("text", "seconds"), [("00:01:00", 60), ("12:30:00", 45_000), ("2-00:00:01", 172_801)]
)
def test_walltimes(text: str, seconds: int) -> None:
    assert parse_walltime(text) == seconds


ANYWHERE = """
import signal, threading
from curator_gui.run.hosts.jobs.cluster import library

found = []
thread = threading.Thread(target=lambda: found.append(library()))
thread.start()
thread.join()
assert found[0].SLURMCluster, "imported in a thread, as the window does"
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler, "Ctrl-C is taken away"
assert signal.signal.__module__ == "signal"
"""


def test_the_library_is_imported_in_any_thread_and_leaves_ctrl_c_alone() -> None:
    needs_job_queue()
    subprocess.run([sys.executable, "-c", ANYWHERE], cwd=ROOT, check=True, timeout=120)
