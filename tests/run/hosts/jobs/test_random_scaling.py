"""Random walks of a Slurm cluster under a run: it grows and shrinks, jobs and nodes come and go."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from curator_gui.run import RunConfig, RunControl, execute
from curator_gui.run.events import Event, IndexFinished
from tests.run.hosts.dask_lab import wait_until
from tests.run.hosts.jobs.slurm_lab import SlurmLab, why_not
from tests.run.hosts.lab import job_lab
from tests.run.observe import Recorder

toys: Any = pytest.importorskip("tests.run.toys")
pytestmark = [pytest.mark.fault, pytest.mark.cluster]

COUNT = 300
MOST_JOBS = 4
ACTION_RATE = 0.06
SEEDS = [int(seed) for seed in os.environ.get("CURATOR_SCALING_SEEDS", "0,1").split(",")]
"""A minute and a half each."""


@pytest.fixture(scope="module")
def slurm() -> Iterator[SlurmLab]:
    yield from job_lab(SlurmLab, why_not)


@pytest.fixture(autouse=True)
def _environment(slurm: SlurmLab, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in slurm.environment.items():
        monkeypatch.setenv(name, value)
    yield
    slurm.command("scancel", "--quiet", "--partition=lab")
    for node in slurm.nodes:
        slurm.resume(node)


class Walker(Recorder):
    """Does something to the cluster after some of the indices; `done` tells what."""

    def __init__(self, slurm: SlurmLab, control: RunControl, seed: int) -> None:
        super().__init__()
        self.slurm, self.control = slurm, control
        self.random = random.Random(seed)
        self.done: list[str] = []
        self._drained = ""

    def __call__(self, event: Event) -> None:
        super().__call__(event)
        if isinstance(event, IndexFinished) and self.random.random() < ACTION_RATE:
            act = self.random.choice([self.scale, self.scale, self.cancel, self.drain, self.cut])
            act()

    def scale(self) -> None:
        count = self.random.randint(1, MOST_JOBS)
        self.done.append(f"scale {count}")
        self.control.set_workers(count, "the walk")

    def cancel(self) -> None:
        self._on_a_job("cancel", self.slurm.cancel)

    def cut(self) -> None:
        """Let a job's processes end at once, as when its node loses power."""
        self._on_a_job("cut", self.slurm.kill_node_of)

    def _on_a_job(self, name: str, act: Callable[[int], None]) -> None:
        jobs = self.slurm.queued()
        if jobs:
            job = self.random.choice(jobs)
            self.done.append(f"{name} {job}")
            act(job)

    def drain(self) -> None:
        """Close a node for new jobs, or open it again: never both, or nothing would go on."""
        node, self._drained = self._drained, ""
        if node:
            self.slurm.resume(node)
        else:
            self._drained = self.random.choice(self.slurm.nodes)
            self.slurm.drain(self._drained)
        self.done.append(f"open {node}" if node else f"drain {self._drained}")


def pipeline(folder: Path, seed: int) -> Any:
    lengths = random.Random(seed)
    table = {index: f"sleep {lengths.uniform(0.02, 0.4):.3f}" for index in range(COUNT)}
    return toys.numbers(COUNT, table, folder)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_walk_of_the_cluster_changes_nothing(
    seed: int, slurm: SlurmLab, tmp_path: Path
) -> None:
    control = RunControl()
    walker = Walker(slurm, control, seed)
    options = {
        "cluster": "slurm",
        "address": "127.0.0.1",
        "memory_per_job": "500M",
        "max_attempts": 1,
        "batch_size": walker.random.choice(["auto", 1, 5]),
    }
    config = RunConfig(backend="dask", n_jobs=2, on_event=walker, options=options, control=control)
    result = execute(pipeline(tmp_path, seed), config)
    told = "\n".join([*walker.done, *walker.lines(), *result.warnings])
    assert (result.state, result.failures, result.unrun) == ("finished", {}, 0), told
    counts = Counter(event.index for event in walker.of(IndexFinished))
    assert counts == dict.fromkeys(range(COUNT), 1), told
    assert walker.retried() == [], told
    local = execute(toys.numbers(COUNT, {}, tmp_path), RunConfig(backend="sequential"))
    assert result.in_order() == local.in_order()
    assert len(walker.done) >= 5, "the walk was none"
    assert not [line for line in walker.lines() if "still there" in line], told
    wait_until(lambda: not slurm.queued(), "all jobs to be gone")
