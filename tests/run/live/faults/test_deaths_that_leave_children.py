"""A worker that dies while a process it forked lives on and holds its pipes and its socket."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from curator_gui.run import shutdown_workers
from curator_gui.run.events import IndexRetried, IndexStarted
from tests.run.observe import observed, starts
from tests.run.toys import asked, numbers

pytestmark = [
    pytest.mark.fault,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no fork"),
]


@pytest.fixture
def orphans(tmp_path: Path) -> Iterator[list[psutil.Process]]:
    """The processes that dead workers have left; ended with the test."""
    found: list[psutil.Process] = []
    yield found
    for process in found or children(tmp_path):
        process.kill()


def children(folder: Path) -> list[psutil.Process]:
    file = folder / "children.txt"
    return [psutil.Process(int(pid)) for pid in file.read_text().split()] if file.exists() else []


@pytest.mark.workers
def test_the_death_is_noticed_while_its_child_lives(
    tmp_path: Path, orphans: list[psutil.Process]
) -> None:
    result, events = observed(numbers(12, {7: "fork and kill"}, tmp_path))
    orphans += children(tmp_path)
    assert [process.status() for process in orphans] == ["sleeping"] * 2
    assert result.completed == 11
    failure = result.failures[7]
    assert (failure.cause, failure.status, failure.attempt) == ("crash", "quarantined", 2)
    assert "killed by SIGKILL" in failure.message
    assert sorted(starts(tmp_path)) == sorted([*range(12), 7])
    (retry,) = events.of(IndexRetried)
    first = next(event for event in events.of(IndexStarted) if event.index == 7)
    assert retry.time - first.time < 5  # 0.3 s where nobody else works


@pytest.mark.workers
def test_loky_does_not_wait_for_the_child_either(
    tmp_path: Path, orphans: list[psutil.Process]
) -> None:
    before = set(threading.enumerate())
    observed(numbers(3, {1: "fork and kill"}, tmp_path), max_attempts=1)
    orphans += children(tmp_path)
    shutdown_workers()
    for thread in set(threading.enumerate()) - before:
        thread.join(15)
        assert not thread.is_alive(), f"{thread} waits for an orphan"
    assert [process.status() for process in orphans] == ["sleeping"]


@pytest.mark.workers
def test_an_idle_worker_that_died_so_is_replaced(
    tmp_path: Path, orphans: list[psutil.Process]
) -> None:
    """Its next task would wait for ever: loky believes that it lives."""
    pids = tmp_path / "children.txt"

    def fork(index: int) -> int:
        child = os.fork()
        if child == 0:
            signal.pause()
        pids.write_text(f"{child}\n")
        return os.getpid()

    result, _ = observed(asked(fork), n_jobs=1)
    orphans += children(tmp_path)
    worker = int(result.outputs[0][0].removeprefix("out-"))
    os.kill(worker, signal.SIGKILL)
    result, _ = observed(numbers(5), n_jobs=1)
    assert result.completed == 5
    assert result.failures == {}
