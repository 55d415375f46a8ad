"""Runs whose workers are jobs of a real Grid Engine that the run itself submits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.errors import ParamError
from curator_gui.run import RunControl, RunResult
from curator_gui.run.events import Event, IndexFinished, WorkersChanged, WorkerStarted
from tests.run.hosts.dask_lab import ROOT, wait_until
from tests.run.hosts.jobs.sge_lab import ENVIRONMENT, QUEUE, SgeLab, why_not
from tests.run.hosts.jobs.test_slurm_cluster import after, all_right, came_later
from tests.run.hosts.lab import job_lab, run_as_jobs
from tests.run.observe import Recorder

pytest.importorskip("tests.run.toys")
pytestmark = [pytest.mark.fault, pytest.mark.cluster]


@pytest.fixture(scope="module")
def sge() -> Iterator[SgeLab]:
    yield from job_lab(SgeLab, why_not)


@pytest.fixture(autouse=True)
def _environment(sge: SgeLab, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in sge.environment.items():
        monkeypatch.setenv(name, value)
    yield
    wait_until(lambda: not sge.queued(), "all jobs to be gone")


def run(folder: Path, n: int, seconds: float, events: Recorder, **options: Any) -> RunResult:
    asked = {
        "cluster": "sge",
        "batch_size": 1,
        "max_attempts": 1,
        "prologue": f"export PYTHONPATH={ROOT}",
    }
    return run_as_jobs(folder, n, seconds, events, **{**asked, **options})


def test_two_jobs_do_everything_and_are_gone_afterwards(sge: SgeLab, tmp_path: Path) -> None:
    events = Recorder()
    result = run(tmp_path, 20, 0.2, events, partition=QUEUE)
    all_right(result, events, 20)
    places = [event.place for event in events.of(WorkerStarted)]
    assert len(places) == 2
    assert all(re.fullmatch(r"\S+, job \d+", place) for place in places), places
    lines = events.lines()
    assert any("SGE was asked for 2 jobs" in line for line in lines)
    assert any("SGE is not asked for memory" in line for line in lines)
    assert not any("still there" in line for line in lines)


def test_a_job_of_several_cores_gets_them_and_its_memory(sge: SgeLab, tmp_path: Path) -> None:
    seen: list[str] = []

    def look() -> None:
        (number,) = sge.queued()
        seen.append(sge.command("qstat", "-j", str(number)))

    events = after(2, look)
    options = {
        "workers_per_job": 2,
        "parallel_environment": ENVIRONMENT,
        "memory_resource": "mem_free",
        "directives": "-p -5; -l h_stack=64M",
        "walltime": "12:30:00",
    }
    all_right(run(tmp_path, 20, 0.2, events, **options), events, 20)
    assert len(events.of(WorkerStarted)) == 2
    (told,) = seen
    assert re.search(r"parallel environment:\s+smp range: 2\n", told)
    assert "mem_free=250M" in told
    assert "h_rt=45000" in told
    assert "h_stack=64M" in told
    assert re.search(r"priority:\s+-5", told)
    assert "/bin/bash" in told
    assert not any("not asked for memory" in line for line in events.lines())


def test_a_job_that_is_deleted_is_replaced_and_nobody_is_blamed(
    sge: SgeLab, tmp_path: Path
) -> None:
    known: list[int] = []

    def cancel() -> None:
        known.extend(sge.queued())
        sge.cancel(min(known))

    events = after(4, cancel)
    all_right(run(tmp_path, 60, 0.5, events), events, 60)
    assert came_later(events, known)


def test_workers_leave_before_the_walltime_and_others_go_on(sge: SgeLab, tmp_path: Path) -> None:
    events = Recorder()
    all_right(run(tmp_path, 140, 1.0, events, walltime="00:01:00"), events, 140)
    assert len(events.of(WorkerStarted)) > 2
    assert not any("died" in line for line in events.lines())


def test_it_grows_to_two_jobs_and_goes_back_to_one(sge: SgeLab, tmp_path: Path) -> None:
    control, jobs, left = RunControl(), set[int](), list[int]()

    class Steering(Recorder):
        def __call__(self, event: Event) -> None:
            super().__call__(event)
            if isinstance(event, IndexFinished):
                self.steer(len(self.finished()), len(self.of(WorkerStarted)))

        def steer(self, done: int, workers: int) -> None:
            left[:] = sge.queued()
            jobs.update(left)
            if done == 3:
                control.set_workers(2, "the test")
            elif workers == 2 and done % 10 == 0:
                control.set_workers(1, "the test")

    events = Steering()
    all_right(run(tmp_path, 80, 0.4, events, n_jobs=1, control=control), events, 80)
    assert len(jobs) == 2
    assert len(left) == 1
    assert events.of(WorkersChanged)[-1].workers == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"partition": "moon.q"}, 'unknown queue "moon.q"'),
        ({"account": "moon"}, 'requested project "moon" does not exist'),
        ({"parallel_environment": "moon"}, 'parallel environment "moon" does not exist'),
        ({"memory_resource": "moon"}, 'unknown resource "moon"'),
    ],
)
def test_what_is_not_there_is_refused_in_its_own_words(
    options: dict[str, str], words: str, tmp_path: Path
) -> None:
    with pytest.raises(ParamError, match=f"(?s)SGE takes no job of this run.*{words}"):
        run(tmp_path, 2, 0.0, Recorder(), **options)


def test_a_job_in_error_ends_the_run_with_the_reason(sge: SgeLab, tmp_path: Path) -> None:
    """Its logs have no place on the node: Grid Engine keeps it in the state Eqw for ever."""
    events = Recorder()
    result = run(tmp_path, 2, 0.0, events, n_jobs=1, directives="-wd /no/such/folder")
    assert result.unrun == 2
    words = " ".join([*result.warnings, *events.lines()])
    assert "cannot start, its state is Eqw" in words
    assert "/no/such/folder" in words


def test_a_job_that_waits_says_for_what(sge: SgeLab, tmp_path: Path) -> None:
    control = RunControl()

    class Impatient(Recorder):
        def __call__(self, event: Event) -> None:
            super().__call__(event)
            if any("wait (" in line for line in self.lines()):
                control.stop_now()

    events = Impatient()
    options = {"n_jobs": 8, "workers_per_job": 8, "parallel_environment": ENVIRONMENT}
    run(tmp_path, 2, 0.0, events, control=control, **options)
    (words,) = [line for line in events.lines() if "wait (" in line]
    assert 'cannot run in PE "smp"' in words, words


def test_a_job_that_cannot_start_its_worker_ends_the_run_with_its_last_words(
    tmp_path: Path,
) -> None:
    events = Recorder()
    result = run(tmp_path, 2, 0.0, events, python="/no/such/python")
    assert result.unrun == 2
    words = " ".join([*result.warnings, *events.lines()])
    assert "ended before its worker was ready" in words
    assert "/no/such/python" in words
