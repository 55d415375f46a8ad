"""When the memory of workers is looked at, and at which."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import psutil
import pytest

from curator_gui.run.engine.supervising.memory_watch import HASTE, INTERVAL, MemoryWatch
from curator_gui.run.hosts.held_memory import held_by

LIMIT = 100


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Worker:
    """A slot and its host: holds so much, and takes so long to tell."""

    held_now: int
    clock: Clock
    takes: float = 0.0
    looks: list[float] = field(default_factory=list)
    current: Any = "index 3"
    killed_for: str | None = None

    @property
    def host(self) -> Worker:
        return self

    def held(self, limit: int) -> int:
        self.looks.append(self.clock.now)
        self.clock.now += self.takes
        return self.held_now

    def kill(self, cause: str, words: str) -> None:
        self.killed_for = cause


class Pool:
    def __init__(self, *workers: Worker) -> None:
        self.slots = list(workers)

    def drain(self, slot: Worker) -> None:
        """Nothing is left to be read."""


def watched(seconds: float, clock: Clock, *workers: Worker) -> float:
    """Let a watch look whenever it is due; return the share of the time that it looked."""
    watch: Any = MemoryWatch(Pool(*workers), clock)  # type: ignore[arg-type]
    begin, looking = clock.now, 0.0
    while clock.now < begin + seconds:
        clock.now = max(clock.now, watch.due)
        start = clock.now
        watch.look(start, LIMIT)
        looking += clock.now - start
    return looking / (max(clock.now, watch.due) - begin)


def test_only_who_is_near_the_limit_is_looked_at_in_haste() -> None:
    clock = Clock()
    calm, near = Worker(LIMIT // 2, clock), Worker(LIMIT // 2 + 1, clock)
    watched(2.0, clock, calm, near)
    assert len(calm.looks) == pytest.approx(2.0 / INTERVAL, abs=2)
    assert len(near.looks) == pytest.approx(2.0 / HASTE, rel=0.1)


def test_who_comes_near_is_noticed_and_who_leaves_is_left() -> None:
    clock = Clock()
    worker = Worker(0, clock)
    watch: Any = MemoryWatch(Pool(worker), clock)  # type: ignore[arg-type]
    watch.look(clock.now, LIMIT)
    assert watch.due == clock.now + INTERVAL
    worker.held_now = LIMIT
    clock.now = watch.due
    watch.look(clock.now, LIMIT)
    assert watch.due == clock.now + HASTE
    worker.held_now = 0
    clock.now = watch.due
    watch.look(clock.now, LIMIT)
    assert watch.due > clock.now + HASTE


@pytest.mark.parametrize(("number", "held"), [(4, 90), (64, 90), (64, 10), (2000, 90)])
def test_looking_takes_a_tenth_of_the_time_at_most(number: int, held: int) -> None:
    clock = Clock()
    workers = [Worker(held, clock, takes=0.0002) for _ in range(number)]
    assert watched(30.0, clock, *workers) <= 0.1
    fewest = min(Counter(len(worker.looks) for worker in workers))
    assert fewest >= 5  # none is forgotten


def test_what_is_above_the_limit_is_killed_once_and_who_is_idle_is_not() -> None:
    clock = Clock()
    large, idle = Worker(LIMIT + 1, clock), Worker(LIMIT + 1, clock, current=None)
    watched(1.0, clock, large, idle)
    assert large.killed_for == "memory"
    assert len(large.looks) == 1
    assert idle.killed_for is None


@pytest.mark.skipif(sys.platform != "linux", reason="compares with what Linux tells")
def test_what_is_held_is_what_psutil_counts_with_all_children() -> None:
    code = (
        "import subprocess, sys; held = bytearray(30 << 20); "
        "child = subprocess.Popen([sys.executable, '-c', "
        "'held = bytearray(40 << 20); print(flush=True); input()'], stdin=subprocess.PIPE); "
        "input(); child.communicate(b'\\n')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        process = psutil.Process(parent.pid)
        both = [process, *process.children(recursive=True)]
        expected = sum(each.memory_info().rss for each in both)
        assert len(both) == 2
        assert held_by(parent.pid, 1 << 40) == pytest.approx(expected, rel=0.02)
        assert expected > 70 << 20
        parent.communicate(b"\n")
    assert held_by(parent.pid, 1 << 40) == 0
    assert held_by(os.getpid(), 1 << 40) > 0
