"""Dask workers as jobs of a real Slurm: jobs are cancelled, run out of time, lose their node."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run import RunConfig, RunResult, execute
from curator_gui.run.events import Event, IndexStarted, WorkerStarted
from tests.run.observe import Recorder, start_pids

pytest.importorskip("distributed")
from distributed import Client, Scheduler, SpecCluster
from distributed.deploy.spec import ProcessInterface

from tests.run.hosts.dask_lab import DaskLab, run_config, started, wait_until
from tests.run.hosts.jobs.slurm_lab import SlurmLab, why_not

toys: Any = pytest.importorskip("tests.run.toys")
pytestmark = [pytest.mark.fault, pytest.mark.cluster]


@pytest.fixture(scope="module")
def slurm() -> Iterator[SlurmLab]:
    if reason := why_not():
        pytest.skip(reason)
    with SlurmLab() as slurm:
        yield slurm


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[DaskLab]:
    """A scheduler without workers: those come as jobs."""
    with DaskLab(tmp_path, 0) as lab:
        yield lab


@pytest.fixture
def jobs(slurm: SlurmLab, lab: DaskLab) -> Iterator[list[int]]:
    numbers = [slurm.submit_worker(lab.address) for _ in range(2)]
    lab.wait_for_workers(2)
    yield numbers
    for job in numbers:
        slurm.cancel(job)
        slurm.wait_gone(job, 30)


def after(count: int, action: Callable[[], object]) -> Recorder:
    class Acting(Recorder):
        acted = False

        def __call__(self, event: Event) -> None:
            super().__call__(event)
            if isinstance(event, IndexStarted) and len(self.started()) >= count and not self.acted:
                self.acted = True
                action()

    return Acting()


def run(
    lab: DaskLab, folder: Path, n: int, seconds: float, events: Recorder, **options: Any
) -> Any:
    table = dict.fromkeys(range(n), f"sleep {seconds}") | options.pop("table", {})
    pipeline = toys.numbers(n, table, folder)
    return execute(pipeline, run_config(lab, events, **{"worker_timeout": 20, **options}))


class Job(ProcessInterface):  # type: ignore[misc]
    """One worker of a cluster that grows and shrinks by itself (as those of dask-jobqueue do)."""

    def __init__(self, scheduler: str, name: Any, slurm: SlurmLab, numbers: list[int]) -> None:
        super().__init__(scheduler=scheduler, name=name)
        self.slurm, self.numbers = slurm, numbers
        self.address, self.called, self.job = scheduler, str(name), 0

    async def start(self) -> None:
        self.job = self.slurm.submit_worker(self.address, "--name", self.called)
        self.numbers.append(self.job)
        await super().start()

    async def close(self) -> None:
        self.slurm.cancel(self.job)
        await super().close()


@contextmanager
def adaptive_cluster(slurm: SlurmLab, count: int) -> Iterator[tuple[str, list[int]]]:
    """Give the address of a scheduler that keeps so many jobs, and their numbers."""
    numbers: list[int] = []
    own = {"host": "127.0.0.1", "dashboard_address": ":0"}
    with SpecCluster(
        scheduler={"cls": Scheduler, "options": own},
        worker={"cls": Job, "options": {"slurm": slurm, "numbers": numbers}},
        silence_logs=logging.CRITICAL,
    ) as cluster:
        cluster.adapt(minimum=count, maximum=count, interval="500ms")
        with Client(cluster.scheduler_address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=60)
        yield cluster.scheduler_address, numbers


def all_right(result: RunResult, events: Recorder, n: int) -> None:
    assert result.failures == {}
    assert result.completed == n
    assert events.retried() == []


def came_later(events: Recorder, known: list[int]) -> bool:
    """Whether a worker of a later job than these has worked."""
    numbers = [int(event.place.rpartition(" ")[2]) for event in events.of(WorkerStarted)]
    return max(numbers) > max(known)


def test_an_index_that_kills_or_hangs_costs_itself_only(
    jobs: list[int], lab: DaskLab, tmp_path: Path
) -> None:
    table = {3: "kill", 5: "hang", 7: "raise", 9: "once kill"}
    result = run(lab, tmp_path, 16, 0.1, Recorder(), table=table, timeout=3)
    assert {i: f.cause for i, f in result.failures.items()} == {
        3: "crash",
        5: "timeout",
        7: "error",
    }
    assert result.completed == 13


@pytest.mark.parametrize("seconds", [0.2, 3.0])
def test_scancel_blames_nobody(
    slurm: SlurmLab, jobs: list[int], lab: DaskLab, tmp_path: Path, seconds: float
) -> None:
    n = 8 if seconds > 1 else 30
    events = after(2, lambda: slurm.cancel(jobs[0]))
    all_right(run(lab, tmp_path, n, seconds, events, max_attempts=1), events, n)


def test_a_node_that_loses_power_blames_nobody(
    slurm: SlurmLab, jobs: list[int], lab: DaskLab, tmp_path: Path
) -> None:
    events = after(6, lambda: slurm.kill_node_of(jobs[0]))
    all_right(run(lab, tmp_path, 30, 0.2, events, max_attempts=1), events, 30)


def test_a_node_that_freezes_is_given_up(
    slurm: SlurmLab, jobs: list[int], lab: DaskLab, tmp_path: Path
) -> None:
    frozen: list[int] = []

    def freeze() -> None:
        frozen.extend(slurm.job_pids(jobs[0]))
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)

    events = after(6, freeze)
    try:
        all_right(run(lab, tmp_path, 30, 0.2, events, max_attempts=1), events, 30)
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)


def test_all_jobs_cancelled_ends_the_run(
    slurm: SlurmLab, jobs: list[int], lab: DaskLab, tmp_path: Path
) -> None:
    events = after(6, lambda: [slurm.cancel(job) for job in jobs])
    result = run(lab, tmp_path, 60, 0.2, events, worker_timeout=3)
    assert result.failures == {}
    assert 0 < result.completed < 60
    assert "no worker could be had for 3 s" in result.warnings[0]


def test_new_jobs_take_over(slurm: SlurmLab, jobs: list[int], lab: DaskLab, tmp_path: Path) -> None:
    def replace() -> None:
        for job in list(jobs):
            slurm.cancel(job)
        jobs.append(slurm.submit_worker(lab.address))

    events = after(6, replace)
    all_right(run(lab, tmp_path, 40, 0.2, events, worker_timeout=60), events, 40)
    assert len({pid for pids in start_pids(tmp_path).values() for pid in pids}) == 3


def test_workers_whose_lifetime_ends_leave_in_good_order(
    slurm: SlurmLab, lab: DaskLab, tmp_path: Path
) -> None:
    """`--lifetime` lets a worker retire before its job's time is over; others come meanwhile."""
    options = ("--lifetime", "8s", "--lifetime-stagger", "2s")
    numbers = [slurm.submit_worker(lab.address, *options) for _ in range(2)]
    lab.wait_for_workers(2)
    events = after(2, lambda: numbers.extend(slurm.submit_worker(lab.address) for _ in range(2)))
    result = run(lab, tmp_path, 60, 0.5, events, n_jobs=4, max_attempts=1, worker_timeout=60)
    all_right(result, events, 60)
    assert len({pid for pids in start_pids(tmp_path).values() for pid in pids}) >= 3
    for job in numbers:
        slurm.cancel(job)


def test_an_adaptive_cluster_replaces_what_it_loses(slurm: SlurmLab, tmp_path: Path) -> None:
    with adaptive_cluster(slurm, 2) as (address, numbers):
        events = after(6, lambda: slurm.cancel(numbers[0]))
        options = {"scheduler": address, "temp_folder": tmp_path / "shipped", "batch_size": 1}
        options |= {"worker_timeout": 60, "max_attempts": 1}
        config = RunConfig(backend="dask", n_jobs=2, options=options, on_event=events)
        pipeline = toys.numbers(60, dict.fromkeys(range(60), "sleep 0.5"), tmp_path)
        all_right(execute(pipeline, config), events, 60)
        assert len(numbers) >= 3


def test_the_walltime_blames_nobody(slurm: SlurmLab, lab: DaskLab, tmp_path: Path) -> None:
    """One minute, which is the least; Slurm looks every half minute."""
    short = [slurm.submit_worker(lab.address, minutes=1) for _ in range(2)]
    lab.wait_for_workers(2)
    events = after(2, lambda: short.append(slurm.submit_worker(lab.address, minutes=10)))
    result = run(lab, tmp_path, 150, 1.0, events, n_jobs=2, max_attempts=1, worker_timeout=60)
    all_right(result, events, 150)
    wait_until(lambda: started(tmp_path).total() >= 150, "all starts")
    for job in short:
        slurm.cancel(job)
