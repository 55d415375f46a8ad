"""Runs whose workers are jobs of Torque's real commands, which hand them to a real Slurm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.core.errors import ParamError
from curator_gui.run import RunResult
from curator_gui.run.events import WorkerStarted
from curator_gui.run.hosts.jobs.states import states_of
from tests.run.hosts.dask_lab import ROOT, wait_until
from tests.run.hosts.jobs.test_slurm_cluster import after, all_right, came_later
from tests.run.hosts.jobs.torque_lab import TorqueLab, why_not
from tests.run.hosts.lab import job_lab, run_as_jobs
from tests.run.observe import Recorder

pytest.importorskip("tests.run.toys")
pytestmark = [pytest.mark.fault, pytest.mark.cluster]


@pytest.fixture(scope="module")
def pbs() -> Iterator[TorqueLab]:
    yield from job_lab(TorqueLab, why_not)


@pytest.fixture(autouse=True)
def _environment(pbs: TorqueLab, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name, value in pbs.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)  # this qsub leaves its logs here
    yield
    wait_until(lambda: not pbs.queued(), "all jobs to be gone")


def run(folder: Path, n: int, seconds: float, events: Recorder, **options: Any) -> RunResult:
    asked = {
        "cluster": "pbs",
        "batch_size": 1,
        "max_attempts": 1,
        "prologue": f"export PYTHONPATH={ROOT}",
    }
    return run_as_jobs(folder, n, seconds, events, **{**asked, **options})


def test_two_jobs_do_everything_and_are_gone_afterwards(pbs: TorqueLab, tmp_path: Path) -> None:
    events = Recorder()
    result = run(tmp_path, 20, 0.2, events, partition="lab", walltime="0-00:10:00")
    all_right(result, events, 20)
    places = [event.place for event in events.of(WorkerStarted)]
    assert len(places) == 2
    assert all(re.fullmatch(r"\S+, job \d+", place) for place in places), places
    assert not any("still there" in line for line in events.lines())


def test_cores_and_memory_are_asked_for(pbs: TorqueLab, tmp_path: Path) -> None:
    seen: list[str] = []

    def look() -> None:
        (number,) = pbs.queued()
        seen.append(pbs.command("scontrol", "show", "job", str(number)))
        assert states_of("pbs", [str(number)])[str(number)].phase == "runs"

    events = after(2, look)
    options = {"workers_per_job": 2, "memory_per_job": "1G", "walltime": "12:30:00"}
    all_right(run(tmp_path, 20, 0.2, events, **options), events, 20)
    (told,) = seen
    assert "NumCPUs=2 " in told
    assert "MinMemoryNode=1G" in told
    assert "TimeLimit=12:30:00" in told


def test_a_job_that_is_deleted_is_replaced_and_nobody_is_blamed(
    pbs: TorqueLab, tmp_path: Path
) -> None:
    known: list[int] = []

    def cancel() -> None:
        known.extend(pbs.queued())
        pbs.command("qdel", str(min(known)))

    events = after(4, cancel)
    all_right(run(tmp_path, 60, 0.5, events), events, 60)
    assert came_later(events, known)


def test_a_queue_that_is_not_there_is_refused_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(ParamError, match=r"(?s)PBS takes no job of this run.*invalid partition"):
        run(tmp_path, 2, 0.0, Recorder(), partition="moon")


def test_a_job_that_cannot_start_its_worker_ends_the_run(tmp_path: Path) -> None:
    events = Recorder()
    result = run(tmp_path, 2, 0.0, events, python="/no/such/python")
    assert result.unrun == 2
    assert "ended before its worker was ready" in " ".join([*result.warnings, *events.lines()])
