"""Whatever an index does to get memory, over the limit it is that index's error, nobody else's."""

from __future__ import annotations

import mmap
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from curator_gui.core import Filter, Pipeline, Sink
from curator_gui.run import RunConfig, execute
from curator_gui.run.hosts.held_memory import held_by
from tests.run.toys import Numbers

pytestmark = [pytest.mark.workers, pytest.mark.fault]

LIMIT, MUCH = 600 << 20, 1 << 30
BLOCK = 16 << 20


def at_once() -> None:
    """Ask for 10 GB in one piece and touch all of it."""
    held = np.ones(10 << 30, np.uint8)
    time.sleep(30 if held[0] else 0)


def in_threads() -> None:
    held: list[bytearray] = []

    def take() -> None:
        held.extend(bytearray(b"x" * BLOCK) for _ in range(MUCH // 4 // BLOCK))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(30)


def in_a_mapping() -> None:
    """Write to pages of no file."""
    with mmap.mmap(-1, MUCH) as held:
        for start in range(0, MUCH, BLOCK):
            held[start : start + BLOCK] = b"x" * BLOCK
        time.sleep(30)


def in_shared_memory() -> None:
    from multiprocessing.shared_memory import SharedMemory

    held = SharedMemory(create=True, size=MUCH)
    held.unlink()  # gone with its process
    for start in range(0, MUCH, BLOCK):
        held.buf[start : start + BLOCK] = b"x" * BLOCK
    time.sleep(30)


def in_a_child() -> None:
    code = f"import time; held = bytearray(b'x' * {MUCH}); time.sleep(30)"
    subprocess.run([sys.executable, "-c", code], check=True)


def in_children_of_children() -> None:
    inner = f"import time; held = bytearray(b'x' * {MUCH // 4}); time.sleep(30)"
    outer = (
        "import subprocess, sys; run = [subprocess.Popen([sys.executable, '-c', sys.argv[1]])"
        " for _ in range(4)]; [one.wait() for one in run]"
    )
    subprocess.run([sys.executable, "-c", outer, inner], check=True)


WAYS: dict[str, Callable[[], None]] = {
    function.__name__: function
    for function in (
        at_once,
        in_threads,
        in_a_mapping,
        in_shared_memory,
        in_a_child,
        in_children_of_children,
    )
}


class Greedy(Filter[Any]):
    name, description = "Greedy", "Takes memory at index 2."

    def __init__(self, way: str) -> None:
        self.way = way

    def __call__(self, items: Iterator[Any]) -> Iterator[Any]:
        for item in items:
            if item == 2:
                WAYS[self.way]()
            yield item


class Texts(Sink[Any]):
    name, description = "Texts", "One file for each index."

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, items: Iterator[Any], index: int) -> list[str]:
        path = self.folder / f"{index}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(list(items)))
        return [str(path)]


class Least:
    """Watches how little memory of the machine is left."""

    def __init__(self) -> None:
        self.begin = self.least = psutil.virtual_memory().available
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Least:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            self.least = min(self.least, psutil.virtual_memory().available)


@pytest.mark.parametrize("way", WAYS)
def test_over_the_limit_is_the_error_of_that_index(tmp_path: Path, way: str) -> None:
    pipeline: Pipeline[Any] = Numbers(6).filter(Greedy(way)).write(Texts(tmp_path / "out"))
    options = {"memory_limit": str(LIMIT), "max_attempts": 1, "timeout": 25, "dataset": False}
    with Least() as memory:
        result = execute(pipeline, RunConfig(n_jobs=2, options=options))
    assert list(result.failures) == [2]
    failure = result.failures[2]
    assert failure.cause == "memory", failure.message
    assert "above the limit of 600 MB" in failure.message
    assert result.completed == 5
    assert memory.begin - memory.least < 8 << 30  # of the 10 GB that one of them asks for


def test_what_children_share_with_their_parent_counts_once() -> None:
    """A process that has forked twice holds its memory once."""
    code = (
        "import os, sys, time; held = bytearray(b'x' * (300 << 20))\n"
        "for _ in range(2):\n"
        "    if not os.fork(): break\n"
        "else: print('ready', flush=True)\n"
        "sys.stdin.read()"
    )
    if not hasattr(os, "fork") or not Path("/proc/self/smaps_rollup").exists():
        pytest.skip("this system does not tell what is shared")
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        try:
            assert held_by(process.pid, sys.maxsize) > 900 << 20
            assert 300 << 20 < held_by(process.pid, 400 << 20) < 400 << 20
        finally:
            process.stdin.close()
    assert held_by(process.pid, 0) == 0
