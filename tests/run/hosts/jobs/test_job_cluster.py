"""Runs whose workers are jobs of a real Slurm that the run itself submits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.cli import main
from curator_gui.core.errors import ParamError
from curator_gui.run import RunControl, RunResult
from curator_gui.run.events import (
    Event,
    IndexFinished,
    WorkerEnded,
    WorkersChanged,
    WorkerStarted,
)
from tests.run.hosts.dask_lab import wait_until
from tests.run.hosts.jobs.slurm_lab import SlurmLab, why_not
from tests.run.hosts.jobs.test_slurm_cluster import after, all_right, came_later
from tests.run.hosts.lab import job_lab, run_as_jobs
from tests.run.observe import Recorder

pytest.importorskip("tests.run.toys")
pytestmark = [pytest.mark.fault, pytest.mark.cluster]


@pytest.fixture(scope="module")
def slurm() -> Iterator[SlurmLab]:
    yield from job_lab(SlurmLab, why_not)


@pytest.fixture(autouse=True)
def _environment(slurm: SlurmLab, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in slurm.environment.items():
        monkeypatch.setenv(name, value)
    yield
    wait_until(lambda: not slurm.queued(), "all jobs to be gone")


def run(folder: Path, n: int, seconds: float, events: Recorder, **options: Any) -> RunResult:
    return run_as_jobs(folder, n, seconds, events, **{"cluster": "slurm", **options})


def test_two_jobs_do_everything_and_are_gone_afterwards(slurm: SlurmLab, tmp_path: Path) -> None:
    events = Recorder()
    all_right(run(tmp_path, 20, 0.2, events, batch_size=1), events, 20)
    places = [event.place for event in events.of(WorkerStarted)]
    assert len(places) == 2
    assert all(re.fullmatch(r"\S+, job \d+", place) for place in places), places
    assert any("Slurm was asked for 2 jobs" in line for line in events.lines())


def test_a_job_that_is_cancelled_is_replaced_and_nobody_is_blamed(
    slurm: SlurmLab, tmp_path: Path
) -> None:
    known: list[int] = []

    def cancel() -> None:
        known.extend(slurm.queued())
        slurm.cancel(min(known))

    events = after(4, cancel)
    all_right(run(tmp_path, 60, 0.5, events, batch_size=1, max_attempts=1), events, 60)
    assert came_later(events, known)  # the replacement worked


def test_it_grows_to_two_jobs_and_goes_back_to_one(slurm: SlurmLab, tmp_path: Path) -> None:
    control, jobs = RunControl(), set[int]()

    class Steering(Recorder):
        def __call__(self, event: Event) -> None:
            super().__call__(event)
            if isinstance(event, IndexFinished):
                self.steer(len(self.finished()), len(self.of(WorkerStarted)))

        def steer(self, done: int, workers: int) -> None:
            jobs.update(slurm.queued())
            if done == 3:
                control.set_workers(2, "the test")
            elif workers == 2 and done % 10 == 0:
                control.set_workers(1, "the test")

    events = Steering()
    options = {"batch_size": 1, "max_attempts": 1, "n_jobs": 1, "control": control}
    all_right(run(tmp_path, 80, 0.4, events, **options), events, 80)
    first, second = events.of(WorkerStarted)
    assert len(jobs) == 2
    assert first.place != second.place
    assert events.of(WorkersChanged)[-1].workers == 1
    (gone,) = [e for e in events.of(WorkerEnded) if "fewer workers" in e.reason]
    assert gone.worker in (first.worker, second.worker)
    assert not [line for line in events.lines() if "left the cluster" in line]


def test_a_job_that_is_not_needed_any_more_ends_while_the_run_goes_on(
    slurm: SlurmLab, tmp_path: Path
) -> None:
    control = RunControl()
    left: list[list[int]] = []

    class Steering(Recorder):
        def __call__(self, event: Event) -> None:
            super().__call__(event)
            if isinstance(event, IndexFinished) and len(self.finished()) == 6:
                control.set_workers(1, "the test")
            if isinstance(event, IndexFinished):
                left.append(slurm.queued())

    events = Steering()
    options = {"batch_size": 1, "max_attempts": 1, "n_jobs": 2, "control": control}
    all_right(run(tmp_path, 60, 0.4, events, **options), events, 60)
    assert len(left[0]) == 2
    assert len(left[-1]) == 1


def test_a_node_that_loses_power_is_replaced_and_nobody_is_blamed(
    slurm: SlurmLab, tmp_path: Path
) -> None:
    events = after(4, lambda: slurm.kill_node_of(min(slurm.queued())))
    all_right(run(tmp_path, 60, 0.5, events, batch_size=1, max_attempts=1), events, 60)


def test_workers_leave_before_the_walltime_and_others_go_on(
    slurm: SlurmLab, tmp_path: Path
) -> None:
    events = Recorder()
    result = run(
        tmp_path, 140, 1.0, events, n_jobs=2, batch_size=1, max_attempts=1, walltime="00:01:00"
    )
    all_right(result, events, 140)
    assert len(events.of(WorkerStarted)) > 2
    assert not any("died" in line for line in events.lines())


def test_workers_of_one_job(slurm: SlurmLab, tmp_path: Path) -> None:
    events = Recorder()
    options = {"workers_per_job": 2, "batch_size": 1, "memory_per_job": "1G"}
    seen: list[int] = []
    events = after(2, lambda: seen.extend(slurm.queued()))
    all_right(run(tmp_path, 20, 0.2, events, **options), events, 20)
    assert len(seen) == 1
    assert len(events.of(WorkerStarted)) == 2


def test_a_partition_that_is_not_there_is_refused_by_slurm(tmp_path: Path) -> None:
    with pytest.raises(ParamError, match=r"(?s)Slurm takes no job of this run.*partition"):
        run(tmp_path, 2, 0.0, Recorder(), partition="moon")


def test_a_job_that_cannot_start_its_worker_ends_the_run_with_its_last_words(
    tmp_path: Path,
) -> None:
    events = Recorder()
    result = run(tmp_path, 2, 0.0, events, python="/no/such/python")
    assert result.completed == 0
    assert result.unrun == 2
    words = " ".join([*result.warnings, *events.lines()])
    assert "ended before its worker was ready" in words
    assert "/no/such/python" in words


def test_a_prologue_that_fails_is_said(tmp_path: Path) -> None:
    events = Recorder()
    result = run(tmp_path, 2, 0.0, events, prologue="echo no module here >&2; exit 7")
    assert result.unrun == 2
    assert "no module here" in " ".join([*result.warnings, *events.lines()])


def checked(folder: Path, capsys: pytest.CaptureFixture[str], **options: str) -> tuple[int, str]:
    given = {"cluster": "slurm", "address": "127.0.0.1", "memory_per_job": "500M", **options}
    document = folder / "lines.curator.yaml"
    document.write_text(DOCUMENT)
    words = [word for name, value in given.items() for word in ("-o", f"{name}={value}")]
    code = main(["cluster", str(document), "-j", "1", *words])
    out = capsys.readouterr()
    return code, out.out + out.err


DOCUMENT = """format: curator-pipeline
version: 1
steps:
  - source: mesh.SyntheticSource
  - sink: mesh.VTUSink
    params: {folder: out}
"""


def test_a_cluster_is_tried_before_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = checked(tmp_path, capsys)
    assert code == 0, said
    for words in ("a worker came after", "same versions", f"write to {tmp_path}", "reach this"):
        assert words in said
    assert "FAILED" not in said


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ({"python": "/no/such/python"}, 3, "look at the options prologue and python"),
        ({"prologue": "exit 7"}, 3, "ended before its worker was ready"),
        ({"partition": "moon"}, 2, "Slurm takes no job of this run"),
    ],
)
def test_each_check_that_fails_says_what_to_do(
    options: dict[str, str],
    code: int,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    got, said = checked(tmp_path, capsys, **options)
    assert got == code, said
    assert words in said
