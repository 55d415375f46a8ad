"""Runs by way of PBS, LSF and SGE, whose commands are stand-ins that run the jobs here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.errors import ParamError
from curator_gui.run import RunConfig, execute
from curator_gui.run.hosts.job_watch import SeenJob
from curator_gui.run.planning.job_options import jobs_of, parse_walltime
from curator_gui.run.planning.options import DASK_OPTIONS, checked_options
from tests.run.hosts.dask_lab import ROOT, wait_until
from tests.run.hosts.queue_stand_in import QueueStandIn, needs_job_queue
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
from curator_gui.run.hosts.job_cluster import library

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


@pytest.mark.parametrize(
    ("words", "code", "state"),
    [
        ("slurm_load_jobs error: Socket timed out on send/recv operation", 1, "PENDING"),
        ("slurm_load_jobs error: Invalid job id specified", 1, ""),
        ("RUNNING n7", 0, "RUNNING"),
        ("", 0, ""),
    ],
)
def test_a_job_is_over_only_if_the_job_system_says_so(
    words: str, code: int, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = tmp_path / "squeue"
    command.write_text(f"#!/bin/sh\necho '{words}'\nexit {code}\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    jobs = jobs_of(checked(1, cluster="slurm"), 1)
    assert jobs is not None
    job = SeenJob("12", "w-0")
    job.look(jobs)
    assert job.state == state
